"""What charts, maps and timelines are measured in: rectangles, places of labels, forms of numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Literal


class LabelPlace(Enum):
    """Where a data label stands at its point; OOXML's `c:dLblPos` (`outEnd`, `inEnd`, `ctr`, `t`, `b`, `l`, `r`)."""

    OUTSIDE_END = "outEnd"
    INSIDE_END = "inEnd"
    CENTER = "ctr"
    ABOVE = "t"
    BELOW = "b"
    LEFT = "l"
    RIGHT = "r"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """Years, months or days in a steady row: the day of each, `apart` units of `unit` (`c:majorTimeUnit`) from its
    neighbours, the Excel code that shows the days as their labels, and `base`, the shortest unit that those labels know
    (`c:baseTimeUnit`): a time axis shows the first day of it."""

    days: tuple[dt.date, ...]
    unit: Literal["days", "months", "years"]
    apart: int
    code: str = ""
    base: Literal["days", "months", "years"] = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A rectangle in points from the figure's top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def meets(self, other: Rect) -> bool:
        """Whether the two share an area."""
        return (  # without `right` and `bottom`: labels are held against each other millions of times
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """A number's form. `code` is the Excel/CLDR pattern that native charts and workbooks carry (`#,##0`, `0.0%`);
    `native` is False where no such code gives the strings that readers see (万): labels are then given as text."""

    code: str = "General"
    native: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How a workbook reckons a number from other columns, so that it follows when those are edited. In `text`, `{0.here}`
    is the cell of the first column of `of` in the same row, `{0[3]}` that in the fourth row, `{0.upto}` its cells from the
    first row to this one, `{0.above}` those before this one."""

    text: str
    of: tuple[str, ...]


class Stacking(Enum):
    """How series of one plot share a category; OOXML's `c:grouping`."""

    NONE = "none"  # grouped bars, separate lines
    ZERO = "zero"  # stacked
    NORMALIZE = "normalize"  # 100 %


class AnnotationKind(Enum):
    """RULE: a dashed line across the plot at x; POINT: words at a datum; GAP: words in the place of a missing datum."""

    RULE = "rule"
    POINT = "point"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A tick and its string."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAxis:
    """A quantitative axis; `step` is the distance between ticks; `color` the role its labels and title carry; `fixed`
    bounds are the author's."""

    minimum: float
    maximum: float
    step: float
    ticks: tuple[Tick, ...]
    format: NumberFormat
    title: str = ""
    color: str = "grey"
    fixed: bool = False
    log: bool = False
