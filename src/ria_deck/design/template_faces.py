"""A template's master goes in, its faces come out, with the files that measure and print them."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from pptx.presentation import Presentation

from ria_deck.design.faces import font_files
from ria_deck.design.template_colors import A, theme_of
from ria_deck.diagnostics import Report, Span
from ria_deck.model.theme import Faces, Theme

STAND_IN = "Arial"  # measures and prints faces that the program doesn't have


def faces_of(presentation: Presentation, theme: Theme, span: Span, report: Report) -> tuple[Faces, Faces]:
    """The master's (heading, body) faces. A face that the program can't measure is measured with Arial's widths, and
    told."""
    root = theme_of(presentation)
    made: list[Faces] = []
    for use, own in (("majorFont", theme.heading), ("minorFont", theme.body)):
        element = root.find(f"{A}themeElements/{A}fontScheme/{A}{use}") if root is not None else None
        latin = _face(element, "latin") or own.latin
        east = _face(element, "ea") or own.ea
        files = dict(own.files)
        known = font_files()
        for name, stand_in in ((latin, STAND_IN), (east, own.ea)):
            if name not in files:
                regular, bold = known[name] if name in known else known[stand_in if stand_in in known else STAND_IN]
                files[name] = (str(regular), str(bold))
                if name not in known:
                    report.warning(
                        "RD543",
                        f"the template's face `{name}` is measured with the widths of {stand_in}",
                        span,
                        hint="name its files, or a face of the same widths, under typography.fonts",
                    )
        scripts = (
            {font.get("script", ""): font.get("typeface", "") for font in element.findall(f"{A}font")}
            if element is not None
            else {}
        )
        made.append(replace(own, latin=latin, ea=east, files=files, scripts=scripts or own.scripts))
    return made[0], made[1]


def _face(element: etree._Element | None, name: str) -> str:
    found = element.find(f"{A}{name}") if element is not None else None
    return str(found.get("typeface") or "") if found is not None else ""
