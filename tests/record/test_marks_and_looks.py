"""What changes between builds though no word or number does; and what is added up, left out and repeated in the lists."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ria_deck.diagnostics import Diagnostic, Report, Severity, Span
from ria_deck.model.chart import CategoryAxis, Chart, Mark, Plot, ValueAxis
from ria_deck.model.chart_parts import NumberFormat, Stacking
from ria_deck.model.deck import Code, Footnote, Picture, Placement, Prose, Slide, Table, TableCell, TableRow
from ria_deck.model.deck_name import DeckName
from ria_deck.model.kpi import KeyFigure, Kpi
from ria_deck.model.process import Process, ProcessStep
from ria_deck.model.text import Origin, Paragraph, ParagraphKind, Run, TextMark, plain
from ria_deck.model.timeline import Timeline, TimelineEvent
from ria_deck.record.by_row import told_by_row
from ria_deck.record.changes import compare_manifests
from ria_deck.record.changes_html import as_html
from ria_deck.record.changes_text import as_text, summary
from ria_deck.record.inputs import input_hashes, relevant
from ria_deck.record.looks import facts, form_of, looks
from ria_deck.record.manifest import sha256
from ria_deck.record.pages import differing_pages
from ria_deck.record.slide_record import slide_texts
from tests.record.test_changes import manifest


def run(text: str, *marks: TextMark, href: str = "", footnote: int | None = None) -> Run:
    return Run(text=text, lang="en", marks=frozenset(marks), href=href, footnote=footnote)


def test_marks_links_and_lists_are_words_in_their_order() -> None:
    origin = Origin(context="a/item", text="x", span=Span(path="content/01.md", line=7), shown="x", language="en")
    runs = (
        run("both", TextMark.STRONG, TextMark.EMPHASIS),
        run(" and "),
        run("there", href="https://example.org"),
        run("1", TextMark.SUPERSCRIPT, footnote=1),
    )
    found = form_of(Paragraph(runs=runs, kind=ParagraphKind.BULLET, level=1, origin=origin))
    assert found == {
        "form": ["bullet of level 2", "em strong “both”", "link to https://example.org “there”"],
        "at": "content/01.md:7",
    }
    assert form_of(Paragraph(runs=runs[1:2], origin=origin)) == {}
    assert form_of(Paragraph(runs=runs[1:2], level=1)) == {"form": ["plain of level 2"]}
    assert form_of(Paragraph(runs=runs[3:])) == {}, "the mark of a footnote is the program's"


def table(*aligned: str) -> Table:
    row = TableRow(cells=tuple(TableCell(text=plain("x", "en"), align=align) for align in aligned))
    return Table(name="t", rows=(row,), widths=(1.0,) * len(aligned))


def chart(*plots: Plot, fixed: bool = False) -> Chart:
    axis = ValueAxis(minimum=0, maximum=12.5, step=1, ticks=(), format=NumberFormat(code="0"), fixed=fixed)
    return Chart(name="c", alt="a", plots=plots, categories=CategoryAxis(labels=()), axes=(axis,))


def slide(*blocks: Any, handout: tuple[Any, ...] = ()) -> Slide:
    placed = tuple(Placement(slot=f"s{index}", block=block) for index, block in enumerate(blocks))
    return Slide(id="a", layout="blank", title=plain("A", "en"), placements=placed, handout=handout)


def test_figures_say_how_they_are_drawn() -> None:
    bars = Plot(mark=Mark.BAR, series=(), stacking=Stacking.NORMALIZE, horizontal=True)
    line = Plot(mark=Mark.LINE, series=(), axis=1)
    picture = Picture(name="p", path="/kept/0123456789abcdef.png", alt="a", width=1, height=1, share=0.4)
    assert looks(slide(chart(bars, bars, line, fixed=True), table("start", "end"), handout=(picture,))) == {
        "chart c": {"mark": "bar horizontal stacked to 100 %, line on the second axis", "axis": "0 to 12.5"},
        "table t": {"alignment": "start, end"},
        "picture p": {"picture": "0123456789ab", "width": "40%"},
    }
    assert looks(slide(chart(Plot(mark=Mark.AREA, series=(), stacking=Stacking.ZERO)))) == {
        "chart c": {"mark": "area stacked"}
    }
    assert looks(slide(Table(name="t", rows=(), widths=()))) == {}


def test_what_is_drawn_otherwise_is_told_of_figures_that_both_have() -> None:
    then = {
        "chart c": {"mark": "bar"},
        "picture p": {"picture": "1", "width": "40%"},
        "table gone": {"alignment": "end"},
    }
    now = {
        "chart c": {"mark": "bar", "axis": "0 to 9"},
        "picture p": {"picture": "2"},
        "table new": {"alignment": "end"},
    }
    assert list(facts(then, now)) == [
        "chart c: axis as it comes → 0 to 9",
        "picture p shows another file",
        "picture p: width 40% → as it comes",
    ]


def marked(form: list[str] | None, points: list[str]) -> dict[str, Any]:
    made = manifest(53180)
    (there,) = made["decks"][0]["slides"]
    there["looks"] = {}
    there["texts"][1] |= {"form": form, "at": "content/01.md:9"} if form else {}
    there["texts"][3]["points"] = [{"x": x, "raw": 1, "text": "", "cells": []} for x in points]
    return made


def test_a_mark_is_told_with_its_line_and_only_what_differs() -> None:
    before, after = marked(["bullet", "em “fell”"], ["a", "b"]), marked(["bullet", "strong “fell”"], ["b", "a"])
    changes = compare_manifests(before, after)
    assert as_text(changes, 0.1).splitlines()[-4:] == [
        "  ban (content/01.md:7)",
        "    en body (content/01.md:9): Exports fell.",
        "      em “fell” → strong “fell”",
        "    en chart cars: Used cars: in another order",
    ]
    page = as_html(changes, 0.1, [])
    assert "<small>body · content/01.md:9</small>" in page
    assert "<del>em “fell”</del> <ins>strong “fell”</ins>" in page
    assert page.count("in another order") == 1
    gone = as_text(compare_manifests(before, marked(None, ["a", "b"])), 0.1)
    assert "(content/01.md:9): Exports fell.\n      bullet; em “fell” → plain\n" in gone
    moved = marked(["bullet", "em “fell”"], ["a", "b"])
    moved["decks"][0]["slides"][0]["texts"][1]["at"] = "content/01.md:12"
    assert compare_manifests(before, moved).nothing


def test_tables_that_changed_and_those_that_went_are_both_in_the_summary() -> None:
    before, after = manifest(53180), manifest(53181)
    before["tables"]["ships"] = copy.deepcopy(before["tables"]["cars"])
    told = summary(compare_manifests(before, after))
    assert told.startswith("since the last build: 1 cell revised in cars; the table ships is gone; ")
    assert "  ships (data/cars.csv)\n    the table is gone\n" in as_text(compare_manifests(before, after), 0.1)


def test_words_to_look_over_are_those_that_may_rest_on_a_number() -> None:
    before, after = manifest(53180), manifest(53200, text="Exports fell again.")
    for made in (before, after):
        made["decks"][0]["slides"][0]["texts"] += [
            {"place": "source", "text": "Source: Customs"},
            {"place": "topic", "text": "Cars"},
            {"place": "table cars row 2", "text": "Niigata"},
            {"place": "table cars", "text": "Cars in ports"},
            {"place": "notes", "text": ""},
        ]
    (found,) = compare_manifests(before, after).slides
    assert [text.cause for text in found.texts] == ["words", "data", "data"]
    assert found.beside == ("The ban", "Cars in ports")


def in_rows(rows: int) -> dict[str, Any]:
    made = manifest(1)
    (deck,) = made["decks"]
    made["decks"] = [copy.deepcopy(deck) | {"batch_id": f"r{number}"} for number in range(rows)]
    return made


def test_a_slide_that_changed_in_each_row_otherwise_is_shown_of_the_first_rows() -> None:
    before, after = in_rows(5), in_rows(5)
    for number, deck in enumerate(after["decks"]):
        deck["slides"][0]["texts"][1]["text"] = f"Exports fell in {number}."
    changes = compare_manifests(before, after)
    assert "<p>It changed in 2 rows: r3, r4 too.</p>" in as_html(changes, 0.1, [])
    assert as_text(changes, 0.1).endswith("    it changed in 2 rows: r3, r4 too\n")


def test_faults_of_rows_are_paired_in_the_order_of_their_place() -> None:
    def fault(message: str) -> Diagnostic:
        return Diagnostic(
            code="RD222", severity=Severity.ERROR, message=message, span=Span(path="content/01.md", line=3)
        )

    decks = [
        (DeckName(batch_id=row, edition="", language="en"), [fault(f"first {row}"), fault("second")])
        for row in ("a", "b")
    ]
    told = [(one.message, one.rows and (one.rows.ids, one.rows.varied)) for one in told_by_row(decks)]
    assert told == [("first a", (("a", "b"), True)), ("second", (("a", "b"), False))]


def test_a_language_reads_its_own_catalog_and_the_tables_of_its_deck() -> None:
    inputs = dict.fromkeys(
        ("content/locale/ja.po", "content/locale/ru.po", "content/locale/x.yaml", "data/a.csv", "data/b.csv"), "1"
    )
    assert [path for path, _ in relevant(inputs, "ja", frozenset({"data/b.csv"}))] == [
        "content/locale/ja.po",
        "content/locale/x.yaml",
        "data/a.csv",
    ]


def test_links_that_lead_out_of_the_project_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "talk/data").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text("k\n1\n")
    (tmp_path / "talk/data/own.csv").write_text("k\n1\n")
    (tmp_path / "talk/data/a.csv").symlink_to(tmp_path / "secret.csv")
    (tmp_path / "talk/data/b.csv").symlink_to("own.csv")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/theme.yaml").write_text("x: 1\n")
    (tmp_path / "talk/templates").symlink_to(tmp_path / "elsewhere")
    assert sorted(input_hashes(tmp_path / "talk")) == ["data/b.csv", "data/own.csv"]


def pdf(path: Path, *grounds: str) -> str:
    path.parent.mkdir()
    first, *more = [Image.new("RGB", (40, 30), ground) for ground in grounds]
    first.save(path, "PDF", save_all=True, append_images=more)
    return sha256(path.read_bytes())


@pytest.mark.parametrize("turned", [False, True])
def test_pages_that_differ_came_or_went_are_shown(turned: bool, tmp_path: Path) -> None:
    folders = (tmp_path / "one", tmp_path / "two")
    hashes = (pdf(folders[0] / "t.en.pdf", "red", "blue"), pdf(folders[1] / "t.en.pdf", "red", "green", "white"))
    made = [{"outputs": [{"path": "t.en.pdf", "sha256": digest}]} for digest in hashes]
    first, second = (1, 0) if turned else (0, 1)
    report = Report()
    found = differing_pages((made[first], made[second]), (folders[first], folders[second]), report)
    assert [(page.number, page.before is None, page.after is None) for page in found] == [
        (2, False, False),
        (3, not turned, turned),
    ]
    page = as_html(compare_manifests(manifest(1), manifest(1)), 0.1, found)
    assert (page.count("<figure></figure>"), page.count("<h3>t.en.pdf</h3>")) == (1, 1)
    assert 'alt="t.en.pdf, 2, before"' in page
    assert differing_pages((made[0], made[1]), (folders[0], None), report) == []


@pytest.mark.parametrize("older", [0, 1])
def test_builds_that_say_nothing_of_marks_are_compared_by_their_words(older: int) -> None:
    pair = [marked(["bullet"], ["a"]), marked(["em “fell”"], ["a"])]
    del pair[older]["decks"][0]["slides"][0]["looks"]
    assert compare_manifests(pair[0], pair[1]).nothing


def test_every_text_of_a_slide_is_recorded_once_with_its_place() -> None:
    words = iter(f"w{number}" for number in range(100))

    def text() -> Paragraph:
        return plain(next(words), "en")

    picture = Picture(name="p", path="/x.png", alt="an alt", width=1, height=1, caption=text(), credit=text())
    figure = KeyFigure(value=text(), label=text(), color="accent", note=text(), source=text())
    steps = (ProcessStep(label=text(), color="accent"), ProcessStep(label=text(), color="accent", text=text()))
    event = TimelineEvent(date=text(), label=text(), day=1, color="accent")
    events = Timeline(name="e", alt="events", heads=(), events=(event,), caption=text())
    made = Slide(
        id="a",
        layout="blank",
        title=text(),
        topic=text(),
        subtitle=(text(),),
        placements=(
            Placement(slot="body", block=Prose(paragraphs=(text(), text()))),
            Placement(slot="figure", block=picture),
            Placement(slot="code", block=Code(language="", lines=((("a", ""), ("b", "")), (("c", ""),)))),
        ),
        sources=(text(),),
        footnotes=(Footnote(number=3, paragraphs=(text(),)),),
        notes=(text(),),
        handout=(Kpi(name="k", figures=(figure,)), Process(name="s", steps=steps), events),
    )
    found = [(one["place"], one["text"]) for one in slide_texts(made)]
    assert sorted(text for _, text in found) == sorted(
        ["an alt", "events", "ab\nc", *(f"w{number}" for number in range(int(next(words)[1:])))]
    )
    assert [place for place, _ in found] == [
        "title",
        "topic",
        "subtitle",
        *["body"] * 2,
        *["picture p"] * 3,
        "code",
        "source",
        "footnote 3",
        "notes",
        *["kpi k figure 1"] * 4,
        "process s step 1",
        *["process s step 2"] * 2,
        "timeline e",
        *["timeline e event 1"] * 2,
        "timeline e",
    ]
