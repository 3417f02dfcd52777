"""An XLIFF 2.0 file (OASIS) for translation programs, written from a catalog and read back.

Expressions, footnotes and addresses are placeholders (`ph`) that such programs protect; their text is in `originalData`.
A unit's name is the message's context; a stale one has the source that its translation was made from as a note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from lxml import etree

from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.exchange.rows import Returned
from ria_deck.i18n.language import language
from ria_deck.i18n.merge import Entry
from ria_deck.i18n.status import Status

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
MAX_BYTES = 20 * 1024 * 1024
_HINT = "import an .xlf file written by `ria-deck i18n export`"
_DONE = ("translated", "reviewed", "final")
_KEPT = re.compile(r"\{\{.*?\}\}|\[\^[^\]\s]+\]|(?<=\])\([^()\s]*\)", re.DOTALL)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_xliff(status: Status, source: str, *, everything: bool) -> bytes:
    """One file of units in the order of the content, each with a segment, its state and notes."""
    rows = [("initial", entry) for entry in status.missing] + [("initial", entry) for entry in status.stale]
    if everything:
        rows += [("translated", entry) for entry in status.translated]
    names = {"srcLang": language(source).tag, "trgLang": language(status.language).tag}
    namespaces: Any = {None: NAMESPACE}
    root = etree.Element(_name("xliff"), {"version": "2.0", **names}, nsmap=namespaces)
    file = etree.SubElement(root, _name("file"), id="f1", original="content")
    for number, (state, entry) in enumerate(sorted(rows, key=lambda row: (row[1].places, row[1].context)), start=1):
        file.append(_unit(number, state, entry))
        file[-1].tail = "\n"  # a line for each unit; between the parts of a text, white space would be text
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _unit(number: int, state: str, entry: Entry) -> Any:
    unit = etree.Element(_name("unit"), id=f"u{number}", name=entry.context)
    notes = [("description", line) for line in entry.notes.split("\n") if line]
    notes += [("location", f"{path}:{line}") for path, line in entry.places]
    if entry.stale:
        notes.append(("previous-source", entry.previous))
    if entry.comment:
        notes.append(("translator", entry.comment))
    if notes:
        box = etree.SubElement(unit, _name("notes"))
        for category, text in notes:
            etree.SubElement(box, _name("note"), category=category).text = text
    kept = list(dict.fromkeys((*_KEPT.findall(entry.text), *_KEPT.findall(entry.translation))))
    if kept:
        data = etree.SubElement(unit, _name("originalData"))
        for index, text in enumerate(kept, start=1):
            etree.SubElement(data, _name("data"), id=f"d{index}").text = text
    segment = etree.SubElement(unit, _name("segment"), state=state)
    _fill(etree.SubElement(segment, _name("source")), entry.text, kept)
    if entry.translation:
        _fill(etree.SubElement(segment, _name("target")), entry.translation, kept)
    return unit


def _fill(element: Any, text: str, kept: list[str]) -> None:
    element.set(_SPACE, "preserve")
    end, last = 0, None
    used: Counter[int] = Counter()
    for match in _KEPT.finditer(text):
        _append(element, last, text[end : match.start()])
        number = kept.index(match[0]) + 1
        used[number] += 1
        name = f"p{number}" if used[number] == 1 else f"p{number}-{used[number]}"  # the same in source and target
        last = etree.SubElement(element, _name("ph"), id=name, dataRef=f"d{number}", disp=match[0])
        end = match.end()
    _append(element, last, text[end:])


def _append(element: Any, last: Any, text: str) -> None:
    if last is None:
        element.text = (element.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def read_xliff(file: Path, code: str, others: Sequence[str], report: Report) -> list[Returned] | None:
    """The rows of a file that came back; None, told, when it isn't XLIFF 2 or is in one of the `others`."""
    place = Span(path=file.name)
    try:
        data = file.read_bytes()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data, parser) if len(data) <= MAX_BYTES else None
    except (OSError, etree.XMLSyntaxError) as error:
        line = error.lineno or 1 if isinstance(error, etree.XMLSyntaxError) else 0
        at = Span(path=file.name, line=line, end_line=line) if line else place
        report.error("RD441", f"the file can't be read: {error}", at, hint=_HINT)
        return None
    if root is None or root.tag != _name("xliff"):
        hint = f"{_HINT}; older forms: save it as XLIFF 2, or as PO in content/locale/{code}.po"
        report.error("RD442", "the file is not XLIFF 2.0", place, hint=hint)
        return None
    target = str(root.get("trgLang") or "")
    told = next((other for other in others if _same(target, language(other).tag)), "")
    if told and not _same(target, language(code).tag):
        line = int(cast("int", root.sourceline) or 1)
        words = f"the file is in `{target}`, not in `{code}`"
        report.error("RD443", words, Span(path=file.name, line=line, end_line=line), hint=f"write `--lang {told}`")
        return None
    return [_row(unit, file.name) for unit in root.iter(_name("unit"))]


def _same(tag: str, other: str) -> bool:
    """Whether tags are of one language, whatever the region: tools write `ja` for `ja-JP`."""
    one, two = language(tag) if _known(tag) else None, language(other)
    return one is not None and (one.tag.partition("-")[0], one.script) == (two.tag.partition("-")[0], two.script)


def _known(tag: str) -> bool:
    try:
        language(tag)
    except ValueError:
        return False
    return True


def _row(unit: Any, name: str) -> Returned:
    data_of = {str(one.get("id")): one.text or "" for one in unit.iter(_name("data"))}
    segments = list(unit.iter(_name("segment")))
    parts = list(unit.iter(_name("segment"), _name("ignorable")))
    line = int(cast("int", unit.sourceline) or 1)
    return Returned(
        place=Span(path=name, line=line, end_line=line),
        source="".join(_text(one, data_of) for one in unit.iter(_name("source"))),
        translation="".join(_target(part, data_of) for part in parts)
        if unit.find(f".//{_name('target')}") is not None
        else "",
        context=str(unit.get("name", "")),
        checked=bool(segments) and all(one.get("state") in _DONE for one in segments),
    )


def _target(part: Any, data: dict[str, str]) -> str:
    """The translation of a part; what stands between segments (`ignorable`) is often left as it is."""
    found = part.find(_name("target"))
    if found is None and part.tag == _name("ignorable"):
        found = part.find(_name("source"))
    return "" if found is None else _text(found, data)


def _text(element: Any, data: dict[str, str]) -> str:
    """The text of a source or target, with what its placeholders stand for."""
    parts = [element.text or ""]
    for child in element:
        parts += [data.get(child.get("dataRef", ""), "") or _text(child, data), child.tail or ""]
    return "".join(parts)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
