"""Dates and sources that tables hold themselves: as of the latest edition in a column, each row's own source."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.model.deck import Deck
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

REPORT = "id: t\ntitle: Loans\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\noutputs: [pptx]\n"
PACKAGE = """
sources: [{name: us, title: Our own counts}]
resources:
- name: loans
  path: loans.csv
  sources: [us]
  ria:as_of: {column: edition}
  ria:row_sources: {title: source, date: source_date}
  schema:
    primaryKey: [year]
    fields:
    - {name: year, type: year}
    - {name: loans, type: integer}
    - {name: edition, type: date}
    - {name: source}
    - {name: source_date}
"""
LOANS = """year,loans,edition,source,source_date
2023,1500,2024-02-01,Town paper,2024-01
2024,1712,2025-02-03,Town paper,2024-01
2025,1900,2026-01-05,Library report 2025,2026-01-05
2026,,2026-01-05,Not shown,
"""


def deck_of(root: Path, package: str, text: str) -> tuple[Deck | None, Report]:
    for name, content in {
        "content/report.yaml": REPORT,
        "content/01.md": f"## Lending grew {{#one}}\n\n- {text}\n",
        "data/datapackage.yaml": package,
        "data/loans.csv": LOANS,
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(content, "utf-8")
    report = Report()
    variant = Variant(root=root, cache=root / "cache", edition="", language="en", outputs=())
    content = load_content(root, report)
    made = None if report.failed else assembled(SharedInputs(root, content), variant, report)
    return (None if made is None else made[0]), report


def test_a_table_is_as_of_its_latest_edition_and_lists_the_sources_of_the_rows_used(tmp_path: Path) -> None:
    text = "{{ loans.value('loans', year=2025) }} after {{ loans.value('loans', year=2023) }}"
    deck, _ = deck_of(tmp_path, PACKAGE, text)
    assert deck is not None
    [entry] = deck.sources
    assert entry.as_of == "January 5, 2026"
    assert entry.rows == "Town paper, Jan 2024; Library report 2025, Jan 5, 2026"
    assert "January 5, 2026" in deck.colophon[1]


@pytest.mark.parametrize("key", ["ria:as_of: {column: edition}", "title: source, date"])
def test_a_column_that_there_is_not_is_told(tmp_path: Path, key: str) -> None:
    wrong = PACKAGE.replace(key, key.replace("edition", "editoin").replace("title: source", "title: sauce"))
    _, report = deck_of(tmp_path, wrong, "Much.")
    assert [found.code for found in report.diagnostics] == ["RD307"]
