"""`help`, `list`, and `--project` before a command: what they print for a small project."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ria_deck.cli import _command
from ria_deck.cli.app import app
from ria_deck.data import load_tables
from ria_deck.diagnostics import Report
from ria_deck.help_pages import page, topics, words
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.resolve.expressions.filters import Library
from ria_deck.resolve.expressions.table_view import TableView
from ria_deck.starter import start_project

REPORT = """\
id: quarter
title: Quarter
date: 2026-01-15
authors: [{name: A, affiliation: B}]
language: en
languages: [en, ja]
outputs: [pptx, png]
editions:
  full: {languages: [en, ja]}
  short: {languages: [en]}
"""


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/report.yaml").write_text(REPORT, "utf-8")
    (tmp_path / "content/01.md").write_text("# Topic\n\n## Slide {#slide}\n\nWords.\n", "utf-8")
    return tmp_path


@pytest.fixture(name="elsewhere")
def _elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("elsewhere"))
    yield
    os.chdir(before)


def ask(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.usefixtures("elsewhere")
def test_list_names_each_variant_with_its_files(project: Path) -> None:
    found = json.loads(ask("list", "--project", str(project), "--format", "json"))
    assert found[-1] == {
        "batch_id": "",
        "edition": "short",
        "language": "en",
        "outputs": ["pptx", "png"],
        "files": ["build/short/quarter.en.pptx", "build/short/quarter.en-*.png"],
    }
    assert "build/short/quarter.en.pptx" in ask("list", "--project", str(project))


@pytest.mark.usefixtures("elsewhere")
def test_a_project_is_named_before_the_command_too(project: Path) -> None:
    assert ask("--project", str(project), "list") == ask("list", "--project", str(project))
    assert ask("--project", "/nowhere", "list", "--project", str(project)) == ask("list", "--project", str(project))
    assert "ja" in ask("--project", str(project), "i18n", "status")
    result = CliRunner().invoke(app, ["--project", str(project), "schema", "report"])
    assert result.exit_code == 2
    assert "`schema` doesn't use a project" in result.output


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("build", "build"),
        ("--project x build", "build"),
        ("--project=x build -q", "build"),
        ("--project x", ""),
        ("", ""),
    ],
)
def test_the_command_is_found_behind_its_project(line: str, command: str) -> None:
    assert _command(line.split()) == command


def test_every_topic_has_a_page() -> None:
    assert all(page(topic) for topic in topics())
    listed = ask("help")
    assert all(topic in listed for topic in topics())


def test_a_blocks_page_has_its_keys_with_types_and_words() -> None:
    text = ask("help", "timeline")
    assert "  date  (text, required)\n      The column of dates, months or years." in text
    assert "  sort  (text | OrderBy | list of (text | OrderBy))" in text
    assert "Predicate: A condition on rows" in text


def test_a_codes_page_is_what_explain_prints() -> None:
    assert ask("help", "rd203") == ask("explain", "RD203")


def test_a_commands_page_is_its_help() -> None:
    assert "ria-deck build --watch" in ask("help", "build")


@pytest.mark.usefixtures("elsewhere")
def test_layouts_are_the_projects_own(project: Path) -> None:
    assert "`figure`: map" in ask("help", "layouts")
    (project / "templates").mkdir()
    slots = "{body: {role: body, idx: 13, box: [1, 2, 9, 4], accepts: [prose]}}"
    own = f"ria: {{layouts: {{mine: {{title: Ours, kind: content, slots: {slots}}}}}}}\n"
    (project / "templates/theme.yaml").write_text(own, "utf-8")
    assert "  mine\n      Ours (content). `body`: prose" in ask("--project", str(project), "help", "layouts")


def test_an_unknown_topic_is_refused_with_the_nearest() -> None:
    result = CliRunner().invoke(app, ["help", "filtres"])
    assert result.exit_code == 2
    assert "filters" in result.output


def test_the_pages_name_what_expressions_know(tmp_path: Path) -> None:
    start_project(tmp_path, Report())
    formatter = Formatter("en")
    library = Library(formatter)
    assert set(words()["filters"]) == set(library.filters)
    assert set(words()["functions"]) == set(library.functions)
    table = load_tables(tmp_path, Report())["loans"]
    assert table is not None
    view = TableView(table, formatter)
    assert set(words()["table"]) == set(view.functions)


def test_init_names_the_report_by_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Harbour Talk 2026"
    folder.mkdir()
    (folder / ".gitignore").write_text("mine\n", "utf-8")
    ask("init", str(folder))
    assert "id: harbour-talk-2026\n" in (folder / "content/report.yaml").read_text("utf-8")
    assert (folder / ".gitignore").read_text("utf-8") == "mine\n"
    settings = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))
    schemas = settings["yaml.schemas"]
    assert {"content/*.yaml", "content/*.yml"} < set(schemas["./.vscode/schemas/topic.schema.json"])
    assert settings["json.schemas"] == [{"fileMatch": ["content/*.json"], "url": "./.vscode/schemas/topic.schema.json"}]
    assert all((folder / path).is_file() for path in schemas)
    assert "build/harbour-talk-2026.en.pptx" in ask("list", "--project", str(folder))
