"""Read the front matter of a topic, its keys with their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.content.blocks.decode import decode_claims, decode_typed
from ria_deck.content.specs.claims import ClaimDraft
from ria_deck.content.specs.slides import Expression, Message, TypedSpec
from ria_deck.content.specs.template import authored
from ria_deck.content.specs.wording import expression_at, message_at
from ria_deck.diagnostics import Report, Span
from ria_deck.source.decode import Shape, decode, key
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import YamlDocument, load_yaml

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


class FrontMatter(Shape):
    """What a topic's front matter may hold."""

    title: str | None = None
    """The topic's title; a `#` heading may say it instead."""
    sources: str | tuple[str, ...] | None = None
    """Ids of sources in datapackage.yaml, for the source line of the topic's slides."""
    source: str | tuple[str, ...] | None = None
    """Source lines, printed as written."""
    editions: str | tuple[str, ...] | None = None
    """The editions that the topic belongs to; all of them where it is left out."""
    when: str | None = None
    """An expression: the topic stands only where it holds."""
    typed: Any = None
    """Numbers that are typed on purpose: `[{text: "40", because: "…"}]`."""
    claims: Any = None
    """What the topic's sentences promise of the data."""
    template: str | None = key(None, pattern=r"^[\w./ -]+\.md\.j2$")
    """A file of templates/ that makes the topic's slides: region.md.j2. What follows the front matter is its `body`."""
    values: Mapping[str, Any] | None = None
    """What the template gets as `values`: texts, numbers, lists, as its author likes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A topic's front matter, read; `end` is the offset where the Markdown begins."""

    end: int
    title: Message | None = None
    sources: tuple[str, ...] = ()
    sources_span: Span | None = None
    source: tuple[Message, ...] | None = None
    editions: tuple[str, ...] | None = None
    editions_span: Span | None = None
    when: Expression | None = None
    claims: tuple[ClaimDraft, ...] = ()
    typed: tuple[TypedSpec, ...] = ()
    template: str = ""
    template_span: Span | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    values_span: Span | None = None


def read_head(source: SourceText, topic: str, report: Report) -> Head:
    """The front matter of a topic; mistakes in it are told and give an empty one."""
    opening = _OPENING.match(source.text)
    if opening is None:
        return Head(end=0)
    closing = _CLOSING.search(source.text, opening.end())
    if closing is None:
        report.error(
            "RD150",
            "the front matter is never closed",
            source.span(0, 3),
            hint="close it with a line of `---`; a slide without a title can't be first in a file",
        )
        return Head(end=len(source.text))
    end = min(closing.end() + 1, len(source.text))
    if not source.text[opening.end() : closing.start()].strip():
        return Head(end=end)
    document = load_yaml(source, report, start=opening.end(), end=closing.start())
    given = decode(FrontMatter, document, report) if document is not None else None
    if document is None or given is None:
        return Head(end=end)
    return Head(
        end=end,
        title=message_at(document, ("title",), given.title, f"{topic}/topic.title"),
        sources=_words(given.sources) or (),
        sources_span=document.span(("sources",)) if given.sources is not None else None,
        source=_lines(document, given.source, topic),
        editions=_words(given.editions),
        editions_span=document.span(("editions",)) if given.editions is not None else None,
        when=expression_at(document, ("when",), given.when) if given.when else None,
        claims=decode_claims(document, report, at=("claims",)) if given.claims is not None else (),
        typed=decode_typed(document, report) if given.typed is not None else (),
        template=given.template or "",
        template_span=document.text_span(("template",)) if given.template is not None else None,
        values=authored(document, ("values",), f"{topic}/values") if given.values else {},
        values_span=document.span(("values",), key=True) if given.values is not None else None,
    )


def _words(value: str | tuple[str, ...] | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _lines(document: YamlDocument, value: str | tuple[str, ...] | None, topic: str) -> tuple[Message, ...] | None:
    if value is None:
        return None
    context = f"{topic}/source"
    if isinstance(value, str):
        found = [message_at(document, ("source",), value, context)]
    else:
        found = [message_at(document, ("source", index), text, context) for index, text in enumerate(value)]
    return tuple(message for message in found if message)


def check_templating(head: Head, report: Report, *, made: bool) -> None:
    """Report values without a template, and either of them where a template has `made` the front matter."""
    words, hint = (
        "values are for a template, and this topic has none",
        "name it: `template: region.md.j2`, here or on a slide",
    )
    if made:
        words, hint = (
            "front matter that a template prints can't name one",
            "leave it out: what is printed is read as it is",
        )
    for place in (head.template_span if made else None, head.values_span):
        if place is not None:
            report.error("RD279", words, place, hint=hint)
