"""Maps: base map, projection, inset, points, links and their labels."""
