"""Walk all messages or expressions below a spec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from ria_deck.content.specs.slides import Claim, Expression, Message
from ria_deck.diagnostics import Span

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
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, wanted):
            yield one
        elif not _stands_elsewhere(one, wanted, language):
            waiting += reversed(_parts_of(one))


def _stands_elsewhere(node: Any, wanted: type[Any], language: str) -> bool:
    """Whether nothing below a node is wanted: messages of claims are those of what they are about."""
    if isinstance(node, Claim) and wanted is Message:
        return True
    when = getattr(node, "when", None) if language else None
    return isinstance(when, Expression) and not is_for(when, language)


def _parts_of(node: Any) -> Sequence[Any]:
    """The parts of a node, one level down."""
    if isinstance(node, (tuple, list)):
        return node
    if isinstance(node, Mapping):
        return list(node.values())
    return [part for name in _names_of(type(node)) if type(part := getattr(node, name)) not in _LEAVES]  # type: ignore[arg-type]


@cache
def _names_of(kind: type[Any]) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()


_LEAVES = frozenset((str, int, float, bool, type(None), Span))
