"""Slides that hold more than fits: split, then texts and figures apart, then tables as lists, then words in the handout."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from ria_deck.content.markdown.inline import plain_text
from ria_deck.importing.marked_text import plain_markdown
from ria_deck.importing.project_text import parts_of
from ria_deck.importing.talk import ImportedSlide, LeftBehind, PartKind, SlidePart

OVERFULL = frozenset({"RD530", "RD534"})
"""Texts and tables that are too long for their places."""
CRAMPED = frozenset({"RD502", "RD632"})
"""Figures that have no place, or too little room, beside other parts."""

_CELLS = re.compile(r"(?<!\\)\|")
_PLAIN = "bullets"
_LONGEST_TITLE = 70
_SHORTEST_LISTING = 4  # lines that are worth two slides


def with_room(slide: ImportedSlide, left: list[LeftBehind]) -> list[ImportedSlide]:
    """The slide in the next form that takes less room; the same slide where none is left."""
    if slide.stage == 0:
        layout = _PLAIN if slide.layout in ("title", "section", "statement", "big-number") else slide.layout
        return [replace(slide, layout=layout, split=True, stage=1)]
    if slide.stage == 1:
        return apart(slide, left)
    if slide.stage == 2:
        return _as_lists(slide, left)
    return _in_handout(slide, left)


def apart(slide: ImportedSlide, left: list[LeftBehind]) -> list[ImportedSlide]:
    """The texts of a slide on one, each of its figures on one of its own."""
    texts = [part for part in parts_of(slide) if part.kind is PartKind.PROSE]
    figures = [part for part in parts_of(slide) if part.kind is not PartKind.PROSE]
    groups = ([texts] if texts else []) + [[figure] for figure in figures]
    made = []
    for number, group in enumerate(groups, start=1):
        kind = group[0].kind
        made.append(
            replace(
                slide,
                id=slide.id if number == 1 else f"{slide.id}-part-{number}",
                layout=_PLAIN if kind is PartKind.PROSE else kind.value,
                parts=tuple(group),
                columns=(),
                notes=slide.notes if number == 1 else "",
                handout=slide.handout if number == 1 else "",
                split=True,
                stage=2,
            )
        )
    if len(made) > 1:
        left.append(
            LeftBehind(slide.number, "", f"too full for the layouts: its texts and figures are {len(made)} slides")
        )
    return made or [replace(slide, stage=2)]


def _as_lists(slide: ImportedSlide, left: list[LeftBehind]) -> list[ImportedSlide]:
    """Tables that don't fit even alone as lists of their rows."""
    tables = [part for part in slide.parts if part.kind is PartKind.TABLE]
    if not tables:
        return _in_handout(slide, left)
    left.append(LeftBehind(slide.number, tables[0].name, "a table that is too large for a slide: its rows are a list"))
    parts = tuple(_listed(part) if part.kind is PartKind.TABLE else part for part in slide.parts)
    return [replace(slide, parts=parts, layout=_PLAIN, stage=3)]


def _halves(slide: ImportedSlide) -> list[ImportedSlide]:
    """A long listing on two slides, cut at an empty line near its middle where there is one; empty for anything else."""
    parts = parts_of(slide)
    if len(parts) != 1 or parts[0].kind is not PartKind.CODE:
        return []
    first, *lines, last = parts[0].markdown.split("\n")
    if len(lines) < _SHORTEST_LISTING:
        return []
    middle = len(lines) // 2
    empty = [at for at, line in enumerate(lines) if not line.strip() and abs(at - middle) <= len(lines) // 4]
    cut = min(empty, key=lambda at: abs(at - middle), default=middle)
    halves = ["\n".join([first, *half, last]) for half in (lines[:cut], lines[cut:])]
    one, two = (replace(slide, parts=(replace(parts[0], markdown=half),), columns=(), stage=2) for half in halves)
    return [one, replace(two, id=f"{slide.id}-from-{cut + 1}", notes="", handout="")]


def _in_handout(slide: ImportedSlide, left: list[LeftBehind]) -> list[ImportedSlide]:
    if halves := _halves(slide):
        left.append(LeftBehind(slide.number, "", "a listing that is too long for a slide: it continues on the next"))
        return halves
    texts = [part for part in parts_of(slide) if part.kind is PartKind.PROSE]
    if not texts:
        left.append(LeftBehind(slide.number, "", "a figure that is too large for a slide"))
        return [replace(slide, parts=(), columns=(), layout=_PLAIN, stage=4)] if parts_of(slide) else [slide]
    left.append(LeftBehind(slide.number, texts[0].name, "a text that is too long for a slide: it is in the handout"))
    words = "\n\n".join(filter(None, [slide.handout, *(part.markdown for part in texts)]))
    rest = tuple(part for part in parts_of(slide) if part.kind is not PartKind.PROSE)
    return [replace(slide, parts=rest, columns=(), handout=words, stage=4)]


def with_short_title(slide: ImportedSlide, left: list[LeftBehind]) -> ImportedSlide:
    """A title that is too long as a text, and its first words as the title."""
    words = plain_text(slide.title)
    most = max(min(_LONGEST_TITLE, len(words) * 2 // 3), 12)
    cut = words[:most].rpartition(" ")[0] or words[:most]
    short = plain_markdown(cut.rstrip(" ,;:–-") + "…", one_line=True)
    if "…" in words[-1:]:  # shortened before: the text has it already
        return replace(slide, title=short)
    left.append(
        LeftBehind(slide.number, "", "a title that is too long: its first words are the title, all of it is a text")
    )
    whole = SlidePart(kind=PartKind.PROSE, markdown=slide.title, name="Title")
    if slide.columns:
        return replace(slide, title=short, columns=((whole, *slide.columns[0]), *slide.columns[1:]))
    figure = next((part.kind for part in slide.parts if part.kind is not PartKind.PROSE), None)
    layout = f"{figure.value}-right" if figure and slide.layout == figure.value else slide.layout
    return replace(slide, title=short, parts=(whole, *slide.parts), layout=layout)


def _listed(part: SlidePart) -> SlidePart:
    """A Markdown table's rows as items; those of a block over data by its simpler form."""
    source = part.simpler.markdown if part.markdown.startswith("```") and part.simpler else part.markdown
    if source.startswith("```"):
        return SlidePart(kind=PartKind.PROSE, markdown=source, name=part.name)
    rows = [[cell.strip() for cell in _CELLS.split(line)[1:-1]] for line in source.split("\n")]
    items = ["- " + "; ".join(cell for cell in row if cell).replace("\\|", "|") for row in [rows[0], *rows[2:]]]
    return SlidePart(kind=PartKind.PROSE, markdown="\n".join(item for item in items if item != "- "), name=part.name)


def without_characters(slide: ImportedSlide, gone: Collection[str]) -> ImportedSlide:
    """The slide without some characters."""

    def cut(text: str) -> str:
        return "".join(char for char in text if char not in gone)

    def bare(part: SlidePart) -> SlidePart:
        simpler = bare(part.simpler) if part.simpler is not None else None
        return replace(part, markdown=cut(part.markdown), simpler=simpler)

    return replace(
        slide,
        title=cut(slide.title),
        notes=cut(slide.notes),
        parts=tuple(map(bare, slide.parts)),
        columns=tuple(tuple(map(bare, column)) for column in slide.columns),
    )


def words_of(markdown: str) -> str:
    """The bare words of a text, paragraph by paragraph."""
    paragraphs = [plain_text(one) for one in markdown.split("\n\n")]
    return "\n\n".join(plain_markdown(one) for one in paragraphs if one.strip())
