"""`check --deep`: what the programs of others say of a finished file reaches the user."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from ria_deck.check.judges import JUDGES, judge, missing_judges
from ria_deck.cli.app import app
from ria_deck.diagnostics import Report
from ria_deck.starter import start_project
from tests.check.deck_to_break import good_deck, unzipped, zipped


def test_a_good_deck_has_no_fault() -> None:
    assert list(judge("talk.pptx", good_deck())) == []


def test_a_fault_of_a_deck_is_told_with_the_deck_and_the_judge() -> None:
    parts = unzipped(good_deck())
    name = "ppt/slides/slide1.xml"
    parts[name] = parts[name].replace(b"<p:cSld>", b'<p:cSld nonsense="1">', 1)
    found = list(judge("original/talk.pptx", zipped(parts)))
    assert {one.code for one in found} == {"RD790"}
    assert found[0].message.startswith("original/talk.pptx: openxml-audit: ")


def test_a_file_that_is_no_pdf_is_told() -> None:
    (found,) = judge("talk.pdf", b"%PDF-1.7 and no more")
    assert found.message.startswith("talk.pdf: page-validation: ")


def test_other_files_have_no_judge() -> None:
    assert list(judge("slide-1.png", b"")) == []


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing_judges() == []
    monkeypatch.setitem(JUDGES, ".pptx", ("no_such_module", "no-such-package"))
    assert missing_judges() == ["no-such-package"]
    assert list(judge("talk.pptx", b"")) == []


def test_a_project_is_looked_at_deep(tmp_path) -> None:
    start_project(tmp_path, Report())
    result = CliRunner().invoke(app, ["check", "--deep", "--strict", "--project", str(tmp_path)])
    assert (result.exit_code, result.output) == (0, "no errors, no warnings\n")
    assert not (tmp_path / "build/my-report.en.pptx").exists()
