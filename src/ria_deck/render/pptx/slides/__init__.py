"""Slides: shapes, tables, pictures, drawn figures, notes."""
