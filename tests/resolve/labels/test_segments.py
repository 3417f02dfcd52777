"""Segments and boxes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.model.chart import Rect
from ria_deck.resolve.labels.segments import cross, crosses

BOX = Rect(x=10, y=10, width=10, height=10)
places = st.tuples(*[st.floats(min_value=0, max_value=30) for _ in range(4)])


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ((0, 15, 30, 15), True),
        ((15, 0, 15, 30), True),
        ((12, 12, 13, 13), True),
        ((0, 0, 9, 9), False),
        ((0, 0, 30, 9), False),
        ((0, 25, 30, 25), False),
        ((5, 0, 5, 30), False),
        ((0, 12, 12, 0), False),
    ],
)
def test_a_line_crosses_a_box_or_beside_it(line, inside) -> None:
    assert crosses(line, BOX) is inside


@given(places)
def test_what_has_a_point_in_the_box_crosses_it(line) -> None:
    x1, y1, x2, y2 = line
    points = [(x1 + (x2 - x1) * i / 50, y1 + (y2 - y1) * i / 50) for i in range(51)]
    if any(10.01 < x < 19.99 and 10.01 < y < 19.99 for x, y in points):
        assert crosses(line, BOX)


def test_lines_cross_or_do_not() -> None:
    assert cross((0, 0, 10, 10), (0, 10, 10, 0))
    assert not cross((0, 0, 10, 10), (20, 0, 11, 10))
    assert not cross((0, 0, 10, 10), (1, 0, 11, 10))
