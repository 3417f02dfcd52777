"""Find the end of an expression that begins with `{{`."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

_PART = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|["'{}]""", re.DOTALL)
_BROKEN = "an expression is never closed"


def expression_end(text: str, start: int, limit: int | None = None) -> int:
    """Where the `{{` at `start` is closed: the offset after its `}}`; -1 when it isn't before `limit`.

    As Jinja's lexer has it: strings are looked over, and braces inside balance.
    """
    depth = 0
    limit = len(text) if limit is None else limit
    for match in _PART.finditer(text, start + 2, limit):
        if match[0] in "\"'":
            return -1
        if match[0] == "}" and not depth:
            index = match.end()
            return index + 1 if index < limit and text[index] == "}" else -1
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return -1


def expression_at(state: StateInline, index: int) -> int:
    """Where the expression at `index` of a text that is being parsed ends; -1 where there is none.

    After an expression that is never closed there are no others, so that the search stays linear.
    """
    if not state.src.startswith("{{", index) or state.env.get(_BROKEN):
        return -1
    end = expression_end(state.src, index)
    state.env[_BROKEN] = end < 0
    return end if end <= state.posMax else -1
