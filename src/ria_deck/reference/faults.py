"""The codes of diagnostics as pages, one for each hundred: the same words that `ria-deck explain` prints."""

from __future__ import annotations

from ria_deck.code_pages import CodePage, pages
from ria_deck.reference.tables import fenced, table

_HUNDREDS = {
    "0": "Files, YAML, keys",
    "1": "Markdown and topics",
    "2": "Expressions, values, claims",
    "3": "Tables and datapackage.yaml",
    "4": "Translation",
    "5": "Layout, theme, fonts, pictures",
    "6": "Charts, maps and tables",
    "7": "Outputs read back",
    "8": "Manifest, differences, fetching",
    "9": "Environment and usage",
}


def code_pages() -> dict[str, str]:
    """An index of all codes and the pages of each hundred, by their paths in the reference."""
    groups: dict[str, list[CodePage]] = {}
    for page in pages().values():
        groups.setdefault(page.code[2], []).append(page)
    made = {
        f"codes-{digit}xx.md": "\n\n".join([f"# RD{digit}xx: {_title(digit)}", *(_entry(page) for page in group)])
        + "\n"
        for digit, group in groups.items()
    }
    rows = [
        (f"[{page.code}](codes-{page.code[2]}xx.md#{page.code.lower()})", page.meaning)
        for group in groups.values()
        for page in group
    ]
    opening = "Every error, warning and note has a code. `ria-deck explain RD604` prints its page in the terminal."
    return {"codes.md": f"# Codes\n\n{opening}\n\n{table(('code', 'meaning'), rows)}\n", **made}


def _title(digit: str) -> str:
    return _HUNDREDS.get(digit, "others")


def _entry(page: CodePage) -> str:
    parts = [f"## {page.code}", f"**{page.meaning}**"]
    parts += [page.why] if page.why else []
    parts += [f"*How to fix it:* {page.fix}"] if page.fix else []
    if page.example:
        parts += [f"*Example* ({page.example.kind}):", fenced(page.example.text)]
        parts += ["*What ria-deck prints:*", fenced(page.example.printed)] if page.example.printed else []
    return "\n\n".join(parts)
