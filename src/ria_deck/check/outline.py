"""Outlines: what a deck says, what its PPTX and its PDF say, and whether it is the same.

The modules behind this one share nothing with the renderers, so that a renderer's mistake can't hide itself.
"""

from __future__ import annotations

from ria_deck.check.outline_compare import compare
from ria_deck.check.outline_deck import outline_of_deck
from ria_deck.check.outline_html import read_html
from ria_deck.check.outline_model import FigureOutline, Outline, OutlinePart, SeriesOutline, plain_text
from ria_deck.check.outline_pdf import read_pdf
from ria_deck.check.outline_pptx import read_pptx
from ria_deck.diagnostics import BuildError, Diagnostic, Severity

__all__ = [
    "FigureOutline",
    "Outline",
    "OutlinePart",
    "SeriesOutline",
    "compare",
    "outline_of_deck",
    "plain_text",
    "read_back",
    "read_html",
    "read_pdf",
    "read_pptx",
]

_READERS = {".pptx": read_pptx, ".pdf": read_pdf, ".html": read_html}


def read_back(suffix: str, data: bytes) -> Outline | None:
    """The outline of a file by its suffix, None for a kind that has none; `BuildError` with RD701 for a broken file."""
    reader = _READERS.get(suffix)
    if reader is None:
        return None
    try:
        return reader(data)
    except ValueError as error:
        raise BuildError(
            [
                Diagnostic(
                    code="RD701", severity=Severity.ERROR, message=f"the {suffix} file can't be read back: {error}"
                )
            ]
        ) from error
