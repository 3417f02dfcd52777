"""The land that layouts draw on their ground."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ria_deck.model.theme import EMU_PER_PT, Theme
from ria_deck.resolve.maps.base_map import MapFrame, coasts


def with_land(theme: Theme, root: Path) -> Theme:
    """The theme with the rings of land on layouts that show a coast."""
    path = str(root / theme.base_map) if theme.base_map else ""
    width, height = theme.width / EMU_PER_PT, theme.height / EMU_PER_PT
    layouts = {
        name: layout
        if layout.coast is None
        else replace(layout, land=coasts(path, MapFrame(width=width, height=height, extent=layout.coast)))
        for name, layout in theme.layouts.items()
    }
    return replace(theme, layouts=layouts)
