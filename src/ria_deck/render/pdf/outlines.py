"""A document's bookmarks as a tree, written as PDF's outline (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pydyf  # type: ignore[import-untyped]

from ria_deck.render.pdf.ready import Ready, dictionary, reference


@dataclass(slots=True)
class Heading:
    """A bookmark: what it says, where it leads to as it is written, and those below it."""

    label: str
    target: bytes
    below: list[Heading] = field(default_factory=list)


def nested(flat: Sequence[tuple[int, str, bytes]]) -> list[Heading]:
    """The headings (level, label, target) as a tree: one is below the last one before it of a higher level, however many
    levels are between the two."""
    root: list[Heading] = []
    around: list[tuple[int, list[Heading]]] = [(0, root)]
    for level, label, target in flat:
        while around[-1][0] >= level:
            around.pop()
        made = Heading(label, target)
        around[-1][1].append(made)
        around.append((level, made.below))
    return root


def write_outline(headings: Sequence[Heading], add: Callable[[Ready], int]) -> int:
    """Write the outline; the number of its root, 0 where there are no headings."""
    if not headings:
        return 0
    root = Ready()
    number = add(root)
    first, last, count = _write(headings, number, add)
    root.text = dictionary((("Count", b"%d" % count), ("First", reference(first)), ("Last", reference(last))))
    return number


def _write(headings: Sequence[Heading], parent: int, add: Callable[[Ready], int]) -> tuple[int, int, int]:
    """The first and the last of these, and how many there are with those below."""
    made = [Ready() for _ in headings]
    numbers = [add(one) for one in made]
    total = len(headings)
    for place, (heading, one) in enumerate(zip(headings, made, strict=True)):
        entries = [("Title", pydyf.String(heading.label).data), ("Dest", heading.target), ("Parent", reference(parent))]
        count = 0
        if heading.below:
            first, last, count = _write(heading.below, numbers[place], add)
            entries += [("First", reference(first)), ("Last", reference(last))]
        entries.append(("Count", b"%d" % count))
        if place:
            entries.append(("Prev", reference(numbers[place - 1])))
        if place + 1 < len(headings):
            entries.append(("Next", reference(numbers[place + 1])))
        one.text = dictionary(entries)
        total += count
    return numbers[0], numbers[-1], total
