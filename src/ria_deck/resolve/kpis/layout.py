"""Lay out a row of key figures: one size for all numbers, lines that fit their tiles, sparks in what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ria_deck.design.units import TEXT_CONTRAST, contrast
from ria_deck.diagnostics import Span
from ria_deck.model.chart import Chart, ChartLayout, Rect
from ria_deck.model.kpi import KeyFigure, Kpi, KpiLayout, KpiTile
from ria_deck.model.text import Paragraph
from ria_deck.model.text_style import TypeLine
from ria_deck.resolve.charts.layout import place_chart
from ria_deck.resolve.context import Context
from ria_deck.resolve.mirroring import mirrored_chart
from ria_deck.resolve.typography.line_breaking import break_lines, natural_width

TALL = 1.1  # em: the line of a number
SLACK = 2.0  # points of a box beyond its text, for programs that round otherwise
LARGE = 3.0  # contrast that large type needs
SHARE = 0.68  # of a tile's width: the highest spark
PRINTED_COLUMNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Type:
    """Sizes in points: of the number at most, of its label, its change and its note."""

    value: float
    label: float
    change: float
    note: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How a row is set: steps of type from large to small, the numbers' smallest size, tiles in a row, room between
    them, over their lines, over their sparks; the height that a spark needs and the size of its labels."""

    steps: tuple[_Type, ...]
    least: float
    columns: int
    gap: float
    top: float
    over: float
    spark: float
    labels: float


_SPARKED = tuple(
    _Type(value=value, label=label, change=change, note=note)
    for value, label, change, note in (
        (60, 20, 18, 16),
        (60, 18, 16, 14),
        (54, 18, 16, 14),
        (48, 16, 14, 14),
        (40, 16, 14, 14),
        (36, 14, 14, 14),
        (28, 14, 14, 14),
    )
)
_BARE = (
    _Type(value=96, label=28, change=24, note=20),
    _Type(value=88, label=26, change=22, note=18),
    _Type(value=72, label=24, change=20, note=18),
    _Type(value=66, label=22, change=18, note=16),
    *_SPARKED,
)
_PRINTED = (
    _Type(value=26, label=10, change=10, note=8.6),
    _Type(value=20, label=9.5, change=9.5, note=8.6),
    _Type(value=16, label=9, change=9, note=8.2),
)


def place_kpi(base: Kpi, room: tuple[float, float] | None, context: Context, span: Span) -> Kpi:
    """The row with its layouts: the slide's in `room` (width and height in points; None: it stands only in the handout),
    the handout's where one is made. What doesn't fit is told (RD655)."""
    placed = base
    if room is not None:
        scale = context.theme.scale
        steps = tuple(_scaled(step, scale) for step in (_SPARKED if base.sparks else _BARE))
        form = _Form(
            steps=steps,
            least=24 * scale,
            columns=len(base.figures),
            gap=30.0,
            top=12.0,
            over=16.0,
            spark=64.0,
            labels=context.theme.label_size,
        )
        layout = _KpiRow(base, form, context, span).laid_out(*room)
        placed = replace(placed, slide=layout, figures=_sparked(base, layout, form, context, span, slide=True))
    if not context.printed:
        return placed
    form = _Form(
        steps=_PRINTED,
        least=12,
        columns=_columns(len(base.figures)),
        gap=16.0,
        top=7.5,
        over=7.5,
        spark=45.0,
        labels=7.6,
    )
    printed = _KpiRow(base, form, context, span).laid_out(context.theme.page.text_width, None)
    return replace(placed, handout=printed, figures=_sparked(placed, printed, form, context, span, slide=False))


