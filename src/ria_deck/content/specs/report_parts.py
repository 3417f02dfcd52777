"""Parts of report.yaml: people, fallbacks for translations, accepted warnings."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.content.specs.message import Expression, Message
from ria_deck.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorSpec:
    """A person as report.yaml has it."""

    name: Message
    affiliation: Message | None = None
    place: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What stands in for a translation that is missing or stale: `source`, `keep` or `error`."""

    untranslated: str = "source"
    stale: str = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowSpec:
    """A warning that the author accepts: by code, at a slide or in a file (empty: everywhere), with the reason."""

    code: str
    because: str
    span: Span
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSpec:
    """One deck for each row: `rows` gives them, each is called `variable` in expressions and `id`, with its expressions in
    braces, is what tells them apart."""

    variable: str
    rows: Expression
    id: str
    id_span: Span
    span: Span
