"""Maps: projecting, clipping, simplifying."""

import math

from hypothesis import given
from hypothesis import strategies as st

from ria_deck.resolve.maps.projection import area, clip, projection, simplify

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]


def test_the_middle_of_the_extent_is_the_middle_of_the_map() -> None:
    x, y = projection(130, 35, 150, 45)(140, 40)
    assert math.isclose(x, 0, abs_tol=1e-9)
    assert math.isclose(y, 0, abs_tol=1e-9)


def test_north_is_up_and_east_is_right() -> None:
    project = projection(100, 20, 160, 60)
    assert project(130, 50)[1] < project(130, 30)[1]
    assert project(150, 40)[0] > project(110, 40)[0]


def test_a_ring_is_cut_at_the_frame() -> None:
    assert math.isclose(area(clip(SQUARE, 5, 5, 20, 20)), 25)


def test_a_ring_outside_leaves_nothing() -> None:
    assert clip(SQUARE, 20, 20, 30, 30) == []


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(-100, 100)), min_size=2, max_size=60), st.floats(0.01, 20))
def test_a_simplified_line_keeps_its_ends_and_only_its_points(line, tolerance) -> None:
    short = simplify(line, tolerance)
    assert (short[0], short[-1]) == (line[0], line[-1])
    assert all(point in line for point in short)
