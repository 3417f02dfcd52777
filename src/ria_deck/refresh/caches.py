"""Points of a chart's caches: compared with cells, and changed in place."""

from __future__ import annotations

from ria_deck.ooxml.charts import ChartReference
from ria_deck.ooxml.spans import Edit, after, removed, with_text
from ria_deck.ooxml.workbook import CellContent, shown_number
from ria_deck.refresh.change import RefusedError


def cache_edit(reference: ChartReference, index: int, content: CellContent, numbers: bool) -> Edit | None:
    """One cached point: changed, taken out (a gap has no `c:pt`), or put in at its place."""
    point = reference.points.get(index)
    if content is None:
        return removed(point) if point is not None else None
    text = shown_number(content) if isinstance(content, float) else str(content)
    if numbers and not isinstance(content, float):
        raise RefusedError("RD843", f"`{content}` is not a number, so the chart can't show it")
    if point is not None:
        value = point.child("v")
        return with_text(value, text) if value is not None and value.text != text else None
    assert reference.cache is not None
    cache = reference.cache
    pt, v = cache.prefixed("pt"), cache.prefixed("v")
    before = [one for at, one in sorted(reference.points.items()) if at < index]
    anchor = before[-1] if before else cache.child("ptCount")
    if anchor is None:
        raise RefusedError("RD843", "a cache of the chart has no count of its points")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return after(anchor, f'<{pt} idx="{index}"><{v}>{escaped}</{v}></{pt}>'.encode())


def equal(old: CellContent, new: CellContent) -> bool:
    """Whether a cell need not be changed."""
    if isinstance(old, float) and isinstance(new, float):
        return old == new
    return old == new or (old in (None, "") and new in (None, ""))
