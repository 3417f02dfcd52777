"""Report keys of brand.yml that have no effect.

Notes, since other tools may read the same file.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import filterfalse

from ria_deck.design.part import ChosenTheme, ThemePart
from ria_deck.design.shape import Type
from ria_deck.design.shipped import NAMED
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
    "weight": "`bold` in a slot's `style` under `ria:`",
    "line-height": "`leading` in a slot's `style` under `ria:`",
    "color": "`color` in a slot's `style` under `ria:`, or `color: {foreground: …}` for all text",
}


def tell_unread(part: ThemePart, report: Report) -> None:
    """Told as notes (RD521)."""

    def tell(loc: Loc, hint: str) -> None:
        name = ".".join(str(key) for key in loc)
        report.add(Severity.NOTE, "RD521", f"`{name}` has no effect", part.document.span(loc), hint=hint)

    for use, read in _READ.items():
        given = getattr(part.given.typography, use, None)
        if isinstance(given, Type):
            for key in filterfalse(read.__contains__, given.model_dump(by_alias=True, exclude_none=True)):
                tell(("typography", use, key), f"write {_INSTEAD[key]}" if key in _INSTEAD else "")
        elif given is not None and "family" not in read:
            tell(("typography", use), "set the font family of `base`, `headings` or `monospace`")


def tell_unread_beside_template(part: ThemePart | None, chosen: ChosenTheme, report: Report) -> None:
    """Report as notes (RD521) what a PowerPoint template decides in place of the theme file, or of the theme chosen in
    report.yaml."""
    if chosen.name in NAMED[1:]:  # `paper` is the built-in theme: nothing of it is missed
        hint = "the template's master has the colours; without the template in templates/, the theme is used"
        message = f"`theme: {chosen.name}` has no effect: a PowerPoint template is used"
        report.add(Severity.NOTE, "RD521", message, chosen.place, hint=hint)
    if part is None:
        return
    if part.given.ria is not None and part.given.ria.slide is not None:
        message = "`ria.slide` has no effect: slides are as large as the template's"
        report.add(Severity.NOTE, "RD521", message, part.document.span(("ria", "slide")))
    color = part.given.color
    for word in ("primary", "secondary", "tertiary", "foreground", "background"):
        if color is not None and getattr(color, word) is not None:
            hint = "change the colour in the template's master; `ria: {series: […], accent: …}` still work"
            message = f"`color.{word}` has no effect: the template's colour scheme is used"
            report.add(Severity.NOTE, "RD521", message, part.document.span(("color", word)), hint=hint)
    if part.given.logo is not None:
        hint = "put the logo on the template's master, and for the handout's cover into templates/handout.html.j2"
        report.add(
            Severity.NOTE,
            "RD521",
            "`logo` has no effect: the template's master decides",
            part.document.span(("logo",)),
            hint=hint,
        )
