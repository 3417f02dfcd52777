"""Ids of slides that the program makes: none is that of another slide, and those that authors write stay theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import count

from ria_deck.content.specs.slides import TopicSpec
from ria_deck.model.deck import Slide


def written_ids(topics: Iterable[TopicSpec]) -> set[str]:
    """The ids that slides have as they are written; those from rows have theirs from the rows."""
    return {slide.id for topic in topics for slide in topic.slides}


def with_free_ids(slides: Sequence[Slide], taken: set[str]) -> list[Slide]:
    """The slides, each with its id or, where that is `taken`, with the first number from 2 on behind it; adds theirs."""
    made: list[Slide] = []
    for slide in slides:
        made.append(replace(slide, id=_free(slide.id, taken)))
        taken.add(made[-1].id)
    return made


def _free(wanted: str, taken: Collection[str]) -> str:
    return (
        wanted
        if wanted not in taken
        else next(found for number in count(2) if (found := f"{wanted}-{number}") not in taken)
    )


def with_own_continuations(slides: Sequence[Slide]) -> list[Slide]:
    """The slides, those that go on from another with ids that no other slide has."""
    taken = {slide.id for slide in slides if not slide.continues}
    return [with_free_ids([slide], taken)[0] if slide.continues else slide for slide in slides]
