"""Hashes of what a build may read: the project's files, the program, the machine's part."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import ria_deck
from ria_deck.source.files import TEMPORARY, files_below, named_like_inputs

INPUT_FOLDERS = ("content", "data", "templates")

_SYSTEM_LIBRARIES = ("libpango", "libharfbuzz", "libfontconfig", "libfreetype", "libfribidi", "libglib-2")


def input_hashes(root: Path) -> dict[str, str]:
    """SHA-256 of every file that a build may read, by project path."""
    hashes: dict[str, str] = {}
    base = os.path.realpath(root)
    for folder in INPUT_FOLDERS:
        if not _is_inside(root / folder, base):
            continue  # leads out of the project: no build reads it
        for path in sorted(files_below(root / folder)):
            if path.is_symlink() and not _is_inside(path, base):
                continue
            if path.is_file() and not path.name.startswith(TEMPORARY):
                hashes[path.relative_to(root).as_posix()] = _hash_of(path)
    return hashes


def _hash_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces: it may be larger than the memory, and of no use to the build."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_inside(path: Path, base: str) -> bool:
    return os.path.commonpath([os.path.realpath(path), base]) == base


def is_closed(root: Path) -> bool:
    """Whether the three folders hold all that a build reads: no linked folder, no path in the descriptions of data and
    theme that leads up, no file's name on something else. Where this isn't sure, nothing is taken from an earlier
    build."""
    for folder in INPUT_FOLDERS:
        place = root / folder
        if place.is_symlink() or any(path.is_symlink() and path.is_dir() for path in files_below(place)):
            return False
    described = [*(root / "data").glob("datapackage.*"), *(root / "templates").glob("*.y*ml")]
    leads_up = any(path.is_symlink() or (path.is_file() and b".." in path.read_bytes()) for path in described)
    return not (leads_up or named_like_inputs(root))


def program_stamp() -> str:
    """What makes the bytes besides the project: this program's files, the packages installed, the system's libraries
    for text, and the date that the environment sets."""
    return key_of(_program_files(), os.environ.get("SOURCE_DATE_EPOCH", ""))


@cache
def _program_files() -> str:
    """Read once: what runs is what was there when it began."""
    found = hashlib.sha256()
    for line in _program():
        found.update(line.encode() + b"\n")
    return found.hexdigest()


def _program() -> Iterator[str]:
    yield f"{ria_deck.__version__} {sys.version}"
    for folder, _, names in sorted(os.walk(Path(ria_deck.__file__).parent)):
        for name in sorted(names):
            if not name.endswith(".pyc"):
                stat = (Path(folder) / name).stat()
                yield f"{folder}/{name} {stat.st_size} {stat.st_mtime_ns}"
    yield from (name for name in _names(Path(sysconfig.get_path("purelib"))) if name.endswith(".dist-info"))
    yield from (f"{name} {target}" for name, target in system_libraries())


def system_libraries() -> Iterator[tuple[str, str]]:
    """The system's libraries for text, by name, and the files that they are."""
    multiarch = sysconfig.get_config_var("MULTIARCH") or ""
    for libraries in dict.fromkeys((Path("/usr/local/lib"), Path("/usr/lib"), Path("/usr/lib") / multiarch)):
        ours = [name for name in _names(libraries) if name.startswith(_SYSTEM_LIBRARIES)]
        yield from ((name, os.path.realpath(libraries / name)) for name in ours)


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as found:
        return sorted(entry.name for entry in found)


def key_of(*parts: object) -> str:
    """One hash for things that decide an outcome."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def relevant(inputs: Mapping[str, str], language: str, unread: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The inputs of one language's deck: without the catalogs of other languages and without the tables in `unread`,
    which it does not read."""
    own = f"content/locale/{language}.po"
    return tuple(
        (path, hash_)
        for path, hash_ in sorted(inputs.items())
        if path not in unread and (path == own or not (path.startswith("content/locale/") and path.endswith(".po")))
    )


def stamp_of(root: Path, inputs: Mapping[str, str]) -> str:
    """What all steps of a build share: the program and the project's templates; empty where a build may read more than
    the hashes cover."""
    if not is_closed(root):
        return ""
    return key_of(program_stamp(), sorted(item for item in inputs.items() if item[0].startswith("templates/")))
