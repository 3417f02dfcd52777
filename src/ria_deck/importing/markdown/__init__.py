"""Markdown talks of other programs as topics."""
