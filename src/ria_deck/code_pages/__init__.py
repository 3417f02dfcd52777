"""A page for every code: what it means, why it is an error, how to fix it, and an example where there is one.

The words are in the TOML files beside this module, one for each hundred of codes; `examples.json` is made from the
tests' cases (tests/test_code_pages.py). `ria-deck explain RD604` prints a page; a site can be made from `pages()`.
"""

from __future__ import annotations

import json
import textwrap
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ria_deck.codes import CODES

FOLDER = Path(__file__).parent
EXAMPLES = FOLDER / "examples.json"
_WIDTH = 88


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeExample:
    """A faulty input: the kind of text that it is, its words, and what the program prints for it, where that is known."""

    kind: str
    text: str
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """Everything that is known of a code, as plain text with names in backquotes."""

    code: str
    meaning: str
    why: str
    fix: str
    example: CodeExample | None = None


@cache
def pages() -> dict[str, CodePage]:
    """Every code's page, in the order of codes. A code without words of its own has an empty `why` and `fix`."""
    words: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        words |= tomllib.loads(path.read_text(encoding="utf-8"))
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return {
        code: CodePage(
            code=code,
            meaning=meaning,
            why=words.get(code, {}).get("why", ""),
            fix=words.get(code, {}).get("fix", ""),
            example=CodeExample(**examples[code]) if code in examples else None,
        )
        for code, meaning in CODES.items()
    }


def as_text(page: CodePage) -> str:
    """A page for the terminal."""
    parts = [f"{page.code}: {page.meaning}"]
    for heading, words in (("Why", page.why), ("How to fix it", page.fix)):
        if words:
            parts.append(f"{heading}\n{textwrap.fill(words, _WIDTH, initial_indent='  ', subsequent_indent='  ')}")
    if page.example:
        parts.append(f"Example ({page.example.kind})\n{textwrap.indent(page.example.text.rstrip(), '  ')}")
        if page.example.printed:
            parts.append(f"What ria-deck prints\n{textwrap.indent(page.example.printed.rstrip(), '  ')}")
    return "\n\n".join(parts)
