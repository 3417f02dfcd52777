"""Decks of other programs as projects: charts, tables, pictures, links, and what is listed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pptx
import pytest
from PIL import Image
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

from ria_deck.diagnostics import Report
from ria_deck.importing.import_talk import Imported, import_talk, listed

_FRAME = (Inches(1), Inches(2), Inches(8), Inches(4))


def _deck() -> bytes:
    deck = pptx.Presentation()
    title, content, only, blank = (deck.slide_layouts[number] for number in (0, 1, 5, 6))
    slide = deck.slides.add_slide(title)
    slide.shapes.title.text, slide.placeholders[1].text = "Loans, 2025", "Library board"

    slide = deck.slides.add_slide(only)
    slide.shapes.title.text = "Loans"
    data = CategoryChartData(number_format="#,##0")
    data.categories = ["North", "South", "East"]
    data.add_series("2024", (1200, 900.5, None))
    data.add_series("2025", (1300, 950, 400))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *_FRAME, data)
    frame.chart.has_legend = True
    frame.chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    slide.notes_slide.notes_text_frame.text = "Say it slowly"

    slide = deck.slides.add_slide(only)
    slide.shapes.title.text = "Points"
    points = XyChartData()
    series = points.add_series("Boats")
    for x, y in ((1, 2.5), (2, 3), (4.5, 1)):
        series.add_data_point(x, y)
    slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *_FRAME, points)

    slide = deck.slides.add_slide(only)
    slide.shapes.title.text = "Boats"
    table = slide.shapes.add_table(5, 3, *_FRAME).table
    rows = [("Year", "Boats", "Tons"), ("2021", "1,200", "3.50"), ("2022", "1,310", "4.00")]
    for r, row in enumerate([*rows, ("2023", "990", "4.25"), ("2024", "1,005", "4.75")]):
        for c, cell in enumerate(row):
            table.cell(r, c).text = cell

    slide = deck.slides.add_slide(content)
    slide.shapes.title.text = "What * we {{ found }}"
    body = slide.placeholders[1].text_frame
    body.text = "First_ of 2. all"
    inner = body.add_paragraph()
    inner.text, inner.level = "below it", 1
    run = body.add_paragraph().add_run()
    run.text, run.font.bold, run.hyperlink.address = "the office", True, "https://example.org/a"
    picture = io.BytesIO()
    Image.new("RGB", (400, 300), (20, 90, 150)).save(picture, "PNG")
    slide.shapes.add_picture(picture, Inches(7), Inches(3), Inches(2))

    slide = deck.slides.add_slide(blank)
    box = slide.shapes.add_textbox(Inches(1), Inches(0.4), Inches(8), Inches(1)).text_frame
    box.text, box.paragraphs[0].font.size = "A box on top", Pt(32)
    slide.shapes.add_textbox(Inches(1), Inches(3), Inches(8), Inches(1)).text_frame.text = "1. not a list"
    slide._element.set("show", "0")

    slide = deck.slides.add_slide(content)
    slide.shapes.title.text = "Too much"
    slide.placeholders[1].text_frame.text = "\n".join(
        f"Line {number} of very many that are here" for number in range(60)
    )
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Path]:
    folder = tmp_path_factory.mktemp("decks")
    (folder / "loans.pptx").write_bytes(_deck())
    report = Report()
    made = import_talk(folder / "loans.pptx", folder / "new", report)
    assert made is not None, report.diagnostics
    return made, folder / "new"


def imported(deck: Deck, root: Path) -> Imported:
    """The deck as the project `talk`, imported without a finding."""
    deck.save(str(root / "deck.pptx"))
    report = Report()
    made = import_talk(root / "deck.pptx", root / "talk", report)
    assert report.diagnostics == []
    assert made is not None
    return made


def add_words(deck: Deck, title: str, words: str) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = title
    slide.placeholders[1].text = words


def topic(root: Path) -> str:
    (path,) = (root / "content").glob("*.md")
    return path.read_text(encoding="utf-8")


def test_the_project_passes_check(found: tuple[Imported, Path]) -> None:
    assert [one.message for one in found[0].diagnostics if one.severity.value != "note" and one.code != "RD543"] == []


def test_a_bar_chart_is_a_wide_table(found: tuple[Imported, Path]) -> None:
    assert (found[1] / "data/loans.csv").read_text(encoding="utf-8") == (
        "category,2024,2025\nNorth,1200,1300\nSouth,900.5,950\nEast,,400\n"
    )
    assert """\
