"""What sentences promise of the data, as written."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.content.specs.message import Expression, Message
from ria_deck.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDraft:
    """A claim as declared; the sentence that it is about is still to be found. Spans are those of the two texts."""

    that: str
    says: str
    span: Span
    says_span: Span
    printed: bool = False  # by the handout: the slide itself needn't say it


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence's promise: `that` is an expression that must hold, `says` the words that rest on it."""

    that: str
    says: str
    span: Span  # of `that`
    says_span: Span  # of `says` where it is declared
    sentence: Span  # where `says` stands in the topic's text
    message: Message | None = None  # the text that it stands in
    when: tuple[Expression, ...] = ()  # the conditions of the divs that the claim stands in: it holds where they do


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedClaim:
    """A claim that the handout prints: `says` is the sentence, `now` what the data say (None: the values that `that`
    compares)."""

    that: Expression
    says: Message
    now: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimListSpec:
    """`{claims print}`: claims as a table of the handout, each holding or not; `name` as of a Markdown table."""

    name: str
    claims: tuple[PrintedClaim, ...]
    span: Span
