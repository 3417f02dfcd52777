"""The pieces that a template printed as one Markdown text: values stay expressions wherever readers see them.

Where only plain text can be (ids and attributes, pictures' paths, the keys of a block that name tables and columns), the
value itself is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from ria_deck.content.specs.message import Message
from ria_deck.diagnostics import Report
from ria_deck.resolve.templates.pieces import Piece, PrintedText, ValuePiece
from ria_deck.source.derived import Derivation, PrintedValue
from ria_deck.source.yaml_scalars import resolve_scalar

SHOWN_KEYS = frozenset(
    ("alt", "title", "subtitle", "caption", "note", "source", "text", "gap_text", "gapText", "says", "label_text")
)
"""Keys of blocks and front matter whose texts readers see."""

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_ATTRIBUTES = re.compile(r"[ \t>]*(?:#{1,6}|:{3,}|`{3,}|!\[).*\{[^{}]*$")
_PATH = re.compile(r"[ \t>]*!\[.*\]\([^()]*$")
_KEY = re.compile(r"(?:^|[\s{,\[])[\"']?([A-Za-z_]\w*)[\"']?[ \t]*:(?=[ \t]|$)")
_BLOCK_TEXT = re.compile(r"([ \t]*(?:- )*)[\"']?([A-Za-z_]\w*)[\"']?[ \t]*:[ \t]*[|>][-+0-9]*[ \t]*$")
_PLAIN = re.compile(r"\w[\w.+/%-]*(?::[\w.+/%-]+)*(?: [\w.+/%-]+(?::[\w.+/%-]+)*)*")
_NAME = re.compile(r"[\w:.-]+")
_VALUE = "\x00"  # stands for an expression in the line that is being written


class Printer:
    """Writes pieces one after the other; knows where in the Markdown it is. `asked` are the messages of the texts that are
    printed as values."""

    def __init__(self, report: Report) -> None:
        self.out = Derivation()
        self.report = report
        self.asked: dict[tuple[str, str], Message] = {}
        self.incomplete = False  # whether a part is missing because a table can't be read
        self._line = ""  # what stands on the last line
        self._fence = ""  # the marks of the fence that is open, `---` for the front matter
        self._first = True  # whether the last line is the first one
        self._key = ""  # the last key of YAML that was seen
        self._block: tuple[int, str] | None = None  # indent and key of a block text (`|`, `>`)
        self._bound: dict[str, Any] = {}  # names of the paragraph

    def write(self, pieces: Iterable[Piece]) -> None:
        """Add pieces."""
        for piece in pieces:
            if isinstance(piece, PrintedText):
                if piece.copied:
                    self.out.copy(piece.source, piece.start, piece.end)
                else:
                    self.out.make(piece.text, piece.source, piece.start, piece.end)
                self._moved(piece.text)
            else:
                self._value(piece)

    def _moved(self, text: str) -> None:
        first, *rest = text.split("\n")
        self._line += first
        for line in rest:
            self._line_ended()
            self._line = line

    def _line_ended(self) -> None:
        line = self._line
        if not line.strip():
            self._bound = {}
        marks = _FENCE.match(line)
        if self._first and line.rstrip() == "---":
            self._fence = "---"
        elif self._fence == "---":
            self._fence = "" if line.rstrip() in ("---", "...") else "---"
        elif self._fence:
            closing = marks is not None and marks[1].startswith(self._fence) and not line[marks.end() :].strip()
            self._fence = "" if closing else self._fence
        elif marks is not None:
            self._fence, self._key, self._block = marks[1], "", None
        if self._fence and line.strip():
            self._yaml_line(line)
        self._first = self._first and not line.strip()

    def _yaml_line(self, line: str) -> None:
        indent = len(line) - len(line.lstrip())
        if self._block is not None and indent > self._block[0]:
            return
        opened = _BLOCK_TEXT.match(line)
        self._block = (len(opened[1]), opened[2]) if opened else None
        keys = _KEY.findall(line)
        self._key = keys[-1] if keys else self._key

    def _value(self, value: ValuePiece) -> None:
        begin = self.out.length
        literal = True
        if self._fence:
            shown = self._shown_key() in SHOWN_KEYS
            if shown:
                literal = False
            else:
                self._made(self._as_yaml(value), value)
        elif _PATH.match(self._line):
            self._made(quote(value.literal, safe="/._-~"), value)
        elif _ATTRIBUTES.match(self._line):
            self._made(self._as_attribute(value), value)
        else:
            literal = False
        names: Mapping[str, Any] = value.names
        if not literal:
            names = self._expression(value)
            for text in value.asked:
                self.asked.setdefault((text.message.context, text.message.text), text.message)
        symbol = "{{ " + " ".join(value.expression.split()) + " }}"
        self.out.printed.append(PrintedValue(begin, self.out.length, symbol, names, literal))
        self._line += _VALUE

    def _made(self, text: str, value: ValuePiece) -> None:
        self.out.make(text, value.source, value.start, value.end)

    def _expression(self, value: ValuePiece) -> Mapping[str, Any]:
        """Write the expression in braces; a name that stands for something else in this paragraph gets a number."""
        renamed: dict[str, str] = {}
        for name, bound in value.names.items():
            candidate, number = name, 1
            while candidate in self._bound and self._bound[candidate] is not bound:
                number += 1
                candidate = f"{name}_{number}"
            self._bound[candidate] = bound
            renamed[name] = candidate
        self._made("{{ ", value)
        cursor = 0
        for at, name in value.places:
            self._copied(value, cursor, at)
            if renamed[name] == name:
                self._copied(value, at, at + len(name))
            else:
                self._made(renamed[name], value)
            cursor = at + len(name)
        self._copied(value, cursor, len(value.expression))
        self._made(" }}", value)
        return {renamed[name]: bound for name, bound in value.names.items()}

    def _copied(self, value: ValuePiece, start: int, end: int) -> None:
        """A stretch of the expression, on one line."""
        for match in re.finditer(r"[^\n]+|\n", value.expression[start:end]):
            at = value.start + start + match.start()
            if match[0] == "\n":
                self.out.make(" ", value.source, at, at)
            else:
                self.out.copy(value.source, at, at + len(match[0]))

    def _shown_key(self) -> str:
        """The key of YAML that the end of the last line belongs to."""
        indent = len(self._line) - len(self._line.lstrip())
        if self._block is not None and (indent > self._block[0] or not self._line.strip(_VALUE + " ")):
            return self._block[1]
        keys = _KEY.findall(self._line)
        return keys[-1] if keys else self._key

    def _as_yaml(self, value: ValuePiece) -> str:
        text = value.literal
        double, single = self._line.count('"') % 2, self._line.count("'") % 2
        if double:
            return json.dumps(text, ensure_ascii=False)[1:-1]
        if single:
            return text.replace("'", "''").replace("\n", " ")
        alone = re.search(r"(?:[:,\[]|^[ \t]*-|^)[ \t]*$", self._line)
        if alone and value.is_text and (not _PLAIN.fullmatch(text) or not _is_text(text)):
            return json.dumps(text, ensure_ascii=False)
        return text.replace("\n", " ")

    def _as_attribute(self, value: ValuePiece) -> str:
        text = value.literal
        inside = self._line.rpartition("{")[2]
        if inside.count('"') % 2:
            return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        if not _NAME.fullmatch(text):
            self.report.error(
                "RD275",
                f"“{text}” can't be part of an attribute as it is",
                value.source.span(value.start, value.end),
                hint='an id takes letters, digits, `-`, `_`, `.` and `:`; put other values in quotes: key="{{ … }}"',
            )
            return "x"
        return text


def _is_text(text: str) -> bool:
    try:
        return isinstance(resolve_scalar(text), str)
    except ValueError:
        return False
