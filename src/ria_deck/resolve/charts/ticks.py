"""Bounds and steps of one or two value axes: round numbers, few lines, a common zero.

A step is 1, 2, 2.5 or 5 times a power of ten. All axes of a chart get the same number of steps below and above zero,
so that the grid lines of one are those of the other. The choice that wastes the least of the plot wins.

Bounds leave the headroom that PowerPoint and LibreOffice leave by themselves: the top is the least multiple of the step
that is 5 % of the range above the highest value. So a native chart with our step and no `c:max` has our bounds, and an
edited value that is higher raises the axis instead of being cut off. (Tried in three renderers over 15 ranges; with
bounds of their own choice they differ in 11 and cut bars off zero.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_INTERVALS = (3, 4, 5)  # four to six lines
_HEADROOM = Decimal("0.06")  # of the range; a hair more than the renderers' 5 %, which would be off by rounding
_MOST = 10  # steps of an axis whose bounds the author gave


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What an axis must show: `low` to `high`, zero too where `zero`; `fixed` bounds are the author's and stay; `capped`
    numbers are shares of a whole, which end at 1.
    `grain` is the smallest difference that the tick's strings can show (1 for whole numbers), 0 for any."""

    low: float
    high: float
    zero: bool = True
    fixed: bool = False
    capped: bool = False
    grain: float = 0.0
    log: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisScale:
    """Bounds and step of an axis; `places` are its ticks from the lowest up."""

    minimum: float
    maximum: float
    step: float
    places: tuple[float, ...]
    log: bool = False


def nice_scales(ranges: Sequence[Range]) -> tuple[AxisScale, ...]:
    """A scale for each range, with the same number of steps in all of them."""
    if any(one.log for one in ranges):
        return tuple(_powers_of_ten(one) if one.log else nice_scales([one])[0] for one in ranges)
    if any(one.fixed for one in ranges):
        return _with_fixed(ranges)
    roomy = [_with_headroom(one) for one in ranges]
    if all(one.zero for one in roomy):
        return tuple(_through_zero(roomy, _best_split(roomy)))
    count = _best_count(roomy)
    return tuple(_with_steps(one, count) for one in roomy)


def _with_steps(one: Range, count: int) -> AxisScale:
    """A scale of so many steps: from zero where it has to be on it and nothing lies below."""
    return _through_zero([one], (0, count))[0] if one.zero and one.low >= 0 else _around(one, count)


def _best_split(ranges: Sequence[Range]) -> tuple[int, int]:
    """Steps below and above zero that all ranges reach: such as renderers take by themselves, with the least waste."""
    splits = [(below, count - below) for count in _INTERVALS for below in range(count + 1)]
    reached = [split for split in splits if all(_reaches(one, split) for one in ranges)]

    def price(split: tuple[int, int]) -> tuple[int, Decimal]:
        odd = sum(1 for one in ranges if not _as_renderers(one, split))
        return odd, sum((_waste(one, split) for one in ranges), Decimal(0))

    return min(reached, key=price)  # never empty: three steps with one on each side of zero reach everything


def _with_headroom(one: Range) -> Range:
    """The range with the room that renderers leave beyond the data, on the sides where there are any."""
    low, high = _exact(one.low), _exact(one.high)
    if one.capped:
        return one
    if one.zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    room = _HEADROOM * (high - low)
    if not one.zero:
        return replace(one, low=float(low), high=float(high + room)) if low >= 0 else one
    return replace(
        one, low=float(low - room) if low < 0 else one.low, high=float(high + room) if high > 0 else one.high
    )


def _as_renderers(one: Range, split: tuple[int, int]) -> bool:
    """Whether a renderer that is given the step ends the axis where we do."""
    step = _step(one, split)
    ends = (max(-_exact(one.low), Decimal(0)), max(_exact(one.high), Decimal(0)))
    return all((end / step).to_integral_value(ROUND_CEILING) == count for end, count in zip(ends, split, strict=True))


