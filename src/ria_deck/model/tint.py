"""Shades of a theme's colour, as DrawingML makes them: they follow when the theme is changed."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass

_LEAST = 0.2  # of a colour that shows in the palest shade, over the ground
_WHOLE = 0.75  # of the way up, where the colour itself stands
_NEAR = 0.08  # in lightness (HSL), of a colour and the text's
_MOST = 0.45  # of the ink in the strongest shade


@dataclass(frozen=True, slots=True, kw_only=True)
class Tint:
    """A role's colour with another saturation and lightness (HSL): multiplied (`a:satMod`, `a:lumMod`), then added to
    (`a:lumOff`)."""

    role: str
    rich: float = 1.0
    times: float = 1.0
    plus: float = 0.0

    def rgb(self, base: str) -> str:
        """`RRGGBB` of it, from the role's."""
        hue, light, rich = _hls(base)
        light = min(max(light * self.times + self.plus, 0.0), 1.0)
        made = colorsys.hls_to_rgb(hue, light, min(rich * self.rich, 1.0))
        return "".join(f"{round(channel * 255):02X}" for channel in made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """The ground of a table's cell: so much of a role's colour over the paper's."""

    role: str
    share: float

    def tint(self, colors: Mapping[str, str]) -> Tint:
        """As a shade of the role's colour, with these colours of the theme."""
        base = colors[self.role]
        return _like(self.role, base, _mixed(colors["paper"], base, self.share))


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBar:
    """A bar in a cell, before its number: from one share of the column's room for bars to another, in a role's colour."""

    start: float
    end: float
    role: str


def graded(role: str, colors: Mapping[str, str], count: int) -> tuple[Tint, ...]:
    """Shades of a role's colour from little to much: from near the ground's colour (`paper`), by the role's own, towards
    the text's (`ink`)."""
    base = colors[role]
    further = abs(_hls(base)[1] - _hls(colors["ink"])[1]) > _NEAR
    whole = _WHOLE if further else 1.0  # a colour that is as dark as text is the strongest shade itself
    steps = [whole] if count == 1 else [index / (count - 1) for index in range(count)]
    return tuple(_like(role, base, _ramp(step, whole, base, colors)) for step in steps)


def _ramp(step: float, whole: float, base: str, colors: Mapping[str, str]) -> tuple[float, float, float]:
    if step <= whole:
        return _mixed(colors["paper"], base, _LEAST + (1 - _LEAST) * step / whole)
    return _mixed(base, colors["ink"], _MOST * (step - whole) / (1 - whole))


def _like(role: str, base: str, wanted: tuple[float, float, float]) -> Tint:
    """The shade of a colour that is as light and as rich as another."""
    _, own, own_rich = _hls(base)
    _, light, rich = colorsys.rgb_to_hls(*wanted)
    more = round(min(rich / own_rich, 1.0), 4) if own_rich else 1.0
    if light > own:
        rest = round((1 - light) / (1 - own), 4)
        return Tint(role=role, rich=more, times=rest, plus=round(1 - rest, 4))
    return Tint(role=role, rich=more, times=round(light / own, 4) if own else 1.0)


def _hls(rgb: str) -> tuple[float, float, float]:
    return colorsys.rgb_to_hls(*_channels(rgb))


def _channels(rgb: str) -> tuple[float, float, float]:
    return int(rgb[:2], 16) / 255, int(rgb[2:4], 16) / 255, int(rgb[4:], 16) / 255


def _mixed(first: str, second: str, share: float) -> tuple[float, float, float]:
    red, green, blue = (
        one + (other - one) * share for one, other in zip(_channels(first), _channels(second), strict=True)
    )
    return red, green, blue
