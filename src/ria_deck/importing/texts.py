"""Paragraphs of a deck as Markdown: lists by their levels, marks, links, line breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ria_deck.importing.drawings.symbols import plain_symbols
from ria_deck.importing.inheritance import ListMark, SlideStyle
from ria_deck.importing.marked_text import BREAK, TextRun, inline_markdown
from ria_deck.ooxml.presentation import SlideShape
from ria_deck.ooxml.spans import Element

_TYPED_BULLET = re.compile(r"^\s*[•▪■◦‣●○–—·➢➤✓]\s+")
_FIXED_WIDTH = re.compile(
    r"courier( new)?|consolas|menlo|monaco|lucida console|cousine|source code pro|fira code|inconsolata|andale mono"
    r"|(dejavu sans|liberation|roboto|sf|noto|jetbrains|ibm plex) mono",
    re.IGNORECASE,
)
_ON = ("1", "true", "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextParagraph:
    """A paragraph with its runs, its level from 0, and its mark in a list."""

    runs: tuple[TextRun, ...]
    level: int = 0
    mark: ListMark | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


LinkOf = Callable[[Element], str]
"""The address of an `a:hlinkClick`; empty for one that can't be taken."""


def paragraphs_of(shape: SlideShape, style: SlideStyle, link_of: LinkOf) -> list[TextParagraph]:
    """The paragraphs of a shape that have words."""
    found = []
    for paragraph in shape.paragraphs:
        runs = tuple(runs_of(paragraph, link_of))
        if not "".join(run.text for run in runs).strip(f" \t\xa0{BREAK}"):
            continue
        properties = paragraph.child("pPr")
        level = properties.get("lvl", "0") if properties else "0"
        one = TextParagraph(runs=runs, level=int(level) if level.isdigit() else 0, mark=style.mark(shape, paragraph))
        found.append(_with_typed_bullet(one))
    return found


def runs_of(paragraph: Element, link_of: LinkOf) -> Iterator[TextRun]:
    """The runs of a paragraph; equations and other newer forms give their older one."""
    for one in paragraph.children:
        match one.name:
            case "r":
                yield _run(one, link_of)
            case "fld":
                yield TextRun(text="".join(text.text for text in one.all("t")))
            case "br":
                yield TextRun(text=BREAK)
            case "AlternateContent":
                fallback = one.child("Fallback")
                yield from runs_of(fallback, link_of) if fallback is not None else ()
            case _:
                pass


def _run(run: Element, link_of: LinkOf) -> TextRun:
    text = "".join(found.text for found in run.all("t"))
    form = run.child("rPr")
    if form is None:
        return TextRun(text=text)
    text = plain_symbols(text, _symbol_face(form))
    link = form.child("hlinkClick")
    baseline = form.get("baseline", "0").removesuffix("%")
    raised = float(baseline) if re.fullmatch(r"-?[0-9.]+", baseline) else 0.0
    return TextRun(
        text=text,
        bold=form.get("b") in _ON,
        italic=form.get("i") in _ON,
        strike=form.get("strike") in ("sngStrike", "dblStrike"),
        raised=raised > 0,
        lowered=raised < 0,
        code=_FIXED_WIDTH.fullmatch(_latin_face(form)) is not None,
        href=link_of(link) if link is not None else "",
    )


def _symbol_face(form: Element) -> str:
    found = form.child("sym") or form.child("latin")
    return found.get("typeface") if found is not None else ""


def _latin_face(form: Element) -> str:
    found = form.child("latin")
    return found.get("typeface") if found is not None else ""


def _with_typed_bullet(paragraph: TextParagraph) -> TextParagraph:
    """A paragraph that begins with a typed bullet as an item of a list."""
    first = paragraph.runs[0]
    match = _TYPED_BULLET.match(first.text)
    if paragraph.mark is not None or match is None or not paragraph.text[match.end() :].strip():
        return paragraph
    runs = (replace(first, text=first.text[match.end() :]), *paragraph.runs[1:])
    return replace(paragraph, runs=runs, mark=ListMark(numbered=False))


def title_markdown(paragraphs: Iterable[TextParagraph]) -> str:
    """A title in one line; a form that all of it has is the theme's business."""
    runs: list[TextRun] = []
    for paragraph in paragraphs:
        runs += [TextRun(text=" ")] * bool(runs) + list(paragraph.runs)
    return inline_markdown(without_common_form(runs), one_line=True)


def without_common_form(runs: Sequence[TextRun]) -> list[TextRun]:
    """Runs without bold and italic where all of them have it."""
    words = [run for run in runs if run.text.strip()]
    bold = bool(words) and all(run.bold for run in words)
    italic = bool(words) and all(run.italic for run in words)
    return [replace(run, bold=run.bold and not bold, italic=run.italic and not italic) for run in runs]


def body_markdown(paragraphs: Sequence[TextParagraph]) -> str:
    """Paragraphs and lists as Markdown blocks."""
    lines: list[str] = []
    stack: list[tuple[int, int, int]] = []  # (level in the deck, indent, number) of the open lists
    for paragraph in paragraphs:
        text = inline_markdown(paragraph.runs)
        if not text:
            continue
        if paragraph.mark is None:
            stack.clear()
            lines += ["", text]
            continue
        while stack and stack[-1][0] > paragraph.level:
            stack.pop()
        if not stack:
            lines.append("")
        indent, number = _next_item(stack, paragraph.level, paragraph.mark)
        marker = f"{number}. " if number else "- "
        lines.append(" " * indent + marker + text.replace("\n", "\n" + " " * (indent + len(marker))))
    return "\n".join(lines).strip("\n")


def _next_item(stack: list[tuple[int, int, int]], level: int, mark: ListMark) -> tuple[int, int]:
    """The indent and the number (0 for a dash) of an item; a list is opened where none of its level is."""
    if not stack or stack[-1][0] < level:
        stack.append((level, stack[-1][1] + _width(stack[-1][2]) if stack else 0, 0))
    level, indent, number = stack.pop()
    number = number + 1 if mark.numbered else 0
    if number == 1:
        number = max(mark.start, 1)
    stack.append((level, indent, number))
    return indent, number


def _width(number: int) -> int:
    return len(f"{number}. ") if number else 2
