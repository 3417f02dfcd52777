"""Measure the width of text in points: HarfBuzz advances of the real fonts, run by run.

Latin, Greek and Cyrillic letters, digits and their punctuation are set in the theme's Latin face, everything else in
its East Asian face, as PowerPoint and the handout's style sheet do; what neither has, such as emoji, in a further one.
Advances are kept per cluster (what a line may not break inside of), so that line breaking can add them up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from ria_deck.design.faces import characters, files_of
from ria_deck.design.further_faces import further_face
from ria_deck.diagnostics import BuildError
from ria_deck.model.theme import Theme

Found = TypeVar("Found")
_JOINERS = frozenset((0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080)))
"""Characters without a glyph of their own, which say how those around them are drawn."""

_TONES = frozenset(range(0x1F3FB, 0x1F400))  # of skin, drawn with the emoji before
LINE_HEIGHT = 1.2  # of a single line of labels, as a multiple of the size


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Characters that stand together, with their advance in em."""

    text: str
    em: float


def _stamp_of(path: Path) -> tuple[int, ...]:
    """What changes when a file is replaced; empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


class Measurer:
    """Widths of text in a theme's faces. `heading` asks for the faces of titles, else those of body text.

    Without `kerning`, pairs of letters keep their full distance, as in charts and maps: PowerPoint's chart text and
    WeasyPrint's text in drawings are not kerned (“Toyama” is 2 % wider there).
    """

    def __init__(self, theme: Theme, *, kerning: bool = True) -> None:
        self._theme = theme
        self._kerning = kerning
        self._unkerned: Measurer | None = None if kerning else self
        self._listing: Measurer | None = None
        self._faces = {True: theme.heading, False: theme.body}
        self._files: dict[tuple[str, bool], tuple[Path, Path]] = {}
        self._fonts: dict[Path, tuple[Any, int]] = {}
        self._measured: dict[tuple[str, bool, bool], tuple[Cluster, ...]] = {}
        self._widths: dict[tuple[str, bool, bool], float] = {}  # of the widest line, in em
        self._once: dict[Hashable, Any] = {}
        self._stamps: dict[Path, tuple[int, ...]] = {}

    @property
    def theme(self) -> Theme:
        """The theme whose faces it measures."""
        return self._theme

    @property
    def measured(self) -> int:
        """How much it remembers."""
        further = (one for one in (self._unkerned, self._listing) if one is not None and one is not self)
        return len(self._measured) + len(self._once) + sum(one.measured for one in further)

    def holds(self) -> bool:
        """Whether what it has measured still holds: its faces have the same files, and these are what they were."""
        try:
            same = all(files_of(self._faces[heading], name) == found for (name, heading), found in self._files.items())
        except BuildError:
            return False
        further = (one for one in (self._unkerned, self._listing) if one is not None and one is not self)
        return (
            same
            and all(_stamp_of(path) == stamp for path, stamp in self._stamps.items())
            and all(one.holds() for one in further)
        )

    @property
    def unkerned(self) -> Measurer:
        """The measurer of the same faces for words in charts and maps."""
        if self._unkerned is None:
            self._unkerned = Measurer(self._theme, kerning=False)
        return self._unkerned

    @property
    def listing(self) -> Measurer:
        """The measurer of the faces of listings."""
        if self._listing is None:
            faces = self._theme.listing
            self._listing = Measurer(replace(self._theme, heading=faces, body=faces), kerning=False)
        return self._listing

    def clusters(self, text: str, bold: bool = False, heading: bool = False) -> tuple[Cluster, ...]:
        """The clusters of a text in order; their texts together are the text."""
        key = (text, bold, heading)
        if key not in self._measured:
            self._measured[key] = tuple(self._shaped(text, bold, heading))
        return self._measured[key]

    def once(self, key: Hashable, work: Callable[[], Found]) -> Found:
        """What `work` gives, done once for each key: what follows from these faces' widths alone."""
        if key not in self._once:
            self._once[key] = work()
        found: Found = self._once[key]
        return found

    def width(self, text: str, size: float, bold: bool = False, heading: bool = False) -> float:
        """The width of one line of text in points; of several lines (`\\n`), the widest."""
        key = (text, bold, heading)
        if key not in self._widths:
            lines = (self.clusters(line, bold, heading) for line in text.split("\n"))
            self._widths[key] = max(sum(cluster.em for cluster in line) for line in lines)
        return size * self._widths[key]

    def height(self, size: float, lines: int = 1) -> float:
        """The height of lines of labels in points."""
        return size * LINE_HEIGHT * lines

    def missing(self, text: str, heading: bool = False) -> str:
        """The characters of a text that no face has a glyph for, each once."""
        faces = self._faces[heading]
        known = characters(self._file(faces.latin, heading, False)) | _JOINERS
        lacking = [char for char in dict.fromkeys(text) if not char.isspace() and ord(char) not in known]
        if not lacking:
            return ""
        known = characters(self._file(faces.other, heading, False))
        return "".join(char for char in lacking if ord(char) not in known and not self._further(char, heading))

    def files(self, text: str) -> list[Path]:
        """The regular files that a text of the body is set with: the Latin face's, the East Asian one's where it has a
        character that the Latin one lacks, and further ones."""
        faces = self._faces[False]
        latin = self._file(faces.latin, False, False)
        known = characters(latin)
        lacking = [char for char in dict.fromkeys(text) if ord(char) not in known and not char.isspace()]
        if not lacking:
            return [latin]
        east = self._file(faces.other, False, False)
        further = (self._further(char, False) for char in lacking if ord(char) not in characters(east) | _JOINERS)
        return list(dict.fromkeys((latin, east, *(files[0] for files in further if files))))

    def glyphs(self, text: str, bold: bool, leftwards: bool) -> Iterator[tuple[Any, int, int, float, float, float]]:
        """The glyphs of a run of one direction, from left to right: the HarfBuzz font, its units an em, the glyph's number,
        its offsets and its advance in em."""
        import uharfbuzz

        runs = list(self._runs(text, bold, False))
        for path, start, end in reversed(runs) if leftwards else runs:
            font, units = self._font(path)
            buffer = uharfbuzz.Buffer()
            buffer.add_str(text[start:end])
            buffer.guess_segment_properties()
            buffer.direction = "rtl" if leftwards else "ltr"
            uharfbuzz.shape(font, buffer, self._features(buffer.direction))
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                yield (
                    font,
                    units,
                    info.codepoint,
                    place.x_offset / units,
                    place.y_offset / units,
                    place.x_advance / units,
                )

    def _shaped(self, text: str, bold: bool, heading: bool) -> Iterator[Cluster]:
        import uharfbuzz

        for path, start, end in self._runs(text, bold, heading):
            font, units = self._font(path)
            buffer = uharfbuzz.Buffer()
            buffer.add_str(text[start:end])
            buffer.guess_segment_properties()
            uharfbuzz.shape(font, buffer, self._features(buffer.direction))
            advances: dict[int, int] = {}
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                advances[info.cluster] = advances.get(info.cluster, 0) + position.x_advance
            starts = sorted(advances)
            for here, after in zip(starts, [*starts[1:], end - start], strict=True):
                yield Cluster(text=text[start + here : start + after], em=advances[here] / units)

    def _features(self, direction: str) -> dict[str, bool]:
        """Pairs of letters from right to left aren't drawn as one, so that printed words are found."""
        return {"kern": self._kerning} | ({"liga": False} if direction == "rtl" else {})

    def _runs(self, text: str, bold: bool, heading: bool) -> Iterator[tuple[Path, int, int]]:
        """Stretches of one face as (font file, start, end). A mark stays with the letter before it."""
        faces = self._faces[heading]
        latin = self._file(faces.latin, heading, bold)

        def east() -> Path:  # large files, which a text in Latin letters never opens
            return self._file(faces.other, heading, bold)

        def further(char: str) -> Path | None:
            files = self._further(char, heading)
            return files[bold] if files else None

        start, face = 0, None
        for index, char in enumerate(text):
            joined = face is not None and (ord(char) in _JOINERS | _TONES or text[index - 1] == "\u200d")
            wanted = face if joined else self._face_of(char, latin, east, further, face)
            if face is not None and wanted != face:
                yield face, start, index
                start = index
            face = wanted
        if face is not None:
            yield face, start, len(text)

    @staticmethod
    def _face_of(
        char: str, latin: Path, east: Callable[[], Path], further: Callable[[str], Path | None], before: Path | None
    ) -> Path:
        if unicodedata.combining(char) and before is not None:
            return before
        wide = unicodedata.east_asian_width(char) in "WF"
        if not wide and ord(char) in characters(latin):
            return latin
        return east() if ord(char) in characters(east()) else further(char) or (east() if wide else latin)

    def _further(self, char: str, heading: bool) -> tuple[Path, Path] | None:
        """The files of the further face that has a character."""
        return self.once(("further", char, heading), lambda: further_face(self._faces[heading], char))

    def _file(self, name: str, heading: bool, bold: bool) -> Path:
        key = (name, heading)
        if key not in self._files:
            self._files[key] = files_of(self._faces[heading], name)
            self._stamps |= {path: _stamp_of(path) for path in self._files[key]}
        return self._files[key][bold]

    def _font(self, path: Path) -> tuple[Any, int]:
        if path not in self._fonts:
            import uharfbuzz

            self._stamps.setdefault(path, _stamp_of(path))
            face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
            self._fonts[path] = (uharfbuzz.Font(face), face.upem)
        return self._fonts[path]
