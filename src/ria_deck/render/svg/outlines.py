"""Glyph outlines as SVG paths, for scripts whose letters join or change places.

WeasyPrint sets the letters of an SVG's text one by one: Arabic falls apart, vowel signs lose their consonants. HarfBuzz
shapes the line here; runs of one direction are put in order as UAX #9 has it for one level of embedding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from ria_deck.design.measure import Measurer

_SHAPED = re.compile(
    "[\u0590-\u0fff\u1000-\u109f\u1200-\u139f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\u200d\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"  # emoji of several characters
)
_RIGHT = frozenset(("R", "AL"))
_WAYS = {**dict.fromkeys(_RIGHT, True), **dict.fromkeys(("L", "EN", "AN"), False)}
"""Whether a character of a class is written to the left; signs go with what stands around them."""


def is_shaped(line: str) -> bool:
    """Whether a line has letters that can't be set one by one."""
    return _SHAPED.search(line) is not None


def outlines(line: str, measurer: Measurer, size: float, bold: bool, origin: tuple[float, float]) -> str:
    """Path data of the line, its left end and baseline at `origin`, in the units of `size` and downwards."""
    left, base = origin
    parts: list[str] = []
    for text, leftwards in _in_order(line):
        for font, units, glyph, across, up, advance in measurer.glyphs(text, bold, leftwards):
            pen = _Pen(left + across * size, base - up * size, size / units)
            font.draw_glyph_with_pen(glyph, pen)
            parts += pen.parts
            left += advance * size
    return "".join(parts)


def _in_order(line: str) -> list[tuple[str, bool]]:
    """Runs of one direction (the text, whether it is written to the left), from the left to the right of the line."""
    sides = [unicodedata.bidirectional(char) for char in line]
    strong = next((side for side in sides if side in _RIGHT or side == "L"), "L")
    base = strong in _RIGHT
    ways = _resolved(sides, base)
    runs = [
        ("".join(char for char, _ in run), way)
        for way, run in groupby(zip(line, ways, strict=True), key=lambda pair: pair[1])
    ]
    return runs[::-1] if base else runs


def _resolved(sides: Sequence[str], base: bool) -> list[bool]:
    """Whether each character is written to the left: signs between two runs of one direction are theirs, others those of
    the line, which is `base`; marks on a letter are its."""
    ways = [_WAYS.get(side) for side in sides]
    resolved: list[bool] = []
    for index, way in enumerate(ways):
        if sides[index] == "NSM" and resolved:
            resolved.append(resolved[-1])
        elif way is not None:
            resolved.append(way)
        else:
            before = _first_way(reversed(ways[:index]), base)
            resolved.append(before if before == _first_way(ways[index + 1 :], base) else base)
    return resolved


def _first_way(ways: Iterable[bool | None], base: bool) -> bool:
    return next((one for one in ways if one is not None), base)


class _Pen:
    """Collects path data from a glyph's outline, which goes up from the baseline in units of its face."""

    def __init__(self, left: float, base: float, scale: float) -> None:
        self.parts: list[str] = []
        self._left, self._base, self._scale = left, base, scale

    def _add(self, command: str, *points: tuple[float, float]) -> None:
        places = (f"{self._left + x * self._scale:.2f} {self._base - y * self._scale:.2f}" for x, y in points)
        self.parts.append(command + " ".join(places))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - HarfBuzz's names
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self.parts.append("Z")

    def endPath(self) -> None:  # noqa: N802
        """Outlines of faces are closed."""
