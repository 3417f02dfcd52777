"""A project on its way to other machines: its files as bytes, the parameters, and what has to be the same there."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sysconfig
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

import ria_deck
from ria_deck.record.inputs import input_hashes, key_of, system_libraries
from ria_deck.source.files import files_below

_FACES = re.compile(
    r"(fontpkg|noto)[-_]", re.IGNORECASE
)  # distributions that bring faces, which texts are measured with


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What a worker needs to make decks of a project: `files` by their paths, `program` as `program_parts` has it."""

    files: Mapping[str, bytes]
    params: Mapping[str, str]
    program: Mapping[str, str]
    epoch: str | None = None  # SOURCE_DATE_EPOCH, where it is set
    key: str = ""  # another one for each build: a cluster may have several at once

    @classmethod
    def of(cls, root: Path, params: Mapping[str, str]) -> Parcel:
        """The parcel of a project as it is now."""
        hashes = input_hashes(root)
        return cls(
            files={path: (root / path).read_bytes() for path in hashes},
            params=dict(params),
            program=program_parts(),
            epoch=os.environ.get("SOURCE_DATE_EPOCH"),
            key=f"{key_of(sorted(hashes.items()), sorted(params.items()))[:16]}-{uuid.uuid4().hex[:8]}",
        )

    def unpack(self, folder: Path) -> None:
        """Write the project's files below a folder."""
        for path, data in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)


@cache
def program_parts() -> Mapping[str, str]:
    """What makes the bytes besides the project, by name: this program, Python, the packages that it needs and the system's
    libraries for text, each with a version or hash that is the same on every machine that has the same."""
    needed = {re.split(r"[\s\[<>=!~;(]", line, maxsplit=1)[0] for line in metadata.requires("ria-deck") or ()}
    there = {dist.metadata["Name"]: dist.version for dist in metadata.distributions()}
    faces = {name for name in there if _FACES.match(name)}
    return {
        "ria-deck": _own_files(),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: there[name] for name in sorted({*needed, *faces} & there.keys())},
        **{name: target.rpartition("/")[2] for name, target in system_libraries()},
        "platform": sysconfig.get_platform().partition("-")[0],
    }


def unlike(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What differs between two machines, in words; empty where they make the same bytes."""
    names = [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]
    shown = [f"{name} {_version(here.get(name))} here, {_version(there.get(name))} there" for name in names[:3]]
    return "; ".join([*shown, *([f"and {len(names) - 3} more"] if len(names) > 3 else [])])


def _version(text: str | None) -> str:
    return "none" if text is None else text[:16]


def _own_files() -> str:
    found = hashlib.sha256()
    base = Path(ria_deck.__file__).parent
    for path in sorted(files_below(base)):
        if path.suffix != ".pyc":
            found.update(f"{path.relative_to(base).as_posix()}\0".encode() + path.read_bytes())
    return f"{ria_deck.__version__}+{found.hexdigest()[:8]}"
