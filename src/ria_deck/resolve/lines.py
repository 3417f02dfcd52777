"""A paragraph and a width go in, its lines come out, broken as Unicode and Japanese typesetting have it.

Line break opportunities: UAX #14 (uniseg). For text of Chinese and Japanese script, a 。 or 、 at a line's end may hang, and
a fifth of an em stands between such script and Latin letters or digits: with both corrections counts agree with LibreOffice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ria_deck.model.text import Mark, Paragraph
from ria_deck.resolve.measure import Measurer

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
class _Cluster:
    text: str
    width: float
    size: float


def break_lines(
    paragraph: Paragraph, width: float, size: float, measurer: Measurer, *, bold: bool = False, heading: bool = False
) -> Lines:
    """The paragraph's lines at a size in a width, both in points; `bold` is the style's own weight."""
    lines: list[str] = []
    broken: list[str] = []
    widest = 0.0
    for clusters in _hard_lines(paragraph, size, measurer, bold=bold, heading=heading):
        for text, used in _wrapped(clusters, width, broken):
            lines.append(text)
            widest = max(widest, used)
    return Lines(texts=tuple(lines), widest=widest, broken_words=tuple(broken))


def natural_width(paragraph: Paragraph, size: float, measurer: Measurer, *, bold: bool = False) -> float:
    """The width in points of the paragraph unbroken, its longest hard line."""
    return max(
        (sum(c.width for c in line) for line in _hard_lines(paragraph, size, measurer, bold=bold, heading=False)),
        default=0.0,
    )


def longest_word(paragraph: Paragraph, size: float, measurer: Measurer, *, bold: bool = False) -> float:
    """The width in points of the widest stretch that no line may break inside of."""
    widths = [
        sum(cluster.width for cluster in unit) - _trailing(unit)
        for line in _hard_lines(paragraph, size, measurer, bold=bold, heading=False)
        for unit in _units(line)
    ]
    return max(widths, default=0.0)


def _hard_lines(
    paragraph: Paragraph, size: float, measurer: Measurer, *, bold: bool, heading: bool
) -> Iterator[list[_Cluster]]:
    line: list[_Cluster] = []
    last = ""
    for run in paragraph.runs:
        strong = bold or Mark.STRONG in run.marks
        script = Mark.SUPERSCRIPT in run.marks or Mark.SUBSCRIPT in run.marks
        actual = size * SCRIPT_SIZE if script else size
        faces = measurer.listing if Mark.CODE in run.marks else measurer
        for number, piece in enumerate(run.text.split("\n")):
            if number:
                yield line
                line, last = [], ""
            for cluster in faces.clusters(piece, strong, heading) if piece else ():
                extra = AUTOSPACE * actual if last and _spaced(last, cluster.text[0]) else 0.0
                line.append(_Cluster(cluster.text, cluster.em * actual + extra, actual))
                last = cluster.text[-1]
    if line:
        yield line


def _units(line: Sequence[_Cluster]) -> list[list[_Cluster]]:
    """The line's clusters in stretches that may stand on lines of their own."""
    units: list[list[_Cluster]] = []
    clusters = iter(line)
    for unit in _unbroken("".join(cluster.text for cluster in line)):
        taken: list[_Cluster] = []
        length = 0
        while length < len(unit):
            cluster = next(clusters, None)
            if cluster is None:
                break
            taken.append(cluster)
            length += len(cluster.text)
        if taken:
            units.append(taken)
    return units


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

    return tuple(line_break_units(text))


def _wrapped(line: Sequence[_Cluster], width: float, broken: list[str]) -> Iterator[tuple[str, float]]:
    text, used = "", 0.0
    for unit in _units(line):
        full = sum(cluster.width for cluster in unit)
        needed = full - _trailing(unit) - _hanging(unit)
        if text and used + needed > width + 0.01:
            yield text.rstrip(), used
            text, used = "", 0.0
        if not text and needed > width + 0.01:
            broken.append("".join(cluster.text for cluster in unit).strip())
            for cluster in unit:
                if text and used + cluster.width > width:
                    yield text, used
                    text, used = "", 0.0
                text, used = text + cluster.text, used + cluster.width
            continue
        text, used = text + "".join(cluster.text for cluster in unit), used + full
    if text:
        yield text.rstrip(), used


def _trailing(unit: Sequence[_Cluster]) -> float:
    """The width of white space at the end of a unit, which hangs over the margin."""
    total = 0.0
    for cluster in reversed(unit):
        if not cluster.text.isspace():
            break
        total += cluster.width
    return total


def _hanging(unit: Sequence[_Cluster]) -> float:
    return unit[-1].width / 2 if unit and unit[-1].text in HANGING else 0.0


@lru_cache(maxsize=4096)
def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char)[0] == "L"


def _spaced(left: str, right: str) -> bool:
    def narrow(char: str) -> bool:
        return char.isalnum() and not _wide(char)

    return (_wide(left) and narrow(right)) or (narrow(left) and _wide(right))
