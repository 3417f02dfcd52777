"""The column beside the handout's text: numbers, notes and sources of figures, and a slide's points where prose says
them in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeGuard

from markupsafe import Markup

from ria_deck.model.deck import Block, Prose
from ria_deck.model.text import Paragraph, ParagraphKind
from ria_deck.render.views.items import Exhibit, Item

_OPENER = 420  # up to this weight, a chapter's first paragraph is set large
WHOLE = 100.5  # per cent: a wider table goes across the whole page
MOST_POINTS = 340  # up to this weight, a slide's words stand beside its figure

Weight = Callable[[Sequence[Paragraph]], int]


def is_exhibit(item: Item) -> TypeGuard[Exhibit]:
    """Whether an item is a figure, a table or a row of key figures."""
    return item["kind"] in ("figure", "table", "kpi")


def set_beside(items: list[Item], handout: Sequence[Item], *, told: bool) -> None:
    """Mark what stands beside the text: with figures, what belongs to them; `told` says that the handout's own prose says in
    full what the slide says before its figure, so that these words do too."""
    for item in (*items, *handout):
        if is_exhibit(item):
            item["apart"] = item["kind"] != "table" or item["share"] <= WHOLE
    first = next((index for index, item in enumerate(items) if is_exhibit(item)), 0)
    exhibit = items[first] if first else None
    if not told or exhibit is None or not is_exhibit(exhibit) or not exhibit["apart"]:
        return
    points = [item for item in items[:first] if item["kind"] == "prose" and item["style"] in ("lead", "text")]
    if len(points) == first:
        exhibit["points"] = Markup("").join(item["html"] for item in points)
        del items[:first]


def opener(blocks: Sequence[Block], weight: Weight) -> tuple[Paragraph | None, str, tuple[Block, ...]]:
    """The first paragraph of a chapter's prose, which leads, with its style; and the blocks without it."""
    if not blocks or not isinstance(blocks[0], Prose) or blocks[0].paragraphs[0].kind is not ParagraphKind.PLAIN:
        return None, "", tuple(blocks)
    first, *others = blocks[0].paragraphs
    rest = (Prose(paragraphs=tuple(others)),) if others else ()
    return first, "opener" if weight([first]) <= _OPENER else "text", (*rest, *blocks[1:])
