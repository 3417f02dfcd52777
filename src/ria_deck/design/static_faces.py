"""One weight of a variable font as a file of its own, made once for this machine's user.

PDFs made with a variable font show widths of another weight than they embed. The file's name follows from the font's bytes
and the weight, and so do its contents.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import tempfile
from functools import cache
from pathlib import Path

REGULAR, BOLD = 400, 700


@cache
def static_face(file: Path, weight: int) -> Path:
    """The file with a weight of a font, itself where it is static."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(file, recalcTimestamp=False, lazy=True)
    except TTLibError:
        return file  # told where it is read
    with font:
        axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
        if "wght" not in axes:
            return file
        data = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        name = f"{file.stem.partition('[')[0]}-{weight}.ttf"
        made = _folder() / f"{data}-{weight}" / name
        if not made.is_file():
            from fontTools.varLib import instancer

            weights = min(max(weight, axes["wght"].minValue), axes["wght"].maxValue)
            places = {tag: axis.defaultValue for tag, axis in axes.items()} | {"wght": weights}
            whole = TTFont(file, recalcTimestamp=False)
            logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of tables of older versions
            instancer.instantiateVariableFont(whole, places, inplace=True)
            made.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=made.parent, delete=False) as beside:
                whole.save(beside)
            Path(beside.name).replace(made)
    return made


def _folder() -> Path:
    """Where programs of this user keep what can be made again."""
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        home = str(Path.home() / "Library/Caches")
    else:
        home = os.environ.get("XDG_CACHE_HOME", "") or str(Path.home() / ".cache")
    folder = Path(home) / "ria-deck/faces"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir()) / "ria-deck-faces"
    return folder
