"""Numbers that are shown as 0 and are more, or less, than nothing: told, since the reader can't see it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from ria_deck.diagnostics import Severity
from ria_deck.i18n.forms.rounding import ASCII_DIGITS
from ria_deck.model.deck import Slide
from ria_deck.model.pedigree import values_of
from ria_deck.model.value import Value
from ria_deck.resolve.context import Context

_LEFT_OVER = 1e-12  # what arithmetic with floats leaves of 0
_SHOWN = 3


def tell_shown_as_none(slides: Sequence[Slide], context: Context) -> None:
    """A note for each slide that has such numbers, with the first of them."""
    for slide in slides:
        found = list(dict.fromkeys(_said(value) for value in values_of(slide) if _deceives(value)))
        if found:
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            context.report.add(
                Severity.NOTE,
                "RD627",
                f"slide `{slide.id}` shows {', '.join(found[:_SHOWN])}{more}",
                slide.span,
                hint='give it the digits that it needs (`percent(1)`, `number("0.00")`, `format: "0.00"`), or let '
                "`percent` and `number` find them",
            )


def _deceives(value: Value) -> bool:
    raw = value.raw
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal, Fraction)) or not value.text:
        return False
    digits = re.findall(r"\d", value.text.translate(ASCII_DIGITS))
    return bool(digits) and set(digits) == {"0"} and math.isfinite(raw) and abs(float(raw)) > _LEFT_OVER


def _said(value: Value) -> str:
    where = f" ({value.cells[0]})" if len(value.cells) == 1 else ""
    raw = float(value.raw) if isinstance(value.raw, Fraction) else value.raw
    return f"`{value.text}` for {raw}{where}"
