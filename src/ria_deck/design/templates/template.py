"""A theme with the layouts, fonts and colours of a user's PowerPoint template."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ria_deck.design.shape import ThemeFile
from ria_deck.design.templates.faces import faces_of
from ria_deck.design.templates.ground import backdrops
from ria_deck.design.templates.layouts import Mapper
from ria_deck.design.templates.opening import TemplateError, open_and_tell
from ria_deck.design.templates.paint import colored, tell_faint
from ria_deck.design.templates.places import scale_of
from ria_deck.diagnostics import Report, Severity, Span
from ria_deck.model.theme import Theme
from ria_deck.source.yaml import YamlDocument


def with_template(
    theme: Theme, root: Path, document: YamlDocument, given: ThemeFile, report: Report, *, own: Collection[str] = ()
) -> Theme:
    """The theme as the template carries it; the template's own boxes are what text is measured against. `own` are the
    layouts of the project alone: where theme.yaml is silent, the template's layout says of what kind they are."""
    named = given.ria is not None and given.ria.template
    span = document.span(("ria", "template")) if named else Span(path=theme.template)
    try:
        presentation, left_out = open_and_tell(root / theme.template)
    except TemplateError as error:
        report.error("RD540", f"`{theme.template}` can't be used as the template: {error}", span)
        return theme
    except OSError as error:
        report.error("RD540", f"`{theme.template}` can't be read: {error.strerror or error}", span)
        return theme
    if left_out:
        report.add(
            Severity.WARNING if left_out.drawn else Severity.NOTE,
            "RD545",
            f"parts of `{theme.template}` are left out of decks: {', '.join((*left_out.drawn, *left_out.other))}",
            span,
            hint="remove them in PowerPoint, or put PNG, JPEG, SVG or EMF pictures in their place"
            if left_out.drawn
            else "nothing is drawn otherwise for it; remove them in PowerPoint to be rid of this note",
        )
    entries = (given.ria.layouts if given.ria else None) or {}
    mapped = Mapper(theme, presentation, entries, document, report, own=own).layouts()
    heading, body = faces_of(presentation, theme, span, report)
    scale = scale_of(presentation)
    themed = replace(
        theme,
        layouts={name: layout for name, (layout, _) in mapped.items()},
        heading=heading,
        body=body,
        width=int(presentation.slide_width or theme.width),
        height=int(presentation.slide_height or theme.height),
        scale=scale,
        label_size=round(theme.label_size * scale, 1),
        source_size=round(theme.source_size * scale, 1),
        table_min_size=theme.table_min_size * scale,
    )
    plain = mapped.get(theme.plain.name)
    if plain is None:
        return themed
    drops = backdrops(presentation, (target for _, target in mapped.values()))
    found = colored(themed, presentation, mapped, drops, plain[1], given.ria)
    tell_faint(found, mapped, drops, span, report)
    return found
