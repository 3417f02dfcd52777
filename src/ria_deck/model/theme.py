"""How a deck looks: colours by role, faces by script, layouts with their slots; lengths in EMU (914,400 an inch)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from ria_deck.diagnostics import Span
from ria_deck.model.page import A4, HandoutPage
from ria_deck.model.text_style import SINGLE, TextStyle

EMU_PER_PT = 12_700
EMU_PER_INCH = 914_400
TITLE_LINES = 6  # at most under the title of a title slide, where lines can be joined
TITLE_GAP = 9.0  # points between its subtitle, people, meeting and date, where there are three of them or more


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in EMU from the slide's top left corner."""

    x: int
    y: int
    width: int
    height: int


class BlockKind(Enum):
    """What a slot can take; one for each kind of block."""

    PROSE = "prose"
    TABLE = "table"
    CHART = "chart"
    MAP = "map"
    TIMELINE = "timeline"
    KPI = "kpi"
    PROCESS = "process"
    PICTURE = "picture"
    CODE = "code"


class SlotRole(Enum):
    """What a slot is for. Only BODY slots take the author's blocks; the others are filled from the slide's own
    fields."""

    TITLE = "title"
    SUBTITLE = "subtitle"  # title slide: authors, affiliations, event, date; statement: its attribution
    TOPIC = "topic"  # the small line above the title
    BODY = "body"
    SOURCE = "source"
    FOOTNOTES = "footnotes"
    FOOTER = "footer"
    NUMBER = "number"  # slide number
    PART = "part"  # section: the number of the topic that it opens
    PROGRESS = "progress"  # section: a mark for each topic, this one's bright; drawn, no placeholder


