"""Write a build's files into the output folder: whole sets, nothing of anyone's work lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ria_deck.diagnostics import BuildError, Diagnostic, Report, Severity
from ria_deck.record.manifest import NAME, encode, read_manifest, sha256
from ria_deck.record.rows_beside import FOLDER, rows_beside
from ria_deck.source.files import publish, remove_empty, write_atomically

PREVIOUS = Path(".cache/manifest.previous.json")
UNNOTED = "RD911"
KEPT = Path(".cache/previous")  # the deliverables of that manifest that have been replaced since, by their SHA-256


def publish_set(
    folder: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any], obsolete: list[str], report: Report
) -> list[str]:
    """Write a set of deliverables and their manifest; remove `obsolete` ones. Returns the paths that changed. The caller
    holds the folder (`publishing`).

    A deliverable whose bytes are not what the last manifest says was edited by hand: it is kept beside as
    `NAME.edited-1.EXT`, with a warning. Files that would not change are left alone. Raises OSError, with the earlier
    deliverables as they were.
    """
    known = _hashes(folder / NAME)
    changed: dict[Path, bytes] = {}
    replaced: dict[str, bytes] = {}
    for name, data in files.items():
        before = _bytes(folder / name)
        if before != data:
            changed[folder / name] = data
            replaced |= {name: before} if before is not None else {}
    edited = {
        _name_beside(folder / name, name, report): data
        for name, data in replaced.items()
        if _is_edited(name, data, known)
    }
    text = encode(manifest)
    target = folder / NAME
    last = _bytes(target)
    if last is not None and last != text:
        _keep_previous(folder, last, list(replaced.values()))
    publish({**edited, **changed, **_new_rows(folder, manifest), **({target: text} if last != text else {})})
    _remove_rows(folder)
    for name in obsolete:
        _remove(folder, name, known, report)
    return sorted(path.relative_to(folder).as_posix() for path in changed)


def _new_rows(folder: Path, manifest: Mapping[str, Any]) -> dict[Path, bytes]:
    """The rows of large tables that aren't beside the manifest yet."""
    files = {folder / file: rows.data for file, rows in rows_beside(manifest["tables"]).items()}
    return {path: data for path, data in files.items() if data and _bytes(path) != data}


def _remove_rows(folder: Path) -> None:
    """Take away the rows of tables that neither the manifest nor the one before it has."""
    if not (folder / FOLDER).is_dir():
        return
    used: set[str] = set()
    for path in (folder / NAME, folder / PREVIOUS):
        try:
            found = read_manifest(path)
        except BuildError:
            found = None
        used |= rows_beside(found["tables"]).keys() if found else set()
    for path in sorted((folder / FOLDER).glob("*.json.gz")):
        if f"{FOLDER}/{path.name}" not in used:
            path.unlink(missing_ok=True)
    remove_empty(folder / FOLDER, folder)


def _bytes(path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    return path.read_bytes() if path.is_file() else None


def _remove(folder: Path, name: str, known: Mapping[str, str], report: Report) -> None:
    """Take away a deliverable that the report no longer lists; one that was edited changes its name instead."""
    path = folder / name
    if path.is_file():
        if _is_edited(name, path.read_bytes(), known):
            path.rename(_name_beside(path, name, report))
        else:
            path.unlink()
        remove_empty(path.parent, folder)


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


def unnoted(error: OSError) -> Diagnostic:
    """The deliverables are there, but the next build will not know how they were made."""
    return Diagnostic(
        code=UNNOTED,
        severity=Severity.WARNING,
        message=f"the manifest could not be written: {error.strerror or error}",
        hint="the deliverables are complete; the next build makes them again",
    )


def _hashes(path: Path) -> dict[str, str]:
    try:
        found = read_manifest(path)
    except BuildError:
        found = None  # a damaged one: nothing is known to be ours, so everything is kept
    return {record["path"]: record["sha256"] for record in found["outputs"]} if found else {}


def _is_edited(name: str, data: bytes, known: Mapping[str, str]) -> bool:
    return known.get(name) != sha256(data)


def _name_beside(path: Path, name: str, report: Report) -> Path:
    """A free name for a deliverable that was edited, told."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.edited-{number}{path.suffix}")).exists():
        number += 1
    report.warning(
        "RD801",
        f"{name} was changed since it was built; kept as {kept.name}",
        hint=f"`ria-deck pull {kept}` takes its edits over into content/"
        if kept.suffix == ".pptx"
        else "copy your changes into content/, data/ or templates/, then delete the kept file",
    )
    return kept
