"""The slide's size, and how what ships is drawn for another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.design.part import ThemePart
from ria_deck.design.shape import SlideSize
from ria_deck.design.units import emu
from ria_deck.diagnostics import Report
from ria_deck.model.theme import EMU_PER_INCH, Box

_SIZES = {
    "16:9": (round(40 / 3 * EMU_PER_INCH), round(7.5 * EMU_PER_INCH)),
    "4:3": (10 * EMU_PER_INCH, round(7.5 * EMU_PER_INCH)),
}
_SMALLEST, _LARGEST = EMU_PER_INCH, 56 * EMU_PER_INCH  # PowerPoint's


@dataclass(frozen=True, slots=True)
class SlideArea:
    """The slide's size, and that which the themes that ship were drawn for."""

    width: int
    height: int
    drawn_for: tuple[int, int]

    @property
    def text(self) -> float:
        """How many times as large as drawn the text of a theme that ships is: on a small slide, it has less room, but a
        4:3 slide is as high as a wide one."""
        wide, high = self.drawn_for
        return 1.0 if self.is_drawn else round(min(self.height / high, self.width / (wide * 3 / 4)), 3)

    @property
    def is_drawn(self) -> bool:
        """Whether the themes that ship were drawn for this size."""
        return (self.width, self.height) == self.drawn_for

    def scaled(self, box: Box) -> Box:
        """A place of a theme that ships on this slide."""
        across, down = self.width / self.drawn_for[0], self.height / self.drawn_for[1]
        return Box(
            x=round(box.x * across),
            y=round(box.y * down),
            width=round(box.width * across),
            height=round(box.height * down),
        )


def slide_area(parts: Sequence[ThemePart], report: Report, *, template: bool) -> SlideArea:
    """The size that the last part gives which gives one; beside a PowerPoint template, whose slides have their own, what
    ships is as it was drawn."""
    drawn_for = _read(parts[0].given.ria.slide if parts[0].given.ria else None)
    assert drawn_for is not None, "the built-in theme gives a size"
    for part in reversed(parts[1:]):
        size = part.given.ria.slide if part.given.ria else None
        if size is not None and not template:
            try:
                found = _read(size) or drawn_for
            except ValueError as error:
                report.error("RD510", str(error), part.document.span(("ria", "slide")))
                break
            return SlideArea(*found, drawn_for)
    return SlideArea(*drawn_for, drawn_for)


def _read(size: SlideSize | None) -> tuple[int, int] | None:
    """Width and height; None where nothing is said. Raises ValueError."""
    if size is None:
        return None
    if size.size is not None and (size.width is not None or size.height is not None):
        raise ValueError("give the slide's `size`, or its `width` and `height`, not both")
    if isinstance(size.size, str):
        return _SIZES[size.size]
    width, height = size.size or (size.width, size.height)
    if width is None or height is None:
        raise ValueError('the slide\'s size is incomplete: write `size: "4:3"`, or `width` and `height`')
    found = emu(width, "in"), emu(height, "in")
    if not all(_SMALLEST <= length <= _LARGEST for length in found):
        raise ValueError("a slide is from 1in to 56in wide and high")
    return found
