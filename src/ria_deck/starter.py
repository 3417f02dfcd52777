"""A new project: the starter's files in a folder, with settings for editors and git."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ria_deck.diagnostics import Report
from ria_deck.source.files import write_atomically

FILES = Path(__file__).resolve().parent / "starter_project"
NAME = "my-report"
"""The starter's id, which names its deliverables."""

_SCHEMA_FOLDER = ".vscode/schemas"
_SCHEMAS = {
    "report": "content/report.yaml",
    "topic": ["content/*.yaml", "content/*.yml", "!content/report.yaml"],
    "credits": "content/images/credits.yaml",
    "glossary": "content/locale/glossary.yaml",
    "datapackage": "data/datapackage.yaml",
    "theme": "templates/theme.yaml",
}
"""Schema name → the files that it is for, as `yaml.schemas` of VS Code takes them."""


def name_of(folder: Path) -> str:
    """A report's id from its folder's name: letters, digits and hyphens; the starter's where nothing is left."""
    name = unicodedata.normalize("NFC", folder.resolve().name).lower()
    return re.sub(r"[\W_]+", "-", name).strip("-") or NAME


def start_project(folder: Path, report: Report, name: str = NAME) -> list[str]:
    """Write the starter project, as a report of that name, into a folder; nothing that is there already is touched.
    Returns the paths written."""
    files = {
        path.relative_to(FILES).as_posix(): path.read_bytes() for path in sorted(FILES.rglob("*")) if path.is_file()
    }
    there = [path for path in files if (folder / path).exists()]
    if there:
        report.error(
            "RD035",
            f"{folder / there[0]} is there already",
            hint="`ria-deck init DIR` starts a project in a new folder",
        )
        return []
    files["content/report.yaml"] = files["content/report.yaml"].replace(
        f"id: {NAME}\n".encode(), f"id: {name}\n".encode()
    )
    files |= {path: data for path, data in _settings().items() if not (folder / path).exists()}
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, data)
    return list(files)


@cache
def _settings() -> Mapping[str, bytes]:
    """What git leaves out, and which schemas VS Code's YAML extension checks files by."""
    from ria_deck.schema import json_schema

    mapping = {f"./{_SCHEMA_FOLDER}/{name}.schema.json": files for name, files in _SCHEMAS.items()}
    in_json = [{"fileMatch": ["content/*.json"], "url": f"./{_SCHEMA_FOLDER}/topic.schema.json"}]
    return {
        ".gitignore": b"/build/\n",
        ".vscode/settings.json": _json({"yaml.schemas": mapping, "json.schemas": in_json}),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        **{f"{_SCHEMA_FOLDER}/{name}.schema.json": _json(json_schema(name)) for name in _SCHEMAS},
    }


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
