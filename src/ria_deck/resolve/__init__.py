"""Names become values: content, tables and a catalog go in, a `Deck` with nothing left to choose comes out."""
