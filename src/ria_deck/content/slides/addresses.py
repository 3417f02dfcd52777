"""Find addresses of links that mislead their readers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ria_deck.content.markdown.inline import Expr, Image, Link, Text, parse_inline, walk

Fault = tuple[str, int, int, str, str]  # code, start, end, message, hint

_SLIDE = re.compile(r"#[^\s#]+")  # a slide of the talk, by its id
_SAFE = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
_UNREAD_LINK = re.compile(r"\]\(\s*[^\s()]*?(\{\{)")  # what its expression's blanks keep from being a link
_NO_EXPRESSION = "expressions aren't allowed in a link's address"
_ADDRESS_OUT = "write the address in full; the link's text may contain expressions"
_EMAIL_LINK = re.compile(r"mailto:", re.IGNORECASE)
_WITH_BLANK = re.compile(r"""!?\[[^\[\]\n]*\]\(([^\s()<>{}"']+(?:[ \t]+(?!["'(])[^\s()<>{}"']+)+)[ \t]*\)""")
_HOST = re.compile(r"(?:https?://|(?=www\.))([^\s/?#]+)", re.IGNORECASE)  # of an address that a text is
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})  # scripts with letters of one look


def misleading(address: str, shown: str = "") -> tuple[str, str] | None:
    """What is wrong with the address of a web page or of mail, and a hint; None where nothing is. `shown` is the text that
    readers see instead."""
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
    return _deceptive(host, shown)


def _deceptive(host: str, shown: str) -> tuple[str, str] | None:
    """What makes a host look like another one, and a hint."""
    for label in map(_decoded, host.split(".")):
        scripts = _scripts(label)
        if len(scripts) > 1:
            names = " and ".join(sorted(name.capitalize() for name in scripts))
            return f"mixes {names} letters in `{label}`", "type the host name again in one script"
        if any(unicodedata.category(char) in ("Cf", "Zs", "Cc") for char in label):
            return "has an invisible character in its host name", "type the host name again"
    named = _HOST.match(shown.strip())
    if named and _bare(named[1]) != _bare(host):
        return f"is shown as one to `{named[1]}`", "write what is there in words, or the same address"
    return None


def _bare(host: str) -> str:
    return host.lower().partition(":")[0].removeprefix("www.")


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


def _computed_addresses(text: str) -> Iterator[Fault]:
    """Links whose address is an expression."""
    expressions = {inline.start for inline in walk(parse_inline(text)) if isinstance(inline, Expr)}
    for match in _UNREAD_LINK.finditer(text):
        if match.start(1) in expressions:
            yield "RD107", match.start(1), match.end(), _NO_EXPRESSION, _ADDRESS_OUT


def link_faults(text: str, masked: str) -> Iterator[Fault]:
    """What is wrong with the links of a text: code, where they stand, message and hint. `masked` is the text with code,
    expressions and escaped characters blanked."""
    if "](" in masked and "{{" in text:
        yield from _computed_addresses(text)
    yield from _with_blanks(text, masked)
    cursor = 0
    for inline in walk(parse_inline(text)) if "](" in text or "<" in text else ():
        if not isinstance(inline, Image | Link):
            continue
        start, end = _find(text, inline.src if isinstance(inline, Image) else inline.href, cursor)
        fault = _fault_of_image(inline) if isinstance(inline, Image) else _fault_of_link(inline)
        if fault is not None:
            code, words, hint = fault
            yield code, start, end, words, hint
        cursor = end if end < len(text) else cursor


def _with_blanks(text: str, masked: str) -> Iterator[Fault]:
    """Addresses that a blank cuts off, which makes the whole link text."""
    for match in _WITH_BLANK.finditer(masked) if "](" in masked else ():
        shown = text[match.start(1) : match.end(1)]
        if "{{" in shown or not re.search(r"\s", shown):
            continue  # what is blank there is an escaped character or an expression, told elsewhere
        code, what = ("RD143", "the image's path") if match[0].startswith("!") else ("RD107", "the link's address")
        hint = "put it into `<…>`, or write `%20` for the blank"
        yield code, *match.span(1), f"{what} `{shown}` has a blank in it", hint


def _fault_of_image(image: Image) -> tuple[str, str, str]:
    words = f"the image `{unquote(image.src)}` is inside text"
    return "RD108", words, "give it a paragraph of its own, with blank lines around it"


def _fault_of_link(link: Link) -> tuple[str, str, str] | None:
    """What is wrong with a link, None for a good one: code, words and hint."""
    shown = unquote(link.href)
    if "{{" in shown:
        return "RD107", _NO_EXPRESSION, _ADDRESS_OUT
    if not shown:
        return "RD107", "a link has no address", "write it between the brackets: `[text](https://…)`"
    to_slide = _SLIDE.fullmatch(link.href)
    if not _SAFE.match(link.href) and not to_slide:
        return "RD107", f"can't put a link to `{shown}` into a deck", "links begin with https://, http:// or mailto:"
    if not link.children:
        return "RD107", f"the link to `{shown}` has no text", "write the text between the brackets"
    fault = None if to_slide else misleading(link.href, _shown(link))
    return ("RD107", f"the link to `{shown}` {fault[0]}", fault[1]) if fault else None


def _find(text: str, address: str, cursor: int) -> tuple[int, int]:
    """Where an address stands in the text; the whole text when it is written otherwise (escaped, encoded)."""
    for written in (address, unquote(address), _EMAIL_LINK.sub("", address)):
        at = text.find(written, cursor)
        if written and at >= 0:
            return at, at + len(written)
    return 0, len(text)


def _shown(link: Link) -> str:
    """A link's text where it has no expression in it."""
    parts = [part.text if isinstance(part, Text) else "\0" for part in walk(link.children)]
    return "".join(parts)
