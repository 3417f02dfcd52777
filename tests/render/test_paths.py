"""Paths written as they are where matplotlib would change nothing, and through it where it does."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.render.svg.cleaning import cleaned
from ria_deck.render.svg.paths import DrawnPath, Point
from ria_deck.render.svg.writer import path_data

SIZE = (300.0, 200.0)
inside = st.tuples(st.floats(0, 300), st.floats(0, 200))
anywhere = st.tuples(st.floats(-500, 800), st.floats(-500, 700))


def through_matplotlib(outline: DrawnPath) -> str:
    steps = tuple(cleaned(outline, SIZE))
    return path_data(DrawnPath(steps), SIZE, filled=True)


@given(st.lists(inside, min_size=2, max_size=126))
def test_a_short_line_inside_is_as_matplotlib_has_it(points: list[Point]) -> None:
    outline = DrawnPath.line(points)
    assert outline.fits(*SIZE)
    assert path_data(outline, SIZE, filled=False) == through_matplotlib(outline)


@given(st.lists(anywhere, min_size=2, max_size=300))
def test_any_line_is_as_matplotlib_has_it(points: list[Point]) -> None:
    outline = DrawnPath.line(points)
    assert path_data(outline, SIZE, filled=False) == through_matplotlib(outline)


def test_lines_end_at_the_edges_and_long_ones_lose_what_does_not_show() -> None:
    beyond = path_data(DrawnPath.line([(-100, 50), (400, 50)]), SIZE, filled=False)
    assert beyond == "M -1 50 \nL 301 50 \n"
    straight = DrawnPath.line([(float(x), 50.0 + x % 2 * 0.01) for x in range(290)])
    assert path_data(straight, SIZE, filled=False).count("L") < 30
    assert path_data(straight, SIZE, filled=True).count("L") == 289


def test_shapes_are_as_matplotlib_draws_them() -> None:
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    disc = Affine2D().scale(7.5).translate(40, 30).transform_path(Path.unit_circle())
    drawn = [point for _, points in DrawnPath.disc(40, 30, 7.5).steps for point in points]
    wanted = [tuple(point) for point in disc.vertices.tolist()[:-1]]
    assert [one for one, other in zip(drawn, wanted, strict=True) if one != pytest.approx(other)] == []
    assert [letter for letter, _ in DrawnPath.disc(40, 30, 7.5).steps] == ["M", *"CCCCCCCC", "z"]
    sector = DrawnPath.sector((100, 100), 50, 0, 90, 0.5)
    assert {letter for letter, _ in sector.steps} == set("MCLz")
    inner = next(at for at, (letter, _) in enumerate(sector.steps) if letter == "L")
    ends = [sector.steps[at][1][-1] for at in (0, inner - 1, inner, -2)]
    expected = [(100, 50), (150, 100), (125, 100), (100, 75)]
    assert [end for end, wanted in zip(ends, expected, strict=True) if end != pytest.approx(wanted)] == []
    whole = DrawnPath.sector((100, 100), 50, 0, 360, 0.0)
    assert whole.steps[0][1][0] == pytest.approx((100, 50))


@pytest.mark.parametrize(("points", "imported"), [(120, False), (130, True)])
def test_matplotlib_is_imported_for_lines_that_it_changes(points: int, imported: bool) -> None:
    code = (
        "import sys\nfrom ria_deck.render.svg.paths import DrawnPath\nfrom ria_deck.render.svg.writer import path_data\n"
        f"path_data(DrawnPath.line([(x, x) for x in range({points})]), (300, 200), filled=False)\n"
        "print('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(imported)
