"""What this machine has and lacks for building, each with the command that installs it."""

from __future__ import annotations

import platform
import shutil
import sys
from ctypes import CDLL
from ctypes.util import find_library
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = ("python-pptx", "jinja2", "matplotlib", "pandas", "weasyprint")
_PANGO = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset", "gobject-2.0")
_DEBIAN = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_MAC = "brew install pango"
_WINDOWS = "install MSYS2's Pango and set WEASYPRINT_DLL_DIRECTORIES, or build in WSL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked for. `needed` things stop builds of some output."""

    name: str
    found: bool
    needed: bool
    detail: str
    remedy: str = ""


def examine() -> list[Finding]:
    """Everything that builds need or can use, in the order of need."""
    return [_python(), *_packages(), _pango(), _fonts(), _scripts(), _office()]


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


def _scripts() -> Finding:
    from ria_deck.design.scripts import SCRIPTS, ready

    there = [f"{script.title} ({ready(code)})" for code, script in SCRIPTS.items() if ready(code)]
    lacking = [script.packages[0] for code, script in SCRIPTS.items() if script.packages and not ready(code)]
    return Finding(
        name="Faces of other scripts (Arabic, Thai …)",
        found=bool(there),
        needed=False,
        detail=", ".join(there) or "none installed",
        remedy=f"pip install {' or '.join(lacking[:3])} …; or files in templates/" if not there else "",
    )


def _office() -> Finding:
    path = shutil.which("soffice") or shutil.which("libreoffice")
    return Finding(
        name="LibreOffice (for pictures of decks)",
        found=path is not None,
        needed=False,
        detail=path or "not installed",
        remedy="" if path else "apt-get install libreoffice-impress-nogui",
    )
