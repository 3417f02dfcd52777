"""Break paragraphs into lines by Unicode's and Japanese typesetting's rules.

Line break opportunities: UAX #14 (uniseg). For text of Chinese and Japanese script, a 。 or 、 at a line's end may hang, and
a fifth of an em stands between such script and Latin letters or digits: with both corrections counts agree with LibreOffice.
Scripts without spaces between words (Thai, Khmer …) break between syllables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ria_deck.design.measure import Cluster, Measurer
from ria_deck.i18n.syllables import stretches
from ria_deck.model.text import Paragraph, TextMark

AUTOSPACE = 0.2  # em
HANGING = "、。，．"
SCRIPT_SIZE = 2 / 3  # of super- and subscripts, as PowerPoint sets them


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of a paragraph as text, the widest of them in points, and the words too long for any line."""

    texts: tuple[str, ...]
    widest: float
    broken_words: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """The number of lines; an empty paragraph has one."""
        return max(len(self.texts), 1)


@dataclass(frozen=True, slots=True)
class _Unit:
    """The shortest stretch between two places where a line may break, measured in em: `full` with all that is in it,
    `needed` without white space at its end and what may hang there; `clusters` are its texts with their widths."""

    text: str
    full: float
    needed: float
    clusters: tuple[tuple[str, float], ...]


def break_lines(
    paragraph: Paragraph, width: float, size: float, measurer: Measurer, *, bold: bool = False, heading: bool = False
) -> Lines:
    """The paragraph's lines at a size in a width, both in points; `bold` is the style's own weight."""
    apart = paragraph.tracking / size
    lines: list[str] = []
    broken: list[str] = []
    widest = 0.0
    for units in _hard_lines(paragraph, measurer, bold=bold, heading=heading):
        spaced = [_unit([(text, em + apart) for text, em in unit.clusters]) for unit in units] if apart else units
        for text, used in _wrapped(spaced, (width + 0.01) / size, broken):
            lines.append(text)
            widest = max(widest, used)
    return Lines(texts=tuple(lines), widest=widest * size, broken_words=tuple(broken))


def narrowest(
    paragraph: Paragraph, lines: int, room: float, size: float, measurer: Measurer, *, bold: bool, heading: bool = False
) -> float:
    """The least of the room, to an eighth of an em, in which the paragraph takes no more than so many lines; all of it
    where there is none such."""
    least, most = 0.0, room
    while most - least > size / 8:
        middle = (least + most) / 2
        found = break_lines(paragraph, middle, size, measurer, bold=bold, heading=heading)
        fits = found.count <= lines and not found.broken_words
        least, most = (least, middle) if fits else (middle, most)
    return most


def natural_width(paragraph: Paragraph, size: float, measurer: Measurer, *, bold: bool = False) -> float:
    """The width in points of the paragraph unbroken, its longest hard line."""
    lines = _hard_lines(paragraph, measurer, bold=bold, heading=False)
    return size * max((sum(unit.full for unit in line) for line in lines), default=0.0)


def longest_word(paragraph: Paragraph, size: float, measurer: Measurer, *, bold: bool = False) -> float:
    """The width in points of the widest stretch that no line may break inside of."""
    lines = _hard_lines(paragraph, measurer, bold=bold, heading=False)
    return size * max((unit.full - _trailing(unit.clusters) for line in lines for unit in line), default=0.0)


def _hard_lines(
    paragraph: Paragraph, measurer: Measurer, *, bold: bool, heading: bool
) -> tuple[tuple[_Unit, ...], ...]:
    """The paragraph between its own line breaks, measured once for all sizes and widths that are tried."""
    runs = tuple(
        (run.text, bold or TextMark.STRONG in run.marks, not _SCRIPTS.isdisjoint(run.marks), TextMark.CODE in run.marks)
        for run in paragraph.runs
    )
    return measurer.once((runs, heading), lambda: tuple(_measured(runs, measurer, heading)))


_SCRIPTS = frozenset((TextMark.SUPERSCRIPT, TextMark.SUBSCRIPT))


def _space_before(text: str, line: Sequence[tuple[str, float]]) -> float:
    """The space that scripts of two kinds have between them, in ems."""
    return AUTOSPACE if line and _spaced(line[-1][0][-1], text[0]) else 0.0


