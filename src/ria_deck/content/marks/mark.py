"""What a mark is to an author: its name, its channels, and the layers of simple marks that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ria_deck.content.specs.figures import ChannelSpec, LayerSpec
from ria_deck.content.specs.transforms import FilterStep, TransformStep

Normalise = Callable[[LayerSpec], tuple[LayerSpec, ...]]
"""A layer as written → the layers that are drawn, the ones below first (Vega-Lite's composite marks)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkKind:
    """A mark by its name. `needs` are the channels that it can't do without, `takes` further ones."""

    name: str
    needs: tuple[str, ...]
    takes: tuple[str, ...]
    normalise: Normalise


def steps_of(layer: LayerSpec) -> tuple[TransformStep, ...]:
    """The layer's own steps, filters too."""
    if layer.transform:
        return layer.transform
    return tuple(FilterStep(condition=condition, span=layer.span) for condition in layer.filters)


def with_steps(layer: LayerSpec, *steps: TransformStep) -> LayerSpec:
    """The layer with further steps after its own."""
    return replace(layer, transform=(*steps_of(layer), *steps), filters=())


def of_column(channel: ChannelSpec, column: str) -> ChannelSpec:
    """The channel over another column, with its title and format."""
    return replace(channel, field=column, aggregate="", sort_field="")
