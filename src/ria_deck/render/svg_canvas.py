"""Shapes and words with their places in points go in, one SVG comes out, by matplotlib's vector backend.

Nothing of the machine gets into it: no system fonts, no clock, no random ids. Text stays text, in the families that
the handout's `@font-face` rules define; every other artist is a path. Ids begin with the
figure's name, so that several drawings may share a page, and transparency is `fill-opacity` only, which PDF/UA allows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ria_deck.design.faces import characters, font_files
from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.model.chart import PlacedText
from ria_deck.model.theme import Theme
from ria_deck.render.plotting import (
    Affine2D,
    Artist,
    Circle,
    Figure,
    FontProperties,
    IdentityTransform,
    Line2D,
    Outline,
    PathPatch,
    PolyCollection,
    RendererSVG,
    Text,
    mpl,
    to_rgba,
)
from ria_deck.render.tokens import family

LINE_HEIGHT = 1.2  # of the size
BASELINE = 0.946  # of the size, below the top of a line: Arial's ascent and half of what its line leaves over
_ANCHORS: dict[str, Any] = {"start": "left", "center": "center", "end": "right"}
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "ria-deck",
    "path.simplify": False,
    "axes.unicode_minus": False,
}

Point = tuple[float, float]


class _Words(Text):
    """One line of text, written where it is told: matplotlib measures nothing and opens no font."""

    def draw(self, renderer: Any) -> None:
        """Write the `<text>` element with its anchor."""
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        x, y = self.get_unitless_position()
        top = renderer.height - y
        renderer.draw_text(
            context, x, top, self.get_text(), self.get_fontproperties(), self.get_rotation(), False, self
        )
        context.restore()


_Renderer: Any = RendererSVG


class _Lines(Artist):
    """The lines of one text, in a group of their own."""

    def __init__(self, lines: Sequence[_Words], gid: str, zorder: int) -> None:
        super().__init__()
        self._lines = lines
        self.set_gid(gid or None)
        self.set_zorder(zorder)

    def draw(self, renderer: Any) -> None:
        """Write the group."""
        renderer.open_group("text", self.get_gid())
        for line in self._lines:
            line.draw(renderer)
        renderer.close_group("text")


class Canvas:
    """A figure of `width` × `height` points; places are from its top left corner, colours are roles of the theme."""

    def __init__(self, width: float, height: float, theme: Theme) -> None:
        self.width, self.height, self.theme = width, height, theme
        with mpl.rc_context(_SETTINGS):
            self._figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self._figure.patch.set_visible(False)
        self._down = Affine2D().scale(1, -1).translate(0, height)
        faces = theme.body
        self._files = (_regular(faces.files, faces.latin), _regular(faces.files, faces.ea))
        self._families = list(dict.fromkeys(family(file) for file in self._files))
        self._texts: list[str] = []
        self._order = 0

    def color(self, role: str) -> str:
        """`#rrggbb` of a role."""
        return f"#{self.theme.colors[role]}"

    def line(
        self, start: Point, end: Point, role: str, width: float, *, dash: Sequence[float] = (), gid: str = ""
    ) -> None:
        """A straight line; `dash` are lengths in points of marks and spaces."""
        line = Line2D(
            (start[0], end[0]),
            (start[1], end[1]),
            color=self.color(role),
            linewidth=width,
            solid_capstyle="butt",
            dash_capstyle="butt",
            transform=self._down,
            gid=gid or None,
            zorder=self._next(),
        )
        if dash:
            line.set_linestyle((0, tuple(length / width for length in dash)))
        self._figure.add_artist(line)

    def dot(self, x: float, y: float, radius: float, role: str, *, edge: str = "paper", gid: str = "") -> None:
        """A disc with a rim, by default in the colour of the paper."""
        self._figure.add_artist(
            Circle(
                (x, y),
                radius,
                facecolor=self.color(role),
                edgecolor=self.color(edge),
                linewidth=max(0.8, radius * 0.32),
                transform=self._down,
                gid=gid or None,
                zorder=self._next(),
            )
        )

    def polygons(self, rings: Iterable[Sequence[Point]], fill: str) -> None:
        """Filled rings."""
        self._figure.add_artist(
            PolyCollection(
                [list(ring) for ring in rings],
                facecolors=self.color(fill),
                edgecolors="none",
                transform=self._down,
                zorder=self._next(),
            )
        )

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
        patch = PathPatch(
            outline,
            facecolor=to_rgba(self.color(fill), share) if fill else "none",
            edgecolor=self.color(edge) if edge else "none",
            linewidth=width,
            capstyle="butt",
            joinstyle="round",
            transform=self._down,
            gid=gid or None,
            zorder=self._next(),
        )
        if dash:
            patch.set_linestyle((0, tuple(length / width for length in dash)))
        self._figure.add_artist(patch)

    def words(self, placed: PlacedText | None, gid: str = "") -> None:
        """A text in its place, line by line; nothing for None and for an empty one."""
        if placed is None or not placed.text:
            return
        self._texts.append(placed.text)
        lines = placed.text.split("\n")
        box, size = placed.box, placed.size
        middle = (box.x + box.width / 2, box.y + box.height / 2)
        turn = Affine2D().rotate_deg_around(*middle, -placed.rotation)
        anchor = {"start": box.x, "center": middle[0], "end": box.right}[placed.align]
        top = middle[1] - size * LINE_HEIGHT * len(lines) / 2
        made: list[_Words] = []
        for number, line in enumerate(lines):
            x, y = turn.transform((anchor, top + size * (LINE_HEIGHT * number + BASELINE)))
            face = FontProperties(family=self._families, weight="bold" if placed.bold else "normal", size=size)
            made.append(
                _Words(
                    x=x,
                    y=self.height - y,
                    text=line,
                    color=self.color(placed.color),
                    fontproperties=face,
                    horizontalalignment=_ANCHORS[placed.align],
                    rotation=placed.rotation,
                    rotation_mode="anchor",
                    transform=IdentityTransform(),
                )
            )
        self._figure.add_artist(_Lines(made, gid, self._next()))

    def svg(self, name: str) -> str:
        """The drawing as an `<svg>` element, the same bytes for the same shapes. Raises BuildError for a character
        that the theme's faces have no glyph for."""
        self._check_glyphs()
        out = io.StringIO()
        with mpl.rc_context(_SETTINGS):
            renderer = _Renderer(
                self.width,
                self.height,
                out,
                None,
                72,
                metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
            )
            self._figure.draw(renderer)
            renderer.finalize()
        return _tidy(out.getvalue(), name, self._families)

    def _next(self) -> int:
        """Artists are drawn in the order in which they came."""
        self._order += 1
        return self._order

    def _check_glyphs(self) -> None:
        known = characters(self._files[0])
        text = {char for words in self._texts for char in words if not char.isspace()}
        if all(ord(char) in known for char in text):
            return
        known |= characters(self._files[1])
        missing = "".join(sorted(char for char in text if ord(char) not in known))
        if missing:
            raise BuildError(
                [
                    Diagnostic(
                        code="RD583",
                        severity=Severity.ERROR,
                        message=f"no font has {', '.join(f'“{char}” (U+{ord(char):04X})' for char in missing)}",
                        hint="write it otherwise, or name a face that has it in templates/theme.yaml",
                    )
                ]
            )


def _regular(files: Any, name: str) -> Path:
    own = files.get(name)
    return Path(own[0]) if own and Path(own[0]).is_absolute() else font_files()[name][0]


def _tidy(svg: str, name: str, families: Sequence[str]) -> str:
    """Only the element, its ids with the figure's name, and the backend's global style put where it belongs."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<defs>\s*<style[^>]*>.*?</style>\s*</defs>", "", svg, count=1, flags=re.DOTALL)
    svg = svg.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    # WeasyPrint takes the quotation marks for part of a family's name
    svg = svg.replace(", ".join(repr(face) for face in families), ",".join(families))
    prefix = re.sub(r"[^A-Za-z0-9_-]", "-", name) or "figure"
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    svg = svg.replace("url(#", f"url(#{prefix}-")
    return re.sub(r'((?:xlink:)?href)="#', rf'\1="#{prefix}-', svg)
