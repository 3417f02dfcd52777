"""Every code of a diagnostic is provoked by a test: here those that no test of one subject comes across, each by a small
project, and the promise itself."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.codes import CODES
from ria_deck.diagnostics import Report
from ria_deck.pipeline import Options, check
from ria_deck.record import pages
from ria_deck.refresh.refresh import refresh
from tests.refresh.decks import HandMade, png, project
from tests.small_project import PACKAGE, REPORT, built

SLIDE = "## A slide {#a}\n\n- Words\n"
JAPANESE = REPORT.replace("languages: [en]", "languages: [en, ja]")
PLACES = """\
sources: [{name: s, title: Office}]
resources:
- name: p
  path: p.csv
  sources: [{name: s}]
  schema: {fields: [{name: k}, {name: lat, type: number}, {name: lon, type: number}]}
"""
MAP = "## A map {{#m layout=map}}\n\n```{{map}}\npoints: {{data: p, lat: lat, lon: lon, label: k{}}}\nalt: a\n```\n"
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
CATALOG = HEAD + '{}msgctxt "a/title"\nmsgid "A slide"\nmsgstr "{}"\n'
AXES = "  - {{mark: line, encoding: {{x: {{field: k, type: ordinal}}, y: {{field: {}}}}}}}\n"
SLOT = "ria: {{layouts: {{own: {{slots: {{body: {{{}}}}}}}}}}}\n"


def places(rows: str) -> dict[str, str]:
    return {"data/datapackage.yaml": PLACES, "data/p.csv": f"k,lat,lon\n{rows}"}


CASES: list[tuple[str, dict[str, str]]] = [
    ("RD148", {"content/01.md": SLIDE + "\n. . .\n\nLater.\n"}),
    ("RD148", {"content/01.md": SLIDE + "\n+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n"}),
    ("RD148", {"content/01.md": SLIDE + "\n| A verse\n|    in two lines\n"}),
    ("RD148", {"content/01.md": SLIDE + "\n  Right     Left\n-------     ------\n     12     12\n"}),
    ("RD148", {"content/01.md": SLIDE + "- :smile:\n"}),
    ("RD148", {"content/01.md": SLIDE + "- ==marked==\n"}),
    ("RD148", {"content/01.md": SLIDE + "\na. alpha\nb. beta\n"}),
    ("RD149", {"content/01.md": SLIDE + "- Ask @octocat\n"}),
    ("RD158", {"content/01.md": SLIDE, "content/02.md": "---\ntitle: Nothing yet\n---\n"}),
    ("RD220", {"content/01.md": SLIDE.replace("#a", '#a sources="nobody"')}),
    (
        "RD327",
        {
            "content/01.md": SLIDE,
            "data/t.csv": "k,v\nab,1\n",
            "data/datapackage.yaml": PACKAGE.replace("name: k", "name: k, constraints: {minLength: 3}"),
        },
    ),
    (
        "RD327",
        {
            "content/01.md": SLIDE,
            "data/t.csv": "k,v\nabcd,1\n",
            "data/datapackage.yaml": PACKAGE.replace("name: k", "name: k, constraints: {maxLength: 3}"),
        },
    ),
    ("RD331", {"content/01.md": SLIDE, "data/t.csv": "k,v\n" + "a,b\n" * 20_001}),
    (
        "RD420",
        {"content/report.yaml": JAPANESE + "policy: {untranslated: error}\n", "content/01.md": SLIDE},
    ),
    (
        "RD421",
        {
            "content/report.yaml": JAPANESE + "policy: {stale: error}\n",
            "content/01.md": SLIDE,
            "content/locale/ja.po": CATALOG.format("#, fuzzy\n", "スライド"),
        },
    ),
    (
        "RD436",
        {
            "content/report.yaml": JAPANESE,
            "content/01.md": SLIDE,
            "content/locale/glossary.yaml": "slide: {jaa: スライド}\n",
        },
    ),
    (
        "RD436",
        {"content/report.yaml": JAPANESE, "content/01.md": SLIDE, "content/locale/glossary.yaml": "slide: {ja: ''}\n"},
    ),
    (
        "RD511",
        {"content/01.md": SLIDE, "templates/theme.yaml": "typography: {fonts: [{family: My Sans, like: Ariel}]}\n"},
    ),
    ("RD517", {"content/01.md": SLIDE, "templates/theme.yaml": SLOT.format("role: body, idx: 30")}),
    ("RD518", {"content/01.md": SLIDE, "templates/theme.yaml": SLOT.format("role: body, idx: 30, box: [9, 2, 6, 3]")}),
    (
        "RD519",
        {
            "content/01.md": SLIDE,
            "templates/theme.yaml": SLOT.format("role: body, idx: 30, box: [1, 2, 6, 3], style: {color: inkk}"),
        },
    ),
    ("RD520", {"content/01.md": SLIDE, "templates/theme.yaml": SLOT.format("role: body, idx: 20, box: [1, 2, 6, 3]")}),
    (
        "RD533",
        {"content/01.md": "# T\n\n## A part {#b layout=section}\n\nWords[^n]\n\n[^n]: A note.\n"},
    ),
    (
        "RD619",
        {
            "content/01.md": "## A chart {#c layout=chart}\n\n```{chart}\ndata: t\nlayer:\n"
            + "".join(AXES.format(column) for column in "vwx")
            + "resolve: {scale: {y: independent}}\nalt: a\n```\n",
            "data/t.csv": "k,v,w,x\na,1,2,3\nb,2,3,4\n",
            "data/datapackage.yaml": PACKAGE.replace(
                "{name: v, type: number}", "{name: v, type: number}, {name: w, type: number}, {name: x, type: number}"
            ),
        },
    ),
    ("RD640", {"content/01.md": MAP.format(", where: 'lat > 80'"), **places("Niigata,37.9,139\n")}),
    ("RD641", {"content/01.md": MAP.format(""), **places("Niigata,37.9,139\nAkita,,\n")}),
    ("RD642", {"content/01.md": MAP.format(""), **places("Niigata,37.9,139\nAkita,139.7,140.1\n")}),
    (
        "RD644",
        {
            "content/01.md": MAP.format(""),
            **places(
                "".join(f"Harbour number {n} of the coast,{37.9 + n / 900},139\n" for n in range(40)) + "Far,35,130\n"
            ),
        },
    ),
]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300"/></svg>'
CREDIT = '"a.{{ language }}.svg": {credit: B, licence: CC0, source: drawn here}\n'
MANY = "k,v\n" + "".join(f"r{n},{n}\n" for n in range(1_001))
TABLE = "## A table {#b layout=table}\n\n```{table}\ndata: t\n```\n"
TIMELINE = "## Years {#y layout=chart}\n\n```{timeline}\ndata: t\ndate: v\nlabel: k\nalt: a\n```\n"
CASES += [
    ("RD159", {"content/01.md": "## A\n\n- b\n\n" * 1_001}),
    ("RD624", {"content/01.md": TABLE, "data/t.csv": MANY}),
    ("RD649", {"content/01.md": MAP.format(""), **places("".join(f"p{n},37,139\n" for n in range(501)))}),
    (
        "RD654",
        {
            "content/01.md": TIMELINE,
            "data/t.csv": "k,v\n" + "".join(f"e{n},{1900 + n}\n" for n in range(61)),
            "data/datapackage.yaml": PACKAGE.replace("type: number", "type: year"),
        },
    ),
    (
        "RD512",
        {
            "content/01.md": SLIDE,
            "templates/theme.yaml": "typography: {fonts: [{family: My Sans, files: [gone.ttf]}]}\n",
        },
    ),
    ("RD522", {"content/01.md": SLIDE, "templates/theme.yaml": "ria: {layouts: {bullets: {lead: nowhere}}}\n"}),
    ("RD534", {"content/01.md": TABLE, "data/t.csv": "k,v\n" + "".join(f"a word of row {n},{n}\n" for n in range(60))}),
    ("RD544", {"content/01.md": SLIDE, "templates/a.pptx": "", "templates/b.pptx": ""}),
    (
        "RD408",
        {
            "content/report.yaml": JAPANESE,
            "content/01.md": SLIDE,
            "content/locale/ja.po": CATALOG.format("", "長い" * 10_001),
        },
    ),
    (
        "RD409",
        {
            "content/report.yaml": JAPANESE,
            "content/01.md": SLIDE,
            "content/locale/ja.po": CATALOG.format("", "スライド").replace("UTF-8\\n", "UTF-8\\nLanguage: ru\\n"),
        },
    ),
    (
        "RD410",
        {
            "content/report.yaml": JAPANESE,
            "content/01.md": SLIDE,
            "content/locale/ja.po": CATALOG.format('#, fuzzy\n#| msgid "One slide"\n', "スライド"),
        },
    ),
    (
        "RD437",
        {
            "content/report.yaml": JAPANESE,
            "content/01.md": SLIDE.replace("A slide", "The slide of the first year"),
            "content/locale/ja.po": CATALOG.format("", "Слайд первого года").replace(
                "A slide", "The slide of the first year"
            ),
        },
    ),
    (
        "RD412",
        {
            "content/report.yaml": JAPANESE,
            "content/01.md": "## P {#p layout=picture}\n\n![A](images/a.{{ language }}.svg)\n",
            "content/images/a.en.svg": SVG,
            "content/images/credits.yaml": CREDIT,
        },
    ),
]


@pytest.mark.parametrize(("code", "files"), CASES, ids=[f"{code}-{at}" for at, (code, _) in enumerate(CASES)])
def test_a_small_project_provokes_it(code: str, files: dict[str, str], tmp_path: Path) -> None:
    found = next((one for one in built(tmp_path, files, outputs=("pptx",)).told if one.code == code), None)
    assert found is not None
    assert found.message


def told(arguments: list[str], root: Path) -> str:
    return CliRunner().invoke(app, ["--project", str(root), *arguments]).output


def test_what_was_built_is_asked_for_first(tmp_path: Path) -> None:
    project = built(tmp_path, {"content/01.md": SLIDE})
    assert "RD810" in told(["explain", "12"], tmp_path)
    assert project.codes == []
    CliRunner().invoke(app, ["build", "--project", str(tmp_path)])
    assert "RD811" in told(["explain", "12"], tmp_path)


def test_sheets_of_translators_that_came_back_otherwise(tmp_path: Path) -> None:
    built(tmp_path, {"content/report.yaml": JAPANESE, "content/01.md": SLIDE})
    sheet = tmp_path / "ja.xlsx"
    told(["i18n", "export", str(sheet), "--lang", "ja"], tmp_path)
    book = load_workbook(sheet)
    rows = {row[0].value: row for row in book.active.iter_rows()}
    rows["Words"][1].value = "言葉"
    book.save(sheet)
    (tmp_path / "content/01.md").write_text(SLIDE.replace("Words", "Other words"), "utf-8")
    assert "RD440" in told(["i18n", "import", str(sheet), "--lang", "ja"], tmp_path)
    sheet.write_bytes(b"no workbook")
    assert "RD441" in told(["i18n", "import", str(sheet), "--lang", "ja"], tmp_path)
    broken = tmp_path / "ja.xlf"
    broken.write_text("<xliff", "utf-8")
    assert "RD441" in told(["i18n", "import", str(broken), "--lang", "ja"], tmp_path)


def test_deliverables_stay_out_of_what_builds_read(tmp_path: Path) -> None:
    built(tmp_path, {"content/01.md": SLIDE})
    assert "RD902" in told(["build", "--output", str(tmp_path / "data")], tmp_path)


def test_judges_that_are_not_installed_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(tmp_path, {"content/01.md": SLIDE})
    monkeypatch.setattr("ria_deck.pipeline.missing_judges", lambda: ("verapdf",))
    assert "RD791" in [found.code for found in check(tmp_path, Options(output=tmp_path / "out", jobs=1), deep=True)]


def test_a_shape_that_takes_no_numbers_is_not_refreshed(tmp_path: Path) -> None:
    made = HandMade()
    shape = made.slide().shapes.add_picture(io.BytesIO(png("red")), 0, 0)
    shape.name = "ria: cars x=year y=units"
    report = Report()
    refresh(made.save(tmp_path / "old.pptx"), project(tmp_path), report)
    assert [found.code for found in report.diagnostics] == ["RD843"]


def test_decks_that_libreoffice_cannot_print_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = built(tmp_path, {"content/01.md": SLIDE})
    deck = project.out / "t.en.pptx"
    monkeypatch.setattr(pages.shutil, "which", lambda name: name)

    def fails(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 1, b"", b"it has no display")

    monkeypatch.setattr(pages.subprocess, "run", fails)
    report = Report()
    assert pages._printed([(deck, deck)], tmp_path, report) == {}
    assert [(found.code, "it has no display" in found.message) for found in report.diagnostics] == [("RD814", True)]


def test_every_code_is_provoked_by_a_test() -> None:
    """A code that none names is one that nothing shows to be told, or dead."""
    here = Path(__file__).parent
    texts = (
        path.read_text("utf-8")
        for path in here.rglob("*")
        if path.suffix in {".py", ".txt", ".md", ".toml", ".yaml"} and "node_modules" not in path.parts
    )
    named = {code for text in texts for code in re.findall(r"RD[0-9]{3}", text)}
    assert sorted(set(CODES) - named) == []


def test_a_column_of_true_and_false_in_a_table_is_named_with_a_way_out(tmp_path: Path) -> None:
    files = {
        "content/01.md": "## A table {#a layout=table}\n\n```{table}\ndata: t\n```\n",
        "data/t.csv": "k,v\na,true\nb,false\n",
        "data/datapackage.yaml": PACKAGE.replace("type: number", "type: boolean"),
    }
    assert [(found.code, found.message, found.hint) for found in built(tmp_path, files).told] == [
        (
            "RD214",
            "`v`: true and false can't be formatted",
            "declare the column as `string` to print its words, or leave it out",
        )
    ]
    followed = {"data/datapackage.yaml": PACKAGE.replace("type: number", "type: string")}
    assert built(tmp_path, followed).codes == []
