"""What the manifest says of a slide beside its words: marks and links in texts, and how its figures are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from ria_deck.model.chart import Chart, Plot, Stacking
from ria_deck.model.deck import Block, Picture, Slide, Table
from ria_deck.model.kpi import Multiples
from ria_deck.model.text import Paragraph, ParagraphKind

_STACKED = {Stacking.NONE: "", Stacking.ZERO: "stacked", Stacking.NORMALIZE: "stacked to 100 %"}


def form_of(paragraph: Paragraph) -> dict[str, Any]:
    """The marks, links and the list of a text, as words, and the line where it is written; nothing of a plain text."""
    form = [_item(paragraph)] if paragraph.kind is not ParagraphKind.PLAIN or paragraph.level else []
    for run in paragraph.runs:
        marks = [*sorted(mark.value for mark in run.marks), *([f"link to {run.href}"] if run.href else [])]
        form += [f"{' '.join(marks)} “{run.text}”"] if marks and run.footnote is None else []
    if not form:
        return {}
    origin = paragraph.origin
    return {"form": form, **({"at": f"{origin.span.path}:{origin.span.line}"} if origin is not None else {})}


def _item(paragraph: Paragraph) -> str:
    return f"{paragraph.kind.value}{f' of level {paragraph.level + 1}' if paragraph.level else ''}"


def looks(slide: Slide) -> dict[str, dict[str, str]]:
    """How each figure of a slide is drawn, by its place: what a reader sees though no word or number tells it."""
    blocks = [*(placed.block for placed in slide.placements), *slide.handout]
    return {place: dict(found) for place, found in map(_look, blocks) if found}


def _look(block: Block) -> tuple[str, list[tuple[str, str]]]:
    match block:
        case Picture():
            share = [("width", f"{block.share:.0%}")] if block.share is not None else []
            return f"picture {block.name}", [("picture", PurePath(block.path).stem[:12]), *share]
        case Table() if block.rows:
            aligned = ", ".join(cell.align for cell in block.rows[-1].cells)
            return f"table {block.name}", [("alignment", aligned)]
        case Chart():
            drawn = ", ".join(dict.fromkeys(map(_drawn, block.plots)))
            return f"chart {block.name}", [("mark", drawn), *_bounds(block)]
        case Multiples():
            panels = ", ".join(panel.title for panel in block.panels)
            drawn = ", ".join(dict.fromkeys(map(_drawn, block.panels[0].plots)))
            return f"chart {block.name}", [("mark", drawn), ("panels", panels), *_bounds(block.panels[0])]
        case _:
            return "", []


def _drawn(plot: Plot) -> str:
    words = [plot.mark.value, "horizontal" if plot.horizontal else ""]
    words += [_STACKED[plot.stacking], "on the second axis" if plot.axis else ""]
    return " ".join(filter(None, words))


def _bounds(chart: Chart) -> list[tuple[str, str]]:
    """The ends of axes that the author says; others follow the data."""
    ends = [f"{axis.minimum:g} to {axis.maximum:g}" for axis in chart.axes if axis.fixed]
    return [("axis", ", ".join(ends))] if ends else []


def facts(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> Iterator[str]:
    """What is drawn otherwise, of figures that both builds have, in words."""
    for place, now in new.items():
        then = old.get(place, now)
        for name in dict.fromkeys((*now, *then)):
            before, after = then.get(name, "as it comes"), now.get(name, "as it comes")
            if before != after and name == "picture":
                yield f"{place} shows another file"
            elif before != after:
                yield f"{place}: {name} {before} → {after}"
