"""What `explain` finds in a manifest: values by any way of writing them, their cells, decks by as much of a name as says
which; and numbers that nothing gave."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from ria_deck.diagnostics import Report
from ria_deck.record.changes import compare_manifests
from ria_deck.record.changes_in_rows import rows_in_words, shown_of
from ria_deck.record.explain import as_text, decks_named, find_values, slide_ids, typed_places, values_of_slide
from ria_deck.record.inputs import is_closed
from ria_deck.record.manifest_form import what_is_wrong
from ria_deck.record.pages import differing_pages
from tests.record.test_changes import manifest


def named(*decks: tuple[str, str, str]) -> dict[str, Any]:
    """A manifest with decks of these editions, languages and batch ids."""
    made = manifest(53180)
    (deck,) = made["decks"]
    made["decks"], made["outputs"] = [], []
    for edition, language, row in decks:
        made["decks"].append({**copy.deepcopy(deck), "edition": edition, "language": language, "batch_id": row})
        path = "/".join(filter(None, (row, edition, f"report.v2.{language}.pptx")))
        made["outputs"].append(
            {"path": path, "edition": edition, "language": language, "batch_id": row, "sha256": "0", "bytes": 1}
        )
    return made


@pytest.mark.parametrize("question", ["53,180", "53180", "53 180", "53\u202f180", "53.180", " 53’180 "])
def test_a_value_is_found_however_it_is_written(question: str) -> None:
    found = find_values(manifest(53180), question)
    assert [place.place for place in found] == ["body", "chart cars"]
    assert find_values(manifest(53180), "53181") == []


def test_its_cells_are_told_with_what_they_hold() -> None:
    made = manifest(53180)
    text = as_text(find_values(made, "53180"), made["tables"])
    assert "53,180  =  53180" in text
    assert "  from data/cars.csv, year=2009, units: 53180" in text
    assert "in en, slide ban (content/01.md:7), body: Only 53,180 were left." in text
    made["tables"]["cars"]["key"] = []
    places = find_values(made, "53180")
    assert "year=2009, units: ?" in as_text(places, made["tables"])
    numbered = [(("data/cars.csv", "row 2", "units"),)]
    for text_ in made["decks"][0]["slides"][0]["texts"]:
        for value in (*text_.get("values", ()), *text_.get("points", ())):
            value["cells"] = [list(cell) for cell in numbered[0]]
    assert "row 2, units: 53180" in as_text(find_values(made, "53180"), made["tables"])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("", 4),
        ("report.v2.en.pptx", 2),
        ("report.v2.en", 2),
        ("report.v2", 4),
        ("report", 4),
        ("update/report.v2.en", 1),
        ("update/report", 2),
        ("long/report.v2.ja", 1),
        ("reports", 0),
        ("ort.v2.en", 0),
    ],
)
def test_decks_are_named_by_as_much_as_says_which(name: str, found: int) -> None:
    made = named(("update", "en", ""), ("update", "ja", ""), ("long", "en", ""), ("long", "ja", ""))
    assert len(decks_named(made, name)) == found
    assert len(values_of_slide(made, name, "ban")) == 2 * found
    assert values_of_slide(made, name, "no-slide") == []
    assert slide_ids(made) == ["ban"]


def test_a_row_of_a_batch_is_named_by_its_id_and_few_of_many_rows_are_shown() -> None:
    rows = [("", "en", f"152{number:02}") for number in range(20)]
    made = named(*rows)
    assert [deck.batch_id for deck in decks_named(made, "15207")] == ["15207"]
    text = as_text(find_values(made, "53,180"), made["tables"])
    shown = text.count(", body: Only 53,180 were left.")
    assert 0 < shown < 20
    assert f"and there in {20 - shown} more rows (en)" in text


@pytest.mark.parametrize(
    ("text", "question", "count"),
    [
        ("Some 40 came, and 40 left.", "40", 1),
        ("Some 40,000 came.", "40", 0),
        ("Some 40.5 came.", "40", 0),
        ("It was 140.", "40", 0),
        ("Some 40. Then none.", "40", 1),
        ("Some came.", "came", 0),
    ],
)
def test_a_number_that_no_value_gave_is_typed(text: str, question: str, count: int) -> None:
    assert len(typed_places(manifest(53180, text=text), question)) == count
    assert typed_places(manifest(53180), "53,180") == []


def test_rows_in_words() -> None:
    assert rows_in_words(["15201"]) == "row 15201"
    assert rows_in_words(["1", "2"]) == "2 rows: 1, 2"
    assert rows_in_words([str(number) for number in range(1, 8)]) == "7 rows: 1, 2, 3, 4, 5 and 2 more"


def test_the_same_change_of_many_rows_is_one_and_few_that_differ_are_shown() -> None:
    rows = [("", "en", f"r{number}") for number in range(6)]
    before, after = named(*rows), named(*rows)
    for deck in after["decks"]:
        deck["slides"][0]["texts"][1]["text"] = "Exports rose."
    (((ids, group), rest),) = shown_of(compare_manifests(before, after).slides)
    assert (len(ids), len(group), rest) == (6, 1, ())
    for number, deck in enumerate(after["decks"]):
        deck["slides"][0]["texts"][1]["text"] = f"Exports rose by {number}."
    shown = shown_of(compare_manifests(before, after).slides)
    assert [len(ids) for (ids, _), _ in shown] == [1, 1, 1]
    assert [len(rest) for _, rest in shown] == [0, 0, 3]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda rows: rows[1].append(1), "more or fewer cells"),
        (lambda rows: rows[0].pop(), "more or fewer cells"),
        (lambda rows: [row.append(1) for row in rows], "more or fewer cells"),
        (lambda rows: rows[0].reverse(), ""),
    ],
)
def test_a_manifest_with_a_ragged_table_is_none(spoil: Any, told: str) -> None:
    made = {"format": 1, "program": "p", **named(("", "en", ""))}
    made["decks"][0]["sources"] = []
    made["outputs"][0]["output"] = "pptx"
    assert what_is_wrong(made) == ""
    spoil(made["tables"]["cars"]["rows"])
    assert told in what_is_wrong(made)
    assert bool(what_is_wrong(made)) == bool(told)


def test_only_pages_of_files_that_are_there_and_differ_are_compared(tmp_path: Path) -> None:
    made, report = named(("", "en", "")), Report()
    other = copy.deepcopy(made)
    assert differing_pages((made, other), (tmp_path, tmp_path), report) == []  # equal
    other["outputs"][0]["sha256"] = "1"
    assert differing_pages((made, other), (tmp_path, tmp_path), report) == []  # none is there
    assert differing_pages((made, other), (None, tmp_path), report) == []
    assert report.diagnostics == []


def test_a_project_that_looks_outside_takes_nothing_over(tmp_path: Path) -> None:
    root = tmp_path / "talk"
    for folder in ("content", "data", "templates"):
        (root / folder).mkdir(parents=True)
    assert is_closed(root) is True
    (root / "data/datapackage.yaml").write_text("resources: [{name: t, path: ../t.csv}]\n", "utf-8")
    assert is_closed(root) is False
    (root / "data/datapackage.yaml").write_text("resources: []\n", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (root / "content/images").symlink_to(tmp_path / "elsewhere")
    assert is_closed(root) is False
    (root / "content/images").unlink()
    (root / "templates/theme.yaml").symlink_to(tmp_path / "elsewhere/theme.yaml")
    assert is_closed(root) is False
