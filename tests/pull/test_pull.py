"""`pull`: what a person changes in a built deck comes back into the sources, or is said to contradict them."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Pt
from typer.testing import CliRunner

from ria_deck.cli.app import app
from tests.pull.talk import FILES, Talk, built, changed, said, write


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(tmp_path)


def test_a_deck_that_nobody_edited_has_nothing_to_pull(talk: Talk) -> None:
    found = talk.pull()
    assert (said(found), found.diff) == ([], "")


@pytest.mark.parametrize(
    ("slide", "old", "new", "line"),
    [
        ("rose", "Exports rose", "Exports fell", "+## Exports fell {#rose}"),
        (
            "rose",
            "Japan exported ",
            "Last year Japan sold ",
            '+- Last year Japan sold {{ cars.latest("units") | number }} used cars in {{ cars.latest("year") }}.',
        ),
        ("rose", "by sea", "by ship", "+- Most of them went **by ship** to [Vladivostok](https://example.org/port)."),
        ("rose", "nobody expected more", "everybody did", "+  everybody did[^why]."),
        ("rose", "Customs", "The *customs*", "+[^why]: The \\*customs\\* said so."),
        ("rose", "slowly", "fast", '+Say it fast. The year was {{ cars.latest("year") }}.'),
        ("table", "The year", "The driver's year", "+  - {field: year, title: 'The driver''s year'}"),
        ("hand", "Remark", "What|why", "+| Port | What\\|why |"),
        (
            "hand",
            " lorries",
            " new lorries",
            '+| Fushiki | {{ cars.value("units", year=2022) | number }} new lorries |',
        ),
        ("rose", "Used cars", "Old cars", "+title: Old cars"),
        ("years", "Customs", "The customs", "+    sources: [{title: The customs}]"),
        ("closing", "What is left", "What is: left", '+    title: "What is: left"'),
        ("closing", "word of thanks", "word: thanks", "+      - One word: thanks."),
        ("closing", "“quoted”", "“typed”", '+      - Another "typed" word.'),
        ("closing", "didn’t", "did not", '+      - They did not "wait" -- 2019--2024...'),
        ("closing", "2024…", "2025...", '+      - They didn\'t "wait" -- 2019--2025\\...'),
        ("closing", "They", 'The "men"', '+      - The "men" didn\'t "wait" -- 2019--2024...'),
    ],
)
def test_edited_words_change_their_line_alone(talk: Talk, slide: str, old: str, new: str, line: str) -> None:
    talk.retype(slide, old, new)
    found = talk.pull()
    assert [one.outcome.value for one in found.differences] == ["patch"], said(found)
    assert [one for one in changed(found) if one.startswith("+")] == [line]
    assert len(changed(found)) == 2


def test_what_was_pulled_is_not_found_again(talk: Talk) -> None:
    talk.retype("rose", "used cars in", "old cars in")
    talk.retype("hand", "first", "very first")
    talk.retype("closing", "quoted", "so-called")
    talk.apply(talk.pull())
    again = Talk.pull(talk)
    assert (said(again), again.diff) == ([], "")
    now = Presentation(io.BytesIO(built(talk.root)))
    words = [shape.text_frame.text for slide in now.slides for shape in slide.shapes if shape.has_text_frame]
    assert "Japan exported 2,100 old cars in 2024." in "\n".join(words)


def test_a_value_written_over_is_a_conflict_that_names_its_cell(talk: Talk) -> None:
    talk.retype("rose", "2,100", "2,200")
    found = talk.pull()
    [conflict] = found.conflicts
    assert (conflict.code, found.diff) == ("RD851", "")
    assert str(conflict.cells[0]) == "data/cars.csv [year=2024] units"
    assert conflict.span is not None
    assert (conflict.span.path, conflict.span.line) == ("content/cars.md", 7)


def test_a_cell_and_a_point_of_a_chart_are_the_data_s(talk: Talk) -> None:
    shapes = talk.slide("table").shapes
    table = next(shape.table for shape in shapes if shape.has_table)
    table.cell(2, 1).text_frame.paragraphs[0].runs[0].text = "9"
    chart = next(shape.chart for shape in talk.slide("years").shapes if shape.has_chart)
    data = CategoryChartData()
    data.categories = ["2022", "2023", "2024"]
    data.add_series("Cars", (1500, 1750, 2100))
    chart.replace_data(data)
    found = talk.pull()
    assert [one.code for one in found.conflicts] == ["RD851", "RD851"]
    assert [(str(one.cells[0]), one.new) for one in found.conflicts] == [
        ("data/cars.csv [year=2023] units", "1750"),
        ("data/cars.csv [year=2023] units", "9"),
    ]


def table_of(talk: Talk, slide: str) -> Any:
    """The table of a slide."""
    return next(shape.table for shape in talk.slide(slide).shapes if shape.has_table)


def type_row(table: Any, row: int, *words: str) -> None:
    """Put a row behind one, in its form."""
    new = copy.deepcopy(table._tbl.tr_lst[row])
    table._tbl.tr_lst[row].addnext(new)
    for cell, text in zip(table.rows[row + 1].cells, words, strict=True):
        runs = cell.text_frame.paragraphs[0].runs
        runs[0].text = text
        for run in runs[1:]:
            run.text = ""


def test_a_row_written_in_a_table_of_the_sources_is_a_line_of_it(talk: Talk) -> None:
    type_row(table_of(talk, "hand"), 1, "Toyama", "a *new* | one")
    talk.retype("hand", "Remark", "What of it")
    found = talk.pull()
    assert said(found) == [
        "patch slide 6 (hand), Table text-table: a row of the table was written in the deck",
        "patch slide 6 (hand), Table text-table, row 1, column 2: the text was edited",
    ]
    talk.apply(found)
    assert (talk.root / "content/cars.md").read_text().splitlines()[-5:] == [
        "| Port | What of it |",
        "|---|---|",
        "| Niigata | the **first** one |",
        "| Toyama | a \\*new\\* \\| one |",
        '| Fushiki | {{ cars.value("units", year=2022) | number }} lorries |',
    ]
    assert said(talk.pull()) == []


def test_a_row_deleted_in_a_table_of_the_sources_is_a_line_less(talk: Talk) -> None:
    table = table_of(talk, "hand")
    table._tbl.remove(table._tbl.tr_lst[1])
    found = talk.pull()
    assert said(found) == ["patch slide 6 (hand), Table text-table: a row of the table was deleted in the deck"]
    assert changed(found) == ["-| Niigata | the **first** one |"]


def test_rows_and_columns_of_data_are_conflicts_and_the_other_cells_are_compared(talk: Talk) -> None:
    type_row(table_of(talk, "table"), 3, "2025", "9")
    talk.retype("table", "The year", "Year")
    for row, word in zip(table_of(talk, "hand")._tbl.tr_lst, ("Since", "1995", "2010"), strict=True):
        new = copy.deepcopy(row.tc_lst[0])
        row.tc_lst[0].addnext(new)
        new.txBody.p_lst[0].r_lst[0].t.text = word
    found = talk.pull()
    assert [(one.outcome.value, one.spot.where, one.new, one.hint) for one in found.differences] == [
        ("patch", "Table all, row 1, column 1", "Year", ""),
        ("conflict", "Table all, row 5", "2025 | 9", "write it into data/cars.csv"),
        ("conflict", "Table text-table", "Since | 1995 | 2010", "do the same in the sources, then build again"),
    ]


def test_a_deleted_row_of_data_is_a_conflict_that_names_its_cells(talk: Talk) -> None:
    table = table_of(talk, "table")
    table._tbl.remove(table._tbl.tr_lst[1])
    [conflict] = talk.pull().differences
    assert (conflict.outcome.value, conflict.old) == ("conflict", "2022 | 1,500")
    assert [str(cell) for cell in conflict.cells] == [
        "data/cars.csv [year=2022] year",
        "data/cars.csv [year=2022] units",
    ]


def test_a_table_and_a_chart_that_only_the_data_made_longer_are_left_alone(talk: Talk) -> None:
    write(talk.root, {"data/cars.csv": "year,units\n2022,1500\n2023,1850\n2024,2100\n2025,1\n2026,2\n"})
    assert said(talk.pull()) == []
    write(talk.root, {"data/cars.csv": "year,units\n2023,1850\n2024,2100\n"})
    text = FILES["content/cars.md"].replace("year=2022", "year=2023")
    write(talk.root, {"content/cars.md": text})
    assert said(talk.pull()) == []


def test_names_and_sizes_of_a_chart_changed_by_hand_are_conflicts(talk: Talk) -> None:
    chart = next(shape.chart for shape in talk.slide("years").shapes if shape.has_chart)
    data = CategoryChartData()
    data.categories = ["2022", "2023", "2024", "2025"]
    data.add_series("Cars sold", (1500, 1800, 2100, 7))
    chart.replace_data(data)
    found = talk.pull()
    assert [(one.code, one.message, one.old, one.new) for one in found.differences] == [
        ("RD851", "a series of the chart was given another name by hand", "Cars", "Cars sold"),
        ("RD851", "a category was put into the chart by hand", "", "2025: 7"),
    ]


def test_data_that_changed_since_are_no_edits(talk: Talk) -> None:
    talk.retype("rose", "used cars in", "old cars in")
    write(talk.root, {"data/cars.csv": "year,units\n2022,1500\n2023,1850\n2024,2222\n"})
    found = talk.pull()
    assert said(found) == ["patch slide 3 (rose), Body: the text was edited"]
    assert changed(found)[1].endswith('{{ cars.latest("units") | number }} old cars in {{ cars.latest("year") }}.')


def test_words_that_both_have_changed_are_a_conflict(talk: Talk) -> None:
    talk.retype("rose", "used cars in", "old cars in")
    talk.retype("rose", "Exports rose", "Exports fell")
    write(talk.root, {"content/cars.md": FILES["content/cars.md"].replace("used cars in", "second-hand cars in")})
    found = talk.pull()
    assert [(one.code, one.outcome.value) for one in found.differences] == [("RD852", "conflict"), ("", "patch")]


def test_words_that_only_the_sources_have_changed_are_left_alone(talk: Talk) -> None:
    changed_since = (
        FILES["content/cars.md"].replace("used cars in", "second-hand cars in").replace("by sea", "*by air*")
    )
    write(talk.root, {"content/cars.md": changed_since})
    assert said(talk.pull()) == []


def test_a_translated_deck_changes_its_catalog_alone(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "ja")
    talk.retype("rose", "台の中古車", "台の車")
    talk.retype("rose", "輸出は増えた", "輸出は大きく増えた")
    talk.retype("closing", "One word of thanks.", "ありがとう。")
    found = talk.pull()
    assert found.name.language == "ja"
    assert list(found.files) == ["content/locale/ja.po"]
    assert [line for line in changed(found) if line.startswith("+")] == [
        '+msgstr "輸出は大きく増えた"',
        '+msgstr ""',
        '+"{{ cars.latest(\\"year\\") }}年、日本は{{ cars.latest(\\"units\\") | number "',
        '+"}}台の車を輸出した。"',
        "+#, fuzzy",
        '+msgstr "ありがとう。"',
    ]


def test_marks_made_by_hand_become_marks(talk: Talk) -> None:
    for paragraph in talk.paragraphs("closing"):
        for run in paragraph.runs:
            if "thanks" in run.text:
                run.font.bold = True
    for paragraph in talk.paragraphs("rose"):
        for run in paragraph.runs:
            if run.text == "by sea":
                run.font.bold = None
    found = talk.pull()
    assert [line for line in changed(found) if line.startswith("+")] == [
        "+- Most of them went by sea to [Vladivostok](https://example.org/port).",
        "+      - **One word of thanks.**",
    ]


SOURCES = """\
sources:
  - {name: customs, title: Customs, ria:titles: {ja: 税関, ru: Таможня}}
  - name: port
    title: Port of Niigata
    ria:titles: {ja: 新潟港, ru: Port of Niigata}
