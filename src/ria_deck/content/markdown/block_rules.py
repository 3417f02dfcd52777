"""Block rules of CommonMark for markdown-it, with the offsets of every line.

They are markdown-it's own, with two differences: positions are kept, and what an author can't have meant is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markdown_it.rules_block import StateBlock, lheading, reference
from markdown_it.rules_block.code import code as commonmark_code
from markdown_it.rules_block.fence import fence as commonmark_fence

from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText

SOURCE = "source"
REPORT = "report"
"""Keys of a parse's environment: the file and where mistakes are told."""

NESTING = 60
"""Blocks inside each other that are taken; each level of a list counts two."""

_NOTE = re.compile(r"\[\^([^\]\s\[^]+)\]:")
_REMARK = re.compile(r"\[(?://|comment|#|_|\.)\]:|\[[^\]\n]*\]:[ \t]*(?:<>|#)(?:[ \t]|$)")
_CLOSING_HASHES = re.compile(r"(^|[ \t])#+[ \t]*$")


def bounds(state: StateBlock, line: int) -> tuple[int, int]:
    """The offsets between which a line's own text stands, without the markers of the blocks around it."""
    return state.bMarks[line] + state.tShift[line], state.eMarks[line]


def text_of(state: StateBlock, line: int) -> str:
    """A line's own text."""
    start, end = bounds(state, line)
    return state.src[start:end]


def source_of(state: StateBlock) -> SourceText:
    """The file that is parsed."""
    found = state.env[SOURCE]
    assert isinstance(found, SourceText)
    return found


def report_of(state: StateBlock) -> Report:
    """Where mistakes are told."""
    found = state.env[REPORT]
    assert isinstance(found, Report)
    return found


def push(state: StateBlock, kind: str, lines: tuple[int, int], **meta: Any) -> None:
    """Add a block without others in it; `lines` are its first line and the one after its last."""
    token = state.push(kind, "", 0)
    token.map = [*lines]
    token.block = True
    token.meta = {"lines": [bounds(state, line) for line in range(*lines)], **meta}


def depth(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Blocks nested too deep, which markdown-it would leave out without a word."""
    if silent or state.level < NESTING:
        return False
    source = source_of(state)
    report_of(state).error(
        "RD134",
        "blocks are nested too deeply here",
        source.slice_span(*bounds(state, start_line)),
        hint=f"nest at most {NESTING // 2} lists or {NESTING} divs and quotations",
    )
    state.line = end_line
    return True


def paragraph(state: StateBlock, start_line: int, _end_line: int, _silent: bool) -> bool:
    """What is nothing else: lines up to an empty one or to a block that may interrupt a paragraph."""
    terminators = state.md.block.ruler.getRules("paragraph")
    outer, state.parentType = state.parentType, "paragraph"
    line = start_line + 1
    while line < state.lineMax and not state.isEmpty(line):
        # A line of more indent, or one that a block quotation took in, goes on whatever stands in it.
        lazy = state.sCount[line] - state.blkIndent > 3 or state.sCount[line] < 0
        if not lazy and any(rule(state, line, state.lineMax, True) for rule in terminators):
            break
        line += 1
    state.line = line
    push(state, "paragraph", (start_line, line))
    state.parentType = outer
    return True


def heading(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    """`## Title`; the offsets are those of the title, with its attributes and without a closing row of `#`."""
    start, end = bounds(state, start_line)
    match = re.compile(r"#{1,6}(?=[ \t]|$)").match(state.src, start, end)
    if match is None or state.is_code_block(start_line):
        return False
    if silent:
        return True
    state.line = start_line + 1
    begin = match.end()
    closing = _CLOSING_HASHES.search(state.src[begin:end])
    push(state, "heading", (start_line, start_line + 1), level=len(match[0]), hashes=(start, begin))
    last = begin + closing.start() if closing else end
    state.tokens[-1].meta["lines"] = [(begin, last)]
    return True


def underlined_heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A text with `---` or `===` under it: a heading to CommonMark, a forgotten blank line to most authors."""
    before = len(state.tokens)
    if not lheading(state, start_line, end_line, silent):
        return False
    line = state.line - 1
    mark = text_of(state, line).strip()
    del state.tokens[before:]
    report_of(state).error(
        "RD135",
        f"`{mark[:3]}` directly under text turns it into a heading",
        source_of(state).slice_span(*bounds(state, line)),
        hint="put a blank line before `---` to start a slide without a title, or write the heading as `## Title`",
    )
    push(state, "paragraph", (start_line, line))
    return True


def link_definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`[label]: address`: a text of a deck is translated alone, so a link has its address beside it."""
    if not reference(state, start_line, end_line, silent):
        return False
    if not silent:
        source = source_of(state)
        start, end = bounds(state, start_line)
        remark = _REMARK.match(state.src, start, end)
        report_of(state).error(
            "RD123",
            "a comment isn't written as a link" if remark else "a link's address can't be given on a line of its own",
            source.slice_span(start, end),
            hint="write `<!-- … -->`" if remark else "write it beside the link's text: `[text](https://…)`",
        )
    return True


def code(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Lines indented by four characters: a listing in no language."""
    return _as_written(commonmark_code, state, start_line, end_line, silent)


def fence(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A code fence; `info` and `body` are the offsets of what stands behind its marks and between them."""
    if not _as_written(commonmark_fence, state, start_line, end_line, silent):
        return False
    if silent:
        return True
    token = state.tokens[-1]
    start, end = bounds(state, start_line)
    last = state.line - 1
    close = re.escape(token.markup[0])
    closed = last > start_line and re.fullmatch(rf"{close}{{{len(token.markup)},}}[ \t]*", text_of(state, last))
    source = source_of(state)
    if not closed:
        report_of(state).error(
            "RD103",
            "the code fence is never closed",
            source.slice_span(start, end),
            hint=f"close it with {token.markup} on a line of its own",
        )
    body = (source.line_start(start_line + 2), source.line_start((last if closed else state.line) + 1))
    token.meta = {
        "lines": [(start, end)],
        "info": (start + len(token.markup), end),
        "body": body,
        "closed": bool(closed),
    }
    return True


def _as_written(
    rule: Callable[[StateBlock, int, int, bool], bool], state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """Run a rule over the text as the author wrote it: in code, nothing is an expression or a comment."""
    prepared, state.src = state.src, source_of(state).text
    try:
        return rule(state, start_line, end_line, silent)
    finally:
        state.src = prepared


def note_definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`[^label]: text`, with further paragraphs indented by four, as in pandoc."""
    start, end = bounds(state, start_line)
    match = _NOTE.match(state.src, start, end)
    if match is None or state.is_code_block(start_line):
        return False
    if silent:
        return True
    kept = state.bMarks[start_line], state.tShift[start_line], state.sCount[start_line], state.parentType
    token = state.push("note_def_open", "", 1)
    token.info = match[1]
    token.meta = {"lines": [(start, end)]}
    token.map = lines = [start_line, 0]
    begin = match.end()
    while begin < end and state.src[begin] in " \t":
        begin += 1
    state.bMarks[start_line], state.tShift[start_line] = match.end(), begin - match.end()
    state.blkIndent += 4
    state.sCount[start_line] = state.blkIndent
    state.parentType = "footnote"
    if begin < end:
        state.md.block.tokenize(state, start_line, end_line)
    else:
        state.line = start_line + 1
        state.md.block.tokenize(state, start_line + 1, end_line)
    state.blkIndent -= 4
    state.bMarks[start_line], state.tShift[start_line], state.sCount[start_line], state.parentType = kept
    lines[1] = state.line
    state.push("note_def_close", "", -1)
    return True
