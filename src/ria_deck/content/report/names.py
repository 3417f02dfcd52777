"""Check names that writers choose: of files, folders and languages."""

from __future__ import annotations

import re
from functools import lru_cache

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_LONGEST = 100
_COUNTRIES = {
    "jp": "ja",
    "kr": "ko",
    "cn": "zh",
    "ua": "uk",
    "gr": "el",
    "cz": "cs",
    "dk": "da",
    "vn": "vi",
    "us": "en",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
PSEUDO = "qps"
"""The made-up language that tests layouts: every text accented and 40 % longer."""


def file_name_problem(name: str) -> str:
    """Why a name can't name a file or folder on Windows, macOS and Linux alike; empty when it can.

    Windows' rules are the strictest: reserved device names and characters, no full stop at the end (Microsoft,
    "Naming Files, Paths, and Namespaces"). White space is refused too: the names stand in commands.
    """
    bad = _FORBIDDEN.search(name)
    if not name:
        return "can't be empty"
    if bad:
        return "can't contain white space" if bad[0].isspace() else f"can't contain `{bad[0]}`"
    if not name.isprintable():
        return "contains an invisible character"
    if _RESERVED.fullmatch(name):
        return "is a reserved device name on Windows"
    if name.startswith((".", "-")):
        return f"can't start with `{name[0]}`"
    if name.endswith("."):
        return "can't end with a full stop"
    if len(name.encode()) > _LONGEST:
        return f"is longer than {_LONGEST} bytes"
    return ""


@lru_cache
def language_problem(code: str) -> tuple[str, str]:
    """Why texts can't be formatted in the language of this code, and the code that was meant; empty when it is one.

    Languages are those of CLDR (through Babel), as BCP 47 tags: `ja`, `pt-BR`, `zh-Hant`.
    """
    if code == PSEUDO:
        return "", ""
    from babel import Locale
    from babel.core import UnknownLocaleError

    meant = _COUNTRIES.get(code.lower(), "")
    try:
        locale = Locale.parse(code.replace("-", "_")) if _LANGUAGE.fullmatch(code) else None
    except (UnknownLocaleError, ValueError):
        locale = None
    if locale is None:
        return "is not a CLDR language code", meant
    canonical = str(locale)
    if canonical != code.replace("-", "_"):
        return "is not how CLDR writes this language", canonical.replace("_", "-")
    return "", ""
