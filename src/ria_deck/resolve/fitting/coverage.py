"""Characters that no font of the theme has, reported once for a deck, with how often and where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ria_deck.design.further_faces import how_to_get_sign
from ria_deck.design.scripts import is_told, scripts_of, tell_script
from ria_deck.diagnostics import Span
from ria_deck.model.deck import Block, Prose, Slide, Table
from ria_deck.model.kpi import Kpi
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph
from ria_deck.resolve.context import Context
from ria_deck.source.text import describe_character

MOST_NAMED = 5  # characters that the message names
MOST_PLACES = 4  # further slides that it points to


def tell_missing(slides: Sequence[Slide], context: Context) -> None:
    """One error for all characters of the slides' texts that no font has."""
    found: list[tuple[Slide, Counter[str]]] = []
    for slide in slides:
        shown = (*_texts(slide), *(_in_print(slide) if context.printed else ()))
        text = "".join(paragraph.text for paragraph in shown)
        missing = set(context.measurer.missing(text))
        found.append((slide, Counter(char for char in text if char in missing)))
    others = _tell_scripts(found, context)
    count: Counter[str] = Counter()
    lacking: dict[str, Slide] = {}  # by id
    for slide, chars in found:
        count.update(here := {char: times for char, times in chars.items() if char in others})
        if here:
            lacking.setdefault(slide.id, slide)
    if not count:
        return
    places = list(lacking.values())
    named = ", ".join(_named(char) for char in list(count)[:MOST_NAMED])
    more = f" and {len(count) - MOST_NAMED} more characters" if len(count) > MOST_NAMED else ""
    times = f", {count.total()} times on {_slides(len(places))}" if count.total() > 1 else ""
    context.report.error(
        "RD531",
        f"slide `{places[0].id}`: no font has {named}{more}{times}",
        places[0].span,
        label=_language(context),
        hint=how_to_get_sign(max(count)),
        related=_further(places),
    )


def _tell_scripts(found: Sequence[tuple[Slide, Counter[str]]], context: Context) -> set[str]:
    """One error for each script that no font has, at the first slide that needs it; the characters of no such script."""
    every = "".join(dict.fromkeys(char for _, chars in found for char in chars))
    for script in scripts_of(every):
        places = [slide for slide, chars in found if script in scripts_of("".join(chars))]
        told = [one for one in context.report.diagnostics if is_told(one, script)]  # by charts, each at its place
        context.report.diagnostics = [one for one in context.report.diagnostics if one not in told]
        label = f"slide `{places[0].id}`, {_language(context)}"
        tell_script(script, context.report, places[0].span, label=label, related=_further(places))
    return {char for char in every if not scripts_of(char)}


def _language(context: Context) -> str:
    return f"in the language {context.target.code}"


def _further(places: Sequence[Slide]) -> tuple[tuple[Span, str], ...]:
    return tuple((place.span, "here too") for place in places[1 : MOST_PLACES + 1] if place.span is not None)


def _named(char: str) -> str:
    return f"“{char}” {describe_character(char)}" if char.isprintable() else describe_character(char)


def _slides(count: int) -> str:
    return "one slide" if count == 1 else f"{count} slides"


def _texts(slide: Slide) -> Iterator[Paragraph]:
    yield slide.title
    yield from [slide.topic] if slide.topic is not None else []
    yield from (*slide.subtitle, *slide.sources, *slide.remarks)
    for note in slide.footnotes:
        yield from note.paragraphs
    for block in (*(placed.block for placed in slide.placements), *slide.handout):
        yield from _of(block)


def _in_print(slide: Slide) -> Iterator[Paragraph]:
    """What the handout alone says of figures: captions, and notes and sources of those that no slide has."""
    captions = (getattr(placed.block, "caption", None) for placed in slide.placements)
    others = (getattr(block, name, None) for block in slide.handout for name in ("caption", "note", "source", "credit"))
    return (text for text in (*captions, *others) if text is not None)


def _of(block: Block) -> Iterator[Paragraph]:
    match block:
        case Prose():
            yield from block.paragraphs
        case Table():
            yield from (cell.text for row in block.rows for cell in row.cells)
        case Kpi() | Process():
            yield from block.texts
        case _:
            return
