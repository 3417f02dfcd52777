"""Decks made by the workers of a Dask cluster: the project goes there once, files come back as bytes with their hashes."""
