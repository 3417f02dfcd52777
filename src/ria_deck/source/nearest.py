"""A mistyped word and the words there are in; the one that was meant, and the words that say so, out."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, choices: Iterable[str], *, likeness: float = 70.0) -> str:
    """The choice most like `word`, or an empty string when none is at least `likeness` % like it.

    Likeness is the better of rapidfuzz's normalised Damerau-Levenshtein likeness of the lower-cased words and, for
    words that differ by a beginning or an end only (`colour` and `colour-role`), of their common part.
    """
    from rapidfuzz.distance import DamerauLevenshtein

    best, best_score = "", 0.0
    asked = word.casefold()
    for choice in choices:
        offered = choice.casefold()
        score = 100 * DamerauLevenshtein.normalized_similarity(asked, offered)
        if len(asked) >= 3 and len(offered) >= 3 and (offered.startswith(asked) or asked.startswith(offered)):
            score = max(score, 80.0)
        if score > best_score:
            best, best_score = choice, score
    return best if best_score >= (likeness if len(asked) > 3 else min(likeness, 60.0)) else ""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The label `did you mean …?` for a mistyped word, empty when nothing is like it."""
    meant = nearest(word, choices)
    return f"did you mean `{meant}`?" if meant else ""


def listing(words: Iterable[str], conjunction: str = "or") -> str:
    """Words in backquotes as an English list: `a`, `b` or `c`."""
    quoted = [f"`{word}`" for word in words]
    return ", ".join(quoted[:-1]) + f" {conjunction} {quoted[-1]}" if len(quoted) > 1 else "".join(quoted)
