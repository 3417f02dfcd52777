"""An Office file goes in, what `openxml-audit` finds comes out (MIT, pure Python; sees duplicate shape ids)."""

from __future__ import annotations

from functools import cache

from openxml_audit import FileFormat, OpenXmlValidator

from tests.validators import Document, Finding, on_disk


@cache
def _validator() -> OpenXmlValidator:
    """One for the process: it reads its schemas only once."""
    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)


def validate(document: Document, *, suffix: str = ".pptx") -> list[Finding]:
    """The errors of a document; `suffix` says what bytes are."""
    with on_disk(document, suffix) as path:
        result = _validator().validate(path)
    return [
        Finding(
            judge="openxml-audit",
            rule=error.error_type.value,
            place=f"{error.part_uri or ''} {error.path or ''}".strip(),
            message=error.description,
        )
        for error in result.errors
    ]
