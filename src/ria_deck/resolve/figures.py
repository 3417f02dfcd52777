"""A chart or map as written goes in, the figure at the sizes of its slide and of the handout comes out."""

from __future__ import annotations

from ria_deck.content.spec import MapSpec
from ria_deck.model.map import Map
from ria_deck.resolve.context import Context
from ria_deck.resolve.maps import resolve_map

HANDOUT_WIDTH = 476.0  # points: 168 mm, the text width of the handout
MAP_HEIGHT = 300.0


def figure_of_map(spec: MapSpec, context: Context) -> Map | None:
    """The map, at the size of the slot that maps take on most layouts; `fit` places it anew in its own slot."""
    return resolve_map(spec, context, (876.0, 366.0), (HANDOUT_WIDTH, MAP_HEIGHT))
