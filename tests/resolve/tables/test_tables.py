from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from ria_deck.content.specs.slides import ColumnSpec, Expression, MarkdownTableSpec, Message, TableSpec
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.deck import RowKind, Table
from ria_deck.model.text import Paragraph, TextMark, plain
from ria_deck.resolve.tables.table import resolve_markdown_table, resolve_table
from tests.resolve.charts.literal_charts import builtin_theme
from tests.resolve.conftest import evaluator_of

HERE = Span(path="content/a.md", line=5, column=1, end_line=5, end_column=4)


def message(text: str) -> Message:
    return Message(text=text, context="a/b", span=HERE)


def text(found: Message) -> Paragraph:
    return plain(found.text, "en-US")


def column(field: str, title: str | None = None, **more: Any) -> ColumnSpec:
    return ColumnSpec(field=field, span=HERE, title=message(title) if title else None, **more)


THEME = builtin_theme()
SPEC = TableSpec(name="cars", data="used-cars", data_span=HERE, span=HERE)


def resolved(root: Path, spec: TableSpec, language: str = "en", **more: Any) -> tuple[Table | None, Report]:
    report = Report()
    evaluator, tables = evaluator_of(root, language, report)
    return resolve_table(spec, tables, evaluator, Formatter(language), text, report, theme=THEME, **more), report


def rows(table: Table | None) -> list[tuple[str, list[str]]]:
    assert table is not None
    return [(row.kind.value, [cell.text.text for cell in row.cells]) for row in table.rows]


def test_columns_are_titled_formatted_and_aligned_and_gaps_are_dashes(root):
    spec = replace(SPEC, columns=(column("year"), column("units"), column("share", "Share", format="percent(0)")))
    table, report = resolved(root, spec, "ru")
    assert report.diagnostics == []
    assert rows(table) == [
        ("head", ["year", "Used cars", "Share"]),
        ("body", ["2008", "563\u00a0369", "42\u00a0%"]),
        ("body", ["2009", "53\u00a0180", "13\u00a0%"]),
        ("body", ["2010", "–", "–"]),
        ("body", ["2011", "110", "50\u00a0%"]),
    ]
    assert table is not None
    assert [cell.align for cell in table.rows[1].cells] == ["start", "end", "end"]
    [run] = table.rows[1].cells[1].text.runs
    assert run.value is not None
    assert (run.value.raw, run.value.text, str(run.value.cells[0])) == (
        563369,
        "563\u00a0369",
        "data/cars.csv [year=2008] units",
    )
    assert table.rows[3].cells[1].text.runs[0].value is None
    assert abs(sum(table.widths) - 1) < 1e-9


def test_translated_columns_show_the_languages_text_and_carry_its_lang(root):
    spec = replace(SPEC, columns=(column("port"), column("kind")), limit=3)
    table, _ = resolved(root, spec, "ja", source_tag="en-US")
    assert [row[1] for row in rows(table)[1:]] == [["富山", "all"], ["小樽", "all"], ["Niigata", "some"]]
    assert table is not None
    assert [[run.lang for cell in row.cells for run in cell.text.runs] for row in table.rows[1:]] == [
        ["ja-JP", "en-US"],
        ["ja-JP", "en-US"],
        ["en-US", "en-US"],
    ]


def test_without_columns_all_are_shown_but_translations(root):
    table, _ = resolved(root, SPEC)
    assert rows(table)[0][1] == ["year", "Used cars", "share", "port", "day", "month", "kind"]


def test_rows_are_chosen_sorted_and_limited(root):
    where = Expression(text="year > 2008", span=HERE)
    spec = replace(SPEC, columns=(column("year"), column("units")), where=where, sort=(("units", True),))
    assert [row[1] for row in rows(resolved(root, spec)[0])[1:]] == [["2009", "53,180"], ["2011", "110"], ["2010", "–"]]
    up = replace(spec, sort=(("units", False),), limit=2)
    assert [row[1] for row in rows(resolved(root, up)[0])[1:]] == [["2011", "110"], ["2009", "53,180"]]
    two = replace(spec, sort=(("port", False), ("year", True)))
    assert [row[1][0] for row in rows(resolved(root, two)[0])[1:]] == ["2010", "2011", "2009"]


