"""Paragraphs as HTML: marks, links, footnote marks, lists, and the language of every foreign stretch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import unquote

from markupsafe import Markup, escape

from ria_deck.model.text import Paragraph, ParagraphKind, Run, TextMark
from ria_deck.model.value import Value

# From the outside in. A link stands innermost: its element holds plain text only, as PDF/UA's link tags need it.
_ORDER = (TextMark.STRONG, TextMark.EMPHASIS, TextMark.STRIKE, TextMark.SUPERSCRIPT, TextMark.SUBSCRIPT, TextMark.CODE)


OriginMark = Callable[[Value], int | None]
"""The number by which a page knows where a value comes from; None for a value that no table has."""

_MARK: ContextVar[OriginMark | None] = ContextVar("mark", default=None)


@contextmanager
def with_origins(mark: OriginMark) -> Iterator[None]:
    """Within, each value that comes from a table is a `<data data-origin="…">`: pages in a browser show it."""
    token = _MARK.set(mark)
    try:
        yield
    finally:
        _MARK.reset(token)


StateMark = Callable[[Paragraph], str]
"""What is said of a paragraph on a page for translators, a class of its `mark`; empty for nothing."""

_STATE: ContextVar[StateMark | None] = ContextVar("state", default=None)


@contextmanager
def with_states(state: StateMark) -> Iterator[None]:
    """Within, paragraphs with a state are marked."""
    token = _STATE.set(state)
    try:
        yield
    finally:
        _STATE.reset(token)


def inline_html(paragraph: Paragraph, lang: str, *, notes: bool = True) -> Markup:
    """The runs of a paragraph. `lang` is the language around it: a run of another gets a `span` with its `lang`.

    With `notes` False, references to footnotes are left out (contents, bookmarks).
    """
    runs = [run for run in paragraph.runs if notes or run.footnote is None]
    pieces: list[Markup] = []
    for tag, group in groupby(runs, key=lambda run: run.lang):
        inner = Markup("").join(_run(run) for run in group)
        foreign = bool(tag) and tag != lang
        pieces.append(Markup('<span lang="{}">{}</span>').format(tag, inner) if foreign else inner)
    html = Markup("").join(pieces)
    state = marking(paragraph) if (marking := _STATE.get()) is not None else ""
    return Markup('<mark class="{}">{}</mark>').format(state, html) if state else html


def _run(run: Run) -> Markup:
    text = Markup("<br>").join(escape(line) for line in run.text.split("\n"))
    if run.footnote is not None:
        return Markup('<sup class="call"><a href="#fn-{}">{}</a></sup>').format(run.footnote, text)
    if run.href:
        text = Markup('<a href="{}">{}</a>').format(_address(run.href), escape(run.text.replace("\n", " ")))
    marked = _MARK.get()
    origin = marked(run.value) if marked is not None and run.value is not None else None
    if origin is not None and run.value is not None:
        text = Markup('<data value="{}" data-origin="{}" tabindex="0">{}</data>').format(
            str(run.value.raw), origin, text
        )
    for mark in reversed(_ORDER):
        if mark in run.marks:
            text = Markup("<{}>{}</{}>").format(mark.value, text, mark.value)
    return text


def _address(href: str) -> str:
    """A link's address; that of a slide is the place of its section."""
    return f"#slide-{anchor(unquote(href[1:]))}" if href.startswith("#") else href


def anchor(slide_id: str) -> str:
    """The id in ASCII, for addresses within a page are compared in the form that addresses have: `_` and six hexadecimal
    digits for each other character, and for `_`."""
    return "".join(char if char.isascii() and char != "_" else f"_{ord(char):06x}" for char in slide_id)


def block_html(paragraphs: Sequence[Paragraph], lang: str) -> Markup:
    """Paragraphs and lists as `p`, `ul`, `ol`, somebody's words in `blockquote`; a plain paragraph of a level above 0 goes
    on in the item before it."""
    parts = (
        (quoted, _listed(list(part), lang)) for quoted, part in groupby(paragraphs, lambda one: one.quote is not None)
    )
    quotation = Markup('<blockquote class="words">{}</blockquote>')
    return Markup("").join(quotation.format(html) if quoted else html for quoted, html in parts)


def _listed(paragraphs: Sequence[Paragraph], lang: str) -> Markup:
    lists = _Lists()
    for paragraph in paragraphs:
        text = inline_html(paragraph, lang)
        if paragraph.kind is ParagraphKind.PLAIN:
            lists.close(min(paragraph.level, len(lists.names)))
            apart = Markup(' style="padding-top: {:g}pt"').format(paragraph.before) if paragraph.before else ""
            marked = Markup(' class="marked"') if paragraph.quote else ""
            lists.out.append(Markup("<p{}{}>{}</p>").format(marked, apart, text))
        else:
            lists.item(paragraph, text)
    lists.close(0)
    return Markup("").join(lists.out)


@dataclass(slots=True)
class _Lists:
    """HTML with lists in it; `names` are the elements of those that are open, outermost first, each with an open `li`."""

    out: list[Markup] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def close(self, depth: int) -> None:
        """Close all lists but the outermost ones."""
        while len(self.names) > depth:
            name = self.names.pop()
            self.out.append(Markup("</li></{}></div>" if self.names else "</li></{}>").format(name))

    def item(self, paragraph: Paragraph, text: Markup) -> None:
        """Begin an item, in the list of its depth and kind or in a new one."""
        name = "ol" if paragraph.kind is ParagraphKind.NUMBER else "ul"
        depth = min(paragraph.level, len(self.names)) + 1
        self.close(depth)
        if len(self.names) == depth and self.names[-1] != name:
            self.close(depth - 1)
        if len(self.names) == depth:
            self.out.append(Markup("</li>"))
        else:
            self._begin(name, paragraph)
        self.out.append(Markup("<li>{}").format(text))

    def _begin(self, name: str, paragraph: Paragraph) -> None:
        # WeasyPrint's tags put a list that is in an item after the item, unless something is between them.
        # It counts from 1, whatever `start` and `value` say; the counter's name is CSS's.
        number = paragraph.number
        start = Markup(' start="{}" style="counter-reset: list-item {}"').format(number, number - 1)
        wide = Markup(' class="wide-{}"').format(min(paragraph.digits, 4)) if paragraph.digits else ""
        begun = start if number > 1 else ""
        self.out.append(Markup("<div><{}{}{}>" if self.names else "<{}{}{}>").format(name, wide, begun))
        self.names.append(name)
