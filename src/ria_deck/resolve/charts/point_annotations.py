"""The words that stand at points of a chart in; their places, the most constrained first, each free and near, out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ria_deck.model.chart import Annotation, AnnotationKind, PlacedAnnotation, PlacedText, Rect
from ria_deck.model.chart_frame import Frame
from ria_deck.model.look import LOOK
from ria_deck.resolve.charts.annotation_layout import rule_at
from ria_deck.resolve.charts.annotations import datum_of
from ria_deck.resolve.labels.occupancy import Ground, Setter, ink
from ria_deck.resolve.labels.segments import crosses

_WIDE = (0.34, 0.24, 0.17)  # shares of the figure's width that words may take, tried in this order
_REACHES = (0.0, 0.9, 1.8, 2.7, 3.7, 4.8, 6.0, 7.4, 9.0)  # of the size: distances tried between words and their point
_SIDES = (
    (0, -1),
    (-1, -1),
    (1, -1),
    (0, 1),
    (1, 0),
    (-1, 0),
    (1, 1),
    (-1, 1),
    (-1, -0.5),
    (1, -0.5),
    (-0.5, -1),
    (0.5, -1),
)
_STEP = 2.2  # price of standing one reach farther from the point
_CROSSED = 12.0  # and of a leader across or along a line
_TRIES = tuple(
    (step, rank, slide)
    for step in range(len(_REACHES))
    for rank, (right, _) in enumerate(_SIDES)
    for slide in ((0.0,) if right else (0.0, -0.3, 0.3, -0.45, 0.45))
)
"""The reach, the side and, above and below, the shift of its width that words are tried with, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    text: PlacedText
    cost: float
    leader: tuple[float, float, float, float] | None

    def price(self, ground: Ground) -> float:
        """The cost, higher where the line that leads to the words crosses another one."""
        if self.leader is None:
            return self.cost
        x1, y1, x2, y2 = self.leader
        steps = [0.25 + 0.075 * step for step in range(11)]  # not the start: lines may end at the point itself
        beads = [Rect(x=x1 + (x2 - x1) * t - 1.3, y=y1 + (y2 - y1) * t - 1.3, width=2.6, height=2.6) for t in steps]
        touched = sum(1 for stroke in ground.strokes if any(crosses(stroke, bead) for bead in beads))
        return self.cost + _CROSSED * touched

    def free(self, ground: Ground) -> bool:
        """Whether the words, and the line that leads to them, touch nothing."""
        if not ground.free(ink(self.text), air=1.2):
            return False
        leader = self.leader
        return leader is None or not any(crosses(leader, box) for box in ground.words)


def points_of(ground: Ground, frame: Frame, setter: Setter) -> tuple[dict[int, PlacedAnnotation], list[str]]:
    """The words at points by annotation, the most constrained first, and those without room. Words at a datum that has no
    other label know which it is: a native chart has one label a point."""
    notes = {n: note for n, note in enumerate(frame.chart.annotations) if note.kind is AnnotationKind.POINT}
    spots = {n: _spot(note, frame) for n, note in notes.items()}
    radius = LOOK.marker * setter.size
    ground.boxes += [Rect(x=x - radius, y=y - radius, width=2 * radius, height=2 * radius) for x, y in spots.values()]
    options = {n: _free(_around(note.text, spots[n], setter, ground), ground) for n, note in notes.items()}
    found: dict[int, PlacedAnnotation] = {}
    crowded: list[str] = []
    for number in sorted(notes, key=lambda n: (sum(c.leader is None for c in options[n]), n)):
        free = _free(options[number], ground)
        if not free:
            crowded.append(notes[number].text)
            continue
        best = min(free, key=lambda choice: choice.price(ground) + _taken(choice, number, options, found))
        text, datum = ground.take(best.text), datum_of(notes[number], frame.chart)
        found[number] = PlacedAnnotation(
            text=text, rule=best.leader, dashed=False, kind=AnnotationKind.POINT, datum=datum
        )
        if best.leader is not None:
            ground.strokes.append(best.leader)
    return found, crowded


def _free(choices: Iterable[_Choice], ground: Ground) -> list[_Choice]:
    return [choice for choice in choices if choice.free(ground)]


def _taken(choice: _Choice, number: int, options: dict[int, list[_Choice]], done: dict[int, PlacedAnnotation]) -> float:
    """A price for the good places of words still to come that this place would take away."""
    box = ink(choice.text)
    price = 0.0
    for other, rivals in options.items():
        if other != number and other not in done:
            price += sum(1.5 for rival in rivals[:4] if ink(rival.text).meets(box))
    return price


def _spot(note: Annotation, frame: Frame) -> tuple[float, float]:
    along = frame.along(note.value or 0.0, frame.chart.axes[note.axis])
    return (along, frame.middle(note.category + note.offset)) if frame.horizontal else (rule_at(note, frame), along)


def _around(words: str, spot: tuple[float, float], setter: Setter, ground: Ground) -> Iterator[_Choice]:
    """Places around a point: near ones first, above before below, whole lines before broken ones."""
    for form, text in enumerate(_forms(words, setter, ground.width)):
        size = setter.width(text), setter.height(text)
        for step, rank, slide in _TRIES:
            away = (LOOK.marker + 0.35 + _REACHES[step]) * setter.size
            x, y, align = _beside_point(spot, away, _SIDES[rank], size)
            text_box = setter.put(text, x + slide * size[0], y, "ink", align=align)
            leader = _leader(spot, text_box, setter) if step > 0 else None
            cost = 0.4 * rank + _STEP * step + 2.5 * form + 1.5 * abs(slide)
            yield _Choice(text=text_box, cost=cost, leader=leader)


def _forms(words: str, setter: Setter, room: float) -> list[str]:
    """The words on one line and broken to several widths; the one line last where it is a long one."""
    broken = (setter.wrapped(words, room * share, most=4) for share in _WIDE)
    forms = list(dict.fromkeys((words, *filter(None, broken))))
    long = setter.width(words) > room * _WIDE[0] and len(forms) > 1
    return [*forms[1:], words] if long else forms


def _beside_point(
    spot: tuple[float, float], away: float, side: tuple[float, float], size: tuple[float, float]
) -> tuple[float, float, str]:
    """Where words stand so far to a side of a point: their place, their top and how they are aligned there."""
    right, down = side
    diagonal = 0.75 if abs(right * down) == 1 else 0.9 if right and down else 1.0
    x, y = spot[0] + right * away * diagonal, spot[1] + down * away * diagonal
    align = "center" if abs(right) < 1 else "start" if right > 0 else "end"
    return x, y - size[1] / 2 if abs(down) < 1 else y if down > 0 else y - size[1], align


def _leader(spot: tuple[float, float], text: PlacedText, setter: Setter) -> tuple[float, float, float, float]:
    """A line from the point's dot to the nearest place of the words' edge."""
    box = ink(text)
    x = min(max(spot[0], box.x), box.right)
    y = min(max(spot[1], box.y), box.bottom)
    length = math.hypot(x - spot[0], y - spot[1]) or 1.0
    start, end = (LOOK.marker + 0.12) * setter.size / length, 1 - 1.5 / length
    dx, dy = x - spot[0], y - spot[1]
    return spot[0] + dx * start, spot[1] + dy * start, spot[0] + dx * end, spot[1] + dy * end
