"""Parts of a slide with their places → the layout that carries them, or several slides where one can't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ria_deck.importing.talk import PartKind, SlidePart
from ria_deck.model.theme import BlockKind, Layout, LayoutKind
from ria_deck.resolve.placing import Misfit, Wish, place

_SHORT = 220  # characters of a text over a figure
_BAND = 0.04  # of the slide's height: tops so near to each other are one line
_KINDS = {kind: BlockKind(kind.value) for kind in PartKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangedSlide:
    """A layout with the parts in the order in which they are written, or in columns."""

    layout: str = ""
    parts: tuple[SlidePart, ...] = ()
    columns: tuple[tuple[SlidePart, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckLayout:
    """A deck's layout: its name, its type in OOXML, and the slide's size and number."""

    name: str
    type: str
    size: tuple[int, int]
    first: bool
    own: bool


def arranged(parts: Sequence[SlidePart], deck: DeckLayout, layouts: Mapping[str, Layout]) -> list[ArrangedSlide]:
    """The slide, or several where its figures are more than a layout has places for."""
    ordered = in_reading_order(parts, deck.size)
    texts = [part for part in ordered if part.kind is PartKind.PROSE]
    figures = [part for part in ordered if part.kind is not PartKind.PROSE]
    for found in (*_own(ordered, deck, layouts), *_special(ordered, figures, deck), *_general(texts, figures, deck)):
        if _fits(found, layouts):
            return [found]
    return _several(texts, figures)


def in_reading_order(parts: Sequence[SlidePart], size: tuple[int, int]) -> list[SlidePart]:
    """Parts from top to bottom, those of one line from left to right; parts without a place stay behind the others."""
    band = max(round(size[1] * _BAND), 1)
    placed = sorted((part for part in parts if part.frame), key=lambda part: part.frame.y if part.frame else 0)
    lines: list[list[SlidePart]] = []
    for part in placed:
        top = lines[-1][0].frame if lines else None
        if top is not None and part.frame is not None and part.frame.y - top.y <= band:
            lines[-1].append(part)
        else:
            lines.append([part])
    for line in lines:
        line.sort(key=lambda part: part.frame.x if part.frame else 0)
    return [part for line in lines for part in line] + [part for part in parts if not part.frame]


def _own(ordered: Sequence[SlidePart], deck: DeckLayout, layouts: Mapping[str, Layout]) -> list[ArrangedSlide]:
    """The layout of a deck that this program built, by its name in PowerPoint."""
    if not deck.own:
        return []
    names = [name.removesuffix("-lead") for name, layout in layouts.items() if layout.title == deck.name]
    figures = any(part.kind is not PartKind.PROSE for part in ordered)
    found = []
    for name in names:
        layout = layouts[name]
        if not figures and any(BlockKind.PROSE not in slot.accepts for slot in layout.bodies):
            continue
        if layout.kind in (LayoutKind.SIDE_BY_SIDE, LayoutKind.COMPARISON):
            columns = _columns(ordered)
            found += [ArrangedSlide(layout=name, columns=columns)] * (len(columns) > 1)
        else:
            found.append(ArrangedSlide(layout=name, parts=tuple(ordered)))
            by_kind = sorted(ordered, key=lambda part: part.kind is not PartKind.PROSE)
            found.append(ArrangedSlide(layout=name, parts=tuple(by_kind)))
    return found


def _special(ordered: Sequence[SlidePart], figures: Sequence[SlidePart], deck: DeckLayout) -> list[ArrangedSlide]:
    """Title and section slides, where they hold nothing but texts."""
    if figures:
        return []
    if deck.type == "title":
        return [ArrangedSlide(layout="title" if deck.first else "section", parts=tuple(ordered))]
    if deck.type == "secHead":
        return [ArrangedSlide(layout="section", parts=tuple(ordered))]
    return []


def _general(texts: Sequence[SlidePart], figures: Sequence[SlidePart], deck: DeckLayout) -> list[ArrangedSlide]:
    everything = [*texts, *figures]
    columns = _columns(everything)
    if not figures:
        plain = ArrangedSlide(layout="bullets", parts=tuple(texts))
        if deck.type == "twoTxTwoObj" and len(columns) == 2 and all(len(column) == 2 for column in columns):
            return [ArrangedSlide(layout="comparison", columns=columns), plain]
        if 2 <= len(columns) <= 3 and all(len(column) == 1 for column in columns):
            return [ArrangedSlide(layout=_COLUMNS[len(columns)], columns=columns), plain]
        return [plain]
    if len(figures) == 1:
        return _with_one(texts, figures[0], columns)
    sides = _sides(texts, figures)
    return [ArrangedSlide(layout=_COLUMNS[len(sides)], columns=sides)] if len(sides) in _COLUMNS else []


_COLUMNS = {2: "two-columns", 3: "three-columns"}


def _with_one(
    texts: Sequence[SlidePart], figure: SlidePart, columns: tuple[tuple[SlidePart, ...], ...]
) -> list[ArrangedSlide]:
    name = figure.kind.value
    if not texts or figure.kind is PartKind.KPI:
        return [ArrangedSlide(layout=name, parts=(*texts, figure))]
    side = name if name in ("table", "picture") else "chart"
    found = [
        ArrangedSlide(layout=f"{side}-right", parts=(*texts, figure)),
        ArrangedSlide(layout="two-columns", columns=(tuple(texts), (figure,))),
    ]
    if not figure.frame or not all(part.frame for part in texts):
        return found
    if _stand_above_or_below(texts, figure):
        above = [part for part in texts if part.frame and part.frame.bottom <= figure.frame.centre[1]]
        below = [part for part in texts if part not in above]
        return [ArrangedSlide(layout=name, parts=(*above, figure, *below)), *found]
    if len(columns) == 2 and columns[0] == (figure,):
        return [ArrangedSlide(layout="two-columns", columns=columns), *found]
    return found


def _stand_above_or_below(texts: Sequence[SlidePart], figure: SlidePart) -> bool:
    """Whether short texts, none of them a list, stand over or under a figure."""
    short = sum(len(part.markdown) for part in texts) <= _SHORT
    return short and all(_overlap(part, figure) > 0.5 and not _is_list(part) for part in texts)


def _sides(texts: Sequence[SlidePart], figures: Sequence[SlidePart]) -> tuple[tuple[SlidePart, ...], ...]:
    """Figures as columns from left to right, all texts as a column of their own where most of them are."""
    sides: list[tuple[SlidePart, ...]] = [(figure,) for figure in figures]
    if texts:
        sides.append(tuple(texts))
    return tuple(sorted(sides, key=lambda side: side[0].frame.centre[0] if side[0].frame else 0.0))


def _columns(parts: Sequence[SlidePart]) -> tuple[tuple[SlidePart, ...], ...]:
    """Parts that are side by side as columns: one or several, from left to right, with nothing across."""
    placed = sorted((part for part in parts if part.frame), key=lambda part: part.frame.x if part.frame else 0)
    if len(placed) != len(parts) or not placed:
        return ()
    columns: list[list[SlidePart]] = []
    right = 0
    for part in placed:
        assert part.frame is not None
        slack = part.frame.width // 10
        if columns and part.frame.x + slack < right:
            columns[-1].append(part)
            right = max(right, part.frame.right)
        else:
            columns.append([part])
            right = part.frame.right
    for column in columns:
        column.sort(key=lambda part: part.frame.y if part.frame else 0)
    beside = len(columns) > 1 and all(_beside(columns[0][0], column[0]) for column in columns[1:])
    return tuple(tuple(column) for column in columns) if beside else (tuple(parts),)


def _beside(first: SlidePart, second: SlidePart) -> bool:
    a, b = first.frame, second.frame
    return a is not None and b is not None and a.y < b.bottom and b.y < a.bottom


def _overlap(text: SlidePart, figure: SlidePart) -> float:
    """How much of a text's width is over or under a figure, as a share of the narrower one."""
    a, b = text.frame, figure.frame
    if a is None or b is None or not min(a.width, b.width):
        return 0.0
    return max(min(a.right, b.right) - max(a.x, b.x), 0) / min(a.width, b.width)


