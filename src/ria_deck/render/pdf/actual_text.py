"""Write down what is said where glyphs don't tell it: in scripts that draw syllables.

Programs that search, copy or read a page aloud know letters by their glyphs. A sign that stands before its consonant, or
a syllable in one glyph, leaves them without; there the marked content has its text as `ActualText` (ISO 32000-1,
14.9.4). Not so in scripts from right to left: Poppler reads such a text backwards, and the letters of good faces are
glyphs of their own.
"""

from __future__ import annotations

import re
from typing import Any

import pydyf  # type: ignore[import-untyped]

from ria_deck.design.late_imports import weasyprint_imports
from ria_deck.render.pdf.marked_content import numbered_boxes

with weasyprint_imports():
    from weasyprint.formatting_structure import boxes

_SYLLABLES = re.compile("[\u0900-\u0fff\u1000-\u109f\u1200-\u139f\u1780-\u17ff]")

_UNSEEN = dict.fromkeys((0x200E, 0x200F, 0x2060, *range(0x2066, 0x206A)))


def say_texts(document: Any, pdf: Any) -> None:
    """Add the texts to the marked content of a PDF (a `pydyf.PDF`) that was made of WeasyPrint's document."""
    for reference, found in numbered_boxes(document, pdf):
        texts = {
            number: box.text.translate(_UNSEEN)
            for box, number in found
            if isinstance(box, boxes.TextBox) and _SYLLABLES.search(box.text)
        }
        if not texts:
            continue
        page = pdf.objects[int(reference.split()[0])]
        for piece in pdf.objects[int(page["Contents"].split()[0])].stream:
            if isinstance(piece, dict) and piece.get("MCID") in texts:
                piece["ActualText"] = pydyf.String(texts[piece["MCID"]])
