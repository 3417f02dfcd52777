"""Read a {timeline} block."""

from __future__ import annotations

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.filters import read_where
from ria_deck.content.blocks.tables import read_sort
from ria_deck.content.blocks.timeline_shape import TimelineBlock
from ria_deck.content.specs.slides import TimelineSpec


def read_timeline(reader: BlockReader, block: TimelineBlock, name: str) -> TimelineSpec | None:
    """The spec of a decoded block; None, with errors in the reader's own report, when it makes no sense."""
    data, data_span = reader.data(("data",), block.data)
    alt = reader.needed_text(("alt",), block.alt, "timeline.alt")
    form = reader.format(("format",), block.format) if block.format is not None else ""
    where = read_where(reader, ("where",), block.where)
    sort = read_sort(reader, block.sort)
    caption = reader.one_of_two(("caption", "title"), (block.caption, block.title), "caption")
    if alt is None or reader.report.failed:
        return None
    document = reader.document
    return TimelineSpec(
        name=name,
        data=data,
        data_span=data_span,
        span=document.span(),
        date=block.date,
        date_span=document.text_span(("date",)),
        label=block.label,
        label_span=document.text_span(("label",)),
        alt=alt,
        until=block.until or "",
        until_span=document.text_span(("until",)) if block.until else None,
        group=block.group or "",
        group_span=document.text_span(("group",)) if block.group else None,
        format=form,
        format_span=document.span(("format",)) if form else None,
        where=where,
        sort=sort,
        limit=block.limit,
        caption=caption,
        note=reader.text(("note",), block.note, "note"),
        source=reader.text(("source",), block.source, "source"),
    )
