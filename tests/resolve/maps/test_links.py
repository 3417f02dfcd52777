"""Links as wide as their numbers, and a map that shows no coast, read back from the deck and the handout."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_project import BuiltProject, built

PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
- name: p
  path: p.csv
  sources: [{name: s}]
  schema: {fields: [{name: name}, {name: lat, type: number}, {name: lon, type: number}]}
- {name: t, path: t.csv, sources: [{name: s}], schema: {fields: [{name: a}, {name: b}, {name: ships, type: integer}]}}
"""
PLACES = "name,lat,lon\nNiigata,37.92,139.04\nAkita,39.72,140.1\nSendai,38.27,141.02\nKushiro,42.98,144.38\n"
LINKS = "a,b,ships\nNiigata,Akita,10\nNiigata,Sendai,30\nNiigata,Sendai,10\nNiigata,Kushiro,0\n"


def project(root: Path, more: str = "", links: str = LINKS, places: str = PLACES) -> BuiltProject:
    block = "points: {data: p, lat: lat, lon: lon, label: name}\n" + more + "alt: Map\n"
    files = {
        "content/01.md": f"## Ships {{#t layout=map}}\n\n```{{map}}\n{block}```\n",
        "data/datapackage.yaml": PACKAGE,
        "data/p.csv": places,
        "data/t.csv": links,
    }
    return built(root, files)


def widths(found: BuiltProject) -> dict[str, float]:
    """The widths of the map's lines in points, by their names, in the order in which they are drawn."""
    part = found.part(f"ppt/slides/slide{len(found.deck().slides)}.xml")
    shapes = ((shape, shape.find(".//{*}cNvPr").get("name")) for shape in part.iter("{*}sp"))
    return {
        name: int(shape.find(".//{*}ln").get("w")) / 12_700 for shape, name in shapes if name.startswith("Niigata –")
    }


def test_lines_are_as_wide_as_their_numbers(tmp_path: Path) -> None:
    found = project(tmp_path, "links: {data: t, from: a, to: b, width: ships}\n")
    assert found.codes == []
    made = widths(found)
    assert list(made) == ["Niigata – Sendai", "Niigata – Akita", "Niigata – Kushiro"]  # narrow ones over wide ones
    assert made["Niigata – Sendai"] / made["Niigata – Akita"] == pytest.approx(4, abs=0.01)
    assert 0 < made["Niigata – Kushiro"] < made["Niigata – Akita"]


def test_lines_without_numbers_are_alike(tmp_path: Path) -> None:
    assert len(set(widths(project(tmp_path, "links: {data: t, from: a, to: b}\n")).values())) == 1


@pytest.mark.parametrize(
    ("width", "links", "code"),
    [
        ("boats", LINKS, "RD601"),
        ("a", LINKS, "RD602"),
        ("ships", LINKS.replace(",0", ",-1"), "RD602"),
        ("ships", LINKS.replace(",0", ","), "RD602"),
    ],
)
def test_a_column_that_no_line_can_be_wide_by_is_told(width: str, links: str, code: str, tmp_path: Path) -> None:
    found = project(tmp_path, f"links: {{data: t, from: a, to: b, width: {width}}}\n", links)
    assert found.codes == [code]
    assert (found.told[0].span.path, found.told[0].span.line) == ("content/01.md", 5)


def test_a_map_without_a_coast_says_so(tmp_path: Path) -> None:
    inland = "name,lat,lon\nMatsumoto,36.24,137.97\nSuwa,36.04,138.11\n"
    found = project(tmp_path, places=inland, links="a,b,ships\n")
    assert "RD661" in found.codes
    assert "RD661" not in project(tmp_path / "wide", "extent: [128, 30, 146, 46]\n", places=inland).codes