"""


@pytest.mark.parametrize(
    ("language", "old", "new", "line"),
    [
        (
            "en",
            "Customs and",
            "Customs, old and",
            '+  - {name: customs, title: "Customs, old", ria:titles: {ja: 税関, ru: Таможня}}',
        ),
        ("en", "of Niigata", "of Fushiki", "+    title: Port of Fushiki"),
        ("ja", "新潟港", "新潟の港", "+    ria:titles: {ja: 新潟の港, ru: Port of Niigata}"),
        ("ru", "of Niigata", "of Fushiki", "+    ria:titles: {ja: 新潟港, ru: Port of Fushiki}"),
    ],
)
def test_a_line_of_several_sources_changes_the_title_that_was_edited(
    tmp_path: Path, language: str, old: str, new: str, line: str
) -> None:
    report = FILES["content/report.yaml"].replace("[en, ja]", "[en, ja, ru]")
    data = SOURCES + FILES["data/datapackage.yaml"].replace("[{title: Customs}]", "[{name: customs}, {name: port}]")
    files = {"content/report.yaml": report, "data/datapackage.yaml": data}
    talk = Talk(tmp_path, language, files | {"content/locale/ru.po": FILES["content/locale/ja.po"]})
    talk.retype("years", old, new)
    found = talk.pull()
    assert [one.outcome.value for one in found.differences] == ["patch"], said(found)
    assert [one for one in changed(found) if one.startswith("+")] == [line]
    talk.apply(found)
    assert said(talk.pull()) == []


def test_words_that_the_program_puts_around_a_title_are_no_text_of_the_sources(talk: Talk) -> None:
    talk.retype("years", "Source: ", "From the ")
    talk.retype("contents", "Cars", "All cars")
    assert said(talk.pull()) == [
        "patch slide 2 (contents), List: the text was edited",
        "conflict RD853 slide 4 (years), Source: the text was edited in the deck, but no single text of the sources says it",
    ]


def test_marks_on_words_that_the_program_puts_around_a_title_are_listed(talk: Talk) -> None:
    [run] = next(one for one in talk.paragraphs("years") if one.text == "Source: Customs").runs
    other = copy.deepcopy(run._r)
    run._r.addnext(other)
    run.text, other.t.text = "Source: ", "Customs"
    run.font.bold = True
    words = "listed RD858 slide 4 (years), Source: words that the program puts around a text have other marks"
    assert said(talk.pull()) == [words]


def test_an_edit_with_which_the_project_does_not_build_is_a_conflict(tmp_path: Path) -> None:
    front = (
        '---\ntitle: "Cars"\nclaims:\n  - {that: \'cars.latest("units") > 2000\', says: nobody expected more}\n---\n'
    )
    text = (
        FILES["content/cars.md"].replace('---\ntitle: "Cars"\n---\n', front).replace(", and\n  nobody", ", and nobody")
    )
    talk = Talk(tmp_path, files={"content/cars.md": text})
    talk.retype("rose", "nobody expected more", "it was expected")
    talk.retype("rose", "Exports rose", "Exports fell")
    found = talk.pull()
    assert [(one.code, one.outcome.value) for one in found.differences] == [("RD857", "conflict"), ("", "patch")]
    assert found.conflicts[0].message.startswith("a claim at content/cars.md:4:")


def body(talk: Talk, slide: str) -> Any:
    """The text of a slide's body."""
    return next(shape for shape in talk.slide(slide).placeholders if shape.name == "Body").text_frame