def _measured(
    runs: Sequence[tuple[str, bool, bool, bool]], measurer: Measurer, heading: bool
) -> Iterator[tuple[_Unit, ...]]:
    line: list[tuple[str, float]] = []
    for text, strong, script, code in runs:
        scale = SCRIPT_SIZE if script else 1.0
        faces = measurer.listing if code else measurer
        for number, piece in enumerate(text.split("\n")):
            if number:
                yield _units(line)
                line = []
            _extend(line, faces.clusters(piece, strong, heading) if piece else (), scale)
    if line:
        yield _units(line)


def _extend(line: list[tuple[str, float]], clusters: Iterable[Cluster], scale: float) -> None:
    """Add clusters to a line, each with its width and the space before it."""
    for cluster in clusters:
        line.append((cluster.text, (cluster.em + _space_before(cluster.text, line)) * scale))


def _units(line: Sequence[tuple[str, float]]) -> tuple[_Unit, ...]:
    """The line's clusters, grouped between the places where it may break."""
    units: list[_Unit] = []
    clusters = iter(line)
    for unit in _unbroken("".join(text for text, _ in line)):
        taken: list[tuple[str, float]] = []
        length = 0
        while length < len(unit):
            cluster = next(clusters, None)
            if cluster is None:
                break
            taken.append(cluster)
            length += len(cluster[0])
        if taken:
            units.append(_unit(taken))
    return tuple(units)


def _unit(clusters: Sequence[tuple[str, float]]) -> _Unit:
    full = sum(width for _, width in clusters)
    return _Unit(
        text="".join(text for text, _ in clusters),
        full=full,
        needed=full - _trailing(clusters) - _hanging(clusters),
        clusters=tuple(clusters),
    )


_LETTERS = "0-9A-Za-zÀ-ÖØ-öø-ÿА-Яа-яЁё"
_BETWEEN_WORDS = re.compile(rf"(?<=[{_LETTERS}.,:;] )(?=[{_LETTERS}])")
_PLAIN_WORD = re.compile(rf"[{_LETTERS}][{_LETTERS}.,:;]* ?")


@lru_cache(maxsize=8192)  # a text is broken at every size that is tried
def _unbroken(text: str) -> tuple[str, ...]:
    """The stretches by UAX #14, but with no break after `https://`, as in PowerPoint and LibreOffice."""
    joined: list[str] = []
    for unit in (unit for words in _BETWEEN_WORDS.split(text) for unit in _break_units(words)):
        if joined and joined[-1].endswith("://"):
            joined[-1] += unit
        else:
            joined.append(unit)
    return tuple(joined)


@lru_cache(maxsize=8192)
def _break_units(text: str) -> tuple[str, ...]:
    """The stretches of a text that has no space between two plain words: there a line may always break (LB18), and
    within a word of letters, digits and their full stops and commas never (LB13, LB23, LB25, LB28, LB29). The rest, a
    small part of European texts, is left to uniseg, which is thorough and slow."""
    if not text or _PLAIN_WORD.fullmatch(text):
        return (text,) if text else ()
    from uniseg.linebreak import line_break_units

    return tuple(stretch for unit in line_break_units(text) for stretch in stretches(unit))


def _wrapped(units: Sequence[_Unit], width: float, broken: list[str]) -> Iterator[tuple[str, float]]:
    text, used = "", 0.0
    for unit in units:
        if text and used + unit.needed > width:
            yield text.rstrip(), used
            text, used = "", 0.0
        if text or unit.needed <= width:
            text, used = text + unit.text, used + unit.full
            continue
        broken.append(unit.text.strip())
        *full, (text, used) = _cut(unit, width)
        yield from full
    if text:
        yield text.rstrip(), used


def _cut(unit: _Unit, width: float) -> Iterator[tuple[str, float]]:
    """A unit that is wider than a line, in pieces that aren't; the last one may leave room."""
    text, used = "", 0.0
    for cluster, advance in unit.clusters:
        if text and used + advance > width:
            yield text, used
            text, used = "", 0.0
        text, used = text + cluster, used + advance
    yield text, used


def _trailing(clusters: Sequence[tuple[str, float]]) -> float:
    """The width of white space at the end of a unit, which hangs over the margin."""
    total = 0.0
    for text, width in reversed(clusters):
        if not text.isspace():
            break
        total += width
    return total


def _hanging(clusters: Sequence[tuple[str, float]]) -> float:
    return clusters[-1][1] / 2 if clusters and clusters[-1][0] in HANGING else 0.0


@lru_cache(maxsize=4096)
def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char)[0] == "L"


def _spaced(left: str, right: str) -> bool:
    def narrow(char: str) -> bool:
        return char.isalnum() and not _wide(char)

    return (_wide(left) and narrow(right)) or (narrow(left) and _wide(right))
