"""Of several masters, the one that content stands on: its layouts serve, and its scheme and ground are the theme's.

LibreOffice keeps one master for each look of a slide, and the first is often that of the title; programs that copy slides
leave Office's own master, which nothing uses, in front of the organisation's.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from pptx.presentation import Presentation
from pptx.slide import SlideMaster

from ria_deck.design.templates.spots import TITLES, columns_of, kind_of, sound, spots_of

_ROOM = 0.3  # of the slide's area: enough for content
_BASIC = frozenset({"title", "obj", "secHead", "twoObj", "titleOnly"})
_FEW = 3  # kinds of layouts that a master needs to carry a talk


def put_first(presentation: Presentation) -> None:
    """Move the master that serves best to the front: one with several kinds of layouts, with room for content, used by the
    file's own slides; where masters are alike, the first."""
    masters: list[SlideMaster] = list(presentation.slide_masters)
    if len(masters) < 2:
        return
    uses = Counter(id(slide.slide_layout.slide_master.part) for slide in presentation.slides)
    scores = [_score(master, uses[id(master.part)], presentation) for master in masters]
    best = scores.index(max(scores))
    entries: Any = presentation.part._element.find("{*}sldMasterIdLst")
    if best and entries is not None:
        entries.insert(0, entries[best])


def _score(master: SlideMaster, uses: int, presentation: Presentation) -> tuple[bool, bool, float, bool, int, int]:
    width, height = int(presentation.slide_width or 0), int(presentation.slide_height or 0)
    kinds: set[str] = set()
    titled, room = False, 0
    for layout in master.slide_layouts:
        spots = spots_of(layout)
        kinds.add(kind_of(layout, width * height))
        if any(spot.type in TITLES for spot in spots):
            titled = True
            columns = columns_of(spots, width, height) if sound(spots) else []
            room = max(room, sum(spot.box.width * spot.box.height for spot in columns))
    basic = len(kinds & _BASIC)
    share = min(round(room / (width * height or 1), 2), _ROOM)
    return titled, basic >= _FEW, share, uses > 0, basic, uses
