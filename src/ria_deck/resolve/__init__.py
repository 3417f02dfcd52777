"""From names to values: resolve content, tables and a catalog into a `Deck` with nothing left to choose."""
