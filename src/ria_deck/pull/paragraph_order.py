"""Paragraphs and items that stand in another order in the edited deck: the lines of the source to move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ria_deck.pull.base import BuiltSlide
from ria_deck.pull.differences import Findings, LineEdit, Spot
from ria_deck.pull.matching import out_of_order
from ria_deck.pull.paragraphs import BY_HAND, OwnLines, own_lines
from ria_deck.pull.sources import LinkedText, Sources
from ria_deck.pull.splices import Move

_MOVED = "a paragraph was moved in the deck"

Matched = Sequence[tuple[LinkedText, int, str]]
"""Of each paragraph that both sides have, in the order of the sources: its text, its place and words in the edited deck."""


def reorder(matched: Matched, spot: Spot, then: BuiltSlide | None, sources: Sources, findings: Findings) -> None:
    """Note what to do about paragraphs that were moved: lines that change places, or a conflict."""
    left = set(out_of_order([at for _, at, _ in matched]))
    if not left or _as_built(matched, then):
        return
    lines = {at: own_lines(linked, sources) for linked, at, _ in matched}
    for run in map(_unsettled, _runs(matched, lines)):
        alone = {at for _, at, _ in run}
        edit = _line_edit(run, lines, spot) if run and _together(alone, matched) else None
        if edit is not None:
            left -= alone
            findings.lines.append(edit)
    for linked, at, _ in matched:
        if at in left:
            _tell_moved(linked, spot, findings)


def _tell_moved(linked: LinkedText, spot: Spot, findings: Findings) -> None:
    """A paragraph whose lines can't be moved here."""
    span = linked.origin.span if linked.origin is not None else None
    findings.conflict("RD854", spot, _MOVED, old=linked.whole, span=span, hint=BY_HAND)


def _line_edit(run: Matched, lines: Mapping[int, OwnLines | None], spot: Spot) -> LineEdit | None:
    """The lines of a run in the order of the edited deck; None where they can't be moved."""
    wanted = sorted(run, key=lambda one: one[1])
    places = _places([line for _, at, _ in run if (line := lines[at]) is not None])
    out = out_of_order([at for _, at, _ in run])
    moved = next(one for one in run if one[1] in out)
    line = lines[moved[1]]
    if places is None or line is None:
        return None
    return LineEdit(
        path=line.source.path,
        moves=(Move(places, tuple(run.index(one) for one in wanted)),),
        order=tuple(words for _, _, words in wanted),
        words=moved[2],
        gone=False,
        spot=spot,
        message=_MOVED,
        span=line.message.span,
    )


def _as_built(matched: Matched, then: BuiltSlide | None) -> bool:
    """Whether the paragraphs stand as they were built, and only the sources have moved theirs since."""
    if then is None:
        return False
    places = [
        then.place(words if then.has(words) else linked.whole)
        for linked, _, words in sorted(matched, key=lambda one: one[1])
    ]
    known = [place for place in places if place is not None]
    return len(known) > 1 and known == sorted(known)


def _runs(matched: Matched, lines: dict[int, OwnLines | None]) -> Iterator[list[tuple[LinkedText, int, str]]]:
    """Paragraphs whose lines follow each other in one file, with nothing but empty lines between."""
    run: list[tuple[LinkedText, int, str]] = []
    last: OwnLines | None = None
    for one in matched:
        line = lines[one[1]]
        if last is None or line is None or not line.follows(last):
            yield from [run] if len(run) > 1 else []
            run = []
        run += [one] if line is not None else []
        last = line
    yield from [run] if len(run) > 1 else []


def _unsettled(run: Sequence[tuple[LinkedText, int, str]]) -> list[tuple[LinkedText, int, str]]:
    """A run without the paragraphs at its ends that are where they were."""
    wanted = sorted(run, key=lambda one: one[1])
    first = next((at for at, pair in enumerate(zip(run, wanted, strict=True)) if pair[0] != pair[1]), len(run))
    last = next((at for at in range(len(run) - 1, -1, -1) if run[at] != wanted[at]), first - 1)
    return list(run[first : last + 1])


def _together(alone: set[int], matched: Matched) -> bool:
    """Whether nothing of another place has come between some paragraphs of the edited deck."""
    return all(at in alone for _, at, _ in matched if min(alone) < at < max(alone))


def _places(lines: Sequence[OwnLines]) -> tuple[tuple[int, int], ...] | None:
    """What moves: whole lines; of numbered items what follows the number, for numbers stay where they are."""
    numbered = [line.numbered for line in lines]
    if any(numbered) and not all(numbered):
        return None
    starts = [line.text_start if line.numbered else line.start for line in lines]
    return tuple(
        (start, following.start if following is not None else line.end)
        for start, line, following in zip(starts, lines, [*lines[1:], None], strict=True)
    )
