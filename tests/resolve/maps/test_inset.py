"""Maps with an inset, from small projects: what it shows, where it stands, what is told, and both outputs."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.model.deck import Deck
from ria_deck.model.map import InsetLayout, Map, MapLayout
from ria_deck.render.pptx import render_pptx
from ria_deck.render.svg.charts_and_maps import map_svg
from ria_deck.resolve.labels.segments import crosses
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled
from tests.check.deck_to_break import unzipped

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n"
PACKAGE = """
sources: [{name: s, title: S}]
resources:
  - name: towns
    path: towns.csv
    sources: [{name: s}]
    schema:
      fields: [{name: name}, {name: lat, type: number}, {name: lon, type: number}, {name: hub}]
      primaryKey: name
"""
NEAR = ("Toyama", "Takaoka", "Imizu", "Himi", "Namerikawa", "Uozu", "Kurobe")
TOWNS = """name,lat,lon,hub
Sapporo,43.06,141.35,Toyama
Tokyo,35.68,139.77,Toyama
Fukuoka,33.59,130.4,Toyama
Toyama,36.70,137.21,
Takaoka,36.75,137.02,
Imizu,36.73,137.08,
Himi,36.86,136.97,
Namerikawa,36.76,137.34,
Uozu,36.82,137.40,
Kurobe,36.87,137.45,
"""
MAP = """## The towns {{#towns layout=map}}

