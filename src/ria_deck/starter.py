"""A folder goes in, a small project with one of each kind of slide comes out."""

from __future__ import annotations

from pathlib import Path

from ria_deck.diagnostics import Report
from ria_deck.source.files import write_atomically

FILES = Path(__file__).resolve().parent / "starter_project"


def start_project(folder: Path, report: Report) -> list[str]:
    """Write the starter project into a folder; nothing that is there already is touched. Returns the paths written."""
    sources = sorted(path for path in FILES.rglob("*") if path.is_file())
    names = [path.relative_to(FILES).as_posix() for path in sources]
    there = [name for name in names if (folder / name).exists()]
    if there:
        report.error(
            "RD035",
            f"{folder / there[0]} is there already",
            hint="`ria-deck init DIR` starts a project in a new folder",
        )
        return []
    for path, name in zip(sources, names, strict=True):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, path.read_bytes())
    return names
