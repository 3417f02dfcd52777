"""Sheets and XLIFF files for translators: what is written comes back the same, and what was typed is taken."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.rich_text import TextBlock

from ria_deck.diagnostics import Report
from ria_deck.i18n.exchange.rows import Returned, take
from ria_deck.i18n.exchange.sheet import read_sheet, write_sheet
from ria_deck.i18n.exchange.xliff import read_xliff, write_xliff
from ria_deck.i18n.merge import Entry
from ria_deck.i18n.status import Status

X = "{urn:oasis:names:tc:xliff:document:2.0}"
MISSING = Entry(
    context="01/a/text", text="Open {{ n }} days[^1], see [the list](https://example.org/a).", places=(("a.md", 2),)
)
STALE = Entry(
    context="01/b/title", text="Loans, {{ n }} and {{ n }}", translation="貸出 {{ n }} {{ n }}", fuzzy=True,
    previous="Loans", comment="short", notes="a title\nof a slide", places=(("a.md", 1),),
)  # fmt: skip
DONE = Entry(context="01/c/text", text="First\nsecond", translation="一\n二", places=(("b.md", 9),))
STATUS = Status(language="ja", translated=(DONE,), stale=(STALE,), missing=(MISSING,), obsolete=0)


def sheet_of(everything: bool) -> openpyxl.worksheet.worksheet.Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(write_sheet(STATUS, everything=everything))).active
    assert isinstance(found, openpyxl.worksheet.worksheet.Worksheet)
    return found


def test_a_sheet_has_a_row_for_each_text_in_the_order_of_the_content() -> None:
    rows = [[cell.value or "" for cell in row] for row in sheet_of(True).iter_rows()]
    assert rows == [
        ["Source", "Translation", "State", "Place", "Previous source", "Notes"],
        [STALE.text, STALE.translation, "stale", "01/b/title", "Loans", "a title\nof a slide"],
        [MISSING.text, "", "missing", "01/a/text", "", ""],
        [DONE.text, DONE.translation, "translated", "01/c/text", "", ""],
    ]
    assert sheet_of(False).max_row == 3


def test_only_the_translation_and_its_state_can_be_typed_over() -> None:
    sheet = sheet_of(True)
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[2]] == [True, False, False, True, True, True]
    assert sheet.freeze_panes == "A2"


def test_what_stays_in_a_translation_is_marked_in_its_source() -> None:
    made = write_sheet(STATUS, everything=True)
    book = openpyxl.load_workbook(io.BytesIO(made), rich_text=True)
    colored = [part for part in book.active["A3"].value if isinstance(part, TextBlock) and part.font.color is not None]  # type: ignore[index,union-attr]
    assert [part.text for part in colored if part.font.color.rgb == "FFA0522D"] == [
        "{{ n }}",
        "[^1]",
        "(https://example.org/a)",
    ]


def returned(
    place: Callable[[Path], list[Returned] | None], file: Path, data: bytes
) -> list[tuple[str, str, str, bool]]:
    file.write_bytes(data)
    found = place(file)
    assert found is not None
    return [(row.source, row.translation, row.context, row.checked) for row in found]


def test_a_sheet_comes_back_as_it_was_written(tmp_path: Path) -> None:
    report = Report()
    found = returned(
        lambda file: read_sheet(file, "ja", ["ru"], report), tmp_path / "a.xlsx", write_sheet(STATUS, everything=True)
    )
    assert found == [
        (STALE.text, STALE.translation, "01/b/title", False),
        (MISSING.text, "", "01/a/text", False),
        (DONE.text, DONE.translation, "01/c/text", True),
    ]
    assert report.diagnostics == []


def typed(cells: dict[str, object], title: str = "ja") -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(write_sheet(STATUS, everything=True)))
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for cell, value in cells.items():
        sheet[cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cells", "title", "told"),
    [
        ({"B2": "=1+1"}, "ja", [("RD445", "ja!B2", "the cell holds a formula")]),
        ({"B3": True}, "ja", [("RD445", "ja!B3", "the cell holds a truth value")]),
        ({"B2": 2024}, "ja", []),
        ({"A1": "Text"}, "ja", [("RD442", "ja!1", "the first row must be Source, Translation, State, Place")]),
        ({}, "ru", [("RD443", "ru", "the sheet is in `ru`, not in `ja`")]),
        ({}, "Sheet1", []),
    ],
)
def test_faults_of_a_sheet_have_their_cell(
    cells: dict[str, object], title: str, told: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    report = Report()
    (tmp_path / "a.xlsx").write_bytes(typed(cells, title))
    found = read_sheet(tmp_path / "a.xlsx", "ja", ["ru"], report)
    assert [(one.code, one.span.place if one.span else "", one.message) for one in report.diagnostics] == told
    if cells == {"B2": 2024}:
        assert found is not None
        assert found[0].translation == "2024"
    assert (found is None) == (told != [] and told[0][0] != "RD445")


def test_a_file_that_is_no_sheet_is_told(tmp_path: Path) -> None:
    report = Report()
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    assert read_sheet(tmp_path / "a.xlsx", "ja", [], report) is None
    assert [one.code for one in report.diagnostics] == ["RD441"]


def test_an_xliff_file_protects_what_stays_and_says_where_it_is() -> None:
    root = etree.fromstring(write_xliff(STATUS, "en", everything=True))
    assert (root.get("srcLang"), root.get("trgLang"), root.get("version")) == ("en-US", "ja-JP", "2.0")
    units = list(root.iter(f"{X}unit"))
    assert [(unit.get("id"), unit.get("name")) for unit in units] == [
        ("u1", "01/b/title"), ("u2", "01/a/text"), ("u3", "01/c/text"),
    ]  # fmt: skip
    notes = [(note.get("category"), note.text) for note in units[0].iter(f"{X}note")]
    assert notes == [
        ("description", "a title"), ("description", "of a slide"), ("location", "a.md:1"),
        ("previous-source", "Loans"), ("translator", "short"),
    ]  # fmt: skip
    assert [unit.find(f"{X}segment").get("state") for unit in units] == ["initial", "initial", "translated"]  # type: ignore[union-attr]
    held = [(one.get("id"), one.get("dataRef"), one.get("disp")) for one in units[0].iter(f"{X}ph")]
    assert held == [("p1", "d1", "{{ n }}"), ("p1-2", "d1", "{{ n }}")] * 2
    assert [data.text for data in units[1].iter(f"{X}data")] == ["{{ n }}", "[^1]", "(https://example.org/a)"]
    assert len(list(etree.fromstring(write_xliff(STATUS, "en", everything=False)).iter(f"{X}unit"))) == 2


def test_an_xliff_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    report = Report()
    data = write_xliff(STATUS, "en", everything=True)
    found = returned(lambda file: read_xliff(file, "ja", ["ru"], report), tmp_path / "a.xlf", data)
    assert found == [
        (STALE.text, STALE.translation, "01/b/title", False),
        (MISSING.text, "", "01/a/text", False),
        (DONE.text, DONE.translation, "01/c/text", True),
    ]
    assert report.diagnostics == []


PARTED = f"""<xliff xmlns="{X[1:-1]}" version="2.0" srcLang="en" trgLang="ja"><file id="f"><unit id="u" name="c">
<segment state="final"><source>One.</source><target>一。</target></segment><ignorable><source> </source></ignorable>
<segment state="{{}}"><source>Two<pc id="1">!</pc></source><target>二<pc id="1">！</pc></target></segment></unit>
<unit id="v" name="d"><segment><source>Three</source></segment></unit></file></xliff>"""


@pytest.mark.parametrize(("state", "checked"), [("final", True), ("reviewed", True), ("initial", False)])
def test_a_text_that_a_program_has_parted_is_one_again(state: str, checked: bool, tmp_path: Path) -> None:
    data = PARTED.format(state).encode()
    found = returned(lambda file: read_xliff(file, "ja", [], Report()), tmp_path / "a.xlf", data)
    assert found == [("One. Two!", "一。 二！", "c", checked), ("Three", "", "d", False)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<xliff", ("RD441", 1, "")),
        (b'<?xml version="1.0"?>\n<xliff version="1.2"/>', ("RD442", 1, "older forms")),
        (PARTED.replace('"ja"', '"ru-RU"').encode(), ("RD443", 1, "write `--lang ru`")),
        (PARTED.replace('"ja"', '"ja-JP"').encode(), None),
        (PARTED.replace('"ja"', '"fr"').encode(), None),  # of no language of the report: a tool's own guess
    ],
)
def test_faults_of_an_xliff_file(data: bytes, told: tuple[str, int, str] | None, tmp_path: Path) -> None:
    report = Report()
    (tmp_path / "a.xlf").write_bytes(data)
    found = read_xliff(tmp_path / "a.xlf", "ja", ["ru", "ja"], report)
    assert (found is None) == (told is not None)
    if told is not None:
        (one,) = report.diagnostics
        assert one.span is not None
        assert (one.code, one.span.line) == told[:2]
        assert told[2] in (one.hint or "")


def row(source: str, translation: str, context: str, *, checked: bool = False) -> Returned:
    from ria_deck.diagnostics import Span

    return Returned(place=Span(path="a.xlsx"), source=source, translation=translation, context=context, checked=checked)


def taken(*rows: Returned) -> tuple[list[tuple[str, bool]], int, list[str]]:
    """(translation, fuzzy) of the entries, how many changed, and the codes told."""
    report = Report()
    found = take([STALE, MISSING, DONE], rows, report)
    return (
        [(one.translation, one.fuzzy) for one in found.entries],
        found.changed,
        [one.code for one in report.diagnostics],
    )


AS_IT_WAS = [(STALE.translation, True), ("", False), (DONE.translation, False)]


def test_what_is_empty_or_unchanged_stays() -> None:
    assert taken() == (AS_IT_WAS, 0, [])
    rows = [row(STALE.text, STALE.translation, STALE.context), row(MISSING.text, " ", MISSING.context)]
    assert taken(*rows) == (AS_IT_WAS, 0, [])


def test_what_is_changed_or_marked_as_done_is_no_longer_fuzzy() -> None:
    rows = [row(STALE.text, STALE.translation, STALE.context, checked=True), row(MISSING.text, "開", MISSING.context)]
    assert taken(*rows) == ([(STALE.translation, False), ("開", False), (DONE.translation, False)], 2, [])
    assert taken(row(DONE.text, "他", DONE.context))[:2] == ([*AS_IT_WAS[:2], ("他", False)], 1)


def test_two_translations_of_one_text_are_told() -> None:
    rows = [row(MISSING.text, "開", MISSING.context), row(MISSING.text, "空", MISSING.context)]
    assert taken(*rows) == ([AS_IT_WAS[0], ("開", False), AS_IT_WAS[2]], 1, ["RD444"])
    assert taken(rows[0], rows[0])[2] == []


def test_a_text_that_has_changed_since_is_fuzzy_and_one_that_is_gone_is_told() -> None:
    changed = row(MISSING.text.replace("days", "weeks"), "開く", MISSING.context)
    found, count, codes = taken(changed)
    assert (found[1], count, codes) == (("開く", True), 1, ["RD440"])
    moved = row(MISSING.text, "開く", "02/z/text")
    assert taken(moved) == ([AS_IT_WAS[0], ("開く", False), AS_IT_WAS[2]], 1, [])
    gone = row("Something else altogether", "別", "03/z/text")
    assert taken(gone) == (AS_IT_WAS, 0, ["RD440"])
    assert taken(replace(gone, translation=""))[2] == []
