"""Match slides, shapes and paragraphs as built with those that a person left.

Names decide where programs keep them (PowerPoint and python-pptx do); else words do, then order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from ria_deck.pull.pages import EditedShape, EditedSlide

_SAME_SLIDE = 0.45  # of 1: less alike than this, two slides are two
_SAME_TEXT = 45.0  # of 100, for paragraphs in order
_MOVED_TEXT = 70.0  # for paragraphs elsewhere


_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class Pairs(Generic[_Any]):
    """What was found again, and what is on one side only."""

    both: tuple[tuple[_Any, _Any], ...]
    gone: tuple[_Any, ...]
    new: tuple[_Any, ...]


def match_slides(built: Sequence[EditedSlide], edited: Sequence[EditedSlide]) -> Pairs[EditedSlide]:
    """Slides by their id; of those that have one twice, the one with more of its words; the others by their words."""
    found: dict[int, int] = {}
    by_name: dict[str, list[int]] = {}
    for index, page in enumerate(edited):
        by_name.setdefault(page.name, []).append(index)
    for index, page in enumerate(built):
        same = by_name.get(page.name, []) if page.name else []
        if same:
            found[index] = max(same, key=lambda at: (_slide_score(page, edited[at]), -at))
    names = {page.name for page in built}
    left = set(range(len(built))) - set(found)
    free = set(range(len(edited))) - set(found.values())
    free -= {at for at in free if edited[at].name in names}
    scores = [(_slide_score(built[index], edited[at]), -abs(index - at), index, at) for index in left for at in free]
    for score, _, index, at in sorted(scores, reverse=True):
        if score >= _SAME_SLIDE and index in left and at in free:
            found[index] = at
            left.remove(index)
            free.remove(at)
    return _pairs(built, edited, found)


def _slide_score(built: EditedSlide, edited: EditedSlide) -> float:
    shapes = Counter(shape.name for shape in built.shapes) & Counter(shape.name for shape in edited.shapes)
    shared = sum(shapes.values()) / max(len(built.shapes), 1)
    notes = [" ".join("".join(letter.text for letter in one) for one in page.notes) for page in (built, edited)]
    spoken = fuzz.ratio(*notes) if any(notes) else fuzz.token_sort_ratio(built.words, edited.words)
    return (
        0.35 * fuzz.ratio(built.title, edited.title) / 100
        + 0.35 * fuzz.token_sort_ratio(built.words, edited.words) / 100
        + 0.15 * spoken / 100
        + 0.15 * shared
    )


def match_shapes(built: Sequence[EditedShape], edited: Sequence[EditedShape]) -> Pairs[EditedShape]:
    """Shapes by kind and name, the n-th with the n-th of one name; the others by kind and words."""
    found: dict[int, int] = {}
    places: dict[tuple[str, str], list[int]] = {}
    for at, shape in enumerate(edited):
        places.setdefault((shape.kind, shape.name), []).append(at)
    for index, shape in enumerate(built):
        if named := places.get((shape.kind, shape.name)):
            found[index] = named.pop(0)
    free = set(range(len(edited))) - set(found.values())
    scores = [
        (_shape_score(shape, edited[at]), -abs(index - at), index, at)
        for index, shape in enumerate(built)
        if index not in found
        for at in free
        if edited[at].kind == shape.kind or "group" in (edited[at].kind, shape.kind)
    ]
    for score, _, index, at in sorted(scores, reverse=True):
        if score > 0 and index not in found and at not in found.values():
            found[index] = at
    return _pairs(built, edited, found)


def _shape_score(built: EditedShape, edited: EditedShape) -> float:
    """How sure it is that two shapes of other names are one; 0 for what can't be."""
    titles = ("title", "ctrTitle")
    if (built.placeholder in titles) != (edited.placeholder in titles) and edited.placeholder is not None:
        return 0.0
    words = fuzz.ratio(built.words, edited.words) / 100
    if built.placeholder in titles and edited.placeholder in titles:
        return 1.0 + words
    only = built.kind in ("chart", "table", "picture")
    if built.placeholder == edited.placeholder == "ftr":
        return 1.0 + words
    return words + 0.3 if only else words if words >= 0.4 else 0.0


def match_texts(built: Sequence[str], edited: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Paragraphs of a shape: pairs of indices, None for one that is on one side only. In order by likeness, then those
    that were moved; between two that were found, one gone and one new are the same one rewritten."""
    pairs = _in_order(built, edited, _SAME_TEXT)
    matched = dict(pairs)
    free = [at for at in range(len(edited)) if at not in matched.values()]
    for index in (one for one in range(len(built)) if one not in matched):
        scored = [(fuzz.ratio(built[index], edited[at]), at) for at in free]
        score, at = max(scored, default=(0.0, -1))
        if score >= _MOVED_TEXT:
            matched[index] = at
            free.remove(at)
    _rewritten(matched, len(built), len(edited))
    taken = set(matched.values())
    result: list[tuple[int | None, int | None]] = [(index, matched.get(index)) for index in range(len(built))]
    return result + [(None, at) for at in range(len(edited)) if at not in taken]


def out_of_order(places: Sequence[int]) -> list[int]:
    """The least of some places that have to be taken away for the others to be in order."""
    rows: list[list[int]] = []  # the longest rising row that ends with each place
    longest: list[int] = []
    for index, place in enumerate(places):
        row = [place]
        for before, last in zip(rows, places[:index], strict=True):
            if last < place and len(before) >= len(row):
                row = [*before, place]
        rows.append(row)
        longest = row if len(row) > len(longest) else longest
    return [place for place in places if place not in longest]


def _in_order(built: Sequence[str], edited: Sequence[str], least: float) -> list[tuple[int, int]]:
    rows, columns = len(built), len(edited)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    ratio = [[fuzz.ratio(one, two) for two in edited] for one in built]
    for i, j in product(reversed(range(rows)), reversed(range(columns))):
        together = best[i + 1][j + 1] + ratio[i][j] if ratio[i][j] >= least else 0.0
        best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if ratio[i][j] >= least and best[i][j] == best[i + 1][j + 1] + ratio[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _rewritten(matched: dict[int, int], rows: int, columns: int) -> None:
    anchors = [(-1, -1), *sorted(matched.items()), (rows, columns)]
    for (i, j), (k, m) in pairwise(anchors):
        if k - i == 2 and m - j == 2 and i + 1 not in matched and j + 1 not in matched.values():
            matched[i + 1] = j + 1


def _pairs(built: Sequence[_Any], edited: Sequence[_Any], found: dict[int, int]) -> Pairs[_Any]:
    taken = set(found.values())
    return Pairs(
        both=tuple((built[index], edited[at]) for index, at in sorted(found.items())),
        gone=tuple(one for index, one in enumerate(built) if index not in found),
        new=tuple(one for at, one in enumerate(edited) if at not in taken),
    )
