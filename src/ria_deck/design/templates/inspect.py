"""What a PowerPoint template has, and the theme.yaml that would use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pptx.presentation import Presentation

from ria_deck.design.shape import ThemeFile
from ria_deck.design.shipped import builtin
from ria_deck.design.templates.choice import shown_name
from ria_deck.design.templates.colors import palette_of
from ria_deck.design.templates.opening import TemplateError, open_template
from ria_deck.design.templates.places import LayoutPlaces
from ria_deck.design.templates.spots import LayoutPlaceholder, spots_of
from ria_deck.design.templates.template import with_template
from ria_deck.design.theme import load_theme
from ria_deck.diagnostics import BuildError, Diagnostic, Report, Severity
from ria_deck.model.theme import EMU_PER_INCH, Layout, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateReport:
    """`text` for the terminal; `theme_yaml` is a templates/theme.yaml that uses the template."""

    text: str
    theme_yaml: str


def inspect_template(path: Path) -> TemplateReport:
    """Look a .pptx or .potx over. Raises BuildError (RD540) for a file that can't serve as a template."""
    try:
        presentation = open_template(path)
    except TemplateError as error:
        raise BuildError(
            [
                Diagnostic(
                    code="RD540", severity=Severity.ERROR, message=f"`{path}` can't be used as a template: {error}"
                )
            ]
        ) from error
    report = Report()
    theme = load_theme(Path(), report)
    used = with_template(replace(theme, template=path.name), path.parent, builtin().document, ThemeFile(), report)
    mapped, heading, body = used.layouts, used.heading, used.body
    palette = palette_of(presentation)
    scheme = palette.scheme() if palette else {}
    lines = [
        f"{path.name}: {_inches(presentation.slide_width)} × {_inches(presentation.slide_height)} in",
        f"fonts: headings {heading.latin} (East Asian: {heading.ea}), text {body.latin} (East Asian: {body.ea})",
        "colours: " + (", ".join(f"{slot} #{rgb}" for slot, rgb in scheme.items()) or "none that can be read"),
        "",
        "layouts:",
    ]
    for layout in presentation.slide_layouts:
        uses = [name for name, found in mapped.items() if found.template_name == layout.name]
        lines.append(f"  {shown_name(layout.name)}{'  → ' + ', '.join(uses) if uses else ''}")
        lines += [f"    {_spot(spot)}" for spot in spots_of(layout)]
    lines += ["", *_told(report)]
    return TemplateReport(text="\n".join(lines), theme_yaml=_yaml(path, _kept(theme, mapped, presentation)))


def _kept(theme: Theme, mapped: Mapping[str, Layout], presentation: Presentation) -> Mapping[str, Layout]:
    """The layouts with the indices of the placeholders that hold their slots; a slot for which one is too small stands
    elsewhere, and theme.yaml says nothing of it."""
    there = {
        layout.name: LayoutPlaces(theme, presentation, layout, spots_of(layout))
        for layout in presentation.slide_layouts
    }
    kept: dict[str, Layout] = {}
    for name, layout in mapped.items():
        places = there[layout.template_name]
        small = {
            slot.name
            for slot in layout.bodies
            for spot in places.spots
            if spot.idx == slot.idx
            and len(layout.bodies) > 1
            and not places.holds(spot, theme.layouts[name].body(slot.name))
        }
        slots = tuple(replace(slot, idx=-1) if slot.name in small else slot for slot in layout.slots)
        kept[name] = replace(layout, slots=slots)
    return kept


def _told(report: Report) -> Iterator[str]:
    """What a build with the template would say, errors first."""
    for found in sorted(report.diagnostics, key=lambda one: one.severity is not Severity.ERROR):
        yield f"{found.severity.value}[{found.code}]: {found.message}"
        if found.hint:
            yield f"     = hint: {found.hint}"


def _spot(spot: LayoutPlaceholder) -> str:
    box = spot.box
    place = ", ".join(_inches(value) for value in (box.x, box.y, box.width, box.height))
    return f"{spot.idx:>3}  {spot.kind or 'obj':<9} {spot.name}  [{place}]"


def _inches(value: int | None) -> str:
    return f"{(value or 0) / EMU_PER_INCH:.2f}"


def _yaml(path: Path, mapped: Mapping[str, Layout]) -> str:
    lines = [
        f"# Made for {path.name}. Where the wrong layout of the template was chosen, write another name.",
        "meta:",
        f"  name: {_quoted(path.stem)}",
        "ria:",
        f"  template: {_quoted(path.name)}",
        "  layouts:",
    ]
    for name, layout in mapped.items():
        lines.append(f"    {name}:")
        lines.append(f"      template: {_quoted(layout.template_name)}")
        lines += _slots(layout)
    return "\n".join(lines) + "\n"


def _slots(layout: Layout) -> Sequence[str]:
    bodies = [slot for slot in layout.bodies if slot.idx >= 0]
    if not bodies:
        return []
    return ["      slots:", *(f"        {slot.name}: {{placeholder: {slot.idx}}}" for slot in bodies)]


def _quoted(text: str) -> str:
    """A text in YAML's double quotation marks, in one line: names of layouts may hold line feeds."""
    shown = "".join(
        one if one.isprintable() else f"\\U{ord(one):08x}" for one in shown_name(text).replace("\\", "\\\\")
    )
    return '"' + shown.replace('"', '\\"') + '"'