def body_index(talk: Talk) -> int:
    """The index of the body among a layout's placeholders."""
    frame = next(shape for shape in talk.slide("closing").placeholders if shape.name == "Body")
    return int(frame.placeholder_format.idx)


def written(frame: Any, after: int, text: str, level: int = 0) -> None:
    """Type a paragraph behind another, in its form."""
    before = frame.paragraphs[after]._p
    new = copy.deepcopy(before)
    before.addnext(new)
    paragraph = next(one for one in frame.paragraphs if one._p is new)
    for run in paragraph.runs[1:]:
        new.remove(run._r)
    paragraph.runs[0].text = text
    if level:
        paragraph.level = level


def test_items_written_and_deleted_in_the_deck_are_lines_of_the_source(talk: Talk) -> None:
    frame = body(talk, "rose")
    written(frame, 2, "# The last of all", level=1)
    written(frame, 0, "A second thought")
    written(frame, 1, "A third one")
    frame._txBody.remove(next(one._p for one in frame.paragraphs if "by sea" in one.text))
    closing = body(talk, "closing")
    closing._txBody.remove(closing.paragraphs[0]._p)
    notes = talk.slide("rose").notes_slide.notes_text_frame
    written(notes, 0, "Then wait.")
    found = talk.pull()
    assert {one.outcome.value for one in found.differences} == {"patch"}, said(found)
    assert changed(found) == [
        "-- Most of them went **by sea** to [Vladivostok](https://example.org/port).",
        "+- A second thought",
        "+- A third one",
        "+  - \\# The last of all",
        "+",
        "+Then wait.",
        "-      - One word of thanks.",
    ]
    talk.apply(found)
    assert said(talk.pull()) == []


