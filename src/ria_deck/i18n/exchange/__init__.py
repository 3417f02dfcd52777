"""Texts as files for translators: spreadsheets and XLIFF."""
