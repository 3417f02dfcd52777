"""A language goes in, its quotation marks come out: CLDR's `delimiters`, which Babel doesn't carry."""

from __future__ import annotations

_MARKS = {
    "ja": ("「", "」"),
    "ru": ("«", "»"),
    "uk": ("«", "»"),
    "zh": ("“", "”"),
    "zh_Hant": ("「", "」"),
    "ko": ("‘", "’"),
    "de": ("„", "“"),
    "cs": ("„", "“"),
    "sk": ("„", "“"),
    "pl": ("„", "”"),
    "ro": ("„", "”"),
    "hu": ("„", "”"),
    "fr": ("« ", " »"),
    "es": ("«", "»"),
    "it": ("«", "»"),
    "pt_PT": ("«", "»"),
    "nb": ("«", "»"),
    "sv": ("”", "”"),
    "fi": ("”", "”"),
    "he": ("”", "”"),
    "ar": ("”", "“"),
}


def quotation_marks(code: str) -> tuple[str, str]:
    """The opening and closing mark; English ones where CLDR's for the language are the same or the language is made
    up."""
    name = code.replace("-", "_")
    return _MARKS.get(name) or _MARKS.get(name.partition("_")[0]) or ("“", "”")
