"""Find the sentence that each claim is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ria_deck.content.blocks.decode import PRINTED_CLAIMS
from ria_deck.content.specs.claims import ClaimDraft
from ria_deck.content.specs.slides import Claim, Expression, Message
from ria_deck.diagnostics import Report, Span

# Emphasis marks and escapes are not words; a line break is a space; quotation marks of one kind are as good as another.
_DROPPED = "*_~`\\"
_ALIKE = str.maketrans("“”„‟«»‘’‚‛‐‑–", '""""""\'\'\'\'---')
_SENTENCE = re.compile(r"[^.!?。！？]+[.!?。！？]*")
_LONGEST_HINT = 120


def locate(
    drafts: Sequence[tuple[ClaimDraft, tuple[Expression, ...]]], messages: Iterable[Message], where: str, report: Report
) -> tuple[Claim, ...]:
    """The claims whose `says` stands in one of the messages; for the others, an error with the likeliest sentence, but
    for those that the handout prints.

    `drafts` come with the conditions they stand under; `where` says where was searched ("on the slide").
    """
    if not drafts:
        return ()
    texts = [(message, *_plain(message.text)) for message in messages if not message.context.endswith(PRINTED_CLAIMS)]
    found: list[Claim] = []
    for draft, conditions in drafts:
        place = _find(_plain(draft.says)[0].strip(), texts)
        if place is None and draft.printed:
            continue
        if place is None:
            report.error(
                "RD230",
                f"“{draft.says}” isn't in the text {where}",
                draft.says_span,
                hint=_nearest(draft.says, [plain for _, plain, _ in texts]),
            )
            continue
        found.append(
            Claim(
                that=draft.that,
                says=draft.says,
                span=draft.span,
                says_span=draft.says_span,
                message=place[0],
                sentence=place[1],
                when=conditions,
            )
        )
    return tuple(found)


def still_says(says: str, text: str) -> bool:
    """Whether a text has the words of a claim."""
    return _plain(says)[0].strip() in _plain(text)[0]


def _find(wanted: str, texts: Sequence[tuple[Message, str, list[int]]]) -> tuple[Message, Span] | None:
    for message, plain, places in texts if wanted else ():
        at = plain.find(wanted)
        if at >= 0:
            return message, message.place(places[at], places[at + len(wanted) - 1] + 1)
    return None


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without marks and with single spaces, and where each of its characters stands in it."""
    chars: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text.translate(_ALIKE)):
        if char in _DROPPED:
            continue
        if char.isspace():
            if chars and chars[-1] == " ":
                continue
            char = " "  # noqa: PLW2901 - one kind of space
        chars.append(char)
        places.append(index)
    return "".join(chars), places


def _nearest(wanted: str, texts: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process

    sentences = [match[0].strip() for text in texts for match in _SENTENCE.finditer(text) if match[0].strip()]
    sentences = [
        sentence for sentence in sentences if 2 * len(sentence) >= len(wanted)
    ]  # a single word isn't a sentence
    best = process.extractOne(wanted, sentences, scorer=fuzz.partial_ratio, score_cutoff=60)
    if best is None:
        return "copy the words into `says` exactly as the text has them"
    sentence = best[0] if len(best[0]) <= _LONGEST_HINT else best[0][: _LONGEST_HINT - 1] + "…"
    return f"closest sentence: “{sentence}”"
