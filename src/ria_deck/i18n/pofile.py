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
from ria_deck.source.text import REFUSED, describe_character, read_bytes

MAX_BYTES = 4 * 1024 * 1024  # of a catalog: some ten thousand messages
MOST_CHARACTERS = 20_000  # of one translation
WRAP = 78  # polib's and gettext's own width, so that a file saved elsewhere comes back the same

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)")
_FOREIGN_ESCAPE = re.compile(r'(?<!\\)(?:\\\\)*(\\[^\\"ntr])')
_SYNTAX = re.compile(r"\(line (\d+)\)(?:: (.*))?")
_LINE = re.compile(r'^(#~ )?(#|msg(ctxt|id|id_plural|str(\[\d+\])?)\s+"|"|$)')


def read_po(root: Path, relative: str, report: Report) -> list[Entry] | None:
    """The entries of a PO file, None when it is damaged (told with the line) or not there (not told)."""
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
        report.error("RD401", f"invalid PO file: {what}", Span(path=relative, line=line, end_line=line))
        return None
    entries: list[Entry] = []
    lines = text.split("\n")
    seen: dict[tuple[str, str], int] = {}
    for entry in found:
        key = (entry.msgctxt or "", entry.msgid)
        number = entry.linenum or 1
        if entry.msgid_plural:
            report.error(
                "RD402",
                "plural entries aren't supported",
                Span(path=relative, line=number, end_line=number),
                hint='write the plural forms in the text itself: {{ n | plural(one="…", other="…") }}',
            )
        if len(entry.msgstr) > MOST_CHARACTERS:
            words = f"the translation has more than {MOST_CHARACTERS:,} characters"
            report.error("RD408", words, Span(path=relative, line=number, end_line=number))
            continue
        if key in seen and not entry.obsolete:
            report.error(
                "RD403",
                f"duplicate message; first defined on line {seen[key]}",
                Span(path=relative, line=number, end_line=number),
            )
            continue
        if not entry.obsolete:
            seen[key] = number
        entries.append(
            Entry(
                context=entry.msgctxt or "",
                text=entry.msgid,
                translation=entry.msgstr,
                fuzzy=entry.fuzzy,
                previous=entry.previous_msgid or "",
                comment=entry.tcomment,
                line=_line_of_translation(lines, number),
                places=tuple((file, int(line or 0)) for file, line in entry.occurrences),
                obsolete=entry.obsolete,
                notes=entry.comment,
            )
        )
    return entries


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


def _line_of_translation(lines: Sequence[str], first: int) -> int:
    """The line of the `msgstr` of the entry that begins in a line, both from 1: where a translator has to write."""
    for number, line in enumerate(lines[first - 1 :], start=first):
        if line.removeprefix("#~ ").startswith("msgstr"):
            return number
    return first


def _decoded(data: bytes, relative: str, report: Report) -> str | None:
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        report.error(
            "RD405",
            f"the PO file is not UTF-8: byte 0x{data[error.start]:02x}",
            Span(path=relative, line=line, end_line=line),
            hint="save it as UTF-8",
        )
        return None


def _well_formed(text: str, relative: str, report: Report) -> bool:
    """Line checks: what polib skips in silence (conflict marks, garbage, control characters, open strings)."""
    good = True
    for number, line in enumerate(text.split("\n"), start=1):
        span = Span(path=relative, line=number, end_line=number, end_column=len(line) + 1)
        stripped = line.rstrip("\r").strip()
        found = REFUSED.search(stripped)
        bad = found[0] if found else ""
        if _CONFLICT.match(line):
            report.error("RD406", "unresolved merge conflict", span)
        elif bad:
            report.error("RD407", f"control character that outputs can't contain: {describe_character(bad)}", span)
        elif not stripped.startswith("#") and (escape := _FOREIGN_ESCAPE.search(stripped)):
            report.error("RD407", f"invalid escape sequence `{escape[1]}`", span)
        elif not _LINE.match(stripped):
            report.error("RD401", "invalid PO file: the line is neither a comment, a keyword nor a string", span)
        elif stripped and not stripped.startswith("#") and not _closed(stripped):
            report.error("RD401", "invalid PO file: the string is never closed", span)
        else:
            continue
        good = False
    return good


def _closed(line: str) -> bool:
    """Whether the string on the line ends at its end, with no bare quote inside."""
    inner = line[line.index('"') + 1 :]
    return re.fullmatch(r'(?:[^"\\]|\\.)*"', inner) is not None
