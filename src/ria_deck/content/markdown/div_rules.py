"""The block rule of fenced divs (`::: notes` … `:::`) for markdown-it, as in Pandoc."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from ria_deck.content.markdown.block_rules import bounds, report_of, source_of, text_of
from ria_deck.content.markdown.opaque import FENCE

FORGIVEN = "forgiven"
"""Key of a parse's environment: lines where a div was cut off before a slide, and the `:::` left over from that."""

_OPENING = re.compile(r"(:{3,})[ \t]*([^:\s].*?)[ \t]*:*[ \t]*$")
_CLOSING = re.compile(r":{3,}[ \t]*$")
_SLIDE = re.compile(r"#{1,2}(?=[ \t]|$)")


def div(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A div up to the `:::` that closes it; `info` are the offsets of what stands after its colons."""
    start, end = bounds(state, start_line)
    match = _OPENING.match(state.src[start:end])
    if match is None or state.is_code_block(start_line):
        return False
    if silent:
        return True
    close, after = _extent(state, start_line, end_line)
    token = state.push("div_open", "div", 1)
    token.map, token.block = [start_line, after], True
    token.meta = {"lines": [(start, end)], "info": (start + match.start(2), start + match.end(2))}
    kept = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "container"
    state.md.block.tokenize(state, start_line + 1, close)
    state.lineMax, state.parentType = kept
    state.push("div_close", "div", -1)
    state.line = after
    return True


def stray_end(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    """A `:::` that closes nothing."""
    start, end = bounds(state, start_line)
    if not _CLOSING.match(state.src[start:end]) or state.is_code_block(start_line):
        return False
    if silent:
        return True
    if start_line not in state.env[FORGIVEN]:
        report_of(state).error(
            "RD136",
            "this `:::` closes nothing",
            source_of(state).slice_span(start, end),
            hint="remove it, or open a div before it: `::: notes`",
        )
    state.line = start_line + 1
    return True


def _extent(state: StateBlock, start_line: int, end_line: int) -> tuple[int, int]:
    """The line that closes the div opened at `start_line`, and the line after it.

    A div ends at the latest where the next slide starts, so that one mistake doesn't swallow the rest of the topic.
    """
    level, fence, slide = 1, "", 0
    closings: list[int] = []
    line = start_line + 1
    while line < end_line:
        text = text_of(state, line)
        if text.strip() and state.sCount[line] < state.blkIndent:
            break
        found = FENCE.match(text)
        if fence:
            if found and found["fence"].startswith(fence) and not text.strip().strip(fence[0]):
                fence = ""
        elif found:
            fence = found["fence"]
        elif _OPENING.match(text):
            level += 1
        elif _CLOSING.match(text):
            level -= 1
            closings += [line] if slide else []
            if level == 0:
                return _closed(state, start_line, slide, closings) if slide else (line, line + 1)
        elif not slide and _SLIDE.match(text) and not state.is_code_block(line):
            slide = line
        line += 1
    start, end = bounds(state, start_line)
    if not fence and end_line not in state.env[FORGIVEN]:  # else the cause is told already
        opening = state.src[start:end].strip()
        report_of(state).error(
            "RD102",
            f"the div `{source_of(state).text[start : start + len(opening)]}` is never closed",
            source_of(state).slice_span(start, end),
            hint="close it with a line of `:::`",
        )
    stop = slide or line
    return stop, stop


def _closed(state: StateBlock, start_line: int, slide: int, closings: list[int]) -> tuple[int, int]:
    """A div with a slide in it ends before the slide; the `:::` that were meant to close it and others are forgiven."""
    source = source_of(state)
    report_of(state).error(
        "RD137",
        "a slide starts inside a div",
        source.slice_span(*bounds(state, slide)),
        hint='close the div before it; to make a whole slide conditional, write `## Title {when="…"}`',
        related=((source.slice_span(*bounds(state, start_line)), "the div"),),
    )
    state.env[FORGIVEN].update(closings, [slide])
    return slide, slide
