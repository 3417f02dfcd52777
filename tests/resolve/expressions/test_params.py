"""`params` of report.yaml in expressions and templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.data import load_tables
from ria_deck.diagnostics import Report
from ria_deck.resolve.names import deck_names
from ria_deck.resolve.templates.expand import expanded

REPORT = """\
id: r
title: T
date: 2026-01-01
language: en
params: {region: "15", since: 2020}
editions:
  plain: {}
  later: {params: {since: 2024}}
"""


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    for name in ("content", "data", "templates"):
        (tmp_path / name).mkdir()
    (tmp_path / "content/report.yaml").write_text(REPORT, "utf-8")
    (tmp_path / "content/01.md").write_text("---\ntitle: T\ntemplate: t.md.j2\n---\n", "utf-8")
    (tmp_path / "templates/t.md.j2").write_text("## Region {{ params.region }} since {{ params.since }}\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(("edition", "since"), [("plain", 2020), ("later", 2024)])
def test_an_edition_has_the_reports_parameters_and_its_own(project: Path, edition: str, since: int) -> None:
    report = Report()
    spec = load_content(project, report).reports[edition]
    assert dict(deck_names(spec, edition, "en")["params"]) == {"region": "15", "since": since}


def test_templates_see_them(project: Path) -> None:
    report = Report()
    content = load_content(project, report)
    made = expanded(content, "later", "en", project, load_tables(project, report), report)
    assert not report.failed, report.diagnostics
    title = made.topics[0].slides[0].title
    assert title is not None
    assert title.text == "Region {{ params.region }} since {{ params.since }}"


def test_templates_see_the_deck(project: Path) -> None:
    (project / "templates/t.md.j2").write_text(
        "## {% if edition == 'later' %}{{ report.title }}{% endif %}{{ language }}\n", "utf-8"
    )
    report = Report()
    content = load_content(project, report)
    made = expanded(content, "later", "en", project, load_tables(project, report), report)
    assert not report.failed, report.diagnostics
    title = made.topics[0].slides[0].title
    assert title is not None
    assert title.text == "{{ report.title }}{{ language }}"


def test_a_parameter_that_is_not_there_says_where_to_add_it(project: Path) -> None:
    (project / "templates/t.md.j2").write_text("## {{ params.regin }} {{ params.other }}\n", "utf-8")
    report = Report()
    content = load_content(project, report)
    expanded(content, "plain", "en", project, load_tables(project, report), report)
    found = [(one.code, one.message, one.label, one.hint) for one in report.diagnostics]
    assert found[0][:3] == ("RD204", "`params` has no `regin`", "did you mean `region`?")
    assert found[1][3] == "add it to content/report.yaml: `params: {other: …}`"
    assert [str(one.span) for one in report.diagnostics] == ["templates/t.md.j2:1:14", "templates/t.md.j2:1:33"]


def test_names_that_expressions_can_not_write_are_refused(project: Path) -> None:
    (project / "content/report.yaml").write_text(REPORT.replace("region:", "the-region:"), "utf-8")
    report = Report()
    load_content(project, report)
    (found,) = report.diagnostics
    assert (found.code, found.message) == ("RD024", "`the-region` can't be the name of a parameter")
    assert str(found.span) == "content/report.yaml:5:10"


def test_a_list_of_parameters_is_refused(project: Path) -> None:
    (project / "content/report.yaml").write_text(REPORT.replace('{region: "15", since: 2020}', "[a]"), "utf-8")
    report = Report()
    load_content(project, report)
    assert [one.code for one in report.diagnostics] == ["RD022"]
