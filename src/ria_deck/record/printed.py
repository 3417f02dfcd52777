"""Texts of others made safe to print: on one line, no command to a CI runner, no markup of Markdown, no mention."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from ria_deck.codes import CODES
from ria_deck.diagnostics import Diagnostic

T = TypeVar("T")

_JOINER = "\u2060"  # is not seen, and takes a word apart for programs that look for mentions and addresses
_LINE_ENDS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_COMMAND = re.compile(r"^(\s*:)(?=:)|(##)(?=(?:vso|teamcity)?\[)")
_MARKUP = re.compile(r"[\\`*_\[\]()~|!]")
_BLOCK = re.compile(r"^([0-9]*)([#+=.-])")
_LINKED = re.compile(r"(@|#(?=[0-9])|GH-|https?:|ftp:|mailto:|www\.)(?=\S)", re.IGNORECASE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def on_one_line(text: str) -> str:
    """A text as a line of a log may show it: no line ends, and nothing that a CI runner takes for a command."""
    return _COMMAND.sub(lambda match: match[0] + _JOINER, _LINE_ENDS.sub(" ", text))


def for_markdown(text: str) -> str:
    """A text that Markdown shows as it is: no markup, no HTML, no link, image, mention or reference."""
    plain = "".join(_ENTITIES.get(char, char) for char in on_one_line(text).lstrip())
    shown = _BLOCK.sub(r"\1\\\2", _MARKUP.sub(lambda match: "\\" + match[0], plain))
    return _LINKED.sub(lambda match: match[0] + _JOINER, shown)


def printable(found: T, safe: Callable[[str], str]) -> T:
    """A value with all texts in it made safe: of frozen dataclasses and tuples too. Paths stand between backticks."""
    made: Any = found
    if isinstance(found, str):
        made = safe(found)
    elif isinstance(found, (tuple, list)):
        made = tuple(printable(item, safe) for item in found)
    elif is_dataclass(found) and not isinstance(found, type):
        held = {one.name: getattr(found, one.name) for one in fields(found) if one.init}
        paths = {name: on_one_line(held.pop(name)).replace("`", "'") for name in ("path",) if name in held}
        made = replace(found, **paths, **{name: printable(value, safe) for name, value in held.items()})
    return made  # type: ignore[no-any-return]


def without_words(found: Diagnostic, table: str) -> Diagnostic:
    """A fault of a table that was downloaded, without a word of it: what an address gives may be no table, and secret."""
    message = f"table `{table}`: {CODES[found.code]}"
    return Diagnostic(code=found.code, severity=found.severity, message=message, span=found.span)
