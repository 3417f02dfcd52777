"""Slides that the program makes beside slides of authors with the same ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck import Project

REPORT = "id: t\ntitle: T\nlanguage: en\nauthors: [{name: A}]\ndate: 2026-01-01\n"
PACKAGE = """\
resources:
  - {name: towns, path: towns.csv, schema: {fields: [{name: town, type: string}], primaryKey: town}}
"""
LOOP = '## In {{ row.town }} {#town for="row in towns.rows()"}\n\n- {{ row.town }}\n\n'
LONG = "## Long {#long .split}\n\n" + "".join(f"- Point {'x' * n} of many\n" for n in range(1, 13)) + "\n"


def project(root: Path, text: str, towns: str = "Port\nHill\n") -> Project:
    files = {
        "content/report.yaml": REPORT,
        "content/01.md": f"---\ntitle: One\n---\n\n{text}",
        "data/datapackage.yaml": PACKAGE,
        "data/towns.csv": "town\n" + towns,
    }
    for name, words in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(words, "utf-8")
    return Project.open(root)


def own(name: str) -> str:
    return f"## Own {{#{name}}}\n\n- Words of mine.\n\n"


CASES = {
    "the cover": (own("title"), ["title-2", "contents", "title"]),
    "the contents": (own("contents"), ["title", "contents-2", "contents"]),
    "a slide from rows": (LOOP + own("town-hill"), ["title", "contents", "town-port", "town-hill-2", "town-hill"]),
    "a slide that goes on": (LONG + own("long-2"), ["title", "contents", "long", "long-2-2", "long-2"]),
}


@pytest.mark.parametrize("name", CASES)
def test_an_id_that_an_author_writes_stays_that_slides(tmp_path: Path, name: str) -> None:
    text, ids = CASES[name]
    made = project(tmp_path, text)
    deck = made.deck()
    found = [slide.id for slide in deck.slides]
    assert len(set(found)) == len(found)
    assert found == ids
    told = made.build(outputs=["pptx", "pdf", "html"]).diagnostics
    assert {one.code for one in told} <= {"RD334"}  # the table that the case doesn't use


def test_rows_whose_keys_are_the_same_words_have_slides_of_their_own(tmp_path: Path) -> None:
    deck = project(tmp_path, LOOP, "New Port\nNew-Port\n").deck()
    assert [slide.id for slide in deck.slides][2:] == ["town-new-port", "town-new-port-2"]
