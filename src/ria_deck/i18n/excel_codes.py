"""A format and the numbers it is for go in, the Excel number format of a native chart comes out, if one agrees.

Readers see in a native chart what PowerPoint makes of the number format, and everywhere else what `Formatter` says.
The two agree where a code, read as Excel reads it, gives the very strings of the formatter for the numbers at hand;
otherwise (万, a decimal comma) `native` is False, and labels have to be given as text. Office shows `,` and `.` of a
code in the signs of the viewer's own region; a code counts as agreeing when a viewer set to English sees the strings.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

from ria_deck.i18n.format_parts import needed_digits, parse_spec
from ria_deck.i18n.formats import Formatter
from ria_deck.i18n.patterns import FormatError
from ria_deck.i18n.rounding import as_decimal
from ria_deck.model.chart import NumberFormat

_PROBES = (0, 1, 12, 123, 1234, 1234567, -1, -1234)
_TOKEN = re.compile(r"\"([^\"]*)\"|\\(.)|([#0,]*[#0](?:\.[#0]+)?|\.[#0]+)|(.)", re.DOTALL)
_CONDITION = re.compile(r"\[(>=|<=|<>|>|<|=)(-?[0-9.]+)\]")


def number_format(formatter: Formatter, spec: str, values: Sequence[Any] = ()) -> NumberFormat:
    """The Excel code for a format (a pattern or a filter such as `percent`) over these raw numbers.

    Without `values`, the code has to agree for whole numbers of every size and sign.
    """
    numbers = [value for value in values if value is not None] or list(_PROBES)
    wanted = [(number, formatter.form(number, spec)) for number in numbers]
    codes = [*_candidates(formatter, spec), *([] if spec else _tiny(numbers))]
    for code in codes:
        if all(excel_text(code, number) == text for number, text in wanted):
            return NumberFormat(code=code, native=True)
    english = Formatter("en")  # the nearest code: other signs, but the same digits
    near = [code for code in codes if all(excel_text(code, number) == english.form(number, spec) for number in numbers)]
    return NumberFormat(code=[*near, *codes, "General"][0], native=False)


def _candidates(formatter: Formatter, spec: str) -> Iterator[str]:
    name, arguments = parse_spec(spec)
    match name:
        case "compact" | "date":
            return
        case "percent":
            digits = arguments[0] if arguments else 1
            pattern = "0" + ("." + "0" * digits if digits else "") + "%"
            codes = [_quoted(formatter.own_percent(pattern))]
        case "signed" | "number" if arguments:
            codes = [_quoted(formatter.own_percent(arguments[0]))]
        case "currency":
            codes = [*_currency(formatter, *arguments)]
        case "" if spec:
            codes = [_quoted(formatter.own_percent(spec))]
        case _:
            codes = ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000"]
    if name == "signed":
        codes = [f"+{code};-{code};{code}" for code in codes]
    yield from codes
    for code in codes:
        yield from _spelled_out(formatter, code)


def _tiny(numbers: Sequence[Any]) -> Iterator[str]:
    """Codes with the decimals that tiny numbers need."""
    most = max(needed_digits(as_decimal(raw)) for raw in numbers)
    for digits in range(4, most + 1):
        yield "#,##0." + "0" * digits
        yield "0." + "0" * digits


def _quoted(pattern: str) -> str:
    """A CLDR pattern as Excel writes it: literals in double quotes, bare blanks too."""
    pattern = re.sub(r"'([^']*)'", r'"\1"', pattern)
    return _joined(re.sub(r"[\u00a0\u202f]+", lambda match: f'"{match[0]}"', pattern))


def _joined(code: str) -> str:
    """Neighbouring literals in one pair of quotes."""
    return code.replace('""', "")


def _currency(formatter: Formatter, code: str, digits: int | None = None) -> Iterator[str]:
    symbol = get_currency_symbol(code, locale=formatter.locale)
    pattern = formatter.locale.currency_formats["standard"].pattern.partition(";")[0]
    for places in (digits,) if digits is not None else (0, 2):
        number = "#,##0" + ("." + "0" * places if places else "")
        yield _joined(_quoted(re.sub(r"[#,0.]+", number, pattern)).replace("¤", f'"{symbol}"'))


def _spelled_out(formatter: Formatter, code: str) -> Iterator[str]:
    """Codes without Office's own group sign: none for small numbers; else the language's, as literals.

    Excel takes two conditions, so the literals serve for amounts from 0 up; numbers with decimals keep the decimal sign
    of the viewer and can't be spelled out.
    """
    if ";" in code or "#,##0" not in code:
        return
    yield code.replace("#,##0", "0")
    if "." in code.replace("#,##0.", "#,##0.") and get_decimal_symbol(formatter.locale) != ".":
        return
    group = f'"{get_group_symbol(formatter.locale)}"'
    millions = code.replace("#,##0", f"0{group}000{group}000")
    thousands = code.replace("#,##0", f"0{group}000")
    yield f"[>=1000000]{millions};[>=1000]{thousands};{code.replace('#,##0', '0')}"


def excel_text(code: str, raw: Any) -> str:
    """What Excel, set to English, shows for a number under a code: the part of its number formats that is used here
    (ECMA-376 part 1, 18.8.31: sections, conditions, literals, digits, grouping, percent)."""
    number = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if code == "General":
        return format(number.normalize(), "f")
    parts = _sections(code)
    conditions = [_CONDITION.match(part) for part in parts]
    if any(conditions):
        for part, condition in zip(parts, conditions, strict=True):
            if condition is None or _holds(number, condition[1], Decimal(condition[2])):
                sign = "-" if number < 0 else ""
                return sign + _render(_CONDITION.sub("", part), abs(number))
        raise FormatError(f"no section of `{code}` takes {number}")
    if number < 0 and len(parts) > 1:
        return _render(parts[1], abs(number))
    if number == 0 and len(parts) > 2:
        return _render(parts[2], number)
    text = _render(parts[0], abs(number))
    return f"-{text}" if number < 0 and re.search("[1-9]", text) else text


def _sections(code: str) -> list[str]:
    parts = [""]
    for match in re.finditer(r"\"[^\"]*\"|\\.|.", code, re.DOTALL):
        if match[0] == ";":
            parts.append("")
        else:
            parts[-1] += match[0]
    return parts


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        ">=": number >= limit,
        "<=": number <= limit,
        ">": number > limit,
        "<": number < limit,
        "=": number == limit,
        "<>": number != limit,
    }[sign]


def _render(section: str, number: Decimal) -> str:
    """One section: the digits of the number poured into its placeholders, from the right."""
    tokens = [match.groups() for match in _TOKEN.finditer(section)]
    scaled = number.scaleb(2) if any(other == "%" for *_, other in tokens) else number
    fraction = "".join(digits.partition(".")[2] for _, _, digits, _ in tokens if digits)
    with decimal.localcontext(decimal.Context(prec=400, rounding=decimal.ROUND_HALF_UP)):
        whole, _, decimals = format(scaled.quantize(Decimal(1).scaleb(-len(fraction))), "f").partition(".")
    kept = len(fraction.rstrip("#"))
    while len(decimals) > kept and decimals.endswith("0"):
        decimals = decimals[:-1]
    wholes = [index for index, token in enumerate(tokens) if token[2]]
    pieces: list[str] = []
    for index in range(len(tokens) - 1, -1, -1):
        quoted, escaped, digits, other = tokens[index]
        if not digits:
            pieces.append(quoted if quoted is not None else escaped if escaped is not None else other)
            continue
        places = digits.partition(".")[0]
        count = len(places.replace(",", ""))
        taken = whole if index == wholes[0] else whole[-count:]
        whole = "" if index == wholes[0] else whole[:-count]
        least = places.replace(",", "").lstrip("#").count("0")
        taken = taken.lstrip("0") if not least else taken.zfill(least)
        if "," in places and taken:
            taken = f"{int(taken):,}".zfill(least)
        pieces.append(taken + ("." + decimals if "." in digits else ""))
    return "".join(reversed(pieces))
