"""What a layout draws on its ground: swells, bands and rules, and a section's marks of how far a talk has come; the same in
the deck, on printed slides and on the handout's cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ria_deck.model.theme import EMU_PER_INCH, Box, Layout, SlotRole, Theme

Crest = tuple[float, float, float, float]

# Two bands at the foot of a title slide, a broad one that swells to the right and a low one before it: heights of the crest
# at 0, 1/3, 2/3 and 1 of the width, from the top of the bands, as shares of their depth.
_BANDS: tuple[tuple[str, Crest], ...] = (
    ("series-1", (0.42, 0.10, 0.62, 0.16)),
    ("accent", (0.86, 0.52, 0.98, 0.66)),
)
_DEPTH = 0.15  # of the bands, as a share of the slide's height
_SWELLS: tuple[Crest, ...] = ((0.86, 1.04, 0.42, 0.22), (0.72, 0.60, 1.02, 0.52))  # over the whole ground
_BREATH, _LIGHT = 0.06, 0.5  # how much shows of swells in the words' colour, in the paper's
_LAND = 0.09  # how much shows of land
_RULE = (round(0.75 * EMU_PER_INCH), round(0.055 * EMU_PER_INCH))  # between title and subtitle: length, height
_EDGE = round(0.26 * EMU_PER_INCH)  # the width of a band at the edge where lines begin
_PANEL = 0.335  # of the slide's width: a panel under the title beside a list
LONGEST = round(0.5 * EMU_PER_INCH)
GAP = round(0.09 * EMU_PER_INCH)
DIM = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnShape:
    """A shape on a layout's ground: its place, its colour's role and how much of it shows. With a `crest` its upper side is
    a curve: heights at 0, 1/3, 2/3 and 1 of the width, as shares of the box; with `rings`, it is these, in points."""

    name: str
    role: str
    box: Box
    share: float = 1.0
    crest: Crest | None = None
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()


def drawing_of(layout: Layout, theme: Theme) -> tuple[DrawnShape, ...]:
    """The shapes of a layout's drawing, from the back to the front."""
    match layout.decoration:
        case "waves":
            return (*_swells(theme, _words(layout), _BREATH), *_bands(theme), *_rule(layout))
        case "coast":
            return (*_land(layout, theme), *_bands(theme), *_rule(layout))
        case "swell":
            return tuple(_swells(theme, _words(layout), _BREATH))
        case "edge":
            return (*_swells(theme, "paper", _LIGHT), _edge(theme))
        case "panel":
            panel = Box(x=0, y=0, width=round(theme.width * _PANEL), height=theme.height)
            return (DrawnShape(name="Panel", role="mist", box=panel), _edge(theme))
        case _:
            return ()


def _words(layout: Layout) -> str:
    """The colour of a layout's largest words."""
    shown = [slot.style for slot in layout.slots if slot.box.y >= 0 and slot.role is not SlotRole.PART]
    return max(shown, key=lambda style: style.size).color if shown else "grey"


def _swells(theme: Theme, role: str, share: float) -> Iterator[DrawnShape]:
    whole = Box(x=0, y=0, width=theme.width, height=theme.height)
    for number, crest in enumerate(_SWELLS, 1):
        yield DrawnShape(name=f"Swell {number}", role=role, box=whole, share=share, crest=crest)


def _land(layout: Layout, theme: Theme) -> Iterator[DrawnShape]:
    if layout.land:
        whole = Box(x=0, y=0, width=theme.width, height=theme.height)
        yield DrawnShape(name="Land", role=_words(layout), box=whole, share=_LAND, rings=layout.land)


def _bands(theme: Theme) -> Iterator[DrawnShape]:
    deep = round(theme.height * _DEPTH)
    box = Box(x=0, y=theme.height - deep, width=theme.width, height=deep)
    for number, (role, crest) in enumerate(_BANDS, 1):
        yield DrawnShape(name=f"Wave {number}", role=role, box=box, crest=crest)


def _edge(theme: Theme) -> DrawnShape:
    return DrawnShape(name="Edge", role="accent", box=Box(x=0, y=0, width=_EDGE, height=theme.height))


def _rule(layout: Layout) -> Iterator[DrawnShape]:
    """A short rule in the accent's colour between the title, which ends there, and what begins under it."""
    title, under = layout.slot(SlotRole.TITLE), layout.slot(SlotRole.SUBTITLE)
    if title is None or under is None or title.style.anchor != "bottom" or under.style.anchor != "top":
        return
    end, (long, high) = title.box.y + title.box.height, _RULE
    if under.box.y - end >= 3 * high:
        middle = (end + under.box.y - high) // 2
        yield DrawnShape(name="Rule", role="accent", box=Box(x=title.box.x, y=middle, width=long, height=high))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressMark:
    """A mark; `share` is how much of its colour shows over the ground: all of it where it is the present topic's."""

    box: Box
    share: float


def progress_marks(box: Box, progress: tuple[int, int]) -> Iterator[ProgressMark]:
    """A mark for each topic, in a box from its left edge."""
    present, count = progress
    long = min(LONGEST, (box.width + GAP) // count - GAP) if count else 0
    for index in range(count if long > 0 else 0):
        place = Box(x=box.x + index * (long + GAP), y=box.y, width=long, height=box.height)
        yield ProgressMark(box=place, share=1.0 if index == present else DIM)
