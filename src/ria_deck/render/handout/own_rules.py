"""Whether a project's own style sheet leaves pages as they are wherever they are cut.

A page is set without those before it. A rule that looks at neighbours, counts, names pages or breaks them would see other
ones then: a handout with such rules is set in one piece.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tinycss2

_CLASSES = frozenset(
    (
        "is",
        "where",
        "not",
        "lang",
        "root",
        "before",
        "after",
        "marker",
        "first-line",
        "first-letter",
        "link",
        "any-link",
    )
)
_NEIGHBOURS = "+~"
_PROPERTIES = ("break-", "page", "counter-", "string-set", "bookmark-", "footnote-", "orphans", "widows")
_VALUES = frozenset(("target-counter", "target-counters", "target-text", "counter", "counters", "string", "element"))
_FREE = {
    "position": ("static", "relative", "absolute"),
    "float": ("none", "left", "right", "inline-start", "inline-end"),
}


def are_local(sheet: str) -> bool:
    """Whether no rule of the sheet looks beyond the element that it is for, and what is around that."""
    return all(_is_local(rule) for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def _is_local(rule: Any) -> bool:
    if rule.type != "qualified-rule":
        return False
    inside = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return _selects_alone(rule.prelude) and all(one.type == "declaration" and _sets_alone(one) for one in inside)


def _selects_alone(prelude: Iterable[Any]) -> bool:
    colon = False
    for token in prelude:
        if token.type == "literal" and token.value in _NEIGHBOURS:
            return False
        if colon and token.type == "ident" and token.lower_value not in _CLASSES:
            return False
        if token.type == "function" and (token.lower_name not in _CLASSES or not _selects_alone(token.arguments)):
            return False
        colon = token.type == "literal" and token.value == ":"
    return True


def _sets_alone(declaration: Any) -> bool:
    name = declaration.lower_name
    words = [token.lower_value for token in declaration.value if token.type == "ident"]
    if name in _FREE:
        return bool(words) and all(word in _FREE[name] for word in words)
    functions = [token.lower_name for token in declaration.value if token.type == "function"]
    return not name.startswith(_PROPERTIES) and _VALUES.isdisjoint(functions)
