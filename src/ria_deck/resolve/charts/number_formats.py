"""Values of a chart and their formats go in, one value of several, and the strings that readers see, come out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.content.specs.slides import ChannelSpec
from ria_deck.diagnostics import Report
from ria_deck.i18n.excel_codes import number_format
from ria_deck.i18n.formats import Formatter
from ria_deck.i18n.patterns import FormatError
from ria_deck.model.chart import NumberFormat
from ria_deck.model.value import Value, union
from ria_deck.resolve.expressions.arithmetic import arithmetic, total_of

_THOUSANDS = re.compile(r"(?<=[#0?])(,+)(?![#0?,])")


class ChannelFormat:
    """The form of a channel's numbers: a pattern or filter's name, where commas after the last digit divide by
    thousands as in Excel (`#,##0,`). A form that there isn't is told once, and plain numbers stand instead."""

    def __init__(self, channel: ChannelSpec, formatter: Formatter, report: Report, form: str = "") -> None:
        self.channel = channel
        self.formatter = formatter
        self.report = report
        given = channel.format or form
        commas = _THOUSANDS.search(given)
        self.divisor = 1000 ** len(commas[1]) if commas else 1
        self.pattern = _THOUSANDS.sub("", given) if commas else given

    @property
    def grain(self) -> float:
        """The smallest difference that the strings can show; 0 where the form adds digits as it needs them."""
        if not re.search(r"[#0]", self.pattern):
            return {"percent": 0.001, "percent(0)": 0.01}.get(self.pattern.replace(" ", ""), 0.0)
        digits = re.search(r"\.([#0]+)", self.pattern)
        places = len(digits[1]) if digits else 0
        return float(Decimal(self.divisor).scaleb(-places - (2 if "%" in self.pattern else 0)))

    def text(self, raw: Any, digits: int | None = None) -> str:
        """The string of a number; `digits` decimals where there is no pattern."""
        pattern = self.pattern
        if not pattern and digits is not None:
            pattern = "#,##0" + ("." + "0" * digits if digits else "")
        try:
            return self.formatter.form(self._divided(raw), pattern)
        except FormatError as error:
            self.report.error("RD616", str(error), self.channel.format_span or self.channel.span, hint=error.hint)
            return self.formatter.number(raw)

    def code(self, raws: Sequence[Any], digits: int | None = None) -> NumberFormat:
        """The Excel code that shows these numbers so, or the nearest one, then not `native`."""
        pattern = self.pattern
        if not pattern and digits is not None:
            pattern = "#,##0" + ("." + "0" * digits if digits else "")
        try:
            found = number_format(self.formatter, pattern, [self._divided(raw) for raw in raws])
        except FormatError:
            return NumberFormat(code="General", native=False)  # told by `text`
        if self.divisor == 1:
            return found
        commas = "," * (len(str(self.divisor)) // 3)
        if "[" in found.code or not re.search(r"[#0]", found.code):
            return NumberFormat(code=f"#,##0{commas}", native=False)
        return replace(found, code=re.sub(r"([#0](?:\.[#0]+)?)(?![#0.,])", rf"\g<1>{commas}", found.code))

    def _divided(self, raw: Any) -> Any:
        if self.divisor == 1:
            return raw
        return (Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)) / self.divisor


def category_name(value: Value, channel: ChannelSpec, formatter: Formatter, report: Report) -> str:
    """A category's words: years bare, months and days in the language's short form, numbers as readers write them."""
    raw = value.raw
    try:
        if channel.format:
            return formatter.form(raw, channel.format)
        if isinstance(raw, bool):
            return str(raw).lower()
        if isinstance(raw, int) and value.form in ("", "0") and 1000 <= raw <= 2999:
            return str(raw)
        if isinstance(raw, dt.date):
            return formatter.date(raw, "medium")
        if is_month(raw):
            return formatter.date(raw, "month_short")
        return formatter.form(raw, value.form) if isinstance(raw, (int, float, Decimal)) else str(raw)
    except FormatError as error:
        report.error("RD616", str(error), channel.format_span or channel.span, hint=error.hint)
        return str(raw)


def is_month(raw: Any) -> bool:
    """Whether a cell is a month as `2019-04`."""
    return isinstance(raw, str) and re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", raw) is not None


def aggregated(values: Sequence[Value], how: str) -> Value:
    """Several values as one. With a gap among them the result is a gap: a partial sum would pass for the whole. Raises
    `OperandError` where the sum is too large."""
    if len(values) == 1:
        return values[0]
    raws = [value.raw for value in values]
    unit, cells = values[0].unit, union(*(value.cells for value in values))
    if any(raw is None for raw in raws):
        return Value(raw=None, unit=unit, cells=cells)
    match how:
        case "min":
            return min(values)
        case "max":
            return max(values)
        case _:
            total = total_of(raws)
            found = arithmetic("/", total, len(raws)) if how == "mean" else total
            return Value(raw=float(found) if isinstance(found, Fraction) else found, unit=unit, cells=cells)


def first_known(values: Sequence[Value]) -> Any:
    """The first raw value that is no gap, or None."""
    return next((value.raw for value in values if value.raw is not None), None)
