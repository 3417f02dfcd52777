"""Where the table of a published sheet stands: under titles and heads, above notes, around names of groups."""

from __future__ import annotations

from typing import Any

import pytest

from ria_deck.data.finding import find_table

ROWS: list[list[Any]] = [["A", 12, 25], ["B", 41, 57], ["C", 7, 30]]


@pytest.mark.parametrize(
    ("above", "heads"),
    [
        ([["Branch", "new", "closed"]], (1,)),
        ([["Title"], [None], ["Branch", "new", "closed"]], (3,)),
        ([["Title"], ["Office", "2024", None], ["Branch", "new", "closed"]], (2, 3)),
        ([["Branch", "new", "closed"], [None], ["thousand"]], (1,)),
        ([["Branch", "new", "closed"], [None], [None], ["thousand"]], (1,)),
        ([["Branch", "new", "closed"], [None], [None], [None], ["thousand"]], ()),
        ([["Branch", 2024, 2025]], (1,)),
        ([["Branch", 1, 2]], (1,)),
        ([["Branch", "1850", "2150"]], (1,)),
    ],
)
def test_the_head_is_what_stands_right_above(above: list[list[Any]], heads: tuple[int, ...]) -> None:
    place = find_table([*above, *ROWS])
    assert place is not None
    assert (place.heads, place.first, place.last) == (heads, len(above) + 1, len(above) + 3)
    assert (place.left, place.right, place.numbers) == (1, 3, 6)


def test_numbers_that_are_no_years_are_no_head() -> None:
    for row in (["Z", 2, 3], ["Z", 1849, 2024], ["Z", 2024.5, 2025], ["Z", 2151, 2152]):
        place = find_table([["Branch", "new", "closed"], row, *ROWS])
        assert place is not None
        assert (place.heads, place.first) == ((1,), 2)


def test_names_of_groups_are_aside_and_notes_below() -> None:
    rows = [["Branch", "new", "closed"], ["North"], *ROWS, ["South"], *ROWS, [None], ["Note: 2 are estimates"]]
    place = find_table(rows)
    assert place is not None
    assert (place.first, place.last, place.aside) == (3, 9, (6,))
    assert place.range(1) == "A1:C9"


def test_columns_around_are_left_out_and_markers_are_numbers() -> None:
    rows = [[None, "Branch", "new", None], [None, "A", 12, None], [None, "B", "…", None], [None, "C", "△5", None]]
    place = find_table(rows)
    assert place is not None
    assert (place.range(place.heads[0]), place.numbers) == ("B1:C4", 3)


def test_of_two_tables_the_longer_one_is_taken() -> None:
    other = [["District", "rooms", "beds"], ["X", 3, 9], ["Y", 4, 8]]
    place = find_table([["Branch", "new", "closed"], *ROWS, [None], *other])
    assert place is not None
    assert (place.first, place.last) == (2, 4)


def test_a_row_of_numbers_alone_is_no_table() -> None:
    assert find_table([["a", "b"], ["x", 12], ["only words", "here"]]) is None
    assert find_table([]) is None
