"""Short texts that have a slide to themselves are set larger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from ria_deck.model.deck import Placement, Prose
from ria_deck.model.text_style import LARGE, Fit
from ria_deck.model.theme import EMU_PER_PT, Layout, LayoutKind, Slot
from ria_deck.resolve.context import Context
from ria_deck.resolve.fitting.measuring import measure

_KINDS = (
    LayoutKind.CONTENT,
    LayoutKind.SIDE_BY_SIDE,
    LayoutKind.COMPARISON,
    LayoutKind.CONTENTS,
    LayoutKind.AGENDA,
)
_LARGEST = 1.25  # of the layout's size
_FILLED = 0.8  # of a slot's height, at most
_WRAPPED = 0.6  # of it for sentences over several lines, which may take more of them
AS_IT_IS = 100_000


def larger_scale(placements: Sequence[Placement], layout: Layout, context: Context) -> int:
    """The scale of a slide's texts in thousandths of a percent: more than 100 % where there is nothing but words, as long as
    these take no more lines, or as sentences leave much of their slot free. The texts of all its slots stay as large as
    each other; a user's own template has its sizes."""
    texts = [(placed.block, layout.body(placed.slot)) for placed in placements if isinstance(placed.block, Prose)]
    sizes = {slot.style.size for _, slot in texts}
    free = all(slot.style.size < LARGE and not slot.style.sizes for _, slot in texts)
    if (
        len(texts) < len(placements)
        or len(sizes) != 1
        or not free
        or layout.kind not in _KINDS
        or context.theme.template
    ):
        return AS_IT_IS
    [size] = sizes
    steps = range(int(size * _LARGEST), ceil(size), -1)
    scales = (round(step / size * AS_IT_IS) for step in steps)
    return next((scale for scale in scales if all(_is_as_long(*text, scale, context) for text in texts)), AS_IT_IS)


def at_scale(fit: Fit, text: Prose, slot: Slot, scale: int, context: Context) -> Fit:
    """How a text is at that scale, where it is a larger one."""
    if scale <= AS_IT_IS:
        return fit
    width, height = _inside(slot)
    grown = Fit(font_scale=scale)
    needed, lines, _, pitch = measure(text.paragraphs, slot, width, grown, context)
    return replace(grown, lines=lines, tight=needed + pitch > height)


def _inside(slot: Slot) -> tuple[float, float]:
    """The width and height of a slot's inside, in points."""
    left, top, right, bottom = (inset / EMU_PER_PT for inset in slot.inset)
    return slot.box.width / EMU_PER_PT - left - right, slot.box.height / EMU_PER_PT - top - bottom


def _is_as_long(text: Prose, slot: Slot, scale: int, context: Context) -> bool:
    """Whether a text at a scale takes as many lines as at the layout's size, or is made of sentences over several lines, and
    leaves some of its slot free."""
    width, height = _inside(slot)
    room = height * (1.0 if slot.single else _FILLED)
    _, lines, _, _ = measure(text.paragraphs, slot, width, Fit(), context)
    needed, grown, words, _ = measure(text.paragraphs, slot, width, Fit(font_scale=scale), context)
    wraps = lines > len(text.paragraphs) and needed <= room * _WRAPPED / _FILLED
    return (grown == lines or wraps) and needed <= room and not words
