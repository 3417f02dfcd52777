"""How it looks: templates/ goes in, a `Theme` with layouts and slots comes out."""

from ria_deck.design.theme import load_theme

__all__ = ["load_theme"]
