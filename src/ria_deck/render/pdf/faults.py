"""What WeasyPrint says of a page, as diagnostics."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ria_deck.diagnostics import Diagnostic, Severity
from ria_deck.render.html.own_files import OwnFile, place_of

_PICTURE = re.compile(r"(data:[\w/+.;-]+,)[^\s\"]+")  # a picture's own bytes in an address


def refused(address: str, reason: str, own: Sequence[OwnFile]) -> Diagnostic:
    """RD581: an address that a page may not read."""
    name = address.rpartition("/")[2]
    return Diagnostic(
        span=place_of(f"“{address}” “{name}”", own),
        code="RD581",
        severity=Severity.ERROR,
        message=f"the page asks for {address[:200]}: {reason}",
        hint="put the file into templates/ and name it by its path from there",
    )


def unaligned(reason: str) -> Diagnostic:
    """RD584: a page that doesn't follow its elements."""
    return Diagnostic(
        code="RD584",
        severity=Severity.ERROR,
        message=f"the printed page doesn't follow its template: {reason}",
        hint="a style sheet that hides a block (`display: none`) or puts it elsewhere does this: leave the block "
        "out of the template instead",
    )


def warned(message: str, html: str, own: Sequence[OwnFile]) -> Diagnostic:
    """RD582 for what WeasyPrint says; RD583 where that is of a character without a glyph."""
    glyph = re.search(r"\(U\+([0-9A-F]+)\)$", message) if "notdef" in message else None
    if glyph is None:
        shown = _PICTURE.sub(r"\1…", message)
        return Diagnostic(
            code="RD582",
            severity=Severity.ERROR,
            span=place_of(message, own, surely=True),
            message=f"the page can't be printed as written: {shown}",
            hint="look at the style sheet or template in templates/ that this comes from",
        )
    character = chr(int(glyph[1], 16))
    found = re.search(f"[^<>]{{0,24}}{re.escape(character)}[^<>]{{0,24}}", html)
    where = f" in “{found[0].strip()}”" if found else ""
    return Diagnostic(
        code="RD583",
        severity=Severity.ERROR,
        message=f"no font has the character “{character}” (U+{glyph[1]}){where}",
        hint="write it another way, or name a face that has it in templates/theme.yaml",
    )
