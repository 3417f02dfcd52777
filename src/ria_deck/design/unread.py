"""The project's theme file goes in, a note on each key of brand.yml that says something and changes nothing comes out.

Notes, since other tools may read the same file.
"""

from __future__ import annotations

from collections.abc import Mapping

from ria_deck.design.part import ThemePart
from ria_deck.design.shape import Type
from ria_deck.diagnostics import Report, Severity
from ria_deck.source.yaml import Loc

# what is read of each kind of text
_READ: Mapping[str, frozenset[str]] = {
    "base": frozenset(("family", "size")),
    "headings": frozenset(("family", "size")),
    "monospace": frozenset(("family",)),
    "link": frozenset(("color",)),
}
_INSTEAD = {
    "weight": "`bold` of a slot's `style` under `ria:`",
    "line-height": "`leading` of a slot's `style` under `ria:`",
    "color": "`color` of a slot's `style` under `ria:`; `color: {foreground: …}` is that of all text",
}


def tell_unread(part: ThemePart, report: Report) -> None:
    """Told as notes (RD521)."""

    def tell(loc: Loc, hint: str) -> None:
        name = ".".join(str(key) for key in loc)
        report.add(Severity.NOTE, "RD521", f"nothing reads `{name}`", part.document.span(loc), hint=hint)

    for use, read in _READ.items():
        given = getattr(part.given.typography, use, None)
        if isinstance(given, Type):
            for key in given.model_dump(by_alias=True, exclude_none=True):
                if key not in read:
                    tell(("typography", use, key), f"write {_INSTEAD[key]}" if key in _INSTEAD else "")
        elif given is not None and "family" not in read:
            tell(("typography", use), "a face is that of `base`, `headings` or `monospace`")


def tell_unread_beside_template(part: ThemePart, report: Report) -> None:
    """Report as notes (RD521) what a PowerPoint template decides in place of the theme file."""
    color = part.given.color
    for word in ("primary", "secondary", "tertiary", "foreground", "background"):
        if color is not None and getattr(color, word) is not None:
            hint = "the template's own colour scheme rules; `ria: {series: […], accent: …}` are kept"
            message = f"with a template nothing reads `color.{word}`"
            report.add(Severity.NOTE, "RD521", message, part.document.span(("color", word)), hint=hint)
    if part.given.logo is not None:
        hint = "a template has its logo in its master; on the handout's cover, handout.html.j2 may show one"
        report.add(
            Severity.NOTE, "RD521", "with a template nothing reads `logo`", part.document.span(("logo",)), hint=hint
        )
