"""An Office file goes in, what LibreOffice makes of it comes out: a PDF, or a finding when it can't open it.

It sees only our fonts, under the names that decks use (Arial, Yu Gothic), so pictures are the same on every machine.
It forgives nearly every fault in a package: use it to look at decks, not to judge them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ria_deck.design.faces import font_files
from tests.validators import Document, Finding, ToolError, on_disk

SECONDS = 120.0

_ALIASES = {
    "Arial": "Arimo",
    "Helvetica": "Arimo",
    "Liberation Sans": "Arimo",
    "Courier New": "Cousine",
    "Yu Gothic": "Noto Sans CJK JP",
}


def convert(document: Document, folder: Path, *, to: str = "pdf", suffix: str = ".pptx") -> Path:
    """The file that LibreOffice makes in `folder`; a profile of its own lets several run at once.

    Raises `ToolError` when it fails or takes longer than SECONDS.
    """
    program = shutil.which("soffice")
    if program is None:
        raise ToolError("LibreOffice is not installed: apt-get install libreoffice-impress-nogui")
    with on_disk(document, suffix) as path, tempfile.TemporaryDirectory(prefix="ria-deck-office-") as own:
        (Path(own) / "fonts.conf").write_text(_fonts_conf(Path(own)), encoding="utf-8")
        process = subprocess.Popen(
            [
                program,
                f"-env:UserInstallation={Path(own, 'profile').as_uri()}",
                "--headless",
                "--norestore",
                *("--convert-to", to, "--outdir", str(folder)),
                str(path),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "FONTCONFIG_FILE": str(Path(own) / "fonts.conf")},
            start_new_session=True,
        )
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)  # soffice is a shell script: its child would live on
            process.communicate()
            raise ToolError(f"LibreOffice took more than {SECONDS:.0f} s for {path.name}") from error
        made = folder / f"{path.stem}.{to.partition(':')[0]}"
        if process.returncode != 0 or not made.is_file():
            raise ToolError(f"LibreOffice made nothing of {path.name}: {said.decode(errors='replace').strip()}")
        return made


def validate(document: Document, *, suffix: str = ".pptx") -> list[Finding]:
    """One finding when LibreOffice can't open the document; a crash or a time-out is one as well."""
    with tempfile.TemporaryDirectory(prefix="ria-deck-") as folder:
        try:
            convert(document, Path(folder), suffix=suffix)
        except ToolError as error:
            if shutil.which("soffice") is None:
                raise
            return [Finding(judge="LibreOffice", rule="open", place="", message=str(error))]
    return []


def _fonts_conf(own: Path) -> str:
    """A fontconfig file that knows our fonts and no others."""
    folders = sorted({str(path.parent) for face in font_files().values() for path in face})
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{face}</string></edit></match>'
        for name, face in _ALIASES.items()
    )
    # faces that nobody has told us about fall back on Arimo before the Japanese face
    fallback = '<match target="pattern"><edit name="family" mode="append_last"><string>Arimo</string></edit></match>'
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        + "".join(f"<dir>{folder}</dir>" for folder in folders)
        + f"<cachedir>{own}/cache</cachedir>{aliases}{fallback}</fontconfig>"
    )
