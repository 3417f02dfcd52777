"""Walk all messages or expressions below a spec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from ria_deck.content.specs.slides import Claim, Expression, Message

_Wanted = TypeVar("_Wanted", Message, Expression)


_ONE_LANGUAGE = re.compile(r"""\s*language\s*(==|!=)\s*(['"])([\w-]+)\2\s*""")
_LANGUAGES = re.compile(r"""\s*language\s+(not\s+)?in\s*[\[(]([^\])]*)[\])]\s*""")


def messages_in(node: Any, language: str = "") -> Iterator[Message]:
    """All messages below a node; with a `language`, without those that its condition (`when="language == 'ja'"`) leaves
    to others."""
    return _below(node, Message, language)


def is_for(when: Expression, language: str) -> bool:
    """Whether a condition lets a text stand in a language; true for all that is said in other words than by comparing
    `language`."""
    if one := _ONE_LANGUAGE.fullmatch(when.text):
        return (one[3] == language) == (one[1] == "==")
    if several := _LANGUAGES.fullmatch(when.text):
        named = {part.strip().strip("'\"") for part in several[2].split(",")}
        return (language in named) != bool(several[1])
    return True


def expressions_in(node: Any) -> Iterator[Expression]:
    """All expressions below a node, but for those that stand in messages."""
    return _below(node, Expression)


def _below(node: Any, wanted: type[_Wanted], language: str = "") -> Iterator[_Wanted]:
    """Specs are dataclasses, tuples and mappings of nothing but each other."""
    if isinstance(node, wanted):
        yield node
    elif isinstance(node, Claim) and wanted is Message:
        return  # its message stands elsewhere
    elif language and isinstance(when := getattr(node, "when", None), Expression) and not is_for(when, language):
        return
    elif is_dataclass(node):
        for part in fields(node):
            yield from _below(getattr(node, part.name), wanted, language)
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _below(value, wanted, language)
    elif isinstance(node, (tuple, list)):
        for value in node:
            yield from _below(value, wanted, language)
