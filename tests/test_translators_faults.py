"""Faults that translators make, one in each copy of a small project: in a PO file, in XLIFF and in Excel. Each is told once,
at its line, cell or word, with what to do."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import polib
import pytest
from typer.testing import CliRunner

from ria_deck.cli.app import app

FILES = {
    "content/report.yaml": (
        "id: loans\ntitle: Loans\nauthors: [{name: A. Author}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en, ja, ru]\n"
        "outputs: [pptx]\n"
    ),
    "content/01-loans.md": """\
---
title: Loans
sources: [us]
typed: [{text: "1985", because: the year of the first loan}]
---

## Loans grew {#growth}

- {{ loans.value('loans', year=2025) | number }} books were lent.
- There {{ loans.value('seats', year=2025) | plural(one='is one seat', other='are seats') }} in the **room**.
- See the [catalogue](https://example.org/catalogue).[^open]
- The first loan was in 1985.

[^open]: Open every day.
""",
    "data/datapackage.yaml": (
        "name: loans\nsources: [{name: us, title: Our own counts}]\nresources:\n  - name: loans\n    path: loans.csv\n"
        "    sources: [{name: us}]\n    schema:\n      fields: [{name: year, type: year}, {name: loans, type: integer}, "
        "{name: seats, type: integer}]\n      primaryKey: year\n"
    ),
    "data/loans.csv": "year,loans,seats\n2024,1712,40\n2025,1900,42\n",
}
QUOTED, SEAT = "'loans'", "'seats'"
BOOKS = "{{ loans.value('loans', year=2025) | number }}"
SEATS = "{{ loans.value('seats', year=2025) | plural(one='место', few='места', many='мест', other='места') }}"
LINK = "(https://example.org/catalogue)"
FIRST = "Первая выдача была в 1985 году."
WORDS = {
    "A. Author": "А. Автор",
    "Loans": "Выдача",
    "Loans grew": "Выдача растёт",
    f"{BOOKS} books were lent.": f"Выдано книг: {BOOKS}.",
    "There {{ loans.value('seats', year=2025) | plural(one='is one seat', other='are seats') }} in the **room**.": (
        f"Есть {SEATS} в **зале**."
    ),
    f"See the [catalogue]{LINK}.[^open]": f"См. [каталог]{LINK}.[^open]",
    "The first loan was in 1985.": FIRST,
    "Open every day.": "Открыто ежедневно.",
    "Our own counts": "Наши подсчёты",
}
PO = "content/locale/ru.po"
MANY = "many='мест', "
GROWN = "Выдача растёт"
TITLE = 'msgstr "Выдача растёт"'
GROWS = "Выдача всё растёт и растёт " * 12
FAR = "Выдача " * 4000


def run(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and what is told."""
    result = CliRunner().invoke(app, [*arguments, "--format", "json"])
    text = result.stderr[result.stderr.index("{") :]
    return result.exit_code, json.JSONDecoder().raw_decode(text)[0]["diagnostics"]


@pytest.fixture(scope="module", name="origin")
def _origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("translators") / "loans"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    CliRunner().invoke(app, ["i18n", "update", "--lang", "ru", "--project", str(root)])
    catalog = polib.pofile(str(root / PO), wrapwidth=0)  # a line for each text, so that a fault has a line of its own
    assert len(catalog) == 10
    for entry in catalog:
        entry.msgstr = WORDS[entry.msgid]
    catalog.save()
    assert run("check", "--strict", "--lang", "en,ru", "--project", str(root)) == (0, [])
    for file in ("talk.ru.xlf", "talk.ru.xlsx"):
        CliRunner().invoke(app, ["i18n", "export", str(root / file), "--lang", "ru", "--project", str(root)])
    return root


@pytest.fixture(name="project")
def _project(origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(shutil.copytree(origin, tmp_path / "loans"))
    monkeypatch.chdir(root)
    return root


@dataclass(frozen=True)
class Fault:
    """`old` is written as `new`; told are `code`, the stretch `at` that is marked and a hint with `fix` in it."""

    name: str
    old: str
    new: str
    code: str
    at: str
    fix: str


IN_PO = [
    Fault("an expression is gone", f"книг: {BOOKS}.", "книг.", "RD430", "Выдано книг.", f"copy `{BOOKS}` from the source"),
    Fault("another expression", f"книг: {BOOKS}", f"книг: {BOOKS.replace(QUOTED, SEAT)}", "RD430",
          "loans.value('seats', year=2025)", "copy `{{ loans.value('loans'"),
    Fault("an expression twice", f"книг: {BOOKS}", f"книг: {BOOKS}, {BOOKS}", "RD430", "loans.value('loans', year=2025)",
          "remove it"),
    Fault("an expression that isn't closed", f"книг: {BOOKS}", f"книг: {BOOKS[:-2]}", "RD430",
          f"Выдано книг: {BOOKS[:-2]}.", "copy `{{"),
    Fault("braces apart, as machines write them", f"книг: {BOOKS}", f"книг: {BOOKS.replace('{{', '{ {')}", "RD430",
          f"Выдано книг: {BOOKS.replace('{{', '{ {')}.", "copy `{{"),
    Fault("curly quotes in an expression", f"книг: {BOOKS}", f"книг: {BOOKS.replace(chr(39), '’')}", "RD201", "’",
          "write `'` or `\"`"),
    Fault("a filter misspelt", f"книг: {BOOKS}", f"книг: {BOOKS.replace('number', 'nmber')}", "RD205", "nmber", "`number`"),
    Fault("a plural form is missing", "few='места', ", "", "RD214",
          SEATS[SEATS.index("plural"):-3].replace("few='места', ", ""), 'add `few="…"`'),
    Fault("emphasis that isn't closed", "в **зале**", "в **зале", "RD433", f"Есть {SEATS} в **зале.", "each closed"),
    Fault("emphasis is gone", "в **зале**", "в зале", "RD433", f"Есть {SEATS} в зале.", "around the same words"),
    Fault("a link leads elsewhere", f"[каталог]{LINK}", "[каталог](https://example.org/katalog)", "RD432",
          "https://example.org/katalog", "keep the address `https://example.org/catalogue`"),
    Fault("a link is gone", f"[каталог]{LINK}", "каталог", "RD432", "См. каталог.[^open]", "keep the address"),
    Fault("a footnote is gone", f"[каталог]{LINK}.[^open]", f"[каталог]{LINK}.", "RD431", f"См. [каталог]{LINK}.",
          "write `[^open]`"),
    Fault("a footnote's label is translated", f"[каталог]{LINK}.[^open]", f"[каталог]{LINK}.[^часы]", "RD431", "[^часы]",
          "write `[^open]`"),
    Fault("HTML", "в **зале**", "в **зале**<br>", "RD105", "<br>", "remove it"),
    Fault("a heading's mark", TITLE, 'msgstr "## Выдача растёт"', "RD433", "##", "remove it"),
    Fault("another number", FIRST, "Первая выдача была в 1958 году.", "RD434", "1958", "1958 is not in the source"),
    Fault("a number is gone", FIRST, "Первая выдача была давно.", "RD434", "Первая выдача была давно.", "in digits"),
    Fault("another context", 'msgctxt "growth/item"\nmsgid "The first', 'msgctxt "growth/titel"\nmsgid "The first', "RD404",
          FIRST, 'write `msgctxt "growth/item"`'),
    Fault("the source text was changed", 'msgid "The first loan', 'msgid "The first loans', "RD410",
          FIRST, "ria-deck i18n update --lang ru"),
    Fault("the same entry twice", 'msgctxt "growth/title"',
          'msgctxt "growth/item"\nmsgid "The first loan was in 1985."\nmsgstr "Первая: 1985"\n\nmsgctxt "growth/title"',
          "RD403", 'msgctxt "growth/item"', "delete the other entry"),
    Fault("marked fuzzy", 'msgctxt "growth/title"', '#, fuzzy\nmsgctxt "growth/title"', "RD413", GROWN,
          "remove `fuzzy`"),
    Fault("stale", 'msgctxt "growth/title"', '#, fuzzy\n#| msgid "Loans fell"\nmsgctxt "growth/title"', "RD410", GROWN,
          "correct the fuzzy entries"),
    Fault("not translated", TITLE, 'msgstr ""', "RD411", 'msgstr ""', "fill in each empty msgstr"),
    Fault("blanks only", TITLE, 'msgstr "   "', "RD411", 'msgstr "   "', "fill in each empty msgstr"),
    Fault("too long", TITLE, 'msgstr "' + GROWS + '"', "RD530",
          GROWS, "shorten it to about"),
    Fault("one long word", TITLE, 'msgstr "' + "Выдача" * 20 + '"', "RD532", "Выдача" * 20, "soft hyphen"),
    Fault("far too long", TITLE, 'msgstr "' + FAR + '"', "RD408", 'msgstr "' + FAR + '"', "shorten"),
    Fault("the source again", FIRST, "The first loan was in 1985.", "RD437", "The first loan was in 1985.", "translate it"),
    Fault("another language", FIRST, "最初の貸出は1985年。", "RD437", "最初の貸出は1985年。", "another language's?"),
    Fault("another language's file", '"Language: ru', '"Language: ja', "RD409", '"Language: ja\\n"', "`Language: ru`"),
    Fault("gettext's plurals", TITLE, 'msgid_plural "Loans"\nmsgstr[0] "Выдача"', "RD402", 'msgctxt "growth/title"',
          "| plural(one="),
    Fault("git's marks of a conflict", 'msgctxt "growth/title"', '<' * 7 + ' HEAD\nmsgctxt "growth/title"', "RD406",
          '<' * 7 + ' HEAD', "keep one of the two versions"),
    Fault("a control character", TITLE, 'msgstr "Выдача рас\x01тёт"', "RD407", 'msgstr "Выдача рас\x01тёт"', "delete it"),
    Fault("a backslash", TITLE, 'msgstr "Выдача\\Zрастёт"', "RD407", 'msgstr "Выдача\\Zрастёт"', "write `\\\\`"),
    Fault("an open string", TITLE, 'msgstr "Выдача растёт', "RD401", 'msgstr "Выдача растёт', 'end the line with `"`'),
    Fault("bare quotation marks", TITLE, 'msgstr "Выдача "растёт""', "RD401", 'msgstr "Выдача "растёт""', 'write `\\"`'),
    Fault("a keyword misspelt", 'msgctxt "growth/title"', 'msgctx "growth/title"', "RD401", 'msgctx "growth/title"',
          "lines begin with"),
    Fault("no msgstr", TITLE, "", "RD401", 'msgid "Loans grew"', 'write `msgstr "…"` below it'),
]  # fmt: skip


def test_there_are_forty_and_more() -> None:
    assert len(IN_PO) + len(IN_XLIFF) + len(IN_EXCEL) + len(ENCODINGS) >= 40 + 15


@pytest.mark.parametrize("fault", IN_PO, ids=lambda fault: fault.name)
def test_a_fault_in_a_catalog_is_told_once_where_it_is(project: Path, fault: Fault) -> None:
    path = project / PO
    text = path.read_text("utf-8")
    assert text.count(fault.old) == 1
    path.write_text(text.replace(fault.old, fault.new), "utf-8")
    _, told = run("check", "--lang", "ru,en")
    assert [one["code"] for one in told] == [fault.code], told
    assert told[0]["span"]["path"] == PO
    assert marked(told[0]["span"], path) == fault.at
    assert fault.fix in told[0]["hint"] + told[0]["label"]


@pytest.mark.parametrize("fault", IN_PO[::4], ids=lambda fault: fault.name)
def test_a_build_tells_what_check_tells(project: Path, fault: Fault) -> None:
    path = project / PO
    path.write_text(path.read_text("utf-8").replace(fault.old, fault.new), "utf-8")
    told = [(one["code"], one["message"], one["span"]) for one in run("check", "--lang", "ru,en")[1]]
    assert [
        (one["code"], one["message"], one["span"]) for one in run("build", "--lang", "ru,en", "--jobs", "1")[1]
    ] == told


def marked(span: dict[str, Any], path: Path) -> str:
    """The stretch of the file that is marked, to the end of its first line; the line where no columns are known."""
    line = str(path.read_text("utf-8").split("\n")[span["line"] - 1])
    if span["end_line"] == span["line"] and span["end_column"] > span["column"]:
        return line[span["column"] - 1 : span["end_column"] - 1]
    return line[span["column"] - 1 :]


ENCODINGS = {"cp1251": 15, "utf-16": 1, "utf-16-le": 1}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_another_encoding_is_told_at_the_first_line_that_has_it(project: Path, encoding: str) -> None:
    path = project / PO
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    code, (told,) = run("check", "--lang", "ru")
    assert (code, told["code"], told["hint"]) == (1, "RD405", "save it as UTF-8")
    assert (told["span"]["path"], told["span"]["line"]) == (PO, ENCODINGS[encoding])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.encode("utf-8-sig"), id="a byte order mark"),
        pytest.param(lambda text: text[text.index("#. ") :].encode(), id="the header is gone"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="Windows' ends of lines"),
        pytest.param(
            lambda text: text.replace('"Language: ru', '"Language: ru_RU.UTF-8').encode(), id="a locale's name"
        ),
    ],
)
def test_what_is_no_fault_is_taken_and_the_next_update_mends_it(project: Path, change: Callable[[str], bytes]) -> None:
    path = project / PO
    text = path.read_text("utf-8")
    path.write_bytes(change(text))
    assert run("check", "--lang", "ru") == (0, [])
    CliRunner().invoke(app, ["i18n", "update", "--lang", "ru"])
    assert path.read_bytes().startswith(b'#\nmsgid ""\nmsgstr ""\n"Project-Id-Version: loans\\n"\n"Language: ru\\n"')
    assert [entry.msgstr for entry in polib.pofile(str(path))] == [entry.msgstr for entry in polib.pofile(text)]


