"""ria_deck: text and data go in, editable decks and designed handouts come out."""

__version__ = "0.1.0"
