"""Find what Markdown must not look into: expressions, code, comments.

Told on the way: expressions and comments that are never closed, and template statements, which have no place in
content. Code fences are left out: their content is literal.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum

from ria_deck.content.markdown.expression_scanner import expression_end
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText

FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)
"""The first line of a code fence, with the markers of the blocks it stands in."""

_INTERESTING = re.compile(r"[\\`{<\n]")
_BLANK_LINE = re.compile(r"\n[ \t>]*(?=\n|$)")
_STATEMENT = re.compile(r"\{%[-+]?[ \t]*(\w*)[^\n]*?(?:%\}|$)", re.MULTILINE)
_TEMPLATE_COMMENT = re.compile(r"\{#[^\n]*?#\}")
_SHORTCODE = re.compile(r"\{\{<[^\n]*?>\}\}")
_INSTEAD = {
    "if": 'write `::: {when="…"}` … `:::`, or `when="…"` on the slide\'s heading',
    "for": 'write `{for="row in table.rows()"}` on the slide\'s heading: it makes one slide per row',
    "set": "write the expression where you want its result",
    "include": "write each topic as its own file: content/02-next.md",
}


class Kind(Enum):
    """What a stretch is."""

    EXPRESSION = "expression"
    CODE = "code"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]` of a file."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Opaque:
    """The stretches of a file, in order; they never overlap."""

    stretches: tuple[Stretch, ...]

    def at(self, offset: int) -> Stretch | None:
        """The stretch that holds the character at an offset."""
        index = bisect_right(self.stretches, offset, key=lambda stretch: stretch.start) - 1
        found = self.stretches[index] if index >= 0 else None
        return found if found is not None and offset < found.end else None

    def within(self, start: int, end: int) -> tuple[Stretch, ...]:
        """The stretches that share a character with `text[start:end]`."""
        first = bisect_right(self.stretches, start, key=lambda stretch: stretch.end)
        last = bisect_right(self.stretches, end - 1, key=lambda stretch: stretch.start)
        return self.stretches[first:last]


def find_opaque(source: SourceText, start: int, report: Report) -> Opaque:
    """The stretches of `source.text[start:]`. Of two that begin inside each other, the first wins, as in CommonMark."""
    return Opaque(tuple(_Search(source, report).run(start)))


class _Search:
    def __init__(self, source: SourceText, report: Report) -> None:
        self.source = source
        self.text = source.text
        self.report = report
        self.found: list[Stretch] = []
        self.chunk_end = 0  # an expression or code span ends before the next blank line
        self.unmatched: set[int] = set()  # lengths of backquote runs that no run in this chunk closes
        self.broken = False  # an expression in this chunk is never closed
        self.stated = False  # a template statement was told, its end needn't be

    def run(self, start: int) -> list[Stretch]:
        index = start
        at_line = True
        while index < len(self.text):
            if at_line and (fence := FENCE.match(self.text, index)):
                index = self._fence_end(fence)
                continue
            match = _INTERESTING.search(self.text, index)
            if match is None:
                break
            index = self._step(match[0], match.start())
            at_line = self.text[index - 1] == "\n"
        return self.found

    def _fence_end(self, fence: re.Match[str]) -> int:
        marks = fence["fence"]
        close = re.compile(rf"^[ \t>]*{marks[0]}{{{len(marks)},}}[ \t]*$", re.MULTILINE)
        line_end = self.text.find("\n", fence.end())
        match = close.search(self.text, line_end + 1) if line_end >= 0 else None
        after = self.text.find("\n", match.end()) if match else -1
        return len(self.text) if after < 0 else after + 1

    def _step(self, char: str, index: int) -> int:
        """Look at an interesting character; the offset to go on from."""
        if index >= self.chunk_end:
            blank = _BLANK_LINE.search(self.text, index)
            self.chunk_end = blank.start() if blank else len(self.text)
            self.unmatched = set()
            self.broken = False
        if char == "\\" and not self.text.startswith("\n", index + 1):
            return min(index + 2, len(self.text))
        if char == "`":
            return self._code(index)
        if char == "{":
            return self._braces(index)
        if char == "<" and self.text.startswith("<!--", index):
            return self._comment(index)
        return index + 1

    def _code(self, start: int) -> int:
        end = start
        while self.text.startswith("`", end):
            end += 1
        length = end - start
        if length in self.unmatched:
            return end
        match = re.compile(rf"(?<!`)`{{{length}}}(?!`)").search(self.text, end, self.chunk_end)
        if match is None:
            self.unmatched.add(length)
            return end
        return self._keep(Kind.CODE, start, match.end())

    def _comment(self, start: int) -> int:
        end = self.text.find("-->", start + 4)
        if end < 0:
            self.report.error(
                "RD133", "the comment is never closed", self.source.span(start, start + 4), hint="close it with `-->`"
            )
            return self._keep(Kind.COMMENT, start, len(self.text))
        return self._keep(Kind.COMMENT, start, end + 3)

    def _braces(self, start: int) -> int:
        if self.text.startswith("{{", start) and not _SHORTCODE.match(self.text, start):
            return self._expression(start)
        shortcode = _SHORTCODE.match(self.text, start)
        if shortcode:
            self.report.error(
                "RD104",
                f"shortcodes aren't supported: `{shortcode[0]}`",
                self.source.span(start, shortcode.end()),
                hint="topics are files of their own: content/02-next.md; a `---` starts a slide",
            )
            return shortcode.end()
        statement = _STATEMENT.match(self.text, start)
        if statement and statement[1].startswith("end") and self.stated:
            return statement.end()
        if statement:
            self.stated = True
            self.report.error(
                "RD104",
                f"template statements (`{{% %}}`) aren't allowed in content: `{statement[0].strip()}`",
                self.source.span(start, statement.end()),
                hint=_INSTEAD.get(
                    statement[1], "write `{{ … }}` here; only the files in templates/ support all of Jinja"
                ),
            )
            return statement.end()
        comment = _TEMPLATE_COMMENT.match(self.text, start)
        if comment:
            self.report.error(
                "RD104",
                f"template comments aren't allowed in content: `{comment[0]}`",
                self.source.span(start, comment.end()),
                hint="write `<!-- … -->`",
            )
            return comment.end()
        return start + 1

    def _expression(self, start: int) -> int:
        end = -1 if self.broken else expression_end(self.text, start, self.chunk_end)
        if end >= 0:
            return self._keep(Kind.EXPRESSION, start, end)
        if not self.broken:
            self.broken = True
            stop = min(self.chunk_end, self.text.find("\n", start) % (len(self.text) + 1))
            self.report.error(
                "RD101",
                "`{{` is never closed",
                self.source.slice_span(start, stop),
                label="expected `}}`",
                hint="close the expression with `}}` in the same paragraph; write `\\{{` for literal braces",
            )
        return start + 2

    def _keep(self, kind: Kind, start: int, end: int) -> int:
        self.found.append(Stretch(kind, start, end))
        return end
