"""A PDF goes in, what poppler sees comes out: pages as pictures, text, fonts, and faults in the file's syntax."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from tests.validators import Document, Finding, ToolError, on_disk


def validate(document: Document) -> list[Finding]:
    """Syntax errors that poppler meets on the way through every page, and fonts that are not in the file."""
    with on_disk(document, ".pdf") as path:
        complaints = _run("pdftotext", str(path), "-").stderr.decode(errors="replace").splitlines()
    found = [Finding(judge="poppler", rule="syntax", place="", message=line) for line in complaints]
    for name, embedded in fonts(document).items():
        if not embedded:
            found.append(Finding(judge="poppler", rule="embedded fonts", place=name, message="is not in the file"))
    return found


def fonts(document: Document) -> dict[str, bool]:
    """PostScript name of each font, without the subset's prefix -> whether the file has it embedded."""
    with on_disk(document, ".pdf") as path:
        lines = _run("pdffonts", str(path)).stdout.decode(errors="replace").splitlines()[2:]
    found = {}
    for line in lines:
        # name, type, encoding, then: embedded, subset, has a ToUnicode table, object
        flags = re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line)
        found[re.sub(r"^[A-Z]{6}\+", "", line.split()[0])] = flags is not None and flags[1] == "yes"
    return found


def text(document: Document, *, layout: bool = False) -> str:
    """The text of all pages, a form feed after each."""
    with on_disk(document, ".pdf") as path:
        return _run("pdftotext", *["-layout"] * layout, str(path), "-").stdout.decode("utf-8")


def pictures(document: Document, folder: Path, *, dpi: int = 80) -> list[Path]:
    """Every page as a PNG file in `folder`, in order."""
    with on_disk(document, ".pdf") as path:
        _run("pdftoppm", "-r", str(dpi), "-png", str(path), str(folder / "page"))
    return sorted(folder.glob("page*.png"))


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    if shutil.which(program) is None:
        raise ToolError(f"{program} is not installed: apt-get install poppler-utils")
    return subprocess.run([program, *arguments], check=False, capture_output=True, timeout=120)