```{chart #chart}
data: loans
mark: bar
encoding:
  y: {field: category, type: ordinal}
  x: {field: value, type: quantitative, title: null, format: "#,##0"}
  color: {field: series, type: nominal}
  yOffset: series
transform:
  - {fold: ["2024", "2025"], as: [series, value]}
labels: none
alt: "TODO: describe this chart (2024, 2025)"
```

::: notes
Say it slowly
:::
""" in topic(found[1])


def test_a_scatter_is_a_long_table(found: tuple[Imported, Path]) -> None:
    assert (found[1] / "data/points.csv").read_text(encoding="utf-8") == (
        "series,x,y\nBoats,1,2.5\nBoats,2,3\nBoats,4.5,1\n"
    )


def test_a_table_of_numbers_is_data_in_its_own_format(found: tuple[Imported, Path]) -> None:
    assert (found[1] / "data/boats.csv").read_text(encoding="utf-8") == (
        "Year,Boats,Tons\n2021,1200,3.50\n2022,1310,4.00\n2023,990,4.25\n2024,1005,4.75\n"
    )
    assert '- {field: Boats, format: "#,##0"}' in topic(found[1])
    assert '- {field: Tons, format: "#,##0.00"}' in topic(found[1])


def test_texts_keep_their_characters_levels_and_links(found: tuple[Imported, Path]) -> None:
    text = topic(found[1])
    assert "## What \\* we \\{{ found }} {#" in text
    assert "- First\\_ of 2. all\n  - below it\n- [**the office**](https://example.org/a)\n" in text
    assert "## A box on top {#slide-6 .hidden}\n\n1\\. not a list\n" in text


def test_the_title_slide_is_the_reports(found: tuple[Imported, Path]) -> None:
    assert 'title: "Loans, 2025"' in (found[1] / "content/report.yaml").read_text(encoding="utf-8")
    assert topic(found[1]).startswith("## Loans, 2025 {#loans-2025 layout=title}\n\nLibrary board\n")


def test_what_is_too_much_for_a_slide_is_split(found: tuple[Imported, Path]) -> None:
    assert "## Too much {#too-much .split}" in topic(found[1])


def test_pictures_wait_for_their_credits(found: tuple[Imported, Path]) -> None:
    assert "credit: TODO" in (found[1] / "content/images/credits.yaml").read_text(encoding="utf-8")
    lines = listed(found[0].talk.left)
    assert any("no alternative text that says what it shows" in line for line in lines)
    assert any("it is the title now" in line for line in lines)
    assert (found[1] / "imported.txt").read_text(encoding="utf-8").count("\n") == len(lines) + 2


def test_the_decks_own_masters_are_the_template(found: tuple[Imported, Path]) -> None:
    template = pptx.Presentation(str(found[1] / "templates/loans.pptx"))
    assert len(list(template.slides)) == 0
    assert "Title and Content" in [layout.name for layout in template.slide_layouts]


def test_the_master_that_most_slides_have_serves(tmp_path: Path) -> None:
    """Its layouts are the first of the template, in the order of their use."""
    from ria_deck.importing.template_file import template_of
    from ria_deck.ooxml.presentation import Presentation

    deck = pptx.Presentation(io.BytesIO(_deck()))
    first = deck.slide_layouts[0].name
    assert [layout.name for layout in deck.slide_layouts][:2] == [first, "Title and Content"]
    (tmp_path / "template.pptx").write_bytes(template_of(Presentation.read(_deck())))
    made = pptx.Presentation(str(tmp_path / "template.pptx"))
    assert [layout.name for layout in made.slide_layouts][:3] == ["Title Only", "Title and Content", first]
    assert len(made.slide_layouts) == len(deck.slide_layouts)


def test_a_drawing_is_a_picture_that_says_its_words(tmp_path: Path) -> None:
    from pptx.enum.shapes import MSO_SHAPE

    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "How it goes"
    group = slide.shapes.add_group_shape()
    for number, word in enumerate(("Ask", "Answer")):
        shape = group.shapes.add_shape(
            (MSO_SHAPE.OVAL, MSO_SHAPE.RIGHT_ARROW)[number], Inches(1 + 3 * number), Inches(2), Inches(2), Inches(1)
        )
        shape.text_frame.text = word
    made = imported(deck, tmp_path)
    (part,) = made.talk.slides[0].parts
    assert part.markdown == '![Ask; Answer](images/group-2.svg){width="100%"}'
    drawing = (tmp_path / "talk/content/images/group-2.svg").read_text(encoding="utf-8")
    assert drawing.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360.0 72.0">\n<ellipse cx="72.0"')
    assert ">Ask</text>" in drawing
    assert "<polygon" in drawing
    assert any("its words can't be edited there" in line for line in listed(made.talk.left))


def test_hatched_points_are_named_by_their_categories() -> None:
    from ria_deck.importing.charts.cells import hatching

    assert hatching("category", ["2007", "2008"], [1]) == "category in [2008]"
    assert hatching("category", ["A b", 'C "d"'], [0, 1]) == 'category in ["A b", "C \\"d\\""]'
    assert hatching("category", ["A"], []) == ""


def test_characters_that_no_font_has_are_listed_and_left_out_of_all_slides(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    for number, signs in enumerate(("𓀅", "𓀈𓀇𓀂𓀄𓀃", "𓀁𓀉𓀀𓀆"), start=1):
        add_words(deck, f"Slide {number}", f"{signs} Words of {number}")
    found = imported(deck, tmp_path)
    assert [line for line in listed(found.talk.left) if "no font" in line] == [
        "slide 1: characters that no font here has: 𓀅",
        "slide 2: characters that no font here has: 𓀂 𓀄 𓀇 𓀈",
        "slide 2: characters that no font here has: 𓀃",
        "slide 3: characters that no font here has: 𓀀 𓀁 𓀆 𓀉",
    ]
    assert "Words of 2" in topic(tmp_path / "talk")


def test_characters_of_the_title_that_no_font_has_are_left_out_of_it(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    add_words(deck, "𓀅 What we found", "Words")
    found = imported(deck, tmp_path)
    assert found.talk.title.strip() == "What we found"
    assert "the deck: characters of its titles that no font here has: 𓀅" in listed(found.talk.left)


def test_a_template_with_one_face_for_latin_and_chinese_takes_chinese_words(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    theme = next(one.target_part for one in deck.slide_master.part.rels.values() if one.reltype.endswith("/theme"))
    face = '<a:latin typeface="等线"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="等线"/>'
    fonts = re.compile(rb"(?s)(<a:m..orFont>)<a:latin .*?(</a:m..orFont>)")
    theme._blob = fonts.sub(rb"\1" + face.encode() + rb"\2", theme.blob)
    add_words(deck, "演示文稿", "中文的年度报告内容")
    found = imported(deck, tmp_path)
    assert listed(found.talk.left) == ["the deck: no title slide: a build makes one from content/report.yaml"]
    assert "中文的年度报告内容" in topic(tmp_path / "talk")


def test_a_long_name_of_a_file_gives_a_short_id() -> None:
    from ria_deck.importing.import_talk import project_id

    assert project_id("Monthly report") == "monthly-report"
    assert project_id("Annual report of the statistics office about exports of used cars 2025") == (
        "annual-report-of-the-statistics-office-about-exports-of"
    )
    assert (
        project_id("日本から輸出された中古車の台数についての年次報告書") == "日本から輸出された中古車の台数についての"
    )
    assert project_id("…") == "talk"


def test_a_pie_shows_its_parts_that_have_numbers(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Shares"
    data = CategoryChartData()
    data.categories = ["North", "South", "East"]
    data.add_series("Share", (8.2, 3.2, None))
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, *_FRAME, data)
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(0, 0, 0x80)
    found = imported(deck, tmp_path)
    assert listed(found.talk.left) == [
        "the deck: no title slide: a build makes one from content/report.yaml",
        "the deck: own backgrounds of 1 slide: those of the layouts serve",
        "slide 1, Chart 2: the chart: parts without a number are left out: East",
    ]
    (table,) = (tmp_path / "talk/data").glob("*.csv")
    assert table.read_text("utf-8").splitlines()[1:] == ["North,8.2", "South,3.2"]


def test_a_stock_chart_keeps_its_numbers_and_fixed_width_is_code(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Rates"
    data = CategoryChartData()
    data.categories = ["Mon", "Tue", "Wed"]
    for name, values in (("High", (5, 6, 7)), ("Low", (1, 2, 3)), ("Close", (4, 5, 6))):
        data.add_series(name, values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *_FRAME, data)
    plot = next(frame.chart._chartSpace.iter(qn("c:lineChart")))
    plot.tag = qn("c:stockChart")
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Program"
    run = slide.placeholders[1].text_frame.paragraphs[0].add_run()
    run.text, run.font.name = "print(2 * 3)", "Courier New"
    found = imported(deck, tmp_path)
    assert "slide 1, Chart 2: the chart: a stock chart, drawn as lines" in listed(found.talk.left)
    (table,) = (tmp_path / "talk/data").glob("*.csv")
    assert table.read_text("utf-8").splitlines() == ["category,High,Low,Close", "Mon,5,1,4", "Tue,6,2,5", "Wed,7,3,6"]
    assert "- `print(2 * 3)`" in topic(tmp_path / "talk")
