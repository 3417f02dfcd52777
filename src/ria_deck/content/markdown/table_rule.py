"""The block rule of pipe tables for markdown-it, with the offsets of every cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_block import StateBlock

from ria_deck.content.markdown.block_rules import bounds, push, report_of, source_of, text_of

CAPTION = re.compile(r"(?:Table)?:[ \t]+(?=\S)")
"""What a table's caption begins with, as in pandoc."""

_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
Cell = tuple[int, int]


def table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """GitHub's tables. Where GitHub drops cells or takes a line of text in as a row, a mistake is told."""
    rule_line = start_line + 1
    if rule_line >= end_line or state.sCount[rule_line] < state.blkIndent:
        return False
    if state.is_code_block(start_line) or state.is_code_block(rule_line):
        return False
    head, rule = text_of(state, start_line), text_of(state, rule_line)
    if not _DELIMITERS.fullmatch(rule) or "|" not in head + rule:
        return False
    aligns = [_align(part.strip()) for part in rule.strip().strip("|").split("|")]
    cells = _cells(state, start_line)
    if len(cells) != len(aligns) and "|" not in rule:
        return False
    if silent:
        return True
    if len(cells) != len(aligns):
        report_of(state).error(
            "RD125",
            f"the table's header has {_count(len(cells))}, but the line under it has {len(aligns)}",
            source_of(state).slice_span(*bounds(state, rule_line)),
            hint="write one `---` per column",
        )
        aligns = (aligns + ["start"] * len(cells))[: len(cells)]
    outer, state.parentType = state.parentType, "table"
    rows = [cells, *_body(state, rule_line + 1, end_line, len(aligns))]
    state.parentType = outer
    state.line = rule_line + len(rows)
    push(state, "table", (start_line, state.line), rows=rows, align=aligns)
    return True


def _body(state: StateBlock, line: int, end_line: int, width: int) -> Iterator[list[Cell]]:
    """The rows below the head, up to the line that belongs to something else."""
    terminators = state.md.block.ruler.getRules("blockquote")
    while line < end_line and _goes_on(state, line):
        if any(rule(state, line, end_line, True) for rule in terminators):
            return
        yield _row(state, line, width)
        line += 1


def _goes_on(state: StateBlock, line: int) -> bool:
    text = text_of(state, line)
    return bool(
        text.strip()
        and state.sCount[line] >= state.blkIndent
        and not state.is_code_block(line)
        and not CAPTION.match(text)
    )


def _row(state: StateBlock, line: int, columns: int) -> list[Cell]:
    """The cells of a row, filled up with empty ones; a text that is none and cells too many are told."""
    cells = _cells(state, line)
    start, end = bounds(state, line)
    source, report = source_of(state), report_of(state)
    if columns > 1 and len(cells) == 1 and "|" not in state.src[start:end]:
        report.error(
            "RD125",
            "text directly under a table would become a row of it",
            source.slice_span(start, end),
            hint="put a blank line between them; start a caption with `: `",
        )
    elif len(cells) > columns:
        report.error(
            "RD125",
            f"the row has {_count(len(cells))}, but the table's header has {columns}",
            source.slice_span(cells[columns][0], cells[-1][1]),
            label="too many",
            hint="write `\\|` for a literal `|`",
        )
    last = source.offset(*source.position(end))
    return cells[:columns] + [(last, last)] * (columns - len(cells))


def _cells(state: StateBlock, line: int) -> list[Cell]:
    """The offsets of a row's cells. As GitHub has it, a `|` divides wherever it stands, unless a backslash precedes."""
    start, end = bounds(state, line)
    text = state.src[start:end].rstrip()
    begin = 1 if text.startswith("|") else 0
    stops = [match.start() for match in re.finditer(r"(?<!\\)\|", text) if match.start() >= begin]
    if not stops or stops[-1] != len(text) - 1:
        stops.append(len(text))
    cells: list[Cell] = []
    for stop in stops:
        piece = text[begin:stop]
        inner = piece.strip()
        at = start + begin + (len(piece) - len(piece.lstrip()) if inner else 0)
        cells.append((at, at + len(inner)))
        begin = stop + 1
    return cells


def _align(mark: str) -> str:
    if mark.endswith(":"):
        return "center" if mark.startswith(":") else "end"
    return "start"


def _count(cells: int) -> str:
    return f"{cells} cell" if cells == 1 else f"{cells} cells"
