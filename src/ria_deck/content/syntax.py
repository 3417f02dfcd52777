"""A topic's text goes in, markdown-it's tree of blocks comes out: CommonMark with tables, fenced divs and footnotes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.inline import expression_end
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText

NESTING = 40  # blocks inside each other; markdown-it drops what lies deeper without a word
BAR = "\ue000"  # stands in for a `|` inside `{{ … }}` while tables are split; of the same length, so places stay

_DIV = re.compile(r"(:{3,})[ \t]*(.*?)[ \t]*:*[ \t]*$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})(.*)$")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")


def parse_blocks(source: SourceText, start: int, report: Report) -> SyntaxTreeNode:
    """The tree of `source.text[start:]`; the nodes' maps count lines from 0 at the file's first line.

    Token types beyond CommonMark's: `div` (info: what stands after the colons), `note_def` (info: label, content:
    its text as written). Unclosed divs and fences are told in the report.
    """
    text = "\n" * source.text.count("\n", 0, start) + _protected(source.text[start:], source, start, report)
    env: dict[str, Any] = {"source": source, "report": report, "offset": start}
    tokens = _parser().parse(text, env)
    _unclosed_fences(source, start, report)
    return SyntaxTreeNode(tokens)


def restore(text: str) -> str:
    """Text of a token with the bars of expressions as written."""
    return text.replace(BAR, "|")


def _protected(text: str, source: SourceText, base: int, report: Report) -> str:
    """The text with the bars inside expressions replaced; expressions that are never closed are told."""
    parts: list[str] = []
    index = 0
    while (begin := text.find("{{", index)) >= 0:
        end = expression_end(text, begin)
        line_end = text.find("\n\n", begin)
        if end < 0 or (0 <= line_end < end):
            stop = text.find("\n", begin)
            stop = len(text) if stop < 0 else stop
            report.error(
                "RD101",
                "`{{` is never closed",
                source.span(base + begin, base + stop),
                label="expected `}}`",
                hint="an expression ends with `}}` before the next blank line",
            )
            parts.append(text[index:stop])
            index = stop
            continue
        parts += [text[index:begin], text[begin:end].replace("|", BAR)]
        index = end
    parts.append(text[index:])
    return "".join(parts)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTING}).enable("table")
    parser.disable(["lheading", "code", "reference", "html_block"])
    parser.block.ruler.before("fence", "div", _div, {"alt": ["paragraph", "list", "blockquote"]})
    parser.block.ruler.before("fence", "note_def", _note_def, {"alt": ["paragraph"]})
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def _div(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    match = _DIV.match(_line(state, start_line))
    if match is None or not match[2]:
        return False
    if silent:
        return True
    close = _closing(state, start_line, end_line)
    if close < 0:
        source: SourceText = state.env["source"]
        begin = state.bMarks[start_line] + state.tShift[start_line]
        length = len(match[0].rstrip())
        offset = source.line_start(start_line + 1) + (begin - state.bMarks[start_line])
        state.env["report"].error(
            "RD102",
            f"the div `{match[0].strip()}` is never closed",
            source.span(offset, offset + length),
            hint="close it with a line of `:::`",
        )
        close = end_line
    token = state.push("div_open", "div", 1)
    token.info, token.markup, token.map, token.block = match[2], match[1], [start_line, close], True
    old_max, old_parent = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "container"
    state.md.block.tokenize(state, start_line + 1, close)
    state.lineMax, state.parentType = old_max, old_parent
    state.push("div_close", "div", -1)
    state.line = min(close + 1, end_line)
    return True


def _closing(state: StateBlock, start_line: int, end_line: int) -> int:
    """The line that closes the div opened at `start_line`, -1 if none does."""
    depth, fence = 1, ""
    for line in range(start_line + 1, end_line):
        text = _line(state, line)
        found = _FENCE.match(text)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
            continue
        if found and (found[1][0] == "~" or "`" not in found[2]):
            fence = found[1]
            continue
        div = _DIV.match(text)
        if div:
            depth += 1 if div[2] else -1
            if depth == 0:
                return line
    return -1


def _note_def(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    match = _NOTE.match(_line(state, start_line))
    if match is None:
        return False
    if silent:
        return True
    line = start_line + 1
    while line < end_line:
        text = _line(state, line)
        if not text.strip():
            after = line + 1
            if after >= end_line or state.sCount[after] < 4 or not _line(state, after).strip():
                break
        elif _NOTE.match(text) or _DIV.match(text):
            break
        line += 1
    token = state.push("note_def", "", 0)
    token.info, token.map, token.block = match[1], [start_line, line], True
    token.meta = {"column": match.end()}
    state.line = line
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _unclosed_fences(source: SourceText, start: int, report: Report) -> None:
    """Tell a code fence that runs to the end of the file: CommonMark takes it, an author never means it."""
    fence, opened = "", 0
    for number in range(source.position(start)[0], source.lines + 1):
        text = source.line(number)
        found = _FENCE.match(text)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found and (found[1][0] == "~" or "`" not in found[2]):
            fence, opened = found[1], number
    if fence:
        begin = source.line_start(opened)
        line = source.line(opened)
        report.error(
            "RD103",
            "the code fence is never closed",
            source.span(begin + len(line) - len(line.lstrip()), begin + len(line.rstrip())),
            hint=f"close it with a line of `{fence}`",
        )
