"""Lay out small multiples in a regular grid: values and names at its edges only, what all panels share over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ria_deck.diagnostics import Span
from ria_deck.model.chart import Chart, ChartLayout, PlacedText, Rect
from ria_deck.model.kpi import Multiples, MultiplesLayout
from ria_deck.resolve.charts.layout import place_chart
from ria_deck.resolve.charts.margins import titled_below
from ria_deck.resolve.charts.multiples.grid import PanelGrid, PanelSizes
from ria_deck.resolve.context import Context
from ria_deck.resolve.labels.occupancy import Setter
from ria_deck.resolve.mirroring import mirrored_chart, mirrored_words

_DOT = 0.3  # of the size: the radius of a dot in the key
_APART = 1.4  # of the size: between two names
_AIR = 0.6  # of the size: below what stands over the panels


def placed_on_slide(
    base: Multiples, room: tuple[float, float], size: float, context: Context, span: Span
) -> Multiples | None:
    """The panels laid out in `room` (width and height in points); None, with an error, where they are too many for it."""
    sizes = _sizes(base, size, context)
    head = _Head.of(base, room[0], sizes.setter)
    foot = _foot(base, sizes.setter)
    free = room[1] - head.height - foot
    grid = sizes.best(room[0], free)
    if grid is None:
        _tell(base, sizes, room, free, context, span)
        return None
    laid = _Grid(base, sizes, grid, head, room[0], room[1], context, span).laid_out()
    if laid is None:
        return None
    charts = tuple(replace(chart, slide=one) for chart, one in zip(laid.base.panels, laid.charts, strict=True))
    return replace(laid.base, slide=laid.whole, panels=charts)


def placed_on_page(base: Multiples, width: float, size: float, context: Context, span: Span) -> Multiples | None:
    """The panels laid out in the handout, as high as they need; None where that has been told as impossible."""
    sizes = _sizes(base, size, context)
    head = _Head.of(base, width, sizes.setter)
    grid = sizes.printed(width)
    rows = grid.rows * (grid.top + grid.plot[1]) + (grid.rows - 1) * grid.down + grid.bottom
    height = head.height + rows + _foot(base, sizes.setter)
    laid = _Grid(base, sizes, grid, head, width, height, context, span).laid_out()
    if laid is None:
        return None
    charts = tuple(replace(chart, handout=one) for chart, one in zip(laid.base.panels, laid.charts, strict=True))
    return replace(laid.base, handout=laid.whole, panels=charts)


def _sizes(base: Multiples, size: float, context: Context) -> PanelSizes:
    return PanelSizes(base=base, setter=Setter(size=size, measurer=context.measurer.unkerned))


def _foot(base: Multiples, setter: Setter) -> float:
    return setter.line + 0.15 * setter.size if titled_below(base.panels[0]) else 0.0


def _tell(
    base: Multiples, sizes: PanelSizes, room: tuple[float, float], free: float, context: Context, span: Span
) -> None:
    most, count = sizes.most(room[0], free), len(base.panels)
    least = f"{most} have room" if most else "none has room"
    hint = f"show at most {most} (`transform: [{{filter: …}}]`), or " if 0 < most < count else ""
    if base.columns and most >= count:
        hint = "leave out the number of panels in a row (`facet` without `columns`), or "
    context.report.error(
        "RD633",
        f"{count} panels of `{base.name}` ({context.target.code}) are too many for a place of {room[0]:.0f} × "
        f"{room[1]:.0f} pt: {least if not (base.columns and most >= count) else 'so few side by side have no room'}",
        span,
        hint=f"{hint}take a wider layout (`layout=chart`)",
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands over the panels."""

    texts: tuple[PlacedText, ...]
    dots: tuple[tuple[float, float, float, str], ...]
    height: float

    @classmethod
    def of(cls, base: Multiples, width: float, setter: Setter) -> _Head:
        """Title, unit and the names of the series, in as many rows as they need."""
        texts: list[PlacedText] = []
        dots: list[tuple[float, float, float, str]] = []
        top = 0.0
        if base.title:
            texts.append(setter.heading(base.title, width))
            top = texts[-1].box.bottom + 0.3 * setter.size
        x = 0.0
        if base.unit:
            unit = setter.wrapped(base.unit, width, bold=True) or base.unit
            color = "grey" if base.key else base.panels[0].axes[0].color
            texts.append(setter.put(unit, 0.0, top, color, bold=True))
            top, x = texts[-1].box.bottom - setter.line, texts[-1].box.right + _APART * setter.size
        radius, line = _DOT * setter.size, setter.line
        for name, role in base.key:
            long = setter.width(name, bold=True) + 3 * radius
            if x and x + long > width:
                x, top = 0.0, top + line
            dots.append((x + radius, top + line / 2, radius, role))
            texts.append(setter.put(name, x + 3 * radius, top, role, bold=True))
            x = texts[-1].box.right + _APART * setter.size
        height = max((text.box.bottom for text in texts), default=0.0)
        return cls(tuple(texts), tuple(dots), height + _AIR * setter.size if texts else 0.0)


