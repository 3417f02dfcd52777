"""Lines of the source to add, remove or move for paragraphs and items that changed in the deck."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.content.specs.slides import Message
from ria_deck.model.fingerprints import paragraphs_in
from ria_deck.model.text import Origin
from ria_deck.pull.base import BuiltSlide
from ria_deck.pull.differences import Findings, LineEdit, Spot
from ria_deck.pull.letters import Letter, escaped, text_of, to_markdown
from ria_deck.pull.patches import Patches
from ria_deck.pull.sources import LinkedText, Sources
from ria_deck.pull.splices import Splice
from ria_deck.source.text import SourceText

_KINDS = ("text", "item", "notes", "quote")
_LEAD = re.compile(r"[ \t>]*(?P<mark>(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+)?")
BY_HAND = "do the same in content/, then build again"
_TRANSLATED = "the text is in the deck of the content's language: do the same there, or in content/"


@dataclass(frozen=True, slots=True)
class ParagraphSide:
    """The paragraphs of a shape, on one side: texts, levels (empty: none known)."""

    texts: Sequence[Sequence[Letter]]
    levels: Sequence[int] = ()

    def level(self, index: int) -> int:
        """The level of a paragraph, from 0."""
        return self.levels[index] if index < len(self.levels) else 0


@dataclass(slots=True)
class ParagraphChanges:
    """Finds what to do about paragraphs that are on one side only."""

    sources: Sources
    findings: Findings

    def deleted(self, linked: LinkedText, spot: Spot, then: BuiltSlide | None) -> None:
        """A paragraph that was taken out of the deck."""
        if not linked.whole.strip() or _came_since(linked, then):
            return
        words = "a paragraph was deleted in the deck"
        span = linked.origin.span if linked.origin is not None else None
        place = own_lines(linked, self.sources)
        if place is None:
            hint = _TRANSLATED if self.sources.translated else BY_HAND
            self.findings.conflict("RD854", spot, words, old=linked.whole, span=span, hint=hint)
            return
        source, message = place.source, place.message
        first, last = message.span.line, message.span.end_line
        above = not source.line(first - 1).strip()
        if above and not source.line(last + 1).strip() and last < source.lines:
            last += 1  # one of the empty lines around a paragraph goes with it
        splice = Splice(source.line_start(first), source.line_start(last + 1), "")
        self._add(source, message, splice, linked.text, spot, words, gone=True)

    def added(
        self,
        edited: ParagraphSide,
        at: int,
        matched: dict[int, LinkedText],
        spot: Spot,
        then: BuiltSlide | None,
    ) -> None:
        """A paragraph that was written in the deck, at an index of the edited side; `matched` are those that the sources
        have, by the edited side's index."""
        letters = edited.texts[at]
        text = text_of(letters)
        if not text.strip() or (then is not None and then.has(text)):
            return
        words = "a paragraph was written in the deck"
        before = max((index for index in matched if index < at), default=None)
        anchor = before if before is not None else min((index for index in matched if index > at), default=None)
        place = own_lines(matched[anchor], self.sources) if anchor is not None else None
        if place is None or anchor is None:
            hint = _TRANSLATED if self.sources.translated else BY_HAND
            self.findings.conflict("RD854", spot, words, new=text, hint=hint)
            return
        source, message, lead = place.source, place.message, place.lead
        deeper = edited.level(at) - edited.level(anchor)
        new = _led(to_markdown(letters), lead, deeper, below=before is not None)
        if new is None:
            self.findings.conflict("RD854", spot, words, new=text, span=message.span, hint=BY_HAND)
            return
        gap = "" if _LEAD.fullmatch(lead) and lead.strip(" \t>") else "\n"
        if before is not None:
            end = source.offset(message.span.end_line, len(source.line(message.span.end_line)) + 1)
            splice = Splice(end, end, f"\n{gap}{new}")
        else:
            start = source.line_start(message.span.line)
            splice = Splice(start, start, f"{new}\n{gap}")
        self._add(source, message, splice, text.strip(), spot, words, gone=False)

    def _add(
        self, source: SourceText, message: Message, splice: Splice, words: str, spot: Spot, said: str, *, gone: bool
    ) -> None:
        edit = LineEdit(
            path=source.path,
            splices=(splice,),
            words=words,
            gone=gone,
            spot=spot,
            message=said,
            span=message.span,
        )
        if edit not in self.findings.lines:
            self.findings.lines.append(edit)


