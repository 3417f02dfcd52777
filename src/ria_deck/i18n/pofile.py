"""Read and write PO files: polib parses, this checks what polib lets pass."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.merge import Entry
from ria_deck.i18n.po_lines import line_of_translation, pieces_of
from ria_deck.source.text import REFUSED, describe_character, read_bytes

MAX_BYTES = 4 * 1024 * 1024  # of a catalog: some ten thousand messages
MOST_CHARACTERS = 20_000  # of one translation
WRAP = 78  # polib's and gettext's own width, so that a file saved elsewhere comes back the same

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)")
_FOREIGN_ESCAPE = re.compile(r'(?<!\\)(?:\\\\)*(\\[^\\"ntr])')
_SYNTAX = re.compile(r"\(line (\d+)\)(?:: (.*))?")
_KEYWORD = re.compile(r"(msgctxt|msgid|msgid_plural|msgstr)\b")
_EDITOR = "open it in a PO editor such as Poedit, which shows what is wrong, and save it there"
_LINE = re.compile(r'^(#~ )?(#|msg(ctxt|id|id_plural|str(\[\d+\])?)\s+"|"|$)')


def read_po(root: Path, relative: str, report: Report, language: str = "") -> list[Entry] | None:
    """The entries of a PO file, None when it is damaged (told with the line) or not there (not told). One whose head says
    that it is in another language than `language` is a warning."""
    if not (root / relative).is_symlink() and not (root / relative).exists():
        return None
    data = read_bytes(root, relative, report, limit=MAX_BYTES)
    if data is None:
        return None
    text = _decoded(data, relative, report)
    if text is None or not _well_formed(text, relative, report):
        return None
    try:
        found = polib.pofile(text, wrapwidth=WRAP)
    except (OSError, ValueError, UnicodeError) as error:
        match = _SYNTAX.search(str(error))
        line = int(match.group(1)) if match else 1
        what = (match.group(2) if match and match.group(2) else "not PO syntax").strip()
        report.error("RD401", f"invalid PO file: {what}", Span(path=relative, line=line, end_line=line), hint=_EDITOR)
        return None
    lines = text.split("\n")
    _check_language(found.metadata.get("Language", ""), language, lines, relative, report)
    return _entries(found, lines, relative, report)


def _entries(found: polib.POFile, lines: Sequence[str], relative: str, report: Report) -> list[Entry]:
    entries: list[Entry] = []
    seen: dict[tuple[str, str], int] = {}
    for entry in found:
        key = (entry.msgctxt or "", entry.msgid)
        number = _first_line(lines, entry.linenum or 1)
        here = Span(path=relative, line=number, end_line=number)
        written = line_of_translation(lines, number)
        if entry.msgid_plural:
            hint = 'write the plural forms in the text itself: {{ n | plural(one="…", other="…") }}'
            report.error("RD402", "plural entries aren't supported", here, hint=hint)
        if len(entry.msgstr) > MOST_CHARACTERS:
            words = f"the translation has more than {MOST_CHARACTERS:,} characters"
            place = Span(path=relative, line=written, end_line=written)
            report.error("RD408", words, place, hint="shorten it: the source text is one text of a slide")
            continue
        stray = not entry.msgctxt or any(entry.msgctxt == file for file, _ in entry.occurrences)
        if key in seen and not entry.obsolete and not stray:
            hint = "keep the better translation and delete the other entry"
            report.error("RD403", f"duplicate message; first defined on line {seen[key]}", here, hint=hint)
            continue
        if not entry.obsolete:
            seen[key] = number
        entries.append(
            Entry(
                context=entry.msgctxt or "",
                text=entry.msgid,
                translation=entry.msgstr if entry.msgstr.strip() else "",
                fuzzy=entry.fuzzy,
                previous=entry.previous_msgid or "",
                comment=entry.tcomment,
                line=written,
                places=tuple((file, int(line or 0)) for file, line in entry.occurrences),
                obsolete=entry.obsolete,
                notes=entry.comment,
                pieces=pieces_of(lines, written) if entry.msgstr.strip() else (),
            )
        )
    return entries


def _first_line(lines: Sequence[str], number: int) -> int:
    """The line of an entry's first keyword, where polib's number is that of a comment before it."""
    found = (at for at, line in enumerate(lines[number - 1 :], start=number) if not line.lstrip().startswith("#"))
    return number if lines[number - 1].startswith("#~") else next(found, number)


def _check_language(written: str, language: str, lines: Sequence[str], relative: str, report: Report) -> None:
    """The base languages are compared: editors write `ru_RU`, `zh_TW` …"""
    base = re.split(r"[-_@.]", written.strip().lower())[0]
    if not language or not base or base == re.split(r"[-_]", language.lower())[0]:
        return
    line = next((number for number, text in enumerate(lines, start=1) if text.startswith('"Language:')), 1)
    report.warning(
        "RD409",
        f"the catalog of `{language}` says that it is in `{written.strip()}`",
        Span(path=relative, line=line, end_line=line),
        hint=f"is it another language's file? If not, write `Language: {language.replace('-', '_')}`",
    )


@dataclass(frozen=True, slots=True)
class WrittenCatalog:
    """A catalog as it was written: the comment at its head and fields such as `Last-Translator`, and each entry's own lines
    by what polib makes of the entry."""

    comment: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)


NOTHING_WRITTEN = WrittenCatalog()


def read_written(path: Path) -> WrittenCatalog:
    """A catalog that `read_po` has found well-formed; empty where there is no file."""
    if not path.is_file():
        return NOTHING_WRITTEN
    text = path.read_text("utf-8-sig")
    file = polib.pofile(text, wrapwidth=WRAP)
    lines: dict[str, str] = {}
    for block in re.split(r"\n(?:[ \t]*\n)+", text):
        made = polib.pofile(block.rstrip() + "\n", wrapwidth=WRAP)
        if len(made) == 1:
            lines[made[0].__unicode__(WRAP)] = block.rstrip()
    return WrittenCatalog(comment=file.header, fields=dict(file.metadata), lines=lines)


def format_po(
    entries: Iterable[Entry],
    obsolete: Sequence[Entry],
    language: str,
    project: str,
    written: WrittenCatalog = NOTHING_WRITTEN,
) -> bytes:
    """The PO file: entries in the given order, obsolete ones at the end. What was `written` stays: dates and names, and the
    lines of entries in which nothing has changed, however another program has broken them."""
    file = polib.POFile(wrapwidth=WRAP)
    file.header = written.comment
    own = {
        "Project-Id-Version": project,
        "Language": language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    file.metadata = own | {name: value for name, value in written.fields.items() if name not in own}
    parts = [str(file).rstrip("\n")]
    for entry in (*entries, *obsolete):
        made = (
            polib.POEntry(
                msgctxt=entry.context or None,
                msgid=entry.text,
                msgstr=entry.translation,
                occurrences=[(path, "") for path, _ in entry.places],  # lines would change with each line above
                flags=["fuzzy"] if entry.fuzzy else [],
                previous_msgid=entry.previous or None,
                tcomment=entry.comment,
                obsolete=entry.obsolete,
                comment=entry.notes,
            )
        ).__unicode__(WRAP)
        parts.append(written.lines.get(made, made.rstrip("\n")))
    return ("\n\n".join(parts) + "\n").encode()


def _decoded(data: bytes, relative: str, report: Report) -> str | None:
    at = data.find(b"\0")  # UTF-16 of Latin letters
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start if at < 0 else min(at, error.start)
    if at < 0:
        return text
    line = data[:at].count(b"\n") + 1
    place = Span(path=relative, line=line, end_line=line)
    report.error("RD405", f"the PO file is not UTF-8: byte 0x{data[at]:02x}", place, hint="save it as UTF-8")
    return None


def _well_formed(text: str, relative: str, report: Report) -> bool:
    """Line checks: what polib skips in silence (conflict marks, garbage, control characters, open strings, an entry that
    has no msgstr)."""
    good, source = True, 0
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.rstrip("\r").strip()
        found = _fault_of_line(line, stripped)
        keyword = _KEYWORD.match(stripped)
        if keyword:
            if source and keyword[1] in ("msgctxt", "msgid"):
                span = Span(path=relative, line=source, end_line=source)
                hint = 'write `msgstr "…"` below it, with the translation between the quotes'
                report.error("RD401", "invalid PO file: the entry has no msgstr", span, hint=hint)
                good = False
            source = number if keyword[1] == "msgid" else 0
        if found is not None:
            code, words, hint = found
            span = Span(path=relative, line=number, end_line=number, end_column=len(line) + 1)
            report.error(code, words, span, hint=hint)
            good = False
    return good


def _fault_of_line(line: str, stripped: str) -> tuple[str, str, str] | None:
    """The code, words and hint for what is wrong with a line."""
    bad = REFUSED.search(stripped)
    if _CONFLICT.match(line):
        return "RD406", "unresolved merge conflict", "keep one of the two versions and delete git's marks"
    if bad:
        words = f"control character that outputs can't contain: {describe_character(bad[0])}"
        return "RD407", words, "delete it; nobody sees it in an editor, so write the word anew"
    if not stripped.startswith("#") and (escape := _FOREIGN_ESCAPE.search(stripped)):
        return "RD407", f"invalid escape sequence `{escape[1]}`", "write `\\\\` for a backslash that readers see"
    if not _LINE.match(stripped):
        words = "invalid PO file: the line is neither a comment, a keyword nor a string"
        return "RD401", words, 'lines begin with `#`, `msgctxt "`, `msgid "`, `msgstr "` or `"`'
    if stripped and not stripped.startswith("#") and not _closed(stripped):
        words = "invalid PO file: the string is never closed"
        return "RD401", words, 'end the line with `"`, and write `\\"` for quotation marks within'
    return None


def _closed(line: str) -> bool:
    """Whether the string on the line ends at its end, with no bare quote inside."""
    inner = line[line.index('"') + 1 :]
    return re.fullmatch(r'(?:[^"\\]|\\.)*"', inner) is not None
