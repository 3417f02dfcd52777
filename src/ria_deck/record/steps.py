"""Keep the bytes of a step by what it is made of, for later builds.

The store is content-addressed: a name is the hash of the program, the project's templates and all that the step reads.
Every entry carries the hash of its bytes, so that a damaged one is made anew.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from ria_deck.source.files import TEMPORARY

FOLDER = "steps"
MOST = 256 * 2**20  # bytes that the store may hold after a build
_DIGEST = 32


class Steps:
    """The store in a folder of the cache. `stamp` stands for what all steps share: program, packages, templates."""

    def __init__(self, folder: Path, stamp: str) -> None:
        self._folder = folder
        self._stamp = stamp

    def __call__(self, made_of: str, make: Callable[[], bytes]) -> bytes:
        """The bytes of a step that reads `made_of` and nothing else that `stamp` doesn't cover."""
        path = self._folder / hashlib.sha256(f"{self._stamp}\n{made_of}".encode()).hexdigest()
        found = _read(path)
        if found is not None:
            return found
        data = make()
        self._folder.mkdir(parents=True, exist_ok=True)
        # Not flushed to disk, unlike deliverables: what a failing machine leaves of it has another hash.
        unfinished = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
        try:
            unfinished.write_bytes(hashlib.sha256(data).digest() + data)
            unfinished.replace(path)
        except OSError:
            unfinished.unlink(
                missing_ok=True
            )  # a full disk: whether the deliverables find room is told when they are written
        return data


def prune(folder: Path, most: int = MOST, spared: float = 0) -> None:
    """Remove the entries that were not used for longest until the rest takes at most `most` bytes; those used in the last
    `spared` seconds stay, whatever they take: another build may be about to read them."""
    if not folder.is_dir():
        return
    entries: list[tuple[float, int, Path]] = []
    for path in folder.iterdir():
        stat = _stat(path)
        if stat is not None:  # else another build removes as well
            entries.append((stat.st_mtime, stat.st_size, path))
    total = 0
    begun = time.time()
    for used, size, path in sorted(entries, key=lambda entry: -entry[0]):
        total += size
        if total > most and begun - used >= spared:
            now = _stat(path)
            if now is not None and now.st_mtime == used:
                path.unlink(missing_ok=True)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _read(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
        os.utime(path)  # it is in use: others go first
    except OSError:
        return None  # not there, or on its way out
    return data[_DIGEST:] if hashlib.sha256(data[_DIGEST:]).digest() == data[:_DIGEST] else None
