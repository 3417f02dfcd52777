"""The form of a topic in YAML: the keys of its head and of its slides, with what editors say about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ria_deck.content.blocks.chart_shape import ChartBlock
from ria_deck.content.blocks.kpi_shape import KpiEntry
from ria_deck.content.blocks.map_shape import MapBlock
from ria_deck.content.blocks.process_shape import StepEntry
from ria_deck.content.blocks.shapes import ClaimEntry, TableBlock, TypedEntry
from ria_deck.content.blocks.timeline_shape import TimelineBlock
from ria_deck.content.slides.front_matter import FrontMatter
from ria_deck.source.decode import Shape, key

BLOCKS = ("chart", "table", "map", "timeline", "kpi", "process")
"""The blocks that a slide may have as keys, in the order in which they stand on it."""


class ImageEntry(Shape):
    """A picture from content/images/."""

    foreign: ClassVar[Mapping[str, str]] = {
        "src": "write `path`",
        "file": "write `path`",
        "title": "write `caption`",
        "credit": "it belongs in content/images/credits.yaml",
    }

    path: str = key(min_length=1)
    """The file, from content/ on: images/harbour.jpg. It needs an entry in content/images/credits.yaml."""
    alt: str
    """What the picture shows, in a sentence, for readers who can't see it."""
    caption: str | None = None
    """The caption under the picture."""
    width: str | None = None
    """Its share of the width: 60%."""
    focus: str | None = None
    """The point to keep when the picture is cropped, as shares from the left and from the top: 0.3,0.5."""


class ColumnText(Shape):
    """A column of a slide with its width or condition."""

    text: str
    """What stands in the column, in Markdown."""
    width: str | None = None
    """Its share of the width: 40%."""
    when: str | None = None
    """An expression: the column's text stands only where it holds."""


class SlideKeys(Shape):
    """A slide, without its blocks."""

    foreign: ClassVar[Mapping[str, str]] = {
        "name": "write `id`",
        "heading": "write `title`",
        "type": "write `layout`",
        "body": "write `text`",
        "content": "write `text`",
        "bullets": "write them in `text`, each in a line that begins with `- `",
        "markdown": "write `text`",
        "speaker_notes": "write `notes`",
        "note": "write `notes` for the speaker's notes; a note under a figure belongs into its block",
        "picture": "write `image`",
        "images": "one picture is `image`; several go into `text`: ![alt](images/x.jpg)",
        "charts": "one chart is `chart`; several go into `text`, each in a ```{chart} fence",
        "if": "write `when`",
        "foreach": 'write `for`: "row in table.rows()"',
        "comment": "write `remark`",
    }

    id: str | None = key(None, pattern=r"^[\w:.-]+$")
    """The slide's lasting name, for translations and links. Without it, the title's words are taken."""
    title: str | None = None
    """The slide's title: a line of Markdown, with `{{ … }}` for values. Without it, the slide has none."""
    layout: str | None = None
    """How the slide is laid out: bullets, chart, chart-right, table, map, two-columns, statement, … Without it, bullets."""
    when: str | None = None
    """An expression: the slide stands only where it holds, like `edition == 'update'`."""
    loop: str | None = key(None, alias="for")
    """A slide for each row: `row in regions.rows()`; `{{ row.name }}` is the row's value."""
    editions: str | tuple[str, ...] | None = None
    """The editions that the slide belongs to; all of them where it is left out."""
    hidden: bool = False
    """Whether it is a hidden slide, for questions after the talk."""
    split: bool = False
    """Whether what doesn't fit may go on to a second slide."""
    text: str | None = None
    """What stands on the slide, in Markdown, with `{{ … }}` for values from the tables."""
    columns: tuple[str | ColumnText, ...] | None = key(None, min_length=1)
    """Texts side by side, each in Markdown."""
    image: str | ImageEntry | None = None
    """A picture: {path, alt, caption}."""
    notes: str | None = None
    """What the speaker says, in Markdown; the audience doesn't see it."""
    handout: str | None = None
    """Prose for the handout only, in Markdown."""
    sources: str | tuple[str, ...] | None = None
    """Ids of sources in data/datapackage.yaml, for the source line."""
    source: str | tuple[str, ...] | None = None
    """Source lines, printed as written instead of those made from `sources`."""
    template: str | None = key(None, pattern=r"^[\w./ -]+\.md\.j2$")
    """A file of templates/ that makes the slide of its keys, its `slide`: profile.md.j2."""
    values: Mapping[str, Any] | None = None
    """What the slide's template gets as `values`: texts, numbers, lists, as its author likes."""
    remark: str | None = None
    """A remark for those who edit the topic; it is printed nowhere."""


class SlideEntry(SlideKeys):
    """A slide."""

    chart: ChartBlock | None = None
    """A chart over a table of data/."""
    table: TableBlock | None = None
    """Rows of a table of data/."""
    map: MapBlock | None = None
    """Places on a map."""
    timeline: TimelineBlock | None = None
    """Events along a line of time."""
    kpi: tuple[KpiEntry, ...] | None = None
    """A row of key figures: [{value, label, change, note, source, spark: {data, x, y}}]."""
    process: tuple[StepEntry, ...] | None = None
    """Steps one after the other: [{label, text, color}]."""
    claims: tuple[ClaimEntry, ...] | None = None
    """What the slide's sentences promise of the data: {that: expression, says: words of the slide}."""


class SlideDraft(SlideKeys):
    """A slide as it is read first: its blocks are looked into when their Markdown is."""

    chart: Any = None
    table: Any = None
    map: Any = None
    timeline: Any = None
    kpi: Any = None
    process: Any = None
    claims: Any = None


class TopicDraft(FrontMatter):
    """The head of a topic, in Markdown its front matter, and its slides as they are read first: each is decoded by
    itself, so that a mistake in one hides no other's."""

    foreign: ClassVar[Mapping[str, str]] = {
        "notes": "notes belong to a slide: write them in `slides`",
        "layout": "a layout belongs to a slide: write it in `slides`",
        "id": "a topic's id is its file's name without the ending",
        "date": "it belongs in report.yaml",
        "author": "it belongs in report.yaml: `authors`",
        "language": "it belongs in report.yaml",
    }

    body: str | None = None
    """What stands before the first slide, in Markdown: what the topic's template prints as `body`, or a comment."""
    slides: tuple[Any, ...] = ()


class TopicFile(TopicDraft):
    """A topic: content/NAME.yaml."""

    claims: tuple[ClaimEntry, ...] | None = None
    """What the topic's sentences promise of the data: {that: expression, says: words of the topic}."""
    typed: tuple[TypedEntry, ...] | None = None
    """Numbers that are typed on purpose, with the reason: {text: "40", because: "…"}."""
    slides: tuple[SlideEntry, ...] = ()
    """The slides in their order."""
