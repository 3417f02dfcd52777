"""What the author wrote, as values: report, topics, slides and blocks, every text a `Message` with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.content.specs.claims import Claim, ClaimListSpec, PrintedClaim
from ria_deck.content.specs.figures import (
    AnnotationSpec,
    ChannelSpec,
    ChartSpec,
    ColumnSpec,
    FacetSpec,
    LayerSpec,
    PictureSpec,
    TableSpec,
    TimelineSpec,
)
from ria_deck.content.specs.kpi import KpiSpec
from ria_deck.content.specs.maps import MapInsetSpec, MapLinksSpec, MapPointsSpec, MapRegionsSpec, MapSpec
from ria_deck.content.specs.message import Expression, Message, TypedSpec
from ria_deck.content.specs.process import ProcessSpec
from ria_deck.content.specs.report_parts import AllowSpec, AuthorSpec, BatchSpec, Policy
from ria_deck.content.specs.template import TemplateUse
from ria_deck.diagnostics import Span
from ria_deck.model.words import LanguageForms

__all__ = [
    "AllowSpec",
    "AnnotationSpec",
    "AuthorSpec",
    "BatchSpec",
    "BlockSpec",
    "ChannelSpec",
    "ChartSpec",
    "Claim",
    "ClaimListSpec",
    "CodeSpec",
    "ColumnSpec",
    "ColumnsSpec",
    "Content",
    "CreditSpec",
    "Expression",
    "FacetSpec",
    "FootnoteSpec",
    "KpiSpec",
    "LayerSpec",
    "ListItem",
    "ListSpec",
    "MapInsetSpec",
    "MapLinksSpec",
    "MapPointsSpec",
    "MapRegionsSpec",
    "MapSpec",
    "MarkdownTableSpec",
    "Message",
    "ParagraphSpec",
    "PictureSpec",
    "Policy",
    "PrintedClaim",
    "ProcessSpec",
    "QuoteSpec",
    "ReportSpec",
    "SlideSpec",
    "SlotSpec",
    "TableSpec",
    "TimelineSpec",
    "TopicSpec",
    "TypedSpec",
    "WhenSpec",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpec:
    """content/report.yaml for one edition (its overrides applied)."""

    id: str
    title: Message
    language: str
    languages: tuple[str, ...]
    outputs: tuple[str, ...]
    date: dt.date
    span: Span
    date_shown: str = "day"  # or month, year
    subtitle: Message | None = None
    running_title: Message | None = None
    authors: tuple[AuthorSpec, ...] = ()
    event: Message | None = None
    venue: Message | None = None
    topics: tuple[str, ...] = ()  # file names; empty: all, in name order
    policy: Policy = field(default_factory=Policy)
    allow: tuple[AllowSpec, ...] = ()
    edition: str = ""  # name, empty where the report has no editions
    values: Mapping[str, Any] = field(default_factory=dict)  # the plain report keys, for `report` in expressions
    params: Mapping[str, Any] = field(default_factory=dict)  # for `params` in expressions, plain data
    batch: BatchSpec | None = None
    theme: str = ""  # as written
    theme_span: Span | None = None
    forms: Mapping[str, LanguageForms] = field(default_factory=dict)  # by language


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphSpec:
    """A paragraph; `heading` is 1, 2 … for a sub-heading of the handout."""

    text: Message
    span: Span
    heading: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """An item; `level` from 0; `number` is its ordinal, 0 in a bulleted list; `continued` its further paragraphs; `done` is
    set for a task (`- [ ]`, `- [x]`)."""

    text: Message
    level: int = 0
    number: int = 0
    continued: tuple[Message, ...] = ()
    done: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpec:
    """A list, flattened: nested items follow their parent with a higher level."""

    items: tuple[ListItem, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteSpec:
    """A block quotation."""

    blocks: tuple[BlockSpec, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSpec:
    """A fenced listing in a language."""

    language: str
    code: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownTableSpec:
    """A pipe table; `rows[0]` is the head; `align` is start, center or end; `name` tells it from the slide's other ones."""

    name: str
    rows: tuple[tuple[Message, ...], ...]
    align: tuple[str, ...]
    span: Span
    caption: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsSpec:
    """`:::: columns`: blocks side by side; `widths` are shares or empty."""

    columns: tuple[tuple[BlockSpec, ...], ...]
    span: Span
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSpec:
    """`::: {slot=name}`: blocks for a slot that the author names."""

    slot: str
    blocks: tuple[BlockSpec, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenSpec:
    """`::: {when="…"}`: blocks that stand only where the expression holds."""

    when: Expression
    blocks: tuple[BlockSpec, ...]
    span: Span


BlockSpec = (
    ParagraphSpec
    | ListSpec
    | QuoteSpec
    | CodeSpec
    | MarkdownTableSpec
    | ClaimListSpec
    | TableSpec
    | ChartSpec
    | MapSpec
    | TimelineSpec
    | KpiSpec
    | ProcessSpec
    | PictureSpec
    | ColumnsSpec
    | SlotSpec
    | WhenSpec
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteSpec:
    """The text of `[^label]`."""

    label: str
    paragraphs: tuple[Message, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideSpec:
    """A slide as written. `title` is None after a lone `---`; an empty `layout` is the theme's for running text; `loop` is
    `for="row in …"` as (variable, expression); `sources` are ids, `source` a line printed as written (both None:
    the topic's). `split` lets the blocks go on to a second slide when they don't fit."""

    id: str
    title: Message | None
    layout: str
    layout_span: Span
    span: Span
    blocks: tuple[BlockSpec, ...] = ()
    notes: tuple[BlockSpec, ...] = ()
    handout: tuple[BlockSpec, ...] = ()
    footnotes: Mapping[str, FootnoteSpec] = field(default_factory=dict)
    when: Expression | None = None
    loop: tuple[str, Expression] | None = None
    sources: tuple[str, ...] | None = None
    sources_span: Span | None = None
    source: tuple[Message, ...] | None = None
    claims: tuple[Claim, ...] = ()
    hidden: bool = False
    split: bool = False
    editions: tuple[str, ...] | None = None
    editions_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSpec:
    """A topic: one file. `title` is None for a file of slides without a topic title (front matter of the talk)."""

    id: str
    path: str
    title: Message | None
    slides: tuple[SlideSpec, ...]
    span: Span
    sources: tuple[str, ...] = ()
    sources_span: Span | None = None
    source: tuple[Message, ...] | None = None
    editions: tuple[str, ...] | None = None
    claims: tuple[Claim, ...] = ()
    typed: tuple[TypedSpec, ...] = ()
    when: Expression | None = None
    editions_span: Span | None = None
    template: TemplateUse | None = None
    texts: tuple[Message, ...] = ()  # of `values`, where its template prints them


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditSpec:
    """An entry of content/images/credits.yaml; `included` is False for a picture that is recorded but not shown."""

    file: str
    credit: Message
    licence: Message
    source: Message
    span: Span
    title: Message | None = None
    included: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that content/ holds. `reports` has one `ReportSpec` for each edition (`""` where there are none)."""

    reports: Mapping[str, ReportSpec]
    topics: tuple[TopicSpec, ...]
    credits: Mapping[str, CreditSpec] = field(default_factory=dict)
