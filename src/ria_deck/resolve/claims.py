"""Claims and the evaluator go in; for each that the data no longer bear out, an error under its sentence comes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ria_deck.content.spec import Claim
from ria_deck.data.table import Rows
from ria_deck.diagnostics import Report
from ria_deck.model.value import Value
from ria_deck.resolve.expressions import Evaluator
from ria_deck.resolve.operands import raw_of

_MOST_SHOWN = 6


def check_claims(claims: Sequence[Claim], evaluator: Evaluator, report: Report) -> None:
    """Check every claim whose conditions hold: RD240 for a false one, with the values it saw, RD241 for one that is
    neither true nor false.

    The diagnostic stands at the sentence that rests on the claim; faults inside of a claim stand at the claim.
    """
    for claim in claims:
        if not all(evaluator.evaluate(condition.text, condition.span) for condition in claim.when):
            continue
        seen: list[tuple[str, Any]] = []
        result = evaluator.observe(claim.that, claim.span, seen)
        if result is None:
            continue  # told
        if not isinstance(raw_of(result), bool):
            report.error(
                "RD241",
                f"the claim `{claim.that}` is {_shown(result, evaluator)}, neither true nor false",
                claim.span,
                hint="compare: `a < b`",
            )
        elif not raw_of(result):
            values = [f"{text} = {_shown(value, evaluator)}{_cells(value)}" for text, value in seen]
            report.error(
                "RD240",
                f"the data no longer bear out “{claim.says}”",
                claim.sentence,
                label="this has become false",
                hint=f"`{claim.that}` does not hold" + (f": {'; '.join(dict.fromkeys(values))}" if values else ""),
                related=((claim.span, "the claim"),),
            )


def _shown(value: Any, evaluator: Evaluator) -> str:
    if isinstance(value, Rows):
        return f"{len(value)} rows"
    return evaluator.value_text(value)[0]


def _cells(value: Any) -> str:
    """Where a value comes from, in brackets: file, row and column."""
    if not isinstance(value, Value) or not value.cells:
        return ""
    shown = [str(cell) for cell in value.cells[:_MOST_SHOWN]]
    more = len(value.cells) - len(shown)
    return f" ({', '.join(shown)}{f' and {more} more' if more else ''})"
