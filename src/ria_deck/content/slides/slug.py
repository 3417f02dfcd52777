"""Names for ids and addresses, made from titles."""

from __future__ import annotations

import re
import unicodedata


def slugify(text: str) -> str:
    """Letters and digits of any script in lower case, joined by hyphens; empty when there are none.

    As pandoc and GitHub make them, so that the same heading gives the same id on every machine.
    """
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    # Marks (vowel signs of Indic scripts, accents without a composed letter) belong to their letter.
    words = "".join(char if char.isalnum() or unicodedata.category(char)[0] == "M" else "-" for char in composed)
    return re.sub(r"-+", "-", words).strip("-")
