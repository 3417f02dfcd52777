"""A template's text as Jinja's syntax tree, with the place of every token and of every text between tags.

Jinja's nodes know their lines only. Each token within a tag is therefore put on a line of its own before Jinja's parser
sees the template: a node's line is then the number of its token. See `expressions/parser.py` for the same of one
expression.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ria_deck.diagnostics import Report
from ria_deck.resolve.expressions.parser import Parsed, Token
from ria_deck.source.template_tags import Tag, syntax_fault
from ria_deck.source.text import SourceText

ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    comment_start_string="\ue001\ue002",
    comment_end_string="\ue003\ue004",
    extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
)
"""Jinja's own grammar: a tag on a line of its own leaves no line behind. Nothing in it is ever compiled or run. Comments
are marked before (see `_with_comments`), for `{#name}` is a heading's id in Markdown."""

_BEGIN = ("variable_begin", "block_begin")
_END = ("variable_end", "block_end")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTree:
    """A template: its file, its tree, and the tokens of the tree's lines. `texts` are the lines and offsets of the texts
    between tags."""

    source: SourceText
    root: nodes.Template
    tokens: tuple[Token, ...]
    lines: tuple[int, ...]
    texts: tuple[tuple[int, int], ...]

    def expression(self, node: nodes.Node) -> Parsed:
        """An expression of the template as the interpreter takes it; its places are offsets in the file."""
        assert isinstance(node, nodes.Expr)
        return Parsed(text=self.source.text, node=node, tokens=self.tokens, lines=self.lines)

    def text_offset(self, node: nodes.TemplateData) -> int:
        """Where the text of a node begins in the file."""
        at = bisect_right(self.texts, (node.lineno, len(self.source.text))) - 1
        return self.texts[max(at, 0)][1]

    def place(self, node: nodes.Node) -> tuple[int, int]:
        """The offsets of the tag that a statement begins with."""
        token = self.tokens[max(bisect_right(self.lines, node.lineno) - 1, 0)]
        return token.start, token.end


@dataclass(slots=True)
class _Scan:
    """Tokens of a template in order, and the text that has each of them on a line of its own."""

    source: SourceText
    tokens: list[Token]
    lines: list[int]
    texts: list[tuple[int, int]]
    parts: list[str]
    line: int = 1

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.line += text.count("\n")


def parse_template(source: SourceText, report: Report) -> TemplateTree | None:
    """The tree of a template; None, with an error at its place, for one that can't be read."""
    scan = _Scan(source, [], [], [], [])
    try:
        _scan(scan)
    except TemplateSyntaxError as problem:
        start = source.line_start(problem.lineno)
        _report(scan, problem.message or "", start, start + len(source.line(problem.lineno)), report)
        return None
    try:
        root = Parser(ENVIRONMENT, "".join(scan.parts)).parse()
    except TemplateSyntaxError as problem:
        at = max(bisect_right(scan.lines, problem.lineno) - 1, 0)
        token = scan.tokens[at] if scan.tokens else Token("", 0, 0)
        _report(scan, problem.message or "", token.start, token.end, report)
        return None
    except RecursionError:
        report.error("RD272", "the template is nested too deeply", source.span(0, 0), hint="use macros for its parts")
        return None
    return TemplateTree(
        source=source,
        root=root,
        tokens=tuple(scan.tokens),
        lines=tuple(scan.lines),
        texts=tuple(scan.texts),
    )


def _with_comments(text: str) -> str:
    """The text with marks of comments for their braces: `{# … #}`, but not the id in `## Title {#name layout=chart}`."""
    parts: list[str] = []
    cursor = 0
    while (start := text.find("{#", cursor)) >= 0:
        close = text.find("}", start)
        is_id = text[start + 2 : start + 3] not in ("", " ", "\t", "\n", "-", "+", "#", "}") and text[close - 1] != "#"
        end = -1 if is_id else text.find("#}", start + 2)
        if end < 0 and not is_id:
            raise TemplateSyntaxError("Missing end of comment tag", text.count("\n", 0, start) + 1)
        if is_id:
            parts.append(text[cursor : start + 2])
            cursor = start + 2
        else:
            parts += [text[cursor:start], "\ue001\ue002", text[start + 2 : end], "\ue003\ue004"]
            cursor = end + 2
    return "".join([*parts, text[cursor:]])


_AS_IT_IS = ("data", "comment_begin", "comment_end", "raw_begin", "raw_end", "linecomment")


def _scan(scan: _Scan) -> None:
    text = _with_comments(scan.source.text)
    offset = 0
    inside = False
    for _, kind, value in ENVIRONMENT.lexer.tokeniter(text, None):
        start = text.find(value, offset)
        gap, offset = text[offset:start], start + len(value)
        if not inside:
            scan.add(gap)  # what Jinja strips before a tag
        elif kind in ("whitespace", *_END):
            scan.add("\n" if kind == "whitespace" else "")
        if kind == "data":
            scan.texts.append((scan.line, start))
        if kind == "comment":  # its words are nobody's
            scan.add("\n" + "\n" * value.count("\n"))
        elif kind in _AS_IT_IS:
            scan.add(value)
        elif kind != "whitespace":
            _add_token(scan, kind, value, start, inside=inside)
            inside = kind in _BEGIN or (inside and kind not in _END)


def _add_token(scan: _Scan, kind: str, value: str, start: int, *, inside: bool) -> None:
    """A part of a tag, on a line of its own within it."""
    if inside:
        scan.add("\n")
    if kind in (*_BEGIN, *_END) or inside:
        scan.tokens.append(Token(value.strip(), start, start + len(value.rstrip())))
        scan.lines.append(scan.line)
    scan.add(value)


def _report(scan: _Scan, problem: str, start: int, end: int, report: Report) -> None:
    tags = [Tag(token.text, token.start, token.end) for token in scan.tokens]
    report.diagnostics.append(syntax_fault(problem, scan.source, tags, start, end, code="RD271"))
