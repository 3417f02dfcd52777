"""A place in YAML that is being typed: the way of keys that leads there, whether a key or a value is wanted.

What is being typed is seldom valid YAML. A mark is put in the place of the word at the cursor, as a value and as a key,
with what follows and without, until the parser takes it; where the mark then stands in the tree is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import Loc, YamlDocument, load_yaml
from ria_deck.source.yaml_nodes import Node

_MARK = "ria0cursor0"
_WORD = re.compile(r"[\w./#][\w./#-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlPlace:
    """`way` are the keys and indices above the word, its own key included where it is a value; `start` and `end` are the
    word's offsets, `data` the whole document with the mark in the word's place; `inline` says whether the value begins
    behind its key."""

    way: Loc
    is_key: bool
    start: int
    end: int
    data: Any
    inline: bool = True

    @property
    def siblings(self) -> tuple[str, ...]:
        """The other keys of the mapping in which a key stands."""
        found: Any = self.data
        for step in self.way:
            found = found[step]
        return tuple(key for key in found if _MARK not in key) if isinstance(found, dict) else ()


def yaml_place(source: SourceText, start: int, end: int, offset: int) -> YamlPlace | None:
    """The place of `offset` in the YAML that is `source.text[start:end]`; None where it can't be told."""
    text = source.text
    word_start, word_end = _word(text, start, end, offset)
    before, after = text[start:word_start], text[word_end:end]
    line_end = after.find("\n") if "\n" in after else len(after)
    rest = after[line_end:]
    closing = _closing(before)
    tries = [
        before + _MARK + after,
        before + _MARK + ": 0" + after,
        before + _MARK + closing + rest,
        before + _MARK + ": 0" + closing + rest,
        before + _MARK + closing,
        before + _MARK + ": 0" + closing,
    ]
    for one in tries:
        document = load_yaml(SourceText(source.path, one), Report())
        found = _found(document) if document is not None else None
        if document is not None and found is not None:
            way, is_key = found
            inline = bool(text[text.rfind("\n", 0, word_start) + 1 : word_start].strip(" \t-"))
            return YamlPlace(
                way=way, is_key=is_key, start=word_start, end=word_end, data=document.data, inline=inline or is_key
            )
    return None


def _word(text: str, start: int, end: int, offset: int) -> tuple[int, int]:
    line = text.rfind("\n", 0, offset) + 1
    for match in _WORD.finditer(text, max(line, start), end):
        if match.start() <= offset <= match.end():
            return match.start(), match.end()
        if match.start() > offset:
            break
    return offset, offset


def _closing(text: str) -> str:
    """The brackets that close those left open in a text."""
    opened: list[str] = []
    quote = ""
    for character in text:
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "[{":
            opened.append("]" if character == "[" else "}")
        elif character in "]}" and opened:
            opened.pop()
        elif character == "\n" and not opened:
            quote = ""
    return quote + "".join(reversed(opened))


def _found(document: YamlDocument) -> tuple[Loc, bool] | None:
    return next(_marked(document.root, ()), None)


def _marked(node: Node, way: Loc) -> Iterator[tuple[Loc, bool]]:
    for key, entry in (node.entries or {}).items():
        if _MARK in key:
            yield way, True
        yield from _marked(entry.node, (*way, key))
    for index, item in enumerate(node.items or ()):
        yield from _marked(item, (*way, index))
    if isinstance(node.data, str) and _MARK in node.data:
        yield way, False
