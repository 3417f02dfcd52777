"""The rows behind a map's regions: of a table, or the properties of the file's own features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ria_deck.content.specs.maps import MapRegionsSpec
from ria_deck.data.readers.region_shapes import RegionShape
from ria_deck.data.table import DataTable, Row
from ria_deck.model.value import Cell, Value
from ria_deck.resolve.context import Context
from ria_deck.resolve.expressions.key_index import HOLDS
from ria_deck.resolve.expressions.table_rows import tell_no_rows
from ria_deck.resolve.maps.region_names import folded
from ria_deck.source.nearest import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """What a region has: its key, its name for readers, its number."""

    key: str
    name: str
    value: Value


def table_rows(spec: MapRegionsSpec, context: Context) -> list[RegionRow] | None:
    """A row of the table for each region; None, reported, where columns lack or rows contradict each other."""
    table = context.tables.find(spec.data, spec.data_span)
    if table is None or not _has_columns(spec, table, context):
        return None
    rows = context.evaluator.chosen(spec.where, table) if spec.where else table.rows
    if rows is None:
        return None
    if not rows:
        tell_no_rows("RD640", "map", spec, context.report)
        return None
    twice = next((key for key, count in Counter(folded(row[spec.key].raw) for row in rows).items() if count > 1), None)
    if twice is not None:
        name = next(str(row[spec.key].raw) for row in rows if folded(row[spec.key].raw) == twice)
        context.report.error(
            "RD603",
            f"`{spec.data}` has more than one row for the region `{name}`",
            spec.where.span if spec.where else spec.data_span,
            hint="choose one for each region with `where`, such as `year == 2025`",
        )
        return None
    shown = table.localised(spec.key, context.target.code)
    return [_of_table(row, shown, spec) for row in rows]


def _of_table(row: Row, shown: str, spec: MapRegionsSpec) -> RegionRow:
    key, own = str(row[spec.key].raw), row[shown].raw
    return RegionRow(key=key, name=key if own is None else str(own), value=row[spec.value])


def _has_columns(spec: MapRegionsSpec, table: DataTable, context: Context) -> bool:
    """Whether the table has the columns of names and of numbers, told where each is named."""
    lacking = [name for name in ("key", "value") if getattr(spec, name) not in table.column_names]
    for name in lacking:
        column = getattr(spec, name)
        label = did_you_mean(column, table.column_names)
        hint = "" if label else f"its columns: {', '.join(table.column_names)}"
        words = f"the table `{spec.data}` has no column `{column}`"
        context.report.error("RD601", words, spec.places.get(name, spec.span), label=label, hint=hint)
    if lacking:
        return False
    kind = table.field(spec.value).type
    if kind not in ("number", "integer"):
        words = f"`{spec.value}` of `{spec.data}` holds {HOLDS.get(kind, 'texts')}, not numbers"
        context.report.error("RD602", words, spec.places.get("value", spec.span))
        return False
    return True


def own_rows(
    spec: MapRegionsSpec, layers: Mapping[str, Sequence[RegionShape]], context: Context
) -> list[RegionRow] | None:
    """What the file's own properties say of its regions; None, reported, where they don't."""
    shapes = [shape for layer in layers.values() for shape in layer]
    if not _has_properties(spec, shapes, context):
        return None
    found = {folded(shape.text(spec.key)): shape for shape in reversed(shapes)}
    strange = next((shape for shape in found.values() if not _is_number(shape.properties.get(spec.value))), None)
    if strange is not None:
        raw, key = strange.properties.get(spec.value), strange.text(spec.key)
        words = f"`{spec.value}` of `{key}` in `data/{spec.shapes}` is no number: {raw!r}"
        context.report.error("RD602", words, spec.places.get("value", spec.span))
        return None
    return [_of_file(shape, spec) for shape in reversed(found.values())]


def _is_number(raw: object) -> bool:
    """Whether a property is a number, or a gap."""
    return isinstance(raw, int | float | None) and not isinstance(raw, bool)


def _of_file(shape: RegionShape, spec: MapRegionsSpec) -> RegionRow:
    key, path = shape.text(spec.key), f"data/{spec.shapes}"
    cell = Cell(table=Path(spec.shapes).stem, path=path, row=f"{spec.key}={key}", column=spec.value)
    return RegionRow(key=key, name=key, value=Value(raw=shape.properties.get(spec.value), cells=(cell,)))


def _has_properties(spec: MapRegionsSpec, shapes: Sequence[RegionShape], context: Context) -> bool:
    known = sorted({name for shape in shapes for name in shape.properties})
    lacking = next((name for name in ("key", "value") if getattr(spec, name) not in known), "")
    if lacking:
        asked = getattr(spec, lacking)
        label = did_you_mean(asked, known)
        properties = f"its properties: {', '.join(known)}; or name a table: `data: …, shapes: {spec.shapes}`"
        words = f"no region of `data/{spec.shapes}` has a property `{asked}`"
        place = spec.places.get(lacking, spec.span)
        context.report.error("RD657", words, place, label=label, hint="" if label else properties)
    return not lacking
