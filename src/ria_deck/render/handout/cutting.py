"""Laid-out items in runs of pages: where a page begins with an item, pages before it stay as they are whatever follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

from ria_deck.render.handout.pieces import Item
from ria_deck.render.pdf.press import LaidOut
from ria_deck.render.pdf.set_pages import SetPages
from ria_deck.render.pdf.structure_tree import StructureElement
from ria_deck.render.pdf.tags import Tagger

LEAST, MOST = 1, 3  # pages of a run
_AVOID = frozenset(("avoid", "avoid-page"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A run of pages: the items `first` to `next` (exclusive) are on it. It stays as it is while the items before `needed`
    are the same; where `last`, none follow."""

    first: int
    next: int
    needed: int
    last: bool
    pages: SetPages


class NotInRunsError(Exception):
    """The pages aren't those of items in order."""


class Cutter:
    """Cuts laid-out pages. `first` is the number of the first item that was set, `count` how many there are in all; with
    `behind`, the first page is one that only stands before them."""

    def __init__(self, laid: LaidOut, items: Sequence[Item], first: int, *, behind: bool) -> None:
        self._laid = laid
        self._items = items
        self._sections, self._elements = _elements_of(laid.source.root)
        self._pages = list(laid.pages)[1:] if behind else list(laid.pages)
        self._ends = max(self._elements, default=first) == len(items) - 1
        owners = {element: number for number, found in self._elements.items() for element in found}
        self._boxes = [_boxes_of(page, owners) for page in self._pages]
        if behind and (_boxes_of(laid.pages[0], owners) or not self._boxes):
            raise NotInRunsError
        if any(not boxes for boxes in self._boxes) or min(self._boxes[0]) != first:
            raise NotInRunsError

    def runs(self) -> Iterator[Cut]:
        """The runs, in order, as far as the pages can't change by what would follow."""
        start = 0
        while start < len(self._pages):
            end = self._end(start)
            if end is None:
                return
            yield self._cut(start, end)
            start = end

    def _end(self, start: int) -> int | None:
        for page in range(start + 1, len(self._pages)):
            length = page - start
            if self._is_clean(page) and (length >= MOST or (length >= LEAST and self._may_cut(min(self._boxes[page])))):
                return page if self._needed(page) is not None else None
        return len(self._pages) if self._ends else None

    def _is_clean(self, page: int) -> bool:
        """Whether a page begins with an item."""
        return min(self._boxes[page]) > max(self._boxes[page - 1])

    def _may_cut(self, number: int) -> bool:
        """Every second item, by its name: so that runs are the same again soon behind one that came or went."""
        return sum(self._items[number].name.encode()) % 2 == 0

    def _cut(self, start: int, end: int) -> Cut:
        first = min(self._boxes[start])
        last = end == len(self._pages)
        after = len(self._items) if last else min(self._boxes[end])
        numbers = range(first, after)
        if sorted(set().union(*self._boxes[start:end])) != list(numbers):
            raise NotInRunsError  # an item goes on behind the next one: it is too long for what holds it together
        pages = self._laid.taken(
            self._pages[start:end],
            lambda tagger: self._structure(tagger, numbers),
            [element for number in numbers for element in self._elements[number]],
            itself=False,
        )
        needed = after if last else self._needed(end)
        assert needed is not None
        return Cut(first=first, next=after, needed=needed, last=last, pages=pages)

    def _needed(self, page: int) -> int | None:
        """The items that decide where a page begins: its first one, and those that it may not be parted from, as all of
        them would stand on the page before if there were room. None where items that weren't set may be among them."""
        from weasyprint.layout.block import block_level_page_break

        boxes = {**self._boxes[min(page + 1, len(self._pages) - 1)], **self._boxes[page]}
        number = min(self._boxes[page])
        while number + 1 in boxes:
            if block_level_page_break(boxes[number][-1], boxes[number + 1][0]) not in _AVOID:
                return number + 1
            number += 1
        return number + 1 if number + 1 in self._elements or number + 1 == len(self._items) else None

    def _structure(self, tagger: Tagger, numbers: range) -> list[tuple[str, list[StructureElement]]]:
        found: list[tuple[str, list[StructureElement]]] = []
        for number in numbers:
            nodes = [node for element in self._elements[number] for node in tagger.of(element)]
            found.append((self._sections[number], nodes))
        return found


def _elements_of(root: Element) -> tuple[dict[int, str], dict[int, list[Element]]]:
    """The sections' ids and the elements of every item, by its number: they stand behind its mark."""
    sections: dict[int, str] = {}
    elements: dict[int, list[Element]] = {}
    body = root.find("body")
    for section in () if body is None else body.iterfind("section"):
        number = -1
        for child in section:
            if callable(child.tag):  # a comment
                mark, _, place = (child.text or "").partition(" ")
                if mark == "item" and place.isdigit():
                    number = int(place)
                    sections[number] = section.get("id") or ""
                    elements[number] = []
            elif number in elements:
                elements[number].append(child)
            else:  # before the section's first mark: nobody knows what it belongs to
                raise NotInRunsError
    return sections, elements


def _boxes_of(page: Any, owners: dict[Element, int]) -> dict[int, list[Any]]:
    """The boxes of each item that is on a page."""
    found: dict[int, list[Any]] = {}
    sections = chain.from_iterable(map(_children, chain.from_iterable(map(_children, page._page_box.children))))
    for box in chain.from_iterable(map(_children, sections)):
        if box.element in owners and not str(box.element_tag).count(":"):
            found.setdefault(owners[box.element], []).append(box)
    return found


def _children(box: Any) -> Sequence[Any]:
    children: Sequence[Any] = getattr(box, "children", ())
    return children
