"""Hostile and broken projects, row by row of what can go wrong with content that strangers send."""
