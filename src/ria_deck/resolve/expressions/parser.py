"""Parse an expression into Jinja's syntax tree, with the place of every token.

Jinja's nodes know their lines only. Each token is therefore put on a line of its own before Jinja's parser sees the
expression: a node's line is then the number of its token, and the token knows its place in the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST = 4_000
DEEPEST = 60

ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
"""Jinja's own grammar; what the names, functions and filters mean is decided in `interpreter`."""

_OPENING = {"(": ")", "[": "]", "{": "}"}
_UNEXPECTED = re.compile(r"unexpected char '(.)' at (\d+)", re.DOTALL)


class ExpressionError(Exception):
    """An expression that can't be read or evaluated. `start` and `end` are offsets in its text."""

    def __init__(self, code: str, message: str, start: int, end: int, *, label: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.start = start
        self.end = end
        self.label = label
        self.hint = hint


class MissingCellError(ExpressionError):
    """An expression that compares a cell that is empty."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token of an expression and its place in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """An expression: its text, tree and tokens; `lines` are the tokens' lines as the tree has them."""

    text: str
    node: nodes.Expr
    tokens: tuple[Token, ...]
    lines: tuple[int, ...]

    def index(self, line: int) -> int:
        """The token that stands on a line of the tree."""
        return min(max(bisect_right(self.lines, line) - 1, 0), len(self.tokens) - 1)

    def place(self, node: nodes.Node) -> tuple[int, int]:
        """Where a node stands in the text, from its first token to its last."""
        return self.tokens[self._first(node)].start, self.tokens[self._last(node)].end

    def source(self, node: nodes.Node) -> str:
        """The node's text."""
        start, end = self.place(node)
        return self.text[start:end]

    def own_token(self, node: nodes.Node) -> tuple[int, int]:
        """The place of the word that a node adds: a filter's or test's name, an attribute behind its dot."""
        at = self.index(node.lineno)
        if isinstance(node, nodes.Getattr):
            at = min(at + 1, len(self.tokens) - 1)
        if isinstance(node, nodes.Test):
            while at < len(self.tokens) - 1 and self.tokens[at].text != node.name:
                at += 1
        return self.tokens[at].start, self.tokens[at].end

    def keyword(self, node: nodes.Keyword) -> tuple[int, int]:
        """The place of a keyword argument's name."""
        at = self._first(node.value)
        while at > 0 and not (self.tokens[at].text == "=" and self.tokens[at - 1].text == node.key):
            at -= 1
        token = self.tokens[max(at - 1, 0)]
        return token.start, token.end

    def _first(self, node: nodes.Node) -> int:
        match node:
            case nodes.Call() | nodes.Getattr() | nodes.Getitem() | nodes.Filter() | nodes.Test():
                return self._first(node.node) if node.node is not None else self.index(node.lineno)
            case nodes.BinExpr():
                return self._first(node.left)
            case nodes.Compare():
                return self._first(node.expr)
            case nodes.CondExpr():
                return self._first(node.expr1)
            case nodes.Concat():
                return self._first(node.nodes[0])
            case _:
                return self.index(node.lineno)

    def _last(self, node: nodes.Node) -> int:
        at = self.index(node.lineno)
        match node:
            case nodes.Call() | nodes.Getitem() | nodes.List() | nodes.Dict() | nodes.Tuple():
                return self._closing(at)
            case nodes.Getattr():
                return min(at + 1, len(self.tokens) - 1)
            case nodes.Filter():
                return self._closing(at + 1) if self._text(at + 1) == "(" else at
            case nodes.BinExpr():
                return self._last(node.right)
            case nodes.UnaryExpr():
                return self._last(node.node)
            case nodes.Compare():
                return self._last(node.ops[-1].expr)
            case nodes.Concat():
                return self._last(node.nodes[-1])
            case nodes.CondExpr():
                return self._last(node.expr2) if node.expr2 is not None else self._last(node.test)
            case _:
                return at

    def _text(self, at: int) -> str:
        return self.tokens[at].text if at < len(self.tokens) else ""

    def _closing(self, at: int) -> int:
        if self._text(at) not in _OPENING:
            return at
        depth = 0
        for index in range(at, len(self.tokens)):
            if self.tokens[index].text in _OPENING:
                depth += 1
            elif self.tokens[index].text in _OPENING.values():
                depth -= 1
                if depth == 0:
                    return index
        return len(self.tokens) - 1


@lru_cache(maxsize=4096)
def parse(text: str) -> Parsed:
    """The expression's tree; raises ExpressionError for one that can't be read."""
    if len(text) > LONGEST:
        raise ExpressionError("RD212", f"an expression of more than {LONGEST:,} characters", 0, len(text))
    tokens = _tokens(text)
    if not tokens:
        raise ExpressionError("RD201", "an empty expression", 0, len(text), hint="write a value between `{{` and `}}`")
    _check_brackets(tokens)
    lines, line = [], 1
    for token in tokens:
        lines.append(line)
        line += 1 + token.text.count("\n")
    source = "\n".join(token.text for token in tokens)
    try:
        parser = Parser(ENVIRONMENT, source, state="variable")
        node = parser.parse_expression()
        left = parser.stream.current
    except TemplateSyntaxError as problem:
        at = bisect_right(lines, problem.lineno) - 1
        raise _explained(problem.message or "", tokens, at) from None
    except RecursionError:
        raise ExpressionError("RD212", "an expression nested too deeply", 0, len(text)) from None
    if not parser.stream.eos:
        at = bisect_right(lines, left.lineno) - 1
        raise _left_over(tokens, at)
    return Parsed(text=text, node=node, tokens=tuple(tokens), lines=tuple(lines))


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    offset = 0
    try:
        for _, kind, value in ENVIRONMENT.lexer.tokeniter(text, None, None, "variable"):
            start = text.find(value, offset)
            offset = start + len(value)
            if kind == "variable_end":
                raise ExpressionError("RD201", "`}}` in the middle of an expression", start, offset)
            if kind != "whitespace":
                found.append(Token(value, start, offset))
    except TemplateSyntaxError as problem:
        match = _UNEXPECTED.search(problem.message or "")
        at = int(match[2]) if match else offset
        character = text[at : at + 1]
        if character in ("'", '"'):
            words, label = "this quotation mark is never closed", f"expected another `{character}`"
        elif character in ("“", "”", "„", "«", "»", "‘", "’"):
            words, label = f"`{character}` isn't a quotation mark in expressions", "write `'` or `\"`"
        else:
            words, label = _character(character, problem.message or "")
        raise ExpressionError("RD201", words, at, at + 1, label=label) from None
    return found


def _character(character: str, message: str) -> tuple[str, str]:
    if character in "([{)]}":
        return f"`{character}` is never opened or closed", ""
    narrow = {"、": ",", "。": ".", "「": '"', "」": '"'}.get(character) or unicodedata.normalize("NFKC", character)
    if narrow != character and narrow.isascii():
        return f"`{character}` isn't allowed in an expression", f"write `{narrow}`, the half-width form"
    if unicodedata.category(character) in ("Cf", "Cc", "Zs"):
        return f"`{character}` isn't allowed in an expression", "delete it: nobody sees it"
    words = {"&": "write `and`", "?": "write `a if condition else b`", "=": "write `==`", "!": "write `not`"}
    return f"`{character}` isn't allowed in an expression" if character else message, words.get(character, "")


def _check_brackets(tokens: list[Token]) -> None:
    opened: list[Token] = []
    for token in tokens:
        if token.text in _OPENING:
            opened.append(token)
            if len(opened) > DEEPEST:
                raise ExpressionError("RD212", "an expression nested too deeply", token.start, token.end)
        elif token.text in _OPENING.values() and opened:
            opened.pop()
    if opened:
        last = opened[-1]
        raise ExpressionError(
            "RD201",
            f"this `{last.text}` is never closed",
            last.start,
            last.end,
            label=f"expected `{_OPENING[last.text]}`",
        )


def _explained(message: str, tokens: list[Token], at: int) -> ExpressionError:
    if "end of template" in message:
        last = tokens[-1]
        words = f"the expression stops after `{last.text}`"
        return ExpressionError("RD201", words, last.start, last.end, label="something is missing here")
    token = tokens[max(at, 0)]
    if "expected token" in message or message.startswith("unexpected"):
        wanted = re.search(r"expected (?:token )?'([^']*)'", message)
        label = f"expected `{wanted[1]}`" if wanted and wanted[1] not in ("name", "end of print statement") else ""
        return ExpressionError("RD201", f"unexpected `{token.text}`", token.start, token.end, label=label)
    return ExpressionError("RD201", f"not a valid expression: {message}", token.start, token.end)


def _left_over(tokens: list[Token], at: int) -> ExpressionError:
    token = tokens[max(at, 0)]
    hints = {
        "=": ("unexpected `=`", "write `==` to compare"),
        "for": ("loops aren't allowed in expressions", 'repeat a slide with {for="row in table.rows()"}'),
    }
    words, label = hints.get(token.text, (f"unexpected `{token.text}`", "write an operator or `|` before it"))
    return ExpressionError("RD201", words, token.start, token.end, label=label)


def written(node: nodes.Node) -> str:
    """A name with its attributes as it is written, in backquotes; other expressions as “the value”."""
    parts: list[str] = []
    while isinstance(node, nodes.Getattr):
        parts.insert(0, node.attr)
        node = node.node
    return f"`{'.'.join([node.name, *parts])}`" if isinstance(node, nodes.Name) else "the value"
