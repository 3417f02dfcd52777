"""The files that a project's theme is put together from: the built-in one, a named one, the project's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ria_deck.design.part import FILE, ChosenTheme, ThemePart
from ria_deck.design.shape import ThemeFile
from ria_deck.design.shipped import BUILTIN, NAMED, builtin, named, theme_part
from ria_deck.design.unread import tell_unread
from ria_deck.diagnostics import Report
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import no_file, read_source, resolve_inside

_FOLDER = "templates/"
_FILES = (".yaml", ".yml", ".json")
_POWERPOINT = (".pptx", ".potx", ".ppt", ".pot")


@dataclass(frozen=True, slots=True)
class ThemeParts:
    """The built-in theme, the named one that it begins with and the project's own, as far as there are any."""

    shipped: ThemePart
    named: ThemePart | None
    own: ThemePart | None
    digest: str

    @property
    def all(self) -> list[ThemePart]:
        """Later ones go over earlier ones."""
        return [part for part in (self.shipped, self.named, self.own) if part is not None]

    @property
    def given(self) -> ThemeFile:
        """What the project itself says."""
        return self.own.given if self.own is not None else ThemeFile()


def theme_parts(root: Path, chosen: ChosenTheme, report: Report) -> ThemeParts:
    """A theme's name goes before the `extends:` of theme.yaml; a file is read in its stead."""
    digest = hashlib.sha256(BUILTIN.read_bytes())
    name = chosen.name if chosen.name in NAMED else ""
    file = FILE if name or not chosen.name else _file(root, chosen, report)
    own = None
    if file and (root / file).is_file():
        source = read_source(root, file, report)
        own = theme_part(source, report)
        if source is not None:
            digest.update(source.text.encode())
    if own is not None:
        tell_unread(own, report)
        name = name or own.given.extends or ""
    digest.update(name.encode())
    return ThemeParts(builtin(), named(name) if name else None, own, digest.hexdigest())


def _file(root: Path, chosen: ChosenTheme, report: Report) -> str:
    """The theme file of templates/ that is named; empty, with an error, where there is none."""
    written = chosen.name.replace("\\", "/").removeprefix("./")
    there = sorted(path.name for path in (root / _FOLDER).glob("*") if path.suffix in _FILES and path.is_file())
    if written.lower().endswith(_POWERPOINT):
        file = written.removeprefix(_FOLDER)
        hint = f"a PowerPoint template is named in {FILE}: `ria: {{template: {file}}}`"
        report.error("RD524", f"`{chosen.name}` is not a theme", chosen.place, hint=hint)
        return ""
    if not written.lower().endswith(_FILES):
        meant = did_you_mean(chosen.name, (*NAMED, *there))
        hint = f"themes: {listing(NAMED, 'and')}; one of your own: `theme: {there[0] if there else 'my-theme.yaml'}`"
        report.error("RD524", f"unknown theme `{chosen.name}`", chosen.place, label=meant, hint=hint)
        return ""
    file = _FOLDER + written.removeprefix(_FOLDER)
    path = resolve_inside(root, file, report, chosen.place)
    if path is not None and not path.is_file():
        label = did_you_mean(file.removeprefix(_FOLDER), there)
        hint = f"theme files are in templates/: {', '.join(there)}" if there else "write it in templates/"
        report.error("RD524", f"the theme `{file}` {no_file(path)}", chosen.place, label=label, hint=hint)
        return ""
    return file if path is not None else ""
