"""Shapes and words with their places in points go in, one SVG comes out, by matplotlib's vector backend.

Nothing of the machine gets into it: no system fonts, no clock, no random ids. Text stays text, in the families that
the handout's `@font-face` rules define; every other artist is a path. Ids begin with the
figure's name, so that several drawings may share a page, and transparency is `fill-opacity` only, which PDF/UA allows.

Figures and axes, which place things themselves, are left out: all places are known, and importing them takes longer
than drawing. A text begins where it is drawn (`text-anchor: start`): of any other, WeasyPrint makes a form of its own.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from ria_deck.design.faces import family
from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.model.chart import PlacedText
from ria_deck.model.theme import Theme
from ria_deck.render.svg.matplotlib_svg import Affine2D, Outline, RendererSVG, mpl, to_rgba
from ria_deck.render.svg.outlines import is_shaped, outlines

LINE_HEIGHT = 1.2  # of the size
BASELINE = 0.946  # of the size, below the top of a line: Arial's ascent and half of what its line leaves over
_SHARES = {"start": 0.0, "center": 0.5, "end": 1.0}  # of a line's width, before the point that it is placed by
_SETTINGS: Any = {"svg.hashsalt": "ria-deck", "path.simplify": False}
_ALONE = re.compile(r'<g id="([^"]+)">\s*<(path|text) ([^<>]*(?:/>|>[^<>]*</text>))\s*</g>')  # one part in a group
_NO_METADATA: Any = {"Date": None, "Creator": None, "Format": None, "Type": None}

Point = tuple[float, float]
_Renderer: Any = RendererSVG


class Canvas:
    """A figure of `width` × `height` points; places are from its top left corner, colours are roles of the theme."""

    def __init__(self, width: float, height: float, theme: Theme) -> None:
        self.width, self.height, self.theme = width, height, theme
        self._out = io.StringIO()
        with mpl.rc_context(_SETTINGS):
            self._renderer = _Renderer(width, height, self._out, None, 72, metadata=_NO_METADATA)
        self._down = Affine2D().scale(1, -1).translate(0, height)
        self._measurer = Measurer(theme, kerning=False)
        self._texts: list[tuple[PlacedText, str]] = []

    def color(self, role: str) -> str:
        """`#rrggbb` of a role."""
        return f"#{self.theme.colors[role]}"

    def line(
        self, start: Point, end: Point, role: str, width: float, *, dash: Sequence[float] = (), gid: str = ""
    ) -> None:
        """A straight line; `dash` are lengths in points of marks and spaces."""
        self.path(Outline([start, end]), edge=role, width=width, dash=dash, gid=gid)

    def dot(self, x: float, y: float, radius: float, role: str, *, edge: str = "paper", gid: str = "") -> None:
        """A disc with a rim, by default in the colour of the paper."""
        disc = Affine2D().scale(radius).translate(x, y).transform_path(Outline.unit_circle())
        self.path(disc, fill=role, edge=edge, width=max(0.8, radius * 0.32), gid=gid)

    def polygons(self, rings: Iterable[Sequence[Point]], fill: str) -> None:
        """Filled rings: what any of them encloses."""
        outlines = [Outline(_turned_left([*ring, ring[0]]), closed=True) for ring in rings]
        if outlines:
            self.path(Outline.make_compound_path(*outlines), fill=fill)

    def curve(self, curve: tuple[float, float, float, float, float, float], role: str, width: float) -> None:
        """A quadratic Bézier curve (x0, y0, cx, cy, x1, y1)."""
        x0, y0, cx, cy, x1, y1 = curve
        outline = Outline([(x0, y0), (cx, cy), (x1, y1)], [Outline.MOVETO, Outline.CURVE3, Outline.CURVE3])
        self.path(outline, edge=role, width=width)

    def path(
        self,
        outline: Outline,
        *,
        fill: str = "",
        share: float = 1.0,
        edge: str = "",
        width: float = 0.0,
        dash: Sequence[float] = (),
        gid: str = "",
    ) -> None:
        """Any outline, filled or drawn or both; `share` thins the fill's colour so that what lies below shows."""
        context = self._renderer.new_gc()
        context.set_capstyle("butt")
        context.set_joinstyle("round")
        context.set_linewidth(width if edge else 0)
        if edge:
            context.set_foreground(self.color(edge))
        if dash:
            context.set_dashes(0, dash)
        if gid:
            self._renderer.open_group("path", gid)
        face = to_rgba(self.color(fill), share) if fill else None
        self._renderer.draw_path(context, outline, self._down, face)
        if gid:
            self._renderer.close_group("path")

    def words(self, placed: PlacedText | None, gid: str = "") -> None:
        """A text in its place, line by line, above all shapes; nothing for None and for an empty one."""
        if placed is not None and placed.text:
            self._texts.append((placed, gid))

    def _write(self, placed: PlacedText, gid: str) -> None:
        lines = placed.text.split("\n")
        box, size = placed.box, placed.size
        middle = (box.x + box.width / 2, box.y + box.height / 2)
        turn = Affine2D().rotate_deg_around(*middle, -placed.rotation)
        anchor = {"start": box.x, "center": middle[0], "end": box.right}[placed.align]
        top = middle[1] - size * LINE_HEIGHT * len(lines) / 2
        families = ",".join(dict.fromkeys(map(family, self._measurer.files(placed.text))))
        style = f"font-size: {_number(size)}px; font-family: {families}; fill: {self.color(placed.color)}"
        if placed.bold:
            style = f"font-weight: 700; {style}"
        if gid:
            self._renderer.open_group("text", gid)
        for number, line in enumerate(lines):
            left = anchor - _SHARES[placed.align] * self._measurer.width(line, size, placed.bold)
            x, y = turn.transform((left, top + size * (LINE_HEIGHT * number + BASELINE)))
            place = {"x": _number(x), "y": _number(y)}
            if placed.rotation:
                place["transform"] = f"rotate({_number(-placed.rotation)} {place['x']} {place['y']})"
            if is_shaped(line):  # who draws the page sets the letters of a drawing one by one
                drawn = outlines(line, self._measurer, size, placed.bold, (x, y))
                turned = {"transform": place["transform"]} if placed.rotation else {}
                fill = self.color(placed.color)
                self._renderer.writer.element("path", d=drawn, style=f"fill: {fill}", **turned)
                continue
            self._renderer.writer.element("text", line, style=style, **place)
        if gid:
            self._renderer.close_group("text")

    def svg(self, name: str) -> str:
        """The drawing as an `<svg>` element, the same bytes for the same shapes. Raises BuildError for a character
        that the theme's faces have no glyph for."""
        missing = self._measurer.missing("".join(placed.text for placed, _ in self._texts))
        if missing:
            raise BuildError(
                [
                    Diagnostic(
                        code="RD583",
                        severity=Severity.ERROR,
                        message=f"no font has {', '.join(f'“{char}” (U+{ord(char):04X})' for char in sorted(missing))}",
                        hint="write it otherwise, or name a face that has it in templates/theme.yaml",
                    )
                ]
            )
        # From right to left: no text begins where the one before it ends, so that who reads a PDF's letters by their
        # places (the checks do) can tell neighbouring labels apart.
        for placed, gid in sorted(self._texts, key=lambda text: -text[0].box.x):
            self._write(placed, gid)
        self._renderer.finalize()
        return _tidy(self._out.getvalue(), name)


def _turned_left(ring: Sequence[Point]) -> Sequence[Point]:
    """A ring in one direction, so that rings of one path don't cut holes into each other."""
    doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    return ring if doubled >= 0 else ring[::-1]


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _tidy(svg: str, name: str) -> str:
    """Only the element, its ids with the figure's name and on the parts themselves, and the backend's global style put
    where it belongs."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<defs>\s*<style[^>]*>.*?</style>\s*</defs>", "", svg, count=1, flags=re.DOTALL)
    svg = svg.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    svg = _ALONE.sub(r'<\2 id="\1" \3', svg)
    prefix = re.sub(r"[^A-Za-z0-9_-]", "-", name) or "figure"
    return re.sub(r'\bid="', f'id="{prefix}-', svg)
