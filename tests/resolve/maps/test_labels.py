"""Labels of the report's maps, in the lengths of three languages, and the lines that link their places."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.design import load_theme
from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import Report
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.model.map import Map
from ria_deck.resolve.labels.candidates import LabelledDot
from ria_deck.resolve.labels.segments import Segment, crosses
from ria_deck.resolve.maps.labels import HOPELESS, place_labels
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

ROOT = Path(__file__).resolve().parents[3]


def strokes(arc: tuple[float, float, float, float, float, float]) -> list[Segment]:
    """A link's curve as a hundred straight pieces."""
    x0, y0, cx, cy, x1, y1 = arc
    places = [
        ((1 - t) ** 2 * x0 + 2 * (1 - t) * t * cx + t * t * x1, (1 - t) ** 2 * y0 + 2 * (1 - t) * t * cy + t * t * y1)
        for t in (step / 100 for step in range(101))
    ]
    return [(*one, *other) for one, other in pairwise(places)]


def letters(label: PlacedText) -> Rect:
    """A label from its capitals' height to its baseline: its box has room above and below them."""
    top = label.box.y + 0.23 * label.size
    return Rect(x=label.box.x, y=top, width=label.box.width, height=0.72 * label.size)


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
def test_no_link_passes_through_the_name_of_a_place(language: str, tmp_path: Path) -> None:
    report = Report()
    shared = SharedInputs(ROOT, load_content(ROOT, report))
    maps: list[Map] = []
    for edition in ("original", "update"):
        variant = Variant(root=ROOT, cache=tmp_path, edition=edition, language=language, outputs=("pptx", "pdf"))
        made = assembled(shared, variant, report)
        assert made is not None
        placed = (one.block for slide in made[0].slides for one in slide.placements)
        maps += [block for block in placed if isinstance(block, Map)]
    drawings = [layout for drawn in maps for layout in (drawn.slide, drawn.handout) if layout is not None]
    assert sum(len(layout.arcs) for layout in drawings) > 15
    touched = [
        label.text
        for layout in drawings
        for label in layout.labels
        if label.text and any(crosses(stroke, letters(label)) for arc in layout.arcs for stroke in strokes(arc))
    ]
    assert touched == []


def test_of_many_names_those_are_set_that_find_room() -> None:
    measurer = Measurer(load_theme(ROOT, Report()))
    spots = [
        LabelledDot(x=5 + 37 * number % 290, y=5 + 53 * number % 140, radius=3.2, text=f"Place {number}", color="ink")
        for number in range(200)
    ]
    found = place_labels(spots, [], (300, 150), 9.0, measurer)
    set_ = [label for label in found.labels if label.text]
    assert len(found.crowded) > HOPELESS
    assert len(set_) + len(found.crowded) == len(spots)
    assert len(set_) > 5
    assert not [(a.text, b.text) for a, b in combinations(set_, 2) if a.box.meets(b.box)]
    assert not [
        label.text
        for label in set_
        for spot in spots
        if label.box.meets(Rect(x=spot.x, y=spot.y, width=0.1, height=0.1))
    ]
