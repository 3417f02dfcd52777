"""refresh.yaml of a project as a checked value."""

from __future__ import annotations

from pathlib import Path

from ria_deck.data.package import FILES, FOLDER
from ria_deck.diagnostics import BuildError, Diagnostic, Report, Severity
from ria_deck.refresh.binding import FILE, RefreshFile
from ria_deck.source.decode import decode
from ria_deck.source.text import read_source
from ria_deck.source.yaml import load_yaml


def load_refresh_file(root: Path, report: Report) -> RefreshFile:
    """The project's refresh.yaml; an empty one where it has none. Faults are added to `report`."""
    if not (root / FILE).is_file():
        return RefreshFile()
    source = read_source(root, FILE, report)
    document = load_yaml(source, report) if source else None
    found = decode(RefreshFile, document, report) if document is not None else None
    return found or RefreshFile()


def find_refresh_project(start: Path) -> Path:
    """The nearest folder, from `start` upwards, with data/datapackage.yaml or refresh.yaml. Raises BuildError (RD030)."""
    place = start.resolve()
    for folder in (place, *place.parents):
        if (folder / FILE).is_file() or any((folder / FOLDER / name).is_file() for name in FILES):
            return folder
    message = f"no tables found: neither `{start}` nor a folder above it contains {FOLDER}/{FILES[0]}"
    hint = "describe your tables there, or name their project with --project DIR"
    raise BuildError([Diagnostic(code="RD030", severity=Severity.ERROR, message=message, hint=hint)])