def _is_list(part: SlidePart) -> bool:
    return part.markdown.startswith(("- ", "1. ")) or "\n- " in part.markdown


def _fits(slide: ArrangedSlide, layouts: Mapping[str, Layout]) -> bool:
    layout = layouts.get(slide.layout)
    if layout is None:
        return False
    if not layout.bodies:
        return all(part.kind is PartKind.PROSE for part in slide.parts)
    wishes = [Wish(kind=_KINDS[part.kind]) for part in slide.parts]
    for index, column in enumerate(slide.columns):
        wishes += [Wish(kind=_KINDS[part.kind], column=index) for part in column]
    companion = layouts.get(layout.lead)
    return any(not isinstance(place(wishes, one), Misfit) for one in (layout, companion) if one is not None)


def _several(texts: Sequence[SlidePart], figures: Sequence[SlidePart]) -> list[ArrangedSlide]:
    """Texts with the first figure, then the other figures by twos."""
    found: list[ArrangedSlide] = []
    rest = list(figures)
    if texts:
        first = rest.pop(0)
        found.append(_with_one(texts, first, ())[0])
    while rest:
        pair, rest = rest[:2], rest[2:]
        if len(pair) == 1:
            found.append(ArrangedSlide(layout=pair[0].kind.value, parts=(pair[0],)))
        else:
            found.append(ArrangedSlide(layout="two-columns", columns=((pair[0],), (pair[1],))))
    return found
