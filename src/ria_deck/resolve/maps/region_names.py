"""Which features of a file are a table's regions: by the property that names the most of them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ria_deck.content.specs.maps import MapRegionsSpec
from ria_deck.data.readers.region_shapes import RegionShape
from ria_deck.resolve.context import Context

_SAMPLES = 3  # of what a property says, in a hint
Layers = Mapping[str, Sequence[RegionShape]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedShapes:
    """A layer of the file, the property that names its regions, and its features by that name."""

    layer: str
    shapes: Mapping[str, tuple[int, ...]]
    names: tuple[str, ...]


def folded(name: object) -> str:
    """A name as it is compared: the same letters, whatever their case and their Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", str(name)).casefold().split())


def named_shapes(spec: MapRegionsSpec, layers: Layers, keys: Sequence[str], context: Context) -> NamedShapes | None:
    """The features by name, of the layer and by the property that name the most of `keys`, unless the author says by
    which; None, reported, where none is named."""
    wanted = {folded(key) for key in keys}
    feature = spec.feature or ("" if spec.data else spec.key)
    ways = [(len(wanted & _names(layers[layer], name)), layer, name) for layer, name in _ways(layers, feature)]
    count, layer, name = max(ways, key=lambda way: way[0])
    if not count:
        _tell_unnamed(spec, layers, context)
        return None
    by_name: dict[str, list[int]] = defaultdict(list)
    written: dict[str, str] = {}
    for index, text in enumerate(_called(shape, name) for shape in layers[layer]):
        by_name[folded(text)].append(index)
        written.setdefault(folded(text), text)
    shapes = {key: tuple(indices) for key, indices in by_name.items() if key}
    return NamedShapes(layer=layer, shapes=shapes, names=tuple(text for key, text in written.items() if key))


def _ways(layers: Layers, feature: str) -> Iterator[tuple[str, str]]:
    """Layers with the properties that may name their features; an empty one is the feature's id."""
    for layer, shapes in layers.items():
        properties = dict.fromkeys(name for shape in shapes for name in shape.properties)
        yield from ((layer, name) for name in ([feature] if feature else ["", *properties]))


def _names(shapes: Sequence[RegionShape], name: str) -> set[str]:
    return {folded(_called(shape, name)) for shape in shapes}


def _called(shape: RegionShape, name: str) -> str:
    """What a property calls a feature; without a name, and by `id` where no property has this name, the feature's id."""
    return shape.text("" if name == "id" and name not in shape.properties else name)


def _tell_unnamed(spec: MapRegionsSpec, layers: Layers, context: Context) -> None:
    first = next(iter(layers.values()))
    told = {name: [shape.text(name) for shape in first[:_SAMPLES]] for name in first[0].properties}
    known = "; ".join(f"`{name}`: {', '.join(texts)}" for name, texts in told.items() if any(texts))
    words = f"no value of `{spec.key}` is the name of a region in `data/{spec.shapes}`"
    place = spec.places.get("feature" if spec.feature else "key", spec.span)
    context.report.error("RD658", words, place, hint=f"its regions have {known or 'no properties'}")
