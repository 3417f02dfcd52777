"""Where a line of Japanese text may end without parting a phrase.

There is no dictionary behind it: a phrase ends before what isn't hiragana, and a word of katakana holds together. Long
runs are left to break where they must.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

JOINER = "\u2060"  # U+2060 word joiner: no glyph, no break beside it
_WORD = re.compile(r"(?<![ァ-ヺー])[ァ-ヺー]{2,12}(?![ァ-ヺー])")  # of katakana
_IDEOGRAPH = re.compile(r"[々一-鿿]")
_TAIL = re.compile(r"(?<=[々ぁ-ヺー一-鿿])[ぁ-ゖ]{1,10}(?![ぁ-ゖ])")  # of a phrase: endings and particles


def joined_phrases(text: str, *, goes_on: bool = False) -> str:
    """The text with joiners where a line's end would part a phrase; `goes_on`: words of the same line stand before it."""
    before = "々" if goes_on else ""  # stands for these words
    text = _WORD.sub(lambda word: JOINER.join(word[0]), before + text)
    return _TAIL.sub(lambda tail: JOINER + JOINER.join(tail[0]), text)[len(before) :]


def parted(lines: Sequence[str]) -> int:
    """How badly the lines of a text part it: 2 for each that ends inside of a phrase, 1 for each between ideographs, which
    may be those of one word."""
    held: set[int] = set()  # places in the text that a line can't end at
    place = 0
    for character in joined_phrases("".join(lines).replace(JOINER, "")):
        if character == JOINER:
            held.add(place)
        else:
            place += 1
    ends = accumulate(len(line.replace(JOINER, "")) for line in lines[:-1])
    inside = sum(end in held for end in ends)
    between = sum(bool(_IDEOGRAPH.match(line[-1:]) and _IDEOGRAPH.match(after[:1])) for line, after in pairwise(lines))
    return 2 * inside + between
