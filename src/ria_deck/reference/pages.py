"""All pages of the reference by their paths, and all of them as one text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ria_deck.reference.expressions import expressions_page
from ria_deck.reference.faults import code_pages
from ria_deck.reference.keys import key_pages
from ria_deck.reference.layouts import layouts_page
from ria_deck.reference.views import view_page


def reference_pages(commands: str = "") -> dict[str, str]:
    """Path below docs/reference → Markdown. `commands` is the page of commands, which the command line knows."""
    keys = key_pages()
    pages = {
        "expressions.md": expressions_page(),
        "layouts.md": layouts_page(),
        **keys,
        "view.md": view_page(),
        **code_pages(),
    }
    if commands:
        pages["commands.md"] = commands
    return {"index.md": _index(pages), **pages}


def as_one_text(pages: Mapping[str, str]) -> str:
    """The pages one after another, index and pictures left out: for language models and for search."""
    whole = "\n\n".join(text.strip() for path, text in pages.items() if path != "index.md") + "\n"
    return re.sub(r"(?m)^!\[[^\]]*\]\([^)]*\)\n\n?| \(\[picture\]\([^)]*\)\)", "", whole)


def _index(pages: Mapping[str, str]) -> str:
    titles = {path: text.partition("\n")[0].removeprefix("# ") for path, text in pages.items()}
    lines = [f"* [{title}]({path})" for path, title in titles.items()]
    opening = "Made by `ria-deck docs` from the schemas, words, layouts and codes of the program."
    return "\n".join(["# Reference", "", opening, "", *lines, ""])
