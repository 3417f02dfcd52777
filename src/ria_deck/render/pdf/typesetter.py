"""Typeset HTML as PDF, in one piece."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ria_deck.diagnostics import BuildError
from ria_deck.render.html.page import Page
from ria_deck.render.pdf.faults import warned
from ria_deck.render.pdf.joining import MissingAnchorError, cutter, join
from ria_deck.render.pdf.press import press


def typeset(page: Page, *, files: Iterable[Path] = (), folders: Iterable[Path] = ()) -> bytes:
    """A tagged PDF/UA-1 document. `files` and `folders` are what the page may read beside its fonts. Raises what `press`
    raises."""
    with press(page, files=files, folders=folders) as machine:
        made = machine.laid_out(page.html).whole()
    try:
        return join([made], cutter(machine.programs.__getitem__, lambda _, make: make()))
    except MissingAnchorError as error:
        raise BuildError([warned(f"No anchor #{error} for internal URI reference", page.html, page.own)]) from error
