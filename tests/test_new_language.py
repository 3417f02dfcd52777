"""The report in a language that nobody has written yet: its catalog alone is filled in, nothing in data/ is touched."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import polib
import pytest
from pptx import Presentation
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.i18n.pseudo import pseudo
from ria_deck.pipeline import Options, build

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("content", "data", "templates")


@pytest.fixture(name="report")
def _report(tmp_path: Path) -> Path:
    """A copy of the report with German among its languages."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part)
    path = tmp_path / "content/report.yaml"
    text = path.read_text("utf-8")
    assert "languages: [en, ja, ru]" in text
    path.write_text(text.replace("languages: [en, ja, ru]", "languages: [en, ja, ru, de]"), "utf-8")
    return tmp_path


def accented(text: str) -> str:
    """A translation of the same length: every letter another one, expressions, links and marks as they are."""
    return pseudo(text)[: len(text)]


def sums(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def words(path: Path) -> str:
    """All that stands in a deck: in text frames, tables, groups and charts."""
    deck = Presentation(str(path))
    found: list[str] = []
    for slide in deck.slides:
        found += [node.text or "" for node in slide._element.iter("{*}t")]
        for shape in slide.shapes:
            if shape.has_chart:
                found += [node.text or "" for node in shape.chart._chartSpace.iter("{*}v", "{*}t")]
    return "\n".join(found)


def test_the_report_has_a_new_language_by_its_catalog_alone(report: Path) -> None:
    before = sums(report / "data")
    runner = CliRunner()
    assert runner.invoke(app, ["i18n", "update", "--lang", "de", "--project", str(report)]).exit_code == 0
    path = report / "content/locale/de.po"
    catalog = polib.pofile(str(path))
    contexts = {entry.msgctxt.partition("/")[0] for entry in catalog}
    assert {"report", "cells"} <= contexts  # texts of tables are asked for here
    for entry in catalog:
        entry.msgstr = accented(entry.msgid)
    catalog.save()
    status = runner.invoke(app, ["i18n", "status", "--lang", "de", "--strict", "--project", str(report)])
    assert status.exit_code == 0, status.output
    result = build(report, Options(output=report / "build", languages=("de",), jobs=1))
    told = [one for one in result.diagnostics if one.severity.name != "NOTE"]  # notes: dates with such months are none
    assert [(one.code, one.message, one.span) for one in told] == []
    assert sums(report / "data") == before
    for edition in ("original", "update"):
        assert (report / f"build/{edition}/niigata-report.de.pdf").stat().st_size > 100_000
        said = words(report / f"build/{edition}/niigata-report.de.pptx")
        cells = [entry.msgstr for entry in catalog if entry.msgctxt.startswith("cells/")]
        shown = [cell for cell in cells if cell in said]
        assert len(shown) > len(cells) / 2
        untranslated = [entry.msgid for entry in catalog if len(entry.msgid) > 30 and entry.msgid in said]
        assert untranslated == []
