"""Language codes: CLDR locale, BCP 47 tag, script and direction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError, get_global, parse_locale

PSEUDO = "qps"  # the made-up language that tests layouts; CLDR knows it as a private code, forms are English


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`code` as the project writes it (`ja`), `locale` CLDR's name (`ja`), `tag` the BCP 47 tag with a region
    (`ja-JP`), `script` ISO 15924 (`Jpan`), `direction` `ltr` or `rtl`."""

    code: str
    locale: str
    tag: str
    script: str
    direction: str


@lru_cache
def is_leftwards(tag: str) -> bool:
    """Whether the language of a BCP 47 tag is written from right to left."""
    primary = tag.partition("-")[0]
    return bool(primary) and primary != PSEUDO and Locale.parse(primary).text_direction == "rtl"


@lru_cache
def language(code: str) -> Language:
    """The language of a code such as `en`, `pt-BR`, `zh_Hant`; raises ValueError for one that CLDR doesn't know.

    Region and script that the code leaves open come from CLDR's likely subtags.
    """
    if code == PSEUDO:
        return Language(code=code, locale="en", tag="qps-ploc", script="Latn", direction="ltr")
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(f"unknown language `{code}`") from error
    likely = get_global("likely_subtags")
    full = parse_locale(likely.get(str(locale)) or likely.get(locale.language) or str(locale))
    territory = locale.territory or full[1]
    script = locale.script or full[2] or "Latn"
    tag = "-".join(part for part in (locale.language, locale.script, territory) if part)
    return Language(code=code, locale=str(locale), tag=tag, script=script, direction=locale.text_direction)
