"""Translations for those who read them: each slide beside its source, every text with its state."""
