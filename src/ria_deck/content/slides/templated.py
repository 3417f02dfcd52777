"""Topics whose slides templates make, as far as their own files say."""

from __future__ import annotations

from typing import Any

from ria_deck.content.slides.front_matter import Head
from ria_deck.content.specs.slides import TopicSpec
from ria_deck.content.specs.template import TemplateUse, TopicPart
from ria_deck.source.text import SourceText


def templated_topic(
    source: SourceText, topic: str, head: Head, slides: tuple[Any, ...], parts: tuple[TopicPart, ...]
) -> TopicSpec:
    """A topic whose slides its template makes: the part in its own file."""
    first = source.span(0, len(source.line(1)))
    return TopicSpec(
        id=topic,
        path=source.path,
        title=head.title,
        slides=(),
        span=head.title.span if head.title else first,
        sources=head.sources,
        sources_span=head.sources_span,
        source=head.source,
        editions=head.editions,
        editions_span=head.editions_span,
        when=head.when,
        typed=head.typed,
        template=TemplateUse(
            name=head.template,
            span=head.template_span or first,
            values=head.values,
            slides=slides,
            body=source,
            start=head.end,
            claims=() if parts else head.claims,  # what is printed has those of a topic with parts
            parts=parts,
        ),
    )
