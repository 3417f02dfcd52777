"""The resolved talk: one `Deck` for each edition, language and row, with every word, number and place decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import accumulate
from pathlib import Path

from ria_deck.diagnostics import Span
from ria_deck.model.back_matter import Credit, FigureTable, SourceEntry
from ria_deck.model.chart import Chart
from ria_deck.model.deck_name import DeckName
from ria_deck.model.front_matter import Author, CoverTitle, Logo
from ria_deck.model.kpi import Kpi, Multiples
from ria_deck.model.map import Map
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph
from ria_deck.model.text_style import AS_SET, Fit
from ria_deck.model.theme import Box, Layout, Theme
from ria_deck.model.timeline import Timeline
from ria_deck.model.tint import CellBar, Shade


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Paragraphs and lists."""

    paragraphs: tuple[Paragraph, ...]
    fit: Fit = AS_SET


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A listing: `lines` of (text, colour role) pieces, already highlighted."""

    language: str
    lines: tuple[tuple[tuple[str, str], ...], ...]
    fit: Fit = AS_SET


class RowKind(Enum):
    """HEAD rows stand first and repeat; GROUP rows head rows below, SUBTOTAL rows close these; TOTAL rows close all."""

    HEAD = "head"
    GROUP = "group"
    BODY = "body"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell; `span` is the number of columns it covers (those are left out); its number stands behind its `bar`."""

    text: Paragraph
    align: str = "start"  # start | center | end
    span: int = 1
    ground: Shade | None = None
    bar: CellBar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row; `height` in points as measured for the slide."""

    cells: tuple[TableCell, ...]
    kind: RowKind = RowKind.BODY
    height: float = 0.0

    @property
    def placed(self) -> tuple[tuple[int, TableCell], ...]:
        """Each cell with the column, from 0, in which it begins."""
        starts = accumulate((cell.span for cell in self.cells), initial=0)
        return tuple(zip(starts, self.cells, strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A rectangular table. `widths` are shares of the slot's width that add up to 1, those of the columns (from 0) in
    `asked` the author's; `printed` are shares of the handout's page, where it is `dense` in small type; `size` is the text
    size in pt, `padding` the points over and under the text of a cell. `bars` (and `printed_bars`) are the shares that bars
    have of their columns' insides."""

    name: str  # id of the block, for the manifest and shape names
    rows: tuple[TableRow, ...]
    widths: tuple[float, ...]
    asked: frozenset[int] = frozenset()
    printed: tuple[float, ...] = ()
    dense: bool = False
    bars: tuple[float, ...] = ()
    printed_bars: tuple[float, ...] = ()
    alt: str = ""
    caption: Paragraph | None = None
    note: Paragraph | None = None
    source: Paragraph | None = None
    size: float = 16.0
    padding: float = 3.6
    number: int = 0  # running number in the handout
    strings: tuple[Paragraph, ...] = field(default=(), compare=False, repr=False)  # behind its alt text

    @property
    def tinted(self) -> bool:
        """Whether cells have grounds of their own."""
        return any(cell.ground is not None for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture from the project. `path` is the normalised file (absolute); `crop` is (left, top, right, bottom) as
    shares cut off; `width` and `height` in pixels after cropping. `svg` is the drawing that it was made from, `gif` the
    animation whose first frame it is, empty for none."""

    name: str
    path: str
    alt: str
    width: int
    height: int
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    focus: tuple[float, float] = (0.5, 0.5)  # the point to keep when a slot crops, as shares of the size
    caption: Paragraph | None = None
    credit: Paragraph | None = None
    share: float | None = None  # of the width of its slot, as its author says
    svg: str = ""
    svg_for_browsers: bool = False  # its words would be in other faces there
    svg_for_paper: bool = False
    gif: str = ""
    number: int = 0
    strings: tuple[Paragraph, ...] = ()  # behind its alt text


Block = Prose | Code | Table | Chart | Multiples | Map | Timeline | Kpi | Process | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A block in a slot of the slide's layout."""

    slot: str
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note at the foot of the slide and of the handout page; numbered through the deck. Not `on_slide`: its mark is
    in what only the handout prints."""

    number: int
    paragraphs: tuple[Paragraph, ...]
    on_slide: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide, and the part of the handout that goes with it.

    `title` is never empty; where `title_hidden`, it serves the outline and screen readers only. `topic` is the line
    above the title (None where it would repeat it), cut with “…” where it is longer than its place. `subtitle` are the
    lines of the SUBTITLE slot. `handout` are blocks that only the handout carries. `topic_index` points into
    `Deck.topics`, -1 for front matter (title and contents slides).
    """

    id: str
    layout: str
    title: Paragraph
    title_hidden: bool = False
    title_fit: Fit = AS_SET
    topic: Paragraph | None = None
    topic_fit: Fit = AS_SET
    topic_index: int = -1
    part: Paragraph | None = None  # of a section: the number of the topic that it opens
    progress: tuple[int, int] = (0, 0)  # of a section: its place among so many topics, from 0
    subtitle: tuple[Paragraph, ...] = ()
    subtitle_fit: Fit = AS_SET
    placements: tuple[Placement, ...] = ()
    sources: tuple[Paragraph, ...] = ()  # source lines, whole ("Source: …")
    source_fit: Fit = AS_SET
    figures_sources: bool = False  # whether those say what its figures' own say
    remarks: tuple[Paragraph, ...] = ()  # the notes of the slide's figures, above its footnotes
    footnotes: tuple[Footnote, ...] = ()
    foot_fit: Fit = AS_SET
    notes: tuple[Paragraph, ...] = ()
    handout: tuple[Block, ...] = ()
    hidden: bool = False
    front: bool = False  # the handout's cover or list of contents says what it says
    continues: str = ""  # the id of the slide that this one carries on
    split: bool = False  # may go on to further slides where its text doesn't fit
    claimed: tuple[str, ...] = ()  # its texts that claims compare with the data
    boxes: tuple[tuple[str, Box], ...] = ()  # of slots that stand elsewhere on it than the layout says
    printed_columns: tuple[float, ...] = ()  # widths in points of columns that stand side by side in print
    span: Span | None = None

    def arranged(self, layout: Layout) -> Layout:
        """Its layout, with the slots where this slide has them."""
        if not self.boxes:
            return layout
        boxes = dict(self.boxes)
        slots = (
            replace(slot, box=boxes[slot.name], moved=True) if slot.name in boxes else slot for slot in layout.slots
        )
        return replace(layout, slots=tuple(slots))

    @property
    def foot(self) -> tuple[Footnote, ...]:
        """The footnotes that the slide itself shows."""
        return tuple(note for note in self.footnotes if note.on_slide)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic: one content file, a section of the slide sorter, a chapter of the handout."""

    id: str
    title: Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """One edition in one language, for one row of a batch. `words` are the program's own words in that language (`source`,
    `figure`, `table`, `contents`, `page`, `sources`, `credits`, `notes` …), complete; `date` is the report's, `date_text` its
    form for readers; `locale` is the CLDR locale, `lang` the BCP 47 tag written into outputs, `direction` `ltr` or
    `rtl`; `root` is the project's folder, for the templates that renderers read; `batch_id` is the row's that the deck is
    made for."""

    id: str
    edition: str
    language: str
    locale: str
    lang: str
    direction: str
    title: Paragraph
    cover: CoverTitle
    subtitle: Paragraph | None
    authors: tuple[Author, ...]
    event: str
    venue: str
    date: dt.date
    date_text: str
    topics: tuple[Topic, ...]
    slides: tuple[Slide, ...]
    theme: Theme
    words: Mapping[str, str]
    running_title: str = ""  # short form for running heads
    footer: str = ""  # as much of it as the slides' footers have room for
    sources: tuple[SourceEntry, ...] = ()
    credits: tuple[Credit, ...] = ()
    data_tables: tuple[FigureTable, ...] = ()
    logo: Logo | None = None
    colophon: tuple[str, ...] = ()
    root: Path = Path()
    batch_id: str = ""

    @property
    def name(self) -> DeckName:
        """Which deck of its report it is."""
        return DeckName(batch_id=self.batch_id, edition=self.edition, language=self.language)

    @property
    def printed(self) -> tuple[Slide, ...]:
        """The slides as the handout prints them: a text or table that goes on to further slides is whole again, since
        pages break where they need to."""
        done: dict[str, Slide] = {}
        for slide in self.slides:
            first = done.get(slide.continues) if slide.continues else None
            if first is None:
                done[slide.id] = slide
            else:
                done[first.id] = _rejoined(first, slide)
        return tuple(done.values())


def _rejoined(first: Slide, more: Slide) -> Slide:
    pieces = {placed.slot: placed.block for placed in more.placements}
    placements = tuple(
        replace(placed, block=_longer(placed.block, pieces[placed.slot])) if placed.slot in pieces else placed
        for placed in first.placements
    )
    return replace(first, placements=placements)


def _longer(block: Block, rest: Block) -> Block:
    match block, rest:
        case Prose(), Prose():
            return replace(block, paragraphs=(*block.paragraphs, *rest.paragraphs))
        case Table(), Table():
            return replace(block, rows=(*block.rows, *(row for row in rest.rows if row.kind is not RowKind.HEAD)))
        case _:
            raise ValueError(f"{type(block).__name__} does not go on as {type(rest).__name__}")
