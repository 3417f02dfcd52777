"""Bring edits that were made by hand in a built deck back into the sources."""
