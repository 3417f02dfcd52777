"""How it looks: from templates/ to a `Theme` with layouts and slots."""

from ria_deck.design.part import NONE_CHOSEN, ChosenTheme
from ria_deck.design.theme import load_theme

__all__ = ["NONE_CHOSEN", "ChosenTheme", "load_theme"]
