"""The characters of a YAML text with the place of each: what copies a text out of a document asks here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ria_deck.source.derived import Derivation
from ria_deck.source.yaml import Loc, YamlDocument
from ria_deck.source.yaml_nodes import Node

_ESCAPE = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}"
    r"|u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"  # a pair of surrogates
    r"|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\n[ \t]*|.)",
    re.DOTALL,
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a text: `text[start:end]` stands at `origin` in the file, letter by letter where it is `copied`."""

    start: int
    end: int
    origin: int
    copied: bool


@dataclass(frozen=True, slots=True)
class LocatedText:
    """A text of a document; `chunks` cover it, `begin` and `stop` are the offsets of the value in the file."""

    document: YamlDocument
    text: str
    chunks: tuple[Chunk, ...]
    begin: int
    stop: int

    def write(self, to: Derivation, start: int = 0, end: int | None = None) -> None:
        """Copy `text[start:end]` into a derived text."""
        end = len(self.text) if end is None else end
        source = self.document.source
        for chunk in self.chunks:
            first, last = max(start, chunk.start), min(end, chunk.end)
            if first >= last:
                continue
            if chunk.copied:
                origin = chunk.origin + first - chunk.start
                to.copy(source, origin, origin + last - first)
            else:
                to.make(self.text[first:last], source, chunk.origin, min(chunk.origin + 1, self.stop))


def located_text(document: YamlDocument, loc: Loc) -> LocatedText:
    """The text at `loc` with its places; the value must be text."""
    node = document.node(loc)
    window = document.window
    text = str(node.data)
    begin, stop = window.to_source(node.start), window.to_source(max(node.end - 1, node.start)) + 1
    pairs = _block_pairs(window.text, node, text) if node.style == "|" else _pairs(window.text, node, text)
    chunks: list[Chunk] = []
    for index, at in pairs:
        origin = window.to_source(at) if at >= 0 else chunks[-1].origin if chunks else begin
        copied = at >= 0 and document.source.text[origin : origin + 1] == text[index]
        last = chunks[-1] if chunks else None
        if last is not None and copied and last.copied and last.origin + index - last.start == origin:
            chunks[-1] = Chunk(last.start, index + 1, last.origin, copied=True)
        else:
            chunks.append(Chunk(index, index + 1, origin, copied))
    return LocatedText(document, text, tuple(chunks), begin, stop)


def _block_pairs(written: str, node: Node, text: str) -> Iterator[tuple[int, int]]:
    """For each character of a literal block (`|`) where it stands in the window."""
    head = written.find("\n", node.start) + 1
    lines = written[head:].split("\n")
    indent = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), 0)
    explicit = re.match(r"\|[-+]?([1-9])", written[node.start :])
    if explicit:
        parent = written[written.rfind("\n", 0, node.start) + 1 : node.start]
        indent = len(parent) - len(parent.lstrip(" ")) + int(explicit[1])
    at, index = head, 0
    for line, shown in zip(lines, text.split("\n"), strict=False):
        for offset in range(len(shown) + 1):
            if index < len(text):
                yield index, at + min(indent + offset, len(line))
            index += 1
        at += len(line) + 1


def _pairs(written: str, node: Node, text: str) -> Iterator[tuple[int, int]]:
    """For each character of a plain, quoted or folded text where it stands in the window; -1 where it is only implied."""
    end = node.end - (node.style in ("'", '"'))
    at = _first_character(written, node)
    for index, char in enumerate(text):
        escape = _ESCAPE.match(written, at, end) if node.style == '"' else None
        if escape and escape[0][1] == "\n":
            at = escape.end()
            escape = _ESCAPE.match(written, at, end)
        after = escape.end() if at < end and escape else _after(written, at, end, char, node.style)
        yield index, -1 if after is None else at
        at = at if after is None else after


def _first_character(written: str, node: Node) -> int:
    """Where the text of a node begins: behind a quotation mark, or on the line below `>`."""
    if node.style != ">":
        return node.start + (node.style in ("'", '"'))
    at = written.find("\n", node.start) + 1
    return at + len(written[at:]) - len(written[at:].lstrip())


def _after(written: str, at: int, end: int, char: str, style: str) -> int | None:
    """Where the next character begins, None when `char` isn't written at `at`; line breaks take what blank follows."""
    if at < end and written[at] == char:
        at += 2 if char == "'" and style == "'" else 1
        space = _SPACE.match(written, at, end) if char == "\n" else None
        return space.end() if space else at
    space = _SPACE.match(written, at, end) if char.isspace() else None
    return space.end() if space else None
