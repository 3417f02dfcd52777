"""Read a {table} block."""

from __future__ import annotations

from collections import Counter

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.filters import read_where
from ria_deck.content.blocks.shapes import ColumnEntry, GroupBy, HeatEntry, OrderBy, TableBlock
from ria_deck.content.blocks.transforms import read_transform
from ria_deck.content.specs.figures import BY_THEME, SharedHead
from ria_deck.content.specs.slides import ColumnSpec, Message, TableSpec
from ria_deck.source.yaml import Loc

_ALIGN = {"left": "start", "right": "end"}


def read_table(reader: BlockReader, block: TableBlock, name: str) -> TableSpec | None:
    """The spec of a decoded block; None, with errors in the reader's own report, when it makes no sense."""
    data, data_span = reader.data(("data",), block.data)
    columns, heads = _columns(reader, block)
    if block.subtotals and block.group_by is None:
        place = reader.document.span(("subtotals",), key=True)
        reader.report.error(
            "RD024", "`subtotals` sum groups: the table has none", place, hint="write `group_by: column`"
        )
    if not (block.total or block.subtotals):
        for column in (column for column in columns if column.total):
            reader.report.error(
                "RD024",
                f"the table has no row for the total of `{column.field}`",
                column.total_span,
                hint="write `total: true` for the table, or `subtotals: true`",
            )
    for field, count in Counter(column.field for column in columns).items():
        if count > 1:
            first, second = [column for column in columns if column.field == field][:2]
            reader.report.error(
                "RD034",
                f"the column `{field}` is listed {count} times",
                second.span,
                related=((first.span, "first listed here"),),
            )
    spec = TableSpec(
        name=name,
        data=data,
        data_span=data_span,
        span=reader.document.span(),
        columns=columns,
        heads=heads,
        where=read_where(reader, ("where",), block.where),
        transform=read_transform(reader, ("transform",), block.transform),
        sort=read_sort(reader, block.sort),
        sort_span=reader.document.span(("sort",)) if block.sort is not None else None,
        group_by=block.group_by.field if isinstance(block.group_by, GroupBy) else block.group_by or "",
        group_span=reader.document.span(("group_by",)) if block.group_by is not None else None,
        group_head=isinstance(block.group_by, GroupBy) and block.group_by.head,
        total=block.total,
        subtotals=block.subtotals,
        highlight=read_where(reader, ("highlight",), block.highlight),
        caption=reader.one_of_two(("caption", "title"), (block.caption, block.title), "caption"),
        note=reader.text(("note",), block.note, "note"),
        source=reader.text(("source",), block.source, "source"),
        alt=reader.text(("alt",), block.alt, "table.alt"),
        limit=block.limit,
    )
    return None if reader.report.failed else spec


def _columns(reader: BlockReader, block: TableBlock) -> tuple[tuple[ColumnSpec, ...], tuple[SharedHead, ...]]:
    """The columns, and the heads that several of them share."""
    columns: list[ColumnSpec | None] = []
    heads: list[SharedHead] = []
    for index, entry in enumerate(block.columns or ()):
        loc: Loc = ("columns", index)
        if isinstance(entry, str) or entry.columns is None:
            columns.append(_column(reader, loc, entry))
            continue
        first = len(columns)
        columns += [_column(reader, (*loc, "columns", number), one) for number, one in enumerate(entry.columns)]
        title = _shared_title(reader, loc, entry, f"head.{first + 1}")
        if title is not None:
            heads.append(SharedHead(title=title, first=first, last=len(columns)))
    return tuple(column for column in columns if column is not None), tuple(heads)


def _shared_title(reader: BlockReader, loc: Loc, entry: ColumnEntry, name: str) -> Message | None:
    """The title over several columns; None, reported, without one. What belongs to a column is reported, too."""
    for key in ColumnEntry.model_fields:
        if entry.gives(key) and key not in ("title", "columns"):
            hint = "write it at the columns below this heading"
            place = reader.document.span((*loc, key), key=True)
            reader.report.error("RD044", f"`columns` and `{key}` can't be used together", place, hint=hint)
    title = reader.text((*loc, "title"), entry.title, name)
    if title is None:
        reader.report.error("RD021", "the head of several columns needs a `title`", reader.document.span(loc))
    return title


def _column(reader: BlockReader, loc: Loc, entry: str | ColumnEntry) -> ColumnSpec | None:
    if isinstance(entry, str):
        if not entry:
            reader.report.error("RD024", "a column's name can't be empty", reader.document.span(loc))
        return ColumnSpec(field=entry, span=reader.document.text_span(loc))
    if entry.columns is not None:
        reader.report.error("RD021", "a heading is above columns, not above other headings", reader.document.span(loc))
        return None
    if entry.field is None:
        reader.report.error("RD021", "a column needs `field`", reader.document.span(loc))
        return None
    heat = entry.heat
    color = heat.color or BY_THEME if isinstance(heat, HeatEntry) else _role(heat)
    title = reader.switched_text((*loc, "title"), entry.title, f"column.{entry.field}", given=entry.gives("title"))
    return ColumnSpec(
        field=entry.field,
        span=reader.document.text_span((*loc, "field")),
        title=title,
        format=reader.format((*loc, "format"), entry.format) if entry.format is not None else "",
        align=_ALIGN.get(entry.align, entry.align) if entry.align else "",
        width=entry.width,
        bar=_role(entry.bar),
        bar_span=reader.document.span((*loc, "bar")),
        heat=color,
        heat_span=reader.document.span((*loc, "heat")),
        middle=heat.middle if isinstance(heat, HeatEntry) else None,
        total=entry.total,
        total_span=reader.document.span((*loc, "total")),
    )


def _role(given: bool | str) -> str:
    """The colour that a column's bars or cells ask for; empty: they ask for none."""
    return given if isinstance(given, str) else BY_THEME if given else ""


def read_sort(
    reader: BlockReader, sort: str | OrderBy | tuple[str | OrderBy, ...] | None
) -> tuple[tuple[str, bool], ...]:
    """(column, descending) in order of importance."""
    if sort is None:
        return ()
    entries = sort if isinstance(sort, tuple) else (sort,)
    found = []
    for index, entry in enumerate(entries):
        if isinstance(entry, OrderBy):
            found.append((entry.field, entry.order == "descending"))
            continue
        column = entry.removeprefix("-").strip()
        if not column:
            loc: Loc = ("sort", index) if isinstance(sort, tuple) else ("sort",)
            reader.report.error("RD024", "a column's name can't be empty", reader.document.span(loc))
        found.append((column, entry.startswith("-")))
    return tuple(found)
