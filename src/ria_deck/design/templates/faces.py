"""The fonts of a template's master, with the files that measure and print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree
from pptx.presentation import Presentation

from ria_deck.design.faces import font_files
from ria_deck.design.templates.colors import A, theme_of
from ria_deck.diagnostics import Report, Span
from ria_deck.model.theme import Faces, Theme

_EAST_ASIAN = ("Jpan", "Hang", "Hans", "Hant")
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
        fonts = element.findall(f"{A}font") if element is not None else ()
        scripts = {font.get("script", ""): font.get("typeface", "") for font in fonts}
        files = _with_files(own, latin, east, scripts, span, report)
        made.append(replace(own, latin=latin, ea=east, files=files, scripts=scripts or own.scripts))
    return made[0], made[1]


def _with_files(
    own: Faces, latin: str, east: str, scripts: Mapping[str, str], span: Span, report: Report
) -> dict[str, tuple[str, str]]:
    """The theme's files with those of both faces; one face for both has East Asian characters."""
    files = dict(own.files)
    both = latin in map(scripts.get, _EAST_ASIAN)
    for name, other in ((east, own.ea), (latin, own.ea if both else STAND_IN)):
        if name not in files:
            files[name] = _files_of(name, other, span, report)
    return files


def _files_of(name: str, other: str, span: Span, report: Report) -> tuple[str, str]:
    """The files that measure a face: its own, else, with a warning, those of another face."""
    known = font_files()
    stand_in = other if other in known else STAND_IN
    regular, bold = known[name if name in known else stand_in]
    if name not in known:
        report.warning(
            "RD543",
            f"the template's font family `{name}` has no files; text is measured with {stand_in} instead",
            span,
            hint="add its files to templates/ and list them in templates/theme.yaml, or name the family "
            f"that is closest in width: `typography: {{fonts: [{{family: {name}, like: {stand_in}}}]}}`",
        )
    return str(regular), str(bold)


def _face(element: etree._Element | None, name: str) -> str:
    found = element.find(f"{A}{name}") if element is not None else None
    return str(found.get("typeface") or "") if found is not None else ""
