"""Blocks and the slots of layouts."""

from pathlib import Path

from ria_deck.design import load_theme
from ria_deck.diagnostics import Report
from ria_deck.model.theme import BlockKind
from ria_deck.resolve.placing import Misfit, Wish, could_take, place

LAYOUTS = load_theme(Path("nowhere"), Report()).layouts
PROSE, CHART, MAP = Wish(kind=BlockKind.PROSE), Wish(kind=BlockKind.CHART), Wish(kind=BlockKind.MAP)


def test_prose_and_a_chart_stand_side_by_side() -> None:
    assert place([PROSE, CHART, PROSE], LAYOUTS["chart-right"]) == ["body", "figure", "body"]


def test_a_chart_on_a_slide_of_bullets_names_what_could_take_it() -> None:
    misfit = place([PROSE, CHART], LAYOUTS["bullets"])
    assert isinstance(misfit, Misfit)
    assert (misfit.index, misfit.reason) == (
        1,
        "the layout `bullets` has no slot for a chart (its slots are for code, prose)",
    )
    assert "chart-right" in could_take([PROSE, CHART], list(LAYOUTS.values()))


def test_columns_go_to_the_slots_side_by_side() -> None:
    wishes = [Wish(kind=BlockKind.PROSE, column=0), Wish(kind=BlockKind.CHART, column=1)]
    assert place(wishes, LAYOUTS["two-columns"]) == ["left", "right"]


def test_a_third_column_has_no_place() -> None:
    misfit = place([Wish(kind=BlockKind.PROSE, column=2)], LAYOUTS["two-columns"])
    assert isinstance(misfit, Misfit)


def test_two_figures_need_two_slots() -> None:
    assert isinstance(place([CHART, MAP], LAYOUTS["chart-right"]), Misfit)


def test_a_named_slot_is_taken_at_its_word() -> None:
    assert place([Wish(kind=BlockKind.PROSE, slot="right-head")], LAYOUTS["comparison"]) == ["right-head"]


def test_a_number_is_one_paragraph_and_the_rest_stands_below_it() -> None:
    assert place([PROSE, PROSE, PROSE], LAYOUTS["big-number"]) == ["number-text", "body", "body"]


def test_each_picture_has_its_caption() -> None:
    picture = Wish(kind=BlockKind.PICTURE)
    assert place([picture, PROSE, picture, PROSE], LAYOUTS["two-pictures"]) == [
        "left",
        "left-caption",
        "right",
        "right-caption",
    ]


def test_a_column_begins_with_its_head_where_more_follows() -> None:
    left, right = Wish(kind=BlockKind.PROSE, column=0), Wish(kind=BlockKind.PROSE, column=1)
    assert place([left, left, right], LAYOUTS["comparison"]) == ["left-head", "left", "right"]
    assert place([left, left, right, right], LAYOUTS["two-columns"]) == ["left", "left", "right", "right"]