def _powers_of_ten(one: Range) -> AxisScale:
    """A scale from the power of ten at or below a range to the one at or above it."""
    low, high = math.floor(math.log10(one.low) + 1e-9), math.ceil(math.log10(one.high) - 1e-9)
    places = tuple(float(Decimal(1).scaleb(power)) for power in range(low, max(high, low + 1) + 1))
    return AxisScale(minimum=places[0], maximum=places[-1], step=10.0, places=places, log=True)


def nice_step(length: Decimal, grain: float = 0.0) -> Decimal:
    """The smallest nice step that is at least `length`, and a multiple of `grain` where there is one."""
    smallest = _exact(grain)
    if length <= smallest:
        return smallest or Decimal(1)
    power = Decimal(1).scaleb(length.adjusted())
    while True:
        for factor in _NICE:
            step = factor * power
            if step >= length and not (smallest and step % smallest):
                return step.normalize()
        power *= 10


def _reaches(one: Range, split: tuple[int, int]) -> bool:
    below, above = split
    return (one.low >= 0 or below > 0) and (one.high <= 0 or above > 0)


def _step(one: Range, split: tuple[int, int]) -> Decimal:
    below, above = split
    lengths = [_exact(-one.low) / below] if below else []
    lengths += [_exact(one.high) / above] if above else []
    return nice_step(max([*lengths, Decimal(0)]), one.grain)


def _waste(one: Range, split: tuple[int, int]) -> Decimal:
    """The share of the axis that nothing stands in."""
    shown = max(_exact(one.high), Decimal(0)) - min(_exact(one.low), Decimal(0))
    return 1 - shown / (_step(one, split) * sum(split))


def _through_zero(ranges: Sequence[Range], split: tuple[int, int]) -> list[AxisScale]:
    below, above = split
    return [_scale(-below * step, step, below + above) for step in (_step(one, split) for one in ranges)]


def _best_count(ranges: Sequence[Range]) -> int:
    """The number of steps that wastes the least where an axis doesn't start at zero."""

    def waste(count: int) -> Decimal:
        scales = [_around(one, count) for one in ranges]
        return sum(
            (
                1 - _exact(one.high - one.low) / _exact(s.maximum - s.minimum)
                for one, s in zip(ranges, scales, strict=True)
            ),
            Decimal(0),
        )

    return min(_INTERVALS, key=waste)


def _around(one: Range, count: int) -> AxisScale:
    """A scale close around a range, on multiples of its step."""
    low, high = _exact(one.low), _exact(one.high)
    if one.zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    step = nice_step((high - low) / count, one.grain)
    while True:
        start = (low / step).to_integral_value(ROUND_FLOOR) * step
        if start + step * count >= high:
            return _scale(start, step, count)
        step = nice_step(step * Decimal("1.01"), one.grain)


def _with_fixed(ranges: Sequence[Range]) -> tuple[AxisScale, ...]:
    """Author's bounds: the number of steps is one that divides them into round ones; the others follow."""
    first = next(one for one in ranges if one.fixed)
    length = _exact(first.high) - _exact(first.low)
    counts = [*_INTERVALS, 6, 2, *range(7, _MOST + 1)]
    count = next((n for n in counts if _is_nice(length / n) and _divides(first, length / n)), 0)
    count = count or next((n for n in counts if _is_nice(length / n)), 4)
    scales: list[AxisScale] = []
    for one in ranges:
        if one.fixed:
            step = (_exact(one.high) - _exact(one.low)) / count
            scales.append(_scale(_exact(one.low), step, count))
        else:
            scales.append(_around(one, count))
    return tuple(scales)


def _divides(one: Range, step: Decimal) -> bool:
    """Whether the ticks are multiples of the step, zero among them where it is in range."""
    return _exact(one.low) % step == 0


def _is_nice(step: Decimal) -> bool:
    return nice_step(step) == step


def _scale(start: Decimal, step: Decimal, count: int) -> AxisScale:
    places = tuple(float(start + step * index) + 0.0 for index in range(count + 1))
    return AxisScale(minimum=places[0], maximum=places[-1], step=float(step), places=places)


def _exact(number: float) -> Decimal:
    return Decimal(repr(float(number)))
