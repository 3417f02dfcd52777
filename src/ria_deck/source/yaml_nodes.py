"""The text of one YAML document in, a bounded tree of nodes with their places out; nothing in it can run or explode.

Nodes come from the parser's events (ruamel.yaml), one by one and without recursion, so that depth, aliases and size
are limited before memory is spent. Tags, merge keys, keys that are no scalars and further documents are refused: the
core schema of YAML 1.2 is all that a project needs, and each of them has cost someone a day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import REFUSED, describe_character
from ria_deck.source.window import Window
from ria_deck.source.yaml_problems import Problem, explain, template_problem
from ria_deck.source.yaml_scalars import joined_pairs, resolve_scalar

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 50
MAX_ALIASES = 200
MAX_NODES = 400_000
"""Limits of a document; nodes are counted with aliases expanded."""

_ANCHOR = re.compile(r"&[^\s,\[\]{}]*\s*")


@dataclass(slots=True, eq=False)
class Node:
    """A value with its place (offsets in the window). `data` is plain; one of `entries` and `items` for collections.

    `size` counts the nodes below it and itself, `height` the levels, aliases expanded. `style` is the scalar's
    quotation mark, `|`, `>` or empty.
    """

    start: int
    end: int
    data: Any = None
    entries: Mapping[str, MappingEntry] | None = None
    items: tuple[Node, ...] | None = None
    style: str = ""
    size: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class MappingEntry:
    """A key's place and its value."""

    start: int
    end: int
    node: Node


@dataclass(slots=True)
class _Open:
    """A collection that is being read."""

    node: Node
    mapping: bool
    anchor: str | None
    key: Node | None = None
    entries: dict[str, MappingEntry] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)


class _RefusedError(Exception):
    """What was read can't go on: the diagnostic has been added."""


def read_nodes(window: Window, report: Report) -> Node | None:
    """The document's root (an empty scalar for an empty text); None, with errors in `report`, when it can't be read."""
    if len(window.text) > MAX_CHARACTERS:
        words = f"this YAML is too long: {len(window.text)} characters; the limit is {MAX_CHARACTERS}"
        report.error("RD013", words, window.span(0, 1))
        return None
    builder = _NodeBuilder(window)
    problem = builder.read(in_python=False)
    if problem is not None:  # the parser in C keeps to YAML 1.1, which has no `why?` and `https://…` in `[…]` unquoted
        builder = _NodeBuilder(window)
        other = builder.read(in_python=True)  # ten times as slow
        if other is not None:
            builder.tell(max(problem, other, key=_place))
    report.extend(builder.report.diagnostics)
    return None if builder.report.failed else builder.root or Node(0, 0)


def _place(problem: Any) -> int:
    mark = problem.problem_mark or problem.context_mark
    return mark.index if mark else 0


