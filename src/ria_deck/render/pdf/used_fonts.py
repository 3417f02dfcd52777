"""The fonts of pages that WeasyPrint sets: which glyphs are used of them, without a subset for each run of pages.

WeasyPrint takes a glyph's width from the size in which it is used first; here it is the font's own, so that pages that
are set at different times agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.render.pdf.set_pages import UsedFont


class Fonts(dict[int, Any]):
    """WeasyPrint's fonts of a document, for its `fonts`. `programs` gets the bytes of whole fonts by their hash."""

    def __init__(self, programs: dict[str, bytes]) -> None:
        super().__init__()
        self.programs = programs
        self._hashes: dict[int, str] = {}
        self._axes: dict[int, tuple[tuple[str, float], ...]] = {}

    def __setitem__(self, key: int, font: Any) -> None:
        """Take a font when WeasyPrint meets it first."""
        if font.bitmap:
            raise BuildError([_refused(font.family)])
        program = font.file_content
        self._hashes[key] = hashlib.sha256(program).hexdigest()
        self.programs[self._hashes[key]] = program
        own = _Face(program, font.index)
        self._axes[key] = own.axes(font)
        font.widths = _Widths(own, self._axes[key])
        super().__setitem__(key, font)

    def values(self) -> Any:
        """None: what WeasyPrint would embed."""
        return ()

    def forget(self) -> None:
        """Count the glyphs that are used from here on."""
        for _, font in self.items():
            font.to_unicode = {}

    def used(self) -> tuple[UsedFont, ...]:
        """The fonts with the glyphs that were used, by name; a font that came twice, once."""
        found: dict[str, UsedFont] = {}
        for key, font in self.items():
            if font.to_unicode:
                one = self._used(key, font)
                found[font.hash] = together(found[font.hash], one) if font.hash in found else one
        return tuple(found[name] for name in sorted(found))

    def _used(self, key: int, font: Any) -> UsedFont:
        return UsedFont(
            name=font.hash,
            program=self._hashes[key],
            index=font.index,
            base=font.name.decode("ascii"),
            family=font.family,
            flags=font.flags,
            ascent=font.ascent,
            descent=font.descent,
            glyphs=tuple((glyph, font.widths[glyph], text) for glyph, text in sorted(font.to_unicode.items())),
            axes=self._axes[key],
            pictured=bool(font.png or font.svg or font.colr),
        )


def together(first: UsedFont, second: UsedFont) -> UsedFont:
    """One font of which both have used glyphs; what a glyph stands for is what it stands for in the first."""
    glyphs = {glyph: (glyph, width, text) for glyph, width, text in (*second.glyphs, *first.glyphs)}
    return replace(first, glyphs=tuple(glyphs[glyph] for glyph in sorted(glyphs)))


class _Face:
    """A font file as HarfBuzz reads it."""

    def __init__(self, program: bytes, index: int) -> None:
        import uharfbuzz

        self.face = uharfbuzz.Face(uharfbuzz.Blob(program), index)

    def axes(self, font: Any) -> tuple[tuple[str, float], ...]:
        """Where a variable font is set for what WeasyPrint asks of it; empty for others."""
        found: dict[str, float] = {}
        for axis in self.face.axis_infos:
            slant = (axis.min_value if axis.max_value == 0 else axis.max_value) if font.style == 1 else 0.0
            own = {"wght": float(font.weight), "opsz": font.font_size, "slnt": slant, "ital": float(font.style == 2)}
            place = font.variations.get(axis.tag, own.get(axis.tag, axis.default_value))
            found[axis.tag] = min(max(place, axis.min_value), axis.max_value)
        return tuple(sorted(found.items()))


class _Widths(dict[int, int]):
    """The width of every glyph that is asked for, in thousandths of the font's size."""

    def __init__(self, own: _Face, axes: Sequence[tuple[str, float]]) -> None:
        import uharfbuzz

        super().__init__()
        self._font = uharfbuzz.Font(own.face)
        if axes:
            self._font.set_variations(dict(axes))
        self._upem = own.face.upem

    def __contains__(self, glyph: object) -> bool:
        if not super().__contains__(glyph):
            assert isinstance(glyph, int)
            self[glyph] = round(self._font.get_glyph_h_advance(glyph) * 1000 / self._upem)
        return True


def _refused(family: str) -> Diagnostic:
    return Diagnostic(
        code="RD585",
        severity=Severity.ERROR,
        message=f"the face “{family}” is a font of pixels, which can't be printed",
        hint="name a face with outlines: a .ttf or .otf file",
    )