def test_a_translated_deck_gives_no_lines_to_the_source(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "ja")
    frame = body(talk, "rose")
    written(frame, 2, "第二の考え")
    frame._txBody.remove(next(one._p for one in frame.paragraphs if "by sea" in one.text))
    found = talk.pull()
    assert [(one.outcome.value, one.code) for one in found.differences] == [("conflict", "RD854")] * 2


def test_what_moved_came_or_went_is_named(talk: Talk) -> None:
    title = talk.slide("rose").shapes.title
    title.left, title.top, title.width, title.height = 1_000_000, 1_000_000, 5_000_000, 500_000
    body = next(shape for shape in talk.slide("rose").placeholders if shape.name == "Body").text_frame
    body._txBody.append(body.paragraphs[0]._p)
    ids = talk.deck.slides._sldIdLst
    ids.remove(ids[talk.deck.slides.index(talk.slide("table"))])
    found = talk.pull()
    assert said(found) == [
        "patch slide 3 (rose), Body: a paragraph was moved in the deck",
        "listed RD858 slide 3 (rose), Title: the shape was moved by 8.7 mm to the right and 10 mm down, "
        "made 161.7 mm narrower and 14.6 mm lower",
        "listed RD854 slide 5 (table): the slide was deleted in the deck",
    ]


