"""Small multiples: a panel for each value of a column, native in the deck, one figure everywhere else."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from types import ModuleType

import openpyxl
import pypdfium2 as pdfium
import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Emu

from tests.render.edited_charts import edited
from tests.small_project import REPORT, BuiltProject, built

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
- name: t
  path: t.csv
  sources: [{name: s}]
  "ria:translations": {port: {ja: port_ja}}
  schema:
    fields:
    - {name: port, title: Port}
    - {name: port_ja}
    - {name: year, type: year, title: Year}
    - {name: n, type: integer, title: Ships}
    - {name: m, type: integer, title: Goods}
"""
JA = {"Niigata": "新潟", "Ogi": "小木", "Naoetsu": "直江津", "Ryotsu": "両津"}
ROWS = [
    (port, JA[port], year, (index + 1) * 100 + 7 * (year - 2019), (index + 1) * 40)
    for index, port in enumerate(JA)
    for year in range(2019, 2025)
]
DATA = "port,port_ja,year,n,m\n" + "".join(",".join(map(str, row)) + "\n" for row in ROWS)
LINES = "mark: line\nencoding: {x: year, y: {field: n, title: Ships a year}, facet: port}\n"


def deck_of(root: Path, chart: str, *, report: str = REPORT, layout: str = "chart", data: str = DATA) -> BuiltProject:
    slide = f"# T\n\n## Ports {{#p layout={layout}}}\n\n```{{chart}}\ndata: t\nalt: Ships of each port.\n{chart}```\n"
    files = {
        "content/report.yaml": report,
        "content/1.md": slide,
        "data/t.csv": data,
        "data/datapackage.yaml": PACKAGE,
    }
    return built(root, files)


def panels(made: BuiltProject, language: str = "en") -> list[tuple[str, etree._Element, Emu, Emu]]:
    """Title, chart part and corner of each chart of the deck."""
    shapes = (shape for slide in made.deck(language).slides for shape in slide.shapes if shape.has_chart)
    return [
        (
            "".join(one.text for one in shape.chart._chartSpace.find(f"{C}chart/{C}title").iter("{*}t")),
            shape.chart._chartSpace,
            shape.left,
            shape.top,
        )
        for shape in shapes
    ]


def values(one: etree._Element, tag: str) -> list[str]:
    return [found.get("val", "") for found in one.iter(C + tag)]


def test_each_panel_is_a_native_chart_of_its_own_in_a_grid(tmp_path: Path) -> None:
    made = deck_of(tmp_path, LINES.replace("facet: port", "facet: {field: port, columns: 2}"))
    assert made.codes == []
    found = panels(made)
    assert [title for title, *_ in found] == list(JA)
    assert len({left for _, _, left, _ in found}) == len({top for *_, top in found}) == 2
    shown = [[values(axis, "tickLblPos")[0] for axis in one.iter(C + "catAx", C + "valAx")] for _, one, *_ in found]
    assert shown == [
        ["none", "nextTo"],
        ["none", "none"],
        ["low", "nextTo"],
        ["low", "none"],
    ]  # names below, values left
    with zipfile.ZipFile(tmp_path / "out/t.en.pptx") as package:
        books = [name for name in package.namelist() if name.startswith("ppt/embeddings/")]
        first = openpyxl.load_workbook(io.BytesIO(package.read(sorted(books)[0]))).active
    assert len(books) == 4
    assert [cell.value for cell in first[1]] == ["Year", "Ships a year", "(scale)"]
    assert [cell.value for cell in first["C"]][1:] == [435, *[None] * 5]


def test_bounds_are_alike_and_nothing_is_cut_off_after_an_edit(tmp_path: Path) -> None:
    made = deck_of(tmp_path, LINES)
    assert all(values(one, "max") == [] for _, one, *_ in panels(made))
    assert len({tuple(values(one, "majorUnit")) for _, one, *_ in panels(made)}) == 1
    deck = Presentation(io.BytesIO(edited((tmp_path / "out/t.en.pptx").read_bytes())))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert [len(chart.plots) for chart in charts] == [2, 2, 2, 2]
    assert all(values(chart._chartSpace, "max") == [] for chart in charts)


def test_series_have_their_colour_in_every_panel_and_one_name_for_all(tmp_path: Path) -> None:
    chart = (
        "transform: [{fold: [n, m]}, {filter: \"port != 'Ogi' or key == 'n'\"}]\n"
        "mark: bar\nencoding: {x: {field: year, type: ordinal}, y: value, color: key, facet: port}\nlabels: none\n"
    )
    made = deck_of(tmp_path, chart)
    assert made.codes == []
    for title, one, *_ in panels(made):
        bars = next(one.iter(C + "barChart"))
        names = ["".join(series.find(f"{C}tx").itertext()).split("$")[-1] for series in bars.iter(C + "ser")]
        assert len(names) == 2, title
        assert list(one.iter(C + "legend")) == []
        fills = [series.find(f"{C}spPr").find(".//{*}schemeClr").get("val") for series in bars.iter(C + "ser")]
        assert fills == ["accent1", "accent2"]
    words = made.texts(next(i for i, s in enumerate(made.deck().slides, 1) if any(x.has_chart for x in s.shapes)))
    assert words.count("Ships") == words.count("Goods") == 1


