"""The numbers of a scatter's points in the manifest: `explain` knows their cells, `diff` the slide that shows them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ria_deck.record.changes import compare_manifests
from ria_deck.record.explain import find_values
from ria_deck.record.manifest import read_manifest
from tests.small_project import built

PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
- name: t
  path: t.csv
  sources: [{name: s}]
  schema: {primaryKey: k, fields: [{name: k}, {name: x, type: number}, {name: y, type: number}, {name: n, type: number}]}
"""
SLIDE = (
    "## A {#a layout=chart}\n\n```{chart}\ndata: t\nmark: point\nencoding: {x: {field: x}, y: {field: y}, size: {field: n}}\n"
    "alt: Points.\n```\n"
)


def manifest(root: Path, cells: str) -> dict[str, Any]:
    files = {
        "content/report.yaml": "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n"
        "outputs: [pptx]\n",
        "content/01.md": SLIDE,
        "data/datapackage.yaml": PACKAGE,
        "data/t.csv": f"k,x,y,n\n{cells}",
    }
    made = built(root, files)
    assert [found.code for found in made.told if found.severity.name == "ERROR"] == []
    found = read_manifest(made.out / "manifest.json")
    assert found is not None
    return found


def test_the_numbers_of_points_are_known_with_their_cells(tmp_path: Path) -> None:
    before = manifest(tmp_path, "Nagi,1.5,2.25,30\nTomi,4,5,60\n")
    for number, column in (("1.5", "x"), ("2.25", "y"), ("30", "n")):
        assert {place.cells for place in find_values(before, number)} == {(("data/t.csv", "k=Nagi", column),)}
    after = manifest(tmp_path, "Nagi,1.5,2.25,31\nTomi,4,5,60\n")
    (slide,) = compare_manifests(before, after).slides
    assert [(text.new, text.cause) for text in slide.texts] == [("n", "data")]
