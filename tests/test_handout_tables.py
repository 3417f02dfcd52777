"""Tables of the handout in a small project: columns as wide as their texts need, the numbers behind the figures, colophon."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report, Severity
from ria_deck.model.back_matter import FigureTable
from ria_deck.model.deck import Deck, Table
from ria_deck.pipeline import Options, build
from ria_deck.render.html.page import BUILT_IN
from ria_deck.resolve.matter import data_tables
from ria_deck.resolve.tables import printed_widths as printed_tables
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-03-15\nlanguage: en\nlanguages: [en]\n"
YEARS = range(1996, 2026)
DATA = """name: t
sources: [{name: office, title: Statistics Office}]
resources:
  - name: visitors
    path: visitors.csv
    ria: {as_of: 2026-02-06}
    sources: [{name: office}]
    schema: {fields: [{name: year, type: year}, {name: visitors, type: integer}]}
  - name: steps
    path: steps.csv
    ria: {as_of: 2025-12-01}
    sources: [{name: office}]
    schema: {fields: [{name: when, type: yearmonth}, {name: what, type: string}]}
"""
SLIDES = """---
title: Visitors
sources: [office]
---

## A chart {#chart layout=chart}

```{chart}
data: visitors
mark: line
encoding:
  x: {field: year, type: ordinal, title: Year}
  y: {field: visitors, type: quantitative, title: Visitors from all of the prefectures}
alt: The visitors of thirty years.
caption: Visitors by year
```

## A timeline {#steps layout=timeline}

```{timeline}
data: steps
date: when
label: what
alt: Two steps.
caption: Two steps
```

## A small table {#small layout=table}

| Year | Number |
|------|-------:|
| 2024 |     12 |
| 2025 |     14 |

## A wide table {#wide layout=table}

| When           | What happened                                                                                 |
|----------------|-----------------------------------------------------------------------------------------------|
| September 2025 | The ferry that had been waiting for a new engine since spring went to sea again, with few cars |
| November 2025  | The ferry rests                                                                               |
"""
LONG = (
    "The ministers of all countries on the sea met for the first time since the border was closed and will meet again"
)


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tables")
    texts = {
        "content/report.yaml": REPORT,
        "content/01.md": SLIDES,
        "data/datapackage.yaml": DATA,
        "data/visitors.csv": "year,visitors\n" + "".join(f"{year},{1000 + 7 * year}\n" for year in YEARS),
        "data/steps.csv": f"when,what\n2020-09,{LONG}\n2021-11,They met\n",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")
    outcome = build(root, Options(output=root / "build", outputs=("pdf",), jobs=1))
    assert list(outcome.diagnostics) == []
    return root


@pytest.fixture(name="deck", scope="module")
def _deck(root: Path) -> Deck:
    report = Report()
    variant = Variant(root=root, cache=root / "build/.cache", edition="", language="en", outputs=())
    made = assembled(SharedInputs(root, load_content(root, report)), variant, report)
    assert made is not None, report.diagnostics
    return made[0]


def table_of(deck: Deck, slide: str) -> Table:
    (block,) = [placed.block for found in deck.slides if found.id == slide for placed in found.placements]
    assert isinstance(block, Table)
    return block


def numbers(deck: Deck, number: int) -> FigureTable:
    (found,) = [table for table in deck.data_tables if table.number == number]
    return found


def printed_lines(root: Path, poppler: ModuleType) -> list[str]:
    return str(poppler.text(root / "build/t.en.pdf", layout=True)).splitlines()


def test_a_long_narrow_table_is_folded_into_equal_strips_read_down(deck: Deck) -> None:
    visitors = numbers(deck, 1)
    assert visitors.strips == 3
    assert visitors.head == ("Year", "Visitors from all of the prefectures")
    assert [row[::2] for row in visitors.rows][:2] == [("1996", "2006", "2016"), ("1997", "2007", "2017")]
    year, value = visitors.widths[2:4]
    assert visitors.widths[4] == pytest.approx(year)
    assert visitors.widths[1] == pytest.approx(value)
    assert sum(visitors.widths) == pytest.approx(1)  # the head would not fit three times beside itself


def test_a_timeline_keeps_its_dates_on_one_line(root: Path, deck: Deck, poppler: ModuleType) -> None:
    steps = numbers(deck, 2)
    assert steps.strips == 1
    assert steps.widths[1] > 3 * steps.widths[0]
    assert any(re.match(r"September 2020 +The ministers", line) for line in printed_lines(root, poppler))


def test_columns_are_as_wide_as_they_need_on_the_page(root: Path, deck: Deck, poppler: ModuleType) -> None:
    assert sum(table_of(deck, "small").printed) == pytest.approx(0.62)
    wide = table_of(deck, "wide").printed
    assert sum(wide) == pytest.approx(1)
    assert any(re.search(r"September 2025 +The ferry that", line) for line in printed_lines(root, poppler))


def test_the_handout_says_what_it_was_built_from(root: Path, deck: Deck, poppler: ModuleType) -> None:
    assert deck.colophon[1] == "Data as of December 1, 2025 to February 6, 2026"
    text = poppler.text(root / "build/t.en.pdf")
    assert all(line in text for line in deck.colophon)


def test_a_page_has_the_running_head_of_what_it_begins_with(root: Path, poppler: ModuleType) -> None:
    """The title on left pages; on right ones the chapter that goes on, none where a chapter begins; the page's number."""
    pages = poppler.text(root / "build/t.en.pdf", layout=True).split("\f")
    heads = [[re.sub(" {2,}", "  ", line.strip()) for line in page.splitlines() if line.strip()][:2] for page in pages]
    assert heads[1:5] == [
        ["T · Handout  2", "Contents"],
        ["3", "1  Visitors"],
        ["T · Handout  4", "A wide table"],
        ["5", "Figure 2 Two steps"],  # with the colophon, which is never alone on its page
    ]


