"""Manifests of decks and files, and the differences between them."""