IN_XLIFF = [  # `old` is a pattern; `at` stands in the line that is told
    Fault("XML that isn't closed", "</unit>", "", "RD441", "", "written by `ria-deck i18n export`"),
    Fault("XLIFF 1.2", "document:2.0", "document:1.2", "RD442", "", "save it as XLIFF 2"),
    Fault("another language", 'trgLang="ru-RU"', 'trgLang="ja-JP"', "RD443", 'trgLang="ja-JP"', "write `--lang ja`"),
    Fault("a placeholder is gone", "(Выдано книг: )<ph [^>]*>", r"\1", "RD430", "books were lent", "copy `{{"),
    Fault("a link's placeholder is gone", r"(\[каталог\])<ph [^>]*>", r"\1(https://example.org)", "RD432", "catalogue",
          "keep the address"),
    Fault("a placeholder of another text", "(Выдано книг: <ph [^>]*dataRef=)\"d1\"", r'\1"d9"', "RD430", "books were lent",
          "copy `{{"),
    Fault("another number", FIRST, "Первая выдача была в 1958 году.", "RD434", "The first", "1958 is not in the source"),
    Fault("emphasis is gone", r"в \*\*зале\*\*", "в зале", "RD433", "room", "around the same words"),
    Fault("HTML", "Наши подсчёты", "Наши &lt;b&gt;подсчёты", "RD105", "source/us", "remove it"),
    Fault("the source was changed", ">The first loan", ">The very first loan", "RD440", "growth/item", "leave source"),
    Fault("too long", "Выдача растёт", GROWS, "RD530", "growth/title", "shorten it to about"),
    Fault("another language in one text", "Открыто ежедневно.", "毎日開館。", "RD437", "Open every", "another"),
    Fault("the same unit twice", r"(<unit (?:(?!</unit>).)*Loans grew(?:(?!</unit>).)*</unit>)",
          r"\1\1", "RD444", "", "keep one of them"),
]  # fmt: skip


