"""A theme with the fonts of a script: named as PowerPoint has them, measured and printed with files.

Faces of scripts other than Latin, Greek, Cyrillic and those of East Asia come as Python packages (`fontpkg-…`, the Noto
families) or as files that theme.yaml names; nothing is looked for on the system or in the network.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ria_deck.diagnostics import Report
from ria_deck.model.theme import Faces, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """`name` as Unicode writes it in the names of its characters, `office` the face that PowerPoint has for it, `noto` the
    family to measure and print with."""

    name: str
    office: str
    noto: str

    @property
    def package(self) -> str:
        """The Python package that brings the family."""
        return "fontpkg-" + self.noto.lower().replace(" ", "-")


def _script(name: str, office: str) -> Script:
    return Script(name=name.upper(), office=office, noto=f"Noto Sans {name}")


SCRIPTS = {
    "Arab": _script("Arabic", "Arial"),
    "Armn": _script("Armenian", "Sylfaen"),
    "Beng": _script("Bengali", "Nirmala UI"),
    "Deva": _script("Devanagari", "Nirmala UI"),
    "Ethi": _script("Ethiopic", "Ebrima"),
    "Geor": _script("Georgian", "Sylfaen"),
    "Gujr": _script("Gujarati", "Nirmala UI"),
    "Guru": _script("Gurmukhi", "Nirmala UI"),
    "Hebr": _script("Hebrew", "Arial"),
    "Khmr": _script("Khmer", "Leelawadee UI"),
    "Knda": _script("Kannada", "Nirmala UI"),
    "Laoo": _script("Lao", "Leelawadee UI"),
    "Mlym": _script("Malayalam", "Nirmala UI"),
    "Mymr": _script("Myanmar", "Myanmar Text"),
    "Sinh": _script("Sinhala", "Nirmala UI"),
    "Taml": _script("Tamil", "Nirmala UI"),
    "Telu": _script("Telugu", "Nirmala UI"),
    "Thai": _script("Thai", "Leelawadee UI"),
}
"""By ISO 15924 code."""

_EAST_ASIAN = {"Kore": ("Hang", "Malgun Gothic"), "Hans": ("Hans", "Microsoft YaHei")} | {
    "Hant": ("Hant", "Microsoft JhengHei")
}
_DEFAULT_EAST = "Yu Gothic"


def in_script(theme: Theme, script: str) -> Theme:
    """The theme with the faces of a script (ISO 15924) in place of the Japanese ones: `a:ea` and `a:cs` name what
    PowerPoint has, or what theme.yaml names for it."""
    if script not in SCRIPTS and script not in _EAST_ASIAN:
        return theme
    return replace(
        theme,
        heading=_faces(theme.heading, script),
        body=_faces(theme.body, script),
        listing=_faces(theme.listing, script),
    )


def ready(script: str) -> bool:
    """Whether the package with the faces of a script is installed."""
    return packaged(SCRIPTS[script].package) is not None


def tell_scripts(characters: str, report: Report) -> str:
    """One error for each script that these characters, which no face has, are of; what is left of them is returned."""
    lacking = {name: script for char in characters for name, script in _scripts_of(char)}
    for script in lacking.values():
        title = script.noto.removeprefix("Noto Sans ")
        report.error(
            "RD531",
            f"no font has {title} characters",
            hint=f"run `pip install {script.package}`, or put font files into templates/ and write in theme.yaml: "
            f"`typography: {{fonts: [{{family: {script.noto}, files: [{script.noto.replace(' ', '')}-Regular.ttf, "
            f"{script.noto.replace(' ', '')}-Bold.ttf]}}]}}` and `ria: {{complex-script: {script.noto}}}`",
        )
    return "".join(char for char in characters if not any(True for _ in _scripts_of(char)))


def _scripts_of(char: str) -> Iterable[tuple[str, Script]]:
    name = unicodedata.name(char, "").partition(" ")[0]
    script = _by_name().get(name)
    return [(name, script)] if script else []


@cache
def _by_name() -> dict[str, Script]:
    return {script.name: script for script in SCRIPTS.values()}


def _faces(faces: Faces, script: str) -> Faces:
    if script in _EAST_ASIAN:
        code, office = _EAST_ASIAN[script]
        return faces if faces.ea != _DEFAULT_EAST else replace(faces, ea=_known(faces, faces.scripts.get(code), office))
    wanted = SCRIPTS[script]
    named = faces.scripts.get(script, "")
    own = next((face for face in (faces.cs, named) if face in faces.files and face != faces.latin), "")
    if own:
        return replace(faces, ea=own, cs=own)
    file = packaged(wanted.package)
    if file is None:
        return replace(faces, cs=named or wanted.office)
    # a:ea stays a name of its own: a:latin's may be that of the script's face, which has other files here
    shown = named or (faces.cs if faces.cs != faces.latin else wanted.office)
    return replace(
        faces,
        ea=wanted.noto,
        cs=shown,
        files={**faces.files, wanted.noto: (str(file), str(file))},
    )


def _known(faces: Faces, named: str | None, office: str) -> str:
    return named if named and named in {*faces.files, office} else office


@cache
def packaged(package: str) -> Path | None:
    """The upright font file of an installed `fontpkg-…` package."""
    spec = find_spec(package.replace("-", "_"))
    places = spec.submodule_search_locations if spec else None
    files = sorted(Path(places[0], "files").glob("*.[to]tf")) if places else []
    return next((file for file in files if "Italic" not in file.name), None)
