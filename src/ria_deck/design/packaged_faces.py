"""The font files that installed Python packages bring: `fontpkg-…` one family each, and a collection of the Noto ones."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ria_deck.design.static_faces import BOLD, REGULAR, static_face

COLLECTION = "manimgx-fonts"
"""Brings `NotoSansLao[wght].ttf` and the like in its own folder."""


def package_of(family: str) -> str:
    """The Python package that brings a family alone."""
    return "fontpkg-" + family.lower().replace(" ", "-")


@cache
def packaged(package: str, family: str = "") -> tuple[str, str] | None:
    """The regular and bold files of an installed package, of one `family` of the collection."""
    file = _file(package, family)
    if file is None or isinstance(file, tuple):
        return file
    return str(static_face(file, REGULAR)), str(static_face(file, BOLD))


def is_packaged(package: str, family: str = "") -> bool:
    """Whether an installed package brings a family; nothing is made of its files yet."""
    return _file(package, family) is not None


def _file(package: str, family: str) -> tuple[str, str] | Path | None:
    """A family's two files, or the one that has both weights."""
    spec = find_spec(package.replace("-", "_"))
    places = spec.submodule_search_locations if spec else None
    if not places:
        return None
    if package == COLLECTION:
        whole = Path(places[0], f"{family.replace(' ', '')}[wght].ttf")
        return whole if whole.is_file() else None
    files = sorted(Path(places[0], "files").glob("*.[to]tf"))
    named = {file.stem.rpartition("-")[2]: str(file) for file in files}
    if "Regular" in named:
        return named["Regular"], named.get("Bold", named["Regular"])
    return next((file for file in files if "Italic" not in file.name), None)