@pytest.mark.parametrize("fault", IN_XLIFF, ids=lambda fault: fault.name)
def test_a_fault_in_xliff_is_told_at_its_line_and_by_errors_nothing_is_taken(project: Path, fault: Fault) -> None:
    path = project / "talk.ru.xlf"
    changed, count = re.subn(fault.old, fault.new, path.read_text("utf-8"), count=1)
    assert count == 1
    if fault.code == "RD444":
        changed = changed.replace("Выдача растёт", "Выдача выросла", 1)
    path.write_text(changed, "utf-8")
    check_import(project, path.name, fault)
    line = path.read_text("utf-8").splitlines()[told_of(project, path.name)["span"]["line"] - 1]
    assert fault.at in line


def of(text: str, **cells: Any) -> tuple[str, dict[str, Any]]:
    """The cells to write in the row of a source text."""
    return text, cells


IN_EXCEL = [  # the row of a text, what is written into its cells, and what is told of its translation
    ("an expression is gone", of(f"{BOOKS} books were lent.", B="Выдано."), "RD430", "copy `{{"),
    ("a formula", of("Loans grew", B="=UPPER(A2)"), "RD445", "begin with an apostrophe"),
    ("Excel's error", of("Loans grew", B="#NAME?"), "RD445", "begin with an apostrophe"),
    ("a date", of("Loans grew", B=dt.date(2026, 1, 15)), "RD445", "begin with an apostrophe"),
    ("a control character", of("Loans grew", B="Выдача_x0007_"), "RD407", "delete it"),
    ("another number", of("The first loan was in 1985.", B="Первая выдача была в 1958 году."), "RD434", "1958"),
    ("a link is gone", of(f"See the [catalogue]{LINK}.[^open]", B="См. каталог.[^open]"), "RD432", "keep the address"),
    ("a footnote is gone", of(f"See the [catalogue]{LINK}.[^open]", B=f"См. [каталог]{LINK}."), "RD431", "`[^open]`"),
    ("another language", of("Open every day.", B="毎日開館。"), "RD437", "rows are sorted"),
    ("too long", of("Loans grew", B=GROWS), "RD530", "shorten it to about"),
    ("the source was changed", of("The first loan was in 1985.", A="The very first."), "RD440", "leave source and place"),
    ("a plural form is missing", of(next(text for text in WORDS if "| plural" in text),
     B=f"Есть {SEATS.replace(MANY, '')} в **зале**."), "RD214", 'add `many="…"`'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "written", "code", "fix"), IN_EXCEL, ids=[row[0] for row in IN_EXCEL])
