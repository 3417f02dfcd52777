"""How it looks: from templates/ to a `Theme` with layouts and slots."""

from ria_deck.design.theme import load_theme

__all__ = ["load_theme"]
