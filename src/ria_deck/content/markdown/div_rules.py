"""The block rule of fenced divs (`::: notes` … `:::`) for markdown-it, as in Pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(slots=True)
class _LineWalk:
    """A walk over the lines that may belong to a div: `line` is the one it stands on, `fence` the listing it is in."""

    state: StateBlock
    line: int
    end_line: int
    fence: str = ""

    def steps(self) -> Iterator[int]:
        """1 where a div is opened, -1 where one is closed, 0 where a slide starts; listings are looked over."""
        while self.line < self.end_line:
            text = text_of(self.state, self.line)
            if text.strip() and self.state.sCount[self.line] < self.state.blkIndent:
                return
            inside, self.fence = bool(self.fence), _fence_after(text, self.fence)
            if not inside and not self.fence:
                yield from self._step(text)
            self.line += 1

    def _step(self, text: str) -> Iterator[int]:
        if _OPENING.match(text):
            yield 1
        elif _CLOSING.match(text):
            yield -1
        elif _SLIDE.match(text) and not self.state.is_code_block(self.line):
            yield 0


def _extent(state: StateBlock, start_line: int, end_line: int) -> tuple[int, int]:
    """The line that closes the div opened at `start_line`, and the line after it.

    A div ends at the latest where the next slide starts, so that one mistake doesn't swallow the rest of the topic.
    """
    level, slide = 1, 0
    closings: list[int] = []
    scan = _LineWalk(state, start_line + 1, end_line)
    for step in scan.steps():
        level += step
        if not step:
            slide = slide or scan.line
        elif step < 0 and slide:
            closings.append(scan.line)
        if not level:
            return _closed(state, start_line, slide, closings) if slide else (scan.line, scan.line + 1)
    if not scan.fence and end_line not in state.env[FORGIVEN]:  # else the cause is told already
        _tell_unclosed(state, start_line)
    stop = slide or scan.line
    return stop, stop


def _fence_after(text: str, fence: str) -> str:
    """The fence that is open after a line, empty for none; `fence` is the one that was open before it."""
    found = FENCE.match(text)
    if not found:
        return fence
    if not fence:
        return str(found["fence"])
    closes = found["fence"].startswith(fence) and not text.strip().strip(fence[0])
    return "" if closes else fence


def _tell_unclosed(state: StateBlock, line: int) -> None:
    start, end = bounds(state, line)
    opening = state.src[start:end].strip()
    report_of(state).error(
        "RD102",
        f"the div `{source_of(state).text[start : start + len(opening)]}` is never closed",
        source_of(state).slice_span(start, end),
        hint="close it with a line of `:::`",
    )


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
