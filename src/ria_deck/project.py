"""A folder goes in, the project it belongs to comes out: the root and the fixed folders below it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ria_deck.diagnostics import BuildError, Diagnostic, Severity

REPORT_FILE = "content/report.yaml"
"""The file that makes a folder a project."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project by its root, an absolute path with links resolved."""

    root: Path

    @property
    def content(self) -> Path:
        """What the author writes: report.yaml, topics, pictures, translations."""
        return self.root / "content"

    @property
    def data(self) -> Path:
        """The tables and their datapackage.yaml."""
        return self.root / "data"

    @property
    def templates(self) -> Path:
        """Theme, PowerPoint template, pages; may be missing."""
        return self.root / "templates"

    @property
    def build(self) -> Path:
        """What comes out, unless `--output` names another place."""
        return self.root / "build"


def find_project(start: Path) -> Project:
    """The project that `start` is in: the nearest folder, from `start` upwards, that has content/report.yaml.

    Raises BuildError (RD030) when `start` is no folder or none of its parents is a project.
    """
    place = start.resolve()
    if not place.is_dir():
        what = "is not a folder" if place.exists() else "does not exist"
        raise BuildError([_missing(f"`{start}` {what}", "name a project's folder with --project DIR")])
    for folder in (place, *place.parents):
        if (folder / REPORT_FILE).is_file():
            return Project(folder)
    raise BuildError(
        [
            _missing(
                f"no project here: neither `{start}` nor a folder above it has {REPORT_FILE}",
                "`ria-deck init` starts a project; --project DIR names one elsewhere",
            )
        ]
    )


def _missing(message: str, hint: str) -> Diagnostic:
    return Diagnostic(code="RD030", severity=Severity.ERROR, message=message, hint=hint)
