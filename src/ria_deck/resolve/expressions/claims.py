"""Check claims, and report those that the data no longer support at their sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from ria_deck.content.specs.slides import Claim, Message
from ria_deck.data.table import Rows
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.translation import Translation
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.expressions.operands import raw_of

_MOST_SHOWN = 6
_LONGEST = 160  # characters of a translation that are shown


def check_claims(
    claims: Sequence[Claim],
    evaluator: Evaluator,
    report: Report,
    translated: Callable[[Message], Translation] | None = None,
) -> None:
    """Check every claim whose conditions hold: RD240 for a false one, with the values it saw, RD241 for one that is
    neither true nor false.

    The diagnostic stands at the sentence that rests on the claim, and names the translation that `translated` finds;
    faults inside of a claim stand at the claim.
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
                f"the claim `{claim.that}` gives {_seen(result)}, not true or false",
                claim.span,
                hint="compare: `a < b`",
            )
        elif not raw_of(result):
            report.error(
                "RD240",
                f"the data no longer support “{claim.says}”",
                claim.sentence,
                label="this is now false",
                hint=_hint(claim, seen),
                related=((claim.span, "the claim"), *_translation(claim, translated)),
            )


def _hint(claim: Claim, seen: Sequence[tuple[str, Any]]) -> str:
    """Three lines: the claim, the values with their cells, what to do."""
    values = dict.fromkeys(f"{text} = {_seen(value)}{_cells(value)}" for text, value in seen)
    lines = [f"`{claim.that}` is false{':' if values else ''}"]
    lines += [" ".join("; ".join(values).split())] if values else []
    return "\n".join([*lines, "rewrite the sentence; if it still holds, correct `that`"])


def _translation(claim: Claim, translated: Callable[[Message], Translation] | None) -> tuple[tuple[Span, str], ...]:
    if translated is None or claim.message is None:
        return ()
    found = translated(claim.message)
    if found.written is not None:
        return ()  # the source text itself
    text = found.text if len(found.text) <= _LONGEST else found.text[: _LONGEST - 1] + "…"
    return ((found.span, f"in {found.language}: {text}"),)


def _seen(value: Any) -> str:
    """A value as the tables have it: the same in every language."""
    raw = raw_of(value)
    if isinstance(raw, Fraction):
        raw = float(raw)
    return f"{len(value)} rows" if isinstance(value, Rows) else str(raw)


def _cells(value: Any) -> str:
    """Where a value comes from, in brackets: file, row and column."""
    if not isinstance(value, Value) or not value.cells:
        return ""
    shown = [str(cell) for cell in value.cells[:_MOST_SHOWN]]
    more = len(value.cells) - len(shown)
    return f" ({', '.join(shown)}{f' and {more} more' if more else ''})"
