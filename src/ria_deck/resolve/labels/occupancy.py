"""Find out whether a word has room in a figure, by the real boxes of what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ria_deck.design.measure import LINE_HEIGHT, Measurer
from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.model.chart import PlacedText, Rect
from ria_deck.resolve.labels.segments import Segment, crosses

_LARGER = 1.12  # a figure's own title, to its labels
_TITLED = 0.76  # of the figure's width: its lines
_LINES = 20  # of a title, which leaves the figure too little before it has so many
_TOP, _BOTTOM = 0.16, 0.05  # of the size: what a line's box has above its letters and below them


@dataclass(slots=True)
class Ground:
    """What words must keep clear of in a figure: shapes, strokes and other words."""

    width: float
    height: float
    boxes: list[Rect] = field(default_factory=list)
    strokes: list[Segment] = field(default_factory=list)
    words: list[Rect] = field(default_factory=list)

    def free(self, box: Rect, *, inside: Rect | None = None, air: float = 1.0) -> bool:
        """Whether a box is in the figure and touches nothing; it may lie over the shape `inside`."""
        if box.x < 0 or box.y < -0.01 or box.right > self.width + 0.01 or box.bottom > self.height + 0.01:
            return False
        wide = grown(box, air)
        if any(wide.meets(other) for other in self.words):
            return False
        if any(wide.meets(other) for other in self.boxes if other != inside):
            return False
        return not any(crosses(stroke, wide) for stroke in self.strokes)

    def take(self, placed: PlacedText) -> PlacedText:
        """Note that a text stands in its place."""
        self.words.append(ink(placed))
        return placed


def ink(placed: PlacedText) -> Rect:
    """The rectangle that the letters of a placed text cover, after its rotation by 0 or 90 degrees."""
    box, size = placed.box, placed.size
    if placed.rotation % 180:
        x, y = box.x + box.width / 2, box.y + box.height / 2
        high = box.height - (_TOP + _BOTTOM) * size
        return Rect(x=x - high / 2, y=y - box.width / 2, width=high, height=box.width)
    return Rect(x=box.x, y=box.y + _TOP * size, width=box.width, height=box.height - (_TOP + _BOTTOM) * size)


def grown(box: Rect, by: float) -> Rect:
    """The box with air around it."""
    return Rect(x=box.x - by, y=box.y - by, width=box.width + 2 * by, height=box.height + 2 * by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setter:
    """Sets words in boxes: the label size in points and the measurer of their faces."""

    size: float
    measurer: Measurer

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.size * LINE_HEIGHT

    def width(self, text: str, bold: bool = False) -> float:
        """The width of a text's widest line, a hair to spare."""
        return self.measurer.width(text, self.size, bold) + 0.02 * self.size

    def readable(self, role: str, ground: str = "paper") -> str:
        """The role, or ink where text in its colour can't be read on a ground: marks need less contrast than words."""
        colors = self.measurer.theme.colors
        if role == "paper" or {role, ground} - colors.keys() or contrast(colors[role], colors[ground]) >= TEXT_CONTRAST:
            return role
        return "ink" if role != "grey" else role

    def on(self, fill: str) -> str:
        """The role of text on a mark's fill: paper, or ink where that is the clearer one."""
        colors = self.measurer.theme.colors
        if fill not in colors or contrast(colors[fill], colors["paper"]) >= TEXT_CONTRAST:
            return "paper"
        return max(("paper", "ink"), key=lambda role: contrast(colors[fill], colors[role]))

    def height(self, text: str) -> float:
        """The height of a text's lines."""
        return self.line * (text.count("\n") + 1)

    def put(
        self,
        text: str,
        x: float,
        y: float,
        color: str,
        *,
        align: str = "start",
        bold: bool = False,
        rotation: float = 0.0,
    ) -> PlacedText:
        """A text whose box begins, is centred or ends at x, with its top at y."""
        width = self.width(text, bold)
        color = self.readable(color)
        left = {"start": x, "center": x - width / 2, "end": x - width}[align]
        box = Rect(x=left, y=y, width=width, height=self.height(text))
        return PlacedText(text=text, box=box, size=self.size, color=color, bold=bold, align=align, rotation=rotation)

    def middle(
        self, text: str, x: float, y: float, color: str, *, align: str = "start", bold: bool = False
    ) -> PlacedText:
        """A text whose box is centred on y."""
        return self.put(text, x, y - self.height(text) / 2, color, align=align, bold=bold)

    def heading(self, text: str, width: float) -> PlacedText:
        """A figure's own title at its top left corner, a little larger than its labels. LibreOffice breaks a chart's title
        after four fifths of the chart's width and centres its lines: it is broken before, into lines alike."""
        larger = replace(self, size=self.size * _LARGER)
        shown = larger.wrapped(text, width * _TITLED, bold=True, most=_LINES, even=True) or text
        return larger.put(shown, 0.0, 0.0, "ink", bold=True)

    def wrapped(self, text: str, width: float, *, bold: bool = False, most: int = 3, even: bool = False) -> str | None:
        """The text broken into at most so many lines of a width, alike where they shall be `even`; None where a word or
        the lines don't fit."""
        from ria_deck.model.text import plain
        from ria_deck.resolve.typography.line_breaking import break_lines
        from ria_deck.resolve.typography.widows import evened

        if self.width(text, bold) <= width:
            return text
        lines: list[str] = []
        for part in text.split("\n"):
            words, room = plain(part, "und"), width - 0.02 * self.size
            if even:
                room = evened(words, room, self.size, self.measurer, bold=bold, heading=False)
            found = break_lines(words, room, self.size, self.measurer, bold=bold)
            if found.broken_words:
                return None
            lines += [line.strip() for line in found.texts]
        if len(lines) > most or any(self.width(line, bold) > width + 0.01 for line in lines):
            return None
        return "\n".join(lines)


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of boxes stacked without overlap between two edges, each as near as can be to where it is wanted.

    `wanted` rises. When they don't all fit, they stand edge to edge from `low` on.
    """
    tops = [want - height / 2 for want, height in zip(wanted, heights, strict=True)]
    for index in range(len(tops)):
        floor = low if index == 0 else tops[index - 1] + heights[index - 1]
        tops[index] = max(tops[index], floor)
    for index in reversed(range(len(tops))):
        ceiling = high if index == len(tops) - 1 else tops[index + 1]
        tops[index] = min(tops[index], ceiling - heights[index])
    for index in range(len(tops)):
        floor = low if index == 0 else tops[index - 1] + heights[index - 1]
        tops[index] = max(tops[index], floor)
    return [top + height / 2 for top, height in zip(tops, heights, strict=True)]