def _columns(count: int) -> int:
    """Tiles in a row of print: as many in each row."""
    rows = -(-count // PRINTED_COLUMNS)
    return -(-count // rows)


def _scaled(step: _Type, scale: float) -> _Type:
    sizes = (round(size * scale) for size in (step.value, step.label, step.change, step.note))
    value, label, change, note = sizes
    return _Type(value=value, label=label, change=change, note=note)


def _sparked(
    base: Kpi, layout: KpiLayout, form: _Form, context: Context, span: Span, *, slide: bool
) -> tuple[KeyFigure, ...]:
    """The figures, their sparks laid out for the boxes of a layout."""
    return tuple(
        replace(figure, spark=_with_layout(figure.spark, tile.spark, form, context, span, slide=slide))
        if figure.spark is not None and tile.spark is not None
        else figure
        for figure, tile in zip(base.figures, layout.tiles, strict=True)
    )


def _with_layout(chart: Chart, box: Rect, form: _Form, context: Context, span: Span, *, slide: bool) -> Chart:
    layout: ChartLayout | None = place_chart(
        chart, box.width, box.height, context.measurer, form.labels, report=context.report, span=span
    )
    if layout is not None and context.leftwards:
        layout = mirrored_chart(chart, layout)
    return replace(chart, slide=layout) if slide else replace(chart, handout=layout)


@dataclass(slots=True)
class _KpiRow:
    """Lays one row out in one form."""

    base: Kpi
    form: _Form
    context: Context
    span: Span

    def laid_out(self, width: float, height: float | None) -> KpiLayout:
        """The row in a width, in a height where there is one."""
        form = self.form
        wide = (width - form.gap * (form.columns - 1)) / form.columns
        value = self._value_size(wide)
        step, tallest = form.steps[-1], 0.0
        fitting = False
        need = form.top + (form.over + form.spark if self.base.sparks else 0.0)
        for step in form.steps:
            measured = [self._measured(figure, step, value, wide) for figure in self.base.figures]
            tallest = max(high for high, _ in measured)
            broken = any(words for _, words in measured)
            fitting = not broken and (height is None or need + tallest <= height)
            if fitting:
                break
        if not fitting:
            self._tell(need + tallest - (height or 0.0), step)
        spark = form.spark
        if height is not None:
            spark = max(min(height - form.top - form.over - tallest, SHARE * wide), form.spark)
        whole = form.top + tallest + (form.over + spark if self.base.sparks else 0.0)
        start = max(0.0, (height - whole) * (0.0 if self.base.sparks else 0.35)) if height is not None else 0.0
        tiles = [
            self._tile(index, figure, step, value, wide, start, tallest, spark)
            for index, figure in enumerate(self.base.figures)
        ]
        rows = -(-len(tiles) // form.columns)
        return KpiLayout(
            width=width,
            height=height if height is not None else rows * whole,
            columns=form.columns,
            tiles=tuple(tiles),
        )

    def _tile(
        self,
        index: int,
        figure: KeyFigure,
        step: _Type,
        value: float,
        wide: float,
        start: float,
        tallest: float,
        spark: float,
    ) -> KpiTile:
        form = self.form
        x = (index % form.columns) * (wide + form.gap)
        box = None
        if figure.spark is not None:
            box = Rect(x=x, y=start + form.top + tallest + form.over, width=wide, height=spark)
        return KpiTile(
            text=Rect(x=x, y=start, width=wide, height=form.top + tallest),
            lines=tuple(self._lines(figure, step, min(value, step.value))),
            spark=box,
        )

    def _lines(self, figure: KeyFigure, step: _Type, value: float) -> Iterator[TypeLine]:
        large = self._readable(figure.color, LARGE)
        yield TypeLine(text=figure.value, size=value, color=large, bold=True, before=self.form.top, pitch=TALL)
        yield TypeLine(text=figure.label, size=step.label, color="ink", bold=True, before=step.label * 0.1)
        if figure.change is not None:
            role = self._readable(figure.color, TEXT_CONTRAST)
            yield TypeLine(text=figure.change, size=step.change, color=role, before=step.change * 0.35)
        if figure.note is not None:
            yield TypeLine(text=figure.note, size=step.note, color="grey", before=step.note * 0.35)

    def _readable(self, role: str, least: float) -> str:
        colors = self.context.theme.colors
        return role if contrast(colors[role], colors["paper"]) >= least else "ink"

    def _measured(self, figure: KeyFigure, step: _Type, value: float, wide: float) -> tuple[float, tuple[str, ...]]:
        """The height of a figure's lines without the room over the first, and the words that no line holds."""
        first, *rest = self._lines(figure, step, min(value, step.value))
        high = first.leading
        broken: list[str] = []
        for line in rest:
            found = break_lines(line.text, wide - SLACK, line.size, self.context.measurer, bold=line.bold)
            high += line.before + found.count * line.leading
            broken += found.broken_words
        return high, tuple(broken)

    def _value_size(self, wide: float) -> float:
        """The largest size at which every number has room in its tile."""
        values = [figure.value for figure in self.base.figures]
        measurer = self.context.measurer
        most = self.form.steps[0].value
        ems = {id(value): natural_width(value, 1.0, measurer, bold=True) for value in values}
        widest = max(values, key=lambda value: ems[id(value)])
        size = min(most, float(int((wide - SLACK) / max(ems[id(widest)], 0.01))))
        if size < self.form.least:
            self._tell_wide(widest, ems[id(widest)] * self.form.least, wide)
        return max(size, self.form.least)

    def _tell_wide(self, value: Paragraph, taken: float, wide: float) -> None:
        self.context.report.error(
            "RD655",
            f"the number “{value.text}” of `{self.base.name}` ({self.context.target.code}) is too wide for its place: "
            f"{taken:.0f} of {wide:.0f} pt at {self.form.least:g} pt",
            self.span,
            hint="write it shorter (`| compact`), put its unit into `label`, or show fewer figures",
        )

    def _tell(self, over: float, step: _Type) -> None:
        words = "have words that are too long" if over <= 0 else f"are {over:.0f} pt too high"
        self.context.report.error(
            "RD655",
            f"the texts of `{self.base.name}` ({self.context.target.code}) {words} at {step.note:g} pt",
            self.span,
            hint="shorten `label`, `change` or `note`, or show fewer figures",
        )
