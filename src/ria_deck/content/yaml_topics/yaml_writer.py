"""Parts of a YAML document written into a text that knows where each of its characters comes from."""

from __future__ import annotations

import re
from typing import Any

from ria_deck.source.derived import Derivation
from ria_deck.source.yaml import Loc, YamlDocument
from ria_deck.source.yaml_nodes import Node
from ria_deck.source.yaml_text import LocatedText, located_text

_BREAK = re.compile(r"\s*\n\s*")


class YamlWriter:
    """Writes values of one document into `out`: as they are written there, or as one line or several of text."""

    def __init__(self, document: YamlDocument) -> None:
        self.document = document
        self.out = Derivation()

    def value_range(self, loc: Loc) -> tuple[int, int]:
        """The offsets in the file of a value, or of its key where it isn't written."""
        window, node, entry = self.document.window, self.document.node(loc), self.document.key_node(loc)
        begin, end = node.start, node.end
        if begin == end and entry is not None:
            begin, end = entry.start, entry.end
        begin = window.to_source(begin)
        return begin, max(begin, window.to_source(max(end - 1, 0)) + 1 if end else begin)

    def made(self, text: str, loc: Loc) -> None:
        """Words of Markdown's own on account of what is at `loc`: their place is that of the key, or of the value."""
        window, entry = self.document.window, self.document.key_node(loc)
        if entry is not None and loc and isinstance(loc[-1], str):
            self.out.make(
                text, self.document.source, window.to_source(entry.start), window.to_source(entry.end - 1) + 1
            )
        else:
            begin, end = self.value_range(loc)
            newline = self.document.source.text.find("\n", begin, end)
            self.out.make(text, self.document.source, begin, end if newline < 0 else newline)

    def open(self, text: str, loc: Loc) -> None:
        """As `_made`, after an empty line."""
        self.made("\n", loc)
        self.made(text, loc)

    def placed(self, loc: Loc) -> LocatedText:
        """The text at `loc`."""
        return located_text(self.document, loc)

    def verbatim(self, start: int, end: int) -> None:
        """The window's text from `start` to `end`, less the indent of its first line on the others."""
        window = self.document.window
        indent = start - (window.text.rfind("\n", 0, start) + 1)
        text = window.text[start:end].rstrip()
        offset = start
        for number, line in enumerate(text.split("\n")):
            cut = min(indent, len(line) - len(line.lstrip(" "))) if number else 0
            origin = window.to_source(offset + cut)
            if number:
                self.out.make("\n", self.document.source, origin, origin)
            self.out.copy(self.document.source, origin, origin + len(line) - cut)
            offset += len(line) + 1

    def is_flow(self, node: Node) -> bool:
        """Whether a collection is written in brackets or braces."""
        return self.document.window.text[node.start : node.start + 1] in ("{", "[")

    def line(self, text: LocatedText, *, escaped: str = "") -> None:
        """A text on one line, with a backslash before the characters `escaped`."""
        begin = len(text.text) - len(text.text.lstrip())
        end = len(text.text.rstrip())
        cursor = begin
        while cursor < end:
            char = text.text[cursor]
            line_break = _BREAK.match(text.text, cursor, end)
            if line_break:
                self.out.make(" ", self.document.source, text.begin, text.stop)
                cursor = line_break.end()
                continue
            if char in escaped:
                self.out.make("\\", self.document.source, text.begin, text.stop)
            text.write(self.out, cursor, cursor + 1)
            cursor += 1

    def body(self, loc: Loc) -> None:
        """A text of several lines, without blank lines around it."""
        text = self.placed(loc)
        lines = text.text.rstrip()
        first = len(lines) - len(lines.lstrip("\n"))
        text.write(self.out, first, len(lines))
        self.made("\n", loc)

    def flow(self, node: Node) -> None:
        """A value with its aliases written out, in flow style."""
        window, source = self.document.window, self.document.source
        begin = window.to_source(node.start)
        end = max(begin, window.to_source(max(node.end - 1, node.start)) + 1)

        def made(text: str) -> None:
            self.out.make(text, source, begin, end)

        if node.entries is not None:
            made("{")
            for number, (name, entry) in enumerate(node.entries.items()):
                made(f"{', ' if number else ''}{_quoted(name)}: ")
                self.flow(entry.node)
            made("}")
        elif node.items is not None:
            made("[")
            for number, item in enumerate(node.items):
                made(", " if number else "")
                self.flow(item)
            made("]")
        else:
            made(_quoted(node.data) if isinstance(node.data, str) else _plain(node.data))


def has_alias(node: Node) -> bool:
    """Whether a value is an alias or holds one."""
    children = [entry.node for entry in node.entries.values()] if node.entries else node.items or ()
    return node.style == "*" or any(has_alias(child) for child in children)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _plain(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)
