"""As a new user does it: a fresh project, built, then broken in every way the manual names; nothing good is ever lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation
from typer.testing import CliRunner

from ria_deck import __version__
from ria_deck.cli.app import app
from ria_deck.diagnostics import BuildError, Report
from ria_deck.pipeline import Built, Options, build
from ria_deck.starter import start_project


@pytest.fixture(scope="session", name="built")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter project, built with warnings failing."""
    root = tmp_path_factory.mktemp("starter")
    report = Report()
    start_project(root, report)
    result = build(root, Options(output=root / "build", jobs=1, strict=True))
    assert not result.diagnostics, result.diagnostics
    return root


@pytest.fixture(name="project")
def _project(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "project"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def run(root: Path) -> Built:
    try:
        return build(root, Options(output=root / "build", jobs=1))
    except BuildError as error:
        return Built(diagnostics=error.diagnostics)


def test_a_fresh_project_builds_a_deck_and_a_handout(built: Path) -> None:
    assert sorted(path.name for path in (built / "build").iterdir()) == [
        ".cache",
        "manifest.json",
        "my-report.en.pdf",
        "my-report.en.pptx",
    ]


def column_widths(root: Path) -> list[float]:
    deck = Presentation(str(root / "build/my-report.en.pptx"))
    (table,) = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    total = sum(column.width for column in table.columns)
    return [round(column.width / total, 2) for column in table.columns]


def test_columns_are_as_wide_as_the_author_asks(project: Path) -> None:
    path = project / "content/02-figures.md"
    edit(path, '{field: year, title: Year, format: "0"}', '{field: year, title: Year, format: "0", width: 0.5}')
    assert not run(project).diagnostics
    year, *others = column_widths(project)
    assert year == 0.5
    assert sum(others) == pytest.approx(0.5, abs=0.02)
    edit(path, "{field: branch, title: Branch}", "{field: branch, title: Branch, width: 0.2}")
    assert not run(project).diagnostics
    assert column_widths(project)[:2] == [0.5, 0.2]


def test_a_word_wider_than_its_table_is_told_and_takes_no_room_of_numbers(project: Path) -> None:
    edit(project / "content/02-figures.md", "title: Branch}", f"title: {'Branch' * 30}}}")
    result = build(project, Options(output=project / "build", jobs=1, outputs=("pptx",)))
    told = {(found.code, "BranchBranch" in found.message) for found in result.diagnostics}
    assert told == {("RD532", True), ("RD535", False)}  # on the slide, in the handout


def test_init_overwrites_nothing(built: Path) -> None:
    report = Report()
    assert start_project(built, report) == []
    assert [found.code for found in report.diagnostics] == ["RD035"]


Break = Callable[[Path], object]

BREAKS: dict[str, tuple[Break, str, str]] = {
    "unknown key": (
        lambda root: edit(root / "content/report.yaml", "outputs:", "outptus:"),
        "RD020",
        "content/report.yaml:12:1",
    ),
    "unknown column": (
        lambda root: edit(
            root / "content/01-words.md", 'loans.sum("loans", year=2025)', 'loans.sum("loan", year=2025)'
        ),
        "RD203",
        "content/01-words.md:8:",
    ),
    "typo in an expression": (
        lambda root: edit(root / "content/01-words.md", "{{ loans.sum(", "{{ loanz.sum("),
        "RD202",
        "content/01-words.md:8:",
    ),
    "missing file": (lambda root: (root / "data/loans.csv").unlink(), "RD310", "data/datapackage.yaml:12:11"),
    "two slides of one id": (
        lambda root: edit(root / "content/02-figures.md", "{#table layout=table}", "{#chart layout=table}"),
        "RD161",
        "content/02-figures.md:",
    ),
    "a block that fits no slot": (
        lambda root: edit(root / "content/02-figures.md", "{#table layout=table}", "{#table layout=bullets}"),
        "RD502",
        "content/02-figures.md:",
    ),
    "a layout that is not there": (
        lambda root: edit(root / "content/02-figures.md", "layout=map}", "layout=mapp}"),
        "RD501",
        "content/02-figures.md:",
    ),
    "a table that breaks its schema": (
        lambda root: edit(root / "data/loans.csv", "2023,Harbour,43750", "2023,Harbour,many"),
        "RD3",
        "data/loans.csv:4:14",
    ),
    "a picture without credit": (
        lambda root: (root / "content/images/credits.yaml").unlink(),
        "RD164",
        "content/02-figures.md:",
    ),
    "broken YAML": (
        lambda root: edit(root / "content/report.yaml", "languages: [en] ", "languages: [en "),
        "RD010",
        "content/report.yaml:",
    ),
    "broken fence": (
        lambda root: edit(root / "content/01-words.md", "::: handout\n", "```sh\necho\n\n::: handout\n"),
        "RD103",
        "content/01-words.md:",
    ),
    "a block that is never closed": (
        lambda root: edit(
            root / "content/02-figures.md", "caption: Loans by branch\n```", "caption: Loans by branch\n"
        ),
        "RD103",
        "content/02-figures.md:13:4",
    ),
    "a block without braces": (
        lambda root: edit(root / "content/02-figures.md", "```{chart}", "```chart"),
        "RD115",
        "content/02-figures.md:13:4",
    ),
    "a format that is none": (
        lambda root: edit(root / "content/02-figures.md", '"#,##0"}', '"#,##0;;;;"}'),
        "RD616",
        "content/02-figures.md:18:66",
    ),
    "a column to sort by that is not there": (
        lambda root: edit(root / "content/02-figures.md", "where: year >= 2024", "sort: [year, brnch]"),
        "RD601",
        "content/02-figures.md:33:7",
    ),
    "a column of a map that is not there": (
        lambda root: edit(root / "content/02-figures.md", "lat: lat,", "lat: latitude,"),
        "RD601",
        "content/02-figures.md:40:31",
    ),
    "links between points by another name": (
        lambda root: edit(root / "data/branches.csv", "Harbour,Harbour", "Harbour,Port"),
        "RD643",
        "content/02-figures.md:41:31",
    ),
    "a claim that no longer holds": (
        lambda root: edit(root / "data/loans.csv", "48310", "4831"),
        "RD240",
        "content/02-figures.md:8:",
    ),
    "text three times too long": (
        lambda root: edit(
            root / "content/01-words.md", "- Every `##`", "- " + "Far too many words for one slide. " * 80
        ),
        "RD530",
        "content/01-words.md:5:",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_mistake_is_told_with_its_place_and_nothing_is_lost(name: str, project: Path) -> None:
    breaking, code, place = BREAKS[name]
    before = {path.name: path.read_bytes() for path in (project / "build").glob("*.p*")}
    breaking(project)
    result = run(project)
    assert result.failed
    told = [(found.code, str(found.span)) for found in result.diagnostics]
    assert any(found[0].startswith(code) and found[1].startswith(place) for found in told), told
    assert {path.name: path.read_bytes() for path in (project / "build").glob("*.p*")} == before


TEXT, FIGURES = "content/01-words.md", "content/02-figures.md"
SUM = 'loans.sum("loans", year=2025) }} loans'
HINTS: dict[str, tuple[str, str, str, str]] = {
    "a picture by its path in the project": (
        FIGURES,
        "(images/books.svg",
        "(content/images/books.svg",
        "did you mean `images/books.svg`?",
    ),
    "a colour that YAML takes for a comment": (
        "templates/theme.yaml",
        '# color:\n#   palette:\n#     brand: "#0B6A93"',
        "color:\n  palette:\n    brand: #0B6A93",
        'write `brand: "#0B6A93"`',
    ),
    "brackets of an input method": (TEXT, SUM, 'loans.sum（"loans", year=2025） }} loans', "write `(`"),
    "braces of an input method": (TEXT, "{{ " + SUM, '｛｛ loans.sum("loans") ｝｝ loans', "half-width braces"),
    "words that stand nowhere": (
        FIGURES,
        "says: 'Loans grew'",
        "says: 'Loans shrank'",
        "“Loans grew in both branches”",
    ),
    "a layout for a figure without one": (TEXT, "{#bullets}", "{#bullets layout=picture-right}", "a text layout"),
    "a title that is too long": (TEXT, "## A slide is", "## " + "A slide is " * 30, "shorten it"),
}


@pytest.mark.parametrize("name", HINTS)
def test_a_mistake_is_told_with_what_to_write(name: str, project: Path) -> None:
    path, old, new, words = HINTS[name]
    edit(project / path, old, new)
    [found] = run(project).diagnostics
    assert words in f"{found.label} {found.hint}"
    assert "split" not in found.hint


def test_a_topic_is_one_on_every_machine_whatever_the_case_of_its_ending(project: Path) -> None:
    (project / TEXT).rename(project / "content/01-words.MD")
    assert not run(project).diagnostics


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("81,385",), "data/loans.csv, year=2025, branch=Hill, loans: 33075"),
        (("48,310",), "slide chart"),  # a bar: the number stands in no text
        (("my-report.en", "bullets"), "81,385  =  81385 loans"),
        (("my-report", "bulets"), "did you mean `bullets`?"),
        (("my-report.fr", "bullets"), "write `my-report.en.pdf` or `my-report.en.pptx`"),
        (("RD203",), "an unknown column of a table"),
        (("RD999",), "unknown code `RD999`"),
    ],
)
def test_explain_answers_a_number_as_it_is_read(project: Path, asked: tuple[str, ...], told: str) -> None:
    assert told in CliRunner().invoke(app, ["explain", *asked, "--project", str(project)]).output