@dataclass(frozen=True, slots=True)
class _Laid:
    base: Multiples
    whole: MultiplesLayout
    charts: tuple[ChartLayout, ...]


@dataclass(slots=True)
class _Grid:
    """Lays the panels out in one figure."""

    base: Multiples
    sizes: PanelSizes
    grid: PanelGrid
    head: _Head
    width: float
    height: float
    context: Context
    span: Span

    def laid_out(self) -> _Laid | None:
        """The panels, and their layouts; numbers that nobody asked for stand in all panels or in none."""
        boxes = [self._box(index) for index in range(len(self.base.panels))]
        layouts = list(self._layouts(self.base.panels, boxes))
        if len(layouts) < len(boxes):  # a character that no face has
            return None
        if any(_lost(chart, one) for chart, one in zip(self.base.panels, layouts, strict=True)):
            self.base = replace(self.base, panels=tuple(map(_unlabelled, self.base.panels)))
            layouts = list(self._layouts(self.base.panels, boxes))
        texts = [*self.head.texts, *self._below()]
        dots = self.head.dots
        if self.context.leftwards:
            boxes = [replace(box, x=self.width - box.right) for box in boxes]
            texts = [mirrored_words(text, self.width) for text in texts]
            dots = tuple((self.width - x, y, radius, role) for x, y, radius, role in dots)
            layouts = [mirrored_chart(chart, one) for chart, one in zip(self.base.panels, layouts, strict=True)]
        whole = MultiplesLayout(width=self.width, height=self.height, boxes=tuple(boxes), texts=tuple(texts), dots=dots)
        return _Laid(self.base, whole, tuple(layouts))

    def _below(self) -> Iterator[PlacedText]:
        chart, setter = self.base.panels[0], self.sizes.setter
        if titled_below(chart):
            top = self.height - setter.line
            yield setter.put(chart.categories.title, self.width, top, "grey", align="end", bold=True)

    def _edges(self, index: int) -> tuple[bool, bool]:
        """Whether a panel is the first of its row and the last of its column."""
        return index % self.grid.columns == 0, index + self.grid.columns >= len(self.base.panels)

    def _box(self, index: int) -> Rect:
        grid = self.grid
        row, column = divmod(index, grid.columns)
        first, last = self._edges(index)
        left = grid.left if first else grid.inner
        pitch = grid.inner + grid.plot[0] + grid.right + grid.across
        x = 0.0 if first else grid.left - grid.inner + column * pitch
        return Rect(
            x=x,
            y=self.head.height + row * (grid.top + grid.plot[1] + grid.down),
            width=left + grid.plot[0] + grid.right,
            height=grid.top + grid.plot[1] + (grid.bottom if last else 0.3 * self.sizes.setter.size),
        )

    def _layouts(self, charts: Sequence[Chart], boxes: Sequence[Rect]) -> Iterator[ChartLayout]:
        grid, lying = self.grid, self.sizes.lying
        for index, (chart, box) in enumerate(zip(charts, boxes, strict=True)):
            first, last = self._edges(index)
            plot = Rect(x=grid.left if first else grid.inner, y=grid.top, width=grid.plot[0], height=grid.plot[1])
            values, names = (last, first) if lying else (first, last)
            margins = self.sizes.margins(chart, plot, self.width, values=values, names=names)
            made = place_chart(
                _bare(chart),
                box.width,
                box.height,
                self.context.measurer,
                self.sizes.setter.size,
                report=self.context.report,
                span=self.span,
                margins=margins,
            )
            if made is not None:  # a missing glyph has been told
                yield made


def _bare(chart: Chart) -> Chart:
    """The panel without what stands over all panels."""
    plots = tuple(
        replace(plot, series=tuple(replace(series, direct_label="") for series in plot.series)) for plot in chart.plots
    )
    axes = tuple(replace(axis, title="") for axis in chart.axes)
    return replace(chart, plots=plots, axes=axes, categories=replace(chart.categories, title=""))


def _lost(chart: Chart, layout: ChartLayout) -> bool:
    """Whether numbers that nobody asked for found no room."""
    shown = {label.plot for label in layout.data_labels}
    return any(
        not plot.labels_asked and index not in shown and any(point.label for one in plot.series for point in one.points)
        for index, plot in enumerate(chart.plots)
    )


def _unlabelled(chart: Chart) -> Chart:
    plots = tuple(
        plot
        if plot.labels_asked
        else replace(
            plot,
            series=tuple(
                replace(one, points=tuple(replace(point, label="") for point in one.points)) for one in plot.series
            ),
        )
        for plot in chart.plots
    )
    return replace(chart, plots=plots)
