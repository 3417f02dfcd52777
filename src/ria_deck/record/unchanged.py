"""Find out whether everything that a command line would build is there already.

This is asked before anything else is imported, so that a build with nothing to do takes no longer than Python's start.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ria_deck.record.inputs import input_hashes, is_closed, key_of, program_stamp
from ria_deck.source.files import TEMPORARY, files_below, write_atomically

FILE = Path(".cache/builds.json")
_KEYS = {"key", "manifest", "deliverables"}
MOST = 16  # command lines that are remembered


def key_before(root: Path, arguments: Sequence[str], inputs: Mapping[str, str] | None = None) -> str:
    """What decides the outcome of a build, to be taken before it starts; empty where that can't be known."""
    if not is_closed(root):
        return ""
    return key_of(arguments, sorted((inputs or input_hashes(root)).items()), program_stamp())


def remember(folder: Path, key: str, arguments: Sequence[str], deliverables: Sequence[str]) -> None:
    """Note that this command line, with the inputs of `key`, gave what is now in `folder`, without a word to tell."""
    entries = _entries(folder)
    entries.pop(_name(arguments), None)
    entries[_name(arguments)] = {
        "key": key,
        "manifest": _sha256(folder / "manifest.json"),
        "deliverables": {path: _sha256(folder / path) for path in deliverables},
    }
    kept = dict(list(entries.items())[-MOST:])
    (folder / FILE).parent.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / FILE, json.dumps(kept, indent=1).encode())


def up_to_date(root: Path, folder: Path, arguments: Sequence[str]) -> int:
    """How many deliverables are there as this command line would make them; 0 where anything differs or isn't known."""
    entry = _entries(folder).get(_name(arguments))
    if not entry or not entry["key"] or entry["key"] != key_before(root, arguments):
        return 0
    files = {**entry["deliverables"], "manifest.json": entry["manifest"]}
    if any(_sha256(folder / path) != hash_ for path, hash_ in files.items()):
        return 0
    if any(path.name.startswith(TEMPORARY) for path in files_below(folder)):
        return 0  # what a killed build left is for a build to sweep
    return len(entry["deliverables"])


def _name(arguments: Sequence[str]) -> str:
    return " ".join(arguments)


def _entries(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}  # nothing was built yet, or the cache is damaged: nothing is known
    entries = found if isinstance(found, dict) else {}
    return {name: entry for name, entry in entries.items() if isinstance(entry, dict) and set(entry) == _KEYS}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
