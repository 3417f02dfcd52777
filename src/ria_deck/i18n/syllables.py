"""Where lines may break in scripts that put no space between words: Thai, Lao, Khmer, Myanmar.

Programs that show a deck have dictionaries; here, for measuring and for pages that Pango sets without one, a break stands
before a syllable that its signs show: with a vowel, with a consonant below, behind a vowel that is written first. Of bare
consonants between two syllables one closes the first; the last of several opens the second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eb9\u0ebb-\u0ecd\u0edc-\u0edf\u1000-\u1049\u1050-\u109f"
    "\u1780-\u17d3\u17d7\u17dc\u17dd"
)
_RUN = re.compile(f"[{_UNSPACED}\u200c\u200d]+")
_SYLLABLE = re.compile(
    "[\u0e40-\u0e44][\u0e01-\u0e2e]?[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*[\u0e30\u0e32\u0e33\u0e45]*"  # Thai, vowel first
    "|[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4b\u0e4d\u0e4e]*[\u0e30\u0e32\u0e33\u0e45]+"
    "|[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4b\u0e4d\u0e4e]+"
    "|[\u0ec0-\u0ec4][\u0e81-\u0eae\u0edc-\u0edf]?[\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]*[\u0eb0\u0eb2\u0eb3\u0ebd]*"  # Lao
    "|[\u0e81-\u0eae\u0edc-\u0edf][\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]*[\u0eb0\u0eb2\u0eb3\u0ebd]+"
    "|[\u0e81-\u0eae\u0edc-\u0edf][\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]+"
    "|[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3])*[\u17b6-\u17ca\u17cd-\u17d1\u17dd\u200c\u200d]+"  # Khmer, not with bantoc
    "|[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3])*[\u1780-\u17a2][\u17cb\u17cc]"  # closed by bantoc
    "|[\u17a3-\u17b3](?:\u17d2[\u1780-\u17b3])*"
    "|[\u1000-\u1021](?=[\u1000-\u1021]\u103a)"
    "|[\u1000-\u102a\u103f](?:\u1039[\u1000-\u102a])*[\u102b-\u1038\u103b-\u103e\u1056-\u1059]+"  # Myanmar, not with asat
)
_BARE = re.compile("[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3])*|[^\u17d2]")
_VOWEL = re.compile("^[อวยອວຽ]")  # as which these stand behind a consonant
_FIRST = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
_CLOSING = frozenset("\u17cb\u17cc\u103a\u0e4c")


@lru_cache(maxsize=8192)
def stretches(text: str) -> tuple[str, ...]:
    """The text in the pieces between which a line may break, as far as its letters are of these scripts."""
    if not _RUN.search(text):
        return (text,) if text else ()
    breaks = (place for run in _RUN.finditer(text) for place in _breaks(text, *run.span()))
    edges = [0, *breaks, len(text)]
    return tuple(text[start:end] for start, end in pairwise(edges) if end > start)


def _breaks(text: str, first: int, last: int) -> Iterator[int]:
    """The places in a run of such letters before which a line may break."""
    for place in _opened(text, first, last):
        if not unicodedata.category(text[place]).startswith("M"):  # a sign stays with its letter
            yield place


def _opened(text: str, first: int, last: int) -> Iterator[int]:
    """The places where syllables begin."""
    before = first  # where the last syllable that its signs show has ended
    for syllable in _SYLLABLE.finditer(text, first, last):
        start, end = syllable.span()
        if text[end : end + 1] in _CLOSING and text[start] not in _FIRST:
            before = end + 1
            continue
        bare = _BARE.findall(_VOWEL.sub("", text[before:start]))  # the first closes what is before
        if before > first:
            yield start - len(bare[-1]) if len(bare) > 1 else start
        before = end
        while text[before + 1 : before + 2] in _CLOSING and before + 2 <= last:
            before += 2


def is_thai(text: str) -> bool:
    """Whether there are Thai letters in it: Pango has a dictionary for them."""
    return any("\u0e01" <= char <= "\u0e4e" for char in text)
