"""Decide whether a run of `*`, `_` or `~` opens or closes emphasis.

CommonMark's flanking rules with the amendments of "markdown-cjk-friendly" (github.com/tats-u/markdown-cjk-friendly,
specification.md): in Chinese, Japanese and Korean no space stands between words, so that `**「禁止」**が` is strong.
A `{{ … }}` beside a run counts as a letter, for its result is text: `**{{ n }}**штук` is strong as well.
"""

from __future__ import annotations

import unicodedata

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from ria_deck.content.markdown.expression_scanner import expression_at

ENDS = "expression ends"
"""Key in a parse's environment: where expressions ended, for what comes after them."""

_SPACE = " "
_LETTER = "x"


def emphasis(state: StateInline, silent: bool) -> bool:
    """markdown-it's rule for `*` and `_`, by the amended flanking rules."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    count, opens, closes = _scan(state)
    for _ in range(count):
        state.push("text", "", 0).content = marker
        _delimit(state, marker, count, opens, closes)
    state.pos += count
    return True


def strike(state: StateInline, silent: bool) -> bool:
    """markdown-it's rule for `~~`, by the amended flanking rules. Of an odd run, the first `~` is text."""
    if silent or not state.src.startswith("~~", state.pos):
        return False
    count, opens, closes = _scan(state)
    if count % 2:
        state.push("text", "", 0).content = "~"
    for _ in range(count // 2):
        state.push("text", "", 0).content = "~~"
        _delimit(state, "~", 0, opens, closes)
    state.pos += count
    return True


def _delimit(state: StateInline, marker: str, length: int, opens: bool, closes: bool) -> None:
    """`length` is for CommonMark's "rule of 3"; 0 switches that off."""
    last = len(state.tokens) - 1
    state.delimiters.append(Delimiter(marker=ord(marker), length=length, token=last, end=-1, open=opens, close=closes))


def _scan(state: StateInline) -> tuple[int, bool, bool]:
    """How long the run at the state's place is, and whether it can open and close."""
    source, start = state.src, state.pos
    marker = source[start]
    end = start
    while end < state.posMax and source[end] == marker:
        end += 1
    before = source[max(0, start - 2) : start] or _SPACE
    after = source[end] if end < state.posMax else _SPACE
    if start in state.env.get(ENDS, ()):
        before = _LETTER
    if expression_at(state, end) > 0:
        after = _LETTER
    opens, closes = flanking(before, after, words=marker == "_")
    return end - start, opens, closes


def flanking(before: str, after: str, *, words: bool = False) -> tuple[bool, bool]:
    """Whether a run can open and close. `before` are the one or two characters before it, `after` the one behind it.

    `words`: the run is of `_`, which never stands inside a word.
    """
    main = before[-1]
    varied = len(before) > 1 and "\ufe00" <= main <= "\ufe0e"  # a variation selector: what it varies counts
    if varied and not before[-2].isspace():
        main = before[-2]
    if main.isspace() or after.isspace():
        return not after.isspace(), not main.isspace()
    opens, closes = _is_punctuation(main), _is_punctuation(after)
    if words:
        return opens, closes
    cjk = is_cjk(after) or is_cjk(main) or "\U000e0100" <= main <= "\U000e01ef"
    cjk = cjk or (varied and before[-1] == "\ufe01" and main in "‘’“”")
    return opens or cjk or not _is_punctuation(after), closes or cjk or not _is_punctuation(main)


def is_cjk(char: str) -> bool:
    """Whether a character is one of East Asian writing: wide, full or half width (UAX #11) and no emoji, or Hangul."""
    if char < "\u1100":
        return False
    width = unicodedata.east_asian_width(char)
    if width in "FH":
        return True
    if width == "W":
        return not _is_emoji(char)
    return (width == "N" and "\u1160" <= char <= "\u11ff") or "\ud7b0" <= char <= "\ud7fb"


def is_hangul(char: str) -> bool:
    """Whether a character is Korean writing, which puts spaces between words."""
    return char >= "\u1100" and unicodedata.name(char, "").startswith(("HANGUL", "HALFWIDTH HANGUL"))


def _is_emoji(char: str) -> bool:
    """Whether a wide character is shown as a picture by default (Unicode's Emoji_Presentation)."""
    if "\u2300" <= char < "\u2e80":
        return char not in "\u2329\u232a"  # angle brackets
    if "\U0001f200" <= char <= "\U0001f265":  # squared Japanese words, of which some are emoji
        return char in "🈁🈚🈯🈲🈳🈴🈵🈶🈸🈹🈺🉐🉑"
    return "\U0001f000" <= char < "\U00020000"


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
