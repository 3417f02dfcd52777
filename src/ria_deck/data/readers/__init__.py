"""One reader for each format of tables."""