def test_moved_items_are_lines_that_change_places(talk: Talk) -> None:
    text = body(talk, "rose")
    text._txBody.append(text.paragraphs[0]._p)
    talk.retype("rose", "used cars in", "old cars in")
    text = body(talk, "closing")
    text.paragraphs[1]._p.addnext(text.paragraphs[0]._p)
    found = talk.pull()
    assert [one.outcome.value for one in found.differences] == ["patch"] * 3, said(found)
    talk.apply(found)
    lines = (talk.root / "content/cars.md").read_text().splitlines()
    assert [line[:20] for line in lines[6:11]] == [
        "- Most of them went ",
        "- The number of 2023",
        "  nobody expected mo",
        "- Japan exported {{ ",
        "",
    ]
    assert "old cars in {{ cars.latest(" in lines[9]
    assert said(talk.pull()) == []


def test_numbers_of_a_list_stay_where_they_are_when_its_items_move(tmp_path: Path) -> None:
    text = "---\ntitle: Cars\n---\n\n## A {#a}\n\n1. First\n2. Second,\n   which goes on\n3. Third\n\nAnd then?\n"
    talk = Talk(tmp_path, files={"content/cars.md": text})
    words = body(talk, "a")
    words._txBody.insert(2, words.paragraphs[2]._p)
    talk.apply(found := talk.pull())
    assert said(found) == ["patch slide 3 (a), Body: a paragraph was moved in the deck"]
    wanted = "\n\n1. Third\n2. First\n3. Second,\n   which goes on\n\nAnd then?\n"
    assert (talk.root / "content/cars.md").read_text().endswith(wanted)


def test_items_that_only_the_sources_have_moved_stay_where_they_are(talk: Talk) -> None:
    lines = FILES["content/cars.md"].splitlines(keepends=True)
    lines[6:8] = lines[7], lines[6]
    write(talk.root, {"content/cars.md": "".join(lines)})
    talk.retype("rose", "by sea", "by ship")
    assert said(talk.pull()) == ["patch slide 3 (rose), Body: the text was edited"]


def test_a_topic_s_slides_in_another_order_are_its_sections_in_it(talk: Talk) -> None:
    ids = talk.deck.slides._sldIdLst
    moved = ids[talk.deck.slides.index(talk.slide("table"))]
    ids.remove(moved)
    ids.insert(talk.deck.slides.index(talk.slide("rose")), moved)
    found = talk.pull()
    assert said(found) == ["patch slide 3 (table): the slide was moved in the deck"]
    talk.apply(found)
    text = (talk.root / "content/cars.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## In a table {#table layout=table}",
        "## Exports rose {#rose}",
        "## By year {#years layout=chart}",
        "## By hand {#hand layout=table}",
    ]
    assert said(talk.pull()) == []


def test_a_hidden_slide_is_marked_in_its_section_and_a_shown_one_unmarked(tmp_path: Path) -> None:
    text = FILES["content/cars.md"].replace("{#years layout=chart}", "{#years layout=chart .hidden}")
    talk = Talk(tmp_path, files={"content/cars.md": text})
    for name, shown in (("rose", "0"), ("years", "1"), ("closing", "0")):
        talk.slide(name)._element.set("show", shown)
    found = talk.pull()
    assert [one.outcome.value for one in found.differences] == ["patch"] * 3
    assert [line for line in changed(found) if line.startswith("+")] == [
        "+## Exports rose {#rose .hidden}",
        "+## By year {#years layout=chart}",
        "+    hidden: true",
    ]
    talk.apply(found)
    assert said(talk.pull()) == []


def recoloured(talk: Talk) -> None:
    """Give the deck's theme another first accent and another face, and its list another place."""
    master = talk.deck.slide_master
    theme = next(one.target_part for one in master.part.rels.values() if one.reltype.endswith("/theme"))
    text = theme.blob.decode().replace('<a:accent1><a:srgbClr val="0B6A93"/>', '<a:accent1><a:srgbClr val="116633"/>')
    theme._blob = text.replace(
        '<a:minorFont><a:latin typeface="Arial"', '<a:minorFont><a:latin typeface="Arimo"'
    ).encode()
    body = next(one for one in talk.slide("rose").slide_layout.placeholders if one.placeholder_format.idx == 13)
    body.left, body.top, body.width, body.height = (914_400 * side for side in (1, 2, 10, 4))


