"""Rows in the commands that look at one deck, or at all of them: pull, preview, editors, explain, list."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pptx
import pytest
from typer.testing import CliRunner

from ria_deck import Project, render
from ria_deck.cli.app import app
from ria_deck.diagnostics import InRows, Report, Span
from ria_deck.lsp.projects import OpenProject
from ria_deck.model.deck_name import DeckName
from ria_deck.preview.session import Session
from ria_deck.pull.pull import pull
from ria_deck.record.changes import SlideChange, TextChange
from ria_deck.record.changes_in_rows import in_rows, shown_of
from ria_deck.record.explain import Place, as_text
from tests.municipal_talk import write_talk


def edited(project: Project, path: Path, old: str, new: str) -> Path:
    deck = pptx.Presentation(io.BytesIO(render(project.deck(batch_id="b2"))))
    runs = [
        run
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if old in run.text
    ]
    runs[0].text = runs[0].text.replace(old, new)
    deck.save(str(path))
    return path


def test_an_edited_deck_knows_its_row(tmp_path: Path) -> None:
    root = write_talk(tmp_path / "talk")
    deck = edited(Project.open(root), tmp_path / "edited.pptx", "people live in", "people dwell in")
    found = pull(deck, root, report := Report())
    assert found is not None, report.diagnostics
    assert found.name == DeckName(batch_id="b2", language="en")
    assert "people dwell in {{ regions.count() }} places" in found.files["content/01-people.md"].decode()


def test_a_row_that_is_gone_can_t_be_pulled_into(tmp_path: Path) -> None:
    root = write_talk(tmp_path / "talk")
    deck = edited(Project.open(root), tmp_path / "edited.pptx", "people live in", "people dwell in")
    write_talk(root, regions="code,name\na1,Asahi\n")
    assert pull(deck, root, report := Report()) is None
    assert [one.message for one in report.diagnostics] == ["the batch has no row `b2`"]


def test_the_preview_shows_one_row(tmp_path: Path) -> None:
    root = write_talk(tmp_path)
    for batch_id, title in (("", "People in Asahi"), ("c3", "People in Chuo")):
        session = Session(root, batch_id=batch_id)
        assert not [one for one in session.look().diagnostics if one.severity.value == "error"]
        assert {language: shown.deck.title.text for language, shown in session.decks.items()} == {
            "en": title,
            "ja": title,
        }


def test_editors_show_the_first_row_s_values(tmp_path: Path) -> None:
    evaluator = OpenProject(write_talk(tmp_path)).evaluator(Report())
    assert evaluator is not None
    value = evaluator.evaluate("r.name", Span(path="content/01-people.md"))
    assert evaluator.value_text(value)[0] == "Asahi"


def test_list_gives_a_matrix(tmp_path: Path) -> None:
    root = write_talk(tmp_path)
    asked = ["list", "--project", str(root), "--lang", "en"]
    found = json.loads(CliRunner().invoke(app, [*asked, "--format", "json"]).stdout)
    assert [one["batch_id"] for one in found] == ["a1", "b2", "c3"]
    assert found[0]["files"] == ["build/a1/report.en.pptx"]
    lines = CliRunner().invoke(app, [*asked, "--only", "b2,c3"]).stdout.splitlines()
    assert lines == ["b2  en   build/b2/report.en.pptx", "c3  en   build/c3/report.en.pptx"]


def test_a_value_of_all_rows_is_not_explained_hundreds_of_times() -> None:
    places = [
        Place(
            deck=DeckName(batch_id=f"r{number}", language=language),
            slide="all",
            title="All",
            source="content/a.md:3",
            place="body",
            sentence=f"Row {number} of 12.",
            text="12",
            raw=12,
            unit="",
            cells=(),
        )
        for number in range(5)
        for language in ("en", "ja")
    ]
    text = as_text(places, {})
    assert text.count("  in r") == 6
    assert "  and there in 2 more rows (en)" in text


def change(row: str, new: str) -> SlideChange:
    text = TextChange(place="body", old="a", new=new, cause="words")
    return SlideChange(
        batch_id=row, edition="", language="en", slide="s", title=row, source="c.md:1", status="changed", texts=(text,)
    )


def test_the_same_change_of_several_rows_is_one() -> None:
    changes = [change("a", "b"), change("b", "c"), change("c", "b")]
    assert [rows for rows, _ in in_rows(changes)] == [("a", "c"), ("b",)]
    many = [change(f"r{number}", str(number)) for number in range(9)]
    assert [(group[0], rest) for group, rest in shown_of(many)] == [
        (("r0",), ()),
        (("r1",), ()),
        (("r2",), tuple(f"r{number}" for number in range(3, 9))),
    ]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (InRows(ids=("a",), of=1), "in the row a"),
        (InRows(ids=("a", "b"), of=2), "in all 2 rows: a, b"),
        (InRows(ids=("a", "b"), of=9, varied=True), "in 2 of 9 rows: a (shown here), b"),
        (InRows(ids=tuple("abcdefg"), of=9), "in 7 of 9 rows: a, b, c, d, e and 2 more"),
    ],
)
def test_rows_in_words(rows: InRows, words: str) -> None:
    assert str(rows) == words
