"""Every kind of change between two builds is told: order, names, hidden slides, files that show no words."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from ria_deck.record.changes import compare_manifests
from ria_deck.record.changes_html import as_html
from ria_deck.record.changes_text import as_text
from tests.record.test_changes import manifest

Change = Callable[[dict[str, Any]], object]


def two_slides() -> dict[str, Any]:
    made = manifest(53180)
    slides = made["decks"][0]["slides"]
    slides.append({**copy.deepcopy(slides[0]), "id": "air", "title": "The air"})
    made["inputs"] |= {"templates/theme.yaml": "1", "content/locale/ja.po": "1", "content/images/a.png": "1"}
    return made


def slides_of(made: dict[str, Any]) -> list[dict[str, Any]]:
    return list(made["decks"][0]["slides"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda m: m["inputs"].update({"templates/theme.yaml": "2"}), "templates/theme.yaml"),
        (lambda m: m["inputs"].update({"templates/brand.potx": "2"}), "templates/brand.potx"),
        (lambda m: m["inputs"].update({"content/locale/ja.po": "2"}), "content/locale/ja.po"),
        (lambda m: m["inputs"].pop("content/images/a.png"), "content/images/a.png"),
        (lambda m: m["tables"]["cars"]["rows"].reverse(), "rows reordered"),
        (lambda m: m["tables"]["cars"].update(columns=["year", "cars"]), "column units is now cars"),
        (
            lambda m: m["tables"]["cars"].update(columns=["when", "units"], key=["when"]),
            "column year is now when",
        ),
        (lambda m: m["tables"]["cars"]["rows"][1].__setitem__(0, 2019), "row year=2009 is now year=2019"),
        (lambda m: m["tables"]["cars"]["rows"][1].__setitem__(1, 53180.004), "53180 → 53180.004"),
        (lambda m: slides_of(m)[0].update(hidden=True), "hidden now"),
        (lambda m: slides_of(m)[0].update(layout="chart"), "layout: chart-right → chart"),
        (lambda m: m["decks"][0]["slides"].reverse(), "moved: slide 1 → slide 2"),
    ],
)
def test_each_kind_of_change_is_told(change: Change, told: str) -> None:
    after = two_slides()
    change(after)
    changes = compare_manifests(two_slides(), after)
    for text in (as_text(changes, 0.1), as_html(changes, 0.1, ())):
        assert told in text.replace("</del></td><td class=n><ins>", " → ")
    assert "Nothing changed" not in as_text(changes, 0.1)


def test_a_renamed_row_is_neither_new_nor_gone() -> None:
    after = two_slides()
    after["tables"]["cars"]["rows"][1][0] = 2019
    (table,) = compare_manifests(two_slides(), after).tables
    assert (table.renamed, table.added, table.removed) == ((("year=2009", "year=2019"),), (), ())


def test_revised_cells_come_before_rows_that_are_new() -> None:
    after = two_slides()
    after["tables"]["cars"]["rows"][0][1] = 1
    after["tables"]["cars"]["rows"] += [[year, year] for year in range(2010, 2040)]
    text = as_text(compare_manifests(two_slides(), after), 0.1)
    assert text.index("year=2008 units: 563369 → 1") < text.index("added year=2010")


def test_what_to_look_over_is_listed_once_not_in_each_language() -> None:
    before, after = manifest(53180), manifest(53200)
    for made in (before, after):
        made["decks"].append({**copy.deepcopy(made["decks"][0]), "language": "ja"})
    assert as_text(compare_manifests(before, after), 0.1).count("please review: Exports fell.") == 1


def test_equal_builds_say_so() -> None:
    assert as_text(compare_manifests(two_slides(), two_slides()), 0.1) == "Nothing changed.\n"
