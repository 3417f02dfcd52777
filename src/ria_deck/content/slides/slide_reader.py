"""What the reading of one slide shares: the file, its opaque stretches, names, and what stands beside the blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ria_deck.content.markdown.opaque import Opaque
from ria_deck.content.specs.claims import ClaimDraft
from ria_deck.content.specs.slides import BlockSpec, Expression, FootnoteSpec
from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import SourceText


@dataclass(slots=True)
class Reading:
    """`slide` begins the contexts of all messages; `conditions` are those of the divs around what is read just now."""

    source: SourceText
    opaque: Opaque
    report: Report
    slide: str
    counts: Counter[str] = field(default_factory=Counter)
    names: dict[str, Span] = field(default_factory=dict)
    conditions: list[Expression] = field(default_factory=list)
    notes: list[BlockSpec] = field(default_factory=list)
    handout: list[BlockSpec] = field(default_factory=list)
    claims: list[tuple[ClaimDraft, tuple[Expression, ...]]] = field(default_factory=list)
    footnotes: dict[str, FootnoteSpec] = field(default_factory=dict)

    def name(self, kind: str) -> str:
        """A name for a block that its author gave none: the kind, numbered from the second on."""
        while True:
            self.counts[kind] += 1
            name = kind if self.counts[kind] == 1 else f"{kind}-{self.counts[kind]}"
            if name not in self.names:
                return name
