"""Finished bytes and the last manifest go in, the output folder comes out: whole sets, nothing of anyone's work
lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ria_deck.diagnostics import Report
from ria_deck.record.manifest import NAME, encode, sha256
from ria_deck.source.files import publish, sweep, write_atomically

PREVIOUS = Path(".cache/manifest.previous.json")
KEPT = Path(".cache/previous")  # the deliverables of that manifest that have been replaced since, by their SHA-256


def publish_set(
    folder: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any], obsolete: list[str], report: Report
) -> list[str]:
    """Write a set of deliverables and their manifest; remove `obsolete` ones. Returns the paths that changed.

    A deliverable whose bytes are not what the last manifest says was edited by hand: it is kept beside as
    `NAME.edited-1.EXT`, with a warning. Files that would not change are left alone. Raises OSError, with the earlier
    deliverables as they were.
    """
    sweep(folder)
    known = _hashes(folder / NAME)
    changed: dict[Path, bytes] = {}
    replaced: list[bytes] = []
    for name, data in files.items():
        path = folder / name
        before = path.read_bytes() if path.is_file() else None
        if before == data:
            continue
        if before is not None:
            _keep_edited(path, before, name, known, report)
            replaced.append(before)
        changed[path] = data
    text = encode(manifest)
    target = folder / NAME
    last = target.read_bytes() if target.is_file() else None
    if last is not None and last != text:
        _keep_previous(folder, last, replaced)
    publish({**changed, **({target: text} if last != text else {})})
    for name in obsolete:
        path = folder / name
        if path.is_file():
            _keep_edited(path, path.read_bytes(), name, known, report)
            path.unlink()
            if path.parent != folder and not any(path.parent.iterdir()):
                path.parent.rmdir()
    return sorted(str(path.relative_to(folder)) for path in changed)


def _keep_previous(folder: Path, manifest: bytes, replaced: list[bytes]) -> None:
    """The last build's manifest and what of it is being replaced, for `diff` to show; older ones go."""
    kept = folder / KEPT
    kept.mkdir(parents=True, exist_ok=True)
    names = {sha256(data): data for data in replaced}
    for path in kept.iterdir():
        if path.name not in names:
            path.unlink()
    for name, data in names.items():
        write_atomically(kept / name, data)
    write_atomically(folder / PREVIOUS, manifest)


def _hashes(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}  # no manifest, or a damaged one: nothing is known to be ours, so everything is kept
    return {record["path"]: record["sha256"] for record in found.get("outputs", [])}


def _keep_edited(path: Path, data: bytes, name: str, known: Mapping[str, str], report: Report) -> None:
    if known.get(name) == sha256(data):
        return
    number = 1
    while (kept := path.with_name(f"{path.stem}.edited-{number}{path.suffix}")).exists():
        number += 1
    write_atomically(kept, data)
    report.warning(
        "RD801",
        f"{name} was changed since it was built; kept as {kept.name}",
        hint="carry the changes over into content/, data/ or templates/",
    )
