"""Resolve a map's `regions`: rows of a table as classes of regions, whose outlines a file of data/ has."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from ria_deck.content.specs.maps import MapRegionsSpec
from ria_deck.data.readers.region_shapes import SUFFIXES, RegionFileError, region_layers
from ria_deck.diagnostics import Severity
from ria_deck.i18n.data_messages import column_message
from ria_deck.i18n.forms.formats import FormatError
from ria_deck.model.map import MapRegion, MapRegions
from ria_deck.model.value import Value
from ria_deck.resolve.context import Context
from ria_deck.resolve.maps.grading import class_bounds, class_of
from ria_deck.resolve.maps.region_names import Layers, NamedShapes, folded, named_shapes
from ria_deck.resolve.maps.region_rows import RegionRow, own_rows, table_rows
from ria_deck.resolve.palette import known_role
from ria_deck.resolve.text import resolve_text
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import no_file, resolve_inside

_MOST_NAMED = 6  # regions that a message names


def resolve_regions(spec: MapRegionsSpec, context: Context) -> MapRegions | None:
    """The regions with their classes; faults are told in the report and give None."""
    layers = _layers(spec, context)
    if layers is None:
        return None
    rows = table_rows(spec, context) if spec.data else own_rows(spec, layers, context)
    if rows is None:
        return None
    found = named_shapes(spec, layers, [row.key for row in rows], context)
    role = known_role(spec.color, context.theme, context.report, spec.places.get("color"))
    if found is None or role is None:
        return None
    return _graded(_known(rows, found, spec, context), found, role, spec, context)


def _graded(
    rows: Sequence[RegionRow], found: NamedShapes, role: str, spec: MapRegionsSpec, context: Context
) -> MapRegions | None:
    """The regions of these rows, and those without a row, in classes."""
    numbers = [Decimal(str(row.value.raw)) for row in rows if row.value.raw is not None]
    if not numbers:
        context.report.error("RD640", "no region of this map has a number", spec.span)
        return None
    bounds = _bounds(spec, numbers)
    labels = _labels(bounds, rows[0].value, spec, context)
    if labels is None:
        return None
    areas = [_area(row, found, bounds, context) for row in rows]
    others = _without_row(rows, found, spec, context)
    chosen = areas if spec.where is not None else [*areas, *others]  # the others are land around what is chosen
    return MapRegions(
        path=f"data/{spec.shapes}",
        layer=found.layer,
        title=_title(spec, context),
        areas=(*areas, *others),
        labels=labels,
        sides=tuple(_side(index, bounds, spec.middle, numbers) for index in range(len(labels))),
        color=role,
        head=_head(spec, context),
        missing=context.words["no_data"] if any(area.grade < 0 for area in chosen) else "",
    )


def _without_row(
    rows: Sequence[RegionRow], found: NamedShapes, spec: MapRegionsSpec, context: Context
) -> list[MapRegion]:
    """The regions without a row; told in a note, unless the author has chosen some of the rows."""
    with_rows = {folded(row.key) for row in rows}
    names = [name for name in found.names if folded(name) not in with_rows]
    if names and spec.where is None and spec.data:
        _tell_without_row(names, spec, context)
    return [MapRegion(name=name, value=None, text="", grade=-1, shapes=found.shapes[folded(name)]) for name in names]


def _layers(spec: MapRegionsSpec, context: Context) -> Layers | None:
    """The features of the file; None, reported, where it can't be used."""
    path = _file(spec, context)
    try:
        return region_layers(path) if path is not None else None
    except RegionFileError as error:
        words = f"`data/{spec.shapes}` can't be used as regions: {error}"
        context.report.error("RD657", words, spec.shapes_span, hint=error.hint)
        return None


def _file(spec: MapRegionsSpec, context: Context) -> Path | None:
    path = resolve_inside(context.root, f"data/{spec.shapes}", context.report, spec.shapes_span)
    if path is not None and not path.is_file():
        there = sorted(one.name for one in (context.root / "data").glob("*") if one.suffix.lower() in SUFFIXES)
        label = did_you_mean(spec.shapes, there)
        hint = (
            f"data/ has {listing(there, 'and')}" if there else "put a GeoJSON or TopoJSON file with the regions there"
        )
        context.report.error("RD657", f"`data/{spec.shapes}` {no_file(path)}", spec.shapes_span, label=label, hint=hint)
        return None
    return path


