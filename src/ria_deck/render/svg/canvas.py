"""Draw shapes and words into one SVG, with matplotlib's paths.

Nothing of the machine gets into it: no system fonts, no clock, no random ids. Text stays text, in the families that
the handout's `@font-face` rules define; every other artist is a path. Ids begin with the
figure's name, so that several drawings may share a page, and transparency is `fill-opacity` only, which PDF/UA allows.

Figures and axes, which place things themselves, are left out: all places are known, and importing them takes longer
than drawing. A text begins where it is drawn (`text-anchor: start`): of any other, WeasyPrint makes a form of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape

from ria_deck.design.faces import family
from ria_deck.design.further_faces import how_to_get_sign
from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.model.chart import PlacedText
from ria_deck.model.theme import Theme
from ria_deck.render.svg.outlines import is_shaped, outlines
from ria_deck.render.svg.paths import Affine2D, Outline
from ria_deck.render.svg.writer import document, element, path_data, path_style

LINE_HEIGHT = 1.2  # of the size
BASELINE = 0.946  # of the size, below the top of a line: Arial's ascent and half of what its line leaves over
_SELECTORS = dict.fromkeys(range(0xFE00, 0xFE10))  # WeasyPrint draws boxes for them
_SHARES = {"start": 0.0, "center": 0.5, "end": 1.0}  # of a line's width, before the point that it is placed by
Point = tuple[float, float]


class Canvas:
    """A figure of `width` × `height` points; places are from its top left corner, colours are roles of the theme. For
    `browsers`, which shape letters, all texts stay texts."""

    def __init__(self, width: float, height: float, theme: Theme, *, browsers: bool = False) -> None:
        self.width, self.height, self.theme = width, height, theme
        self._browsers = browsers
        self._drawn: list[tuple[str, list[str]]] = []  # the elements that share an id, or have none
        self._measurer = Measurer(theme, kerning=False)
        self._texts: list[tuple[PlacedText, str]] = []

    def color(self, role: str) -> str:
        """`#rrggbb` of a role, or of a colour that is written so already."""
        return role if role.startswith("#") else f"#{self.theme.colors[role]}"

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
        holes: bool = False,
        gid: str = "",
    ) -> None:
        """Any outline, filled or drawn or both; `share` thins the fill's colour so that what lies below shows; `holes` are
        rings within another one."""
        data = path_data(outline, (self.width, self.height), filled=bool(fill))
        style = path_style(
            fill=self.color(fill) if fill else "",
            share=share,
            edge=self.color(edge) if edge else "",
            width=width,
            dash=dash,
        )
        rule = "evenodd" if holes else ""
        self._drawn.append((gid, [element("path", {"d": data, "style": style, "fill-rule": rule})]))

    def part(self, drawn: str) -> None:
        """A part that has been drawn already, as an element."""
        self._drawn.append(("", [drawn]))

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
        written: list[str] = []
        for number, line in enumerate(lines):
            left = anchor - _SHARES[placed.align] * self._measurer.width(line, size, placed.bold)
            x, y = turn.transform((left, top + size * (LINE_HEIGHT * number + BASELINE)))
            place = {"x": _number(x), "y": _number(y)}
            turned = f"rotate({_number(-placed.rotation)} {place['x']} {place['y']})" if placed.rotation else ""
            if is_shaped(line) and self._browsers:  # its place is its left end, whatever its direction
                written.append(element("text", {"style": style, **place, "transform": turned}, f"\u2068{line}\u2069"))
                continue
            if is_shaped(line):  # WeasyPrint sets the letters of a drawing one by one
                drawn = outlines(line, self._measurer, size, placed.bold, (x, y))
                fill = f"fill: {self.color(placed.color)}"
                written.append(element("path", {"d": drawn, "style": fill, "transform": turned}))
                continue
            shown = line.translate(_SELECTORS)
            written.append(element("text", {"style": style, **place, "transform": turned}, shown))
        self._drawn.append((gid, written))

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
                        hint=how_to_get_sign(missing[0]),
                    )
                ]
            )
        # From right to left: no text begins where the one before it ends, so that who reads a PDF's letters by their
        # places (the checks do) can tell neighbouring labels apart.
        for placed, gid in sorted(self._texts, key=lambda text: -text[0].box.x):
            self._write(placed, gid)
        prefix = re.sub(r"[^A-Za-z0-9_-]", "-", name) or "figure"
        parts = [part for gid, elements in self._drawn for part in _with_id(elements, gid and f"{prefix}-{gid}")]
        return document(parts, (self.width, self.height))


def _turned_left(ring: Sequence[Point]) -> Sequence[Point]:
    """A ring in one direction, so that rings of one path don't cut holes into each other."""
    doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    return ring if doubled >= 0 else ring[::-1]


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _with_id(elements: Sequence[str], name: str) -> list[str]:
    """The lines of elements that share an id: a single one has it itself, several are in a group."""
    if not name or not elements:
        return [f" {one}" for one in elements]
    if len(elements) == 1:
        return [" " + elements[0].replace(" ", f' id="{escape(name)}" ', 1)]
    return [f' <g id="{escape(name)}">', *(f"  {one}" for one in elements), " </g>"]
