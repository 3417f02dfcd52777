"""Find addresses of links that mislead their readers."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote, urlsplit

_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})  # scripts with letters of one look


def misleading(address: str) -> tuple[str, str] | None:
    """What is wrong with the address of a web page or of mail, and a hint; None where nothing is."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return "can't be read as an address", "write it as https://host/path"
    if parts.scheme.lower() == "mailto":
        fields = (field.partition("=")[0] for field in unquote(parts.query).lower().replace(";", "&").split("&"))
        if any(field.strip() in ("attach", "attachment") for field in fields):
            return "attaches a file of the reader's to a mail", "leave out `attach=`"
        return None
    host = unquote(parts.netloc)
    if "@" in host:
        return "has a user name or password in it", f"write `{host.rpartition('@')[2]}` without what is before the `@`"
    for label in host.split("."):
        scripts = _scripts(_decoded(label))
        if len(scripts) > 1:
            names = " and ".join(sorted(name.capitalize() for name in scripts))
            return f"mixes {names} letters in `{_decoded(label)}`", "type the host name again in one script"
    return None


def _decoded(label: str) -> str:
    """A part of a host name as readers see it (RFC 3492)."""
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _scripts(label: str) -> set[str]:
    return {unicodedata.name(char, "").split(" ")[0] for char in label if char.isalpha()} & _ALIKE
