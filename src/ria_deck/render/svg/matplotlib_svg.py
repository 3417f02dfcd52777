"""Nothing goes in, matplotlib's vector drawing comes out, the same whoever runs it.

By itself it reads settings of the user's (`matplotlibrc`, also of the folder one happens to be in), keeps a list of the
system's fonts in the home folder and starts `fc-list` to make it. So it is imported here and nowhere else, from an empty
folder that is its home meanwhile, with a list of no fonts: drawings name their faces, and open none.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from importlib.util import find_spec
from pathlib import Path

_VERSION = re.compile(r"^    __version__ = '([^']+)'$", re.MULTILINE)  # of the list's form, in the class that reads it


@contextmanager
def _apart() -> Iterator[None]:
    names = ("MPLCONFIGDIR", "MATPLOTLIBRC")
    before = {name: os.environ.pop(name) for name in names if name in os.environ}
    with tempfile.TemporaryDirectory(prefix="ria-deck-") as folder, chdir(folder):
        os.environ["MPLCONFIGDIR"] = folder
        _write_no_fonts(Path(folder))
        try:
            yield
        finally:
            del os.environ["MPLCONFIGDIR"]
            os.environ.update(before)


def _write_no_fonts(folder: Path) -> None:
    """The list of fonts that matplotlib would make otherwise; of another form than it expects, it makes one."""
    spec = find_spec("matplotlib")
    places = (spec.submodule_search_locations or ()) if spec else ()
    source = Path(next(iter(places), "."), "font_manager.py")
    found = _VERSION.search(source.read_text("utf-8")) if source.is_file() else None
    if found:
        fonts: dict[str, object] = {
            "_version": found[1],
            "_FontManager__default_weight": "normal",
            "default_size": None,
            "defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"},
            "afmlist": [],
            "ttflist": [],
            "__class__": "FontManager",
        }
        (folder / f"fontlist-v{found[1]}.json").write_text(json.dumps(fonts), "utf-8")


with _apart():
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import RendererSVG
    from matplotlib.colors import to_rgba
    from matplotlib.path import Path as Outline
    from matplotlib.transforms import Affine2D

mpl.rcdefaults()  # where another part of the process had imported it before

__all__ = ["Affine2D", "Outline", "RendererSVG", "mpl", "to_rgba"]
