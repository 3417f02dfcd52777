"""Markdown in parts: texts and cells become headings, anchors and tables that GitHub and MkDocs read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub and Python-Markdown both make it."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip())


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a cell's line breaks become blanks and its bars are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def fenced(text: str, language: str = "") -> str:
    """A listing, in a fence longer than any inside it."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def code(text: str) -> str:
    """A word as code, whatever backquotes it has."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"
