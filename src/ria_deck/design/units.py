"""Lengths and colours of theme.yaml as EMU, points and `RRGGBB`."""

from __future__ import annotations

import re

from ria_deck.model.theme import EMU_PER_INCH, EMU_PER_PT

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3

_LENGTH = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(in|cm|mm|pt|px|rem)?\s*$")
_PER_UNIT = {"in": EMU_PER_INCH, "cm": 360_000, "mm": 36_000, "pt": EMU_PER_PT, "px": 9_525}
_HEX = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})$")


def emu(value: str | float, default: str) -> int:
    """A length such as `13.333in`; a bare number is in units of `default`. Raises ValueError."""
    match = _LENGTH.match(str(value))
    if match is None or match[2] == "rem":
        raise ValueError(f"invalid length `{value}`: write a number with in, cm, mm, pt or px, such as 12pt")
    return round(float(match[1]) * _PER_UNIT[match[2] or default])


def points(value: str | float) -> float:
    """A size in points; a bare number is in points already. Raises ValueError."""
    return emu(value, "pt") / EMU_PER_PT


def rgb(value: str) -> str | None:
    """`RRGGBB` in upper case of a `#RRGGBB` or `#RGB`, None for something else."""
    match = _HEX.match(value)
    if match is None:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(char * 2 for char in match[1])
    return digits.upper()


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two `RRGGBB` colours (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