@dataclass(frozen=True, slots=True)
class OwnLines:
    """The lines of a paragraph that has them to itself, and what stands before it in the first: the mark of its list."""

    source: SourceText
    message: Message
    lead: str

    @property
    def start(self) -> int:
        """Where the first line begins."""
        return self.source.line_start(self.message.span.line)

    @property
    def text_start(self) -> int:
        """Where the text begins."""
        return self.start + len(self.lead)

    @property
    def end(self) -> int:
        """Where the line after the last one begins."""
        last = self.message.span.end_line
        return self.source.line_start(last) + len(self.source.line(last)) + 1

    @property
    def numbered(self) -> bool:
        """Whether it is an item of a numbered list."""
        match = _LEAD.fullmatch(self.lead)
        return match is not None and match["number"] is not None

    def follows(self, other: OwnLines) -> bool:
        """Whether there is nothing but empty lines between another paragraph and this one."""
        return self.source.path == other.source.path and not self.source.text[other.end : self.start].strip(" \t\n>")


def own_lines(linked: LinkedText, sources: Sources) -> OwnLines | None:
    """The lines of a message that has its lines to itself and stands on this slide alone; None where it hasn't, or in a
    translated deck."""
    origin = linked.origin
    if origin is None or sources.translated or origin.context.rpartition("/")[2] not in _KINDS:
        return None
    message = sources.message(origin)
    source = Patches(sources.root).source(origin.span.path)
    if message is None or source is None or not message.pieces or _count(origin, sources) != 1:
        return None
    span = message.span
    lead = source.line(span.line)[: span.column - 1]
    behind = source.line(span.end_line)[span.end_column - 1 :]
    return OwnLines(source, message, lead) if _LEAD.fullmatch(lead) and not behind.strip() else None


def _count(origin: Origin, sources: Sources) -> int:
    """On how many places of the deck a message stands."""
    found = [one for slide in sources.deck.slides for paragraph in paragraphs_in(slide) for one in paragraph.origins]
    return sum((one.context, one.span) == (origin.context, origin.span) for one in found)


def _led(markdown: str, lead: str, deeper: int, *, below: bool) -> str | None:
    """The lines of a new paragraph, with the mark of a list where the one beside it has one; None for a level that has no
    list to be in."""
    match = _LEAD.fullmatch(lead)
    mark = match["mark"] if match is not None else None
    if deeper and (not mark or deeper != 1 or not below):
        return None
    first = lead
    if match is not None and match["number"]:
        first = lead.replace(match["number"], str(int(match["number"]) + 1), 1) if below else lead
    if deeper:
        first = re.sub(r"[^>\s]", " ", lead) + "- "
    indent = re.sub(r"[^>\s]", " ", first)
    text = escaped_begin(markdown.strip())
    return first + text.replace("\n", "\n" + indent)


def escaped_begin(markdown: str) -> str:
    """Markdown whose beginning can't be read as the mark of a block."""
    begun = escaped(re.sub(r"\\(?=[^\w\s])", "", markdown[:12]), begins=True)
    return "\\" + markdown if begun.startswith("\\") and not markdown.startswith("\\") else markdown


def _came_since(linked: LinkedText, then: BuiltSlide | None) -> bool:
    """Whether the sources have got this text since the deck was built: nobody has deleted it."""
    if then is None:
        return False
    if linked.origin is not None:
        return then.values(linked.origin.context, linked.origin.shown) is None
    return not then.has(linked.whole)
