"""Write files whole or not at all, and list the files of a folder."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

TEMPORARY = ".ria-deck-"  # how unfinished files are named; `sweep` removes what a killed build left
CACHE = ".cache"  # of an output folder: what several builds may write at once
_LOCK = "lock"


def files_below(folder: Path) -> Iterator[Path]:
    """Every file and link below a folder, in no order; linked folders are not entered. However deep it goes."""
    waiting = [folder]
    while waiting:
        try:
            entries = os.scandir(waiting.pop())
        except (FileNotFoundError, NotADirectoryError):
            continue  # gone meanwhile, or never there
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                else:
                    yield Path(entry.path)


_READ_BY_NAME = {
    "content": (".md", ".yaml", ".yml", ".json"),
    "content/images": (".yaml",),
    "content/locale": (".yaml",),
    "data": ("datapackage.yaml", "datapackage.yml", "datapackage.json"),
    "templates": (".yaml", ".css", ".j2"),
}
"""The files that builds read because of their names, by folder: where one isn't there, nothing is missed."""


def named_like_inputs(root: Path) -> list[Path]:
    """What a project has under the name of a file that builds read and is none; linked folders are not entered."""
    found: list[Path] = []
    for folder, ends in _READ_BY_NAME.items():
        place = root / folder
        if place.is_dir() and not any((root / part).is_symlink() for part in (folder.partition("/")[0], folder)):
            found += (path for path in sorted(place.iterdir()) if path.name.endswith(ends))
    return [path for path in found if not (path.name.startswith(".") or path.is_file())]


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` through a temporary file in the same folder, flushed to disk and renamed into place.

    Raises OSError; the file that was there before stays as it was.
    """
    temporary = _write_beside(path, data)
    try:
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def publish(files: Mapping[Path, bytes]) -> None:
    """Write a set of files together: all are on disk under temporary names before the first is renamed, and when one
    can't be renamed (a folder stands in its place, another program holds it) those before it are taken back.

    Raises OSError; then every file is as it was, and no temporary file is left.
    """
    written: list[tuple[Path, Path]] = []
    earlier: list[tuple[Path, Path | None]] = []
    made: list[Path] = []
    try:
        for path, data in files.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            made += _make_folder(path.parent)
            written.append((_write_beside(path, data), path))
        for temporary, path in written:
            earlier.append((path, _set_aside(path)))
            temporary.replace(path)
    except OSError:
        _take_back(earlier)
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)
        for folder in reversed(made):
            folder.rmdir()
        raise
    for _, aside in earlier:
        if aside is not None:
            aside.unlink(missing_ok=True)


def _take_back(earlier: list[tuple[Path, Path | None]]) -> None:
    """Put each file back that was set aside, and remove those that weren't there before."""
    for path, aside in reversed(earlier):
        if aside is None:
            path.unlink(missing_ok=True)
        else:
            aside.replace(path)


@contextmanager
def publishing(folder: Path) -> Iterator[None]:
    """The folder is this process's alone to publish into: another that wants to waits until it is done.

    What a killed build left is swept first: nobody but its holder writes deliverables here.
    """
    place = folder / CACHE / _LOCK
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("a+b") as lock:
        _lock(lock.fileno())
        sweep(folder, alone=True)
        yield  # closing the file frees it


def sweep(folder: Path, *, alone: bool = False) -> None:
    """Remove unfinished files that killed processes left in a folder and the folders below it. Those of a process that
    runs are its business, but for the deliverables of a folder that is this process's `alone`: there a number of a
    process that runs is one that was given anew."""
    for left in list(files_below(folder)):
        if left.name.startswith(TEMPORARY):
            ours = alone and CACHE not in left.relative_to(folder).parts
            if ours or not _alive(left.name):
                left.unlink(missing_ok=True)


def remove_empty(folder: Path, top: Path) -> None:
    """Remove a folder with nothing in it, and those around it up to `top`, which stays."""
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def _make_folder(folder: Path) -> list[Path]:
    """The folders that had to be made, the outermost first."""
    made: list[Path] = []
    while not folder.is_dir():
        made.append(folder)
        folder = folder.parent
    for one in reversed(made):
        one.mkdir(exist_ok=True)
    return made[::-1]


def _set_aside(path: Path) -> Path | None:
    """A second name for the file that stands at `path`, from which it can be brought back; None where there is none."""
    if not path.exists():
        return None
    aside = path.with_name(f"{TEMPORARY}{os.getpid()}-before-{path.name}")
    aside.unlink(missing_ok=True)
    try:
        aside.hardlink_to(path)
    except OSError:  # a file system without links
        shutil.copyfile(path, aside)
    return aside


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
