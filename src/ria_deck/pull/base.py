"""What the fingerprints in a deck say of it as it was built."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ria_deck.model.deck_name import DeckName
from ria_deck.model.fingerprints import NAMESPACE, fingerprint, text_print
from ria_deck.ooxml.custom_parts import find_custom_part
from ria_deck.ooxml.package import OfficePackage

_LONGEST = 60  # characters of a value that is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSlide:
    """A slide as it was built: `messages` by the fingerprints of context and shown text, with those of the values."""

    messages: Mapping[tuple[str, str], tuple[str, ...]]
    texts: Mapping[str, int]  # the place of each among them
    charts: Mapping[str, Sequence[Sequence[str]]]
    rows: frozenset[str] = frozenset()  # of tables
    levels: Mapping[str, int] = field(default_factory=dict)  # of texts that aren't on the outermost

    def has(self, text: str) -> bool:
        """Whether it had this text when it was built."""
        return text_print(text) in self.texts

    def place(self, text: str) -> int | None:
        """The place of a text among those of the slide; None where it had it not."""
        return self.texts.get(text_print(text))

    def level(self, text: str) -> int | None:
        """The level of a text, from 0; None for one that the slide had not."""
        return self.levels.get(text_print(text), 0) if self.has(text) else None

    def values(self, context: str, shown: str) -> tuple[str, ...] | None:
        """The values of a message whose source was the same then; None where it wasn't."""
        return self.messages.get((fingerprint(context), fingerprint(shown)))


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRecord:
    """What a deck was built as. `known` is False for a deck that says nothing of it."""

    name: DeckName = field(default_factory=lambda: DeckName(language=""))
    slides: Mapping[str, BuiltSlide] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    theme: str = ""  # the hash of what its theme was read from
    known: bool = False

    def slide(self, name: str) -> BuiltSlide | None:
        """A slide by its id; None for one that wasn't there then, or where nothing is known."""
        return self.slides.get(fingerprint(name))


def read_built(package: OfficePackage) -> BuildRecord:
    """What a package says of itself; nothing where the part is missing or damaged."""
    part = find_custom_part(package, NAMESPACE)
    if part is None:
        return BuildRecord()
    try:
        found = json.loads(package.tree(part).text)
        slides = {one["id"]: _slide(one) for one in found["slides"]}
        return BuildRecord(
            name=DeckName(
                batch_id=str(found.get("batch_id", "")), edition=str(found["edition"]), language=str(found["language"])
            ),
            slides=slides,
            order=tuple(slides),
            theme=str(found.get("theme", "")),
            known=True,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return BuildRecord()


def older_value(text: str, wanted: str) -> str | None:
    """The stretch of a text that has a fingerprint; None where it has none such."""
    for start in range(len(text)):
        for end in range(start + 1, min(start + _LONGEST, len(text)) + 1):
            if fingerprint(text[start:end]) == wanted:
                return text[start:end]
    return None


def _slide(found: Mapping[str, Any]) -> BuiltSlide:
    messages = {(str(one[0]), str(one[1])): tuple(str(value) for value in one[2:]) for one in found["messages"]}
    return BuiltSlide(
        messages=messages,
        texts={text: index for index, text in enumerate(found["texts"])},
        charts=found.get("charts", {}),
        rows=frozenset(found.get("rows", ())),
        levels={str(text): int(level) for text, level in found.get("levels", {}).items()},
    )
