"""Decks and Markdown talks of other programs written as projects: what maps becomes content, the rest is listed."""
