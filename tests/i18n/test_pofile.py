"""Damaged PO files are told with their line."""

import pytest

from ria_deck.diagnostics import Report
from ria_deck.i18n.pofile import read_po

GOOD = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "a/title"\nmsgid "One"\nmsgstr "Один"\n'
)

BAD = {
    "encoding": (GOOD.encode("cp1251"), "RD405", 6),
    "unterminated string": (GOOD.replace('"One"', '"One').encode(), "RD401", 5),
    "conflict": (("<<<<<<< HEAD\n" + GOOD).encode(), "RD406", 1),
    "control character": (GOOD.replace("Один", "Оди\x01н").encode(), "RD407", 6),
    "garbage": (GOOD.replace("msgctxt", "mgctxt").encode(), "RD401", 4),
    "twice": ((GOOD + '\nmsgctxt "a/title"\nmsgid "One"\nmsgstr "Два"\n').encode(), "RD403", 8),
    "plural": ((GOOD + '\nmsgid "Two"\nmsgid_plural "Twos"\nmsgstr[0] ""\n').encode(), "RD402", 8),
    "no string": (GOOD.replace('msgid "One"', "msgid One").encode(), "RD401", 5),
}


@pytest.mark.parametrize("name", BAD)
def test_a_damaged_catalog_is_told_with_its_line(name, tmp_path) -> None:
    data, code, line = BAD[name]
    (tmp_path / "ru.po").write_bytes(data)
    report = Report()
    read_po(tmp_path, "ru.po", report)
    found = report.diagnostics[0]
    assert (found.code, found.span.path, found.span.line) == (code, "ru.po", line)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_sound_catalog_is_read_without_a_word(encoding, tmp_path) -> None:
    (tmp_path / "ru.po").write_text(GOOD, encoding)
    report = Report()
    entries = read_po(tmp_path, "ru.po", report)
    assert entries is not None
    assert [(e.context, e.text, e.translation) for e in entries] == [("a/title", "One", "Один")]
    assert not report.diagnostics


def test_a_language_without_a_catalog_is_no_fault(tmp_path) -> None:
    report = Report()
    assert read_po(tmp_path, "ru.po", report) is None
    assert not report.diagnostics
