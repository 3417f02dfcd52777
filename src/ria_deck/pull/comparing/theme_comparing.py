"""What was changed for the whole deck: colours and faces of its theme, places on its layouts, as keys of theme.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ria_deck.diagnostics import Span
from ria_deck.model.deck import Deck
from ria_deck.model.theme import EMU_PER_INCH, Layout, Slot
from ria_deck.ooxml.presentation import Presentation
from ria_deck.ooxml.spans import Element
from ria_deck.pull.differences import Findings, LineEdit, Spot
from ria_deck.pull.patches import Patches
from ria_deck.pull.sources import Sources
from ria_deck.pull.yaml_keys import key_splice

_FILE = "templates/theme.yaml"
_NEAR = 0.01  # inches
_BOX = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ThemeComparing:
    """Compares the theme and the layouts of a deck with those that the sources give."""

    sources: Sources
    findings: Findings

    def compare(self, now: Presentation, edited: Presentation) -> None:
        """What differs is a key of theme.yaml where that can say it, else listed."""
        self._colors(_scheme(now), _scheme(edited))
        self._faces(_faces(now), _faces(edited))
        self._layouts(_layouts(now), _layouts(edited))

    def _colors(self, now: dict[str, str], edited: dict[str, str]) -> None:
        for slot, old in now.items():
            new = edited.get(slot, old)
            if new == old:
                continue
            theme = self.sources.deck.theme
            name = next((one for one, color in theme.colors.items() if color == old and _of_palette(one)), "")
            words = f"the theme's colour {slot} was changed in the deck"
            self._keyed(
                words,
                ("color", "palette", name) if name else (),
                f'"#{new}"',
                f"#{old}",
                f"#{new}",
                _colored(slot, new),
            )

    def _faces(self, now: dict[str, str], edited: dict[str, str]) -> None:
        for which, key in (("majorFont", "headings"), ("minorFont", "base")):
            old, new = now.get(which, ""), edited.get(which, "")
            if old and new and old != new:
                words = (
                    f"the theme's face of {'headings' if key == 'headings' else 'running text'} was changed in the deck"
                )
                self._keyed(words, ("typography", key, "family"), new, old, new, _faced(which, new))

    def _layouts(self, now: dict[str, dict[str, _BOX]], edited: dict[str, dict[str, _BOX]]) -> None:
        for title, places in edited.items():
            for place, new in places.items():
                found = self._slot(title, place)
                old = now.get(title, {}).get(place) or (_sides(found[1]) if found is not None else new)
                if all(abs(one - two) <= _NEAR for one, two in zip(old, new, strict=True)):
                    continue
                self._moved(title, found, old, new)

    def _moved(self, title: str, found: tuple[Layout, Slot] | None, old: _BOX, new: _BOX) -> None:
        words = f"a place of the layout “{title}” was moved or made another size"
        path = ("ria", "layouts", found[0].name, "slots", found[1].name, "box") if found is not None else ()
        check = _placed(found[0].name, found[1].name, new) if found is not None else None
        self._keyed(words, path, _inches(new), _inches(old), _inches(new), check)

    def _slot(self, title: str, place: str) -> tuple[Layout, Slot] | None:
        for layout in self.sources.deck.theme.layouts.values():
            if title in (layout.title, layout.name):
                return next(((layout, slot) for slot in layout.slots if str(slot.idx) == place), None)
        return None

    def _keyed(
        self,
        message: str,
        path: Sequence[str],
        value: str,
        old: str,
        new: str,
        check: Callable[[Deck], bool] | None,
    ) -> None:
        source = Patches(self.sources.root).source(_FILE)
        spot = Spot(slide="", number=0, where="theme")
        own = bool(self.sources.deck.theme.template)
        splice = key_splice(source.text, path, value) if source is not None and path and not own else None
        if splice is None or source is None:
            hint = (
                f"the deck’s template has it: {self.sources.deck.theme.template}" if own else f"write it into {_FILE}"
            )
            if path and not own:
                hint += f": {': {'.join(path)}: {value}{'}' * (len(path) - 1)}"
            self.findings.listed("RD858", spot, message, old=old, new=new, hint=hint)
            return
        line = source.text.count("\n", 0, splice.start) + 1
        self.findings.lines.append(
            LineEdit(
                path=_FILE,
                splices=(splice,),
                words=new,
                gone=False,
                spot=spot,
                message=message,
                span=Span(path=_FILE, line=line, column=1),
                check=check,
            )
        )


def _of_palette(name: str) -> bool:
    return name not in ("accent", "foreground", "background", "primary", "secondary") and "series-" not in name


def _colored(slot: str, color: str) -> Callable[[Deck], bool]:
    return lambda deck: deck.theme.scheme.get(slot, "").upper() == color


def _faced(which: str, face: str) -> Callable[[Deck], bool]:
    return lambda deck: (deck.theme.heading if which == "majorFont" else deck.theme.body).latin == face


def _placed(layout: str, slot: str, box: _BOX) -> Callable[[Deck], bool]:
    def check(deck: Deck) -> bool:
        sides = _sides(next(one for one in deck.theme.layouts[layout].slots if one.name == slot))
        return all(abs(one - two) <= _NEAR for one, two in zip(sides, box, strict=True))

    return check


def _sides(slot: Slot) -> _BOX:
    box = slot.box
    return (box.x / EMU_PER_INCH, box.y / EMU_PER_INCH, box.width / EMU_PER_INCH, box.height / EMU_PER_INCH)


def _inches(box: _BOX) -> str:
    return f"[{', '.join(f'{side:.3f}'.rstrip('0').rstrip('.') for side in box)}]"


def _theme(presentation: Presentation) -> Element | None:
    package = presentation.package
    masters = package.related(package.main, "slideMaster")
    themes = package.related(masters[0], "theme") if masters else []
    return package.tree(themes[0]) if themes else None


def _scheme(presentation: Presentation) -> dict[str, str]:
    theme = _theme(presentation)
    colors = next(theme.iter("clrScheme"), None) if theme is not None else None
    found: dict[str, str] = {}
    for one in colors.children if colors is not None else ():
        for color in one.children:
            found[one.name] = (color.get("lastClr") or color.get("val")).upper()
    return found


def _faces(presentation: Presentation) -> dict[str, str]:
    theme = _theme(presentation)
    fonts = next(theme.iter("fontScheme"), None) if theme is not None else None
    found: dict[str, str] = {}
    for one in fonts.children if fonts is not None else ():
        latin = one.child("latin")
        if latin is not None:
            found[one.name] = latin.get("typeface")
    return found


def _layouts(presentation: Presentation) -> dict[str, dict[str, _BOX]]:
    """Of each layout that has a name of its own the boxes of its places in inches, by their `idx`."""
    package = presentation.package
    found: dict[str, dict[str, _BOX]] = {}
    twice: set[str] = set()
    for master in package.related(package.main, "slideMaster"):
        for part in package.related(master, "slideLayout"):
            root = package.tree(part)
            common = root.child("cSld")
            name = common.get("name") if common is not None else part
            twice |= {name} & set(found)
            found[name] = dict(_boxes(root))
    return {name: places for name, places in found.items() if name not in twice}


def _boxes(root: Element) -> Iterator[tuple[str, _BOX]]:
    for shape in root.iter("sp"):
        place, frame = shape.child("nvSpPr", "nvPr", "ph"), shape.child("spPr", "xfrm")
        offset, size = (frame.child("off"), frame.child("ext")) if frame is not None else (None, None)
        if place is not None and offset is not None and size is not None:
            sides = (offset.get("x"), offset.get("y"), size.get("cx"), size.get("cy"))
            x, y, width, height = (int(side or "0") / EMU_PER_INCH for side in sides)
            yield place.get("idx", "0"), (x, y, width, height)
