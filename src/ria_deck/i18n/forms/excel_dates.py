"""Dates as codes of Excel: years, months and days in their short forms."""

from __future__ import annotations

import re
from locale import windows_locale
from typing import Any

from babel import Locale

from ria_deck.i18n.forms.formats import Formatter

LANGUAGE_IDS = windows_locale | {0x845: "bn_BD", 0x453: "km_KH", 0x455: "my_MM", 0x241A: "sr_Latn_RS", 0x281A: "sr_RS"}


def date_code(formatter: Formatter, raw: Any) -> str:
    """The Excel code of a year, a month (`2019-04`) or a day in its short form: `yyyy`, `mmm yyyy`, `d mmm yyyy`."""
    locale, native = formatter.locale, formatter.native
    year = {"japanese": "ggge", "minguo": "e"}.get(native.calendar, "yyyy")
    own = bool(native.digits) or native.calendar != "gregorian"
    if isinstance(raw, int):
        return (language_id(formatter) if own else "") + year
    month = isinstance(raw, str)
    pattern = str((locale.datetime_skeletons["yMMM"] if month else locale.date_formats["medium"]).pattern)
    if locale.language in _OTHER_MONTHS:
        pattern = "y/MM" if month else "y/MM/dd"
    tokens = re.findall(r"'[^']*'|y+|G+|[ML]+|d+|[^yGMLd']+", pattern)
    code = joined("".join(_token_code(token, year, locale) for token in tokens))
    return language_id(formatter) + code if own or ("mmm" in code and locale.language != "en") else code


def _token_code(token: str, year: str, locale: Locale) -> str:
    """A token of a CLDR pattern of dates in Excel's words; `year` is the calendar's."""
    match token[0]:
        case "y":
            return year
        case "G":
            return ""
        case "M" | "L":
            return _numbered_month(locale, len(token)) or "m" * min(len(token), 4)
        case "d":
            return token
        case _:
            bare = token.strip("'")
            return bare if bare.isspace() and "\u00a0" not in bare and "\u202f" not in bare else f'"{bare}"'


_OTHER_MONTHS = ("fa", "ps", "ckb")  # whose names in Excel's codes are those of another calendar


def _numbered_month(locale: Locale, length: int) -> str:
    """The code of a month whose name is its number and a word, `1월`; empty for others. Excel has English names there."""
    width = {3: "abbreviated", 4: "wide"}.get(length, "")
    names = locale.months["format"][width] if width else {}
    word = names[1][1:] if names and names[1][:1] == "1" else ""
    return f'm"{word}"' if word and all(name == f"{number}{word}" for number, name in names.items()) else ""


def language_id(formatter: Formatter) -> str:
    """The region of a code: digits, calendar and Windows language id (MS-LCID); empty where there is none."""
    language, _, territory = formatter.language.tag.replace("-", "_").rpartition("_")
    names = (f"{language}_{territory}", f"{language.partition('_')[0]}_{territory}", str(formatter.locale))
    found = next((code for name in names for code, known in LANGUAGE_IDS.items() if known == name), 0)
    return f"[$-{formatter.native.excel + found:X}]" if found else ""


def joined(code: str) -> str:
    """Neighbouring literals in one pair of quotes."""
    return code.replace('""', "")