class _NodeBuilder:
    def __init__(self, window: Window) -> None:
        self.window = window
        self.report = Report()
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.anchors: dict[str, Node] = {}
        self.aliases = 0
        self.nodes = 0
        self.documents = 0

    def read(self, *, in_python: bool) -> Any:
        """Read the text as far as it goes; the parser's complaint where it has one, which isn't told yet."""
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        with suppress(_RefusedError):  # told in the report, which has failed
            try:
                self._read(in_python=in_python)
            except MarkedYAMLError as problem:
                return problem
            except YAMLError as problem:
                self._fail("RD010", f"not valid YAML: {problem}", 0, 0)
        return None

    def _read(self, *, in_python: bool) -> None:
        from ruamel.yaml import YAML, events

        for event in YAML(typ="safe", pure=in_python).parse(self.window.text):
            start, end = event.start_mark.index, event.end_mark.index
            match event:
                case events.ScalarEvent():
                    self._refuse_tag(event.tag, start, end)
                    self._add(self._scalar(event, start, end), event.anchor)
                case events.AliasEvent():
                    self._alias(event.anchor, start, end)
                case events.MappingStartEvent() | events.SequenceStartEvent():
                    self._refuse_tag(event.tag, start, end)
                    mapping = isinstance(event, events.MappingStartEvent)
                    self._open(mapping, event.anchor, start, end)
                case events.MappingEndEvent() | events.SequenceEndEvent():
                    self._close(end)
                case events.DocumentStartEvent():
                    self._document(start, end)
                case _:
                    pass  # the stream's and the document's ends

    def _fail(self, code: str, message: str, start: int, end: int, *, label: str = "", hint: str = "") -> NoReturn:
        self.report.error(code, message, self.window.span(start, end), label=label, hint=hint)
        raise _RefusedError

    def _tell(self, problem: Problem) -> NoReturn:
        related: tuple[tuple[Span, str], ...] = ()
        if problem.related:
            place, words = problem.related
            related = ((self.window.span(place, place + 1), words),)
        self.report.error(
            "RD010",
            problem.message,
            self.window.span(problem.start, problem.end),
            label=problem.label,
            hint=problem.hint,
            related=related,
        )
        raise _RefusedError

    def tell(self, problem: Any) -> None:
        begun = problem.context_mark.index if problem.context_mark else None
        with suppress(_RefusedError):
            self._tell(explain(self.window.text, problem.problem or "", _place(problem), problem.context or "", begun))

    def _refuse_tag(self, tag: str | None, start: int, end: int) -> None:
        if tag is not None:
            name = re.match(r"(?:&\S+\s+)?(!\S*)", self.window.text[start:end])
            shown = name[1] if name else str(tag)
            self._fail(
                "RD012",
                f"YAML tags like `{shown}` aren't supported",
                start,
                start + (name.end() if name else end - start),
                hint="write the value without the tag; put text that looks like a number in quotes",
            )

    def _document(self, start: int, end: int) -> None:
        self.documents += 1
        if self.documents > 1:
            self._fail("RD012", "a second document starts here", start, end, hint="write one YAML document per file")

    def _scalar(self, event: Any, start: int, end: int) -> Node:
        start = min(self._behind_anchor(start), end) if event.anchor else start
        node = Node(start, end, style=event.style if event.style in ("'", '"', "|", ">") else "")
        if node.style:
            text = unicodedata.normalize("NFC", joined_pairs(event.value))
            refused = REFUSED.search(text)
            if refused:
                self._fail(
                    "RD005",
                    f"escape for an unsupported control character: {describe_character(refused[0])}",
                    start,
                    end,
                    label="delete it",
                    hint="write the backslash twice, or use single quotes: in double quotes it starts an escape",
                )
            node.data = text
            return node
        if self._is_key():
            node.data = event.value
            return node
        try:
            node.data = resolve_scalar(event.value)
        except ValueError as problem:
            self._fail("RD012", str(problem), start, end, hint="put it in quotes if it is meant as text")
        return node

    def _behind_anchor(self, start: int) -> int:
        anchor = _ANCHOR.match(self.window.text, start)
        return anchor.end() if anchor else start

    def _is_key(self) -> bool:
        return bool(self.stack) and self.stack[-1].mapping and self.stack[-1].key is None

    def _alias(self, anchor: str, start: int, end: int) -> None:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            self._fail("RD013", f"more than {MAX_ALIASES} aliases (`*name`)", start, end)
        target = self.anchors.get(anchor)
        if target is None:
            inside = any(level.anchor == anchor for level in self.stack)
            words = "refers to a value that contains it" if inside else "isn't defined"
            hint = "" if inside else f"put `&{anchor}` before the value it refers to, higher up"
            self._fail("RD012" if inside else "RD010", f"the alias `*{anchor}` {words}", start, end, hint=hint)
        self._add(Node(start, end, target.data, target.entries, target.items, "*", target.size, target.height), None)

    def _open(self, mapping: bool, anchor: str | None, start: int, end: int) -> None:
        if self._is_key():
            line_end = self.window.text.find("\n", start)
            stop = line_end if line_end >= 0 else len(self.window.text)
            if self.window.text.startswith("{", max(start - 1, 0)) and mapping:
                self._tell(template_problem(start - 1, stop))
            self._fail("RD012", "a key must be a word or text in quotes, not a list or a mapping", start, end)
        if len(self.stack) >= MAX_DEPTH:
            self._fail("RD013", f"nested more than {MAX_DEPTH} levels deep", start, end)
        start = self._behind_anchor(start) if anchor else start
        self.stack.append(_Open(Node(start, max(start, end)), mapping, anchor))

    def _close(self, end: int) -> None:
        level = self.stack.pop()
        node = level.node
        if level.mapping:
            node.entries = level.entries
            children = [entry.node for entry in level.entries.values()]
            node.data = {key: entry.node.data for key, entry in level.entries.items()}
        else:
            node.items = tuple(level.items)
            children = level.items
            node.data = [item.data for item in level.items]
        last = max([child.end for child in children], default=node.end)
        flow = self.window.text[node.start : node.start + 1] in ("[", "{")
        node.end = end if flow else max(last, node.start)
        node.size = 1 + sum(child.size for child in children)
        node.height = 1 + max([child.height for child in children], default=0)
        self._add(node, level.anchor)

    def _add(self, node: Node, anchor: str | None) -> None:
        self.nodes += node.size if node.style == "*" else 1
        if self.nodes > MAX_NODES:
            self._fail("RD013", f"more than {MAX_NODES} values, counting each use of an alias", node.start, node.end)
        if len(self.stack) + node.height > MAX_DEPTH:
            self._fail("RD013", f"nested more than {MAX_DEPTH} levels deep", node.start, node.end)
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        level = self.stack[-1]
        if not level.mapping:
            level.items.append(node)
        elif level.key is None:
            self._key(level, node)
        else:
            level.entries.setdefault(level.key.data, MappingEntry(level.key.start, level.key.end, node))
            level.key = None

    def _key(self, level: _Open, node: Node) -> None:
        if node.style == "*" and not isinstance(node.data, str):
            self._fail("RD012", "an alias can't be used as a key", node.start, node.end)
        if node.data == "<<" and not node.style:
            self._fail(
                "RD012",
                "merge keys (`<<`) aren't supported (YAML 1.2 dropped them)",
                node.start,
                node.end,
                hint="write the keys out, or use an alias for a whole value",
            )
        if node.data in level.entries:
            first = level.entries[node.data]
            self.report.error(
                "RD011",
                f"duplicate key `{node.data}`",
                self.window.span(node.start, node.end),
                label="again here",
                hint="keep one of them",
                related=((self.window.span(first.start, first.end), "first defined here"),),
            )
        level.key = node
