"""The handout's page is the theme's: A4, A5, Letter or its own, and nothing on it is broken in two."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from ria_deck import Project, Report, render
from ria_deck.design.theme import load_theme
from ria_deck.starter import start_project

NUMBERS = [[1_000_001 + 137_911 * (6 * row + column) for column in range(6)] for row in range(8)]
PLACES = [f"Place {row + 1}" for row in range(8)]


def project(root: Path, page: str, sheet: str = "") -> Project:
    start_project(root, Report())
    lines = ["place," + ",".join(f"y{year}" for year in range(2020, 2026))]
    lines += [",".join([place, *map(str, numbers)]) for place, numbers in zip(PLACES, NUMBERS, strict=True)]
    (root / "data/visits.csv").write_text("\n".join(lines) + "\n", "utf-8")
    package = root / "data/datapackage.yaml"
    fields = "".join(f"        - {{name: y{year}, type: integer}}\n" for year in range(2020, 2026))
    resource = (
        "  - name: visits\n    path: visits.csv\n    schema:\n      primaryKey: [place]\n      fields:\n"
        f"        - {{name: place, type: string}}\n{fields}"
    )
    package.write_text(package.read_text("utf-8").rstrip() + "\n" + resource, "utf-8")
    (root / "content/03-visits.md").write_text(
        "---\ntitle: Visits\nsources: [example-library]\n---\n\n## Many came {#many layout=table}\n\n"
        "```{table}\ndata: visits\ncolumns:\n  - {field: place, title: Place}\n"
        + "".join(f'  - {{field: y{year}, title: "{year}", format: "#,##0"}}\n' for year in range(2020, 2026))
        + "```\n",
        "utf-8",
    )
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/theme.yaml").write_text(page, "utf-8")
    if sheet:
        (root / "templates/handout.css").write_text(sheet, "utf-8")
    return Project(root)


@pytest.mark.parametrize(
    ("page", "size"),
    [
        ("ria: {page: {size: letter}}", (612.0, 792.0)),
        ("ria: {page: {size: A5}}", (419.53, 595.28)),
        ("ria: {page: {size: [160mm, 9in], margins: [20, 15, 20, 15], columns: 1}}", (453.54, 648.0)),
    ],
)
def test_a_page_of_any_size_breaks_no_number(tmp_path: Path, page: str, size: tuple[float, float]) -> None:
    made = project(tmp_path, page)
    report = made.check()
    assert [found.code for found in report.diagnostics if found.code != "RD250"] == []
    with pypdfium2.PdfDocument(render(made.deck(), "pdf")) as pdf:
        assert {tuple(round(side, 2) for side in page.get_size()) for page in pdf} == {size}
        lines = "\n".join(page.get_textpage().get_text_range() for page in pdf).splitlines()
    for place, numbers in zip(PLACES, NUMBERS, strict=True):
        assert any(" ".join((place, *(f"{number:,}" for number in numbers))) == line.strip() for line in lines), place


def test_size_and_margins_in_the_style_sheet_are_an_error_with_their_place(tmp_path: Path) -> None:
    sheet = (
        "h2 { color: red }\n@page { margin: 25mm 40mm }\n@media print {\n  @page :first { size: A5; color: red }\n}\n"
    )
    report = project(tmp_path, "", sheet).check()
    found = [(one.code, str(one.span)) for one in report.diagnostics]
    assert found == [("RD523", "templates/handout.css:2:9"), ("RD523", "templates/handout.css:4:18")]
    assert [re.findall(r"\{page: .*\}\}", one.hint) for one in report.diagnostics] == [
        ["{page: {margins: [25mm, 21mm, 25mm, 21mm]}}"],
        ["{page: {size: A5}}"],
    ]


def test_margin_boxes_are_the_style_sheets(tmp_path: Path) -> None:
    sheet = "@page { @bottom-right { color: red; margin: 0 1mm } }\n"
    report = Report()
    project(tmp_path, "", sheet)
    load_theme(tmp_path, report)
    assert report.diagnostics == []


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("{size: [210mm, tall]}", "`tall`"),
        ("{size: A5, margins: [10, 60, 10, 60]}", "28 × 190 mm"),
    ],
)
def test_a_page_without_room_is_an_error(tmp_path: Path, page: str, message: str) -> None:
    report = Report()
    project(tmp_path, f"ria: {{page: {page}}}")
    load_theme(tmp_path, report)
    [told] = report.diagnostics
    assert told.code == "RD510"
    assert message in told.message


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("@import 'more.css';", "1:9 the page asks for more.css: No such file or directory"),
        ("a {}\n@media print { h1 { background: url(no.png) } }", "2:33 the page asks for no.png: No such file"),
        ("h1 { background: url('../../x.png') }", "1:22 the page asks for ../../x.png: it is not in templates/"),
        (
            "@font-face { src: url(https://a.example/b.woff) }",
            "1:19 the page asks for https://a.example/b.woff: a build",
        ),
    ],
)
def test_an_address_that_no_build_reads_is_told_by_check_too(tmp_path: Path, sheet: str, told: str) -> None:
    (found,) = [one for one in project(tmp_path, "", sheet).check().diagnostics if one.code == "RD581"]
    assert f"{found.span} {found.message}".startswith(f"templates/handout.css:{told}")


def test_an_address_of_a_file_in_templates_is_none(tmp_path: Path) -> None:
    sheet = (
        "@import url(more.css);\nh1 { background: url('data:image/png;base64,AA==') no-repeat, url(#a) } /* url(x) */\n"
    )
    made = project(tmp_path, "", sheet)
    (tmp_path / "templates/more.css").write_text("p { color: red }", "utf-8")
    assert [one for one in made.check().diagnostics if one.code == "RD581"] == []