def test_groups_are_headed_by_their_name(root):
    spec = replace(SPEC, columns=(column("year"), column("units", "Cars")), group_by="port", limit=3)
    table, _ = resolved(root, spec, "ja")
    assert rows(table) == [
        ("head", ["year", "Cars"]),
        ("group", ["富山"]),
        ("body", ["2008", "563,369"]),
        ("group", ["小樽"]),
        ("body", ["2009", "53,180"]),
        ("group", ["Niigata"]),
        ("body", ["2010", "–"]),
    ]
    assert table is not None
    assert table.rows[1].cells[0].span == 2


def test_group_heads_may_carry_the_titles(root):
    spec = replace(
        SPEC,
        columns=(column("kind"), column("year", "Year"), column("units", "Cars")),
        group_by="port",
        group_head=True,
    )
    table, _ = resolved(root, spec)
    assert rows(table)[0] == ("group", ["Toyama", "Year", "Cars"])
    assert table is not None
    assert [cell.align for cell in table.rows[0].cells] == ["start", "start", "end"]
    assert not [row for row in table.rows if row.kind is RowKind.HEAD]


def test_totals_add_numbers_up_and_know_their_cells(root):
    known = Expression(text="units is not none", span=HERE)
    spec = replace(SPEC, columns=(column("year"), column("units")), where=known, total=True)
    table, _ = resolved(root, spec, total="Total")
    assert rows(table)[-1] == ("total", ["Total", "616,659"])
    assert table is not None
    [run] = table.rows[-1].cells[1].text.runs
    assert run.value is not None
    assert len(run.value.cells) == 3
    assert TextMark.STRONG in run.marks


def test_faults_are_told_all_at_once_and_give_no_table(root):
    spec = replace(SPEC, columns=(column("unit"), column("yeer")), sort=(("prt", False),), group_by="knd")
    table, report = resolved(root, spec)
    assert table is None
    assert [(d.code, d.label) for d in report.diagnostics] == [
        ("RD601", "did you mean `units`?"),
        ("RD601", "did you mean `year`?"),
        ("RD601", "did you mean `port`?"),
        ("RD601", "did you mean `kind`?"),
    ]
    for bad, code in (
        (replace(SPEC, data="cars"), "RD600"),
        (replace(SPEC, where=Expression(text="yer > 1", span=HERE)), "RD203"),
        (replace(SPEC, where=Expression(text="year > 3000", span=HERE)), "RD610"),
        (replace(SPEC, columns=(column("port", format="0.0"),)), "RD214"),
        (replace(SPEC, columns=(column("units", format="month"),)), "RD214"),
    ):
        table, report = resolved(root, bad)
        assert table is None
        assert {d.code for d in report.diagnostics} == {code}


def test_a_markdown_table_has_its_head_and_alignment():
    cells = tuple(tuple(message(word) for word in row) for row in (("City", "Since"), ("Khabarovsk", "1965")))
    table = resolve_markdown_table(
        MarkdownTableSpec(name="text-table", rows=cells, align=("start", "end"), span=HERE), text
    )
    assert rows(table) == [("head", ["City", "Since"]), ("body", ["Khabarovsk", "1965"])]
    assert [cell.align for cell in table.rows[1].cells] == ["start", "end"]
    assert table.widths[0] > table.widths[1]


def test_asked_widths_are_kept(root):
    spec = replace(SPEC, columns=(column("year", width=0.2), column("port"), column("kind")))
    table, _ = resolved(root, spec)
    assert table is not None
    assert abs(table.widths[0] - 0.2) < 1e-9
