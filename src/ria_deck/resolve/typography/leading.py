"""A theme with the line heights of a language's script."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.model.text_style import SINGLE
from ria_deck.model.theme import Layout, Theme

_EAST_ASIAN = ("ja", "zh", "ko")


def in_language(theme: Theme, language: str) -> Theme:
    """Chinese, Japanese and Korean lines are higher, by the theme's own measure, and exactly so: a percentage of the
    face's line is something else in every program that opens the deck, and in every line that mixes scripts."""
    if language.partition("-")[0] not in _EAST_ASIAN:
        return theme
    factor = theme.ea_leading
    return replace(
        theme,
        layouts={name: _higher(layout, factor) for name, layout in theme.layouts.items()},
        cell_leading=SINGLE * factor,
        exact=True,
    )


def _higher(layout: Layout, factor: float) -> Layout:
    slots = tuple(
        replace(slot, style=replace(slot.style, leading=slot.style.leading * factor)) for slot in layout.slots
    )
    return replace(layout, slots=slots)
