"""A PDF goes in, what breaks PDF/UA-1 (ISO 14289-1) comes out, by `page-validation` (MIT)."""

from __future__ import annotations

from pathlib import Path

import page

from tests.validators import Document, Finding


def validate(document: Document) -> list[Finding]:
    """The failed rules of a PDF; one that cannot be read is a finding too."""
    data = document.read_bytes() if isinstance(document, Path) else document
    try:
        report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    except page.PageError as error:
        return [Finding(judge="page", rule=type(error).__name__, place="", message=str(error))]
    return [
        Finding(
            judge="page",
            rule=failure.rule_id,
            place=f"object {failure.object_id.object_number}" if failure.object_id else "",
            message=failure.message,
        )
        for failure in report.failures
    ]
