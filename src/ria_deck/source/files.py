"""Bytes go in, a file that is whole or not there comes out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

TEMPORARY = ".ria-deck-"  # how unfinished files are named; `sweep` removes what a killed build left


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` through a temporary file in the same folder, flushed to disk and renamed into place.

    Raises OSError; the file that was there before stays as it was.
    """
    temporary = _write_beside(path, data)
    temporary.replace(path)


def publish(files: Mapping[Path, bytes]) -> None:
    """Write a set of files together: all are on disk under temporary names before the first is renamed.

    Raises OSError; when writing fails, none of the files has been touched and no temporary file is left.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            written.append((_write_beside(path, data), path))
    except OSError:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)
        raise
    for temporary, path in written:
        temporary.replace(path)


def sweep(folder: Path) -> None:
    """Remove unfinished files that a killed process left in a folder and the folders below it."""
    if folder.is_dir():
        for left in folder.rglob(TEMPORARY + "*"):
            if left.is_file() and not _alive(left.name):
                left.unlink(missing_ok=True)


def _write_beside(path: Path, data: bytes) -> Path:
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
    try:
        with temporary.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _alive(name: str) -> bool:
    """Whether the process that named the file still runs: then the file is its business."""
    pid = name.removeprefix(TEMPORARY).split("-", 1)[0]
    if not pid.isdigit() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
