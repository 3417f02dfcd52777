"""Align a text as built with the edited one: which letters were kept, deleted and inserted."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ria_deck.pull.letters import Letter

_MOST_PAIRS = 1_000_000  # of letters that are compared one with another
_LETTER, _SPACE, _GOES_ON, _HOLE = 4, 2, 3, 12


@dataclass(frozen=True, slots=True)
class Step:
    """A letter of the built text (its index, None for what was put in) and of the edited one (from, to)."""

    built: int | None
    start: int
    end: int

    @property
    def kept(self) -> bool:
        """Whether both texts have it."""
        return self.built is not None and self.start >= 0


def align(built: Sequence[Letter], edited: Sequence[Letter], older: Mapping[int, str]) -> list[Step]:
    """The steps from one text to the other, in order. `older` are texts that the expressions had when the deck was
    built, by their number, where they differ from today's."""
    aligning = _Aligning(built, edited, older)
    return aligning.steps()


def overwritten(built: Sequence[Letter], edited: Sequence[Letter], steps: Sequence[Step]) -> list[Letter]:
    """The holes that a person wrote over: replaced, grown by digits or letters at their ends, or taken out alone."""
    found: list[Letter] = []
    for index, step in enumerate(steps):
        letter = built[step.built] if step.built is not None else None
        if letter is None or not letter.source:
            continue
        if step.kept:
            changed = _grown(edited, step, steps, index)
        else:
            changed = _replaced(letter, built, edited, _change_around(steps, index))
        if changed:
            found.append(letter)
    return found


def _replaced(letter: Letter, built: Sequence[Letter], edited: Sequence[Letter], around: Sequence[Step]) -> bool:
    """Whether a hole that is gone was written over, or taken out alone; a footnote's mark may be."""
    put_in = [edited[one.start].text for one in around if one.built is None]
    gone = [built[one.built] for one in around if one.built is not None]
    alone = not any(one.text.isalnum() for one in gone if not one.source)
    return any(map(str.isalnum, put_in)) or (alone and not letter.source.startswith("[^"))


def _change_around(steps: Sequence[Step], index: int) -> list[Step]:
    first = index
    while first and not steps[first - 1].kept:
        first -= 1
    last = index
    while last + 1 < len(steps) and not steps[last + 1].kept:
        last += 1
    return [one for one in steps[first : last + 1] if not one.kept]


def _grown(edited: Sequence[Letter], step: Step, steps: Sequence[Step], index: int) -> bool:
    """Whether something was put in at an end of a hole that makes another value of it."""
    if step.start == step.end:
        return False
    first, last = edited[step.start].text, edited[step.end - 1].text
    before = _new_at(edited, steps, index - 1, -1)
    after = _new_at(edited, steps, index + 1, 1)
    if before and (_joins(before[-1], first) or (first.isdigit() and before[-1] in "-−+±~≈<>")):
        return True
    if after and _joins(last, after[0]):
        return True
    return _part_of_number(before[::-1], first) or _part_of_number(after, last)


def _part_of_number(new: str, edge: str) -> bool:
    return len(new) > 1 and edge.isdigit() and new[0] in ".,'’\u00a0\u202f " and new[1].isdigit()


def _new_at(edited: Sequence[Letter], steps: Sequence[Step], index: int, way: int) -> str:
    """The letters put in from a step onwards, in their order."""
    found = ""
    while 0 <= index < len(steps) and steps[index].built is None:
        found = found + edited[steps[index].start].text if way > 0 else edited[steps[index].start].text + found
        index += way
    return found


def _joins(first: str, second: str) -> bool:
    """Whether two characters side by side are of one word or number."""
    if first.isdigit() != second.isdigit() and not (first.isascii() and second.isascii()):
        return False
    return _of_word(first) and _of_word(second)


def _of_word(char: str) -> bool:
    return char.isdigit() or (char.isalpha() and unicodedata.east_asian_width(char) not in "WF")


@dataclass(frozen=True, slots=True)
class _LetterGains:
    """What can be gained from each place of the edited text on: at best, where the last step is a match, and how."""

    best: list[int]
    runs: list[int]
    back: list[tuple[int, int]]

    def after(self, place: int) -> int:
        """The gain behind a match: more where another follows at once."""
        run = self.runs[place]
        return max(self.best[place], run + _GOES_ON if run else 0)


def _weight(letter: Letter, text: str) -> int:
    """What it is worth that a letter is kept as a text."""
    if letter.source:
        return _HOLE + _LETTER * len(text)
    return _SPACE if text == " " else _LETTER


