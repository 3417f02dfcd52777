"""The classes of a map's values: their bounds, round numbers where they may be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

DEFAULT = 5  # classes: as many shades as eyes tell apart at a glance
_NICE = (Decimal(5), Decimal("2.5"), Decimal(2), Decimal(1))


def class_bounds(values: Sequence[Decimal], count: int, middle: Decimal | None = None) -> list[Decimal]:
    """The bounds between so many classes, each with about as many values; with a `middle`, that is one of them."""
    below = [value for value in values if middle is not None and value < middle]
    above = [value for value in values if middle is None or value >= middle]
    if middle is None or not below or not above:
        return _between(sorted(values), count)
    lower = max(1, min(count - 1, round(count * len(below) / len(values))))
    found = [*_between(sorted(below), lower), middle, *_between(sorted(above), count - lower)]
    return sorted(dict.fromkeys(found))


def class_of(value: Decimal, bounds: Sequence[Decimal]) -> int:
    """The class that a value is in; a bound is in the class above it."""
    return bisect_right(bounds, value)


def _between(values: Sequence[Decimal], count: int) -> list[Decimal]:
    """Round numbers that part sorted values into classes of about the same size."""
    bounds: list[Decimal] = []
    for index in range(1, count):
        at = round(index * len(values) / count)
        while 0 < at < len(values) and values[at - 1] == values[at]:
            at += 1
        if 0 < at < len(values):
            bound = roundest(values[at - 1], values[at])
            if not bounds or bound > bounds[-1]:
                bounds.append(bound)
    return bounds


def roundest(lower: Decimal, upper: Decimal) -> Decimal:
    """The roundest number above one and up to another; a whole one between whole ones."""
    whole = lower == lower.to_integral_value() and upper == upper.to_integral_value()
    power = max(abs(lower), abs(upper)).adjusted() + 1
    while True:
        for nice in _NICE:
            step = nice.scaleb(power)
            found = (upper / step).to_integral_value(ROUND_FLOOR) * step
            if found > lower and not (whole and found != found.to_integral_value()):
                return found.normalize() + 0
        power -= 1