def test_what_was_changed_for_the_whole_deck_are_keys_of_the_theme(tmp_path: Path) -> None:
    theme = "color:\n  palette:\n    sea: '#0B6A93'  # ours\nmeta: {name: Ours}\n"
    talk = Talk(tmp_path, files={"templates/theme.yaml": theme})
    recoloured(talk)
    found = talk.pull()
    assert [one.message for one in found.differences if one.outcome.value == "patch"] == [
        "the theme's colour accent1 was changed in the deck",
        "the theme's face of running text was changed in the deck",
        "a place of the layout “Text” was moved or made another size",
    ]
    talk.apply(found)
    assert (talk.root / "templates/theme.yaml").read_text() == (
        'color:\n  palette:\n    sea: "#116633"  # ours\nmeta: {name: Ours}\n'
        "typography:\n  base:\n    family: Arimo\n"
        "ria:\n  layouts:\n    bullets:\n      slots:\n        body:\n          box: [1, 2, 10, 4]\n"
    )
    assert said(talk.pull()) == []


def test_without_a_theme_of_ones_own_what_to_write_is_listed(talk: Talk) -> None:
    recoloured(talk)
    listed = [one for one in talk.pull().differences if one.outcome.value == "listed"]
    assert [one.hint for one in listed if "colour" in one.message] == [
        'write it into templates/theme.yaml: color: {palette: {sea: "#116633"}}'
    ]


def test_what_was_moved_or_recoloured_on_a_slide_is_listed_with_how_much(talk: Talk) -> None:
    title = talk.slide("rose").shapes.title
    title.left, title.top, title.width, title.height = (
        title.left + 360_000,
        title.top,
        title.width - 720_000,
        title.height,
    )
    run = body(talk, "closing").paragraphs[0].runs[0]
    run.font.size, run.font.color.rgb = Pt(30), RGBColor(0xFF, 0, 0)
    assert said(talk.pull()) == [
        "listed RD858 slide 3 (rose), Title: the shape was moved by 10 mm to the right, made 20 mm narrower",
        "listed RD858 slide 7 (closing), Body: its text has other colours or sizes",
    ]


def test_a_slide_moved_to_another_topic_and_a_new_one_are_listed(talk: Talk) -> None:
    ids = talk.deck.slides._sldIdLst
    moved = ids[talk.deck.slides.index(talk.slide("closing"))]
    ids.remove(moved)
    ids.insert(talk.deck.slides.index(talk.slide("years")), moved)
    new = talk.deck.slides.add_slide(talk.slide("closing").slide_layout)
    new.shapes.title.text = "What else?"
    next(one for one in new.placeholders if one.placeholder_format.idx == body_index(talk)).text = "A | b"
    found = talk.pull()
    assert said(found) == [
        "listed RD854 slide 4 (closing): the slide was moved in the deck",
        "listed RD854 slide 8: the slide is new in the deck",
    ]
    assert found.differences[1].new.startswith("## What else?\n\n- A | b")


COMMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
AUTHORS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/commentAuthors"
SINCE_2018 = "http://schemas.microsoft.com/office/2018/10/relationships/"


def add_part(owner: Any, kind: str, name: str, xml: str) -> None:
    """Give a part of the deck one that it leads to."""
    root = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + xml
    part = Part(PackURI(name), "application/xml", owner.package, root.encode())
    owner.relate_to(part, kind)


def test_comments_are_listed_with_their_place_in_content(talk: Talk) -> None:
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    threaded = 'xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"'
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ac = 'xmlns:ac="http://schemas.microsoft.com/office/drawing/2013/main/command"'
    deck, rose = talk.deck.part, talk.slide("rose")
    add_part(
        deck, AUTHORS, "/ppt/commentAuthors.xml", f'<p:cmAuthorLst {p}><p:cmAuthor id="1" name="Aiko"/></p:cmAuthorLst>'
    )
    add_part(
        talk.slide("closing").part,
        COMMENT,
        "/ppt/comments/comment1.xml",
        f'<p:cmLst {p}><p:cm authorId="1" dt="2026-11-29T10:00:00" idx="1"><p:pos x="1" y="1"/>'
        "<p:text>Shorter?</p:text></p:cm></p:cmLst>",
    )
    frame = next(shape for shape in rose.placeholders if shape.name == "Body")
    at = len(frame.text_frame.paragraphs[0].text) + 3
    say = "<p188:txBody><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p></p188:txBody>"
    add_part(
        deck,
        SINCE_2018 + "authors",
        "/ppt/authors.xml",
        f'<p188:authorLst {threaded}><p188:author id="{{X}}" name="Ivan"/></p188:authorLst>',
    )
    add_part(
        rose.part,
        SINCE_2018 + "comments",
        "/ppt/comments/modernComment_1.xml",
        f'<p188:cmLst {threaded} {a} {ac}><p188:cm id="{{1}}" authorId="{{X}}" created="2026-11-30T08:00:00">'
        f'<ac:txMkLst><ac:spMk id="{frame.shape_id}"/><ac:txMk cp="{at}" len="4"/></ac:txMkLst>'
        f'<p188:replyLst><p188:reply id="{{2}}" authorId="{{X}}">{say.format("Or not?")}</p188:reply></p188:replyLst>'
        f"{say.format('By rail, too')}</p188:cm></p188:cmLst>",
    )
    found = talk.pull()
    assert said(found) == [
        "listed RD859 slide 3 (rose), Body: Ivan commented on 2026-11-30",
        "listed RD859 slide 7 (closing): Aiko commented on 2026-11-29",
    ]
    assert [one.new for one in found.differences] == ["By rail, too\n  Ivan: Or not?", "Shorter?"]
    assert [str(one.span) for one in found.differences] == ["content/cars.md:8:3", "content/closing.yaml:4:12"]


