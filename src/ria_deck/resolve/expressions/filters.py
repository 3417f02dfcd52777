"""Filters, tests and functions of expressions by name; their results keep their cells."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ria_deck.data.table import Row, Rows
from ria_deck.i18n.forms.formats import MISSING, FormatError, Formatter
from ria_deck.i18n.forms.prose_forms import about, change_in_words
from ria_deck.model.value import Value, as_fraction, places_of, round_half_away
from ria_deck.resolve.expressions.arithmetic import arithmetic
from ria_deck.resolve.expressions.list_filters import Function, ListFilters
from ria_deck.resolve.expressions.operands import (
    ARGUMENTS,
    LONGEST_TEXT,
    OperandError,
    cells_of,
    is_gap,
    kind_of,
    number_of,
    raw_of,
    truth,
    with_cells,
)
from ria_deck.resolve.expressions.parser import ENVIRONMENT

NO_FILTERS = {
    "safe": "leave it out: results are text, never markup",
    "random": "leave it out: the same inputs must give the same deck",
    "format": 'write `~` to join texts, or `number("0.0")`',
    "int_format": "write `number`",
    "intcomma": "write `number`",
    "currency_format": 'write `currency("JPY")`',
    "pluralize": 'write `plural(one="trip", other="trips")`',
    "groupby": "group rows with a table's `group_by`",
}

_UNSIGNED = re.compile("[\u200e\u200f]?[-+\u2212]")
_AMOUNTS = ("percent", "compact", "currency", "unit")
"""Forms of a number that can carry a sign."""


class Library:
    """All filters, tests and functions for one language."""

    def __init__(self, formatter: Formatter) -> None:
        self.formatter = formatter
        self.filters: Mapping[str, Function] = {
            **{
                name: self._text_filter(name) for name in ("upper", "lower", "title", "capitalize", "trim", "wordcount")
            },
            "abs": lambda value: self._number(value, abs),
            "round": self.round,
            "int": self.whole,
            "float": lambda value: self._number(value, lambda raw: raw),
            "number": lambda value, pattern="": self._formed(value, "number", pattern),
            "percent": lambda value, digits=None: self._formed(value, "percent", digits),
            "compact": lambda value, digits=None, length="short": self._formed(value, "compact", digits, length),
            "currency": lambda value, code, digits=None: self._formed(value, "currency", code, digits),
            "signed": self.signed,
            "about": self.about,
            "date": lambda value, style="long": self._formed(value, "date", style),
            "unit": lambda value, name, length="short": self._formed(value, "unit", name, length),
            "plural": self.plural,
            "quote": lambda value: with_cells(formatter.quote(self.shown(value)), cells_of(value)),
            "string": lambda value: with_cells(self.shown(value), cells_of(value)),
            "default": self.default,
            "d": self.default,
            "replace": self.replaced,
            "truncate": self.truncated,
            **ListFilters(formatter, self.shown).filters,
        }
        self.claim_filters = {**self.filters, **ListFilters(formatter, self.shown).strict_filters}
        self.functions: Mapping[str, Function] = {"change": self.change, "all": self.all}

    def shown(self, operand: Any) -> str:
        """An operand as readers see it: formatted already, or in the language's usual form."""
        if isinstance(operand, Value):
            if operand.text is not None:
                return operand.text
            if operand.raw is None:
                raise OperandError("RD208", "a value is missing", hint="write a fallback with `| default(…)`")
            return self._form(operand.raw, operand.form, operand.unit)
        if operand is None:
            raise OperandError("RD208", "a value is missing", hint="write a fallback with `| default(…)`")
        if isinstance(operand, (list, tuple)):
            return self.formatter.list([self.shown(item) for item in operand])
        if isinstance(operand, (Rows, Row, Mapping)) or callable(operand):
            raise OperandError("RD215", f"{kind_of(operand)} can't be shown as text")
        return self._form(operand, "")

    def _form(self, raw: Any, form: str, unit: str = "") -> str:
        if isinstance(raw, bool):
            return "true" if raw else "false"
        if isinstance(raw, (list, tuple)):
            return self.shown(raw)
        try:
            return self.formatter.form(raw, form, unit)
        except FormatError as problem:
            raise OperandError("RD214", str(problem), hint=problem.hint) from None

    def _formed(self, value: Any, name: str, *given: Any) -> Any:
        """A number or date in a form of the formatter's; its raw value stays with it."""
        if is_gap(value):
            if isinstance(value, Value) and value.text == MISSING:
                return value  # a gap that was let pass stays one
            raise OperandError("RD208", f"`{name}` can't format a missing value")
        raw = raw_of(value)
        arguments = [raw_of(argument) for argument in given]
        if name in _AMOUNTS and self._is_signed(value):  # a sign asked before the form: `… | signed | percent`
            return self.signed(self._formed(replace(value, text=None), name, *given))
        if name not in ("date", "unit") or isinstance(raw, bool):
            number_of(value, f"what `{name}` is to format")
        if isinstance(value, Value) and value.unit == "%":
            raw, *arguments = self._per_cents(name, raw, arguments)
        try:
            text = getattr(self.formatter, name)(raw, *arguments)
        except FormatError as problem:
            raise OperandError("RD214", str(problem), hint=problem.hint) from None
        except TypeError:
            raise OperandError("RD213", f"wrong arguments for `{name}`", hint=ARGUMENTS.get(name, "")) from None
        whole = value if isinstance(value, Value) else Value(raw=raw)
        return replace(whole, text=text, cells=cells_of(value, *given))

    def _per_cents(self, name: str, raw: Any, arguments: list[Any]) -> list[Any]:
        """A number of per cents, which needs only its sign, and the arguments of the filter that is to format it."""
        if name == "percent":
            return [arithmetic("/", raw, 100), *arguments]
        patterns = name in ("number", "signed")
        return [raw, *(self.formatter.unscaled(one) if patterns and isinstance(one, str) else one for one in arguments)]

    def signed(self, value: Any, pattern: Any = "") -> Any:
        """A change with its sign, plus as well; an amount that has its form already keeps it. With "words", in words:
        “27% more”."""
        if raw_of(pattern) == "words":
            return self._in_words(value)
        formed = isinstance(value, Value) and value.text is not None and value.text != MISSING
        if formed and not raw_of(pattern) and isinstance(value.raw, (int, float, Decimal, Fraction)):
            return value if self._is_signed(value) else replace(value, text=self.formatter.plus(value.raw, value.text))
        return self._formed(value, "signed", pattern)

    def about(self, value: Any, digits: Any = 2) -> Any:
        """A number rounded to significant digits, with the language's word for “about”."""
        raw = number_of(value, "what `about` is to format")
        try:
            text = about(self.formatter, raw, raw_of(digits))
        except FormatError as problem:
            raise OperandError("RD214", str(problem), hint=problem.hint) from None
        whole = value if isinstance(value, Value) else Value(raw=raw)
        return replace(whole, text=text, cells=cells_of(value, digits))

    def _in_words(self, value: Any) -> Any:
        whole = value if isinstance(value, Value) else Value(raw=value)
        raw = number_of(replace(whole, text=None), "what `signed` is to format")
        formed = whole.text if whole.text is not None else self.shown(Value(raw=abs(raw), form=whole.form))
        text = _UNSIGNED.sub("", formed)
        return replace(whole, text=change_in_words(self.formatter, raw, text))

    def _is_signed(self, value: Any) -> bool:
        if (
            not isinstance(value, Value)
            or value.text is None
            or not isinstance(value.raw, (int, float, Decimal, Fraction))
        ):
            return False
        return value.text == self.formatter.signed(value.raw)

    def _number(self, value: Any, compute: Callable[[Any], Any]) -> Any:
        raw = compute(number_of(value))
        return replace(value, raw=raw, text=None) if isinstance(value, Value) else raw

    def round(self, value: Any, digits: Any = 0, method: Any = "common") -> Any:
        """Rounded half away from zero, or with method "ceil" or "floor"."""
        places, how = raw_of(digits), raw_of(method)
        if not isinstance(places, int) or isinstance(places, bool) or not -30 <= places <= 30:
            raise OperandError("RD213", "`round` needs a whole number of digits from -30 to 30", at=1)
        if how not in ("common", "ceil", "floor"):
            raise OperandError("RD213", f"unknown rounding method `{how}`", hint="write common, ceil or floor", at=2)

        def compute(raw: Any) -> Any:
            if how == "common":
                return round_half_away(raw, places)
            whole = (math.ceil if how == "ceil" else math.floor)(as_fraction(raw) * Fraction(10) ** places)
            return places_of(whole, places)

        return with_cells(self._number(value, compute), cells_of(digits))

    def whole(self, value: Any) -> Any:
        """The whole part of a number."""
        return self._number(value, int)

    def change(self, old: Any, new: Any, missing: Any = "error") -> Any:
        """(new − old) / old."""
        if raw_of(missing) not in ("error", "skip"):
            raise OperandError(
                "RD213", f"`missing` can't be {kind_of(missing)}", at="missing", hint='write missing="skip"'
            )
        for position, (operand, word) in enumerate(((old, "old"), (new, "new"))):
            if is_gap(operand):
                if raw_of(missing) == "skip":
                    return Value(raw=None, cells=cells_of(old, new), text=MISSING)
                raise OperandError("RD208", f"the {word} value is missing", at=position)
            try:
                number_of(operand, f"the {word} value")
            except OperandError as fault:
                raise OperandError(fault.code, fault.message, at=position, hint=fault.hint) from None
        if raw_of(old) == 0:
            raise OperandError("RD209", "the rate of change from 0 is undefined", at=0, label="this is 0")
        found = arithmetic("/", arithmetic("-", new, old), old)
        return replace(found, unit="", cells=cells_of(old, new)) if isinstance(found, Value) else found

    def all(self, *items: Any) -> Any:
        """Whether every item holds, given one by one or as a list; an error where there is none to ask."""
        asked = [inner for item in items for inner in (item if isinstance(item, (list, tuple)) else [item])]
        if not asked:
            raise OperandError("RD206", "`all` has nothing to ask about")
        return with_cells(all(truth(item) for item in asked), cells_of(*asked))

    def plural(self, value: Any, *forms: Any, **named: Any) -> Any:
        """The form of a word that goes with a number: plural(one="trip", other="trips"), or plural("one: trip", …)."""
        number_of(value, "the number that `plural` counts")
        found = {name: self.shown(form) for name, form in named.items()}
        for position, form in enumerate(forms, start=1):
            match = re.fullmatch(r"\s*(zero|one|two|few|many|other)\s*:\s*(.*)", self.shown(form), re.DOTALL)
            if not match:
                raise OperandError(
                    "RD213",
                    "`plural` has a form without a category",
                    at=position,
                    hint='write plural(one="…", other="…")',
                )
            found[match[1]] = match[2]
        unknown = [name for name in found if name not in ("zero", "one", "two", "few", "many", "other")]
        if unknown:
            hint = "zero, one, two, few, many, other"
            raise OperandError("RD213", f"unknown plural category `{unknown[0]}`", at=unknown[0], hint=hint)
        try:
            text = self.formatter.plural(raw_of(value), found)
        except FormatError as problem:
            raise OperandError("RD214", str(problem), hint=problem.hint) from None
        return Value(raw=raw_of(value), cells=cells_of(value, *forms, *named.values()), text=text)

    def default(self, value: Any, other: Any = "", boolean: Any = False) -> Any:
        """The value, or another where it is missing (with `true`, where it is empty or 0 too)."""
        gone = is_gap(value) or (truth(boolean) and not truth(value))
        return with_cells(other, cells_of(value)) if gone else value

    def replaced(self, value: Any, old: Any, new: Any) -> Any:
        """The text with another text in place of one."""
        text, before, after = self.shown(value), self.shown(old), self.shown(new)
        if len(text) + (text.count(before) if before else len(text) + 1) * len(after) > LONGEST_TEXT:
            raise OperandError("RD212", f"a text of more than {LONGEST_TEXT:,} characters")
        return with_cells(text.replace(before, after), cells_of(value, old, new))

    def truncated(self, value: Any, length: Any = 255, killwords: Any = False, end: Any = "…") -> Any:
        """The text cut to a length, at a blank unless `killwords`."""
        size, text, mark = number_of(length, "the length"), self.shown(value), self.shown(end)
        if len(text) > size:
            cut = text[: max(int(size) - len(mark), 0)]
            text = (cut if truth(killwords) or " " not in cut else cut.rsplit(" ", 1)[0]) + mark
        return with_cells(text, cells_of(value, length, end))

    def _text_filter(self, name: str) -> Function:
        """One of Jinja's own filters on texts."""
        function = ENVIRONMENT.filters[name]

        def apply(value: Any) -> Any:
            return with_cells(function(self.shown(value)), cells_of(value))

        return apply
