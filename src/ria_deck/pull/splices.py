"""Changes to a text by the offsets of what they replace, and stretches of it that change places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """Characters that replace `text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Move:
    """Stretches of a text that change places: each of the `places`, in their order, gets what stood at the place whose
    number `order` has for it. The line ends behind a stretch belong to the place."""

    places: tuple[tuple[int, int], ...]
    order: tuple[int, ...]

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch lies within one of the places."""
        return any(first <= start and end <= last and start < last for first, last in self.places)

    def cut_by(self, start: int, end: int) -> bool:
        """Whether an end of one of the places lies within a stretch."""
        return any(start < edge < end for place in self.places for edge in place)

    def clear_of(self, start: int, end: int) -> bool:
        """Whether a stretch touches none of the places."""
        return all(end <= first or last <= start for first, last in self.places)


def applied(text: str, splices: Sequence[Splice]) -> str:
    """The text with all splices made; they are in order and don't overlap."""
    parts: list[str] = []
    at = 0
    for splice in splices:
        if splice.start < at:
            return text  # what was read in another order than it stands: another way has to be found
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, text[at:]])


def fits(move: Move, others: Sequence[Move]) -> bool:
    """Whether a move lies within or beside each of some others."""
    return all(
        all(other.holds(*place) or other.clear_of(*place) for place in move.places)
        or all(move.holds(*place) or move.clear_of(*place) for place in other.places)
        for other in others
    )


def rearranged(text: str, splices: Sequence[Splice], moves: Sequence[Move]) -> str:
    """The text with all changes made, those within a stretch that moves moving with it."""
    return _Rearranging(text, splices).stretch(0, len(text) + 1, moves)


class _Rearranging:
    def __init__(self, text: str, splices: Sequence[Splice]) -> None:
        self.text = text
        self.splices = sorted(splices, key=lambda one: (one.start, one.end))

    def stretch(self, start: int, end: int, moves: Sequence[Move]) -> str:
        """A stretch of the text as it becomes, with the moves that lie in it."""
        outer = [
            move for move in moves if not any(other is not move and other.holds(*move.places[0]) for other in moves)
        ]
        parts: list[str] = []
        at = start
        for place, source in sorted(pair for move in outer for pair in _exchanged(move)):
            parts.append(self._plain(at, place[0]))
            inner = [move for move in moves if move not in outer and all(_within(one, source) for one in move.places)]
            old = self.text[place[0] : place[1]]
            parts.append(self.stretch(*source, inner).rstrip("\n") + old[len(old.rstrip("\n")) :])
            at = place[1]
        return "".join([*parts, self._plain(at, end)])

    def _plain(self, start: int, end: int) -> str:
        parts: list[str] = []
        at = start
        for splice in self.splices:
            if start <= splice.start < end:
                parts += [self.text[at : splice.start], splice.text]
                at = splice.end
        return "".join([*parts, self.text[at : max(at, end)]])


def _exchanged(move: Move) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for place, number in zip(move.places, move.order, strict=True):
        yield place, move.places[number]


def _within(place: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= place[0] and place[1] <= outer[1]
