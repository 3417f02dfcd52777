"""A stretch of a source file in, the same text without its common indent out, with the way back for every offset.

YAML stands in Markdown as front matter, in fences, in fences inside lists and quotations. The parser gets the block
as if it stood alone; places in it are told where they are in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ria_deck.diagnostics import Span
from ria_deck.source.text import SourceText

_QUOTED = re.compile(r"[ \t]*>[ \t]?")


@dataclass(frozen=True, slots=True)
class Window:
    """`text` is what the parser sees; line i of it starts at `starts[i]` in `text` and at `origins[i]` in the file."""

    source: SourceText
    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def to_source(self, offset: int) -> int:
        """The offset in the file of an offset in `text`."""
        line = bisect_right(self.starts, offset) - 1
        return self.origins[line] + offset - self.starts[line]

    def span(self, start: int, end: int) -> Span:
        """The span in the file of `text[start:end]`, without white space at its end."""
        end = max(start, start + len(self.text[start:end].rstrip()))
        last = self.to_source(end - 1) + 1 if end > start else self.to_source(start)
        return self.source.span(self.to_source(start), last)


def open_window(source: SourceText, start: int = 0, end: int | None = None) -> Window:
    """The window on `source.text[start:end]`.

    When only white space or quotation marks (`>`) stand before `start` in its line, the line counts from its
    beginning, so that `start` may be given at the line's start or at its first character alike.
    """
    end = len(source.text) if end is None else end
    line_start = source.line_start(source.position(start)[0])
    if not source.text[line_start:start].strip(" \t>"):
        start = line_start
    lines: list[tuple[int, str]] = []
    offset = start
    for line in source.text[start:end].split("\n"):
        lines.append((offset, line))
        offset += len(line) + 1
    lines = _without_quotation(lines)
    common = _common_indent([line for _, line in lines if line.strip()])
    starts, origins, pieces, position = [], [], [], 0
    for origin, line in lines:
        cut = common if line.strip() else min(common, len(line))
        starts.append(position)
        origins.append(origin + cut)
        pieces.append(line[cut:])
        position += len(line) - cut + 1
    return Window(source, "\n".join(pieces), tuple(starts), tuple(origins))


def _common_indent(lines: list[str]) -> int:
    """How many white-space characters all the lines begin with, the same ones."""
    if not lines:
        return 0
    low, high = min(lines), max(lines)  # every other line shares what these two share
    count = 0
    while count < min(len(low), len(high)) and low[count] == high[count] and low[count] in " \t":
        count += 1
    return count


def _without_quotation(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines without the `>` of block quotations, as long as every line that is not blank has one."""
    while True:
        marks = [(origin, line, _QUOTED.match(line)) for origin, line in lines]
        if not any(mark for _, _, mark in marks) or any(line.strip() and not mark for _, line, mark in marks):
            return lines
        lines = [(origin + mark.end(), line[mark.end() :]) if mark else (origin, line) for origin, line, mark in marks]
