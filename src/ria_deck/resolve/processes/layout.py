"""Lay out a process: arrows in a row, as many words in them as fit, and what happens there below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ria_deck.diagnostics import Span
from ria_deck.model.chart import Rect
from ria_deck.model.process import Process, ProcessLayout, ProcessStep, StepPlace
from ria_deck.model.text import Paragraph, plain
from ria_deck.model.text_style import SINGLE, TypeLine
from ria_deck.resolve.context import Context
from ria_deck.resolve.labels.occupancy import Setter
from ria_deck.resolve.typography.line_breaking import Lines, break_lines

SLACK = 2.0  # points of a box beyond its text, for programs that round otherwise
POINT = 0.3  # of an arrow's height: how deep its point is
AROUND = 1.8  # em: what an arrow is higher than its words
LEAST = 3.4  # em of its words: the lowest arrow
MOST_LINES = 3  # in an arrow
ABOVE = 0.4  # of the slide's spare height
MORE = 0.3  # of the spare height: what arrows and the room around them grow by
MOST_MORE = 44.0  # points


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sizes:
    """In points: of the number over an arrow, of the words in it and below it."""

    number: float
    label: float
    text: float


_SLIDE = tuple(
    _Sizes(number=number, label=label, text=text)
    for number, label, text in ((26, 24, 20), (24, 22, 20), (22, 20, 18), (20, 18, 16), (18, 16, 14), (16, 14, 14))
)
_PRINTED = tuple(
    _Sizes(number=number, label=label, text=text) for number, label, text in ((11, 10, 9.4), (10, 9, 9), (9, 8.2, 8.4))
)


def place_process(base: Process, room: tuple[float, float] | None, context: Context, span: Span) -> Process:
    """The process with its layouts: the slide's in `room` (width and height in points; None: it stands only in the handout),
    the handout's where one is made. What doesn't fit is told (RD655)."""
    slide = printed = None
    if room is not None:
        scale = context.theme.scale
        sizes = tuple(
            _Sizes(number=one.number * scale, label=one.label * scale, text=one.text * scale) for one in _SLIDE
        )
        slide = _arrows(base, sizes, [len(base.steps)], room[0], room[1], 8.0, context, span)
    if context.printed:
        columns = dict.fromkeys(-(-len(base.steps) // rows) for rows in range(1, len(base.steps) + 1))
        width = context.theme.page.text_width
        printed = _arrows(base, _PRINTED, [count for count in columns if count <= 4], width, None, 4.0, context, span)
    return replace(base, slide=slide, handout=printed)


def _arrows(
    base: Process,
    sizes: Sequence[_Sizes],
    columns: Sequence[int],
    width: float,
    height: float | None,
    gap: float,
    context: Context,
    span: Span,
) -> ProcessLayout:
    """The first arrangement that fits, with the most columns; where none fits, the last one, and the report says so."""
    tried: _Arrows | None = None
    for count in columns:
        for one in sizes:
            tried = _Arrows(base, one, count, width, gap, context)
            if tried.fits(height):
                return tried.layout(height)
    assert tried is not None, "a process has steps"
    over = tried.height - (height or tried.height)
    words = f"are {over:.0f} pt too high" if over > 0 else "have words that are too long"
    context.report.error(
        "RD655",
        f"the steps of `{base.name}` ({context.target.code}) {words} at {tried.sizes.text:g} pt",
        span,
        hint="shorten `label` or `text`, or write fewer steps",
    )
    return tried.layout(height)


class _Arrows:
    """The steps in type of some sizes, in some columns."""

    def __init__(self, base: Process, sizes: _Sizes, columns: int, width: float, gap: float, context: Context) -> None:
        self.base, self.sizes, self.columns, self.width, self.gap, self.context = (
            base,
            sizes,
            columns,
            width,
            gap,
            context,
        )
        self.wide = (width - gap * (columns - 1)) / columns
        self.inset = 0.35 * sizes.label
        self.around = 0.6 * sizes.label  # between a number and its arrow (half of it), the arrow and the words below
        lines = 1
        for _ in range(MOST_LINES):  # higher arrows have deeper points, which leave less room
            self.arrow = max(lines * sizes.label * SINGLE + AROUND * sizes.label, LEAST * sizes.label)
            self.point = POINT * self.arrow
            self.labels = [self._broken(step.label, self.label_room, sizes.label, bold=True) for step in base.steps]
            most = max(found.count for found in self.labels)
            if most <= lines:
                break
            lines = most
        self.indent = min(self.point + self.inset, self.wide * 0.12)
        texts = [self._broken(step.text, self.wide - self.indent, sizes.text) for step in base.steps if step.text]
        self.broken = any(found.broken_words for found in (*self.labels, *texts)) or most > MOST_LINES
        self.text = max((found.count for found in texts), default=0) * sizes.text * SINGLE

    @property
    def label_room(self) -> float:
        """The width of the words in an arrow."""
        return self.wide - 2 * self.point - 2 * self.inset

    @property
    def row(self) -> float:
        """The height of a row."""
        return (
            self.sizes.number * SINGLE + self.around / 2 + self.arrow + (self.around + self.text if self.text else 0.0)
        )

    @property
    def height(self) -> float:
        """The height of all rows."""
        rows = -(-len(self.base.steps) // self.columns)
        return rows * self.row + (rows - 1) * 1.5 * self.around

    def fits(self, height: float | None) -> bool:
        """Whether all words fit, in a height where there is one."""
        return not self.broken and self.label_room > 0 and (height is None or self.height <= height)

    def layout(self, height: float | None) -> ProcessLayout:
        """The places, in the upper part of the height."""
        spare = max(0.0, height - self.height) if height is not None else 0.0
        more = min(spare * MORE / -(-len(self.base.steps) // self.columns), MOST_MORE)
        self.arrow, self.around = self.arrow + 0.6 * more, self.around + 0.2 * more
        top = max(0.0, (height - self.height) * ABOVE) if height is not None else 0.0
        return ProcessLayout(
            width=self.width,
            height=height if height is not None else self.height,
            columns=self.columns,
            point=self.point,
            inset=self.inset,
            steps=tuple(self._steps(top)),
        )

    def _steps(self, top: float) -> Iterator[StepPlace]:
        setter = Setter(size=self.sizes.label, measurer=self.context.measurer)
        for index, step in enumerate(self.base.steps):
            row, column = divmod(index, self.columns)
            x, y = column * (self.wide + self.gap), top + row * (self.row + 1.5 * self.around)
            number = self.sizes.number * SINGLE
            arrow = Rect(x=x, y=y + number + self.around / 2, width=self.wide, height=self.arrow)
            inside = Rect(x=x + self.indent, y=y, width=self.wide - self.indent, height=number)
            yield StepPlace(
                number=inside,
                number_line=TypeLine(
                    text=plain(str(index + 1), self.context.target.tag),
                    size=self.sizes.number,
                    color=setter.readable(step.color),
                    bold=True,
                ),
                arrow=arrow,
                label=TypeLine(text=step.label, size=self.sizes.label, color=setter.on(step.color), bold=True),
                text=replace(inside, y=arrow.bottom + self.around, height=self.text),
                line=self._line(step),
                first=column == 0,
            )

    def _line(self, step: ProcessStep) -> TypeLine | None:
        return None if step.text is None else TypeLine(text=step.text, size=self.sizes.text, color="ink")

    def _broken(self, text: Paragraph, room: float, size: float, *, bold: bool = False) -> Lines:
        return break_lines(text, max(room - SLACK, 1.0), size, self.context.measurer, bold=bold)
