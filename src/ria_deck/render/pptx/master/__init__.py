"""Slide master, layouts, theme part; or those of a template."""
