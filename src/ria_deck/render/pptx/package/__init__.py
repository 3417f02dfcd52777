"""The package: properties, part names, the same bytes every time."""
