"""How charts look: the sizes and strokes that the native chart and the drawing of the handout share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLook:
    """Widths of lines in points; sizes of marks as shares of the label size; shares of a colour, the rest of which is
    paper."""

    grid: float = 0.75
    base: float = 0.9  # the line that bars and categories stand on
    rule: float = 0.75  # of an annotation, dashed
    bracket: float = 1.0  # of a line that shows a change
    head: float = 0.3  # of an arrow: half of its width, as a share of the label size
    leader: float = 0.6  # from words to what they are about
    seam: float = 0.75  # of paper, between stacked parts
    arc_seam: float = 1.5
    hatch_edge: float = 1.0
    least_line: float = 1.5
    line: float = 0.19
    error: float = 0.11
    marker: float = 0.29  # radius of a dot on a line
    spot: float = 0.36  # radius of a dot that stands alone
    bubble: float = 0.25  # diameter of the largest disc, of the plot's shorter side: what charts natively have
    tint: float = 0.18  # of an area under a line
    span: float = 0.14  # of a shaded span
    hole: float = 0.6  # of a doughnut's radius

    def line_width(self, label_size: float) -> float:
        """The width of a line chart's lines."""
        return max(self.least_line, label_size * self.line)


LOOK = ChartLook()