def test_a_deck_without_its_record_says_so(talk: Talk) -> None:
    for rel in list(talk.deck.part.rels.values()):
        if rel.reltype.endswith("/customXml"):
            talk.deck.part.rels.pop(rel.rId)
    talk.retype("rose", "Exports rose", "Exports fell")
    found, report = talk.pull_told()
    assert [one.code for one in report.diagnostics] == ["RD856"]
    assert found is not None
    assert len(changed(found)) == 2
    original = talk.root / "original.pptx"
    original.write_bytes(built(talk.root))
    _, report = talk.pull_told(base=original)
    assert report.diagnostics == []


def test_a_deck_that_has_lost_all_names_is_found_by_its_words(talk: Talk) -> None:
    original = talk.root / "original.pptx"
    original.write_bytes(built(talk.root))
    for slide in talk.deck.slides:
        slide._element.cSld.attrib.pop("name")
        for index, shape in enumerate(slide.shapes):
            shape.name = f"Google Shape;{index};p{slide.slide_id}"
    for rel in list(talk.deck.part.rels.values()):
        if rel.reltype.endswith("/customXml"):
            talk.deck.part.rels.pop(rel.rId)
    frame = next(one for slide in talk.deck.slides for one in slide.shapes if "exported" in getattr(one, "text", ""))
    frame.text_frame.paragraphs[0].runs[0].text = "Japan sold "
    found = talk.pull(base=original)
    assert found.program.name == "Google Slides"
    assert said(found) == ["patch slide 3 (rose), Body: the text was edited"]


def test_another_deck_is_refused(talk: Talk) -> None:
    other = Presentation()
    other.slides.add_slide(other.slide_layouts[0]).shapes.title.text = "Something else"
    talk.deck = other
    found, report = talk.pull_told(language="en")
    assert found is None
    assert [one.code for one in report.diagnostics] == ["RD856", "RD850"]


def test_the_command_shows_applies_and_fails_with_conflicts(talk: Talk) -> None:
    talk.retype("rose", "used cars in", "old cars in")
    deck = talk.root / "edited.pptx"
    talk.deck.save(deck)
    before = (talk.root / "content/cars.md").read_bytes()
    run = CliRunner()
    shown = run.invoke(app, ["pull", str(deck), "--project", str(talk.root)])
    assert shown.exit_code == 0, shown.output
    assert "--- a/content/cars.md" in shown.output
    assert (talk.root / "content/cars.md").read_bytes() == before
    record = run.invoke(app, ["pull", str(deck), "--project", str(talk.root), "--format", "json", "--apply"])
    assert json.loads(record.stdout)["differences"][0]["place"] == "content/cars.md:7:3"
    assert b"old cars in" in (talk.root / "content/cars.md").read_bytes()
    talk.retype("rose", "2,100", "2,101")
    talk.deck.save(deck)
    assert run.invoke(app, ["pull", str(deck), "--project", str(talk.root)]).exit_code == 1


def test_notes_for_a_slide_that_had_none_are_written_into_its_source(talk: Talk) -> None:
    for name in ("years", "closing"):
        notes = talk.slide(name).notes_slide.notes_text_frame
        notes.text = "Wait for questions.\n- Then go on."
    found = talk.pull()
    assert {one.outcome.value for one in found.differences} == {"patch"}, said(found)
    assert changed(found) == [
        "+::: notes",
        "+Wait for questions.",
        "+",
        "+\\- Then go on.",
        "+:::",
        "+",
        "+    notes: |",
        "+      Wait for questions.",
        "+",
        "+      \\- Then go on.",
    ]
    talk.apply(found)
    assert said(talk.pull()) == []


