"""Run other programs' validators on finished files: `check --deep`.

The judges are packages of their own (`pip install 'ria-deck[judges]'`): openxml-audit for decks, page-validation for
PDF/UA-1 (ISO 14289-1). A build doesn't need them: its own rules and the outline are looked at every time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ria_deck.diagnostics import Diagnostic, Severity

JUDGES = {".pptx": ("openxml_audit", "openxml-audit"), ".pdf": ("page", "page-validation")}
"""Ending → module and package of the judge."""


def missing_judges() -> list[str]:
    """The packages that are not installed."""
    return [package for module, package in JUDGES.values() if find_spec(module) is None]


def judge(path: str, data: bytes) -> Iterator[Diagnostic]:
    """The errors that the judge of its format finds in the deliverable at `path`; none without a judge."""
    suffix = Path(path).suffix
    module, package = JUDGES.get(suffix, ("", ""))
    if not module or find_spec(module) is None:
        return
    for words in _deck(data) if suffix == ".pptx" else _pdf(data):
        yield Diagnostic(
            code="RD790",
            severity=Severity.ERROR,
            message=f"{path}: {package}: {words}",
            hint="this is an error in the program or a template, not in your text",
        )


@cache
def _deck_judge() -> Any:
    """One for the process: it reads its schemas only once."""
    import openxml_audit

    return openxml_audit.OpenXmlValidator(file_format=openxml_audit.FileFormat.MICROSOFT_365, max_errors=0)


def _deck(data: bytes) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.pptx"
        path.write_bytes(data)
        for error in _deck_judge().validate(path).errors:
            yield f"{error.description} ({error.part_uri or ''} {error.path or ''})".strip()


def _pdf(data: bytes) -> Iterator[str]:
    import page

    try:
        report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    except page.PageError as error:
        yield str(error)
        return
    for failure in report.failures:
        place = f" (object {failure.object_id.object_number})" if failure.object_id else ""
        yield f"{failure.rule_id}: {failure.message}{place}"
