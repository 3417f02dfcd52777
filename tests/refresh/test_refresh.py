"""`refresh`: new numbers in a deck made by hand, and nothing else in it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.util import Pt
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.diagnostics import Report
from ria_deck.refresh.refresh import Refreshed, refresh
from tests.refresh.decks import HandMade, png, project

TAGS = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
MARK = "ria: cars x=year y=units"
OLD = (1000.0, 1100.0, 1200.0)


def refreshed(deck: Path, root: Path, *, grow: bool = False) -> tuple[Refreshed, Report]:
    report = Report()
    return refresh(deck, root, report, grow=grow), report


def done(deck: Path, root: Path, *, grow: bool = False) -> tuple[Refreshed, bytes]:
    found, report = refreshed(deck, root, grow=grow)
    assert [one for one in report.diagnostics if one.severity.value == "error"] == []
    assert found.data is not None
    return found, found.data


def codes(report: Report) -> list[str]:
    return [f"{one.code} {one.message}" for one in report.diagnostics]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def sheet(data: bytes) -> list[tuple[object, ...]]:
    book = next(content for name, content in parts(data).items() if name.endswith(".xlsx"))
    return list(openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True))


def test_a_chart_gets_its_numbers_in_cache_and_workbook_and_nothing_else_changes(tmp_path: Path) -> None:
    made = HandMade()
    made.bars(MARK, {"Used cars": OLD})
    deck = made.save(tmp_path / "old.pptx")
    before = deck.read_bytes()
    found, data = done(deck, project(tmp_path))
    [plot] = Presentation(io.BytesIO(data)).slides[0].shapes[0].chart.plots
    assert list(plot.categories) == ["2022", "2023", "2024"]
    assert list(plot.series[0].values) == [1500, 1800, 2100]
    assert sheet(data) == [(None, "Used cars"), ("2022", 1500), ("2023", 1800), ("2024", 2100)]
    changed = [name for name, content in parts(data).items() if parts(before)[name] != content]
    assert [re.sub(r"\d+", "", name) for name in changed] == [
        "ppt/charts/chart.xml",
        "ppt/embeddings/Microsoft_Excel_Sheet.xlsx",
    ]
    chart = next(content for name, content in parts(data).items() if "charts/chart" in name)
    old = next(content for name, content in parts(before).items() if "charts/chart" in name)
    assert re.sub(rb"<c:v>[^<]*</c:v>", b"", chart) == re.sub(rb"<c:v>[^<]*</c:v>", b"", old)
    assert [(change.at, change.old, change.new) for change in found.changes] == [
        ("Sheet1!B2", "1000", "1500"),
        ("Sheet1!B3", "1100", "1800"),
        ("Sheet1!B4", "1200", "2100"),
    ]
    assert [str(cell) for cell in found.changes[0].cells] == ["data/cars.csv [year=2022] units"]
    assert deck.read_bytes() == before


def test_a_second_refresh_with_the_same_data_changes_nothing(tmp_path: Path) -> None:
    made = HandMade()
    made.bars(MARK, {"Used cars": OLD})
    made.text("Sold: ", "{{ cars.last(", "'units') | number }}", " cars")
    deck = made.save(tmp_path / "old.pptx")
    _, data = done(deck, project(tmp_path))
    again = tmp_path / "again.pptx"
    again.write_bytes(data)
    found, second = done(again, tmp_path)
    assert found.changes == ()
    assert parts(second) == parts(data)


@pytest.mark.parametrize(
    ("alternative", "mark"),
    [
        ("ria: cars x=year y=units\nBars of cars by year.", True),
        ("Bars of cars by year.\nria: cars x=year y=units", False),
    ],
)
def test_the_first_line_of_the_alternative_text_binds(tmp_path: Path, alternative: str, *, mark: bool) -> None:
    made = HandMade()
    frame = made.bars("Chart 1", {"Used cars": OLD})
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alternative)
    found, report = refreshed(made.save(tmp_path / "old.pptx"), project(tmp_path))
    assert (found.data is not None) is mark
    assert [one[:5] for one in codes(report)] == ([] if mark else ["RD841"])


def test_series_are_found_by_name_and_a_missing_row_is_a_gap(tmp_path: Path) -> None:
    made = HandMade()
    made.bars("ria: ports x=year y=ships color=port", {"Akita": (1.0, 2.0), "Niigata": (3.0, None)}, (2022, 2023))
    _, data = done(made.save(tmp_path / "old.pptx"), project(tmp_path))
    akita, niigata = Presentation(io.BytesIO(data)).slides[0].shapes[0].chart.plots[0].series
    assert (akita.name, list(akita.values)) == ("Akita", [6, None])
    assert (niigata.name, list(niigata.values)) == ("Niigata", [4, 5])
    assert sheet(data)[2] == ("2023", None, 5)


def test_another_number_of_categories_is_refused_unless_the_chart_may_grow(tmp_path: Path) -> None:
    made = HandMade()
    made.bars(MARK, {"Used cars": OLD})
    made.bars(f"{MARK} where='year > 2022'", {"Used cars": OLD})
    deck = made.save(tmp_path / "old.pptx")
    root = project(tmp_path, cars="year,units,share\n2022,1,0\n2023,2,0\n2024,3,0\n2025,4,0\n2026,5,0\n")
    found, report = refreshed(deck, root)
    assert found.data is None
    assert codes(report) == [
        "RD844 the chart has 3 categories, but the table gives 5",
        "RD844 the chart has 3 categories, but the table gives 4",
    ]
    _, data = done(deck, root, grow=True)
    charts = [slide.shapes[0].chart.plots[0] for slide in Presentation(io.BytesIO(data)).slides]
    assert [list(plot.categories) for plot in charts] == [
        ["2022", "2023", "2024", "2025", "2026"],
        ["2023", "2024", "2025", "2026"],
    ]
    assert [list(plot.series[0].values) for plot in charts] == [[1, 2, 3, 4, 5], [2, 3, 4, 5]]
    assert sheet(data)[-1] == ("2026", 5)
    assert b"$B$2:$B$6" in b"".join(content for name, content in parts(data).items() if "charts/chart" in name)


def test_a_chart_may_shrink(tmp_path: Path) -> None:
    made = HandMade()
    made.bars(f"{MARK} where='year > 2022' grow", {"Used cars": OLD})
    _, data = done(made.save(tmp_path / "old.pptx"), project(tmp_path))
    [plot] = Presentation(io.BytesIO(data)).slides[0].shapes[0].chart.plots
    assert (list(plot.categories), list(plot.series[0].values)) == (["2023", "2024"], [1800, 2100])
    assert sheet(data) == [(None, "Used cars"), ("2023", 1800), ("2024", 2100), (None, None)]


def test_a_scatter_chart_takes_its_points(tmp_path: Path) -> None:
    made = HandMade()
    made.scatter("ria: cars x=units y=share", [(1, 2), (3, 4), (5, 6)])
    _, data = done(made.save(tmp_path / "old.pptx"), project(tmp_path))
    [series] = Presentation(io.BytesIO(data)).slides[0].shapes[0].chart.plots[0].series
    assert list(series.values) == [0.25, 0.3, 0.35]
    assert [row[0] for row in sheet(data)[1:]] == [1500, 1800, 2100]


def test_a_chart_that_differs_from_its_workbook_is_refused(tmp_path: Path) -> None:
    made = HandMade()
    made.bars(MARK, {"Used cars": OLD})
    deck = made.save(tmp_path / "old.pptx")
    contents = parts(deck.read_bytes())
    with zipfile.ZipFile(deck, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, re.sub(rb"<c:v>1100(\.0)?</c:v>", b"<c:v>1101</c:v>", content))
    found, report = refreshed(deck, project(tmp_path))
    assert found.data is None
    assert codes(report) == ["RD845 the chart shows 1101, but its workbook has 1100 in Sheet1!B3"]


def test_a_table_is_bound_by_its_columns_or_its_heads(tmp_path: Path) -> None:
    made = HandMade()
    rows = [["Year", "Cars", "Share"], ["2022", "1,000", "20.0%"], ["2023", "1,100", "21.0%"], ["2024", "9", "22.0%"]]
    made.table("ria: cars columns=year,units,share", rows)
    made.table("ria: ports rows=port where='year == 2022'", [["Port", "ships"], ["Akita", "0"], ["Niigata", "0"]])
    _, data = done(made.save(tmp_path / "old.pptx"), project(tmp_path))
    first, second = (slide.shapes[0].table for slide in Presentation(io.BytesIO(data)).slides)
    assert [[cell.text for cell in row.cells] for row in first.rows][1:] == [
        ["2022", "1,500", "25.0%"],
        ["2023", "1,800", "30.0%"],
        ["2024", "2,100", "35.0%"],
    ]
    assert [[cell.text for cell in row.cells] for row in second.rows][1:] == [["Akita", "6"], ["Niigata", "4"]]


def test_a_table_grows_in_the_form_of_its_last_row(tmp_path: Path) -> None:
    made = HandMade()
    frame = made.table("ria: cars columns=year,units grow", [["Year", "Cars"], ["2022", "1,000"]])
    frame.table.cell(1, 1).text_frame.paragraphs[0].runs[0].font.size = Pt(9)
    height = frame.height
    _, data = done(made.save(tmp_path / "old.pptx"), project(tmp_path))
    shape = Presentation(io.BytesIO(data)).slides[0].shapes[0]
    assert [[cell.text for cell in row.cells] for row in shape.table.rows] == [
        ["Year", "Cars"],
        ["2022", "1,500"],
        ["2023", "1,800"],
        ["2024", "2,100"],
    ]
    sizes = [row.cells[1].text_frame.paragraphs[0].runs[0].font.size for row in list(shape.table.rows)[1:]]
    assert sizes == [Pt(9)] * 3
    assert shape.height > height


def test_texts_keep_their_runs_and_are_found_again_next_month(tmp_path: Path) -> None:
    made = HandMade()
    made.text("In 2024: ", "{{ cars.value(“units”, ", "year=2024) | number }}", " cars, ", "all told")
    deck = made.save(tmp_path / "old.pptx")
    _, data = done(deck, project(tmp_path))
    paragraph = Presentation(io.BytesIO(data)).slides[0].shapes[0].text_frame.paragraphs[0]
    assert paragraph.text == "In 2024: 2,100 cars, all told"
    assert [(run.text, run.font.bold) for run in paragraph.runs] == [
        ("In 2024: ", False),
        ("2,100", True),
        (" cars, ", True),
        ("all told", False),
    ]
    edited = Presentation(io.BytesIO(data))
    edited.slides[0].shapes[0].text_frame.paragraphs[0].runs[0].text = "Last year: "
    edited.save(str(deck))
    later = project(tmp_path, cars="year,units,share\n2022,1,0\n2023,2,0\n2024,2400,0.4\n")
    _, data = done(deck, later)
    assert Presentation(io.BytesIO(data)).slides[0].shapes[0].text_frame.text == "Last year: 2,400 cars, all told"


def test_a_value_that_a_person_wrote_over_is_refused(tmp_path: Path) -> None:
    made = HandMade()
    made.text("Cars: {{ cars.last('units') | number }}")
    deck = made.save(tmp_path / "old.pptx")
    _, data = done(deck, project(tmp_path))
    edited = Presentation(io.BytesIO(data))
    edited.slides[0].shapes[0].text_frame.paragraphs[0].runs[0].text = "Cars: about two thousand"
    edited.save(str(deck))
    found, report = refreshed(deck, tmp_path)
    assert found.data is None
    assert codes(report) == [
        "RD847 a value was overwritten by hand: “Cars: 2,100” is now “Cars: about two thousand”",
    ]


def test_a_picture_is_replaced_where_its_proportions_agree(tmp_path: Path) -> None:
    made = HandMade()
    made.picture("Photo")
    deck = made.save(tmp_path / "old.pptx")
    root = project(tmp_path, refresh="shapes:\n  - {shape: Photo, image: new.png}\n")
    (root / "new.png").write_bytes(png("red", (80, 60)))
    _, data = done(deck, root)
    assert Presentation(io.BytesIO(data)).slides[0].shapes[0].image.blob == png("red", (80, 60))
    (root / "new.png").write_bytes(png("red", (80, 80)))
    _, report = refreshed(deck, root)
    assert codes(report) == ["RD848 `new.png` has different proportions than the picture"]


def test_refresh_yaml_binds_by_name_and_checks_claims(tmp_path: Path) -> None:
    made = HandMade()
    made.bars("Chart 1", {"Used cars": OLD})
    made.text("Exports rose every year")
    deck = made.save(tmp_path / "old.pptx")
    entry = "shapes:\n  - {shape: Chart 1, data: cars, x: year, y: units}\n"
    claim = "claims:\n  - {that: 'cars.value(\"units\", year=2024) > %s', says: Exports rose every year}\n"
    done(deck, project(tmp_path, refresh=entry + claim % 2000))
    _, report = refreshed(deck, project(tmp_path, refresh=entry + claim % 3000))
    assert [one[:5] for one in codes(report)] == ["RD240"]


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("ria: cars x=yaer y=units", "RD841 the table `cars` has no column `yaer`"),
        ("ria: carz x=year y=units", "RD600"),
        ("ria: cars x=year", "RD841 a chart needs `x=` and `y=`"),
        ("ria: cars x=year z=units", "RD841 the mark `ria: cars x=year z=units` can't be read: `z` is not a key"),
        ("ria: cars x=year y=units where='unitz > 1'", "RD203"),
        ("ria: ports x=year y=ships", "RD844 `ports` has two rows for year = 2022 (lines 2 and 4)"),
        ("ria: cars x=year y=units,share", "RD844 the chart has 1 series, but the table gives 2"),
    ],
)
def test_mistakes_in_marks_name_the_slide_and_shape(tmp_path: Path, mark: str, message: str) -> None:
    made = HandMade()
    made.bars(mark, {"Used cars": OLD})
    found, report = refreshed(made.save(tmp_path / "old.pptx"), project(tmp_path))
    assert found.data is None
    assert [one[: len(message)] for one in codes(report)] == [message]
    assert report.diagnostics[0].span is not None
    assert str(report.diagnostics[0].span).startswith("old.pptx:slide 1, ria: ")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "it is encrypted, or a file of PowerPoint 97"),
        (b"not a zip", "it can't be unpacked"),
    ],
)
def test_what_is_no_deck_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    deck = tmp_path / "old.pptx"
    deck.write_bytes(data)
    _, report = refreshed(deck, project(tmp_path))
    assert len(report.diagnostics) == 1
    assert report.diagnostics[0].code == "RD840"
    assert why in report.diagnostics[0].message


def test_refresh_yaml_that_names_no_shape_is_an_error(tmp_path: Path) -> None:
    made = HandMade()
    made.bars("Chart 1", {"Used cars": OLD})
    deck = made.save(tmp_path / "old.pptx")
    root = project(tmp_path, refresh="shapes:\n  - {shape: Chart 2, data: cars, x: year, y: units}\n")
    _, report = refreshed(deck, root)
    assert codes(report) == ["RD842 the deck has no shape `Chart 2`"]


def test_a_fixed_axis_that_a_value_leaves_is_worth_a_look(tmp_path: Path) -> None:
    made = HandMade()
    frame = made.bars(MARK, {"Used cars": OLD})
    frame.chart.value_axis.maximum_scale = 2000
    _, report = refreshed(made.save(tmp_path / "old.pptx"), project(tmp_path))
    assert codes(report) == ["RD849 the axis ends at 2000.0, but a value is 2100"]


def test_the_command_records_every_value_with_its_cells_for_explain_and_diff(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = HandMade()
    made.bars(MARK, {"Used cars": (1500.0, 1100.0, 1200.0)})
    made.text('In all {{ cars.sum("units") | number }} cars')
    deck = made.save(tmp_path / "old.pptx")
    monkeypatch.chdir(project(tmp_path))
    run = CliRunner().invoke
    dry = run(app, ["refresh", "old.pptx", "--dry-run"])
    assert (dry.exit_code, (tmp_path / "build").exists()) == (0, False)
    done = run(app, ["refresh", "old.pptx", "-o", "new.pptx"])
    assert done.exit_code == 0, done.output
    assert "wrote new.pptx; `ria-deck explain NUMBER` tells where a value comes from" in done.output
    explained = run(app, ["explain", "1500"])  # it stayed as it was, and is recorded all the same
    assert explained.exit_code == 0, explained.output
    assert "from data/cars.csv, year=2022, units: 1500" in explained.output
    assert "in new.pptx, slide 1 (old.pptx), ria: cars x=year y=units, Sheet1!B2" in explained.output
    on_slide = run(app, ["explain", "new.pptx", "2"])
    assert "5,400" in on_slide.output
    assert on_slide.output.count("from data/cars.csv") == 3
    changed = run(app, ["diff", "old.pptx", "new.pptx"])
    assert changed.exit_code == 0
    assert "1,100 → 1,800" in changed.output or "1100 → 1800" in changed.output
    run(app, ["refresh", "old.pptx", "-o", "other.pptx"])
    assert "other.pptx, slide 1" in run(app, ["explain", "2100"]).output
    assert "new.pptx, slide 1" in run(app, ["explain", "2100"]).output
    cleaned = run(app, ["clean"])
    assert cleaned.exit_code == 0, cleaned.output
    assert list((tmp_path / "build").glob("*.json")) == []
    assert deck.is_file()
    assert (tmp_path / "new.pptx").is_file()


def test_a_picture_chart_in_the_place_of_a_table_is_refused(tmp_path: Path) -> None:
    made = HandMade()
    made.table("ria: cars columns=year,unitz", [["Year", "Cars"], ["2022", "1"], ["2023", "1"], ["2024", "1"]])
    _, report = refreshed(made.save(tmp_path / "old.pptx"), project(tmp_path))
    assert codes(report) == ["RD846 the table `cars` has no column `unitz`"]


def test_a_chart_that_think_cell_draws_is_refused(tmp_path: Path) -> None:
    made = HandMade()
    frame = made.bars(MARK, {"Used cars": (1.0, 2.0, 3.0)})
    kept = '<p:tagLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
    xml = f'{kept}<p:tag name="THINKCELLSHAPEDONOTDELETE" val="t0"/></p:tagLst>'
    page = frame.part
    part = Part(PackURI("/ppt/tags/tag1.xml"), TAGS, page.package, xml.encode())
    name = page.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/tags")
    place = frame._element.nvGraphicFramePr.find(qn("p:nvPr"))
    tags = etree.SubElement(etree.SubElement(place, qn("p:custDataLst")), qn("p:tags"))
    tags.set(qn("r:id"), name)
    deck = made.save(tmp_path / "deck.pptx")
    report = Report()
    assert refresh(deck, project(tmp_path), report).data is None
    assert [one.code for one in report.diagnostics] == ["RD843"]
    assert report.diagnostics[0].message.startswith("the shape is think-cell's")


def test_categories_on_one_level_are_refreshed_as_others_are(tmp_path: Path) -> None:
    """PptxGenJS writes all categories so."""
    made = HandMade()
    frame = made.bars(MARK, {"Used cars": OLD})
    reference = next(frame.chart._chartSpace.iter(qn("c:cat")))[0]
    reference.tag = qn("c:multiLvlStrRef")
    cache = reference[1]
    cache.tag = qn("c:multiLvlStrCache")
    level = etree.SubElement(cache, qn("c:lvl"))
    for point in cache.findall(qn("c:pt")):
        level.append(point)
    deck = made.save(tmp_path / "old.pptx")
    old = next(one for name, one in parts(deck.read_bytes()).items() if "charts/chart" in name)
    root = project(tmp_path, cars="year,units,share\n2022,1500,0.25\n2024,1800,0.3\n2025,2100,0.35\n")
    _, data = done(deck, root)
    new = next(one for name, one in parts(data).items() if "charts/chart" in name)
    assert re.findall(rb"<c:v>(\d+)(?:\.0)?</c:v>", old) == [b"2022", b"2023", b"2024", b"1000", b"1100", b"1200"]
    assert re.findall(rb"<c:v>(\d+)(?:\.0)?</c:v>", new) == [b"2022", b"2024", b"2025", b"1500", b"1800", b"2100"]
    longer = project(tmp_path, cars="year,units,share\n2022,1,0\n2023,1,0\n2024,1,0\n2025,2,0\n")
    found, report = refreshed(deck, longer, grow=True)
    assert found.data is None
    assert "its categories have levels" in codes(report)[0]