def _known(rows: Sequence[RegionRow], found: NamedShapes, spec: MapRegionsSpec, context: Context) -> list[RegionRow]:
    """The rows whose region the file has; the others are told in one warning."""
    strange = [row.key for row in rows if folded(row.key) not in found.shapes]
    if strange:
        what = "a region" if len(strange) == 1 else f"{len(strange)} regions"
        label = did_you_mean(strange[0], found.names) if len(strange) == 1 else ""
        words = f"`{spec.data}` has {what} that `data/{spec.shapes}` doesn't have: {_named(strange)}"
        hint = "correct the name, or leave the row out with `where`"
        context.report.warning("RD658", words, spec.places.get("key", spec.span), label=label, hint=hint)
    return [row for row in rows if folded(row.key) in found.shapes]


def _tell_without_row(names: Sequence[str], spec: MapRegionsSpec, context: Context) -> None:
    what = "a region" if len(names) == 1 else f"{len(names)} regions"
    words = f"{what} of `data/{spec.shapes}` {'has' if len(names) == 1 else 'have'} no row in `{spec.data}`: {_named(names)}"
    hint = f"drawn as “{context.words['no_data']}”"
    context.report.add(Severity.NOTE, "RD659", words, spec.data_span, hint=hint)


def _named(names: Sequence[str]) -> str:
    more = [f"and {len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    return ", ".join([*(f"“{name}”" for name in names[:_MOST_NAMED]), *more])


def _bounds(spec: MapRegionsSpec, numbers: Sequence[Decimal]) -> list[Decimal]:
    if not isinstance(spec.classes, int):
        return list(spec.classes)
    return class_bounds(numbers, spec.classes, spec.middle)


def _labels(bounds: Sequence[Decimal], kind: Value, spec: MapRegionsSpec, context: Context) -> tuple[str, ...] | None:
    """What the legend says of each class, in the form of the column's values unless the author gives another."""
    pattern = spec.format or kind.form
    try:
        texts = [context.formatter.form(bound, pattern, kind.unit) for bound in bounds]
    except FormatError as error:
        place = spec.places.get("format", spec.span)
        context.report.error("RD616", f"the format `{pattern}` doesn't suit these numbers: {error}", place)
        return None
    if not texts:
        return ("",)
    between = [_span(low, high) for low, high in pairwise(texts)]
    return (f"< {texts[0]}", *between, f"≥ {texts[-1]}")


def _span(low: str, high: str) -> str:
    plain = low[:1].isdigit() and high[:1].isdigit() and " " not in low + high
    return f"{low}–{high}" if plain else f"{low} – {high}"


def _side(index: int, bounds: Sequence[Decimal], middle: Decimal | None, numbers: Sequence[Decimal]) -> int:
    """0 for a class of an even scale; -1 below the middle, 1 above it."""
    if middle is None:
        return 0
    lowest = bounds[index - 1] if index else min(numbers)
    return 1 if lowest >= middle else -1


def _area(row: RegionRow, found: NamedShapes, bounds: Sequence[Decimal], context: Context) -> MapRegion:
    value = row.value
    shapes = found.shapes[folded(row.key)]
    if value.raw is None:
        return MapRegion(name=row.name, value=value, text="", grade=-1, shapes=shapes)
    text = context.formatter.form(value.raw, value.form, value.unit)
    return MapRegion(
        name=row.name, value=value, text=text, grade=class_of(Decimal(str(value.raw)), bounds), shapes=shapes
    )


def _title(spec: MapRegionsSpec, context: Context) -> str:
    """The words over the legend: the author's, else the column's title."""
    if spec.title is not None:
        return resolve_text(spec.title, context).text
    table = context.tables.find(spec.data, spec.data_span) if spec.data else None
    if table is None:
        return spec.value
    return resolve_text(column_message(table.name, table.field(spec.value)), context).text


def _head(spec: MapRegionsSpec, context: Context) -> tuple[str, str]:
    """The titles of the columns of names and of numbers."""
    table = context.tables.find(spec.data, spec.data_span) if spec.data else None
    if table is None:
        return spec.key, spec.value
    key, value = (
        resolve_text(column_message(table.name, table.field(column)), context).text for column in (spec.key, spec.value)
    )
    return key, value
