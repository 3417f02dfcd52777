"""The rows behind a map's regions: of a table, or the properties of the file's own features."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ria_deck.content.specs.maps import MapRegionsSpec
from ria_deck.data.readers.region_shapes import RegionShape
from ria_deck.model.value import Cell, Value
from ria_deck.resolve.context import Context
from ria_deck.resolve.expressions.key_index import HOLDS
from ria_deck.source.nearest import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """What a region has: its key, its name for readers, its number."""

    key: str
    name: str
    value: Value


def table_rows(spec: MapRegionsSpec, context: Context) -> list[RegionRow] | None:
    """A row of the table for each region."""
    table = context.tables.find(spec.data, spec.data_span)
    if table is None:
        return None
    lacking = [name for name in ("key", "value") if getattr(spec, name) not in table.column_names]
    for name in lacking:
        column = getattr(spec, name)
        label = did_you_mean(column, table.column_names)
        hint = "" if label else f"its columns: {', '.join(table.column_names)}"
        words = f"the table `{spec.data}` has no column `{column}`"
        context.report.error("RD601", words, spec.places.get(name, spec.span), label=label, hint=hint)
    if lacking:
        return None
    if (kind := table.field(spec.value).type) not in ("number", "integer"):
        words = f"`{spec.value}` of `{spec.data}` holds {HOLDS.get(kind, 'texts')}, not numbers"
        context.report.error("RD602", words, spec.places.get("value", spec.span))
        return None
    rows = context.evaluator.chosen(spec.where, table) if spec.where else table.rows
    if rows is None:
        return None
    if not rows:
        context.report.error("RD640", f"no rows of `{spec.data}` match this map's filters", spec.span)
        return None
    shown = table.localised(spec.key, context.target.code)
    found: dict[str, RegionRow] = {}
    for row in rows:
        key = str(row[spec.key].raw)
        if folded(key) in found:
            context.report.error(
                "RD603",
                f"`{spec.data}` has more than one row for the region `{key}`",
                spec.where.span if spec.where else spec.data_span,
                hint="choose one for each region with `where`, such as `year == 2025`",
            )
            return None
        own = row[shown].raw
        found[folded(key)] = RegionRow(key=key, name=key if own is None else str(own), value=row[spec.value])
    return list(found.values())


def own_rows(
    spec: MapRegionsSpec, layers: Mapping[str, Sequence[RegionShape]], context: Context
) -> list[RegionRow] | None:
    """What the file's own properties say of its regions."""
    shapes = [shape for layer in layers.values() for shape in layer]
    for name in ("key", "value"):
        asked = getattr(spec, name)
        known = sorted({prop for shape in shapes for prop in shape.properties})
        if asked not in known:
            words = f"no region of `data/{spec.shapes}` has a property `{asked}`"
            label = did_you_mean(asked, known)
            hint = (
                ""
                if label
                else f"its properties: {', '.join(known)}; or name a table: `data: …, shapes: {spec.shapes}`"
            )
            context.report.error("RD657", words, spec.places.get(name, spec.span), label=label, hint=hint)
            return None
    found: dict[str, RegionRow] = {}
    for shape in shapes:
        key, raw = shape.text(spec.key), shape.properties.get(spec.value)
        if isinstance(raw, bool) or not isinstance(raw, int | float | None):
            words = f"`{spec.value}` of `{key}` in `data/{spec.shapes}` is no number: {raw!r}"
            context.report.error("RD602", words, spec.places.get("value", spec.span))
            return None
        cell = Cell(
            table=Path(spec.shapes).stem, path=f"data/{spec.shapes}", row=f"{spec.key}={key}", column=spec.value
        )
        found.setdefault(folded(key), RegionRow(key=key, name=key, value=Value(raw=raw, cells=(cell,))))
    return list(found.values())


def folded(name: object) -> str:
    """A name as it is compared: the same letters, whatever their case and their Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", str(name)).casefold().split())
