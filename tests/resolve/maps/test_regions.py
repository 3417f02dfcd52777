"""Maps of regions filled by their numbers: classes, shades, outlines, what is told, and what the outputs hold."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from ria_deck.api import Project, render
from ria_deck.data.readers.region_shapes import MOST_BYTES, RegionFileError, region_layers
from ria_deck.diagnostics import Diagnostic, Severity
from ria_deck.model.deck import Deck
from ria_deck.model.map import Map
from ria_deck.model.tint import graded
from ria_deck.record.manifest import deck_record
from ria_deck.resolve.maps.grading import class_bounds, class_of
from tests.check.deck_to_break import unzipped
from tests.design.colour_sight import SIGHTS, apart

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\n"
PACKAGE = """
sources: [{name: s, title: S}]
resources:
  - name: people
    path: people.csv
    sources: [{name: s}]
    schema:
      fields: [{name: place, title: Place}, {name: n, type: integer, title: People}, {name: year, type: year}, {name: word}]
  - name: towns
    path: towns.csv
    sources: [{name: s}]
    schema: {fields: [{name: name}, {name: lat, type: number}, {name: lon, type: number}]}
"""
PEOPLE = "place,n,year,word\nNorth,12,2025,a\nEast,120,2025,a\nSouth,1200,2025,a\nWest,,2025,a\n"
SQUARES = {"North": (140, 38), "East": (142, 36), "South": (140, 34), "West": (138, 36)}
REGIONS = "data: people, key: place, value: n, shapes: land.geojson"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def square(lon: float, lat: float, side: float = 2) -> list[list[float]]:
    return [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]


def geojson(names: Sequence[str] = tuple(SQUARES), **more: object) -> str:
    features = [
        {
            "type": "Feature",
            "id": number,
            "properties": {"code": f"c{number}", "name": name, **more},
            "geometry": {"type": "Polygon", "coordinates": [square(*SQUARES[name])]},
        }
        for number, name in enumerate(names)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def project(root: Path, regions: str = REGIONS, more: str = "", theme: str = "", **files: str) -> Project:
    block = f"```{{map}}\nregions: {{{regions}}}\n{more}alt: A map.\n```\n"
    texts = {
        "content/report.yaml": REPORT + theme,
        "content/01.md": f"---\ntitle: One\nsources: [s]\n---\n\n## Map {{#m layout=map}}\n\n{block}",
        "data/datapackage.yaml": PACKAGE,
        "data/people.csv": PEOPLE,
        "data/towns.csv": "name,lat,lon\nPort,35,141\nHill,39,141\n",
        "data/land.geojson": geojson(),
        **files,
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return Project.open(root)


def drawn(deck: Deck) -> Map:
    [found] = [placed.block for slide in deck.slides for placed in slide.placements if isinstance(placed.block, Map)]
    return found


def told(made: Project) -> list[Diagnostic]:
    return [one for one in made.check().diagnostics if one.code != "RD334"]  # a table that is never used


def test_regions_have_the_shade_of_their_class_in_the_deck_and_in_print(tmp_path: Path) -> None:
    deck = project(tmp_path, f"{REGIONS}, classes: [100, 1000]").deck()
    found = drawn(deck)
    assert found.regions is not None
    assert found.slide is not None
    assert found.slide.areas is not None
    assert [(area.name, area.text, area.grade) for area in found.regions.areas] == [
        ("North", "12", 0),
        ("East", "120", 1),
        ("South", "1,200", 2),
        ("West", "", -1),
    ]
    words = [text.text for text in found.slide.legend]
    assert words == ["People", "≥ 1,000", "100–1,000", "< 100", "no data"]
    shades = [None if tint is None else tint.rgb(deck.theme.colors[tint.role]) for tint in found.slide.areas.colors]
    slide = etree.fromstring(unzipped(render(deck, "pptx"))["ppt/slides/slide3.xml"])
    regions = [one for one in slide.iter("{*}sp") if one.find(".//{*}cNvPr").get("name").startswith("Region ")]
    assert [one.find(".//{*}cNvPr").get("name") for one in regions] == [f"Region {name}" for name in SQUARES]
    for region, shade in zip(regions, shades, strict=True):
        assert region.find(f".//{DRAWING}custGeom//{DRAWING}lnTo") is not None
        fill = region.find("{*}spPr").find(f"{DRAWING}solidFill")
        scheme = fill.find(f"{DRAWING}schemeClr")
        assert (scheme is not None and scheme.get("val") == "accent1") == (shade is not None)
    printed = render(deck, "html").decode()
    for shade in filter(None, shades):
        assert printed.count(f"fill: #{shade.lower()}") == 2, shade  # the region and the legend


def test_every_number_knows_its_cell_and_stands_in_the_data_tables(tmp_path: Path) -> None:
    deck = project(tmp_path).deck()
    [record] = [one for one in deck_record(deck)["slides"][-1]["texts"] if one.get("text") == "People"]
    assert [(one["x"], one["raw"], one["cells"][0][0]) for one in record["points"][:3]] == [
        ("North", 12, "data/people.csv"),
        ("East", 120, "data/people.csv"),
        ("South", 1200, "data/people.csv"),
    ]
    [table] = deck.data_tables
    assert table.head == ("Place", "People")
    assert [row[:2] for row in table.rows] == [("North", "12"), ("East", "120"), ("South", "1,200"), ("West", "–")]


def test_topojson_has_the_same_regions(tmp_path: Path) -> None:
    """Two squares side by side that share an arc, one of them running it backwards; numbers are steps from the last."""
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [138, 34]},
        "arcs": [
            [[4, 0], [0, 4]],
            [[4, 4], [-4, 0], [0, -4], [4, 0]],
            [[4, 0], [4, 0], [0, 4], [-4, 0]],
        ],
        "objects": {
            "lines": {"type": "GeometryCollection", "geometries": [{"type": "LineString", "arcs": [0]}]},
            "land": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "properties": {"name": "North"}, "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "properties": {"name": "East"}, "arcs": [[[2, -1]]]},
                ],
            },
        },
    }
    (tmp_path / "land.topojson").write_text(json.dumps(topology))
    layers = region_layers(tmp_path / "land.topojson")
    assert list(layers) == ["land"]
    north, east = layers["land"]
    assert set(north.rings[0]) == {(138, 34), (140, 34), (140, 36), (138, 36)}
    assert set(east.rings[0]) == {(140, 34), (142, 34), (142, 36), (140, 36)}
    assert (north.text("name"), north.text("none"), len(east.rings[0])) == ("North", "", 4)


def test_a_hole_stays_open(tmp_path: Path) -> None:
    outer, inner = square(140, 36, 4), square(141, 37)[::-1]
    feature = {
        "type": "Feature",
        "properties": {"name": "North"},
        "geometry": {"type": "Polygon", "coordinates": [outer, inner]},
    }
    land = json.dumps({"type": "FeatureCollection", "features": [feature]})
    made = project(tmp_path, f"{REGIONS}, where: 'place == \"North\"'", **{"data/land.geojson": land})
    deck = made.deck()
    layout = drawn(deck).slide
    assert layout is not None
    assert layout.areas is not None
    assert len(layout.areas.rings[0]) == 2
    assert re.search(r"<path[^>]*fill-rule=\"evenodd\"", render(deck, "html").decode())


def test_a_file_that_has_the_numbers_itself_needs_no_table(tmp_path: Path) -> None:
    land = json.loads(geojson())
    for feature, number in zip(land["features"], (1, 2, 3.5, None), strict=True):
        feature["properties"]["people"] = number
    made = project(tmp_path, "data: land.geojson, key: name, value: people", **{"data/land.geojson": json.dumps(land)})
    deck = made.deck()
    regions = drawn(deck).regions
    assert regions is not None
    assert [area.value.raw for area in regions.areas if area.value is not None] == [1, 2, 3.5, None]
    assert str(regions.areas[0].value.cells[0]) == "data/land.geojson [name=North] people"  # type: ignore[union-attr]
    assert regions.head == ("name", "people")


def test_two_colours_part_at_the_middle(tmp_path: Path) -> None:
    people = "place,n,year,word\nNorth,-5,2025,a\nEast,-1,2025,a\nSouth,3,2025,a\nWest,9,2025,a\n"
    deck = project(tmp_path, f"{REGIONS}, classes: 4, middle: 0", **{"data/people.csv": people}).deck()
    found = drawn(deck)
    assert found.regions is not None
    assert found.slide is not None
    assert found.slide.areas is not None
    assert (found.regions.labels, found.regions.sides) == (("< -2", "-2 – 0", "0–5", "≥ 5"), (-1, -1, 1, 1))
    roles = [tint.role for tint in found.slide.areas.colors if tint]
    assert roles == ["series-2", "series-2", "series-1", "series-1"]


def test_a_dark_slide_and_a_white_page_have_shades_of_their_own(tmp_path: Path) -> None:
    deck = project(tmp_path, theme="theme: night\n").deck()
    found = drawn(deck)
    assert found.slide is not None
    assert found.handout is not None
    for layout, colors in ((found.slide, deck.theme.colors), (found.handout, deck.theme.printed)):
        assert layout.areas is not None
        assert layout.areas.colors[2] == graded("series-1", colors, 3)[2]


def test_names_over_dark_regions_have_a_ground(tmp_path: Path) -> None:
    points = "points: {data: towns, lat: lat, lon: lon, label: name}\n"
    layout = drawn(project(tmp_path, f"{REGIONS}, classes: [100, 1000]", points).deck()).slide
    assert layout is not None
    [plate] = layout.plates  # Port stands in the darkest region, Hill in a pale one
    [port] = [label for label in layout.labels if label.text == "Port"]
    assert plate.meets(port.box)


def test_the_legend_covers_no_region(tmp_path: Path) -> None:
    whole = json.loads(geojson(["North"]))
    whole["features"][0]["geometry"]["coordinates"] = [[[130, 30], [146, 30], [146, 44], [130, 44], [130, 30]]]
    made = project(tmp_path, f"{REGIONS}, where: 'place == \"North\"'", **{"data/land.geojson": json.dumps(whole)})
    for layout in (drawn(made.deck()).slide, drawn(made.deck()).handout):
        assert layout is not None
        assert layout.areas is not None
        [(ring,)] = layout.areas.rings
        assert (
            layout.plate is None
            or max(x for x, _ in ring) < layout.plate.x
            or min(x for x, _ in ring) > layout.plate.right
        )


FAULTS: dict[str, tuple[str, str, str, str]] = {
    "no such file": (REGIONS.replace("land.g", "lnad.g"), "", "RD657", "did you mean `land.geojson`?"),
    "no JSON": (REGIONS, "{", "RD657", "it is not JSON"),
    "no polygons": (REGIONS, '{"type": "FeatureCollection", "features": []}', "RD657", "it has no polygons"),
    "not geographic": (REGIONS, '{"type": "Table"}', "RD657", "neither GeoJSON"),
    "metres": (REGIONS, geojson().replace("142", "4212000"), "RD657", "export it in degrees"),
    "a place of words": (REGIONS, geojson().replace("142", '"a"'), "RD657", "no pair of numbers"),
    "not a number": (REGIONS, geojson().replace("142", "NaN"), "RD657", "NaN is not a number"),
    "a line": (REGIONS, re.sub(r", \[142.*?\]\]\]", "]]", geojson(["North"])), "RD657", "it needs four"),
    "arcs that aren't there": (
        REGIONS,
        '{"type": "Topology", "arcs": [], "objects": {"a": {"type": "Polygon", "arcs": [[0]]}}}',
        "RD657",
        "names arcs that aren't there",
    ),
    "an unknown column": (REGIONS.replace("key: place", "key: plcae"), "", "RD601", "did you mean `place`?"),
    "a column of words": (REGIONS.replace("value: n", "value: word"), "", "RD602", "not numbers"),
    "no region by that name": (REGIONS.replace("key: place", "key: word"), "", "RD603", "with `where`"),
    "another property": (f"{REGIONS}, feature: code", "", "RD658", "`name`: North, East, South"),
    "no rows": (f'{REGIONS}, where: "n > 5000"', "", "RD640", "match this map's filters"),
    "an unknown colour": (f"{REGIONS}, color: accnet", "", "RD608", "did you mean `accent`?"),
    "a format for dates": (f"{REGIONS}, format: yyyy", "", "RD616", "doesn't suit"),
    "bounds that don't grow": (f"{REGIONS}, classes: [9, 5]", "", "RD024", "must grow"),
    "too many classes": (f"{REGIONS}, classes: 12", "", "RD024", "2 to 9"),
    "without a file": ("data: people, key: place, value: n", "", "RD021", "`shapes: regions.geojson`"),
    "an unknown property": ("data: land.geojson, key: name, value: x", "", "RD657", "its properties: code, name"),
    "a property of words": ("data: land.geojson, key: name, value: code", "", "RD602", "is no number"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_mistakes_are_told_with_what_mends_them(name: str, tmp_path: Path) -> None:
    regions, land, code, words = FAULTS[name]
    files = {"data/land.geojson": land} if land else {}
    [fault] = [one for one in told(project(tmp_path, regions, **files)) if one.severity is Severity.ERROR]
    assert fault.code == code
    assert words in f"{fault.message} {fault.label} {fault.hint}"
    assert fault.span is not None
    assert fault.span.path == "content/01.md"


def test_rows_without_a_region_and_regions_without_a_row_are_told(tmp_path: Path) -> None:
    people = PEOPLE.replace("East", "Est").replace("North", "NORTH ")
    warning, note = told(project(tmp_path, **{"data/people.csv": people}))
    assert (warning.code, warning.severity, warning.label) == ("RD658", Severity.WARNING, "did you mean `East`?")
    assert "“Est”" in warning.message
    assert (note.code, note.severity) == ("RD659", Severity.NOTE)
    assert "“East”" in note.message


def test_regions_that_the_rows_leave_out_on_purpose_are_land(tmp_path: Path) -> None:
    made = project(tmp_path, f'{REGIONS}, where: "n > 100"')
    assert told(made) == []
    layout = drawn(made.deck()).slide
    assert layout is not None
    assert "no data" not in [text.text for text in layout.legend]


def test_a_map_of_nothing_and_lines_without_points_are_told(tmp_path: Path) -> None:
    made = project(tmp_path, more="links: {data: people, from: place, to: place}\n")
    assert "the map needs `points`" in told(made)[0].message
    topic = tmp_path / "content/01.md"
    topic.write_text(re.sub(r"regions:.*\nlinks:.*\n", "", topic.read_text()))
    assert "a map needs `points` or `regions`" in told(Project.open(tmp_path))[0].message


def test_large_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "land.geojson"
    path.write_bytes(b" " * (MOST_BYTES + 1))
    with pytest.raises(RegionFileError, match="32 MB"):
        region_layers(path)
    deep = tmp_path / "deep.geojson"
    deep.write_text("[" * 100_000)
    with pytest.raises(RegionFileError, match="too deep"):
        region_layers(deep)


def test_bounds_are_round_and_classes_alike() -> None:
    values = [Decimal(one) for one in (3, 8, 12, 14, 33, 47, 58, 120, 370, 990, 1210, 5200)]
    bounds = class_bounds(values, 4)
    assert [str(one) for one in bounds] == ["14", "50", "500"]
    assert [class_of(value, bounds) for value in values] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert class_bounds([Decimal(5)] * 4, 3) == []
    assert class_bounds([Decimal(1), Decimal(1), Decimal(1), Decimal(2)], 3) == [2]
    assert class_bounds([Decimal(2), Decimal(3)], 4, Decimal(0)) == [Decimal(3)]
    small = class_bounds([Decimal(one) for one in ("0.011", "0.013", "0.4", "0.41")], 2)
    assert [str(one) for one in small] == ["0.25"]


@pytest.mark.parametrize("name", ["", "night", "mono", "sand"])
def test_shades_of_a_class_differ_from_the_next_for_all_eyes(name: str, tmp_path: Path) -> None:
    theme = project(tmp_path, theme=f"theme: {name}\n" if name else "").deck().theme
    for colors in filter(None, (theme.colors, theme.printed)):
        for role in ("series-1", "accent"):
            shades = [tint.rgb(colors[role]) for tint in graded(role, colors, 5)]
            for sight in SIGHTS:
                assert min(apart(one, two, sight) for one, two in pairwise(shades)) > 5, (role, sight, shades)