def test_the_program_says_which_it_is() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"ria-deck {__version__}\n"


def test_an_empty_report_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/report.yaml").write_text("id: x\ntitle: X\ndate: 2026-01-01\nlanguage: en\nlanguages: [en]\n")
    result = run(tmp_path)
    assert [found.code for found in result.diagnostics] == ["RD160"]


def test_text_that_is_too_long_goes_on_to_a_second_slide_where_it_may(project: Path) -> None:
    items = "\n".join(
        f"- Item {n} with some more words, so that it takes about one line of the slide" for n in range(24)
    )
    edit(project / "content/01-words.md", "{#bullets}", "{#bullets .split}")
    edit(project / "content/01-words.md", "- Every `##`", items + "\n- Every `##`")
    result = run(project)
    assert not result.failed, result.diagnostics
    assert result.after is not None
    titles = [slide["title"] for slide in result.after["decks"][0]["slides"] if slide["id"].startswith("bullets")]
    assert titles[:2] == ["A slide is a heading and some bullets", "A slide is a heading and some bullets (2)"]


def test_a_revised_table_shows_in_the_numbers_and_nowhere_else(project: Path) -> None:
    from ria_deck.record.changes import compare_manifests

    edit(project / "data/loans.csv", "2025,Hill,33075", "2025,Hill,33175")
    result = run(project)
    assert result.before is not None
    assert result.after is not None
    changes = compare_manifests(result.before, result.after)
    assert [(c.row, c.old, c.new) for table in changes.tables for c in table.revised] == [
        ("year=2025, branch=Hill", 33075, 33175)
    ]
    assert sorted({slide.slide for slide in changes.slides}) == ["branch-2", "bullets", "chart", "form", "table"]


def test_mistakes_in_content_and_in_tables_are_told_together(project: Path) -> None:
    (topic, *_) = sorted((project / "content").glob("*.md"))
    topic.write_text(topic.read_text("utf-8") + "\n::: notes\nnever closed\n", "utf-8")
    edit(project / "data/datapackage.yaml", "type: integer", "type: integre")
    assert [found.code for found in run(project).diagnostics] == ["RD102", "RD304"]


def test_slides_are_made_from_rows_only(project: Path) -> None:
    path = project / "content/02-figures.md"
    path.write_text(path.read_text("utf-8") + '\n## Each {#each for="x in edition"}\n\nWords\n', "utf-8")
    [told] = run(project).diagnostics
    assert (told.code, told.message) == ("RD210", "`for` needs rows of a table")
