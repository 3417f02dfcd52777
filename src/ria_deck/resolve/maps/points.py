"""The points of a map, from the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count

from ria_deck.content.specs.slides import MapLinksSpec, MapPointsSpec
from ria_deck.data.table import DataTable, Row
from ria_deck.model.map import MapPoint
from ria_deck.model.value import Value
from ria_deck.resolve.context import Context
from ria_deck.resolve.expressions.key_index import HOLDS
from ria_deck.resolve.expressions.table_rows import tell_no_rows
from ria_deck.resolve.palette import group_colors
from ria_deck.source.nearest import did_you_mean

MOST_POINTS = 500  # many times what finds room on a slide


def map_points(p: MapPointsSpec, context: Context) -> tuple[list[MapPoint], list[str]] | None:
    """The points and their keys; None, reported, where the table or a row of it gives none."""
    table = context.tables.find(p.data, p.data_span)
    rows = _rows(p, table, context) if table is not None else None
    if table is None or rows is None:
        return None
    names = [str(row[p.group].raw) for row in rows] if p.group else [""]
    colors = group_colors(names, context.theme, context.report, p.places.get("group", p.span))
    if colors is None:
        return None
    key_column = p.key or p.label
    points: list[MapPoint] = []
    keys: list[str] = []
    listed: list[Row] = []
    for row in rows:
        key = str(row[key_column].raw)
        if _has_place(row, key, p, context):
            points.append(_point(row, p, table, colors, context, hub=key in p.hub))
            listed.append(row)
            keys.append(key)
    if p.numbered:
        points = _numbered(points, listed, p, table, context)
    return (points, keys) if len(points) == len(rows) else None


def _rows(p: MapPointsSpec, table: DataTable, context: Context) -> Sequence[Row] | None:
    """The rows that become points; None, reported, where columns lack or aren't degrees, or there are no or too many."""
    columns = {"lat": p.lat, "lon": p.lon, "label": p.label}
    columns |= {name: column for name in ("group", "text", "value") if (column := getattr(p, name))}
    if lacks(table, columns | {"key": p.key or p.label}, p, context):
        return None
    for column in (p.lat, p.lon):
        if (kind := table.field(column).type) not in ("number", "integer", "any"):
            words = f"`{column}` of `{p.data}` holds {HOLDS.get(kind, 'texts')}, not degrees"
            context.report.error("RD642", words, p.span, hint=f"declare `{column}` as a number, and write 37.9")
            return None
    rows = context.evaluator.chosen(p.where, table) if p.where else table.rows
    if rows is None:
        return None
    if not rows:
        tell_no_rows("RD640", "map", p, context.report)
        return None
    return None if too_many(len(rows), MOST_POINTS, "points", p, context) else rows


def _has_place(row: Row, key: str, p: MapPointsSpec, context: Context) -> bool:
    """Whether a row has a latitude and a longitude; reports one that has none."""
    lat, lon = row[p.lat], row[p.lon]
    if lat.raw is None or lon.raw is None:
        context.report.error("RD641", f"`{key}` has no coordinates in `{p.data}`", p.span)
        return False
    if not (_within(lat, 90) and _within(lon, 180)):
        context.report.error("RD642", f"`{key}`: {lat}, {lon} are not valid coordinates in degrees", p.span)
        return False
    return True


def _point(
    row: Row, p: MapPointsSpec, table: DataTable, colors: Mapping[str, str], context: Context, *, hub: bool
) -> MapPoint:
    group = str(row[p.group].raw) if p.group else ""
    own = row[table.localised(p.group, context.target.code)].raw if p.group else None
    plain = "ink" if p.numbered and not p.group else colors[group]
    return MapPoint(
        label=_shown(row, p.label, table, context),
        lat=row[p.lat],
        lon=row[p.lon],
        color="accent" if hub else plain,
        group=str(own) if own is not None else group,
        emphasis=hub,
    )


def _shown(row: Row, column: str, table: DataTable, context: Context) -> str:
    """A cell's text in the deck's language; empty for a gap."""
    own = row[table.localised(column, context.target.code)].raw
    raw = row[column].raw if own is None else own
    return "" if raw is None else str(raw)


def _numbered(
    points: Sequence[MapPoint], rows: Sequence[Row], spec: MapPointsSpec, table: DataTable, context: Context
) -> list[MapPoint]:
    """The points with numbers, but for hubs."""
    numbers = count(1)
    return [
        point if point.emphasis else _listed(point, next(numbers), row, spec, table, context)
        for point, row in zip(points, rows, strict=True)
    ]


def _listed(
    point: MapPoint, number: int, row: Row, spec: MapPointsSpec, table: DataTable, context: Context
) -> MapPoint:
    """A point with what the list says of it."""
    value = row[spec.value] if spec.value and row[spec.value].raw is not None else None
    text = ""
    if value is not None:
        words = isinstance(value.raw, str)
        text = (
            _shown(row, spec.value, table, context)
            if words
            else context.formatter.form(value.raw, value.form, value.unit)
        )
    detail = _shown(row, spec.text, table, context) if spec.text else ""
    return replace(point, number=number, detail=detail, value=value, value_text=text)


def _within(value: Value, most: int) -> bool:
    """Whether a value is a number from -most to most."""
    raw = value.raw
    return isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool) and -most <= raw <= most


def too_many(number: int, most: int, what: str, spec: MapPointsSpec | MapLinksSpec, context: Context) -> bool:
    """Whether there are more rows than a map shows, told where the table is named."""
    if number > most:
        context.report.error(
            "RD649",
            f"{number:,} rows of `{spec.data}` are more {what} than a map can show ({most:,})",
            spec.data_span,
            hint="select some with `where`",
        )
    return number > most


def lacks(table: DataTable, columns: Mapping[str, str], spec: MapPointsSpec | MapLinksSpec, context: Context) -> bool:
    """Whether the table lacks one of the columns, told where each is named."""
    missing = {name: spec.places.get(key, spec.span) for key, name in columns.items() if name not in table.column_names}
    for name, place in missing.items():
        meant = did_you_mean(name, table.column_names)
        hint = "" if meant else f"its columns: {', '.join(table.column_names)}"
        context.report.error("RD601", f"the table `{spec.data}` has no column `{name}`", place, label=meant, hint=hint)
    return bool(missing)
