"""Numbered places with a list beside the map, and the scale: from small projects, in the deck and the handout."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from lxml import etree

from ria_deck.api import Project, render
from ria_deck.diagnostics import Diagnostic
from ria_deck.model.deck import Deck
from ria_deck.model.map import Map, MapLayout
from ria_deck.record.manifest import deck_record
from tests.check.deck_to_break import unzipped

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en, ja]\n"
PACKAGE = """
sources: [{name: s, title: S}]
resources:
  - name: towns
    path: towns.csv
    sources: [{name: s}]
    schema:
      fields: [{name: name}, {name: name_ja}, {name: lat, type: number}, {name: lon, type: number}, {name: what},
               {name: people, type: integer}]
      primaryKey: name
    ria: {translations: {name: {ja: name_ja}}}
"""
TOWNS = """name,name_ja,lat,lon,what,people
Niigata,新潟,37.92,139.04,the hub,770000
Sapporo,札幌,43.06,141.35,in the north,1960000
Tokyo,東京,35.68,139.77,the capital,14000000
Fukuoka,福岡,33.59,130.4,,1640000
"""
POINTS = "data: towns, lat: lat, lon: lon, label: name, numbered: true"


def project(root: Path, points: str = POINTS, more: str = "", towns: str = TOWNS) -> Project:
    block = f"```{{map}}\npoints: {{{points}}}\n{more}alt: A map.\n```\n"
    texts = {
        "content/report.yaml": REPORT,
        "content/01.md": f"---\ntitle: One\nsources: [s]\n---\n\n## Map {{#m layout=map}}\n\n{block}",
        "data/datapackage.yaml": PACKAGE,
        "data/towns.csv": towns,
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return Project.open(root)


def drawn(deck: Deck) -> Map:
    [found] = [placed.block for slide in deck.slides for placed in slide.placements if isinstance(placed.block, Map)]
    return found


def layouts(deck: Deck) -> list[MapLayout]:
    found = drawn(deck)
    assert found.slide is not None
    assert found.handout is not None
    return [found.slide, found.handout]


def codes(made: Project) -> list[Diagnostic]:
    return [one for one in made.check().diagnostics if one.code != "RD411"]  # texts without a translation


def test_dots_have_numbers_and_the_list_says_which_they_are(tmp_path: Path) -> None:
    deck = project(tmp_path, f"{POINTS}, text: what, value: people, hub: Niigata").deck()
    for layout in layouts(deck):
        assert [label.text for label in layout.labels] == ["Niigata", "1", "2", "3"]
        assert layout.listed is not None
        words = [text.text for text in layout.listed.texts]
        assert words == [
            *("1", "1,960,000", "Sapporo", "in the north"),
            *("2", "14,000,000", "Tokyo", "the capital"),
            *("3", "1,640,000", "Fukuoka"),
        ]
        for text in layout.listed.texts:  # beside the map, inside of the figure
            assert layout.ground_width < text.box.x <= text.box.right <= layout.width + 0.01
            assert text.box.bottom <= layout.height
        for (x, y, radius), label in zip(layout.dots[1:], layout.labels[1:], strict=True):
            assert (label.box.x + label.box.width / 2, label.box.y + label.box.height / 2) == pytest.approx((x, y))
            assert x + radius <= layout.ground_width
    slide = etree.fromstring(unzipped(render(deck, "pptx"))["ppt/slides/slide3.xml"])
    texts = ["".join(shape.itertext()).strip() for shape in slide.iter("{*}sp")]
    assert {"Sapporo", "in the north", "1,960,000"} <= set(texts)
    assert texts.count("1") == 2


def test_the_list_is_in_the_decks_language_and_its_values_know_their_cells(tmp_path: Path) -> None:
    made = project(tmp_path, f"{POINTS}, value: people")
    listed = layouts(made.deck(language="ja"))[0].listed
    assert listed is not None
    assert {"新潟", "札幌"} <= {text.text for text in listed.texts}
    records = [one for one in deck_record(made.deck())["slides"][-1]["texts"] if one.get("text") == "Sapporo"]
    assert ["data/towns.csv", "name=Sapporo", "people"] in [
        cell for one in records[0]["values"] for cell in one["cells"]
    ]


def test_numbers_that_would_touch_stand_beside_their_dots(tmp_path: Path) -> None:
    near = TOWNS + "Yokohama,横浜,35.44,139.64,,3700000\n"
    for layout in layouts(project(tmp_path, towns=near).deck()):
        tokyo, yokohama = layout.labels[2], layout.labels[4]
        assert (tokyo.text, yokohama.text) == ("3", "5")
        assert not tokyo.box.meets(yokohama.box)
        assert layout.dots[2][2] < layout.dots[1][2]


def test_a_list_that_finds_no_room_is_told(tmp_path: Path) -> None:
    many = TOWNS + "".join(f"Town {n},町,{34 + n % 9},{131 + n},words,1\n" for n in range(12)) * 1
    rows = many + "".join(f"Place {n},町,{33.5 + n / 5},{145 + n / 3},words,1\n" for n in range(30))
    told = [one for one in codes(project(tmp_path, f"{POINTS}, text: what", towns=rows)) if "the list" in one.message]
    assert {one.code for one in told} == {"RD644"}


def test_columns_of_the_list_without_numbers_are_told(tmp_path: Path) -> None:
    made = project(tmp_path, POINTS.replace("numbered: true", "text: what"))
    [fault] = codes(made)
    assert (fault.code, "`numbered: true`" in fault.hint) == ("RD024", True)
    unknown = project(tmp_path, f"{POINTS}, value: poeple")
    [fault] = codes(unknown)
    assert (fault.code, fault.label) == ("RD601", "did you mean `people`?")


@pytest.mark.parametrize(("extent", "text"), [("", "500 km"), ("extent: [138.8, 37.7, 139.4, 38.1]\n", "20 km")])
def test_the_scale_is_as_long_as_it_says(extent: str, text: str, tmp_path: Path) -> None:
    points = POINTS.replace(", numbered: true", "") + (", where: 'name == \"Niigata\"'" if extent else "")
    made = project(tmp_path, points, f"scale_bar: true\n{extent}")
    found = made.deck()
    layout = layouts(found)[0]
    assert layout.scale is not None
    assert layout.scale.text.text == text
    x1, y1, x2, y2 = layout.scale.line
    assert y1 == y2
    if not extent:  # Tokyo and Sapporo are 831 km apart
        (ax, ay, _), (bx, by, _) = layout.dots[1], layout.dots[2]
        assert (x2 - x1) / math.dist((ax, ay), (bx, by)) == pytest.approx(500 / 831, rel=0.03)
    assert "500" in render(found, "html").decode() or extent


def test_a_map_of_the_world_has_no_scale(tmp_path: Path) -> None:
    made = project(tmp_path, POINTS, "scale_bar: true\nextent: [-180, -60, 180, 80]\n")
    assert layouts(made.deck())[0].scale is None
    assert "RD660" in [one.code for one in codes(made)]
