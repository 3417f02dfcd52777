"""The text of one message goes in, its inline Markdown comes out as a tree, with every `{{ … }}` opaque and in its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
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
    Text | Code | Expr | FootnoteRef | LineBreak | Image | Strong | Emphasis | Strike | Superscript | Subscript | Link
)

_SPANS: dict[str, type[Strong] | type[Emphasis] | type[Strike] | type[Superscript] | type[Subscript]] = {
    "strong": Strong,
    "em": Emphasis,
    "s": Strike,
    "sup": Superscript,
    "sub": Subscript,
}


@lru_cache(maxsize=8192)
def parse_inline(text: str) -> tuple[Inline, ...]:
    """The tree of a message's text: CommonMark's inlines with `~~strike~~`, `^sup^`, `~sub~`, `[^note]` and `{{ … }}`."""
    tokens = _parser().parseInline(text, {})[0].children or []
    return tuple(_tree(iter(tokens), ""))


def walk(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline of a tree, parents before children."""
    for inline in inlines:
        yield inline
        if isinstance(inline, (Strong, Emphasis, Strike, Superscript, Subscript, Link)):
            yield from walk(inline.children)


def plain_text(text: str) -> str:
    """The words of a message without marks; expressions stay as written."""
    parts: list[str] = []
    for inline in walk(parse_inline(text)):
        if isinstance(inline, (Text, Code)):
            parts.append(inline.text)
        elif isinstance(inline, Expr):
            parts.append(text[inline.start : inline.end])
        elif isinstance(inline, LineBreak):
            parts.append("\n")
    return "".join(parts)


def expression_end(text: str, start: int) -> int:
    """Where the `{{` at `start` is closed: the offset after its `}}`, strings inside looked over; -1 if it isn't."""
    quote = ""
    index = start + 2
    while index < len(text):
        char = text[index]
        if quote:
            if char == "\\":
                index += 1
            elif char == quote:
                quote = ""
        elif char in "\"'":
            quote = char
        elif text.startswith("}}", index):
            return index + 2
        index += 1
    return -1


def _tree(tokens: Iterator[Token], closing: str) -> Iterator[Inline]:
    for token in tokens:
        kind = token.type
        if kind == closing:
            return
        if kind in {"text", "text_special"}:
            if token.content:
                yield Text(token.content)
        elif kind == "softbreak":
            yield Text(" ")
        elif kind == "hardbreak":
            yield LineBreak()
        elif kind == "code_inline":
            yield Code(token.content)
        elif kind == "expr":
            yield Expr(token.content, token.meta["start"], token.meta["end"])
        elif kind == "footnote_ref":
            yield FootnoteRef(token.content)
        elif kind == "image":
            yield Image(str(token.attrs.get("src", "")))
        elif kind == "link_open":
            yield Link(str(token.attrs.get("href", "")), tuple(_tree(tokens, "link_close")))
        elif kind.endswith("_open"):
            name = kind.removesuffix("_open")
            yield _SPANS[name](tuple(_tree(tokens, f"{name}_close")))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    # Which links are safe is told with code and place by the reader of topics, not dropped in silence here.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.inline.ruler.before("text", "expr", _expr)
    parser.inline.ruler.before("link", "footnote_ref", _footnote_ref)
    parser.inline.ruler.after("strikethrough", "script", _script)
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


def _expr(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    end = expression_end(state.src, state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push("expr", "", 0)
        token.content = state.src[state.pos + 2 : end - 2].strip()
        token.meta = {"start": state.pos, "end": end}
    state.pos = end
    return True


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[^", state.pos):
        return False
    end = state.src.find("]", state.pos, state.pos + 80)
    label = state.src[state.pos + 2 : end]
    if end < 0 or not label or any(char.isspace() or char in "[^" for char in label):
        return False
    if not silent:
        state.push("footnote_ref", "", 0).content = label
    state.pos = end + 1
    return True


def _script(state: StateInline, silent: bool) -> bool:
    """`^up^` and `~down~`: no space inside, as in pandoc; `~~` is strike's."""
    marker = state.src[state.pos]
    if marker not in "^~" or state.src.startswith("~~", state.pos):
        return False
    end = state.src.find(marker, state.pos + 1, state.pos + 200)
    inner = state.src[state.pos + 1 : end]
    if end < 0 or not inner or any(char.isspace() for char in inner):
        return False
    if not silent:
        name = "sup" if marker == "^" else "sub"
        state.push(f"{name}_open", name, 1)
        state.push("text", "", 0).content = inner
        state.push(f"{name}_close", name, -1)
    state.pos = end + 1
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's rule with CJK characters and punctuation neutral beside a delimiter, so that `**「禁止」**が` is strong.

    After the amendment "markdown-cjk-friendly" to CommonMark's definition of flanking delimiter runs.
    """
    start = state.pos
    marker = state.src[start]
    if silent or marker not in "*_":
        return False
    count = 1
    while start + count < state.posMax and state.src[start + count] == marker:
        count += 1
    before = state.src[start - 1] if start > 0 else " "
    after = state.src[start + count] if start + count < state.posMax else " "
    left, right = _flanking(before, after)
    if marker == "_":
        left, right = left and (not right or _punctuation(before)), right and (not left or _punctuation(after))
    for _ in range(count):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(marker=ord(marker), length=count, token=len(state.tokens) - 1, end=-1, open=left, close=right)
        )
    state.pos += count
    return True


def _flanking(before: str, after: str) -> tuple[bool, bool]:
    left = not after.isspace() and (not _punctuation(after) or before.isspace() or _punctuation(before) or _cjk(before))
    right = not before.isspace() and (not _punctuation(before) or after.isspace() or _punctuation(after) or _cjk(after))
    return left, right


def _punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS" and not _cjk(char)


def _cjk(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFH" and char > "\u1100"
