"""Diagnostics of one file that say the same, as people read them: once, with the places of the others and their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ria_deck.diagnostics import Diagnostic, Span

_SHOWN = 3
"""The line is shown of so many further places; the rest are named."""

_NAMED = 12


def as_one(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics in their order, those that differ only in the place within a file as the first of them."""
    groups: dict[Diagnostic, list[Span]] = {}
    for one in _by_cause(found):
        same = replace(one, span=one.span and Span(path=one.span.path))
        groups.setdefault(same, []).extend([one.span] if one.span else [])
    return [
        _first(one, spans) if len(spans) > 1 else replace(one, span=next(iter(spans), None))
        for one, spans in groups.items()
    ]


def _by_cause(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics, with one of those that say the same of one place and differ only in their labels: in which size, in
    which language. Its label has theirs."""
    causes: dict[Diagnostic, list[str]] = {}
    for one in found:
        labels = causes.setdefault(replace(one, label="", related=()) if one.span else one, [])
        if one.label not in labels:
            labels.append(one.label)
    related = {replace(one, label="", related=()): one.related for one in reversed(found)}
    return [
        replace(one, label=_joined(labels), related=related[one]) if one.span else one for one, labels in causes.items()
    ]


def _joined(labels: Sequence[str]) -> str:
    """The labels of one cause; of very many the first ones."""
    shown = "; ".join(filter(None, labels[:_SHOWN]))
    return f"{shown}; and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else shown


def _first(one: Diagnostic, spans: Sequence[Span]) -> Diagnostic:
    first, *others = spans
    shown = tuple((span, "here too") for span in others[:_SHOWN])
    return replace(
        one,
        message=f"{one.message} ({len(spans)} places{_named(others[_SHOWN:])})",
        span=first,
        related=(*one.related, *shown),
    )


def _named(spans: Sequence[Span]) -> str:
    """The places that aren't shown, by cell or line."""
    names = list(dict.fromkeys(span.place or f"line {span.line}" for span in spans))
    rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f", also {', '.join(names[:_NAMED])}{rest}" if names else ""
