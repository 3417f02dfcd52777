"""The land that layouts draw on their ground."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ria_deck.diagnostics import Report, Severity
from ria_deck.model.theme import EMU_PER_PT, Theme
from ria_deck.resolve.maps.base_map import MapFrame, coasts, shows_a_coast


def with_land(theme: Theme, root: Path, report: Report) -> Theme:
    """The theme with the rings of land on layouts that show a coast; one where there is none is told."""
    path = str(root / theme.base_map) if theme.base_map else ""
    width, height = theme.width / EMU_PER_PT, theme.height / EMU_PER_PT
    for name, layout in theme.layouts.items():
        if layout.coast is not None and not shows_a_coast(path, layout.coast):
            hint = "[west, south, east, north] in degrees: [129, 30, 146, 46] for Japan"
            words = f"the layout `{name}` shows no coast: all is sea or land there"
            report.add(Severity.NOTE, "RD661", words, layout.coast_span, hint=hint)
    layouts = {
        name: layout
        if layout.coast is None
        else replace(layout, land=coasts(path, MapFrame(width=width, height=height, extent=layout.coast)))
        for name, layout in theme.layouts.items()
    }
    return replace(theme, layouts=layouts)
