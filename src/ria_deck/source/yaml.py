"""YAML text in, plain data with the place of every key and value out: YAML 1.2 core, ISO dates, safe and bounded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import SourceText
from ria_deck.source.window import Window, open_window
from ria_deck.source.yaml_nodes import MappingEntry, Node, read_nodes

Loc = tuple[str | int, ...]
"""The way to a value: keys of mappings and indices of lists, from the root."""


@dataclass(frozen=True, slots=True, eq=False)
class YamlDocument:
    """A YAML document, or a part of one (see `part`)."""

    source: SourceText
    window: Window
    root: Node
    key: MappingEntry | None = None  # the key that a part stands under

    @property
    def data(self) -> Any:
        """The values as dict (keys are always text), list, str, int, float, bool, date or None; not to be changed."""
        return self.root.data

    def span(self, loc: Loc = (), *, key: bool = False) -> Span:
        """The place of the value at `loc`, quotation marks included, or of its key.

        A value that isn't written (`title:` with nothing behind it) has its key's place; where `loc` goes further
        than the document, the place is that of the last value on the way that there is.
        """
        node, entry = self._walk(loc)
        if entry is not None and (key or node.start == node.end):
            return self.window.span(entry.start, entry.end)
        return self.window.span(node.start, node.end)

    def text_span(self, loc: Loc = ()) -> Span:
        """The place of a text's characters: inside of its quotation marks, below the head line of a block text."""
        node, _ = self._walk(loc)
        if node.style in ("'", '"') and node.end - node.start >= 2:
            return self.window.span(node.start + 1, node.end - 1)
        if node.style in ("|", ">"):
            head = self.window.text.find("\n", node.start, node.end)
            if head >= 0:
                body = self.window.text[head : node.end]
                return self.window.span(head + len(body) - len(body.lstrip()), node.end)
        return self.span(loc)

    def has(self, loc: Loc) -> bool:
        """Whether there is a value at `loc`, be it null."""
        node: Node | None = self.root
        for step in loc:
            node = _child(node, step)[0] if node is not None else None
        return node is not None

    def node(self, loc: Loc = ()) -> Node:
        """The node of the value at `loc`, or of the last value on the way that there is; its offsets are the window's."""
        return self._walk(loc)[0]

    def offsets(self, loc: Loc = ()) -> tuple[int, int]:
        """Where the value at `loc` begins and ends in the file."""
        node = self.node(loc)
        return self.window.to_source(node.start), self.window.to_source(max(node.end - 1, node.start)) + 1

    def key_node(self, loc: Loc) -> MappingEntry | None:
        """The entry of the mapping that the value at `loc` stands in."""
        return self._walk(loc)[1]

    def part(self, loc: Loc) -> YamlDocument:
        """The document below `loc`, with the same places; KeyError when there is nothing at `loc`."""
        if not self.has(loc):
            raise KeyError(loc)
        node, entry = self._walk(loc)
        return YamlDocument(self.source, self.window, node, entry)

    def overlaid(self, loc: Loc, *, without: Collection[str] = ()) -> YamlDocument:
        """The root mapping with the entries of the mapping at `loc` over its own, less the keys `without`.

        Mappings that both have are laid over each other in the same way; every value keeps its own place.
        """
        base = {name: entry for name, entry in (self.root.entries or {}).items() if name not in without}
        over = self._walk(loc)[0].entries if self.has(loc) else None
        return YamlDocument(self.source, self.window, _overlay(Node(self.root.start, self.root.end), base, over or {}))

    def _walk(self, loc: Loc) -> tuple[Node, MappingEntry | None]:
        node, entry = self.root, self.key
        for step in loc:
            child, child_entry = _child(node, step)
            if child is None:
                break
            node, entry = child, child_entry
        return node, entry


def _child(node: Node | None, step: str | int) -> tuple[Node | None, MappingEntry | None]:
    if node is None:
        return None, None
    if node.entries is not None and step in node.entries:
        entry = node.entries[str(step)]
        return entry.node, entry
    if node.items is not None and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step], None
    return None, None


def _overlay(node: Node, base: dict[str, MappingEntry], over: Any) -> Node:
    entries = dict(base)
    for name, entry in over.items():
        below = base.get(name)
        if below is not None and below.node.entries is not None and entry.node.entries is not None:
            merged = Node(entry.node.start, entry.node.end)
            entries[name] = MappingEntry(
                entry.start, entry.end, _overlay(merged, dict(below.node.entries), entry.node.entries)
            )
        else:
            entries[name] = entry
    node.entries = entries
    node.data = {name: entry.node.data for name, entry in entries.items()}
    return node


def load_yaml(source: SourceText, report: Report, *, start: int = 0, end: int | None = None) -> YamlDocument | None:
    """The YAML in `source.text[start:end]`, or None with errors in `report`.

    The stretch may be indented as a whole, or stand in a block quotation: its places are those of the file. An empty
    stretch is a document whose `data` is None.
    """
    window = open_window(source, start, end)
    root = read_nodes(window, report)
    return None if root is None else YamlDocument(source, window, root)
