"""What changed between two manifests."""

from ria_deck.record.changes import compare_manifests
from ria_deck.record.changes_text import as_text, summary


def manifest(units: int, *, text: str = "Exports fell.", language: str = "en") -> dict:
    cell = [["data/cars.csv", "year=2009", "units"]]
    return {
        "tables": {
            "cars": {
                "path": "data/cars.csv",
                "columns": ["year", "units"],
                "key": ["year"],
                "rows": [[2008, 563369], [2009, units]],
            }
        },
        "decks": [
            {
                "edition": "",
                "language": language,
                "slides": [
                    {
                        "id": "ban",
                        "title": "The ban",
                        "layout": "chart-right",
                        "source": "content/01.md:7",
                        "texts": [
                            {"place": "title", "text": "The ban"},
                            {"place": "body", "text": text},
                            {
                                "place": "body",
                                "text": f"Only {units:,} were left.",
                                "values": [{"raw": units, "text": f"{units:,}", "cells": cell}],
                            },
                            {
                                "place": "chart cars",
                                "text": "Used cars",
                                "points": [{"x": "2009", "raw": units, "text": "", "cells": cell}],
                            },
                        ],
                    }
                ],
            }
        ],
        "outputs": [{"path": "r.en.pptx", "sha256": str(units)}],
        "inputs": {"data/cars.csv": str(units)},
    }


def test_nothing_changed_between_equal_builds() -> None:
    assert compare_manifests(manifest(53180), manifest(53180)).nothing


def test_a_revised_cell_shows_as_cell_sentence_and_point_and_nothing_else() -> None:
    changes = compare_manifests(manifest(53180), manifest(53200))
    (table,) = changes.tables
    assert [(c.row, c.column, c.old, c.new) for c in table.revised] == [("year=2009", "units", 53180, 53200)]
    (slide,) = changes.slides
    assert [(t.place, t.cause) for t in slide.texts] == [("body", "data"), ("chart cars", "data")]
    assert slide.texts[0].new == "Only 53,200 were left."
    assert slide.texts[1].values[0].point == "2009"


def test_words_beside_a_changed_number_are_named_for_a_human() -> None:
    (slide,) = compare_manifests(manifest(53180), manifest(53200)).slides
    assert slide.beside == ("The ban", "Exports fell.")


def test_a_change_of_words_alone_is_one_of_words() -> None:
    (slide,) = compare_manifests(manifest(1), manifest(1, text="Exports fell sharply.")).slides
    assert [(t.cause, t.old, t.new) for t in slide.texts] == [("words", "Exports fell.", "Exports fell sharply.")]


def test_the_text_form_marks_what_moved_far() -> None:
    text = as_text(compare_manifests(manifest(50000), manifest(100000)), threshold=0.1)
    assert "! year=2009 units: 50000 → 100000 (+100.0%)" in text
    assert "en body: Only 100,000 were left." in text


def test_the_summary_is_one_line() -> None:
    line = summary(compare_manifests(manifest(53180), manifest(53200)))
    assert line == "since the last build: 1 cell revised in cars; 2 values on 1 slide (en)"
    words = summary(compare_manifests(manifest(1), manifest(1, text="Exports fell sharply.")))
    assert words == "since the last build: words on 1 slide (en)"


def test_a_column_that_comes_is_one_change_and_revises_nothing() -> None:
    after = manifest(53180)
    after["tables"]["cars"] |= {"columns": ["year", "month", "units"], "rows": [[2008, 1, 563369], [2009, 1, 53180]]}
    changes = compare_manifests(manifest(53180), after)
    (table,) = changes.tables
    assert (table.added_columns, table.removed_columns, table.revised) == (("month",), (), ())
    assert "new column month" in as_text(changes, 0.1)
    assert summary(changes) == "since the last build: 1 column added or removed in cars"
