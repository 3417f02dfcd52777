"""Items of lists that stand on another level in the edited deck: the lines of the source to indent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ria_deck.model.deck import Deck
from ria_deck.model.fingerprints import paragraphs_in
from ria_deck.pull.base import BuiltSlide
from ria_deck.pull.differences import Findings, LineEdit, Spot
from ria_deck.pull.letters import alike
from ria_deck.pull.paragraphs import BY_HAND, OwnLines, own_lines
from ria_deck.pull.sources import LinkedText, Sources
from ria_deck.pull.splices import Splice


@dataclass(frozen=True, slots=True)
class Levelled:
    """A paragraph that both sides have: its text in the sources, its words in the edited deck, its level on both sides."""

    linked: LinkedText
    words: str
    now: int
    edited: int


def relevel(
    found: Sequence[Levelled], spot: Spot, then: BuiltSlide | None, sources: Sources, findings: Findings
) -> None:
    """Note what to do about items of a list, in the edited deck's order: lines to indent, or a conflict."""
    leads: dict[int, str] = {}  # of the last item on each level, as it will be
    for one in found:
        line = own_lines(one.linked, sources)
        lead = line.lead if line is not None else ""
        built = then.level(one.linked.whole) if then is not None else None
        if one.edited not in (one.now, built):
            made = _lead(lead, one.edited, leads) if built in (None, one.now) else None
            if line is None or line.numbered or made is None:
                _conflict(one, line, spot, findings)
                continue
            findings.lines.append(_edit(one, line, made, spot))
            lead = made
        leads = {level: known for level, known in leads.items() if level < one.edited} | {one.edited: lead}


def _lead(lead: str, level: int, leads: dict[int, str]) -> str | None:
    """What stands before an item's text on a level; None where there is no item for it to stand below."""
    mark = lead.lstrip(" \t>")
    if not mark:
        return None
    beside = leads.get(level)
    if beside is not None:
        return beside[: len(beside) - len(beside.lstrip(" \t>"))] + mark
    above = leads.get(level - 1)
    return re.sub(r"[^>\s]", " ", above) + mark if above is not None and above.lstrip(" \t>") else None


def _edit(one: Levelled, line: OwnLines, lead: str, spot: Spot) -> LineEdit:
    return LineEdit(
        path=line.source.path,
        splices=tuple(_splices(line, lead)),
        words=one.words,
        gone=False,
        spot=spot,
        message=f"the item is on level {one.edited + 1} now",
        span=line.message.span,
        check=lambda deck: _stands_on(deck, one, spot.slide),
    )


def _splices(line: OwnLines, lead: str) -> Iterator[Splice]:
    """The item's first line with another lead, the others indented with it."""
    mark = len(line.lead.lstrip(" \t>"))
    yield Splice(line.start, line.text_start - mark, lead[: len(lead) - mark])
    more = len(lead) - len(line.lead)
    for number in range(line.message.span.line + 1, line.message.span.end_line + 1):
        start, text = line.source.line_start(number), line.source.line(number)
        blank = len(text) - len(text.lstrip(" \t"))
        yield Splice(start, start + max(min(-more, blank), 0), " " * max(more, 0))


def _stands_on(deck: Deck, one: Levelled, slide: str) -> bool:
    pages = [page for page in deck.slides if page.id == slide]
    return any(
        paragraph.level == one.edited and any(alike(text, words) for words in (one.words, one.linked.whole))
        for page in pages
        for paragraph in paragraphs_in(page)
        for text in ["".join(run.text for run in paragraph.runs)]
    )


def _conflict(one: Levelled, line: OwnLines | None, spot: Spot, findings: Findings) -> None:
    words = f"the item was put on level {one.edited + 1} in the deck; it is on level {one.now + 1}"
    span = line.message.span if line is not None else None
    findings.conflict("RD854", spot, words, old=one.linked.whole, span=span, hint=BY_HAND)