def test_a_fault_in_excel_is_told_at_its_cell(
    project: Path, name: str, written: tuple[str, dict[str, Any]], code: str, fix: str
) -> None:
    path = project / "talk.ru.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    (row,) = [cells[0].row for cells in sheet.iter_rows(min_row=2) if cells[0].value == written[0]]
    for column, value in written[1].items():
        sheet[f"{column}{row}"].value = value
    book.save(path)
    fault = Fault(name, "", "", code, "", fix)
    check_import(project, path.name, fault)
    assert told_of(project, path.name)["span"]["place"] == f"ru!B{row}"


def test_a_sheet_that_is_none_is_told(project: Path) -> None:
    path = project / "talk.ru.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["B1"].value = "Перевод"
    book.save(path)
    check_import(
        project, path.name, Fault("a head is translated", "", "", "RD442", "", "written by `ria-deck i18n export`")
    )
    book.active["B1"].value, book.active.title = "Translation", "ja"
    book.save(path)
    check_import(project, path.name, Fault("another language's sheet", "", "", "RD443", "", "write `--lang ja`"))
    path.write_text("Source,Translation\n", "utf-8")
    check_import(project, path.name, Fault("no workbook", "", "", "RD441", "", "written by `ria-deck i18n export`"))


def check_import(project: Path, file: str, fault: Fault) -> None:
    """One fault is told, in the file; by an error nothing is taken, by a warning all."""
    path = project / PO
    path.write_text(path.read_text("utf-8").replace('msgstr "А. Автор"', 'msgstr ""'), "utf-8")  # something to take
    before = path.read_bytes()
    code, told = run("i18n", "import", file, "--lang", "ru")
    assert [one["code"] for one in told] == [fault.code], told
    assert told[0]["span"]["path"] == file
    assert fault.fix in told[0]["hint"] + told[0]["label"]
    assert code == (told[0]["severity"] == "error")
    assert (path.read_bytes() == before) == (code == 1)
    path.write_bytes(before)


def told_of(project: Path, file: str) -> dict[str, Any]:
    """What is told of a file with one fault."""
    before = (project / PO).read_bytes()
    (told,) = run("i18n", "import", file, "--lang", "ru")[1]
    (project / PO).write_bytes(before)
    return dict(told)
