"""Rewrite the Markdown of a message by an edit of what it shows.

First the edit is put into the author's own Markdown, which keeps its marks and line ends; where that doesn't say what the
edited text says, the text is written anew. Either way the result is read again and held against the edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ria_deck.model.text import TextMark
from ria_deck.pull.aligning import Step
from ria_deck.pull.letters import Letter, escaped, letters_of, same, to_markdown
from ria_deck.pull.splices import Splice, applied


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """What a place of a deck makes of marks: those that it `gives` every letter, those that it `hides`, and whether it
    hides where links lead."""

    gives: frozenset[TextMark] = frozenset()
    hides: frozenset[TextMark] = frozenset()
    hides_links: bool = False

    def of(self, letter: Letter, edited: Letter) -> Letter:
        """A letter that was kept, with the marks of the edited one as far as the place shows them."""
        marks = edited.marks | (letter.marks & self.hides)
        return replace(letter, marks=marks, href=letter.href if self.hides_links else edited.href)


def wanted_letters(
    built: Sequence[Letter], edited: Sequence[Letter], steps: Sequence[Step], form: PlaceForm
) -> list[Letter]:
    """The text as it is to be: what was kept in the source's own characters, with the marks of the edited text."""
    found: list[Letter] = []
    for step in steps:
        if step.built is None:
            found += edited[step.start : step.end]
        elif step.kept:
            letter = built[step.built]
            found.append(form.of(letter, edited[step.start]) if step.start < step.end else letter)
    return found


def rewritten(
    shown: str, built: Sequence[Letter], wanted: Sequence[Letter], steps: Sequence[Step], locale: str
) -> str | None:
    """The Markdown that shows the wanted letters in a language; None where none was found that does."""
    for candidate in (*_spliced(shown, built, wanted, steps), to_markdown(wanted), _begun(to_markdown(wanted))):
        if candidate is not None and same(_read(candidate, wanted, locale), wanted):
            return candidate
    return None


def _read(markdown: str, wanted: Sequence[Letter], locale: str) -> list[Letter]:
    """The letters of Markdown, with what its expressions and footnotes give taken from the letters that are wanted."""
    values = [letter.text for letter in wanted if letter.value >= 0]
    notes = {letter.source[2:-1]: letter.text for letter in wanted if letter.source.startswith("[^")}
    return letters_of(markdown, values, notes, locale)


def _begun(markdown: str) -> str:
    return escaped(markdown[:1], begins=True) + markdown[1:] if markdown else markdown


def _spliced(
    shown: str, built: Sequence[Letter], wanted: Sequence[Letter], steps: Sequence[Step]
) -> Iterator[str | None]:
    changes = list(_changes(steps, wanted))
    for outside in (False, True):
        splices = [_splice(built, first, last, new, shown, outside=outside) for first, last, new in changes]
        known = [splice for splice in splices if splice is not None]
        if len(known) == len(splices):
            yield applied(shown, known)


def _changes(steps: Sequence[Step], wanted: Sequence[Letter]) -> Iterator[tuple[int, int, list[Letter]]]:
    """For each change the built letters (from, to) and what comes in their place."""
    built = at = 0
    for kept, group in groupby(steps, lambda step: step.kept):
        part = list(group)
        gone = sum(step.built is not None for step in part)
        come = len(part) if kept else sum(step.built is None for step in part)
        if not kept:
            yield built, built + gone, list(wanted[at : at + come])
        built += gone
        at += come


def _splice(
    built: Sequence[Letter], first: int, last: int, new: Sequence[Letter], shown: str, *, outside: bool
) -> Splice | None:
    """A change in the Markdown. Where nothing was taken out, new letters stand behind the letter before, or, `outside`,
    before the one that follows."""
    text = escaped("".join(letter.text for letter in new), begins=first == 0)
    touched = built[first:last]
    if touched:
        start, end = touched[0].start, touched[-1].end
        return None if min(start, end, *(one.start for one in touched)) < 0 else Splice(start, end, text)
    before = built[first - 1].end if first else 0
    after = built[last].start if last < len(built) else len(shown)
    place = after if outside else before
    return Splice(place, place, text) if place >= 0 else None
