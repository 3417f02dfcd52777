"""How a placeholder's text is set: what slides inherit from layout and master."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import SlideLayout

from ria_deck.design.templates.colors import A, ColorSlots, P, share_of
from ria_deck.model.text_style import SINGLE, LevelMark, TextStyle
from ria_deck.model.theme import EMU_PER_PT

T = TypeVar("T")
_LEVELS = 5
_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
_ALIGN = {"ctr": "center", "r": "end"}
_ANCHORS = {"ctr": "middle", "b": "bottom"}
_INSETS = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}  # OOXML's defaults, EMU
_MARKS = ("buNone", "buChar", "buAutoNum", "buBlip")
_SMALLEST = 14.0  # pt, of prose on a slide of 7.5 inches
_SMALLER = 0.7  # of the template's size: so far at most text steps down, but for the smallest's sake
_PLAIN = 18.0  # pt: PowerPoint's size where nothing gives one


class Inherited:
    """What text in a placeholder inherits: from the layout's placeholder, the master's, the master's text styles."""

    def __init__(self, layout: SlideLayout, shape: Any) -> None:
        kind = shape.placeholder_format.type
        of_master = _of_master(layout, kind)
        self.shapes = [shape._element, *([of_master._element] if of_master is not None else [])]
        name = "titleStyle" if kind in _TITLES else "otherStyle" if kind in _FURNITURE else "bodyStyle"
        master = layout.slide_master._element.find(f"{P}txStyles/{P}{name}")
        lists = [element.find(f"{P}txBody/{A}lstStyle") for element in self.shapes]
        self.lists = [found for found in (*lists, master) if found is not None]

    def style(self, base: TextStyle, scale: float) -> TextStyle:
        """The style as the template has it; how far text may step down is the theme's, at the slide's scale."""
        sizes = tuple(self._size(level) for level in range(_LEVELS))
        after = [self._space(name, sizes[0]) for name in ("spcBef", "spcAft")]
        return replace(
            base,
            size=sizes[0],
            sizes=sizes,
            indents=tuple(int(self._of(level, _attribute("marL")) or 0) / EMU_PER_PT for level in range(_LEVELS)),
            min_size=min(base.min_size * scale, max(_SMALLEST * scale, _SMALLER * sizes[0]), sizes[0]),
            bold=self._of(0, _attribute("b", text=True)) in {"1", "true"},
            caps=self._of(0, _attribute("cap", text=True)) == "all",
            leading=self._leading(sizes[0]),
            space_after=sum(after),
            align=_ALIGN.get(self._of(0, _attribute("algn")) or "", "start"),
            anchor=_ANCHORS.get(self._body("anchor") or "", "top"),
        )

    def marks(self, palette: ColorSlots | None) -> tuple[LevelMark, ...]:
        """The marks of lists, by level."""
        return tuple(self._mark(level, palette) for level in range(_LEVELS))

    def _mark(self, level: int, palette: ColorSlots | None) -> LevelMark:
        found: Any = self._of(level, _first_mark)
        face = self._of(level, lambda one: one.find(f"{A}buFont"))
        color = self._of(level, lambda one: one.find(f"{A}buClr/*"))
        size = self._of(level, lambda one: one.find(f"{A}buSzPct"))
        tag = found.tag.removeprefix(A) if found is not None else "buNone"
        picture = tag == "buBlip"  # a picture, which text boxes don't take along
        return LevelMark(
            char="•" if picture else str(found.get("char") or "") if found is not None else "",
            numbers=str(found.get("type") or "") if found is not None and tag == "buAutoNum" else "",
            face=str(face.get("typeface") or "") if face is not None and not picture else "",
            color=(palette.color(color) or "") if palette is not None and color is not None else "",
            size=share_of(str(size.get("val"))) if size is not None else 1.0,
            hanging=-int(self._of(level, _attribute("indent")) or 0) / EMU_PER_PT,
        )

    def inset(self) -> tuple[int, int, int, int]:
        """(left, top, right, bottom) of the box, in EMU."""
        left, top, right, bottom = (int(self._body(name) or default) for name, default in _INSETS.items())
        return left, top, right, bottom

    def color(self, palette: ColorSlots) -> str | None:
        """The colour of the first level's text."""
        fill = self._of(0, lambda level: level.find(f"{A}defRPr/{A}solidFill/*"))
        return palette.color(fill) if fill is not None else None

    def _of(self, level: int, read: Callable[[Any], T | None]) -> T | None:
        for styles in self.lists:
            found = styles.find(f"{A}lvl{level + 1}pPr")
            value = read(found) if found is not None else None
            if value is not None:
                return value
        return None

    def _body(self, name: str) -> str | None:
        for element in self.shapes:
            properties = element.find(f"{P}txBody/{A}bodyPr")
            if properties is not None and properties.get(name) is not None:
                return str(properties.get(name))
        return None

    def _size(self, level: int) -> float:
        size = self._of(level, _attribute("sz", text=True))
        return int(size) / 100 if size else _PLAIN

    def _leading(self, size: float) -> float:
        given = self._of(0, lambda level: level.find(f"{A}lnSpc/*"))
        if given is None:
            return SINGLE
        value = str(given.get("val"))
        return int(value) / 100 / size if given.tag == f"{A}spcPts" else share_of(value) * SINGLE

    def _space(self, name: str, size: float) -> float:
        given = self._of(0, lambda level: level.find(f"{A}{name}/*"))
        if given is None:
            return 0.0
        value = str(given.get("val"))
        return int(value) / 100 if given.tag == f"{A}spcPts" else share_of(value) * SINGLE * size


def _attribute(name: str, *, text: bool = False) -> Callable[[Any], str | None]:
    """Reads an attribute of a level's paragraphs, or of its `text`."""

    def read(level: Any) -> str | None:
        element = level.find(f"{A}defRPr") if text else level
        value = element.get(name) if element is not None else None
        return None if value is None else str(value)

    return read


def _of_master(layout: SlideLayout, kind: PP_PLACEHOLDER) -> Any:
    """The master's placeholder that one of a layout inherits from."""
    wanted = _TITLES if kind in _TITLES else {kind} if kind in _FURNITURE else {PP_PLACEHOLDER.BODY}
    return next((shape for shape in _shapes(layout) if shape.placeholder_format.type in wanted), None)


def _shapes(layout: SlideLayout) -> Iterator[Any]:
    yield from list[Any](layout.slide_master.placeholders)  # typed as not iterable in python-pptx's stubs


def _first_mark(level: Any) -> Any:
    """The mark that a level's paragraphs name, `a:buNone` included; None for none."""
    found = (level.find(f"{A}{name}") for name in _MARKS)
    return next((one for one in found if one is not None), None)
