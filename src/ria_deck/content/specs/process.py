"""A process as its author writes it: steps one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.content.specs.message import Message
from ria_deck.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSpec:
    """A step of a `{process}` block; `color` is a role or empty."""

    label: Message
    text: Message | None = None
    color: str = ""
    color_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSpec:
    """A `{process}` block."""

    name: str
    steps: tuple[StepSpec, ...]
    span: Span
