"""Mistakes in tables and on other slides, found even when the content has mistakes of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ria_deck.content.markdown.inline import Expr, parse_inline, walk
from ria_deck.content.specs.slides import Content
from ria_deck.content.specs.walk_messages import expressions_in, messages_in
from ria_deck.data.package import FOLDER
from ria_deck.data.unused import tell_unused
from ria_deck.diagnostics import Diagnostic, Report, Severity, Span
from ria_deck.model.deck_name import DeckName
from ria_deck.resolve.expressions.evaluator import part_of
from ria_deck.resolve.expressions.parser import ExpressionError, parse
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

MOST_EDITIONS = 4  # of very many, the others seldom have mistakes of their own, and all of them take their time
_TRANSLATIONS = "RD4"  # how their codes begin: of what could not be read, they would be called obsolete


def tell_further(shared: SharedInputs, variants: Iterable[Variant], report: Report) -> None:
    """The errors of all tables, and what assembling the first language of some editions finds wrong with templates and
    with slides that have no other mistake; where report.yaml is so wrong that it gives no edition, the expressions that
    nobody could read."""
    content = shared.content
    parts = _parts(content)
    broken = {_part(told.span, parts) for told in report.diagnostics if told.severity is Severity.ERROR}
    _tell_table_errors(shared, report)
    found: list[Diagnostic] = []
    editions: set[str] = set()
    for variant in variants:
        if variant.edition not in editions and len(editions) < MOST_EDITIONS:
            editions.add(variant.edition)
            own = Report()
            assembled(shared, variant, own)
            found += own.diagnostics
    if not content.reports:
        found += _unreadable(content)
    report.extend(
        told
        for told in found
        if told.severity is Severity.ERROR
        and not told.code.startswith(_TRANSLATIONS)
        and _part(told.span, parts) not in broken  # it may follow from the mistake there
    )


def _tell_table_errors(shared: SharedInputs, report: Report) -> None:
    """The errors of all tables: nothing reads them before the content's are mended. A folder that was refused is not
    reported again by its files."""
    if any(told.span is not None and told.span.path == FOLDER for told in report.diagnostics):
        return
    found = Report()
    shared.tables(found).read_all()
    report.extend(told for told in found.diagnostics if told.severity is Severity.ERROR)


def _unreadable(content: Content) -> Iterable[Diagnostic]:
    """The expressions that no parser can read."""
    written = [(expression.text, expression.span) for expression in expressions_in(content.topics)]
    for message in (message for message in messages_in(content.topics) if not message.literal):
        inlines = (inline for inline in walk(parse_inline(message.text)) if isinstance(inline, Expr))
        written += [(inline.text, message.place(inline.start, inline.end)) for inline in inlines]
    report = Report()
    for text, span in written:
        try:
            parse(text)
        except ExpressionError as fault:
            place = part_of(span, text, fault.start, fault.end)
            report.error(fault.code, fault.message, place, label=fault.label, hint=fault.hint)
    return report.diagnostics


def _parts(content: Content) -> dict[str, list[int]]:
    """The lines on which the slides of each file begin."""
    lines: dict[str, list[int]] = {}
    for topic in content.topics:
        for slide in topic.slides:
            lines.setdefault(slide.span.path, []).append(slide.span.line)
    return {path: sorted(found) for path, found in lines.items()}


def _part(span: Span | None, parts: dict[str, list[int]]) -> tuple[str, int] | None:
    """The slide, or front matter, that a place is in."""
    return (span.path, bisect_right(parts.get(span.path, []), span.line)) if span else None


def check_package(
    shared: SharedInputs,
    decks: Sequence[Mapping[str, Any]],
    tables: Iterable[Iterable[str]],
    report: Report,
) -> None:
    """The tables that no deck has read are checked too; when every edition was made, what none needs is told."""
    found = Report()
    known = shared.tables(found)
    used = {name for names in tables for name in names}
    known.read_all(except_for=used)
    made = {(name.batch_id, name.edition) for name in map(DeckName.of, decks)}
    if all((row, edition) in made for edition in shared.content.reports for row in shared.batch(edition, found).rows):
        tell_unused(known.package, used, {name for deck in decks for name in deck["sources"]}, found)
    report.extend(found.diagnostics)
