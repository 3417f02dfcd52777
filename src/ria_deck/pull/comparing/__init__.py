"""Comparing the parts of a slide: texts, tables, charts, looks, comments."""
