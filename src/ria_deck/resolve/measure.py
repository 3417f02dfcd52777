"""A text and a size go in, its width in the theme's real faces comes out (HarfBuzz)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ria_deck.model.theme import Faces, Theme

_CACHE = 1 << 16  # texts whose advances are remembered
_WIDE = frozenset("WF")  # East Asian Width: characters that only an East Asian face sets
_IGNORED = frozenset(("Cc", "Cf", "Zl", "Zp", "Mn"))  # characters that need no glyph of their own


@dataclass(slots=True)
class _Face:
    """An open font file: HarfBuzz's font and its units in an em."""

    font: Any
    upem: int
    unicodes: frozenset[int]


@lru_cache(maxsize=16)
def _opened(path: str) -> _Face:
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
    return _Face(font=uharfbuzz.Font(face), upem=face.upem, unicodes=frozenset(face.unicodes))


class Measurer:
    """Widths of text in a theme's faces: Latin, Greek and Cyrillic in the Latin face, East Asian text in the other.

    `faces` are the theme's body faces unless others are given. Files are opened when a text needs them; the East Asian
    ones are large. Signs that both faces have and that are full width in East Asian text (`“ ” … ×`) go with their
    neighbours, as in PowerPoint and in the handout's style sheet.
    """

    def __init__(self, theme: Theme, faces: Faces | None = None) -> None:
        self.theme = theme
        self._faces = faces or theme.body
        self._advances = lru_cache(maxsize=_CACHE)(self._shaped)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of one line in points at `size` points."""
        return sum(self._advances(text, bold)) * size

    def advances(self, text: str, bold: bool = False) -> list[float]:
        """One advance per character in em; a cluster's stands at its first character, the others have 0."""
        return list(self._advances(text, bold))

    def missing(self, text: str, bold: bool = False) -> str:
        """The characters that no face has a glyph for, each once."""
        latin = self._file(False, bold).unicodes
        lacking = [c for c in dict.fromkeys(text) if ord(c) not in latin and unicodedata.category(c) not in _IGNORED]
        return "".join(c for c in lacking if ord(c) not in self._file(True, bold).unicodes)

    def runs(self, text: str) -> Iterator[tuple[str, bool]]:
        """Stretches of `text` that one face sets, each with whether that is the East Asian one."""
        start = 0
        wide = self._wide(text)
        for index in range(1, len(text) + 1):
            if index == len(text) or wide[index] != wide[start]:
                yield text[start:index], wide[start]
                start = index

    def _file(self, east: bool, bold: bool) -> _Face:
        name = self._faces.ea if east else self._faces.latin
        files = self._faces.files.get(name) or self._faces.files[self._faces.latin]
        return _opened(files[bold])

    def _wide(self, text: str) -> list[bool]:
        """Whether each character belongs to the East Asian face."""
        classes = [unicodedata.east_asian_width(character) for character in text]
        if all(c not in _WIDE for c in classes) and text.isascii():
            return [False] * len(text)
        latin = self._file(False, False).unicodes
        wide: list[bool] = []
        for index, (character, width) in enumerate(zip(text, classes, strict=True)):
            if width in _WIDE:
                wide.append(True)
            elif ord(character) not in latin:
                combining = bool(unicodedata.combining(character)) or unicodedata.category(character) in _IGNORED
                wide.append(wide[-1] if combining and wide else not combining)
            elif width == "A" and not character.isalnum():
                beside = (wide[-1] if wide else False) or any(c in _WIDE for c in classes[index + 1 : index + 2])
                wide.append(beside)
            else:
                wide.append(False)
        return wide

    def _shaped(self, text: str, bold: bool) -> tuple[float, ...]:
        import uharfbuzz

        advances: list[float] = []
        for run, east in self.runs(text):
            face = self._file(east, bold)
            buffer = uharfbuzz.Buffer()
            buffer.add_str(run)
            buffer.guess_segment_properties()
            uharfbuzz.shape(face.font, buffer)
            found = [0.0] * len(run)
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                found[info.cluster] += position.x_advance / face.upem
            advances += found
        return tuple(advances)
