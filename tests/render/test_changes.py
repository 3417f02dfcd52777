"""Arrows with the change between two numbers: reckoned from the data, native, and right after an edit."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from types import ModuleType

import openpyxl
import pypdfium2 as pdfium
import pytest

from tests.render.chart_reading import Native
from tests.small_project import PACKAGE, REPORT, BuiltProject, built

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DATA = "k,v\n2019,200\n2020,150\n2021,\n2022,180\n2023,224\n"
BARS = """mark: bar
encoding: {x: {field: k, type: ordinal}, y: {field: v, title: Ships}}
annotations: [{kind: change, x: "2019", """
STACK = PACKAGE.replace("{name: k}", "{name: k}, {name: g}")
PARTS = "k,g,v\n2019,A,10\n2019,B,30\n2020,A,20\n2020,B,40\n"
STACKED = "mark: bar\nencoding: {x: {field: k, type: ordinal}, y: v, color: g}\nlabels: total\n"


def deck_of(root: Path, chart: str, *, report: str = REPORT, data: str = DATA, package: str = PACKAGE) -> BuiltProject:
    slide = f"# T\n\n## Ships {{#p layout=chart}}\n\n```{{chart}}\ndata: t\nalt: Ships a year.\n{chart}```\n"
    files = {
        "content/report.yaml": report,
        "content/1.md": slide,
        "data/t.csv": data,
        "data/datapackage.yaml": package,
    }
    return built(root, files)


def sheet_of(made: BuiltProject) -> openpyxl.worksheet.worksheet.Worksheet:
    with zipfile.ZipFile(made.out / "t.en.pptx") as package:
        book = next(name for name in package.namelist() if name.startswith("ppt/embeddings/"))
        return openpyxl.load_workbook(io.BytesIO(package.read(book))).active


def words(made: BuiltProject) -> str:
    pages = pdfium.PdfDocument(made.out / "t.en.pdf")
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return text


@pytest.mark.parametrize(
    ("rest", "shown"),
    [
        ('x2: "2023"}]\n', "+12%"),
        ('x2: "2020"}]\n', "-25%"),
        ('x2: "2023", format: "0.0%", text: in four years}]\n', "+12.0% in four years"),
        ('x2: "2023", format: "#,##0"}]\n', "+24"),
    ],
)
def test_the_number_is_reckoned_from_the_data(rest: str, shown: str, tmp_path: Path) -> None:
    made = deck_of(tmp_path, BARS + rest)
    assert made.codes == []
    native = Native((made.out / "t.en.pptx").read_bytes(), 1)
    assert [field.findtext("{*}t") for field in native.root.iter("{*}fld")] == [shown]
    assert shown in words(made)


def test_the_workbook_reckons_change_height_and_ends(tmp_path: Path) -> None:
    sheet = sheet_of(deck_of(tmp_path, BARS + 'x2: "2023"}]\n'))
    heads = [cell.value for cell in sheet[1]]
    assert heads == ["k", "(2019 → 2023 1)", "Ships", "(line 1)", "(arrow 1)", "(line 1 −)", "(arrow 1 −)"]
    assert [cell.value for cell in sheet["B"]][1:] == [None, None, "=$C$6/$C$2-1", None, None]
    assert sheet["B4"].number_format == "+0%;-0%;0%"
    assert all(cell.value == sheet["D2"].value for cell in sheet["D"][1:])
    assert sheet["D2"].value.startswith("=MAX($C$2:$C$6)*1.")
    assert sheet["E6"].value == "=D6"
    assert sheet["F2"].value.startswith("=MAX(D2-$C$2*")
    assert [sheet[place].value for place in ("E2", "F6", "G2")] == [None, None, None]


def test_only_its_second_end_is_an_arrow_and_no_row_that_is_added_has_one(tmp_path: Path) -> None:
    made = deck_of(tmp_path, BARS + 'x2: "2023"}]\n')
    native = Native((made.out / "t.en.pptx").read_bytes(), 1)
    arrows = [series for series in native.series() if series.find(f"{C}errBars") is not None]
    assert [len(list(series.iter("{*}tailEnd"))) for series in arrows] == [0, 1]
    with zipfile.ZipFile(made.out / "t.en.pptx") as package:
        book = next(name for name in package.namelist() if name.startswith("ppt/embeddings/"))
        table = zipfile.ZipFile(io.BytesIO(package.read(book))).read("xl/tables/table1.xml")
    assert b"calculatedColumnFormula" not in table


def test_stacks_change_as_a_whole_and_one_part_by_its_name(tmp_path: Path) -> None:
    whole = deck_of(
        tmp_path / "a",
        STACKED + 'annotations: [{kind: change, x: "2019", x2: "2020"}]\n',
        data=PARTS,
        package=STACK,
    )
    part = deck_of(
        tmp_path / "b",
        STACKED + 'annotations: [{kind: change, x: "2019", x2: "2020", series: B, format: "0%"}]\n',
        data=PARTS,
        package=STACK,
    )
    assert "+50%" in words(whole)
    assert "+33%" in words(part)


def test_arrows_that_would_cross_stand_one_over_the_other(tmp_path: Path) -> None:
    made = deck_of(
        tmp_path,
        BARS + 'x2: "2023"}, {kind: change, x: "2019", x2: "2020"}]\n',
    )
    sheet = sheet_of(made)
    heads = [cell.value for cell in sheet[1]]
    with zipfile.ZipFile(made.out / "t.en.pptx") as package:
        book = next(name for name in package.namelist() if name.startswith("ppt/embeddings/"))
        cached = openpyxl.load_workbook(io.BytesIO(package.read(book)), data_only=True).active
    long, short = (cached.cell(2, heads.index(f"(line {number})") + 1).value for number in (1, 2))
    assert long > short > 200


@pytest.mark.parametrize(
    ("rest", "code", "said"),
    [
        ('x2: "2021"}]\n', "RD617", "there is no number at 2021"),
        ('x2: "1999"}]\n', "RD617", "`1999` is not on the chart"),
        ('x2: "2019"}]\n', "RD617", "it begins and ends at the same place"),
        ("}]\n", "RD021", "`x2` is missing"),
        ('x2: "2023", y: 3}]\n', "RD044", "a change can't have `y`"),
        ('x2: "2023", series: Trips}]\n', "RD617", "there is no series `Trips`"),
    ],
)
def test_what_no_change_can_be_shown_for_is_told(rest: str, code: str, said: str, tmp_path: Path) -> None:
    made = deck_of(tmp_path, BARS + rest)
    assert [(code, True)] == [(found.code, said in found.message) for found in made.told]
    assert all(found.hint for found in made.told)


@pytest.mark.parametrize(
    ("chart", "code", "said"),
    [
        (
            BARS.replace("{x: {field: k, type: ordinal}, y: {field: v", "{y: {field: k, type: nominal}, x: {field: v"),
            "RD618",
            "horizontal",
        ),
        (BARS.replace("title: Ships", "title: Ships, scale: {type: log}"), "RD618", "logarithmic"),
        (BARS.replace("title: Ships", 'title: Ships, format: "0%"'), "RD617", "two ways"),
        (BARS.replace('kind: change, x: "2019", ', 'text: A, x: "2020", '), "RD044", "only a change has `x2`"),
        (BARS.replace('kind: change, x: "2019", ', 'x: "2020", '), "RD021", "`text` is missing"),
    ],
)
def test_charts_that_have_no_place_for_arrows_say_so(chart: str, code: str, said: str, tmp_path: Path) -> None:
    made = deck_of(tmp_path, chart + 'x2: "2023"}]\n', data=DATA.replace("2021,\n", ""))
    assert any(found.code == code and said in found.message and found.hint for found in made.told), made.told


def test_a_change_from_nothing_has_no_per_cent(tmp_path: Path) -> None:
    data = DATA.replace("2019,200", "2019,0")
    made = deck_of(tmp_path, BARS + 'x2: "2023"}]\n', data=data)
    assert [found.message for found in made.told] == ["the change from 0 has no per cent"]
    shown = deck_of(tmp_path, BARS + 'x2: "2023", format: "#,##0"}]\n', data=data)
    assert "+224" in words(shown)


@pytest.mark.parametrize("theme", ["paper", "night"])
def test_every_judge_is_content(
    theme: str, tmp_path: Path, ooxml: ModuleType, audit: ModuleType, pdfua: ModuleType
) -> None:
    made = deck_of(tmp_path, BARS + 'x2: "2023"}]\n', report=REPORT + f"theme: {theme}\n")
    assert made.codes == []
    assert ooxml.validate(made.out / "t.en.pptx") == []
    assert audit.validate(made.out / "t.en.pptx") == []
    assert pdfua.validate(made.out / "t.en.pdf") == []


def test_an_arrow_among_several_series_has_the_colour_of_its_own(tmp_path: Path) -> None:
    notes = '{kind: change, x: "2019", x2: "2020", series: B}, {kind: change, x: "2019", x2: "2020"}'
    made = deck_of(tmp_path, f"{STACKED}annotations: [{notes}]\n", data=PARTS, package=STACK)
    chart = made.part("ppt/charts/chart1.xml")
    series = {one.findtext("{*}tx//{*}v"): one for one in chart.iter("{*}ser")}
    ends = [
        series[f"({end} {arrow})"].find("{*}errBars//{*}schemeClr") for arrow in (1, 2) for end in ("line", "arrow")
    ]
    part = series["B"].find("{*}spPr//{*}schemeClr").get("val")
    assert [end.get("val") for end in ends] == [part, part, "tx2", "tx2"]  # the second is of the whole stack
