"""Numbers written by hand in a text: those that say an amount, told from years, dates, ordinals, names and references.

The rules are those of the language's own writing: its separators (CLDR), the names of its months, what makes an
ordinal, the words that a reference begins with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale

from ria_deck.i18n.language import language


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedNumber:
    """A number in a text: where it stands, as written, its value, and the unit of its last digit (100 for `4,200`,
    10,000 for `21万`), to which it may have been rounded."""

    start: int
    end: int
    text: str
    value: Decimal
    unit: Decimal


_WIDE = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")
_SPACES = "\u00a0\u202f\u2009"
_MYRIAD = {"万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12, "만": 4, "억": 8}
_SCALES = (
    (r"(?:thousand|тыс(?:\.|яч\w*)|tausend|mille|mil|千)", 3),
    (r"(?:million\w*|mio\.?|млн\.?|миллион\w*|millones|milioni|milhões|mln)", 6),
    (r"(?:billion\w*|млрд\.?|миллиард\w*|milliard\w*|mrd\.?|bn)", 9),
)
_SCALE = re.compile(rf"[ {_SPACES}]?(?:{'|'.join(f'(?P<p{power}>{words})' for words, power in _SCALES)})(?!\w)", re.I)

# What is hidden from the search: expressions, code, footnotes, addresses, and what an author has accepted.
_HIDDEN = re.compile(
    r"\{\{.*?\}\}|`[^`]*`|\[\^[^\]]*\]|(?<=\])\([^)\s]*\)|<[a-z]+:[^>]*>|https?://\S+|\bdoi:\S+|\bwww\.\S+"
    r"|\[[^\[\]]*\]\{\.typed\}",
    re.DOTALL,
)
_SCRIPT = re.compile(r"\^[^\^\s]+\^|(?<!~)~[^~\s぀-鿿]+~(?!~)")  # of a power, of a formula
_POWER = "\ufffd"
_ACCEPTED = re.compile(r"\[([^\[\]]*)\]\{\.typed\}")

_LATIN = r"A-Za-zÀ-ɏͰ-ϿЀ-ӿ"
_UNIT_WORDS = (
    r"(?:%|‰|per ?cent|cc|km|kg|mm|cm|m²|m2|ha|tonnes?|yen|euros?|dollars?|roubles?|rubles?|"
    r"см|км|кг|мм|га|тонн|человек|чел|иен|руб|人|台|件|円|元|冊|回|泊|トン|％|€|\$|¥|℃|°C)"
)
_ORDINAL_AFTER = re.compile(
    r"(?:st|nd|rd|th|er|ère|ème|e|º|ª)(?![\w])|-?(?:й|я|е|го|му|м|х|ый|ая|ое|ой|ую|ых|ым)(?!\w)"
    r"|(?:番目|回目|代目|号|節|章|条|版|周年)|(?:번째|호|회)"
)
_ORDINAL_BEFORE = re.compile(r"(?:第|제|№\s?|[Nn]os?\.\s?|[Nn]r\.\s?|n[°º]\s?|#)$")
_ORDINAL_DOT = ("de", "da", "nb", "fi", "cs", "sk", "pl", "hu", "et", "lv", "sl", "hr", "sr", "is", "tr")
_INFLECTED = ("ru", "uk", "pl", "cs", "sk", "hr", "sr", "lt", "fi")
_YEAR = re.compile(r"(?:1[0-9]{3}|2[01][0-9]{2})")
_YEAR_AFTER = re.compile(rf"(?!\s?{_UNIT_WORDS}(?![{_LATIN}]))")
_ERA = re.compile(r"(?:令和|平成|昭和|大正|明治|FY|’|‘|')\s?$")
_REFERENCE = re.compile(
    r"(?:(?<![\w])(?:"
    r"fig(?:ure)?s?|tables?|charts?|maps?|slides?|chapters?|sections?|sec|parts?|topics?|pages?|pp?|articles?|art|appendix|"
    r"annex|volumes?|vol|issue|notes?|steps?|phases?|stages?|questions?|version|v|rules?|order|acts?|level|route|room|"
    r"line|item|options?|scenario|equations?|eq|goals?|rows?|columns?|footnotes?|day|week|group|type|class|grade|cells?|"
    r"BY|Windows|Agenda|Industry|Society|Web|Expo|Apollo|Boeing|Airbus|Horizon|Python|ISO|IEC|DIN|JIS|RFC|ГОСТ|Report|"
    r"abb(?:ildung)?|tab(?:elle)?|folien?|kapitel|abschnitt|teil|seiten?|artikel|thema|anhang|"
    r"tableau|diapositive|chapitre|partie|annexe|thème|étape|"
    r"figura|tabla|capítulo|sección|parte|página|artículo|tema|anexo|"
    r"рис(?:ун\w+)?|табл(?:иц\w+)?|слайд\w*|глав\w+|раздел\w*|част\w+|тем\w|стр|стать\w+|п|пункт\w*|приложени\w+|том|"
    r"выпуск\w*|этап\w*|шаг\w*|вопрос\w*|указ\w*|примечани\w+"
    rf")[.:]?[ {_SPACES}]?"
    r"|§§?\s?|[図表章節部号](?:表)?\s?|スライド|ページ|テーマ|トピック|议题|主题|专题|그림\s?|주제\s?|표\s?)$",
    re.IGNORECASE,
)
_CHAIN = re.compile(rf"[ {_SPACES}]*(?:[–—~～〜/-]|and|to|or|,|und|bis|et|à|y|и|по|до|、|・|から|と)?[ {_SPACES}]*")
_DATE = re.compile(
    r"\d{4}-\d{2}(?:-\d{2})?(?!\d)|\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d)|\d{1,2}:\d{2}(?::\d{2})?|\d+:\d[\d,.]*"
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,}|(?:^)\d{1,2}(?:\.\d{1,2})+(?=\s+[A-ZÀ-ÞА-Я])|(?:^)\d+[.)](?=\s)")
_VOLUME = re.compile(
    r"(?<![0-9.,])[0-9]{1,4}(?:\([0-9]{1,3}\))? \([12][0-9]{3}\)[,:;]?(?: ?[0-9]{1,4}(?:[–-][0-9]{1,4})?(?![0-9,]))?"
)
_CJK_DATE = re.compile(r"(?:\d{1,2}月(?!間)|\d{1,2}日(?!間)|\d{1,2}時(?!間)|\d{1,2}월|\d{1,2}일|\d{4}년)")
_CJK_YEAR = re.compile(r"\d{2,4}年(?!間)|\d{2,4}年度")


def numbers_in(text: str, code: str) -> list[TypedNumber]:
    """The amounts that a text (Markdown, as in catalogs) has typed out, in the language `code`."""
    shown = _hidden(text.translate(_WIDE))
    found: list[TypedNumber] = []
    left_alone = 0  # the end of the last number that is none of these, for “27 and 30 October”
    matches = list(_number(code).finditer(shown))
    harmless = [_harmless(shown, match, code) for match in matches]
    end = 0
    for index, match in enumerate(matches):
        if match.start() < end:
            continue  # the 2,700 of 4万2,700
        if harmless[index] or _chained(shown, matches, harmless, index, left_alone):
            harmless[index], left_alone = True, match.end()
            continue
        found.append(_typed(text, shown, match, code))
        end = found[-1].end
    return found


def accepted_in(text: str) -> list[str]:
    """What an author has marked as typed on purpose: `[40]{.typed}`."""
    return [match[1] for match in _ACCEPTED.finditer(text)]


def plain_numbers(text: str, code: str) -> list[Decimal]:
    """The values of all numbers of a text, whatever they say."""
    shown = _hidden(text.translate(_WIDE))
    return [_typed(text, shown, match, code).value for match in _number(code).finditer(shown)]


def _hidden(text: str) -> str:
    text = _HIDDEN.sub(lambda match: "\ufffc" * len(match[0]), text)
    return _SCRIPT.sub(lambda match: _POWER * len(match[0]), text)


@lru_cache(maxsize=64)
def _number(code: str) -> re.Pattern[str]:
    locale = Locale.parse(language(code).locale)
    symbols = locale.number_symbols.get("latn", {})
    group, point = str(symbols.get("group", ",")), str(symbols.get("decimal", "."))
    groups = f"[ {_SPACES}]" if group.isspace() or group in _SPACES else f"[{re.escape(group)}’']"
    whole = rf"[0-9]{{1,3}}(?:{groups}[0-9]{{3}})+(?![0-9])|[0-9]+"
    return re.compile(rf"(?:{whole})(?:[{re.escape(point)}][0-9]+)?")


def _typed(text: str, shown: str, match: re.Match[str], code: str) -> TypedNumber:
    """The number with the words for thousands and millions that follow it."""
    locale = Locale.parse(language(code).locale)
    point = str(locale.number_symbols.get("latn", {}).get("decimal", "."))
    whole, _, fraction = match[0].partition(point)
    digits = re.sub("[^0-9]", "", whole)
    value = Decimal(f"{digits}.{fraction}" if fraction else digits)
    unit = Decimal(1).scaleb(-len(fraction)) if fraction else _unit_of(digits)
    end = match.end()
    myriad = shown[end : end + 1]
    while myriad in _MYRIAD and myriad:
        scale = _MYRIAD[myriad]
        end += 1
        rest = re.compile(r"[0-9]{1,4}(?:,[0-9]{3})?(?![0-9])").match(shown, end)
        value, unit = value.scaleb(scale), unit.scaleb(scale)
        if rest is None:
            break
        digits = rest[0].replace(",", "")
        value, unit, end = value + Decimal(digits), _unit_of(digits), rest.end()
        myriad = shown[end : end + 1]
    if end == match.end() and (word := _SCALE.match(shown, end)):
        power = next(power for _, power in _SCALES if word[f"p{power}"])
        value, unit, end = value.scaleb(power), unit.scaleb(power), word.end()
    return TypedNumber(start=match.start(), end=end, text=text[match.start() : end], value=value, unit=unit)


def _unit_of(digits: str) -> Decimal:
    """The place of the last digit that isn't zero: 100 for 4200."""
    bare = digits.rstrip("0")
    return Decimal(10) ** (len(digits) - len(bare)) if bare else Decimal(1)


