"""Two decks compared, whoever made them: titles, texts, tables, values of charts, pictures, notes, hidden slides."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ria_deck.diagnostics import Report
from ria_deck.record.deck_contents import ComparedSlide, Contents, read_deck

_ALIKE = 0.5  # of two slides' contents: below, one is gone and the other new


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """A place that reads otherwise; `old` or `new` is empty where it is new or gone."""

    place: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckSlideChange:
    """A slide that is new, gone or changed. `before` and `after` are its numbers, None where it isn't there."""

    title: str
    before: int | None
    after: int | None
    places: tuple[PlaceChange, ...] = ()

    @property
    def status(self) -> str:
        """new, gone, moved or changed."""
        if self.before is None or self.after is None:
            return "new" if self.before is None else "gone"
        return "changed" if self.places else "moved"


def compare_decks(before: Path, after: Path, report: Report) -> tuple[DeckSlideChange, ...] | None:
    """What differs between two .pptx files; None, told in the report, where one of them can't be read."""
    decks = [read_deck(path, report) for path in (before, after)]
    if decks[0] is None or decks[1] is None:
        return None
    return tuple(_changes(decks[0], decks[1]))


def _changes(before: Sequence[ComparedSlide], after: Sequence[ComparedSlide]) -> Iterator[DeckSlideChange]:
    pairs = _pairs(before, after)
    followed = {id(new): old for old, new in pairs}
    moved = _moved([old.number for _, old in sorted((new.number, old) for old, new in pairs)])
    for new in after:
        old = followed.get(id(new))
        if old is None:
            yield DeckSlideChange(title=new.title, before=None, after=new.number)
            continue
        places = tuple(_places(old.contents, new.contents))
        if places or old.number in moved:
            yield DeckSlideChange(title=new.title, before=old.number, after=new.number, places=places)
    taken = {id(old) for old, _ in pairs}
    for old in before:
        if id(old) not in taken:
            yield DeckSlideChange(title=old.title, before=old.number, after=None)


def _pairs(
    before: Sequence[ComparedSlide], after: Sequence[ComparedSlide]
) -> list[tuple[ComparedSlide, ComparedSlide]]:
    """Slides of one title go together, in order; the others with the most alike one that is left."""
    left, right = list(before), list(after)
    pairs: list[tuple[ComparedSlide, ComparedSlide]] = []
    for exact in (True, False):
        for new in list(right):
            best = max(left, key=lambda old: _likeness(old, new, exact=exact), default=None)
            if best is not None and _likeness(best, new, exact=exact) >= _ALIKE:
                pairs.append((best, new))
                left.remove(best)
                right.remove(new)
    for new in list(right):  # one whose every number is new still has its places
        same = next((old for old in left if old.number == new.number and _in_place(old, new) >= _ALIKE), None)
        if same is not None:
            pairs.append((same, new))
            left.remove(same)
    return pairs


def _in_place(old: ComparedSlide, new: ComparedSlide) -> float:
    """The share of places that both slides have, whatever stands there; 0 for slides of two titles."""
    if old.title and new.title:
        return 0.0
    return len(old.contents.keys() & new.contents.keys()) / max(len(old.contents.keys() | new.contents.keys()), 1)


def _likeness(old: ComparedSlide, new: ComparedSlide, *, exact: bool) -> float:
    if exact:
        if not new.title or old.title != new.title:
            return 0.0
        return 2.0 + _shared(old.contents, new.contents)
    words = SequenceMatcher(None, old.title, new.title).ratio() if old.title and new.title else 0.0
    return max(words if words > 0.7 else 0.0, _shared(old.contents, new.contents))


def _shared(old: Contents, new: Contents) -> float:
    """The share of what both slides show."""
    if not old and not new:
        return 1.0
    same = sum(1 for place, text in old.items() if new.get(place) == text)
    return same / max(len(old), len(new))


def _moved(numbers: Sequence[int]) -> set[int]:
    """The slides that stand otherwise among those that both decks have: all but a longest run in order."""
    ends: list[list[int]] = []
    for number in numbers:
        best = max((run for run in ends if run[-1] < number), key=len, default=[])
        ends.append([*best, number])
    longest = max(ends, key=len, default=[])
    return set(numbers) - set(longest)


def _places(old: Contents, new: Contents) -> Iterator[PlaceChange]:
    for place in dict.fromkeys((*new, *old)):
        before, after = old.get(place, ""), new.get(place, "")
        if before != after:
            yield PlaceChange(place=place, old=before, new=after)


def deck_changes_as(form: str, changes: Sequence[DeckSlideChange]) -> str:
    """The changes as text, markdown, html or json."""
    if form == "json":
        return json.dumps(
            [asdict(change) | {"status": change.status} for change in changes], ensure_ascii=False, indent=1
        )
    if form == "html":
        items = "".join(
            f"<h2>{html.escape(_head(change))}</h2><ul>"
            + "".join(f"<li>{html.escape(_line(place))}</li>" for place in change.places)
            + "</ul>"
            for change in changes
        )
        body = items or "<p>Nothing changed.</p>"
        return f'<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>What changed</title>{body}</html>'
    if not changes:
        return "Nothing changed."
    first, inner = ("- **", "  - ") if form == "markdown" else ("", "  ")
    last = "**" if form == "markdown" else ""
    lines: list[str] = []
    for change in changes:
        lines.append(f"{first}{_head(change)}{last}")
        lines += [f"{inner}{_line(place)}" for place in change.places]
    return "\n".join(lines)


def _head(change: DeckSlideChange) -> str:
    number = change.after if change.after is not None else change.before
    title = f" “{change.title}”" if change.title else ""
    if change.status in ("new", "gone"):
        return f"slide {number}{title}: {change.status}"
    moved = f", was slide {change.before}" if change.before != change.after else ""
    return f"slide {number}{title}{moved}"


def _line(place: PlaceChange) -> str:
    if place.place == "hidden":
        return "hidden now" if place.new else "no longer hidden"
    if place.place.startswith("picture") and place.old and place.new:
        return f"{place.place}: different image"
    return f"{place.place}: {place.old or 'nothing'} → {place.new or 'nothing'}"