def test_the_handout_has_one_figure_with_one_number_and_one_table(tmp_path: Path) -> None:
    made = deck_of(tmp_path, LINES + "caption: Ships by port\n")
    pages = pdfium.PdfDocument(made.out / "t.en.pdf")
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    assert "Figure 1" in text
    assert "Figure 2" not in text
    assert re.search(r"Year\s+Niigata\s+Ogi\s+Naoetsu\s+Ryotsu", text)
    assert re.search(r"2024\s+135\s+235\s+335\s+435", text)


def test_panels_are_named_in_the_language_of_the_deck(tmp_path: Path) -> None:
    report = REPORT.replace("languages: [en]", "languages: [en, ja]")
    made = deck_of(tmp_path, LINES, report=report)
    assert [title for title, *_ in panels(made, "ja")] == list(JA.values())


@pytest.mark.parametrize(
    ("channels", "order"),
    [
        ("facet: {field: year, sort: descending}", ["2024", "2023", "2022", "2021", "2020", "2019"]),
        ("facet: {field: port, sort: [Ryotsu, Ogi]}", ["Ryotsu", "Ogi", "Niigata", "Naoetsu"]),
        ("facet: {field: port, sort: ascending}", ["Naoetsu", "Niigata", "Ogi", "Ryotsu"]),
    ],
)
def test_panels_stand_in_the_order_that_is_asked_for(channels: str, order: list[str], tmp_path: Path) -> None:
    x = "port" if "year" in channels else "year"
    made = deck_of(
        tmp_path, f"mark: bar\nencoding: {{x: {{field: {x}, type: ordinal}}, y: n, {channels}}}\nlabels: none\n"
    )
    assert [title for title, *_ in panels(made)] == order


def test_lying_bars_and_scatters_have_the_bounds_of_all_panels(tmp_path: Path) -> None:
    lying = deck_of(tmp_path / "a", "mark: bar\nencoding: {y: port, x: n, column: year}\nlabels: none\n")
    scatter = deck_of(
        tmp_path / "b",
        "mark: point\nencoding: {x: n, y: {field: m, type: quantitative}, facet: port}\n".replace(
            "x: n", "x: {field: n, type: quantitative}"
        ),
    )
    for made in (lying, scatter):
        assert made.codes == []
        bounds = {(tuple(values(one, "min")), tuple(values(one, "max"))) for _, one, *_ in panels(made)}
        assert len(bounds) == 1
        assert bounds.pop()[1] != ()


MANY = "port,port_ja,year,n,m\n" + "".join(
    f"P{port},P{port},{year},{port},1\n" for port in range(20) for year in (1, 2)
)


@pytest.mark.parametrize(
    ("chart", "data", "code", "words"),
    [
        (LINES, MANY.replace(",1,", ",2001,").replace(",2,", ",2002,"), "RD633", "20 panels of `chart`"),
        (LINES.replace("port}", "{field: port, columns: 1}}"), DATA, "RD633", "so few side by side have no room"),
        (LINES.replace("facet: port", "facet: harbour"), DATA, "RD601", "has no column `harbour`"),
        (LINES.replace("facet: port", "facet: port, row: year"), DATA, "RD044", "can't be used together"),
        (LINES.replace("facet: port", "column: {field: port, columns: 2}"), DATA, "RD044", "belongs to `facet`"),
        (LINES.replace("mark: line", "mark: waterfall"), DATA, "RD041", "can't be drawn in panels"),
        (LINES + "annotations: [{x: 2020, text: Storm}]\n", DATA, "RD044", "panels can't have `annotations`"),
        (LINES.replace("facet: port", "facet: {field: port, header: {title: X}}"), DATA, "RD020", "`header`"),
    ],
)
def test_what_panels_cannot_be_is_told(chart: str, data: str, code: str, words: str, tmp_path: Path) -> None:
    made = deck_of(tmp_path, chart, data=data)
    told = [found for found in made.told if found.code == code]
    assert told, made.told
    assert any(words in found.message for found in told), told
    assert all(found.hint for found in told)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("theme", ["paper", "night"])
def test_every_judge_is_content(
    language: str, theme: str, tmp_path: Path, ooxml: ModuleType, audit: ModuleType, pdfua: ModuleType
) -> None:
    report = REPORT.replace("languages: [en]", "languages: [en, ja]") + f"theme: {theme}\n"
    made = deck_of(tmp_path, LINES, report=report)
    deck, handout = (made.out / f"t.{language}.{kind}" for kind in ("pptx", "pdf"))
    assert ooxml.validate(deck) == []
    assert audit.validate(deck) == []
    assert pdfua.validate(handout) == []
