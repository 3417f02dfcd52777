"""Edited files of a project, and the unified diff of them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from ria_deck.i18n.catalog import po_path
from ria_deck.i18n.pofile import WRAP
from ria_deck.pull.differences import LineEdit, TextEdit
from ria_deck.pull.scalars import splices_for
from ria_deck.pull.splices import Move, Splice, fits, rearranged
from ria_deck.source.text import SourceText, normalise


@dataclass(slots=True)
class Patches:
    """Changes to the files of a project that have not been written."""

    root: Path
    _files: dict[str, bytes] = field(default_factory=dict)
    _texts: dict[str, SourceText] = field(default_factory=dict)
    _splices: dict[str, list[Splice]] = field(default_factory=dict)
    _moves: dict[str, list[Move]] = field(default_factory=dict)

    def add_lines(self, edit: LineEdit) -> bool:
        """Add whole lines that come, go or move."""
        if self.source(edit.path) is None:
            return False
        known = self._moves.setdefault(edit.path, [])
        splices = self._splices.setdefault(edit.path, [])
        moves = [one for one in edit.moves if one not in known]
        if not all(fits(one, known) for one in moves):
            return False
        if any(one.cut_by(splice.start, splice.end) for one in moves for splice in splices):
            return False
        known += moves
        return self.splice(edit.path, edit.splices)

    def add(self, edit: TextEdit, *, translated: bool, fuzzy: bool) -> bool:
        """Add the edit of a message; False where its file can't say it. `fuzzy`: whether decks show what a translator has
        yet to look at."""
        if translated and not edit.message.literal:
            return self._translation(edit, fuzzy=fuzzy)
        path = edit.message.span.path
        source = self.source(path)
        splices = splices_for(edit.message, edit.markdown, edit.language, source) if source is not None else None
        return splices is not None and self.splice(path, splices)

    def splice(self, path: str, splices: Sequence[Splice]) -> bool:
        """Add changes to a file; False where they overlap with others."""
        known = self._splices.setdefault(path, [])
        fresh = [one for one in splices if one not in known]
        for one in fresh:
            if any(one.start < other.end and other.start < one.end for other in known):
                return False
            if any(move.cut_by(one.start, one.end) for move in self._moves.get(path, ())):
                return False
        known += fresh
        return True

    def source(self, path: str) -> SourceText | None:
        """A text file of the project as it is now."""
        if path not in self._texts:
            try:
                self._files[path] = (self.root / path).read_bytes()
                self._texts[path] = SourceText(path, normalise(self._files[path].decode("utf-8")))
            except (OSError, UnicodeDecodeError):
                return None
        return self._texts[path]

    def files(self) -> dict[str, bytes]:
        """The changed files, whole, with the line ends and byte-order mark that they had."""
        found: dict[str, bytes] = {}
        for path, splices in sorted(self._splices.items()):
            before = self._files[path]
            text = self._patched(path, splices)
            if b"\r\n" in before:
                text = text.replace("\n", "\r\n")
            data = (b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b"") + text.encode()
            if data != before:
                found[path] = data
        return found

    def diff(self) -> str:
        """The changes as a unified diff, as `git apply` and `patch -p1` take it."""
        parts: list[str] = []
        for path, splices in sorted(self._splices.items()):
            before, after = self._texts[path].text, self._patched(path, splices)
            lines = difflib.unified_diff(
                before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}"
            )
            parts += [line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines]
        return "".join(parts)

    def _patched(self, path: str, splices: Sequence[Splice]) -> str:
        return rearranged(self._texts[path].text, splices, self._moves.get(path, ()))

    def _new_entry(self, edit: TextEdit, source: SourceText, *, fuzzy: bool) -> bool:
        if edit.message.literal:
            return False
        end = len(source.text)
        gap = "\n" if source.text.endswith("\n") else "\n\n"
        return self.splice(source.path, [Splice(end, end, gap + _entry(edit, fuzzy=fuzzy))])

    def _translation(self, edit: TextEdit, *, fuzzy: bool) -> bool:
        """Give a message another translation: the lines of its `msgstr` alone. One that was missing is marked as one that
        a translator has to look at, where such ones are shown."""
        path = po_path(edit.language)
        source = self.source(path)
        if source is None:
            return False
        entry = next(
            (
                one
                for one in polib.pofile(source.text, wrapwidth=WRAP)
                if not one.obsolete and (one.msgctxt or "", one.msgid) == (edit.message.context, edit.message.text)
            ),
            None,
        )
        if entry is None:
            return self._new_entry(edit, source, fuzzy=fuzzy)
        head = first = entry.linenum or 1
        while first <= source.lines and not source.line(first).startswith("msgstr"):
            first += 1
        last = first
        while source.line(last + 1).startswith('"'):
            last += 1
        splices = [
            Splice(source.offset(first), source.offset(last, len(source.line(last)) + 1), _msgstr(edit.markdown))
        ]
        if not entry.msgstr and fuzzy:
            splices.append(Splice(source.offset(head), source.offset(head), "#, fuzzy\n"))
        return self.splice(path, splices)


def _entry(edit: TextEdit, *, fuzzy: bool) -> str:
    """An entry of a catalog, as `ria-deck i18n update` would write it."""
    place = (edit.message.span.path, str(edit.message.span.line))
    entry = polib.POEntry(
        msgctxt=edit.message.context or None,
        msgid=edit.message.text,
        msgstr=edit.markdown,
        occurrences=[place],
        flags=["fuzzy"] if fuzzy else [],
    )
    return str(entry.__unicode__(wrapwidth=WRAP)).rstrip("\n") + "\n"


def _msgstr(text: str) -> str:
    """The lines of a `msgstr`, wrapped as catalogs are."""
    shown = polib.POEntry(msgid="x", msgstr=text).__unicode__(wrapwidth=WRAP)
    return shown[shown.index("msgstr ") :].rstrip("\n")
