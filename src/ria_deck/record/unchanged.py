"""Find out whether everything that a command line would build is there already.

This is asked before anything else is imported, so that a build with nothing to do takes no longer than Python's start.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ria_deck.record.inputs import input_hashes, is_closed, key_of, program_stamp
from ria_deck.source.files import TEMPORARY, files_below, write_atomically

FILE = Path(".cache/builds.json")
_KEYS = {"key", "manifest", "deliverables", "told", "hash"}
MOST = 16  # command lines that are remembered


def key_before(root: Path, arguments: Sequence[str], inputs: Mapping[str, str] | None = None) -> str:
    """What decides the outcome of a build, to be taken before it starts; empty where that can't be known."""
    if not is_closed(root):
        return ""
    return key_of(arguments, sorted((inputs or input_hashes(root)).items()), program_stamp())


class UpToDate(NamedTuple):  # not a dataclass: their module takes longer to import than all of this
    """How many deliverables are there as a command line would make them, and what it told: the diagnostics (as records:
    told.py) and the form that they were told in."""

    files: int
    told: Sequence[Mapping[str, Any]] = ()
    form: str = "text"


def remember(
    folder: Path,
    key: str,
    arguments: Sequence[str],
    deliverables: Sequence[str],
    told: Sequence[Mapping[str, Any]] = (),
    form: str = "text",
) -> None:
    """Note that this command line, with the inputs of `key`, gave what is now in `folder`, and told this."""
    entries = _entries(folder)
    entries.pop(_name(arguments), None)
    entry = {
        "key": key,
        "manifest": _sha256(folder / "manifest.json"),
        "deliverables": {path: _sha256(folder / path) for path in deliverables},
        "told": {"form": form, "diagnostics": list(told)},
    }
    entries[_name(arguments)] = entry | {"hash": _digest(entry)}
    kept = dict(list(entries.items())[-MOST:])
    (folder / FILE).parent.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / FILE, json.dumps(kept, indent=1).encode())


def up_to_date(root: Path, folder: Path, arguments: Sequence[str]) -> UpToDate | None:
    """What is there as this command line would make it; None where anything differs or isn't known."""
    entry = _entries(folder).get(_name(arguments))
    if not entry or not entry["key"] or entry["key"] != key_before(root, arguments):
        return None
    files = {**entry["deliverables"], "manifest.json": entry["manifest"]}
    if any(_sha256(folder / path) != hash_ for path, hash_ in files.items()):
        return None
    if any(path.name.startswith(TEMPORARY) for path in files_below(folder)):
        return None  # what a killed build left is for a build to sweep
    return UpToDate(files=len(entry["deliverables"]), told=entry["told"]["diagnostics"], form=entry["told"]["form"])


def _name(arguments: Sequence[str]) -> str:
    return " ".join(arguments)


def _entries(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}  # nothing was built yet, or the cache is damaged: nothing is known
    entries = found if isinstance(found, dict) else {}
    return {name: entry for name, entry in entries.items() if isinstance(entry, dict) and _whole(entry)}


def _whole(entry: Mapping[str, Any]) -> bool:
    rest = {name: value for name, value in entry.items() if name != "hash"}
    return set(entry) == _KEYS and entry["hash"] == _digest(rest)


def _digest(entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
