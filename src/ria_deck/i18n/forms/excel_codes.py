"""Find the Excel number format that shows numbers as a format of the author's does.

Readers see in a native chart what PowerPoint makes of the number format, and everywhere else what `Formatter` says.
The two agree where a code, read as Excel reads it, gives the very strings of the formatter for the numbers at hand
(`native`). Elsewhere the code is the nearest one: a label that follows the data with `40.0万` is worth more than a
typed `40万` that doesn't. Languages with signs of their own write them by the code's locale (`[$-419]#,##0`), which
LibreOffice follows and PowerPoint replaces by the signs of the viewer's region; codes with the signs spelled out as
literals would lose the minus sign of an edited number in LibreOffice.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

from ria_deck.i18n.forms.excel_dates import LANGUAGE_IDS, joined, language_id
from ria_deck.i18n.forms.format_parts import needed_digits, parse_spec
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.i18n.forms.native import digits_of as digits_of_numbering
from ria_deck.i18n.forms.native import numbering_of
from ria_deck.i18n.forms.patterns import FormatError
from ria_deck.i18n.forms.rounding import as_decimal
from ria_deck.model.chart import NumberFormat

_GENERAL = 11  # characters that the form General has room for
_PROBES = (0, 1, 12, 123, 1234, 1234567, -1, -1234)
_TOKEN = re.compile(r"\"([^\"]*)\"|\\(.)|([#0,]*[#0](?:\.[#0]+)?,*|\.[#0]+,*)|(.)", re.DOTALL)
_REGION = re.compile(r"\[\$-([0-9A-Fa-f]+)\]")
_CONDITION = re.compile(r"\[(>=|<=|<>|>|<|=)(-?[0-9.]+)\]")


def number_format(formatter: Formatter, spec: str, values: Sequence[Any] = ()) -> NumberFormat:
    """The Excel code for a format (a pattern or a filter such as `percent`) over these raw numbers.

    Without `values`, the code has to agree for whole numbers of every size and sign.
    """
    numbers = [value for value in values if value is not None] or list(_PROBES)
    wanted = [formatter.form(number, spec) for number in numbers]
    codes = [*_candidates(formatter, spec, numbers), *([] if spec else _tiny(numbers))]
    codes = [*codes, "General"] if spec in ("", "number") else codes  # as many decimals as each number has
    for code in codes:
        if _gives(code, numbers, wanted):
            return NumberFormat(code=code, native=True)
    english = Formatter("en")  # the nearest code: other signs, but the same digits
    near = [code for code in codes if _gives(code, numbers, [english.form(number, spec) for number in numbers])]
    padded = [
        code
        for code in codes
        if all(_padded(excel_text(code, number), text, formatter) for number, text in zip(numbers, wanted, strict=True))
    ]
    return NumberFormat(code=[*near, *padded, *codes, "General"][0], native=False)


def _gives(code: str, numbers: Sequence[Any], texts: Sequence[str]) -> bool:
    """Whether Excel shows these numbers under a code as these texts."""
    return all(excel_text(code, number) == text for number, text in zip(numbers, texts, strict=True))


def _padded(shown: str, wanted: str, formatter: Formatter) -> bool:
    """Whether a string says what another says, at most with more zeros after the decimal sign."""
    point = _signs(formatter.locale, formatter.native.numbering)[1]
    bare, same = (text.rstrip("0").removesuffix(point) if point in text else text for text in (shown, wanted))
    return bare == same


def _candidates(formatter: Formatter, spec: str, numbers: Sequence[Any]) -> Iterator[str]:
    name, _ = parse_spec(spec)
    if name == "date":
        return
    codes = _codes(formatter, spec, numbers)
    if name == "signed":
        codes = [f"+{code};-{code};{code}" for code in codes]
    region = _region(formatter)
    for code in codes:
        shown = region and (formatter.native.digits or re.search("[,.]", code))
        yield ";".join(region + part for part in _sections(code)) if shown else code
    for code in codes:
        if ";" not in code and "#,##0" in code:
            plain = code.replace("#,##0", "0")  # small numbers, whose group sign is never seen
            yield region + plain if formatter.native.digits else plain


def _codes(formatter: Formatter, spec: str, numbers: Sequence[Any]) -> list[str]:
    """Codes that may say what a format does, as Excel set to English has them."""
    name, arguments = parse_spec(spec)
    match name:
        case "compact":
            return list(_compact(formatter, numbers, *arguments))
        case "percent":
            digits = arguments[0] if arguments else 1
            fractions = ["." + "0" * digits if digits else ""]
            fractions += [] if arguments else [".0" + "#" * count for count in range(1, _most_digits(numbers))]
            return [_quoted(formatter.own_percent(f"0{fraction}%")) for fraction in fractions]
        case "signed" | "number" if arguments:
            return [_quoted(formatter.own_percent(arguments[0]))]
        case "currency":
            return [*_currency(formatter, *arguments)]
        case "" if spec:
            return [_quoted(formatter.own_percent(spec))]
        case _:
            return ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000"]


def _region(formatter: Formatter) -> str:
    """`[$-419]` for a language whose signs differ from English: its Windows language id (MS-LCID), with the number of its
    digits before it where they are others, `[$-3000429]`."""
    if not formatter.native.digits and _signs(formatter.locale) == (",", "."):
        return ""
    return language_id(formatter)


def _signs(locale: Locale, numbering: str = "latn") -> tuple[str, str]:
    return (
        get_group_symbol(locale, numbering_system=numbering),
        get_decimal_symbol(locale, numbering_system=numbering),
    )


def _compact(formatter: Formatter, numbers: Sequence[Any], digits: int | None = None) -> Iterator[str]:
    """Codes with the unit of the largest number: `0.0,"K"`; `0\\.0,"万"` where the unit is no power of a thousand, for
    a comma divides by a thousand and the sign before the last digits is a literal."""
    largest = max(abs(float(number)) for number in numbers)
    units = formatter.locale.compact_decimal_formats["short"]["other"]
    power = max((int(key) for key in units if int(key) <= largest), default=0)
    if not power or str(units[str(power)].pattern).strip("0") == "":
        yield "#,##0"
        return
    power //= 10 ** (str(units[str(power)].pattern).count("0") - 1)
    word = str(units[str(power)].pattern).replace("'", "").lstrip("0")
    commas, rest = divmod(len(str(power)) - 1, 3)
    wholes = ["0", "0.0"] if digits is None else ["0" + ("." + "0" * digits if digits else "")]
    for whole in [f"0\\.{'0' * rest}"] if rest else wholes:
        code = f'{whole}{"," * commas}"{word}"'
        yield f"{code};-{code};0"


def _tiny(numbers: Sequence[Any]) -> Iterator[str]:
    """Codes with the decimals that tiny numbers need."""
    most = _most_digits(numbers)
    for digits in range(4, most + 1):
        yield "#,##0." + "0" * digits
        yield "0." + "0" * digits


def _most_digits(numbers: Sequence[Any]) -> int:
    return max(needed_digits(as_decimal(raw)) for raw in numbers)


def _quoted(pattern: str) -> str:
    """A CLDR pattern as Excel writes it: literals in double quotes, bare blanks too."""
    pattern = re.sub(r"'([^']*)'", r'"\1"', pattern)
    return joined(re.sub(r"[\u00a0\u202f]+", lambda match: f'"{match[0]}"', pattern))


def _currency(formatter: Formatter, code: str, digits: int | None = None) -> Iterator[str]:
    symbol = get_currency_symbol(code, locale=formatter.locale)
    pattern = formatter.locale.currency_formats["standard"].pattern.partition(";")[0]
    for places in (digits,) if digits is not None else (0, 2):
        number = "#,##0" + ("." + "0" * places if places else "")
        yield joined(_quoted(re.sub(r"[#,0.]+", number, pattern)).replace("¤", f'"{symbol}"'))


def excel_text(code: str, raw: Any) -> str:
    """What Excel, set to English or to the region that a code names, shows for a number under the code: the part of its
    number formats that is used here (ECMA-376 part 1, 18.8.31: sections, conditions, literals, digits, grouping,
    commas that divide by a thousand, percent, regions)."""
    number = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if code == "General":
        text = format(number.normalize(), "f")
        return text if len(text) <= _GENERAL else f"{number:.5E}"
    parts = _sections(code)
    if any(map(_CONDITION.match, parts)):
        return _under_condition(code, parts, number)
    if number < 0 and len(parts) > 1:
        return _render(parts[1], abs(number))
    if number == 0 and len(parts) > 2:
        return _render(parts[2], number)
    text = _render(parts[0], abs(number))
    return f"-{text}" if number < 0 and re.search("[1-9]", text) else text


def _under_condition(code: str, parts: Sequence[str], number: Decimal) -> str:
    """The number under the first section whose condition holds, or that has none."""
    for part in parts:
        condition = _CONDITION.match(part)
        if condition is None or _holds(number, condition[1], Decimal(condition[2])):
            return ("-" if number < 0 else "") + _render(_CONDITION.sub("", part), abs(number))
    raise FormatError(f"no section of `{code}` applies to {number}")


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
    region = _REGION.match(section)
    group, point, digits_of = _signs_of(region[1]) if region else (",", ".", {})
    section = section[region.end() :] if region else section
    tokens = [match.groups() for match in _TOKEN.finditer(section)]
    scaled = number.scaleb(2) if any(other == "%" for *_, other in tokens) else number
    written = [digits for _, _, digits, _ in tokens if digits]
    scaled = scaled.scaleb(-3 * sum(len(digits) - len(digits.rstrip(",")) for digits in written))
    placed = [digits.rstrip(",").partition(".") for digits in written]
    whole, decimals = _rounded(scaled, "".join(fraction for _, _, fraction in placed))
    pieces: list[str] = []
    for *literals, digits, other in reversed(tokens):
        if not digits:
            pieces.append(next(text for text in (*literals, other) if text is not None))
            continue
        places, dot, _ = placed.pop()
        count = len(places.replace(",", "")) if placed else 0  # the first one takes all that is left
        pieces.append(_filled(whole[-count:], places, group) + (point + decimals if dot else ""))
        whole = whole[:-count]
    return "".join(reversed(pieces)).translate(digits_of)


def _signs_of(region: str) -> tuple[str, str, Mapping[int, str]]:
    """The signs and digits that a region names."""
    number = int(region, 16)
    locale = Locale.parse(LANGUAGE_IDS[number & 0xFFFF])
    numbering = numbering_of(number)
    return (*_signs(locale, numbering), digits_of_numbering(numbering))


def _rounded(number: Decimal, fraction: str) -> tuple[str, str]:
    """The digits before and after the point, as many as `fraction` has places; of optional ones, no zeros at the end."""
    with decimal.localcontext(decimal.Context(prec=400, rounding=decimal.ROUND_HALF_UP)):
        whole, _, decimals = format(number.quantize(Decimal(1).scaleb(-len(fraction))), "f").partition(".")
    kept = len(fraction.rstrip("#"))
    return whole, decimals[:kept] + decimals[kept:].rstrip("0")


def _filled(taken: str, places: str, group: str) -> str:
    """Whole digits in their placeholders: zeros in front as far as these ask for them, and signs between groups."""
    least = places.replace(",", "").lstrip("#").count("0")
    taken = taken.zfill(least) if least else taken.lstrip("0")
    return f"{int(taken):,}".zfill(least).replace(",", group) if "," in places and taken else taken