class LayoutKind(Enum):
    """What a layout does. The theme declares it; nothing follows from a layout's name."""

    TITLE = "title"  # the report's title with its people; the handout's cover stands for it
    CONTENTS = "contents"  # the list of topics; the handout has its own
    AGENDA = "agenda"  # the list of topics with the present one marked
    SECTION = "section"  # nothing but a title
    STATEMENT = "statement"  # a sentence to remember; set as a quotation in the handout
    QUOTE = "quote"  # somebody's words
    REFERENCES = "references"  # a list of sources
    BIG_NUMBER = "big-number"  # one number with words under it
    COMPARISON = "comparison"  # two columns under heads
    SIDE_BY_SIDE = "side-by-side"  # two columns
    BLANK = "blank"  # no title on the slide
    CONTENT = "content"  # everything else

    @property
    def quoted(self) -> bool:
        """Whether its prose is set as a quotation in the handout, and it may go without a figure."""
        return self in {LayoutKind.STATEMENT, LayoutKind.QUOTE}

    @property
    def sourced(self) -> bool:
        """Whether the topic's sources stand under it: under facts, not under words that have none."""
        facts = (LayoutKind.BIG_NUMBER, LayoutKind.COMPARISON, LayoutKind.SIDE_BY_SIDE)
        return self in {*facts, LayoutKind.BLANK, LayoutKind.CONTENT}

    @property
    def paired(self) -> bool:
        """Whether its two columns stand side by side in the handout too, where they are narrow enough."""
        return self in {LayoutKind.COMPARISON, LayoutKind.SIDE_BY_SIDE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place on a layout: one placeholder in PowerPoint, one box on a printed slide.

    `name` is what `::: {slot=name}` and columns refer to; `idx` is the placeholder's index in the layout
    (-1: the user's template has none, a text box stands in);
    `accepts` is empty but for BODY slots; a `single` one holds one block of prose (a head, a caption, a number), what
    follows goes on elsewhere; `inset` is (left, top, right, bottom) in EMU.
    """

    name: str
    role: SlotRole
    box: Box
    idx: int
    style: TextStyle
    accepts: frozenset[BlockKind] = frozenset()
    inset: tuple[int, int, int, int] = (0, 0, 0, 0)
    prompt: str = ""
    single: bool = False
    kind: str | None = None  # the placeholder's OOXML type where a user's template decides it
    moved: bool = False  # it stands elsewhere on the user's layout: slides say where
    own_style: bool = False  # its text is set as `style` has it, whatever the user's placeholder says

    @property
    def placeholder_name(self) -> str:
        """What its placeholder is called in a master of ours: “Left caption” for `left-caption`."""
        return self.name.replace("-", " ").capitalize()

    def narrowed(self, share: float) -> Slot:
        """The slot with a share of its width, on the side that its text is aligned to."""
        width = round(self.box.width * share)
        free = {"start": 0, "center": (self.box.width - width) // 2, "end": self.box.width - width}[self.style.align]
        return (
            self if share == 1.0 else replace(self, box=replace(self.box, x=self.box.x + free, width=width), moved=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A named arrangement of slots. `ground` is the background's colour role; `decoration` names a drawing on it
    (`model/decoration.py`) or is empty; `template_name` is the layout's name in a user's own template, if one is mapped;
    `lead` names the layout that serves instead where words come before the figure."""

    name: str
    slots: tuple[Slot, ...]
    kind: LayoutKind = LayoutKind.CONTENT
    lead: str = ""
    ground: str = "paper"
    decoration: str = ""
    coast: tuple[float, float, float, float] | None = None  # west, south, east, north of the land that it shows
    coast_span: Span | None = field(default=None, compare=False)
    land: tuple[tuple[tuple[float, float], ...], ...] = ()  # its rings, in points of the slide
    template_name: str = ""
    title: str = ""
    colors: Mapping[str, str] = field(default_factory=dict)  # roles that are others on this layout's ground
    scheme: Mapping[str, str] = field(default_factory=dict)  # OOXML's, where slides of it mean other slots by its names

    def slot(self, role: SlotRole) -> Slot | None:
        """The first slot with the role, or None."""
        return next((slot for slot in self.slots if slot.role is role), None)

    def body(self, name: str) -> Slot:
        """The slot of a name among those that take the author's blocks."""
        return next(slot for slot in self.bodies if slot.name == name)

    @property
    def bodies(self) -> tuple[Slot, ...]:
        """The slots that take the author's blocks, in reading order."""
        return tuple(slot for slot in self.slots if slot.role is SlotRole.BODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """Face names written into the deck, and the files that measure and print in their place.

    `latin`, `ea`, `cs` are theme fonts; `scripts` maps OOXML script codes (`Jpan`, `Cyrl`) to faces; `files` maps a
    face name to its (regular, bold) font files, absolute paths or `package:` names resolved by `design`. What `latin` lacks
    is measured and printed with the `second` face, that of `ea` where none is named.
    """

    latin: str
    ea: str
    cs: str
    scripts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    second: str = ""

    @property
    def other(self) -> str:
        """The face of what `latin` lacks."""
        return self.second or self.ea


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Everything templates/ decides. `colors` maps a role (`ink`, `sea`, `accent`, `grey`, `pale`, `mist`, `paper`,
    `series-1` …) to `RRGGBB` without `#`; `series` lists the roles of data series in order; `listing` are the faces of
    fixed width for code."""

    name: str
    colors: Mapping[str, str]
    series: tuple[str, ...]
    scheme: Mapping[str, str]  # OOXML's colour scheme: `dk1`, `lt1`, `dk2`, `lt2`, `accent1` … `folHlink` → `RRGGBB`
    heading: Faces
    body: Faces
    listing: Faces
    width: int
    height: int
    layouts: Mapping[str, Layout]
    page: HandoutPage = A4
    prose: Faces | None = None  # of the handout's running text, where it isn't the body's
    label_size: float = 12.0  # chart and map labels, pt
    source_size: float = 11.0  # source lines, page numbers, pt
    table_min_size: float = 14.0
    ea_leading: float = 1.0  # lines of Chinese, Japanese and Korean text are so many times as high
    cell_leading: float = SINGLE  # of tables' cells, as a multiple of the size
    exact: bool = False  # lines are so high whatever stands in them (East Asian text); else in percent of the face's
    scale: float = 1.0  # of small text: a user's slides may be smaller or larger
    printed: Mapping[str, str] = field(default_factory=dict)  # colours on paper, where slides have another ground
    template: str = ""  # project path of the user's own .pptx/.potx, if any
    logo: str = ""  # project path of the picture for the title slide's ground, if any
    base_map: str = ""  # project path of the theme's own land (GeoJSON), empty: the built-in one
    css: Mapping[str, str] = field(default_factory=dict)  # handout tokens: CSS custom property → value
    digest: str = ""  # hash of what the theme was read from

    @property
    def map_roles(self) -> tuple[str, str, str]:
        """The roles of sea (empty: none is drawn), land and coast on maps; a user's template may have none of them."""
        known = {role: role for role in self.colors}
        sea = known.get("water", "")
        return sea, known.get("land", "mist") if sea else "mist", known.get("coast", "pale") if sea else "pale"

    def on(self, layout: Layout) -> Theme:
        """The theme with the colours that can be read on a layout's ground, and with its names for them."""
        if not layout.colors and not layout.scheme:
            return self
        return replace(self, colors={**self.colors, **layout.colors}, scheme=layout.scheme or self.scheme)

    def of_kind(self, kind: LayoutKind) -> Layout:
        """The first layout of a kind. Raises `LookupError` where the theme has none."""
        for layout in self.layouts.values():
            if layout.kind is kind:
                return layout
        raise LookupError(kind.value)

    @property
    def plain(self) -> Layout:
        """The layout for running text, of slides that name none: the first of kind `content` that takes prose."""
        return next(
            layout
            for layout in self.layouts.values()
            if layout.kind is LayoutKind.CONTENT and any(BlockKind.PROSE in slot.accepts for slot in layout.bodies)
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the layouts that slides ask for: all but those that serve only as another's `lead`."""
        leads = {layout.lead for layout in self.layouts.values()}
        return tuple(name for name in self.layouts if name not in leads)