```{{map}}
points: {{data: towns, lat: lat, lon: lon, label: name}}
links: {{data: towns, from: hub, to: name, where: hub == "Toyama"}}
extent: [128, 31, 146, 46]
inset: {inset}
alt: Map of towns.
```
"""
BAY = "{extent: [136.8, 36.6, 137.6, 36.95], corner: top-left, title: Toyama Bay}"


def resolved(root: Path, inset: str) -> tuple[Deck | None, Map | None, list[Diagnostic]]:
    texts = {
        "content/report.yaml": REPORT,
        "content/01.md": MAP.format(inset=inset),
        "data/datapackage.yaml": PACKAGE,
        "data/towns.csv": TOWNS,
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")
    report = Report()
    variant = Variant(root=root, cache=root / "build/.cache", edition="", language="en", outputs=())
    made = assembled(SharedInputs(root, load_content(root, report)), variant, report)
    blocks = [placed.block for slide in made[0].slides for placed in slide.placements] if made else []
    return (
        made[0] if made else None,
        next((block for block in blocks if isinstance(block, Map)), None),
        report.diagnostics,
    )


def layouts(drawn: Map | None) -> list[tuple[MapLayout, InsetLayout]]:
    assert drawn is not None
    found = [layout for layout in (drawn.slide, drawn.handout) if layout is not None]
    assert len(found) == 2
    return [(layout, layout.inset) for layout in found if layout.inset is not None]


@pytest.fixture(name="bay", scope="module")
def _bay(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deck, Map]:
    deck, drawn, told = resolved(tmp_path_factory.mktemp("bay"), BAY)
    assert told == []
    assert deck is not None
    assert drawn is not None
    return deck, drawn


def test_points_of_the_inset_are_named_in_it_alone(bay: tuple[Deck, Map]) -> None:
    drawn = bay[1]
    for layout, inset in layouts(drawn):
        assert {drawn.points[index].label for index in inset.places} == set(NEAR)
        assert {label.text for label in inset.labels} == set(NEAR)
        assert {label.text for label in layout.labels} == {"Sapporo", "Tokyo", "Fukuoka", ""}
        small = {layout.dots[index][2] for index in inset.places}
        assert max(small) < min(radius for *_, radius in inset.dots)
        assert inset.title is not None
        assert inset.title.text == "Toyama Bay"


def test_the_window_shows_its_region_larger_and_in_its_corner(bay: tuple[Deck, Map]) -> None:
    drawn = bay[1]
    for layout, inset in layouts(drawn):
        window, region = inset.window, inset.region
        assert window.x < 1
        assert window.width / region.width == pytest.approx(window.height / region.height)
        assert window.width > 3 * region.width
        for index, (x, y, _) in zip(inset.places, inset.dots, strict=True):
            on_map = layout.dots[index]
            assert (x - window.x) / window.width == pytest.approx((on_map[0] - region.x) / region.width)
            assert (y - window.y) / window.height == pytest.approx((on_map[1] - region.y) / region.height)


def test_links_end_at_the_dot_on_the_map(bay: tuple[Deck, Map]) -> None:
    drawn = bay[1]
    for layout, _ in layouts(drawn):
        assert len(layout.arcs) == 3
        for link, arc in zip(drawn.links, layout.arcs, strict=True):
            assert arc[:2] == layout.dots[link.start][:2]
            assert arc[4:] == layout.dots[link.end][:2]


def test_no_label_meets_another_or_a_line_that_leads_to_one(bay: tuple[Deck, Map]) -> None:
    drawn = bay[1]
    for layout, inset in layouts(drawn):
        boxes = [text.box for text in layout.texts]
        assert not any(one.meets(other) for one, other in combinations(boxes, 2))
        lines = (*layout.leaders, *inset.leaders)
        assert not [line for line in lines if sum(crosses(line, box) for box in boxes)]
        window = inset.window
        assert all(window.x <= label.box.x and label.box.right <= window.right for label in inset.labels)
        assert all(window.y <= label.box.y and label.box.bottom <= window.bottom for label in inset.labels)


def test_both_outputs_draw_it_in_the_same_place(bay: tuple[Deck, Map]) -> None:
    deck, drawn = bay
    slide = next(
        etree.fromstring(data)
        for name, data in unzipped(render_pptx(deck)).items()
        if name.startswith("ppt/slides/slide") and b'name="Inset"' in data
    )
    named = {shape.get("name"): shape for shape in slide.iter("{*}cNvPr")}
    frame = named["Frame"].getparent().getparent()
    group = frame.getparent()
    assert group.find(".//{*}cNvPr").get("name") == "Inset"
    assert [run.text for run in group.iter("{*}t")].count("Toyama") == 1
    assert drawn.slide is not None
    assert drawn.slide.inset is not None
    size = frame.find(".//{*}ext")
    assert int(size.get("cx")) == pytest.approx(drawn.slide.inset.window.width * 12700, abs=1)
    svg = map_svg(drawn, drawn.slide, deck.theme)
    window = drawn.slide.inset.window
    drawn_to = etree.fromstring(svg).find(f".//{{*}}path[@id='{drawn.name}-inset']").get("d").split()
    assert [float(drawn_to[1]), float(drawn_to[2])] == pytest.approx([window.x, window.y], abs=0.01)


def test_without_a_corner_it_covers_no_place(tmp_path: Path) -> None:
    _, drawn, told = resolved(tmp_path, "{extent: [136.8, 36.6, 137.6, 36.95]}")
    assert told == []
    for layout, inset in layouts(drawn):
        window = inset.window
        places = [dot for index, dot in enumerate(layout.dots) if index not in inset.places]
        assert not any(window.x <= x <= window.right and window.y <= y <= window.bottom for x, y, _ in places)
        assert not window.meets(inset.region)


@pytest.mark.parametrize(
    ("inset", "code", "words"),
    [
        ("{extent: [120, 36.6, 137.6, 36.95]}", "RD645", "the inset's extent is outside the map"),
        ("{extent: [144, 32, 145, 33]}", "RD646", "the inset contains no point of the map"),
        ("{extent: [129, 32, 145, 45], size: 0.8}", "RD648", "times the size"),
        ("{extent: [136.8, 36.6, 137.6, 36.95], corner: bottom-left}", "RD647", "covers “Fukuoka”"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place(tmp_path: Path, inset: str, code: str, words: str) -> None:
    _, _, told = resolved(tmp_path, inset)
    first = next(diagnostic for diagnostic in told if diagnostic.code == code)
    assert words in first.message
    assert first.span is not None
    assert (first.span.path, first.span.line) == ("content/01.md", 7)
    assert first.hint
