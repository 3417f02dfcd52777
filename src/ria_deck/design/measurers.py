"""Measurers that a process keeps from deck to deck: what was measured once in a theme's faces isn't shaped again."""

from __future__ import annotations

from ria_deck.design.measure import Measurer
from ria_deck.model.theme import Theme

_MOST = 8  # themes, by language and ground
_MOST_MEASURED = 20_000  # texts of one, beyond which another begins: many decks have no texts in common

_kept: list[Measurer] = []


def measurer_of(theme: Theme) -> Measurer:
    """The measurer of a theme, with what it knows already while its fonts are the same files."""
    for known in _kept:
        if (known.theme is theme or known.theme == theme) and known.measured < _MOST_MEASURED and known.holds():
            return known
    made = Measurer(theme)
    _kept[:] = [made, *(known for known in _kept if known.theme != theme)][:_MOST]
    return made
