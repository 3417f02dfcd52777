"""What this machine has and lacks for building, each with the command that installs it; for a project, whether there is
a face for each of its languages."""

from __future__ import annotations

import platform
import shutil
import sys
from ctypes import CDLL
from ctypes.util import find_library
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ria_deck.design.measure import Measurer
    from ria_deck.model.theme import Theme

_PACKAGES = ("python-pptx", "jinja2", "matplotlib", "pandas", "weasyprint")
_PANGO = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset", "gobject-2.0")
_DEBIAN = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_MAC = "brew install pango"
_EAST_ASIAN = ("Jpan", "Kore", "Hans", "Hant")
_WITH_LATIN = ("Latn", "Grek", "Cyrl")  # scripts that a theme's Latin face has
_WINDOWS = "install MSYS2's Pango and set WEASYPRINT_DLL_DIRECTORIES, or build in WSL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked for. `needed` things stop builds of some output."""

    name: str
    found: bool
    needed: bool
    detail: str
    remedy: str = ""


def examine(root: Path | None = None) -> list[Finding]:
    """Everything that builds need or can use, in the order of need: first the faces of a project's languages."""
    own = _languages(root) if root is not None else []
    return [*own, _python(), *_packages(), _pango(), _fonts(), *_scripts(), _office()]


def _languages(root: Path) -> list[Finding]:
    """For each language of the project, the faces that its letters are in, by the themes of its editions."""
    from ria_deck.content.load import load_content
    from ria_deck.diagnostics import Report
    from ria_deck.i18n.language import PSEUDO
    from ria_deck.shared import SharedInputs

    report = Report()
    content = load_content(root, report)
    if not content.reports:
        detail, remedy = "content/report.yaml can't be read", "`ria-deck check` says why"
        return [Finding(name="Project", found=False, needed=True, detail=detail, remedy=remedy)]
    shared = SharedInputs(root, content)
    found: dict[str, Finding] = {}
    for edition, spec in content.reports.items():
        theme = shared.theme(edition, report)
        for code in spec.languages:
            if code != PSEUDO and (code not in found or found[code].found):
                found[code] = _language(code, theme)
    return list(found.values())


def _language(code: str, theme: Theme) -> Finding:
    """Whether a theme has a face for a language, and which: the names of months and countries have nearly all its letters."""
    from babel import Locale

    from ria_deck.design.measure import Measurer
    from ria_deck.design.scripts import how_to_get, in_script, scripts_of
    from ria_deck.i18n.language import language

    target = language(code)
    locale = Locale.parse(target.locale)
    letters = "".join((*locale.months["format"]["wide"].values(), *locale.territories.values()))
    measurer = Measurer(in_script(theme, target.script))
    name = f"{locale.get_display_name('en')} ({code})"
    missing = measurer.missing(letters) + measurer.missing(letters, heading=True)
    if not missing:
        return Finding(name=name, found=True, needed=True, detail=_faces(measurer, target.script, letters))
    lacking = next(iter(scripts_of(missing)), None)
    if lacking is None:
        detail, remedy = f"no font has {' '.join(missing[:8])}", "name one that has them in theme.yaml: `typography`"
    else:
        detail, remedy = f"no font has {lacking.title} characters", how_to_get(lacking)
    return Finding(name=name, found=False, needed=True, detail=detail, remedy=remedy)


def _faces(measurer: Measurer, script: str, letters: str) -> str:
    """The face that PowerPoint shows a script in, and the family that prints it."""
    from ria_deck.design.faces import characters, family

    faces = measurer.theme.body
    latin, *other = measurer.files(letters)
    if other and script not in _WITH_LATIN:
        return f"{faces.ea if script in _EAST_ASIAN else faces.cs}, printed with {family(other[0])}"
    known = characters(latin)
    borrowed = " ".join(char for char in dict.fromkeys(letters) if char.isalpha() and ord(char) not in known)
    more = f", but {borrowed[:15]} with {family(other[0])}" if other and borrowed else ""
    return f"{faces.latin}, printed with {family(latin)}{more}"


def _python() -> Finding:
    good = sys.version_info >= (3, 11)
    return Finding(
        name="Python",
        found=good,
        needed=True,
        detail=platform.python_version(),
        remedy="" if good else "Python 3.11 or newer is needed",
    )


def _packages() -> list[Finding]:
    found: list[Finding] = []
    for name in _PACKAGES:
        try:
            detail, there = version(name), True
        except PackageNotFoundError:
            detail, there = "not installed", False
        found.append(
            Finding(name=name, found=there, needed=True, detail=detail, remedy="" if there else f"pip install {name}")
        )
    return found


def _pango() -> Finding:
    missing = [name for name in _PANGO if not _loads(name)]
    remedy = {"Darwin": _MAC, "Windows": _WINDOWS}.get(platform.system(), _DEBIAN)
    return Finding(
        name="Pango (for PDF)",
        found=not missing,
        needed=True,
        detail="all libraries load" if not missing else f"missing: {', '.join(missing)}",
        remedy=remedy if missing else "",
    )


def _loads(name: str) -> bool:
    path = find_library(name)
    if path is None:
        return False
    try:
        CDLL(path)
    except OSError:
        return False
    return True


def _fonts() -> Finding:
    from ria_deck.design.faces import font_files
    from ria_deck.diagnostics import BuildError

    try:
        faces = {name: font_files()[name] for name in font_files()}
    except BuildError as error:
        return Finding(
            name="Fonts",
            found=False,
            needed=True,
            detail=error.diagnostics[0].message,
            remedy=error.diagnostics[0].hint,
        )
    return Finding(name="Fonts", found=True, needed=True, detail=", ".join(sorted(faces)))


def _scripts() -> list[Finding]:
    """The scripts that have a face on this machine, and those that have none."""
    from ria_deck.design.scripts import SCRIPTS, ready

    faces = {script.title: ready(code) for code, script in SCRIPTS.items()}
    there = ", ".join(f"{title} ({face})" for title, face in faces.items() if face)
    lacking = ", ".join(title for title, face in faces.items() if not face)
    packages = dict.fromkeys(script.sources[0][1] for code, script in SCRIPTS.items() if not ready(code))
    found = [Finding(name="Faces of other scripts", found=True, needed=False, detail=there)] if there else []
    if lacking:
        remedy = f"pip install those that you need of {' '.join(packages)}; or name font files in templates/theme.yaml"
        found.append(Finding(name="Scripts without a face", found=False, needed=False, detail=lacking, remedy=remedy))
    return found


def _office() -> Finding:
    path = shutil.which("soffice") or shutil.which("libreoffice")
    return Finding(
        name="LibreOffice (for pictures of decks)",
        found=path is not None,
        needed=False,
        detail=path or "not installed",
        remedy="" if path else "apt-get install libreoffice-impress-nogui",
    )
