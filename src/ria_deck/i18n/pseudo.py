"""The pseudo-language for testing layouts: accented, and two fifths longer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ria_deck.content.specs.slides import Message
from ria_deck.i18n.translation import State, Translation

GROWTH = 0.4
_ACCENTS = str.maketrans("AaCcDdEeGgIiKkLlNnOoRrSsTtUuYyZz", "ÅåÇçÐđÉéĞğÎîĶķĻļÑñÖöŔŕŠšŢţÛûÝýŽž")
# What must stay as it is: expressions, footnote references, link targets, code, entities, escapes.
_KEEP = re.compile(r"\{\{.*?\}\}|\[\^[^\]]*\]|\]\([^)]*\)|`[^`]*`|<[^>]*>|\\.", re.DOTALL)
_PADDING = "·one·two·three·four·five·six·seven·eight·nine·ten"


@dataclass(frozen=True, slots=True)
class PseudoCatalog:
    """The catalog of `qps`."""

    language: str

    def lookup(self, message: Message) -> Translation:
        """The message with accents and padding; marks, links and expressions stay."""
        text = message.text if message.literal else pseudo(message.text)
        return Translation(text=text, state=State.TRANSLATED, language=self.language, span=message.span)


def pseudo(text: str) -> str:
    """Accented letters, padded at the end in words that can wrap."""
    parts: list[str] = []
    end = 0
    letters = 0
    for kept in _KEEP.finditer(text):
        parts += [text[end : kept.start()].translate(_ACCENTS), kept.group()]
        letters += kept.start() - end
        end = kept.end()
    parts.append(text[end:].translate(_ACCENTS))
    letters += len(text) - end
    wanted = round(letters * GROWTH)
    padding = (_PADDING * (wanted // len(_PADDING) + 1))[:wanted].replace("·", " ").translate(_ACCENTS).rstrip()
    return "".join(parts) + padding
