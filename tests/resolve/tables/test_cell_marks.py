"""Bars, colours, heads and sums in a table's cells, read back from the deck, the handout and the page for browsers."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from pptx.presentation import Presentation as Deck
from pptx.util import Emu

from ria_deck.design import load_theme
from ria_deck.design.part import ChosenTheme
from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.diagnostics import Report, Span
from ria_deck.model.tint import Shade
from ria_deck.resolve.tables.cell_marks import strongest_under
from tests.small_project import REPORT, BuiltProject, built

PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
- name: t
  path: t.csv
  sources: [{name: s}]
  schema:
    fields:
    - {name: coast}
    - {name: port}
    - {name: ships, type: integer}
    - {name: change, type: number}
    - {name: share, type: number, unit: "%"}
    - {name: speed, type: number, unit: "km/h"}
"""
ROWS = "coast,port,ships,change,share,speed\nWest,Nagi,100,-2,20,11\nWest,Tomi,400,4,80,12.5\nEast,Kure,300,,100,9\n"


def project(root: Path, block: str) -> BuiltProject:
    report = REPORT.replace("[pptx, pdf]", "[pptx, pdf, html]")
    files = {
        "content/report.yaml": report,
        "content/01.md": f"## Ships {{#t layout=table}}\n\n```{{table}}\ndata: t\n{block}```\n",
        "data/datapackage.yaml": PACKAGE,
        "data/t.csv": ROWS,
    }
    return built(root, files)


def rows(deck: Deck) -> list[list[str]]:
    (table,) = (shape.table for shape in deck.slides[-1].shapes if shape.has_table)
    return [[cell.text for cell in row.cells] for row in table.rows]


def bars(deck: Deck) -> dict[str, tuple[Emu, Emu]]:
    """The bars' left edges and widths by their names."""
    return {
        shape.name: (shape.left, shape.width) for shape in deck.slides[-1].shapes if shape.name.startswith("Bar of ")
    }


def test_bars_are_as_long_as_their_numbers(tmp_path: Path) -> None:
    found = project(tmp_path, "columns: [port, {field: ships, bar: true}]\ntotal: true\n")
    assert found.codes == []
    deck = found.deck()
    long = {name: width for name, (_, width) in bars(deck).items()}
    assert sorted(long) == ["Bar of 100", "Bar of 300", "Bar of 400"]  # not of the total, which would dwarf them
    assert long["Bar of 100"] / long["Bar of 400"] == pytest.approx(0.25, abs=0.01)
    html = (found.out / "t.en.html").read_text("utf-8")
    wide = [float(one) for one in re.findall(r'class="bar" style="[^"]*; width: ([\d.]+)%', html)]
    assert [round(one / max(wide), 2) for one in wide] == [0.25, 1.0, 0.75]


def test_bars_stand_within_their_column_and_leave_their_numbers_room(tmp_path: Path) -> None:
    deck = project(tmp_path, "columns: [port, {field: ships, bar: accent}, change]\n").deck()
    (frame,) = (shape for shape in deck.slides[-1].shapes if shape.has_table)
    widths = [column.width for column in frame.table.columns]
    left, right = frame.left + widths[0], frame.left + widths[0] + widths[1]
    for name, (start, width) in bars(deck).items():
        (cell,) = (row.cells[1] for row in frame.table.rows if f"Bar of {row.cells[1].text}" == name)
        assert left < start
        assert start + width < left + cell.margin_left < right


def test_what_is_less_than_nothing_goes_the_other_way_from_the_same_line(tmp_path: Path) -> None:
    places = bars(project(tmp_path, "columns: [port, {field: change, bar: true}]\n").deck())
    (less, _), more = places["Bar of -2"], places["Bar of 4"]
    assert less + places["Bar of -2"][1] == pytest.approx(more[0], abs=2)
    assert less < more[0]


def grounds(deck: Deck, column: int) -> list[str]:
    """The grounds of a column's cells, with their shade."""
    (table,) = (shape.table for shape in deck.slides[-1].shapes if shape.has_table)
    found = []
    for row in list(table.rows)[1:]:
        fill = row.cells[column]._tc.tcPr.find("{*}solidFill") if row.cells[column]._tc.tcPr is not None else None
        found.append(
            "" if fill is None else "".join(one.tag.rpartition("}")[2] + str(one.attrib) for one in fill.iter())
        )
    return found


def test_heat_colours_numbers_and_leaves_gaps_plain(tmp_path: Path) -> None:
    found = project(tmp_path, "columns: [port, {field: change, heat: {color: sea, middle: 0}}]\n")
    assert found.codes == []
    less, more, gap = grounds(found.deck(), 1)
    assert gap == ""
    assert less != more
    html = (found.out / "t.en.html").read_text("utf-8")
    assert len(set(re.findall(r"background-color: (#[0-9A-F]{6})", html))) == 2


def test_rows_stand_out_in_deck_and_page(tmp_path: Path) -> None:
    found = project(tmp_path, "columns: [port, ships]\nhighlight: ships > 350\n")
    assert found.codes == []
    assert [bool(one) for one in grounds(found.deck(), 0)] == [False, True, False]
    assert (found.out / "t.en.html").read_text("utf-8").count("background-color: #") >= 2