@pytest.mark.parametrize(
    ("columns", "word", "dense", "told"),
    [(8, "12,345", False, []), (14, "12,345", True, []), (14, "Hinterland", True, ["RD535"])],
)
def test_a_wide_table_is_set_densely_or_told(
    columns: int, word: str, dense: bool, told: list[str], tmp_path: Path, poppler: ModuleType
) -> None:
    row = "| " + " | ".join([word] * columns) + " |\n"
    text = f"## A table {{#wide}}\n\n- One\n\n::: handout\n{row}{'|---' * columns}|\n{row}:::\n"
    for name, words in {"content/report.yaml": REPORT, "content/01.md": text}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words, "utf-8")
    found = build(tmp_path, Options(output=tmp_path / "build", jobs=1)).diagnostics
    assert [one.code for one in found if one.severity is not Severity.NOTE] == told
    report = Report()
    variant = Variant(root=tmp_path, cache=tmp_path / "build/.cache", edition="", language="en", outputs=())
    made = assembled(SharedInputs(tmp_path, load_content(tmp_path, report)), variant, report)
    assert made is not None
    (table,) = [block for slide in made[0].slides for block in slide.handout if isinstance(block, Table)]
    assert table.dense == dense
    whole = poppler.text(tmp_path / "build/t.en.pdf").split().count(word)
    assert whole == 2 * columns if not told else whole < 2 * columns


@pytest.mark.parametrize(("series", "years"), [(14, 8), (14, 30), (3, 12)])
def test_numbers_behind_a_figure_of_many_series_are_turned_or_cut_never_broken(
    series: int, years: int, tmp_path: Path, poppler: ModuleType
) -> None:
    rows = [
        f"{1996 + year},Territory{number:02},{1000 * number + year}"
        for year in range(years)
        for number in range(series)
    ]
    chart = "## A {#a}\n\n- One\n\n::: handout\n```{chart}\ndata: t\nmark: line\nencoding:\n  x: {field: y, type: ordinal}\n"
    files = {
        "content/report.yaml": REPORT,
        "content/01.md": chart
        + "  y: {field: v}\n  color: {field: s, scale: {range: ["
        + ", ".join(["ink"] * series)
        + "]}}\nalt: Lines\n```\n:::\n",
        "data/t.csv": "y,s,v\n" + "\n".join(rows) + "\n",
        "data/datapackage.yaml": "sources: [{name: o, title: O}]\nresources: [{name: t, path: t.csv, sources: [{name: o}], "
        "schema: {fields: [{name: y, type: year}, {name: s}, {name: v, type: integer}]}}]\n",
    }
    for name, words in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words, "utf-8")
    build(tmp_path, Options(output=tmp_path / "build", outputs=("pdf",), jobs=1))
    printed = poppler.text(tmp_path / "build/t.en.pdf").rpartition("The numbers behind")[2].split()
    for number in range(series):
        assert f"Territory{number:02}" in printed
        assert all(f"{1000 * number + year:,}" in printed for year in range(years))
    assert all(str(1996 + year) in printed for year in range(years))


def test_columns_are_measured_with_the_sizes_of_the_style_sheet() -> None:
    """The sheet sets what printed_tables and data_tables have measured before."""
    text = (BUILT_IN / "handout.css").read_text("utf-8")
    rules = {
        selector.strip(): dict(re.findall(r"([\w-]+): ([^;}]+)", body))
        for selector, body in re.findall(r"^([^@/{}]+)\{([^{}]*)\}", text, re.M)
    }

    def size(selector: str, name: str = "font-size") -> float:
        return float(rules[selector][name].strip().removesuffix("pt"))

    sides = [float(side.removesuffix("pt")) for side in rules["th, td"]["padding"].split()]
    assert size("table") == printed_tables.PLAIN.size
    assert size("thead th") == printed_tables.PLAIN.head
    assert 2 * sides[1] == printed_tables.PLAIN.gap
    assert size("table.dense") == printed_tables.DENSE.size
    assert size("table.dense thead th") == printed_tables.DENSE.head
    dense = rules["table.dense th, table.dense td"]
    assert (
        sum(float(dense[f"padding-inline-{side}"].strip()[:-2]) for side in ("start", "end"))
        == printed_tables.DENSE.gap
    )
    assert size("figure.data table") == data_tables.SIZE
    assert size("figure.data .first", "padding-inline-start") == sides[1] + data_tables.INDENT
