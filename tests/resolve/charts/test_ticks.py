"""Axes end at round numbers, have few lines, and share their lines with a second axis."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.resolve.charts.ticks import Range, nice_scales

numbers = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False, allow_subnormal=False).filter(
    lambda number: number == 0 or abs(number) > 1e-6
)


def _range(low: float, high: float, **more: object) -> Range:
    return Range(low=min(low, high), high=max(low, high), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given_range", "ticks"),
    [
        (Range(low=0, high=563), [0, 200, 400, 600]),
        (Range(low=0, high=194_908), [0, 50_000, 100_000, 150_000, 200_000, 250_000]),
        (Range(low=0, high=1, grain=0.01, capped=True), [0, 0.25, 0.5, 0.75, 1]),
        (Range(low=-3, high=7.5), [-5, 0, 5, 10]),
        (Range(low=0, high=3, grain=1), [0, 1, 2, 3, 4]),
        (Range(low=0, high=0.12, grain=0.01), [0, 0.05, 0.1, 0.15]),
        (Range(low=98, high=103.2, zero=False), [98, 100, 102, 104]),
        (Range(low=0, high=700, fixed=True), [0, 100, 200, 300, 400, 500, 600, 700]),
        (Range(low=0, high=0), [0, 1, 2, 3]),
    ],
)
def test_a_range_has_round_ticks(given_range: Range, ticks: list[float]) -> None:
    assert list(nice_scales([given_range])[0].places) == ticks


def test_two_axes_have_the_same_lines_and_one_zero() -> None:
    left, right = nice_scales([Range(low=0, high=563_369, grain=1000), Range(low=0, high=42_702, grain=1000)])
    assert left.places == (0, 200_000, 400_000, 600_000)
    assert right.places == (0, 20_000, 40_000, 60_000)
    left, right = nice_scales([Range(low=-3, high=7.5), Range(low=0, high=50)])
    assert left.places.index(0) == right.places.index(0)


@given(low=numbers, high=numbers)
def test_every_range_is_covered_by_four_to_six_lines_with_zero_among_them(low: float, high: float) -> None:
    (scale,) = nice_scales([_range(low, high)])
    assert 4 <= len(scale.places) <= 6
    assert 0 in scale.places
    assert scale.minimum <= min(low, high)
    assert scale.maximum >= max(low, high)


@given(low=numbers, high=numbers)
def test_an_axis_without_zero_stays_close_to_its_numbers(low: float, high: float) -> None:
    (scale,) = nice_scales([_range(low, high, zero=False)])
    assert scale.minimum <= min(low, high) <= max(low, high) <= scale.maximum
    assert 4 <= len(scale.places) <= 6
    assert scale.minimum > min(low, high) - 2 * scale.step


@given(first=st.tuples(numbers, numbers), second=st.tuples(numbers, numbers))
def test_any_two_axes_share_their_lines(first: tuple[float, float], second: tuple[float, float]) -> None:
    scales = nice_scales([_range(*first), _range(*second)])
    assert len(scales[0].places) == len(scales[1].places)
    assert scales[0].places.index(0) == scales[1].places.index(0)


@given(high=st.floats(min_value=1, max_value=1e9), grain=st.sampled_from([1.0, 1000.0, 0.1, 0.01]))
def test_steps_are_what_the_strings_can_show(high: float, grain: float) -> None:
    (scale,) = nice_scales([Range(low=0, high=high, grain=grain)])
    assert Decimal(repr(scale.step)) % Decimal(repr(grain)) == 0
