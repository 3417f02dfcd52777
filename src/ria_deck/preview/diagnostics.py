"""Diagnostics for the page: with their slide, and an address that opens the line in an editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from ria_deck.diagnostics import Diagnostic
from ria_deck.present import in_order
from ria_deck.preview.session import Session


def listed(diagnostics: Sequence[Diagnostic], session: Session) -> list[dict[str, Any]]:
    """Everything that is wrong, in the order of files and lines, as JSON."""
    return [_record(found, session) for found in in_order(diagnostics)]


def _record(found: Diagnostic, session: Session) -> dict[str, Any]:
    span = found.span
    record: dict[str, Any] = {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "label": found.label,
        "hint": found.hint,
        "path": span.path if span else "",
        "line": span.line if span else 0,
        "column": span.column if span else 0,
        "place": span.place if span else "",
        "slide": None,
        "editor": "",
    }
    if span is not None:
        file = quote(str(session.root / span.path))
        record["editor"] = f"vscode://file{file}:{span.line}:{span.column}"
        record["slide"] = session.slide_at(span.path, span.line)
    return record
