"""What a list of changes counts and writes: sums of what came and went, words in their own letters, every input's hash."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from ria_deck.record.changes import compare_manifests
from ria_deck.record.changes_html import as_html
from ria_deck.record.changes_text import moves
from ria_deck.record.deck_changes import DeckSlideChange, PlaceChange, deck_changes_as
from ria_deck.record.inputs import input_hashes
from tests.record.test_changes import manifest


def rows_of(made: dict[str, Any]) -> list[list[Any]]:
    found: list[list[Any]] = made["tables"]["cars"]["rows"]
    return found


def columns(made: dict[str, Any], *names: str) -> None:
    table = made["tables"]["cars"]
    for name in names:
        table["columns"] = [*table["columns"], name]
        table["rows"] = [[*row, 1] for row in table["rows"]]


@pytest.mark.parametrize(
    ("gone", "new", "told"),
    [
        (0, 3, "3 rows added or removed"),
        (1, 0, "1 row added or removed"),
        (1, 2, "3 rows added or removed"),
    ],
)
def test_rows_that_come_and_go_are_added_up(gone: int, new: int, told: str) -> None:
    before, after = manifest(53180), manifest(53180)
    rows_of(after)[:gone] = []
    rows_of(after).extend([year, year * 7] for year in range(2030, 2030 + new))
    assert moves(compare_manifests(before, after).tables) == told


@pytest.mark.parametrize("count", [1, 2])
def test_columns_that_come_or_go_are_added_up(count: int) -> None:
    before, after = manifest(53180), manifest(53180)
    columns(after, *("ships", "trains")[:count])
    for pair in ((before, after), (after, before)):
        told = moves(compare_manifests(*pair).tables)
        assert told == f"{count} column{'s' if count > 1 else ''} added or removed"


def test_nothing_but_revised_cells_is_counted_as_such() -> None:
    assert moves(compare_manifests(manifest(53180), manifest(53181)).tables) == "1 cell revised"
    assert moves([]) == "0 cells revised"


def test_files_are_listed_on_the_page_and_escaped() -> None:
    after = copy.deepcopy(manifest(53180))
    after["inputs"] = {**after.get("inputs", {}), "templates/a&b.css": "1"}
    page = as_html(compare_manifests(manifest(53180), after), 0.1, ())
    assert "<h2>Files</h2><ul><li>templates/a&amp;b.css</li></ul>" in page


def test_decks_compared_are_written_in_their_own_letters() -> None:
    change = DeckSlideChange(
        title="富山", before=1, after=1, places=(PlaceChange(place="title", old="港", new="富山"),)
    )
    written = deck_changes_as("json", [change])
    assert "富山" in written
    assert json.loads(written)[0]["status"] == "changed"
    assert deck_changes_as("text", []) == "Nothing changed."
    assert "<p>Nothing changed.</p>" in deck_changes_as("html", [])


def test_every_folder_that_a_build_reads_is_hashed(tmp_path: Path) -> None:
    for folder in ("content", "data", "templates", "elsewhere"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder, "utf-8")
    first = input_hashes(tmp_path)
    assert sorted(first) == ["content/a.txt", "data/a.txt", "templates/a.txt"]
    for folder in ("content", "data", "templates"):
        (tmp_path / folder / "a.txt").write_text("other", "utf-8")
        assert input_hashes(tmp_path)[f"{folder}/a.txt"] != first[f"{folder}/a.txt"]
    assert len(set(first.values())) == 3
