"""Resolve a map's `regions`: rows of a table as classes of regions, whose outlines a file of data/ has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from ria_deck.content.specs.maps import MapRegionsSpec
from ria_deck.data.readers.region_shapes import SUFFIXES, RegionFileError, RegionShape, region_layers
from ria_deck.diagnostics import Severity
from ria_deck.i18n.data_messages import column_message
from ria_deck.i18n.forms.formats import FormatError
from ria_deck.model.map import MapRegion, MapRegions
from ria_deck.model.value import Value
from ria_deck.resolve.context import Context
from ria_deck.resolve.maps.grading import class_bounds, class_of
from ria_deck.resolve.maps.region_rows import RegionRow, folded, own_rows, table_rows
from ria_deck.resolve.palette import known_role
from ria_deck.resolve.text import resolve_text
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import resolve_inside

_MOST_NAMED = 6  # regions that a message names
_SAMPLES = 3  # of what a property says, in a hint


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedShapes:
    """A layer of the file, the property that names its regions, and its features by that name."""

    layer: str
    feature: str
    shapes: Mapping[str, tuple[int, ...]]
    names: tuple[str, ...]


def resolve_regions(spec: MapRegionsSpec, context: Context) -> MapRegions | None:
    """The regions with their classes; faults are told in the report and give None."""
    path = _file(spec, context)
    if path is None:
        return None
    try:
        layers = region_layers(path)
    except RegionFileError as error:
        words = f"`data/{spec.shapes}` can't be used as regions: {error}"
        context.report.error("RD657", words, spec.shapes_span, hint=error.hint)
        return None
    rows = table_rows(spec, context) if spec.data else own_rows(spec, layers, context)
    if rows is None:
        return None
    found = _found(spec, layers, [row.key for row in rows], context)
    role = known_role(spec.color, context.theme, context.report, spec.places.get("color"))
    if found is None or role is None:
        return None
    rows = _known(rows, found, spec, context)
    numbers = [Decimal(str(row.value.raw)) for row in rows if row.value.raw is not None]
    if not numbers:
        context.report.error("RD640", "no region of this map has a number", spec.span)
        return None
    bounds = _bounds(spec, numbers)
    labels = _labels(bounds, rows[0].value, spec, context)
    if labels is None:
        return None
    areas = [_area(row, found, bounds, context) for row in rows]
    with_rows = {folded(row.key) for row in rows}
    others = [name for name in found.names if folded(name) not in with_rows]
    areas += [MapRegion(name=name, value=None, text="", grade=-1, shapes=found.shapes[folded(name)]) for name in others]
    if others and spec.where is None and spec.data:
        _tell_without_row(others, spec, context)
    chosen = len(rows) if spec.where is not None else len(areas)  # the others are land around what is chosen
    missing = any(area.grade < 0 for area in areas[:chosen])
    return MapRegions(
        path=f"data/{spec.shapes}",
        layer=found.layer,
        title=_title(spec, context),
        areas=tuple(areas),
        labels=labels,
        sides=tuple(_side(index, bounds, spec.middle, numbers) for index in range(len(labels))),
        color=role,
        head=_head(spec, context),
        missing=context.words["no_data"] if missing else "",
    )


def _file(spec: MapRegionsSpec, context: Context) -> Path | None:
    path = resolve_inside(context.root, f"data/{spec.shapes}", context.report, spec.shapes_span)
    if path is not None and not path.is_file():
        there = sorted(one.name for one in (context.root / "data").glob("*") if one.suffix.lower() in SUFFIXES)
        label = did_you_mean(spec.shapes, there)
        hint = (
            f"data/ has {listing(there, 'and')}" if there else "put a GeoJSON or TopoJSON file with the regions there"
        )
        context.report.error("RD657", f"`data/{spec.shapes}` doesn't exist", spec.shapes_span, label=label, hint=hint)
        return None
    return path


def _found(
    spec: MapRegionsSpec, layers: Mapping[str, Sequence[RegionShape]], keys: Sequence[str], context: Context
) -> NamedShapes | None:
    """The layer and the property that name the most of the table's regions, unless the author says which."""
    wanted = {folded(key) for key in keys}
    feature = spec.feature or ("" if spec.data else spec.key)
    best: tuple[int, str, str] | None = None
    for layer, shapes in layers.items():
        names = [feature] if feature else ["", *dict.fromkeys(name for shape in shapes for name in shape.properties)]
        for name in names:
            count = len(wanted & {folded(_called(shape, name)) for shape in shapes})
            if count > (best[0] if best else 0):
                best = (count, layer, name)
    if best is None:
        _tell_no_names(spec, next(iter(layers.values())), context)
        return None
    _, layer, name = best
    return _named_shapes(layer, name, layers[layer])


def _tell_no_names(spec: MapRegionsSpec, shapes: Sequence[RegionShape], context: Context) -> None:
    told = {name: [shape.text(name) for shape in shapes[:_SAMPLES]] for name in shapes[0].properties}
    known = "; ".join(f"`{name}`: {', '.join(texts)}" for name, texts in told.items() if any(texts))
    words = f"no value of `{spec.key}` is the name of a region in `data/{spec.shapes}`"
    hint = f"its regions have {known or 'no properties'}"
    context.report.error("RD658", words, spec.places.get("feature" if spec.feature else "key", spec.span), hint=hint)


def _named_shapes(layer: str, name: str, shapes: Sequence[RegionShape]) -> NamedShapes:
    """The shapes of a layer by what a property calls them; several may have one name."""
    by_name: dict[str, list[int]] = defaultdict(list)
    written: dict[str, str] = {}
    for index, shape in enumerate(shapes):
        text = _called(shape, name)
        if text:
            by_name[folded(text)].append(index)
            written.setdefault(folded(text), text)
    shapes_of = {folded: tuple(indices) for folded, indices in by_name.items()}
    return NamedShapes(layer=layer, feature=name, shapes=shapes_of, names=tuple(written.values()))


def _called(shape: RegionShape, name: str) -> str:
    """What a property calls a feature; without a name, and by `id` where no property has this name, the feature's id."""
    return shape.text("" if name == "id" and name not in shape.properties else name)


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
