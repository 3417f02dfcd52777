"""Inline rules for markdown-it that CommonMark doesn't have."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from ria_deck.content.markdown.emphasis import ENDS, is_cjk
from ria_deck.content.markdown.expression_scanner import expression_at

_LONGEST_LABEL = 80


def expression(state: StateInline, silent: bool) -> bool:
    """`{{ … }}`."""
    end = expression_at(state, state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push("expr", "", 0)
        token.content = state.src[state.pos + 2 : end - 2].strip()
        token.meta = {"start": state.pos, "end": end}
        state.env[ENDS].add(end)
    state.pos = end
    return True


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """`[^label]`."""
    if not state.src.startswith("[^", state.pos):
        return False
    end = state.src.find("]", state.pos, min(state.pos + _LONGEST_LABEL, state.posMax))
    label = state.src[state.pos + 2 : end]
    if end < 0 or not label or any(char.isspace() or char in "[^" for char in label):
        return False
    if not silent:
        state.push("footnote_ref", "", 0).content = label
    state.pos = end + 1
    return True


TYPED = "]{.typed}"


def typed(state: StateInline, silent: bool) -> bool:
    """`[40]{.typed}`: a number that is typed on purpose, read as the text in the brackets."""
    start = state.pos + 1
    end = state.src.find("]", start, state.posMax)
    if end <= start or not state.src.startswith(TYPED, end) or "[" in state.src[start:end]:
        return False
    if not silent:
        last = state.posMax
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.posMax = last
    state.pos = end + len(TYPED)
    return True


def script(state: StateInline, silent: bool) -> bool:
    """`^up^` and `~down~`, with no white space inside, as in pandoc; `~~` is strike's.

    Other than in pandoc, what is set low holds no Chinese or Japanese: there `~` says "to" (`1~2年、3~4年`).
    """
    marker = state.src[state.pos]
    if marker not in "^~" or state.src.startswith("~~", state.pos):
        return False
    start = state.pos + 1
    end = _script_end(state, marker, start)
    if end <= start:
        return False
    if not silent:
        name = "sup" if marker == "^" else "sub"
        last = state.posMax
        state.push(f"{name}_open", name, 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.posMax = last
        state.push(f"{name}_close", name, -1)
    state.pos = end + 1
    return True


def _script_end(state: StateInline, marker: str, start: int) -> int:
    """Where the closing marker stands, -1 without one."""
    source = state.src
    index = start
    while index < state.posMax:
        char = source[index]
        if source.startswith("{{", index):
            index = expression_at(state, index)
            if index < 0:
                return -1
        elif char == marker:
            return index
        elif char.isspace() or (marker == "~" and is_cjk(char)):
            return -1
        else:
            index += 2 if char == "\\" else 1
    return -1
