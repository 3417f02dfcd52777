"""A text that puts several messages together, “Sources: A, B and C”, taken apart: which letters of the edited text are of
which message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ria_deck.pull.aligning import Step, align
from ria_deck.pull.letters import Letter, plain_letters, text_of
from ria_deck.pull.sources import LinkedText


def taken_apart(parts: Sequence[LinkedText], edited: Sequence[Letter]) -> list[Sequence[Letter]] | None:
    """The edited letters of each part; None where what the program puts between them was edited."""
    text, new = "".join(part.whole for part in parts), text_of(edited)
    places = _places(parts)
    starts: dict[int, int] = {}  # in the edited text, of what belongs to a part
    ends: dict[int, int] = {}
    for built, now, kept in _stretches(align(plain_letters(text), edited, {})):
        if kept:
            for number, place in enumerate(places):
                if place.start < built.stop and built.start < place.stop:
                    starts.setdefault(number, now.start + max(place.start - built.start, 0))
                    ends[number] = now.start + min(place.stop, built.stop) - built.start
            continue
        found = next(_homes(built, now, places, text, new), None)
        if found is None:
            return None
        number, where = found
        starts.setdefault(number, where.start)
        ends[number] = where.stop
    return [edited[starts.get(number, 0) : ends.get(number, 0)] for number in range(len(parts))]


def _places(parts: Sequence[LinkedText]) -> list[range]:
    """Where the text of each part stands in the whole."""
    found: list[range] = []
    at = 0
    for part in parts:
        at += len(part.before)
        found.append(range(at, at + len(part.text)))
        at += len(part.text) + len(part.behind)
    return found


def _homes(built: range, now: range, places: Sequence[range], text: str, new: str) -> Iterator[tuple[int, range]]:
    """The part that a change is in, with its place in the edited text. What was only put in or only taken out may as well
    stand some letters before or behind, where the letters are the same: “(a b)” without “ b” is “(a b)” without “b ”."""
    for by in _ways(built, now, text, new):
        for number, place in enumerate(places):
            if place.start <= built.start + by and built.stop + by <= place.stop:
                yield number, range(now.start + by, now.stop + by)


def _ways(built: range, now: range, text: str, new: str) -> Iterator[int]:
    """By how many letters a change can be moved: not at all, to the front, to the back."""
    yield 0
    changed, whole = (built, text) if not now else (now, new)
    if built and now:
        return
    by = 0
    while built.start + by > 0 and now.start + by > 0 and whole[changed.start + by - 1] == whole[changed.stop + by - 1]:
        by -= 1
        yield by
    by = 0
    while (
        built.stop + by < len(text)
        and now.stop + by < len(new)
        and whole[changed.start + by] == whole[changed.stop + by]
    ):
        by += 1
        yield by


def _stretches(steps: Sequence[Step]) -> Iterator[tuple[range, range, bool]]:
    """Letters of the built text, those of the edited one that are kept of them or come in their place, and whether they
    are kept."""
    built = now = 0
    for kept, group in groupby(steps, lambda step: step.kept):
        part = list(group)
        gone = sum(step.built is not None for step in part)
        come = len(part) if kept else sum(step.built is None for step in part)
        yield range(built, built + gone), range(now, now + come), kept
        built += gone
        now += come
