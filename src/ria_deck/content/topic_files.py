"""The files of content/ that are topics."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

MARKDOWN = ".md"
SUFFIXES = (MARKDOWN, ".yaml", ".yml", ".json")
"""The endings of topic files, in lower case."""

_OTHERS = ("report.yaml", "report.yml", "report.json")


def is_markdown(path: str) -> bool:
    """Whether a topic's file is Markdown; the others are YAML, of which JSON is a part."""
    return PurePosixPath(path).suffix.lower() == MARKDOWN


def topic_id(name: str) -> str:
    """The id of the topic in a file: its name without the ending."""
    return PurePosixPath(name).stem


def topic_names(root: Path) -> list[str]:
    """The names of the topic files of a project, in order: everything in content/ itself that can be one.

    Names with a dot in front are other programs' (editors' locks, the resource forks of macOS); `*.schema.json` are JSON
    Schemas for editors.
    """
    folder = root / "content"
    names = (path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else ()
    return sorted(name for name in names if _is_topic(name))


def _is_topic(name: str) -> bool:
    if name.startswith(".") or name.lower() in _OTHERS or name.lower().endswith(".schema.json"):
        return False
    return PurePosixPath(name).suffix.lower() in SUFFIXES
