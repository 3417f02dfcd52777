"""Two decks made by hand, compared by what they show."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.diagnostics import Report
from ria_deck.record.deck_changes import compare_decks, deck_changes_as

BOX = (Inches(1), Inches(2), Inches(4), Inches(3))
Settings = dict[str, Any]


def deck(path: Path, **settings: Any) -> Path:
    """Three slides: bullets with notes and a picture, a table in a deck of one's own, two charts."""
    made = Presentation()
    first = made.slides.add_slide(made.slide_layouts[1])
    first.shapes.title.text = "Cars"
    first.placeholders[1].text = settings.get("bullet", "Exports fell.")
    first.notes_slide.notes_text_frame.text = settings.get("notes", "Say it slowly.")
    picture = BytesIO()
    Image.new("RGB", (4, 4), settings.get("colour", "red")).save(picture, "PNG")
    first.shapes.add_picture(picture, *BOX)
    group = first.shapes.add_group_shape()
    group.shapes.add_textbox(*BOX).text_frame.text = settings.get("label", "Otaru")
    second = made.slides.add_slide(made.slide_layouts[5])
    second.shapes.title.text = settings.get("title", "Ports")
    table = second.shapes.add_table(2, 2, *BOX).table
    for index, text in enumerate(("Port", "Cars", "Otaru", settings.get("cell", "4,012"))):
        table.cell(index // 2, index % 2).text = text
    third = made.slides.add_slide(made.slide_layouts[5])
    third.shapes.title.text = "Charts"
    data = CategoryChartData()
    data.categories = [settings.get("category", "2008"), "2009"]
    data.add_series(settings.get("series", "cars"), (563369, settings.get("value", 53180)))
    third.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, data)
    points = XyChartData()
    points.add_series("spread").add_data_point(1, settings.get("y", 2))
    third.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *BOX, points)
    if settings.get("hidden"):
        third._element.set("show", "0")
    if settings.get("swap"):
        ids = made.slides._sldIdLst
        ids.insert(0, ids[1])
    if settings.get("more"):
        made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = "A new one"
    made.save(str(path))
    return path


def told(tmp_path: Path, settings: Settings) -> str:
    report = Report()
    changes = compare_decks(deck(tmp_path / "a.pptx"), deck(tmp_path / "b.pptx", **settings), report)
    assert changes is not None
    assert not report.diagnostics
    return deck_changes_as("text", changes)


@pytest.mark.parametrize(
    ("settings", "lines"),
    [
        ({}, ["Nothing changed."]),
        ({"bullet": "Exports rose."}, ["slide 1 “Cars”", "  text 1: Exports fell. → Exports rose."]),
        ({"notes": "Say it fast."}, ["slide 1 “Cars”", "  notes, paragraph 1: Say it slowly. → Say it fast."]),
        ({"colour": "blue"}, ["slide 1 “Cars”", "  picture 1: different image"]),
        ({"label": "Toyama"}, ["slide 1 “Cars”", "  text 2: Otaru → Toyama"]),
        ({"title": "Harbours"}, ["slide 2 “Harbours”", "  title: Ports → Harbours"]),
        ({"cell": "4,013"}, ["slide 2 “Ports”", "  table 1, row 2, column 2: 4,012 → 4,013"]),
        ({"value": 53181}, ["slide 3 “Charts”", "  chart 1, cars, 2009: 53180 → 53181"]),
        ({"value": 53180.001}, ["slide 3 “Charts”", "  chart 1, cars, 2009: 53180 → 53180.001"]),
        ({"y": 3}, ["slide 3 “Charts”", "  chart 2, spread, 1: 2 → 3"]),
        ({"hidden": True}, ["slide 3 “Charts”", "  hidden now"]),
        ({"swap": True}, ["slide 2 “Cars”, was slide 1"]),
        ({"more": True}, ["slide 4 “A new one”: new"]),
    ],
)
def test_each_kind_of_change_is_told_with_its_place(settings: Settings, lines: list[str], tmp_path: Path) -> None:
    shown = told(tmp_path, settings).splitlines()
    assert shown[: len(lines)] == lines
    if settings.keys() & {"series", "category"}:
        assert len(shown) > 2


@pytest.mark.parametrize("settings", [{"series": "vans"}, {"category": "2007"}])
def test_a_renamed_series_or_category_is_told(settings: Settings, tmp_path: Path) -> None:
    text = told(tmp_path, settings)
    assert "cars, 2008: 563369 → nothing" in text
    assert next(iter(settings.values())) in text


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["diff", *words])


@pytest.mark.parametrize(
    ("form", "check"),
    [
        ("text", lambda out: out.startswith("slide 1 “Cars”\n  text 1: Exports fell. → More.")),
        ("markdown", lambda out: out.startswith("- **slide 1 “Cars”**\n  - text 1: ")),
        ("html", lambda out: "<li>text 1: Exports fell. → More.</li>" in out),
        ("json", lambda out: json.loads(out)[0]["places"][0]["new"] == "More."),
    ],
)
def test_the_command_compares_decks_outside_of_a_project(
    form: str, check: Callable[[str], bool], tmp_path: Path
) -> None:
    before, after = deck(tmp_path / "a.pptx"), deck(tmp_path / "b.pptx", bullet="More.")
    found = run(str(before), str(after), "--format", form)
    assert found.exit_code == 0
    assert check(found.output)


def test_a_file_that_is_no_deck_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    broken = tmp_path / "b.pptx"
    broken.write_text("no deck")
    found = run(str(deck(tmp_path / "a.pptx")), str(broken))
    assert found.exit_code == 1
    assert "RD815" in found.output
    assert "Traceback" not in found.output
