"""Diagnostics as plain records, and back: what an earlier build told of a thing is told again when the thing is reused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ria_deck.diagnostics import Diagnostic, InRows, Severity, Span


def records_of(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """The diagnostics as JSON has them."""
    return [asdict(found) | {"severity": found.severity.value} for found in diagnostics]


def read_records(records: Iterable[Mapping[str, Any]]) -> tuple[Diagnostic, ...]:
    """The diagnostics of these records."""
    return tuple(_read(record) for record in records)


def _read(record: Mapping[str, Any]) -> Diagnostic:
    places: Sequence[Any] = record["related"]
    return Diagnostic(
        **{
            **record,
            "severity": Severity(record["severity"]),
            "span": None if record["span"] is None else Span(**record["span"]),
            "rows": _rows(record.get("rows")),
            "related": tuple((Span(**span), words) for span, words in places),
        }
    )


def _rows(record: Mapping[str, Any] | None) -> InRows | None:
    return None if record is None else InRows(**{**record, "ids": tuple(record["ids"])})
