"""A block's inline content and its lines go in, a message with the place of every character comes out."""

from __future__ import annotations

import re
import unicodedata

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.inline import FootnoteRef, Image, Link, Text, parse_inline, walk
from ria_deck.content.spec import Message
from ria_deck.content.syntax import restore
from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import SourceText

_SAFE = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
_HTML = re.compile(r"</?[A-Za-z][\w-]*(\s[^<>]*)?/?>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TEMPLATE = re.compile(r"\{%-?\s*(\w+).*?(%\}|$)|\{#.*?(#\}|$)")


def message_of(
    node: SyntaxTreeNode, context: str, source: SourceText, report: Report, *, lines: tuple[int, int] | None = None
) -> Message | None:
    """The message of a node with inline content (paragraph, heading); None for nothing but comments.

    `lines` stands in for the node's own map (first, past the last) where the node has none.
    """
    inline = node.children[0] if node.children else node
    content = restore(inline.content)
    first, last = lines or inline.map or node.map or (0, 1)
    return message_from(content.split("\n"), first, last, context, source, report)


def message_from(
    pieces: list[str], first: int, last: int, context: str, source: SourceText, report: Report
) -> Message | None:
    """The message of some lines of content that stand in the lines `first` to `last` (from 0) of the file."""
    start = end = -1
    for number, piece in zip(range(first + 1, last + 1), pieces, strict=False):
        at = source.line(number).find(piece.strip())
        if at >= 0 and piece.strip():
            begin = source.line_start(number) + at
            start = begin if start < 0 else start
            end = begin + len(piece.strip())
    text = _COMMENT.sub("", _joined(pieces)).strip()
    if not text:
        return None
    if start < 0:
        start, end = source.line_start(first + 1), source.line_start(last) + len(source.line(last))
    message = Message(text=text, context=context, span=source.span(start, end))
    check_text(message, source, start, end, report)
    return message


def cell_message(text: str, start: int, context: str, source: SourceText, report: Report) -> Message:
    """The message of a table cell whose text starts at an offset."""
    message = Message(text=text, context=context, span=source.span(start, start + len(text)))
    check_text(message, source, start, start + len(text), report)
    return message


def check_text(message: Message, source: SourceText, start: int, end: int, report: Report) -> None:
    """Tell what no text may hold: template statements, raw HTML, pictures, links that are not of the web or mail."""

    def place(needle: str) -> Span:
        at = source.text.find(needle, start, end)
        return source.span(at, at + len(needle)) if needle and at >= 0 else message.span

    for inline in walk(parse_inline(message.text)):
        match inline:
            case Text(text=text):
                for found in _TEMPLATE.finditer(text):
                    _template(found[0], found[1] or "", place(found[0]), report)
                tag = _HTML.search(text)
                if tag:
                    report.error(
                        "RD105",
                        f"HTML is not taken: `{tag[0]}`",
                        place(tag[0]),
                        hint="write Markdown, or `\\<` for a <",
                    )
                if "^[" in text:
                    report.error(
                        "RD106",
                        "a footnote inside the text is not taken",
                        place("^["),
                        hint="write `[^1]` here and `[^1]: the note` in a line of its own",
                    )
            case Link(href=href):
                if not _SAFE.match(href):
                    report.error(
                        "RD107",
                        f"a link to `{href}` can't go into a deck",
                        place(href),
                        hint="links begin with https://, http:// or mailto:",
                    )
            case Image(src=src):
                report.error(
                    "RD108",
                    f"the picture `{src}` stands inside a text",
                    place(src),
                    hint="give it a paragraph of its own",
                )
            case _:
                pass


def references(message: Message) -> list[str]:
    """The labels of the footnotes that a message refers to."""
    return [inline.label for inline in walk(parse_inline(message.text)) if isinstance(inline, FootnoteRef)]


def _template(statement: str, word: str, span: Span, report: Report) -> None:
    hints = {
        "if": 'use `::: {when="…"}` … `:::`, or `when=` on the heading',
        "for": 'use `for="row in table.rows()"` on a heading',
        "set": "write the expression where it is shown",
    }
    report.error(
        "RD104",
        f"template statements don't stand in content: `{statement.strip()}`",
        span,
        hint=hints.get(word, "only `{{ … }}` does; templates/ holds full templates"),
    )


def _joined(pieces: list[str]) -> str:
    """Lines as one text: a space between them, none between two characters of Chinese or Japanese, a hard break kept."""
    text = pieces[0].rstrip() if pieces else ""
    hard = _is_hard(pieces[0]) if pieces else False
    for piece in pieces[1:]:
        following = piece.strip()
        if hard:
            text = text.rstrip("\\").rstrip() + "\\\n" + following
        elif text and following and _wide(text[-1]) and _wide(following[0]):
            text += following
        else:
            text = f"{text} {following}".strip()
        hard = _is_hard(piece)
    return text


def _is_hard(piece: str) -> bool:
    return piece.endswith("  ") or piece.rstrip().endswith("\\")


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
