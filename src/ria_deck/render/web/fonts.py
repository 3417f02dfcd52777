"""Font files cut down to the characters of a page, as `data:` addresses."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Iterable
from pathlib import Path

from ria_deck.render.html.figure_view import Keep


def embedded(css: str, files: Iterable[Path], text: str, keep: Keep) -> str:
    """The style sheet with every font file that it names embedded as WOFF, with the glyphs of `text` alone."""
    for file in files:
        address = file.as_uri()
        if address not in css:
            continue
        made_of = f"woff, shaped {file.name} {file.stat().st_size} {text}"
        data = keep(made_of, lambda file=file: _subset(file, text))  # type: ignore[misc]
        css = css.replace(address, "data:font/woff;base64," + base64.b64encode(data).decode("ascii"))
    return css


def _subset(file: Path, text: str) -> bytes:
    """The font with these characters only, and all that shapes them (half letters, letters below, vowels around); the same
    bytes every time (no date of now)."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(
        name_IDs=[1, 2],
        notdef_outline=True,
        recalc_timestamp=False,
        flavor="woff",
        drop_tables=["DSIG", "FFTM"],
    )
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of tables of older versions
    target = io.BytesIO()
    with TTFont(file, lazy=True, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=text + " ")
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(target, reorderTables=True)
    return target.getvalue()
