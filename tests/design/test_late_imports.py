"""WeasyPrint prints the same whether fontTools came before it or when it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.regions import write_project

PAGE = """
import hashlib, sys
{before}
from ria_deck.design.faces import font_files
from ria_deck.design.typesetting import libraries
face = font_files()["Arimo"][0]
with libraries([face.parent]) as weasyprint:
    print("fontTools.ttLib" in sys.modules)
    html = weasyprint.HTML(string="<style>@font-face {{ font-family: a; src: url({address}) }} p {{ font-family: a }}</style>"
                           "<p>Words")
    data = html.write_pdf()
from fontTools.ttLib import TTFont, TTLibError
import weasyprint.pdf.fonts as fonts
print("fontTools.ttLib" in sys.modules, fonts.TTLibError is TTLibError or "{address}" == "none")
print(hashlib.sha256(data).hexdigest())
"""
PACKED = """
import io, pathlib, tempfile
from fontTools.ttLib import TTFont
from ria_deck.design.faces import font_files
font = TTFont(font_files()["Arimo"][0]); font.flavor = "woff"
font.save("{file}")
"""


def printed(before: str, address: str) -> list[str]:
    code = PAGE.format(before=before, address=address)
    env = {**os.environ, "SOURCE_DATE_EPOCH": "0"}  # fontTools writes the hour into fonts
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")


@pytest.mark.parametrize("packed", [False, True])
def test_fonts_of_both_kinds_are_printed(packed: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    address = "none"
    if packed:
        file = tmp_path_factory.mktemp("font") / "a.woff"
        subprocess.run([sys.executable, "-c", PACKED.format(file=file)], check=True)
        address = file.as_uri()
    later, before = printed("", address), printed("import fontTools.subset, fontTools.varLib.instancer", address)
    assert (later[0], before[0]) == ("False", "True")
    assert later[1:] == before[1:]


def test_a_handout_of_known_faces_needs_no_fonttools(tmp_path: Path) -> None:
    write_project(tmp_path, regions=1, languages=("en",), outputs="pdf")
    code = (
        "import sys\nfrom ria_deck.cli import main\ntry:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "print(sorted({'fontTools.ttLib', 'pandas'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, "build", "--jobs", "1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (tmp_path / "build").is_dir(), done.stderr
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
