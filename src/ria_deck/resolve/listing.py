"""Highlight fenced listings: Pygments finds the tokens, the theme gives the colours."""

from __future__ import annotations

from ria_deck.content.specs.slides import CodeSpec
from ria_deck.model.deck import Code

# Token types of Pygments, nearest first, and the theme's colour role that stands for each.
_ROLES = (
    ("Token.Comment", "grey"),
    ("Token.Literal.String", "series-4"),
    ("Token.Literal.Number", "series-3"),
    ("Token.Keyword", "series-1"),
    ("Token.Name.Function", "accent"),
    ("Token.Name.Class", "accent"),
    ("Token.Name.Tag", "series-1"),
    ("Token.Name.Attribute", "series-3"),
)


def highlight(spec: CodeSpec) -> Code:
    """The listing with a colour role for each piece; a language that Pygments doesn't know is plain text."""
    from pygments import lex
    from pygments.lexers import get_lexer_by_name
    from pygments.lexers.special import TextLexer
    from pygments.util import ClassNotFound

    code = spec.code.rstrip("\n")
    try:
        lexer = get_lexer_by_name(spec.language) if spec.language else TextLexer()
    except ClassNotFound:
        lexer = TextLexer()
    lines: list[list[tuple[str, str]]] = [[]]
    for token, text in lex(code, lexer):
        role = next((role for name, role in _ROLES if str(token).startswith(name)), "ink")
        first, *others = text.split("\n")
        lines[-1].append((first, role))
        lines += [[(part, role)] for part in others]
    shown = [tuple(piece for piece in line if piece[0]) for line in lines]
    while shown and not shown[-1]:
        shown.pop()
    return Code(language=spec.language, lines=tuple(shown))
