"""A deck as files: PowerPoint, handout, slides for a browser, printed slides, pictures; nothing is decided here."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ria_deck.model.deck import Deck


class _RenderPackage(ModuleType):
    """This package, which can be called: importing any part of it puts it where `ria_deck.render`, the function of the
    Python interface, is; both names must go on working."""

    def __call__(self, deck: Deck, output: str = "pptx") -> bytes:
        """The bytes of a deck as one output, as the Python interface describes it."""
        from ria_deck.render.outputs import one_file

        return one_file(deck, output)


sys.modules[__name__].__class__ = _RenderPackage