class _Aligning:
    def __init__(self, built: Sequence[Letter], edited: Sequence[Letter], older: Mapping[int, str]) -> None:
        self.built = built
        self.edited = edited
        self.like = "".join(letter.like for letter in edited)
        self.texts = [self._texts(letter, older) for letter in built]

    @staticmethod
    def _texts(letter: Letter, older: Mapping[int, str]) -> tuple[str, ...]:
        if not letter.source:
            return (letter.like,)
        then = older.get(letter.value) if letter.value >= 0 else None
        found = [letter.text, *([then] if then is not None else [])]
        return tuple(dict.fromkeys(Letter(one).like for one in found))

    def steps(self) -> list[Step]:
        head, at = self._head()
        tail, end = self._tail(len(head), at)
        middle = self._middle(len(head), len(self.built) - len(tail), at, end)
        return _tidy([*head, *middle, *tail])

    def _head(self) -> tuple[list[Step], int]:
        found: list[Step] = []
        at = 0
        for index, texts in enumerate(self.texts):
            text = next((one for one in texts if self.like.startswith(one, at)), None)
            if text is None:
                break
            found.append(Step(index, at, at + len(text)))
            at += len(text)
        while found and len(found) < len(self.built) and self.built[found[-1].built or 0].source:
            at = found.pop().start  # a hole at the edge of a change is looked at with what is around it
        return found, at

    def _tail(self, first: int, at: int) -> tuple[list[Step], int]:
        found: list[Step] = []
        end = len(self.like)
        for index in range(len(self.built) - 1, first - 1, -1):
            text = next(
                (one for one in self.texts[index] if end - len(one) >= at and self.like.endswith(one, at, end)),
                None,
            )
            if text is None:
                break
            found.append(Step(index, end - len(text), end))
            end -= len(text)
        while found and found[-1].built != first and self.built[found[-1].built or 0].source:
            end = found.pop().end
        return found[::-1], end

    def _middle(self, first: int, last: int, at: int, end: int) -> list[Step]:
        rows, columns = last - first, end - at
        if not rows or not columns or rows * columns > _MOST_PAIRS:
            gone = [Step(index, -1, -1) for index in range(first, last)]
            return gone + [Step(None, index, index + 1) for index in range(at, end)]
        return self._best(first, last, at, end)

    def _best(self, first: int, last: int, at: int, end: int) -> list[Step]:
        """Longest common subsequence, weighted: holes count most, letters that go on from the one before more."""
        width = end - at + 1
        rows = [_LetterGains([0] * width, [0] * width, [(0, 0)] * width)]
        for index in reversed(range(first, last)):
            rows.append(self._row(index, at, rows[-1]))
        return self._walked([row.back for row in reversed(rows)], first, last, at, width)

    def _row(self, index: int, at: int, below: _LetterGains) -> _LetterGains:
        """The scores of one letter, from those of the next."""
        width = len(below.best)
        letter = self.built[index]
        ways = [(text, len(text), _weight(letter, text)) for text in self.texts[index]]
        row = _LetterGains([0] * width, [0] * width, [(0, 0)] * width)
        for j in range(width - 1, -1, -1):
            score, way = below.best[j], (1, 0)
            if j + 1 < width and row.best[j + 1] > score:
                score, way = row.best[j + 1], (0, 1)
            for text, length, weight in ways:
                if j + length >= width or not self.like.startswith(text, at + j):
                    continue
                gained = weight + below.after(j + length)
                row.runs[j] = max(row.runs[j], gained)
                if gained > score:
                    score, way = gained, (1, length or -1)
            row.best[j], row.back[j] = score, way
        return row

    @staticmethod
    def _walked(back: Sequence[Sequence[tuple[int, int]]], first: int, last: int, at: int, width: int) -> list[Step]:
        found: list[Step] = []
        i = j = 0
        while i < last - first or j < width - 1:
            if i == last - first:
                found.append(Step(None, at + j, at + j + 1))
                j += 1
                continue
            rows, columns = back[i][j] if j < width - 1 or back[i][j][1] == -1 else (1, 0)
            match rows, columns:
                case 1, 0:
                    found.append(Step(first + i, -1, -1))
                case 0, _:
                    found.append(Step(None, at + j, at + j + 1))
                case 1, -1:
                    columns = 0
                    found.append(Step(first + i, at + j, at + j))
                case _:
                    found.append(Step(first + i, at + j, at + j + columns))
            i += rows
            j += columns
        return found


def _tidy(steps: Sequence[Step]) -> list[Step]:
    """The steps, of each change first what was taken out, then what was put in."""
    found: list[Step] = []
    for kept, group in groupby(steps, lambda step: step.kept):
        part = list(group)
        found += part if kept else sorted(part, key=lambda step: step.built is None)
    return found
