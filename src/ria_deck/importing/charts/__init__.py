"""Charts of others as data and a `{chart}` block."""
