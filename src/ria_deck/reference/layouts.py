"""The layouts of the built-in theme as a page: what each takes, and where its slots are."""

from __future__ import annotations

from ria_deck.design.theme import load_theme
from ria_deck.diagnostics import Report
from ria_deck.model.theme import Layout, LayoutKind, SlotRole
from ria_deck.reference.gallery import examples
from ria_deck.reference.tables import code, fenced, table
from ria_deck.starter import FILES

_EMU = 914_400
_FILLED = {SlotRole.TITLE, SlotRole.SUBTITLE}


def layouts_page() -> str:
    """The page."""
    theme = load_theme(FILES, Report())
    parts = [
        "# Layouts",
        "`## Title {layout=NAME}` puts a slide on a layout; without it a slide of text is on `bullets`. A block that no "
        "slot takes is an error that names the layouts that could. A theme may add layouts under `ria: layouts:` in "
        "templates/theme.yaml (see [its keys](theme.md)).",
    ]
    for layout in theme.layouts.values():
        parts += [f"## {layout.name}", _about(layout), _slots(layout), *_example(layout.name)]
    kinds = ", ".join(code(kind.value) for kind in LayoutKind)
    parts += ["## Kinds of layouts", f"`kind:` says what a layout does: {kinds}. Nothing follows from its name."]
    return "\n\n".join(part for part in parts if part) + "\n"


def _example(name: str) -> list[str]:
    """A slide on the layout, as it is written and as it looks."""
    found = next((one for one in examples() if one.id == f"layout-{name}" or f" layout={name}}}" in one.body), None)
    return [fenced(found.body, "markdown"), f"![{found.title or name}]({found.picture})"] if found else []


def _about(layout: Layout) -> str:
    lead = f" With words before the figure, `{layout.lead}` is taken instead." if layout.lead else ""
    return f"{layout.title or layout.name}; kind `{layout.kind.value}`.{lead}"


def _slots(layout: Layout) -> str:
    rows = [
        (
            code(slot.name),
            ", ".join(sorted(kind.value for kind in slot.accepts)) or slot.role.value,
            f"{slot.box.x / _EMU:.2f}, {slot.box.y / _EMU:.2f}",
            f"{slot.box.width / _EMU:.2f} × {slot.box.height / _EMU:.2f}",
            f"{slot.style.size:g}",
        )
        for slot in layout.slots
        if slot.accepts or slot.role in _FILLED
    ]
    return table(("slot", "takes", "left, top (inches)", "size (inches)", "type (pt)"), rows)
