"""Everything a deck is resolved with: edition, language, tables, catalog, theme, in one value that the resolvers
share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ria_deck.content.specs.slides import Content, FootnoteSpec, ReportSpec
from ria_deck.data import Tables
from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.i18n.language import Language
from ria_deck.i18n.translation import Catalog
from ria_deck.model.theme import Theme
from ria_deck.resolve.expressions.evaluator import Evaluator


@dataclass(slots=True)
class Numbering:
    """Running numbers of the deck that is being made."""

    footnotes: int = 0
    figures: int = 0
    tables: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the resolvers of one deck share. `source` is the language the content is written in, `target` the
    deck's; `words` are the program's own words; `footnotes` those of the slide at hand, `numbers` the numbers they
    have been given there, `left_out` the places of its figures that have mistakes; `cache` is where normalised pictures
    are kept; `printed` says whether figures are laid out for the handout."""

    root: Path
    cache: Path
    content: Content
    spec: ReportSpec
    source: Language
    target: Language
    tables: Tables
    catalog: Catalog
    formatter: Formatter
    words: Mapping[str, str]
    theme: Theme
    measurer: Measurer
    evaluator: Evaluator
    report: Report
    numbering: Numbering
    printed: bool = True
    footnotes: Mapping[str, FootnoteSpec] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    left_out: list[Span] = field(default_factory=list)

    @property
    def leftwards(self) -> bool:
        """Whether the deck's language is written from right to left."""
        return self.target.direction == "rtl"

    @contextmanager
    def apart(self) -> Iterator[Context]:
        """The context with a report of its own, for one slide or block: whether that may go on follows from its own
        mistakes, not from those before it. The report of the deck has them all afterwards."""
        own = Report()
        try:
            yield replace(self, report=own, evaluator=self.evaluator.reporting_to(own))
        finally:
            self.report.extend(own.diagnostics)

    def on_slide(self, footnotes: Mapping[str, FootnoteSpec], names: Mapping[str, Any]) -> Context:
        """The context of one slide: its footnotes, and the names that its loop binds."""
        evaluator = self.evaluator.with_names(names) if names else self.evaluator
        return replace(self, footnotes=footnotes, numbers={}, left_out=[], evaluator=evaluator)
