"""The links of a map: between which points, and how wide by their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ria_deck.content.specs.slides import MapLinksSpec, MapPointsSpec
from ria_deck.data.table import DataTable, Row
from ria_deck.diagnostics import Span
from ria_deck.model.map import MapLink
from ria_deck.resolve.context import Context
from ria_deck.resolve.expressions.table_rows import number_in
from ria_deck.resolve.maps.points import lacks, too_many
from ria_deck.source.nearest import did_you_mean, listing

MOST_LINKS = 500  # many times what finds room on a slide
PLAIN, THINNEST, WIDEST = 1.4, 0.8, 7.0  # points on a slide: without numbers, and of the least and the greatest
_MOST_NAMED = 8  # points that a hint names


def map_links(link: MapLinksSpec, points: MapPointsSpec, keys: Sequence[str], context: Context) -> list[MapLink] | None:
    """One link for each pair of points that a row names, the widest first; None, reported, where one leads nowhere or has no
    width."""
    table = context.tables.find(link.data, link.data_span)
    if table is None:
        return None
    named = {"from": link.start, "to": link.end, **({"width": link.width} if link.width else {})}
    if lacks(table, named, link, context):
        return None
    rows = context.evaluator.chosen(link.where, table) if link.where else table.rows
    if rows is None or too_many(len(rows), MOST_LINKS, "links", link, context):
        return None
    widths = _widths(rows, table, link, context)
    if widths is None:
        return None
    sums: dict[tuple[int, int], float] = {}
    unknown: dict[str, Span] = {}
    for row, width in zip(rows, widths, strict=True):
        ends = [str(row[link.start].raw), str(row[link.end].raw)]
        strange = {end: link.places[key] for end, key in zip(ends, ("from", "to"), strict=True) if end not in keys}
        unknown |= strange
        if not strange:
            pair = (keys.index(ends[0]), keys.index(ends[1]))
            sums[pair] = sums.get(pair, 0.0) + width
    _tell_unknown(unknown, keys, points, context)
    return None if unknown else _drawn(sums, wide=bool(link.width))


def _drawn(sums: Mapping[tuple[int, int], float], *, wide: bool) -> list[MapLink]:
    most = max(sums.values(), default=0.0) or 1.0
    pairs = sorted(sums, key=lambda pair: -sums[pair]) if wide else list(sums)
    return [
        MapLink(
            start=start,
            end=end,
            color="accent",
            width=round(max(WIDEST * sums[start, end] / most, THINNEST), 2) if wide else PLAIN,
        )
        for start, end in pairs
    ]


def _widths(rows: Sequence[Row], table: DataTable, link: MapLinksSpec, context: Context) -> list[float] | None:
    """The number that each row's line is wide by, 0 where none are asked for; None where a row has none: the first such row
    is told with its cell."""
    numbers: list[float] = []
    for row in rows if link.width else ():
        number = number_in(row, link.width)
        if number is None or number < 0:
            context.report.error(
                "RD602",
                f"`{link.width}` of `{table.name}` has no number of 0 or more for `width`",
                link.places.get("width", link.span),
                hint="name another column, or leave such rows out with `where`",
                related=((table.span_of(row.index, link.width), "this cell"),),
            )
            return None
        numbers.append(number)
    return numbers or [0.0] * len(rows)


def _tell_unknown(unknown: Mapping[str, Span], keys: Sequence[str], points: MapPointsSpec, context: Context) -> None:
    """One error for all ends of links that are no points, with what points are called here."""
    if not unknown:
        return
    first, place = next(iter(unknown.items()))
    what = f"unknown point `{first}`" if len(unknown) == 1 else f"unknown points {listing(unknown, 'and')}"
    called = f"write points by their `{points.key or points.label}`: {', '.join(keys[:_MOST_NAMED])}"
    more = ", …" if len(keys) > _MOST_NAMED else ""
    other = "" if points.key else "; name another column with `points: {key: …}`"
    meant = did_you_mean(first, keys) if len(unknown) == 1 else ""
    context.report.error("RD643", f"{what} of the map", place, label=meant, hint=called + more + other)
