"""The update of a table, as it happens to the project's own report: what `diff`, claims and `explain` say of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.comparing import manifest_of
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.pipeline import Options, build
from ria_deck.record.changes import Changes, compare_manifests

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ja", "ru")
UPDATE = ("update",)


def copy_of_report(folder: Path) -> Path:
    for name in ("content", "data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def revise(root: Path) -> None:
    """What the publisher does every month: two months are revised, one is new; an estimate becomes a figure."""
    path = root / "data/visitors.csv"
    text = path.read_text("utf-8")
    rows = {
        "2025-12": line_of(text, "2025-12"),
        "2026-03": line_of(text, "2026-03"),
    }
    december = rows["2025-12"].split(",")
    december[4] = str(int(december[4]) + 100)
    march = rows["2026-03"].split(",")
    march[4] = str(int(march[4]) - 7)
    march[5] = "as republished"
    text = text.replace(rows["2025-12"], ",".join(december)).replace(rows["2026-03"], ",".join(march))
    path.write_text(text + "2026-05,2026,5,Russia,20000,estimate,2026-07-22\n", "utf-8")


def line_of(text: str, period: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(period) and ",Russia," in line)


def persons(period: str) -> int:
    return int(line_of((ROOT / "data/visitors.csv").read_text("utf-8"), period).split(",")[4])


def total(year: int) -> int:
    lines = (ROOT / "data/visitors.csv").read_text("utf-8").splitlines()
    cells = [line.split(",") for line in lines]
    return sum(int(row[4]) for row in cells if row[1] == str(year) and row[3] == "Russia")


def manifest(root: Path) -> dict:
    report = Report()
    found = manifest_of(root, Options(output=root / "build", editions=UPDATE), report)
    assert found is not None, report.diagnostics
    return found


@pytest.fixture(scope="module", name="changes")
def _changes(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    root = copy_of_report(tmp_path_factory.mktemp("revised"))
    before = manifest(root)
    revise(root)
    return compare_manifests(before, manifest(root))


def test_exactly_the_revised_and_new_months_show(changes: Changes) -> None:
    (table,) = changes.tables
    assert table.name == "visitors"
    assert [(cell.row, cell.column, cell.new) for cell in table.revised] == [
        ("period=2025-12, origin=Russia", "persons", persons("2025-12") + 100),
        ("period=2026-03, origin=Russia", "persons", persons("2026-03") - 7),
        ("period=2026-03, origin=Russia", "status", "as republished"),
    ]
    assert table.added == ("period=2026-05, origin=Russia",)
    assert table.removed == ()


def test_the_same_sentences_and_points_moved_in_every_language_and_nothing_else(changes: Changes) -> None:
    assert {(slide.language, slide.slide) for slide in changes.slides} == {
        (language, slide) for language in LANGUAGES for slide in ("three", "visitors", "nights")
    }
    for language in LANGUAGES:
        form = Formatter(language)
        slides = {slide.slide: slide for slide in changes.slides if slide.language == language}
        points = {
            (name, value.point): (value.old, value.new)
            for name, slide in slides.items()
            for text in slide.texts
            for value in text.values
            if value.point
        }
        assert points == {
            ("three", "2025"): (total(2025), total(2025) + 100),  # the small line under the key figure
            ("visitors", "2025"): (total(2025), total(2025) + 100),
            ("visitors", "2026"): (total(2026), total(2026) - 7 + 20000),
        }
        sentences = [
            text.new for slide in slides.values() for text in slide.texts if not any(v.point for v in text.values)
        ]
        assert all(text.cause == "data" for slide in slides.values() for text in slide.texts)
        assert any(form.number(total(2025) + 100) in sentence for sentence in sentences)
        assert any(form.number(total(2026) - 7 + 20000) in sentence for sentence in sentences)
        assert any(form.date("2026-05", "month") in sentence for sentence in sentences)


def test_the_diff_against_a_commit_tells_it_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_of_report(tmp_path / "project")
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first"],
    ):
        subprocess.run(["git", *words], cwd=root, check=True)
    revise(root)
    monkeypatch.chdir(root)
    run = CliRunner().invoke(app, ["diff", "--against", "HEAD", "--format", "markdown"])
    assert run.exit_code == 0, run.output
    assert "- **visitors** (`data/visitors.csv`)" in run.output
    assert f"period=2025-12, origin=Russia persons: {persons('2025-12')} → {persons('2025-12') + 100}" in run.output
    assert not (root / "build/manifest.json").exists()
    run = CliRunner().invoke(app, ["diff", "--against", "no-such-commit"])
    assert run.exit_code == 1
    assert "RD813" in run.output


def test_after_a_build_diff_shows_the_pages_before_and_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_of_report(tmp_path)
    monkeypatch.chdir(root)
    first = CliRunner().invoke(app, ["build", "--lang", "en", "--edition", "update", "--to", "pdf"])
    assert first.exit_code == 0, first.output
    revise(root)
    again = CliRunner().invoke(app, ["build", "--lang", "en", "--edition", "update", "--to", "pdf"])
    assert again.output.splitlines()[-1].startswith(
        "since the last build: 3 cells revised, 1 row added or removed in visitors; "
    ), again.output
    page = CliRunner().invoke(app, ["diff", "--format", "html"]).output
    assert page.startswith("<!DOCTYPE html>")
    pictures = page.count('src="data:image/png;base64,')
    assert 2 <= pictures <= 16  # the pages of the two slides, the list of data tables: not the whole handout
    assert pictures % 2 == 0
    assert "http" not in page.split("<h2>Slides and pages")[1]


def test_a_table_that_makes_a_sentence_false_fails_the_build_and_shows_it_in_every_language(tmp_path: Path) -> None:
    root = copy_of_report(tmp_path)
    options = Options(output=root / "build", editions=UPDATE, outputs=("pptx",))
    assert not build(root, options).failed
    before = {path: path.read_bytes() for path in (root / "build").rglob("*.*") if path.is_file()}
    path = root / "data/used_cars.csv"
    path.write_text(path.read_text("utf-8").replace("2025,187000,", "2025,120000,"), "utf-8")
    result = build(root, options)
    told = [found for found in result.diagnostics if found.code == "RD240"]
    assert [found.message for found in told] == [
        "the data no longer support “Cars and visitors came back; the flights did not”",
        "the data no longer support “What held”",
    ]
    assert told[0].span is not None
    assert told[0].span.path == "content/01-relations.md"
    assert 'used_cars.latest("units") = 120000' in told[0].hint
    named = {span.path: words for span, words in told[0].related}
    assert "中古車と訪日客は回復" in named["content/locale/ja.po"]
    assert named["content/locale/ru.po"].startswith("in ru: ")
    assert {path: path.read_bytes() for path in before} == before
    made = manifest_of(root, Options(output=root / "build", editions=UPDATE, languages=("en",)), Report())
    assert made is not None  # `diff --against` shows what a false claim's numbers became
    texts = [text["text"] for slide in made["decks"][0]["slides"] for text in slide["texts"]]
    assert any(text.startswith("2025: about 120,000 cars") for text in texts)


def test_explain_leads_from_a_per_cent_to_its_two_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_of_report(tmp_path)
    monkeypatch.chdir(root)
    options = Options(output=root / "build", editions=UPDATE, outputs=("pptx",), languages=("en",))
    assert not build(root, options).failed
    run = CliRunner().invoke(app, ["explain", "91%"])
    assert run.exit_code == 0, run.output
    assert "from data/used_cars.csv, year=2009, units: 53180" in run.output
    assert "from data/used_cars.csv, year=2008, units: 563369" in run.output
    of_slide = CliRunner().invoke(app, ["explain", "update/niigata-report.en", "ban"])
    assert "563,369" in of_slide.output
    assert CliRunner().invoke(app, ["explain", "12.3456%"]).exit_code == 1


def test_every_number_of_the_report_is_recorded_with_its_cells() -> None:
    decks = manifest(ROOT)["decks"]
    values = [
        value
        for deck in decks
        for slide in deck["slides"]
        for text in slide["texts"]
        for value in (*text.get("values", ()), *text.get("points", ()))
    ]
    assert len(values) > 500
    assert all(value["cells"] for value in values)
    assert json.dumps(values)
