"""Key figures from small projects: one size for all numbers, native sparks, both outputs, and what is told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.model.deck import Deck
from ria_deck.model.kpi import Kpi
from ria_deck.pipeline import Options, build
from ria_deck.record.manifest import deck_record
from ria_deck.render.handout.handout import render_html
from ria_deck.render.pptx import render_pptx
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

REPORT = "id: k\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n"
PACKAGE = """
sources: [{name: s, title: S}]
resources:
  - name: ships
    path: ships.csv
    sources: [{name: s}]
    schema:
      fields:
        - {name: year, type: year, title: Year}
        - {name: harbour, title: Harbour}
        - {name: ships, type: integer, title: Ships}
      primaryKey: [year, harbour]
"""
SHIPS = "year,harbour,ships\n" + "".join(
    f"{year},{harbour},{base + 10 * (year - 2019)}\n"
    for year in range(2019, 2026)
    for harbour, base in (("Kure", 900), ("Akita", 400))
)
SPARK = "{data: ships, x: year, y: {field: ships, aggregate: sum}}"
ROW = f"""- value: "{{{{ ships.sum('ships', year=2025) | number }}}}"
  label: ships in **2025**, [counted](https://example.org)
  change: "+8% since 2019"
  note: both harbours
  source: Counted by hand
  spark: {SPARK}
- value: "960"
  label: of them in Kure
  color: accent
  spark: {{data: ships, x: year, y: ships, mark: bar, where: "harbour == 'Kure'"}}
"""


def written(root: Path, block: str) -> Path:
    texts = {
        "content/report.yaml": REPORT,
        "content/01.md": f"## Key figures {{#figures layout=kpi}}\n\n```{{kpi}}\n{block}```\n",
        "data/datapackage.yaml": PACKAGE,
        "data/ships.csv": SHIPS,
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def resolved(root: Path, block: str) -> tuple[Deck | None, Kpi | None, list[Diagnostic]]:
    written(root, block)
    report = Report()
    variant = Variant(root=root, cache=root / "build/.cache", edition="", language="en", outputs=())
    made = assembled(SharedInputs(root, load_content(root, report)), variant, report)
    blocks = [placed.block for slide in made[0].slides for placed in slide.placements] if made else []
    found = next((block for block in blocks if isinstance(block, Kpi)), None)
    return made[0] if made else None, found, [one for one in report.diagnostics if one.code != "RD250"]


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deck, Kpi]:
    deck, found, told = resolved(tmp_path_factory.mktemp("kpi"), ROW)
    assert told == []
    assert deck is not None
    assert found is not None
    return deck, found


def test_all_numbers_have_one_size_and_no_words_reach_a_spark(made: tuple[Deck, Kpi]) -> None:
    for layout in (made[1].slide, made[1].handout):
        assert layout is not None
        assert len({tile.lines[0].size for tile in layout.tiles}) == 1
        for tile in layout.tiles:
            assert tile.lines[0].size > 1.3 * tile.lines[1].size
            assert tile.spark is not None
            assert tile.text.bottom <= tile.spark.y
            assert tile.spark.bottom <= layout.height + 0.01
        first, second = (tile.text for tile in layout.tiles)
        assert first.right < second.x
        assert second.right <= layout.width + 0.01


def test_sparks_are_native_charts_without_value_axis(made: tuple[Deck, Kpi]) -> None:
    deck = Presentation(io.BytesIO(render_pptx(made[0])))
    slide = next(slide for slide in deck.slides if slide.shapes.title and slide.shapes.title.text == "Key figures")
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert [[list(series.values) for series in chart.plots[0].series] for chart in charts] == [
        [[1300, 1320, 1340, 1360, 1380, 1400, 1420]],
        [[900, 910, 920, 930, 940, 950, 960]],
    ]
    assert not any(chart.value_axis.visible for chart in charts)
    assert not any(chart.value_axis.has_major_gridlines for chart in charts)
    assert all(chart.part.chart_workbook.xlsx_part is not None for chart in charts)
    words = [shape for shape in slide.shapes if shape.name.startswith("Key figure ")]
    assert [[p.text for p in shape.text_frame.paragraphs] for shape in words] == [
        ["1,420", "ships in 2025, counted", "+8% since 2019", "both harbours"],
        ["960", "of them in Kure"],
    ]
    runs = [run for paragraph in words[0].text_frame.paragraphs for run in paragraph.runs]
    assert {run.text: run.hyperlink.address for run in runs}["counted"] == "https://example.org"
    assert next(shape for shape in slide.placeholders if "Counted by hand" in shape.text_frame.text)


def test_an_alternative_text_says_what_a_spark_shows(made: tuple[Deck, Kpi]) -> None:
    assert [spark.alt for spark in made[1].sparks] == [
        "ships in 2025, counted: 2019 – 2025",
        "of them in Kure: 2019 – 2025",
    ]


def test_the_handout_has_figures_words_and_the_numbers_of_sparks(made: tuple[Deck, Kpi]) -> None:
    deck = made[0]
    html = render_html(deck)
    for text in ("1,420", "both harbours", '<a href="https://example.org">counted</a>', "<strong>2025</strong>"):
        assert text in html
    tables = [table for table in deck.data_tables if table.name.startswith("kpi-")]
    assert [(table.number, table.rows[-1]) for table in tables] == [(1, ("2025", "1,420")), (1, ("2025", "960"))]
    assert made[1].number == 1


def test_the_manifest_has_each_number_with_its_cells(made: tuple[Deck, Kpi]) -> None:
    slide = next(slide for slide in deck_record(made[0])["slides"] if slide["id"] == "figures")
    value = next(text for text in slide["texts"] if text["text"] == "1,420")
    assert len(value["values"][0]["cells"]) == 2
    spark = next(text for text in slide["texts"] if text["place"] == "kpi kpi figure 2 spark" and "points" in text)
    assert [point["raw"] for point in spark["points"]][-1] == 960


def test_figures_without_sparks_are_larger_and_have_no_figure_number(tmp_path: Path) -> None:
    _, with_sparks, _ = resolved(tmp_path, ROW)
    _, bare, told = resolved(tmp_path, "- {value: '12', label: ships}\n- {value: '7', label: boats}\n")
    assert told == []
    assert bare is not None
    assert with_sparks is not None
    assert bare.number == 0
    assert bare.slide is not None
    assert with_sparks.slide is not None
    assert bare.slide.tiles[0].lines[0].size > with_sparks.slide.tiles[0].lines[0].size


def test_six_figures_stand_in_one_row_of_the_slide_and_two_of_the_page(tmp_path: Path) -> None:
    _, found, told = resolved(tmp_path, "".join(f"- {{value: '{n},000', label: ships}}\n" for n in range(1, 7)))
    assert told == []
    assert found is not None
    assert found.slide is not None
    assert found.handout is not None
    assert (found.slide.columns, found.handout.columns) == (6, 3)


def test_names_of_no_time_are_left_out_of_sparks(tmp_path: Path) -> None:
    block = f"- {{value: '12', label: ships, spark: {SPARK.replace('year', 'harbour')}}}\n"
    _, found, told = resolved(tmp_path, block)
    assert told == []
    assert found is not None
    (spark,) = found.sparks
    assert spark.slide is not None
    assert [label.text for label in spark.slide.category_labels] == ["Kure", "Akita"]  # two: both are ends
    more = SHIPS + "2025,Niigata,100\n"
    (tmp_path / "data/ships.csv").write_text(more, "utf-8")
    report = Report()
    variant = Variant(root=tmp_path, cache=tmp_path / "build/.cache", edition="", language="en", outputs=())
    made = assembled(SharedInputs(tmp_path, load_content(tmp_path, report)), variant, report)
    assert made is not None
    kpi = next(p.block for slide in made[0].slides for p in slide.placements if isinstance(p.block, Kpi))
    assert kpi.sparks[0].slide is not None
    assert kpi.sparks[0].slide.category_labels == ()


def test_the_topic_may_be_yaml(tmp_path: Path) -> None:
    root = written(tmp_path, ROW)
    (root / "content/01.md").unlink()
    entry = "".join(f"      {line}\n" for line in ROW.splitlines())
    (root / "content/01.yaml").write_text(
        f"slides:\n  - title: Key figures\n    layout: kpi\n    kpi:\n{entry}", "utf-8"
    )
    result = build(root, Options(output=root / "build", outputs=("pptx", "pdf", "html"), jobs=1))
    assert {one.code for one in result.diagnostics} <= {"RD250"}, result.diagnostics
    assert len(list((root / "build").glob("k.en.*"))) == 3


WORDS = "words that go on " * 16


@pytest.mark.parametrize(
    ("block", "code", "words"),
    [
        (
            "- {value: '123,456,789,012 yen in all of the harbours', label: a}\n" * 3,
            "RD655",
            "is too wide for its place",
        ),
        (f"- {{value: '1', label: {WORDS}, note: {WORDS * 2}}}\n" * 4, "RD655", "too high at 14 pt"),
        ("- {value: '1', label: Unbreakablyunendinglyunspeakablylongword}\n" * 6, "RD655", "words that are too long"),
        ("- {value: '1', label: a, color: mauve}\n", "RD608", "the theme has no colour `mauve`"),
        ("- {value: '1', label: a, spark: {data: boats, x: year, y: ships}}\n", "RD600", "boats"),
        ("- {value: '1', label: a, spark: {data: ships, x: year, y: ships}}\n", "RD603", ""),
        ("- {value: '1', label: a, spark: {data: ships, x: year, y: ships, where: year > 2030}}\n", "RD604", ""),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, block: str, code: str, words: str) -> None:
    _, _, told = resolved(tmp_path, block)
    assert code in [one.code for one in told], told
    assert any(words in one.message for one in told if one.code == code), told
    assert all(one.span is not None and one.span.path == "content/01.md" for one in told)


def test_a_mistake_in_one_part_of_a_figure_hides_none_in_the_others(tmp_path: Path) -> None:
    block = ROW.replace("sum('ships'", "sum('boats'").replace("x: year, y: {field", "x: yaer, y: {field", 1)
    _, _, told = resolved(tmp_path, block.replace("color: accent", "color: pink"))
    assert sorted(one.code for one in told) == ["RD203", "RD601", "RD608"]
