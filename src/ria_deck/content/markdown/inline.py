"""Parse the inline Markdown of one message into a tree, with every `{{ … }}` opaque."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ria_deck.content.markdown import inline_rules
from ria_deck.content.markdown.emphasis import ENDS, emphasis, is_cjk, is_hangul, strike


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class EscapedText(Text):
    """A character after a backslash: what languages set otherwise (quotes, dashes, dots) stays as it is typed."""


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A code span."""

    text: str


@dataclass(frozen=True, slots=True)
class Expr:
    """A `{{ … }}`: the expression without its braces, and where the whole stands in the message's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FootnoteRef:
    """A `[^label]`."""

    label: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A hard line break."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture inside a text: the author's mistake, told by the reader of topics."""

    src: str


@dataclass(frozen=True, slots=True)
class Strong:
    """`**…**`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """`*…*`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strike:
    """`~~…~~`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    """`^…^`, as in pandoc."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    """`~…~`, as in pandoc."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """`[…](href)` or `<href>`; which addresses are allowed is judged by the reader of topics."""

    href: str
    children: tuple[Inline, ...]


Inline = (
    Text
    | CodeSpan
    | Expr
    | FootnoteRef
    | LineBreak
    | Image
    | Strong
    | Emphasis
    | Strike
    | Superscript
    | Subscript
    | Link
)

_TYPED_SIGNS = {'"', "'", "-", "."}  # that stay as they are typed after a backslash
_SPANS: dict[str, type[Strong] | type[Emphasis] | type[Strike] | type[Superscript] | type[Subscript]] = {
    "strong": Strong,
    "em": Emphasis,
    "s": Strike,
    "sup": Superscript,
    "sub": Subscript,
}


@lru_cache(maxsize=8192)
def parse_inline(text: str) -> tuple[Inline, ...]:
    """The tree of a message's text: CommonMark's inlines with `~~strike~~`, `^sup^`, `~sub~`, `[^note]` and `{{ … }}`.

    Any text can be read, a translator's too: whatever isn't a mark is text. Equal neighbours are joined.
    """
    tokens = _parser().parseInline(text, {ENDS: set()})[0].children or []
    return _joined(_tree(iter(tokens), ""))


def walk(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline of a tree, parents before children."""
    for inline in inlines:
        yield inline
        if isinstance(inline, (Strong, Emphasis, Strike, Superscript, Subscript, Link)):
            yield from walk(inline.children)


def links(text: str) -> tuple[str, ...]:
    """The addresses of a message's links, in order; which are allowed is for the caller to say."""
    return tuple(inline.href for inline in walk(parse_inline(text)) if isinstance(inline, Link))


def footnote_labels(text: str) -> tuple[str, ...]:
    """The labels of the footnotes that a message refers to, in order."""
    return tuple(inline.label for inline in walk(parse_inline(text)) if isinstance(inline, FootnoteRef))


def marks(text: str) -> tuple[str, ...]:
    """What a translation must keep, in order: `strong`, `emphasis` …, `code`, `break`, `link <address>`, `[^label]` and
    `{{ expression }}` with its white space normalised."""
    found: list[str] = []
    for inline in walk(parse_inline(text)):
        match inline:
            case Text():
                continue
            case Expr(text=expression):
                found.append(f"{{{{ {' '.join(expression.split())} }}}}")
            case FootnoteRef(label=label):
                found.append(f"[^{label}]")
            case Link(href=href):
                found.append(f"link {href}")
            case LineBreak():
                found.append("break")
            case CodeSpan():
                found.append("code")
            case _:
                found.append(type(inline).__name__.lower())
    return tuple(found)


def plain_text(text: str, *, expressions: bool = True) -> str:
    """The words of a message without marks; expressions stay as written, or are left out."""
    parts: list[str] = []
    for inline in walk(parse_inline(text)):
        if isinstance(inline, (Text, CodeSpan)):
            parts.append(inline.text)
        elif isinstance(inline, Expr) and expressions:
            parts.append(text[inline.start : inline.end])
        elif isinstance(inline, (LineBreak, Expr)):
            parts.append(" ")
    return "".join(parts)


def line_join(before: str, after: str) -> str:
    """What a line break in the source stands for between two characters: a space, nothing in Chinese and Japanese.

    As pandoc's `east_asian_line_breaks` and CSS Text Level 3 (segment break transformation): Korean keeps its space.
    """
    wide = is_cjk(before) and is_cjk(after) and not is_hangul(before) and not is_hangul(after)
    return "" if wide else " "


def _joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Texts in a row as one, with the line breaks of the source as what they stand for."""
    found: list[Inline] = []
    for inline in inlines:
        last = found[-1] if found else None
        if type(inline) is Text and type(last) is Text:
            found[-1] = Text(last.text + inline.text)
        else:
            found.append(inline)
    return tuple(Text(_unwrapped(inline.text)) if type(inline) is Text else inline for inline in found)


def _unwrapped(text: str) -> str:
    """A text with the line breaks of its source as what they stand for, and spaces in a row as one, as in pandoc."""
    if "\n" in text:
        text = re.sub(r"(?<=(.))\n(?=(.))", lambda match: line_join(match[1], match[2]), text)
    return re.sub(r"[ \t\n]+", " ", text)


_LEAVES: dict[str, Callable[[Token], Inline]] = {
    "softbreak": lambda _: Text("\n"),
    "hardbreak": lambda _: LineBreak(),
    "code_inline": lambda token: CodeSpan(token.content),
    "expr": lambda token: Expr(token.content, token.meta["start"], token.meta["end"]),
    "footnote_ref": lambda token: FootnoteRef(token.content),
    "image": lambda token: Image(str(token.attrs.get("src", ""))),
}


def _tree(tokens: Iterator[Token], closing: str) -> Iterator[Inline]:
    for token in tokens:
        kind = token.type
        if kind == closing:
            return
        if kind in _LEAVES:
            yield _LEAVES[kind](token)
        elif kind in {"text", "text_special"}:
            if token.content:
                typed = kind == "text_special" and token.content in _TYPED_SIGNS
                yield EscapedText(token.content) if typed else Text(token.content)
        elif kind == "link_open":
            yield Link(str(token.attrs.get("href", "")), _joined(_tree(tokens, "link_close")))
        elif kind.endswith("_open"):
            name = kind.removesuffix("_open")
            yield _SPANS[name](_joined(_tree(tokens, f"{name}_close")))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough").disable("text_join")
    # Which links are safe is told with code and place by the reader of topics, not dropped in silence here.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.inline.ruler.before("text", "expr", inline_rules.expression)
    parser.inline.ruler.before("link", "footnote_ref", inline_rules.footnote_reference)
    parser.inline.ruler.before("link", "typed", inline_rules.typed)
    parser.inline.ruler.after("strikethrough", "script", inline_rules.script)
    parser.inline.ruler.at("emphasis", emphasis)
    parser.inline.ruler.at("strikethrough", strike)
    return parser
