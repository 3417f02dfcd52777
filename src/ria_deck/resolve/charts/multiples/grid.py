"""How many panels stand side by side, and how large their plots are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ria_deck.model.chart import Chart, Rect
from ria_deck.model.chart_frame import share_of
from ria_deck.model.kpi import Multiples
from ria_deck.resolve.charts.annotation_layout import is_lying
from ria_deck.resolve.charts.margins import BELOW, NEAR, Margins, below, heading_of, last_label, skip_lying, widest
from ria_deck.resolve.labels.occupancy import Setter

LEAST = (7.0, 3.6)  # width and height of the smallest plot of a panel, as multiples of the label size
BETWEEN = (1.7, 0.9)  # of the size: between panels, across and down
RATIO = 1.5  # width to height of a plot that shows most
_HIGH, _ALONE, _HIGHEST = 0.66, 0.9, 118.0  # of its width, in one row, and in points: a printed plot's height
_NAMES = 0.3  # of the figure: the widest names of lying bars
_PRINTED = 4  # panels side by side in print


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelGrid:
    """Panels in `columns`, their plots of one size; `left`, `right`, `top` and `bottom` are what a panel with all its words
    has around its plot, `inner` what one has at the left that shows no values there."""

    columns: int
    rows: int
    plot: tuple[float, float]
    left: float
    inner: float
    right: float
    top: float
    bottom: float
    across: float
    down: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSizes:
    """Measures the panels of a block in one label size."""

    base: Multiples
    setter: Setter

    @property
    def lying(self) -> bool:
        """Whether the panels have horizontal bars."""
        return is_lying(self.base.panels[0])

    def grids(self, width: float, height: float | None) -> Iterator[PanelGrid]:
        """The panels in a figure by how many stand side by side; without a height, as high as they look well in print."""
        count = len(self.base.panels)
        for columns in range(1, count + 1):
            yield self.grid(columns, -(-count // columns), width, height)

    def grid(self, columns: int, rows: int, width: float, height: float | None) -> PanelGrid:
        """So many panels side by side and below each other."""
        size = self.setter.size
        across, down = BETWEEN[0] * size, BETWEEN[1] * size
        left, inner, right = self._sides(width, columns)
        wide = (width - left - inner * (columns - 1) - right * columns - across * (columns - 1)) / columns
        top = self._top(inner + wide + right)
        bottom = self._bottom(wide)
        if height is None:
            ticks = len(self.base.panels[0].axes[0].ticks)
            high = min(max(wide * (_HIGH if rows > 1 else _ALONE), (ticks - 1) * 1.1 * self.setter.line), _HIGHEST)
            if self.lying:
                high = len(self.base.panels[0].categories.labels) * 1.6 * size
        else:
            high = (height - top * rows - bottom - down * (rows - 1)) / rows
        return PanelGrid(
            columns=columns,
            rows=rows,
            plot=(wide, high),
            left=left,
            inner=inner,
            right=right,
            top=top,
            bottom=bottom,
            across=across,
            down=down,
        )

    def fits(self, grid: PanelGrid) -> bool:
        """Whether plots are large enough to be read."""
        return grid.plot[0] >= LEAST[0] * self.setter.size and grid.plot[1] >= LEAST[1] * self.setter.size

    def best(self, width: float, height: float) -> PanelGrid | None:
        """The grid with the most room for each plot, or that of the author's; None where its plots are too small."""
        count = len(self.base.panels)
        if self.base.columns:
            columns = min(self.base.columns, count)
            asked = self.grid(columns, -(-count // columns), width, height)
            return asked if self.fits(asked) else None
        found = [grid for grid in self.grids(width, height) if self.fits(grid)]
        return max(found, key=lambda grid: min(grid.plot[0] / RATIO, grid.plot[1]), default=None)

    def printed(self, width: float) -> PanelGrid:
        """The grid on paper, which may be as high as it needs: at most as many side by side as the author says."""
        count = len(self.base.panels)
        most = min(self.base.columns or _PRINTED, count)
        fitting = [n for n in range(1, most + 1) if n == 1 or self.fits(self.grid(n, 1, width, None))]
        rows = -(-count // fitting[-1])
        columns = fitting[-1] if self.base.columns else -(-count // rows)
        return self.grid(columns, -(-count // columns), width, None)

    def most(self, width: float, height: float) -> int:
        """How many panels have room in a figure."""
        fitting = [
            columns * rows
            for columns in range(1, 13)
            for rows in range(1, 9)
            if self.fits(self.grid(columns, rows, width, height))
        ]
        return max(fitting, default=0)

    def _sides(self, width: float, columns: int) -> tuple[float, float, float]:
        chart, size = self.base.panels[0], self.setter.size
        if self.lying:
            names = self._names(width)
            return max(map(self.setter.width, names)) + NEAR * size, 0.0, self._beyond(width)
        left = widest(chart.axes[0].ticks, self.setter) + NEAR * size
        right = last_label(chart, self.setter)
        if chart.x_axis is not None:
            inner = self.setter.width(chart.x_axis.ticks[0].label) / 2
        else:  # a name may be wider than the place of its category
            labels = chart.categories.labels
            half = (width / columns - left) / len(labels) / 2 if chart.categories.between else 0.0
            inner = max(self.setter.width(labels[0]) / 2 - half, 0.0) if chart.categories.thin else 0.0
            right = max(right, self.setter.width(labels[-1]) / 2 - half) if chart.categories.thin else right
        return max(left, inner), inner, right

    def _beyond(self, width: float) -> float:
        """Room for numbers beyond the longest lying bar."""
        chart = self.base.panels[0]
        axis, most = chart.axes[0], self.setter.width(chart.axes[0].ticks[-1].label) / 2
        nominal = width / 3
        points = (
            point
            for one in self.base.panels
            for plot in one.plots
            for series in plot.series
            for point in series.points
            if point.label and point.value is not None
        )
        for point in points:
            over = self.setter.width(point.label, bold=True) + 0.4 * self.setter.size
            most = max(most, over - (1 - share_of(float(point.value or 0), axis)) * nominal)
        return most

    def _names(self, width: float) -> list[str]:
        labels = self.base.panels[0].categories.labels
        return [self.setter.wrapped(name, width * _NAMES, most=2) or name for name in labels]

    def _top(self, width: float) -> float:
        headings = (heading_of(chart, width, self.setter) for chart in self.base.panels)
        heading = max(title.box.bottom for title in headings if title is not None)
        return heading + (0.4 if self.lying else 1.2) * self.setter.size

    def _bottom(self, wide: float) -> float:
        chart, size = self.base.panels[0], self.setter.size
        lines = 1 if self.lying else below(chart, wide, self.setter)[2]
        return BELOW * size + lines * self.setter.line

    def margins(self, chart: Chart, plot: Rect, width: float, *, values: bool, names: bool) -> Margins:
        """What stands around the plot of one panel; `width` is that of the whole figure."""
        if self.lying:
            labels = self._names(width)
            skip, crowded = skip_lying(labels, plot.height / max(len(labels), 1), self.setter)
        else:
            labels, skip, _, crowded = below(chart, plot.width, self.setter)
        return Margins(
            plot=plot,
            titles=("",) * len(chart.axes),
            title_bottom=0.0,
            key=(),
            side={},
            names=tuple(labels),
            skip=skip,
            rule_top=plot.y,
            crowded=crowded and names,
            values_shown=values,
            names_shown=names,
        )
