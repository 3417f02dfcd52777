"""Claims as written go in, claims with the place of the sentence that rests on each come out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ria_deck.content.blocks import ClaimDraft
from ria_deck.content.spec import Claim
from ria_deck.diagnostics import Report, Span
from ria_deck.source.text import SourceText

# Emphasis marks and escapes are not words; a line break is a space; quotation marks of one kind are as good as another.
_DROPPED = "*_~`\\"
_QUOTES = str.maketrans("“”„«»‘’", '"""""\'\'')


def locate(drafts: Sequence[ClaimDraft], source: SourceText, start: int, end: int, report: Report) -> tuple[Claim, ...]:
    """The claims whose `says` stands in `source.text[start:end]`; for the others, an error with the likeliest sentence."""
    if not drafts:
        return ()
    plain, places = _plain(_without_claims(source.text[start:end]), start)
    found: list[Claim] = []
    for draft in drafts:
        wanted = _plain(draft.says, 0)[0].strip()
        at = plain.find(wanted)
        if at < 0 or not wanted:
            report.error(
                "RD230",
                f"“{draft.says}” does not stand in the text",
                draft.says_span,
                hint=_nearest(wanted, plain),
            )
            continue
        found.append(
            Claim(
                that=draft.that,
                says=draft.says,
                span=draft.span,
                says_span=draft.says_span,
                sentence=_sentence(source, places[at], places[at + len(wanted) - 1] + 1),
            )
        )
    return tuple(found)


def _without_claims(text: str) -> str:
    """The text with the `{claims}` blocks blanked: a claim's own words are not the slide's."""
    return re.sub(
        r"^[ \t]*(```+)\{claims\}.*?^[ \t]*\1[ \t]*$",
        lambda match: re.sub(r"[^\n]", " ", match[0]),
        text,
        flags=re.DOTALL | re.MULTILINE,
    )


def _plain(text: str, base: int) -> tuple[str, list[int]]:
    """The text without marks, with single spaces, and the offset of each of its characters."""
    chars: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text.translate(_QUOTES)):
        if char in _DROPPED:
            continue
        if char.isspace():
            if chars and chars[-1] == " ":
                continue
            char = " "  # noqa: PLW2901 - one kind of space
        chars.append(char)
        places.append(base + index)
    return "".join(chars), places


def _sentence(source: SourceText, start: int, end: int) -> Span:
    return source.span(start, end)


def _nearest(wanted: str, plain: str) -> str:
    from rapidfuzz import fuzz, process

    sentences = [part.strip(" -#>") for part in re.split(r"(?<=[.!?。！？])\s*|\s-\s", plain) if part.strip(" -#>")]
    best = process.extractOne(wanted, sentences, scorer=fuzz.partial_ratio, score_cutoff=60)
    return f"the likeliest sentence: “{best[0][:120]}”" if best else "`says` repeats words of the text"
