"""Read `batch:` of report.yaml: one deck for each row."""

from __future__ import annotations

from dataclasses import replace

from ria_deck.content.report.shape import BatchEntry
from ria_deck.content.slides.heading_attributes import LOOP
from ria_deck.content.specs.message import Expression
from ria_deck.content.specs.report_parts import BatchSpec
from ria_deck.diagnostics import Report
from ria_deck.source.yaml import YamlDocument

_TAKEN = ("report", "params", "edition", "language")


def read_batch(document: YamlDocument, given: BatchEntry, report: Report) -> BatchSpec | None:
    """The batch as written; None where its `for` can't be read (reported)."""
    match = LOOP.fullmatch(given.rows)
    span = document.text_span(("batch", "for"))
    if match is None:
        report.error(
            "RD156", f"can't read `for: {given.rows}`", span, hint='write `batch: {for: "r in table.rows()", …}`'
        )
        return None
    if match[1] in _TAKEN:
        words = f"a row can't be called `{match[1]}`: expressions know something else by that name"
        report.error("RD156", words, span, hint=f'another name serves: `for: "r in {match[2].strip()}"`')
        return None
    exact = span.line == span.end_line and span.end_column - span.column == len(given.rows)
    place = replace(span, column=span.column + match.start(2)) if exact else span
    return BatchSpec(
        variable=match[1],
        rows=Expression(text=match[2].strip(), span=place),
        id=given.id,
        id_span=document.text_span(("batch", "id")),
        span=document.span(("batch",)),
    )