def _harmless(text: str, match: re.Match[str], code: str) -> bool:
    """Whether a number says no amount."""
    start, end = match.span()
    before, after = text[:start], text[end:]
    if after.startswith(_POWER) or any(found.start() <= start < found.end() for found in _VOLUME.finditer(text)):
        return True  # 10^6^; volume 12 (2025), 1–20
    if re.search(rf"(?:[{_LATIN}_]|[{_LATIN}]-)$", before) or re.match(r"_|-[A-Z]", after):
        return True  # COVID-19, G7
    if re.match(rf"[{_LATIN}]", after) and not re.match(rf"{_UNIT_WORDS}(?![{_LATIN}])", after, re.I):
        return True  # 5G, 2nd, 1990s
    if any(found.start() < end and start < found.end() for found in _covering(text, start)):
        return True
    if _ORDINAL_BEFORE.search(before) or _REFERENCE.search(before):
        return True
    return match[0].isdigit() and _names(match[0], before, after, code)


def _names(digits: str, before: str, after: str, code: str) -> bool:
    """Whether plain digits name something: the third, 3. Mai, a year, the second year of a season, a day of a month."""
    length = len(digits)
    if _ORDINAL_AFTER.match(after):
        return True
    if length <= 2 and code[:2] in _ORDINAL_DOT and re.match(r"\.\s+\w", after):
        return True
    if length <= 4 and _ERA.search(before):
        return True
    if length == 4 and _YEAR.fullmatch(digits):
        return bool(_YEAR_AFTER.match(after))
    if length == 2 and re.search(r"(?<![\d,.])[12][0-9]{3}[–/-]$", before):
        return True  # 1962–64
    return length <= 2 and int(digits) <= 31 and _by_a_month(before, after, code)


