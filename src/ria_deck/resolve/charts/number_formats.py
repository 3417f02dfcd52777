"""Strings of a chart's values in their number formats."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.content.specs.slides import ChannelSpec
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.excel_codes import number_format
from ria_deck.i18n.forms.format_parts import is_share
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.i18n.forms.patterns import FormatError, thousands
from ria_deck.model.chart import NumberFormat
from ria_deck.model.value import Value, union
from ria_deck.resolve.expressions.arithmetic import arithmetic, total_of


class ChannelFormat:
    """The form of a channel's numbers: a pattern or filter's name. An invalid form is reported once, and plain numbers are
    shown instead. With the `unit` %, numbers are per cents already and aren't multiplied."""

    def __init__(
        self, channel: ChannelSpec, formatter: Formatter, report: Report, form: str = "", unit: str = ""
    ) -> None:
        self.channel = channel
        self.formatter = formatter
        self.report = report
        given = channel.format or form
        self.pattern = self._unscaled(given) if unit == "%" else given

    def _unscaled(self, form: str) -> str:
        try:
            return self.formatter.unscaled(form)
        except FormatError:
            return form  # reported by `text`

    @property
    def is_share(self) -> bool:
        """Whether it shows numbers as shares of a hundred."""
        try:
            return is_share(self.pattern)
        except FormatError:
            return False  # reported by `text`

    @property
    def grain(self) -> float:
        """The smallest difference that the strings can show; 0 where the form adds digits as it needs them."""
        if not re.search(r"[#0]", self.pattern):
            return {"percent": 0.001, "percent(0)": 0.01}.get(self.pattern.replace(" ", ""), 0.0)
        digits = re.search(r"\.([#0]+)", self.pattern)
        places = len(digits[1]) if digits else 0
        try:
            scale = 3 * thousands(self.pattern)
        except FormatError:
            return 0.0  # reported by `text`
        return float(Decimal(1).scaleb(scale - places - (2 if self.is_share else 0)))

    def text(self, raw: Any, digits: int | None = None) -> str:
        """The string of a number; `digits` decimals where there is no pattern."""
        try:
            return self.formatter.form(raw, self._wanted(digits))
        except FormatError as error:
            self.report.error("RD616", str(error), self.channel.format_span or self.channel.span, hint=error.hint)
            return self.formatter.number(raw)

    def code(self, raws: Sequence[Any], digits: int | None = None) -> NumberFormat:
        """The Excel code that shows these numbers so, or the nearest one, then not `native`."""
        try:
            return number_format(self.formatter, self._wanted(digits), raws)
        except FormatError:
            return NumberFormat(code="General", native=False)  # reported by `text`

    def _wanted(self, digits: int | None) -> str:
        if self.pattern or digits is None:
            return self.pattern
        return "#,##0" + ("." + "0" * digits if digits else "")


def category_name(value: Value, channel: ChannelSpec, formatter: Formatter, report: Report) -> str:
    """A category's words: years bare, months and days in the language's short form, numbers as readers write them."""
    raw = value.raw
    try:
        if channel.format:
            return formatter.form(raw, channel.format, value.unit)
        if isinstance(raw, bool):
            return str(raw).lower()
        if isinstance(raw, int) and value.form in ("", "0") and 1000 <= raw <= 2999:
            return formatter.native.text(str(raw))
        if isinstance(raw, dt.date):
            return formatter.date(raw, "medium")
        if is_month(raw):
            return formatter.date(raw, "month_short")
        return formatter.form(raw, value.form, value.unit) if isinstance(raw, (int, float, Decimal)) else str(raw)
    except FormatError as error:
        report.error("RD616", str(error), channel.format_span or channel.span, hint=error.hint)
        return str(raw)


def same_day(raws: Sequence[Any]) -> dt.date | None:
    """The day that several times are all of; None where they are of several days, or no times."""
    days = {raw.date() if isinstance(raw, dt.datetime) else None for raw in raws}
    return days.pop() if len(days) == 1 and len(raws) > 1 else None


def moment_names(raws: Sequence[Any], channel: ChannelSpec, formatter: Formatter) -> tuple[str, ...]:
    """What tells times from each other: the hour within a day, day and hour over days, the day where all are at
    midnight. Nothing for other cells, and where the author gives a format."""
    times = [raw for raw in raws if isinstance(raw, dt.datetime)]
    if channel.format or len(times) < len(raws) or not any(raw.time() != dt.time() for raw in times):
        return ()
    if same_day(times) is not None:
        return tuple(formatter.clock(raw) for raw in times)
    return tuple(formatter.moment(raw, "MMMd" if len({raw.year for raw in times}) == 1 else "yMMMd") for raw in times)


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
    """The first raw value that isn't a gap, or None."""
    return next((value.raw for value in values if value.raw is not None), None)