def test_groups_have_sums_but_not_of_shares_or_rates(tmp_path: Path) -> None:
    block = "group_by: coast\ncolumns: [port, ships, share, speed]\nsubtotals: true\ntotal: true\n"
    found = project(tmp_path, block)
    assert found.codes == []
    assert [row for row in rows(found.deck()) if row[0].startswith("Total")] == [
        ["Total (West)", "500", "", ""],
        ["Total (East)", "300", "", ""],
        ["Total", "800", "", ""],
    ]
    with pikepdf.open(found.out / "t.en.pdf") as pdf:
        assert len(pdf.pages) > 0
    html = (found.out / "t.en.html").read_text("utf-8")
    assert html.count('class="subtotal"') == 2


@pytest.mark.parametrize(
    ("column", "code"),
    [("share, total: true", "RD629"), ("speed, total: true", "RD629"), ("port, total: true", "RD602")],
)
def test_what_has_no_sum_is_told_where_one_is_asked_for(column: str, code: str, tmp_path: Path) -> None:
    found = project(tmp_path, f"columns: [coast, {{field: {column}}}]\ntotal: true\n")
    assert found.codes == [code]
    assert (found.told[0].span.path, found.told[0].span.line) == ("content/01.md", 5)


def test_the_way_out_of_a_total_of_shares_works(tmp_path: Path) -> None:
    found = project(tmp_path, "columns: [port, {field: share, total: false}, ships]\ntotal: true\n")
    assert found.codes == []
    assert rows(found.deck())[-1] == ["Total", "", "800"]


def test_a_computed_column_is_summed_when_asked_for(tmp_path: Path) -> None:
    step = "transform: [{calculate: ships * 2, as: twice}]\ntotal: true\n"
    assert rows(project(tmp_path / "a", f"{step}columns: [port, {{field: twice, total: true}}]\n").deck())[-1] == [
        "Total",
        "1,600",
    ]


def test_the_numbers_of_a_column_have_the_same_decimals(tmp_path: Path) -> None:
    found = project(tmp_path, "columns: [port, {field: speed, total: false}]\n")
    assert [row[1].partition("\u00a0")[0] for row in rows(found.deck())[1:]] == ["11.0", "12.5", "9.0"]


def test_columns_share_a_head(tmp_path: Path) -> None:
    found = project(tmp_path, "columns: [port, {title: Counted, columns: [ships, {field: change}]}]\n")
    assert found.codes == []
    (table,) = (shape.table for shape in found.deck().slides[-1].shapes if shape.has_table)
    first = table.rows[0].cells
    assert [cell.text for cell in first] == ["", "Counted", ""]
    assert [cell.is_merge_origin for cell in first] == [False, True, False]
    assert [cell.text for cell in list(table.rows)[1].cells] == ["port", "ships", "change"]
    html = (found.out / "t.en.html").read_text("utf-8")
    assert re.search(r'<th scope="colgroup" class="center" colspan="2">', html)


@pytest.mark.parametrize(
    ("block", "code", "words"),
    [
        ("columns: [{title: Counted}]\n", "RD021", "field"),
        ("columns: [{columns: [ships]}]\n", "RD021", "title"),
        ("columns: [{title: A, columns: [{title: B, columns: [ships]}]}]\n", "RD021", "not above other headings"),
        ("columns: [{title: A, bar: true, columns: [ships]}]\n", "RD044", "`bar`"),
        ("columns: [{title: A, field: port, columns: [ships]}]\n", "RD044", "`field`"),
        ("columns: [port, {field: port2, bar: true}]\n", "RD601", "port2"),
        ("columns: [ships, {field: port, bar: true}]\n", "RD602", "bar"),
        ("columns: [ships, {field: port, heat: true}]\n", "RD602", "heat"),
        ("columns: [{field: ships, bar: violet}]\n", "", "violet"),
        ("columns: [port, ships]\nsubtotals: true\n", "RD024", "group"),
        ("columns: [port, {field: ships, total: true}]\n", "RD024", "total"),
        ("highlight: boats > 3\n", "", "boats"),
    ],
)
def test_faults_are_told_at_their_place(block: str, code: str, words: str, tmp_path: Path) -> None:
    found = project(tmp_path, block)
    assert len(found.told) == 1
    assert words in found.told[0].message
    assert found.told[0].span.path == "content/01.md"
    if code:
        assert found.codes == [code]


@pytest.mark.parametrize("theme", ["paper", "night", "mono", "sand"])
def test_numbers_can_be_read_on_the_strongest_colour(theme: str, tmp_path: Path) -> None:
    loaded = load_theme(tmp_path, Report(), ChosenTheme(theme, Span(path="content/report.yaml")))
    for role in loaded.series:
        shade = Shade(role=role, share=strongest_under(role, loaded))
        for colors in filter(None, (loaded.colors, loaded.printed)):
            assert contrast(colors["ink"], shade.tint(colors).rgb(colors[role])) >= TEXT_CONTRAST
