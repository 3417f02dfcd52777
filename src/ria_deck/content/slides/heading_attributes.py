"""Read the attributes of a slide's heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ria_deck.content.markdown.attributes import Attributes, check_attributes
from ria_deck.content.specs.slides import Expression, Message
from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import SourceText

CLASSES = ("hidden", "split")
KEYS = ("layout", "when", "for", "source", "sources", "editions", "template")
LOOP = re.compile(r"\s*([A-Za-z_]\w*)\s+in\s+(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SlideHead:
    """The attributes of a slide's heading, asked for by name."""

    attributes: Attributes
    source: SourceText
    report: Report

    def check(self) -> None:
        """Tell classes and keys that a slide doesn't take."""
        check_attributes(
            self.attributes,
            "a slide",
            ("RD154", "RD155"),
            classes=CLASSES,
            keys=KEYS,
            takes_id=True,
            source=self.source,
            report=self.report,
        )

    def text(self, key: str) -> str:
        """The value of a key, empty without it."""
        pair = self.attributes.pairs.get(key)
        return pair.value.strip() if pair else ""

    def span(self, key: str) -> Span | None:
        """The place of a key's value."""
        return self.attributes.value_span(key, self.source)

    def words(self, key: str) -> tuple[str, ...] | None:
        """A list of names, divided by commas; None without the key."""
        if self.span(key) is None:
            return None
        return tuple(part.strip() for part in self.text(key).split(",") if part.strip())

    def expression(self, key: str) -> Expression | None:
        """An expression, None without the key."""
        span = self.span(key)
        return Expression(text=self.text(key), span=span) if span else None

    def source_line(self, context: str) -> tuple[Message, ...] | None:
        """The source lines, printed as written; ` | ` stands between two of them. None without any."""
        span = self.span("source")
        if span is None:
            return None
        found: list[Message] = []
        start = self.attributes.pairs["source"].value_start
        for part in self.text("source").split(" | "):
            if part.strip():
                at = self.source.text.find(part.strip(), start)
                place = self.source.span(at, at + len(part.strip())) if at >= 0 else span
                names = self.source.names(at, at + len(part.strip())) if at >= 0 else {}
                found.append(Message(text=part.strip(), context=context, span=place, names=names))
        return tuple(found)

    def loop(self) -> tuple[str, Expression] | None:
        """`for="row in …"` as (name, expression)."""
        pair = self.attributes.pairs.get("for")
        if pair is None:
            return None
        match = LOOP.fullmatch(pair.value)
        if match is None:
            self.report.error(
                "RD156",
                f'can\'t read `for="{pair.value}"`',
                self.source.span(pair.value_start, pair.value_end),
                hint='write for="row in table.rows()"',
            )
            return None
        at = pair.value_start + match.start(2)
        return match[1], Expression(text=match[2].strip(), span=self.source.span(at, pair.value_end))
