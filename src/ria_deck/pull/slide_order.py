"""Reorder a topic's sections as the slides of the edited deck are ordered, or say what to do by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.content.specs.slides import TopicSpec
from ria_deck.model.fingerprints import fingerprint
from ria_deck.pull.base import BuildRecord
from ria_deck.pull.differences import Findings, LineEdit, Spot
from ria_deck.pull.drafts import draft_of
from ria_deck.pull.matching import Pairs, out_of_order
from ria_deck.pull.pages import EditedSlide
from ria_deck.pull.patches import Patches
from ria_deck.pull.sources import Sources
from ria_deck.pull.splices import Move
from ria_deck.source.text import SourceText

_HEADING = re.compile(r" {0,3}##[ \t]")
_MOVED = "the slide was moved in the deck"


@dataclass(slots=True)
class SlideOrder:
    """Finds what became of whole slides."""

    sources: Sources
    built: BuildRecord
    findings: Findings

    def compare(self, pairs: Pairs[EditedSlide]) -> None:
        """All slides of a deck."""
        for page in pairs.gone:
            self._gone(page)
        for page in pairs.new:
            self._new(page)
        self._moved(sorted(pairs.both, key=lambda pair: pair[1].number))

    def _gone(self, page: EditedSlide) -> None:
        if self.built.known and self.built.slide(page.name) is None:
            return  # the sources have got it since
        found = self.sources.spec(page.name)
        span = found[1].span if found is not None else None
        hint = f"delete its section in {span.path}, or write `.hidden` on its heading" if span is not None else ""
        spot = Spot(slide=page.name, number=page.number, where="")
        words = "the slide was deleted in the deck"
        self.findings.listed("RD854", spot, words, old=page.title, span=span, hint=hint)

    def _new(self, page: EditedSlide) -> None:
        if self.built.slide(page.name) is not None and all(one.name != page.name for one in self.sources.pages):
            return  # the sources have lost it since
        spot = Spot(slide="", number=page.number, where="")
        hint = "put the Markdown into a topic of content/"
        self.findings.listed("RD854", spot, "the slide is new in the deck", new=draft_of(page), hint=hint)

    def _moved(self, pairs: Sequence[tuple[EditedSlide, EditedSlide]]) -> None:
        names = [now.name for now, _ in pairs]
        prints = list(map(fingerprint, names))
        if list(filter(prints.__contains__, self.built.order)) == prints:
            return  # as it was built, whatever the sources have done since
        places = [page.name for page in self.sources.pages]
        out = {places[index] for index in out_of_order(list(map(places.index, names)))}
        done: set[str] = set()
        for topic in self.sources.content.topics:
            own = [name for name in names if self._topic(name) == topic.id]
            if out & set(own) and self._reordered(topic, own, names, pairs):
                done |= set(own)
        for now, edited in pairs:
            if now.name in out - done:
                self._tell_moved(now, edited)

    def _tell_moved(self, now: EditedSlide, edited: EditedSlide) -> None:
        found = self.sources.spec(now.name)
        span = found[1].span if found is not None else None
        spot = Spot(slide=now.name, number=edited.number, where="")
        self.findings.listed("RD854", spot, _MOVED, span=span, hint="move its section in content/, then build again")

    def _topic(self, name: str) -> str:
        found = self.sources.spec(name)
        return found[0].id if found is not None else ""

    def _reordered(
        self,
        topic: TopicSpec,
        own: Sequence[str],
        names: Sequence[str],
        pairs: Sequence[tuple[EditedSlide, EditedSlide]],
    ) -> bool:
        """Give the sections of a topic another order; False where slides of others stand between them, or it can't."""
        first = names.index(own[0])
        source = Patches(self.sources.root).source(topic.path)
        if list(names[first : first + len(own)]) != list(own) or self.sources.translated or source is None:
            return False
        sections = sections_of(topic, source, self.sources, own)
        if sections is None:
            return False
        order = [name for name in (spec.id for spec in topic.slides) if name in set(own)]
        move = Move(tuple(sections[name] for name in order), tuple(order.index(name) for name in own))
        moved = next(
            (edited, now) for now, edited in pairs if now.name in own and order.index(now.name) != own.index(now.name)
        )
        found = self.sources.spec(moved[1].name)
        self.findings.lines.append(
            LineEdit(
                path=topic.path,
                moves=(move,),
                order=tuple(own),
                words=moved[1].title,
                gone=False,
                spot=Spot(slide=moved[1].name, number=moved[0].number, where=""),
                message=_MOVED,
                span=found[1].span if found is not None else topic.span,
            )
        )
        return True


def sections_of(
    topic: TopicSpec, source: SourceText, sources: Sources, own: Sequence[str]
) -> dict[str, tuple[int, int]] | None:
    """Where the section of each slide stands in a topic's Markdown; None where one isn't a section of its own."""
    if not topic.path.endswith(".md") or topic.template is not None:
        return None
    starts = [spec.span.line for spec in topic.slides]
    found: dict[str, tuple[int, int]] = {}
    for number, spec in enumerate(topic.slides):
        line = spec.span.line
        if spec.id in own and (not _HEADING.match(source.line(line)) or spec.loop is not None):
            return None
        end = source.line_start(starts[number + 1]) if number + 1 < len(starts) else len(source.text)
        found[spec.id] = (source.line_start(line), end)
    return found if all(name in found and sources.slide(name) is not None for name in own) else None
