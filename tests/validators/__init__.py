"""A finished file goes in, what independent judges of its format find comes out: a list of findings, empty when good.

Each module is one judge with the same function, `validate(document) -> list[Finding]`, where a document is a path or
the bytes of a file. A judge that cannot do its work raises `ToolError`; it never returns an empty list instead.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

Document = Path | bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: the judge that saw it, the name of its rule, the part or page, and what it says."""

    judge: str
    rule: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.judge} {self.rule} in {self.place or 'the file'}: {self.message}"


class ToolError(Exception):
    """The judge itself failed: it is missing, crashed, ran out of time or gave an answer that can't be read."""


@contextmanager
def on_disk(document: Document, suffix: str) -> Iterator[Path]:
    """The document as a file: itself when it is one, else a temporary one with the suffix."""
    if isinstance(document, Path):
        yield document
        return
    with tempfile.TemporaryDirectory(prefix="ria-deck-") as folder:
        path = Path(folder) / f"document{suffix}"
        path.write_bytes(document)
        yield path
