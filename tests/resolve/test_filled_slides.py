"""Slides are filled: one line of title leaves its room to figures, short texts and small tables are set larger, all read
back from the deck."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx.presentation import Presentation as Deck

from tests.small_project import BuiltProject, built

ONE = "Ships"
TWO = "Ships of the harbour in the years since the pier was built, and what they carried to the islands of the bay"
CHART = "```{chart}\ndata: t\nmark: bar\nencoding: {x: {field: k}, y: {field: v}}\nalt: Numbers\n```\n"
TABLE = "```{table}\ndata: t\n```\n"
DATA = {"data/t.csv": "k,v\nA,1\nB,2\nC,3\n"}


def project(root: Path, text: str) -> BuiltProject:
    found = built(root, {"content/01.md": text, **(DATA if "data: t" in text else {})})
    assert found.codes == []
    return found


def frame(deck: Deck, number: int) -> tuple[int, int]:
    """Top and bottom of the chart on a slide."""
    (shape,) = (shape for shape in deck.slides[number].shapes if shape.has_chart)
    return shape.top, shape.top + shape.height


def sizes(deck: Deck, number: int) -> set[int]:
    """The sizes that a slide's text bodies say, in hundredths of a point."""
    bodies = (shape for shape in deck.slides[number].placeholders if shape.placeholder_format.idx >= 13)
    return {int(run.get("sz")) for body in bodies for run in body._element.iter("{*}defRPr")}


def test_a_title_of_one_line_gives_its_room_to_the_figure(tmp_path: Path) -> None:
    deck = project(tmp_path, f"## {ONE} {{#a layout=chart}}\n\n{CHART}\n## {TWO} {{#b layout=chart}}\n\n{CHART}").deck()
    (high, end), (low, same) = frame(deck, -2), frame(deck, -1)
    assert high < low
    assert end == same
    title = deck.slides[-2].shapes.title
    assert title._element.spPr.xfrm is None  # it stays where the master has it


def test_columns_rise_together(tmp_path: Path) -> None:
    words = ":::: columns\n::: column\n- A point\n:::\n::: column\n" + CHART + ":::\n::::\n"
    deck = project(tmp_path, f"## {ONE} {{#a layout=two-columns}}\n\n{words}").deck()
    body = next(shape for shape in deck.slides[-1].placeholders if shape.placeholder_format.idx == 13)
    assert body.top == frame(deck, -1)[0]


def test_short_lists_take_larger_type_and_long_ones_dont(tmp_path: Path) -> None:
    point = "- The pier was built in the year in which the first ship came from the south and stayed for the winter\n"
    deck = project(tmp_path, f"## {ONE} {{#a}}\n\n- One\n- Two\n\n## {TWO} {{#b}}\n\n{point * 5}").deck()
    assert sizes(deck, -2) == {2700}
    assert sizes(deck, -1) == set()


def test_the_indents_of_larger_lists_grow_with_their_type(tmp_path: Path) -> None:
    talk = project(
        tmp_path,
        f"## {ONE} {{#a}}\n\n- One\n  - Of it\n- Two\n\n## {ONE} of the harbour {{#b}}\n\n1. First\n2. Second\n",
    )
    lists, numbers = list(talk.deck().slides)[-2:]
    body = next(shape for shape in lists.placeholders if shape.placeholder_format.idx == 13)
    first, second = body._element.find(".//{*}lstStyle")
    larger = round(22.5 * 12_700 * 1.22727)
    assert [int(first.get("marL")), int(first.get("indent"))] == [larger, -larger]
    assert [int(second.get("marL")), int(second.get("indent"))] == [2 * larger, -larger]
    (item, _) = next(
        shape for shape in numbers.placeholders if shape.placeholder_format.idx == 13
    ).text_frame.paragraphs
    assert int(item._p.pPr.get("marL")) == -int(item._p.pPr.get("indent")) == round(36 * 12_700 * 1.22727)


def test_a_text_that_was_made_smaller_stays_so(tmp_path: Path) -> None:
    point = "- The pier was built in the year in which the first ship came from the south and stayed for the winter\n"
    deck = project(tmp_path, f"## {TWO} {{#a}}\n\n{point * 8}").deck()
    body = next(shape for shape in deck.slides[-1].placeholders if shape.placeholder_format.idx == 13)
    (autofit,) = body._element.iter("{*}normAutofit")
    assert int(autofit.get("fontScale", 100_000)) < 100_000


def test_texts_side_by_side_are_as_large_as_each_other(tmp_path: Path) -> None:
    long = "A point of many words that goes on over several lines of its column " * 3
    words = f":::: columns\n::: column\n- Short\n:::\n::: column\n- {long}\n:::\n::::\n"
    assert len(sizes(project(tmp_path, f"## {ONE} {{#a layout=two-columns}}\n\n{words}").deck(), -1)) <= 1


def test_a_table_of_few_rows_is_set_larger_and_one_of_many_as_before(tmp_path: Path) -> None:
    many_rows = "k,v\n" + "".join(f"Row {n},{n}\n" for n in range(1, 11))
    few = project(tmp_path / "few", f"## {ONE} {{#a layout=table}}\n\n{TABLE}").deck()
    many = built(
        tmp_path / "many", {"content/01.md": f"## {ONE} {{#a layout=table}}\n\n{TABLE}", "data/t.csv": many_rows}
    ).deck()
    found = []
    for deck in (few, many):
        (shape,) = (shape for shape in deck.slides[-1].shapes if shape.has_table)
        run = shape.table.cell(1, 0).text_frame.paragraphs[0].runs[0]
        found.append(run.font.size.pt)
    assert found[0] == pytest.approx(22)
    assert found[1] <= 18