def test_notes_written_in_a_translated_deck_are_a_conflict(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "ja")
    talk.slide("years").notes_slide.notes_text_frame.text = "質問を待つ。"
    assert {one.outcome.value for one in talk.pull().differences} == {"conflict"}


LIST = """\
---
title: "Cars"
---

## Exports rose {#rose}

- Japan exported used cars.
- Most of them went **by sea**, which takes
  two days.
- Nobody knows more.
  - Not even the customs.
"""


def levelled(talk: Talk, words: str, level: int) -> list[str]:
    """Put an item on a level and pull; the lines that are changed."""
    next(one for one in talk.paragraphs("rose") if words in one.text).level = level
    found = talk.pull()
    return changed(found) + [line for line in said(found) if line.startswith("conflict")]


def test_an_item_put_on_another_level_is_indented(tmp_path: Path) -> None:
    talk = Talk(tmp_path, files={"content/cars.md": LIST})
    assert levelled(talk, "by sea", 1) == [
        "-- Most of them went **by sea**, which takes",
        "-  two days.",
        "+  - Most of them went **by sea**, which takes",
        "+    two days.",
    ]
    talk.apply(talk.pull())
    assert (said(talk.pull()), talk.pull().diff) == ([], "")


def test_an_item_put_beside_the_one_above_it_is_no_longer_indented(tmp_path: Path) -> None:
    talk = Talk(tmp_path, files={"content/cars.md": LIST})
    talk.retype("rose", "Not even", "Not only")
    assert levelled(talk, "the customs", 0) == ["-  - Not even the customs.", "+- Not only the customs."]


def test_an_item_on_a_level_without_one_above_it_is_a_conflict(tmp_path: Path) -> None:
    talk = Talk(tmp_path, files={"content/cars.md": LIST})
    words = "the item was put on level 2 in the deck; it is on level 1"
    assert levelled(talk, "Japan", 1) == [f"conflict RD854 slide 3 (rose), Body: {words}"]


def test_levels_that_only_the_sources_have_changed_are_left_alone(tmp_path: Path) -> None:
    talk = Talk(tmp_path, files={"content/cars.md": LIST})
    write(tmp_path, {"content/cars.md": LIST.replace("  - Not even", "- Not even")})
    assert (said(talk.pull()), talk.pull().diff) == ([], "")


def test_what_a_slide_a_chart_and_a_picture_look_like_is_listed(talk: Talk) -> None:
    chart = next(shape for shape in talk.slide("years").shapes if shape.has_chart)
    chart.chart.plots[0].series[0].format.fill.solid()
    chart.chart.plots[0].series[0].format.fill.fore_color.rgb = RGBColor(0xFF, 0, 0)
    cell = table_of(talk, "hand").cell(1, 0)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor(0, 0xFF, 0)
    talk.slide("closing").background.fill.solid()
    talk.slide("closing").background.fill.fore_color.rgb = RGBColor(0, 0, 0xFF)
    talk.slide("rose").shapes.title.rotation = 10
    found = talk.pull()
    assert [(one.code, str(one.spot), one.message) for one in found.differences] == [
        ("RD858", "slide 3 (rose), Title", "the shape has other fills or lines"),
        ("RD858", "slide 4 (years), Chart by-year", "the chart looks otherwise"),
        ("RD858", "slide 6 (hand), Table text-table", "the shape has other fills or lines"),
        ("RD858", "slide 7 (closing)", "the slide looks otherwise"),
    ]
    assert [one.new for one in found.differences] == [
        "turned rot 600000",
        "series 1: solidFill FF0000 line noFill",
        "row 2, column 1: solidFill 00FF00",
        "background 0000FF",
    ]


def test_a_cell_of_a_chart_s_workbook_alone_is_the_data_s_too(talk: Talk) -> None:
    chart = next(shape.chart for shape in talk.slide("years").shapes if shape.has_chart)
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    book.active["B3"] = 7
    book.save(changed_book := io.BytesIO())
    chart.part.chart_workbook.xlsx_part._blob = changed_book.getvalue()
    found = talk.pull()
    words = "the chart's workbook was changed by hand, and the chart shows something else"
    assert said(found) == [f"conflict RD851 slide 4 (years), Chart by-year, Sheet1!B3: {words}"]
    assert [(one.old, one.new) for one in found.conflicts] == [("1800", "7")]