def _covering(text: str, start: int) -> list[re.Match[str]]:
    """Dates, times and section numbers near a place."""
    low = max(start - 12, 0)
    area = slice(low, start + 16)
    found: list[re.Match[str]] = []
    for pattern in (_DATE, _SECTION, _CJK_DATE, _CJK_YEAR):
        found += [match for match in pattern.finditer(text, area.start, area.stop) if match.start() <= start]
    return [match for match in found if match.start() == 0 or not text[match.start() - 1].isdigit()]


def _by_a_month(before: str, after: str, code: str) -> bool:
    following = re.match(rf"(?:st|nd|rd|th|\.|º|er)?[ {_SPACES}]*(?:de |di |of )?(\w+)", after)
    leading = re.search(rf"(\w+)\.?[ {_SPACES}]*$", before)
    return any(_is_month(word[1].casefold(), code) for word in (following, leading) if word)


def _is_month(word: str, code: str) -> bool:
    if word in _months(code):
        return True
    return code[:2] in _INFLECTED and any(
        len(name) > 4 and word.startswith(name[:-1]) and len(word) <= len(name) + 2 for name in _months(code)
    )


@lru_cache(maxsize=64)
def _months(code: str) -> frozenset[str]:
    """The names of months, whole and short, in lower case."""
    months = Locale.parse(language(code).locale).months
    names = (
        str(name).rstrip(".").casefold()
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in months[context][width].values()
    )
    return frozenset(name for name in names if len(name) >= 3 and not name[0].isdigit())


def _chained(
    text: str, matches: Sequence[re.Match[str]], harmless: Sequence[bool], index: int, left_alone: int
) -> bool:
    """Whether a small number belongs to a harmless one beside it: “27 and 30 October”, “figures 2 and 3”."""
    match = matches[index]
    if not _small(match) or re.match(r"[一-鿿々ぁ-ヺ가-힣]|\s?%", text[match.end() :]):
        return False
    if left_alone and _CHAIN.fullmatch(text, left_alone, match.start()) and _small(matches[index - 1]):
        return True
    following = matches[index + 1] if index + 1 < len(matches) else None
    return (
        following is not None
        and harmless[index + 1]
        and _small(following)
        and bool(_CHAIN.fullmatch(text, match.end(), following.start()))
    )


def _small(match: re.Match[str]) -> bool:
    return len(match[0]) <= 2 and match[0].isdigit()
