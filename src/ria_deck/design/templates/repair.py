"""Mend what other programs leave in templates and slides can't be built on: indices and ids that two shapes share.

LibreOffice writes every placeholder of a layout without its index, so that a title and two columns are all index 0, and
gives shapes of a master the id of the tree they are in. Slides name placeholders by their index (ECMA-376-1, 19.3.1.36).
"""

from __future__ import annotations

from itertools import count
from typing import Any

from pptx.presentation import Presentation

from ria_deck.design.templates.colors import P

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = ("title", "ctrTitle")
_FIRST_IDX = 10  # the lowest that PowerPoint gives to placeholders of its users


def repair(presentation: Presentation) -> None:
    """Give every shape of the masters and layouts an id, and every placeholder of a layout an index, of its own."""
    for master in presentation.slide_masters:
        _number_shapes(master._element)
        for layout in master.slide_layouts:
            _number_shapes(layout._element)
            _number_placeholders(layout._element)


def _number_shapes(root: Any) -> None:
    found = [one for one in root.iter(f"{P}cNvPr") if next(one.iterancestors(_FALLBACK), None) is None]
    ids = {str(one.get("id")) for one in found}
    fresh = (number for number in count(2) if str(number) not in ids)
    seen: set[str] = set()
    for properties in found:
        number = str(properties.get("id") or "")
        if not number.isascii() or not number.isdigit() or number in seen:
            number = str(next(fresh))
            properties.set("id", number)
        seen.add(number)


def _number_placeholders(root: Any) -> None:
    """A title keeps its index, so that it is first; of others with one index, the first keeps it."""
    found = sorted(root.iter(f"{P}ph"), key=lambda one: one.get("type") not in _TITLES)
    taken = {int(one.get("idx") or 0) for one in found}
    fresh = (number for number in count(_FIRST_IDX) if number not in taken)
    seen: set[int] = set()
    for placeholder in found:
        index = int(placeholder.get("idx") or 0)
        if index in seen:
            index = next(fresh)
            placeholder.set("idx", str(index))
        seen.add(index)
