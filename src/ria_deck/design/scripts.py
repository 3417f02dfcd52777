"""A theme with the fonts of a script: named as PowerPoint has them, measured and printed with files.

Faces of scripts other than Latin, Greek, Cyrillic and those of East Asia come as Python packages or as files that
theme.yaml names; nothing is looked for on the system or in the network.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from ria_deck.design.faces import characters, files_of
from ria_deck.design.packaged_faces import COLLECTION, is_packaged, package_of, packaged
from ria_deck.diagnostics import Diagnostic, Report, Span
from ria_deck.model.theme import Faces, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """`title` is its name in English, `office` the face that PowerPoint has for it, `packaged` the families to measure and
    print with that come as Python packages, the best first."""

    code: str
    title: str
    office: str
    packaged: tuple[str, ...] = ()

    @property
    def noto(self) -> str:
        """The family that comes as files everywhere (Debian: fonts-noto-core)."""
        return f"Noto Sans {self.title}"

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """The families that Python packages bring, each with its package, the best first."""
        return (*((family, package_of(family)) for family in self.packaged), (self.noto, COLLECTION))


_ALL = (
    # not Noto Sans Arabic first: its newer files draw the dots of letters by themselves, and PDFs can't be searched
    Script(code="Arab", title="Arabic", office="Arial", packaged=("Almarai", "Noto Sans Arabic")),
    Script(code="Armn", title="Armenian", office="Sylfaen"),
    Script(code="Beng", title="Bengali", office="Nirmala UI", packaged=("Hind Siliguri",)),
    Script(code="Deva", title="Devanagari", office="Nirmala UI", packaged=("Noto Sans Devanagari",)),
    Script(code="Ethi", title="Ethiopic", office="Ebrima"),
    Script(code="Geor", title="Georgian", office="Sylfaen"),
    Script(code="Gujr", title="Gujarati", office="Nirmala UI"),
    Script(code="Guru", title="Gurmukhi", office="Nirmala UI"),
    Script(code="Hebr", title="Hebrew", office="Arial", packaged=("Heebo",)),
    Script(code="Khmr", title="Khmer", office="Leelawadee UI", packaged=("Noto Sans Khmer",)),
    Script(code="Knda", title="Kannada", office="Nirmala UI"),
    Script(code="Laoo", title="Lao", office="Leelawadee UI"),
    Script(code="Mlym", title="Malayalam", office="Nirmala UI"),
    Script(code="Mymr", title="Myanmar", office="Myanmar Text"),
    Script(code="Orya", title="Oriya", office="Nirmala UI"),
    Script(code="Sinh", title="Sinhala", office="Nirmala UI"),
    Script(code="Taml", title="Tamil", office="Nirmala UI", packaged=("Noto Sans Tamil",)),
    Script(code="Telu", title="Telugu", office="Nirmala UI", packaged=("Noto Sans Telugu",)),
    Script(code="Thai", title="Thai", office="Leelawadee UI", packaged=("Noto Sans Thai",)),
)
SCRIPTS = {script.code: script for script in _ALL}
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
        prose=_faces(theme.prose, script) if theme.prose is not None else None,
    )


def ready(script: str) -> str:
    """The family of a script that an installed package brings; empty for none."""
    return next((family for family, package in SCRIPTS[script].sources if is_packaged(package, family)), "")


def tell_scripts(characters: str, report: Report, span: Span | None = None) -> str:
    """One error for each script that these characters, which no face has, are of; what is left of them is returned."""
    for script in scripts_of(characters):
        tell_script(script, report, span)
    return "".join(char for char in characters if not scripts_of(char))


def tell_script(
    script: Script, report: Report, span: Span | None, *, label: str = "", related: tuple[tuple[Span, str], ...] = ()
) -> None:
    """Report that no face has a script, with the first place where it is needed."""
    report.error("RD531", _words(script), span, label=label, hint=how_to_get(script), related=related)


def is_told(found: Diagnostic, script: Script) -> bool:
    """Whether a message says that no face has a script."""
    return (found.code, found.message) == ("RD531", _words(script))


def _words(script: Script) -> str:
    return f"no font has {script.title} characters"


def scripts_of(characters: str) -> list[Script]:
    """The scripts that have faces of their own, of some characters, each once."""
    words = (unicodedata.name(char, "").partition(" ")[0] for char in characters)
    return [_by_name()[word] for word in dict.fromkeys(words) if word in _by_name()]


def how_to_get(script: Script) -> str:
    """What to do where no face has a script: the package to install, or the files and lines for theme.yaml."""
    file = script.noto.replace(" ", "")
    return (
        f"run `pip install {script.sources[0][1]}`, or put {file}-Regular.ttf and {file}-Bold.ttf (Debian: fonts-noto-core) "
        f"into templates/ and write in theme.yaml: `typography: {{fonts: [{{family: {script.noto}, "
        f"files: [{file}-Regular.ttf, {file}-Bold.ttf]}}]}}` and `ria: {{scripts: {{{script.code}: {script.noto}}}}}`"
    )


@cache
def _by_name() -> dict[str, Script]:
    return {script.title.upper(): script for script in SCRIPTS.values()}


def _faces(faces: Faces, script: str) -> Faces:
    if script in _EAST_ASIAN:
        code, office = _EAST_ASIAN[script]
        return faces if faces.ea != _DEFAULT_EAST else replace(faces, ea=_known(faces, faces.scripts.get(code), office))
    wanted = SCRIPTS[script]
    named = faces.scripts.get(script, "")
    own = named if named in faces.files and named != faces.latin else ""
    if not own and faces.cs != faces.latin and _writes(faces, faces.cs, wanted):
        own = faces.cs
    if own:
        return replace(faces, second=own, cs=own)
    shown = named or (faces.cs if faces.cs != faces.latin else wanted.office)
    for family, package in wanted.sources:
        if files := packaged(package, family):
            return replace(faces, second=family, cs=shown, files={**faces.files, family: files})
    return replace(faces, cs=shown)


def _writes(faces: Faces, face: str, script: Script) -> bool:
    """Whether the theme brings files of a face that has a script's letters."""
    if face not in faces.files:
        return False
    known = characters(files_of(faces, face)[0])
    return any(unicodedata.name(chr(code), "").startswith(f"{script.title.upper()} ") for code in known)


def _known(faces: Faces, named: str | None, office: str) -> str:
    return named if named and named in {*faces.files, office} else office
