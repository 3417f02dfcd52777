"""The table of `{claims print}`: what the talk said, what the data say now, and whether it still holds."""

from __future__ import annotations

from typing import Any

from ria_deck.content.specs.slides import ClaimListSpec, PrintedClaim
from ria_deck.diagnostics import Severity
from ria_deck.model.deck import RowKind, Table, TableCell, TableRow
from ria_deck.model.text import Paragraph, Run, TextMark, plain
from ria_deck.model.value import Value
from ria_deck.resolve.context import Context
from ria_deck.resolve.expressions.operands import raw_of
from ria_deck.resolve.text import resolve_text

_WIDTHS = (0.46, 0.36, 0.18)


def claims_table(spec: ClaimListSpec, context: Context) -> Table:
    """The claims as rows: the sentence, the values with their cells, the verdict.

    A claim that no longer holds is what such a table is for: a note (RD242), not an error. RD241 for a claim that is
    neither true nor false.
    """
    words, lang = context.words, context.target.tag
    heads = (plain(words["claim_said"], lang), plain(words["claim_now"], lang), Paragraph(runs=()))
    rows = [TableRow(cells=tuple(TableCell(text=head) for head in heads), kind=RowKind.HEAD)]
    rows += [_row(claim, context) for claim in spec.claims]
    return Table(name=spec.name, rows=tuple(rows), widths=_WIDTHS, asked=frozenset(range(len(_WIDTHS))))


def _row(claim: PrintedClaim, context: Context) -> TableRow:
    seen: list[tuple[str, Any]] = []
    result = raw_of(context.evaluator.observe(claim.that.text, claim.that.span, seen))
    said = resolve_text(claim.says, context)
    now = resolve_text(claim.now, context) if claim.now is not None else _values(seen, claim, context)
    verdict = Paragraph(runs=())
    if isinstance(result, bool):
        verdict = _verdict(claim, holds=result, context=context)
    elif result is not None:
        words = f"the claim `{claim.that.text}` is {type(result).__name__}, not true or false"
        context.report.error("RD241", words, claim.that.span, hint="compare: `a < b`")
    return TableRow(cells=tuple(TableCell(text=text) for text in (said, now, verdict)))


def _verdict(claim: PrintedClaim, *, holds: bool, context: Context) -> Paragraph:
    if not holds:
        words = f"“{claim.says.text}” no longer holds, and the handout says so"
        context.report.add(Severity.NOTE, "RD242", words, claim.that.span)
    word = context.words["claim_holds" if holds else "claim_fails"]
    marks = frozenset() if holds else frozenset({TextMark.STRONG})
    return Paragraph(runs=(Run(text=word, lang=context.target.tag, marks=marks),))


def _values(seen: list[tuple[str, Any]], claim: PrintedClaim, context: Context) -> Paragraph:
    """The values that a claim compares, in the language's own forms, each once."""
    lang = context.target.tag
    runs: list[Run] = []
    for value in dict(seen).values():
        if isinstance(value, Value) and value.cells:
            text, kept = context.evaluator.value_text(value, claim.that.span)
            runs += [Run(text="; ", lang=lang)] if runs else []
            runs.append(Run(text=text, lang=lang, value=kept))
    return Paragraph(runs=tuple(runs))
