"""HTML slides: one self-contained file, placed as in PowerPoint, with the origin of every number."""
