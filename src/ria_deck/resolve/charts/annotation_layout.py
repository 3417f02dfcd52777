"""Place annotations in a plot where they cover nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ria_deck.model.chart import Annotation, AnnotationKind, Chart, Mark, PlacedAnnotation, PlacedText
from ria_deck.model.chart_frame import Frame
from ria_deck.resolve.labels.occupancy import Ground, Setter, grown, ink
from ria_deck.resolve.labels.segments import crosses

TRIES = 2_000  # steps of the search for places that leave out the fewest rules of a chart
MOST_TRIED = 40  # rules that are searched for together


def rule_at(annotation: Annotation, frame: Frame) -> float:
    """Where a rule stands, from the left."""
    if annotation.x is not None and frame.chart.x_axis is not None:
        return frame.across(annotation.x, frame.chart.x_axis)
    return frame.middle(annotation.category + annotation.offset)


def rules_of(
    ground: Ground, frame: Frame, setter: Setter, top: float, lines: int
) -> tuple[dict[int, PlacedAnnotation], list[str]]:
    """The rules of a standing chart by annotation, their words in the rows from `top` on, and the words without room.

    Words stand beside their line, in the lowest row that is free; a line goes up to the top of its words, so that the
    the words of a neighbour may go above it. As few as possible are left out.
    """
    rules = [(n, note) for n, note in enumerate(frame.chart.annotations) if note.kind is AnnotationKind.RULE]
    options = {
        number: list(_beside(note.text, rule_at(note, frame), (top, lines), setter, frame)) for number, note in rules
    }
    free = {
        n: [one for one in given if ground.free(ink(one.text), air=0.2 * setter.size)] for n, given in options.items()
    }
    found = _fewest_left_out(free)
    for placed in found.values():
        ground.take(placed.text)
        if placed.rule is not None:
            ground.strokes.append(placed.rule)
    return found, [note.text for number, note in rules if number not in found]


class _OutOfTriesError(Exception):
    """There are too many ways to go through."""


def _fewest_left_out(options: dict[int, list[PlacedAnnotation]]) -> dict[int, PlacedAnnotation]:
    """Places that leave out the fewest rules. Where there are more ways than `TRIES`, each rule takes its first free
    place in its turn, which may leave out some more."""
    tries = iter(range(TRIES))
    try:
        for left_out in range(len(options) + 1) if len(options) <= MOST_TRIED else ():
            chosen = _chosen(list(options), options, {}, left_out, tries)
            if chosen is not None:
                return chosen
    except _OutOfTriesError:
        pass  # each in its turn, below
    found: dict[int, PlacedAnnotation] = {}
    for number, places in options.items():
        free = (place for place in places if all(_apart(place, placed) for placed in found.values()))
        place = next(free, None)
        if place is not None:
            found[number] = place
    return found


def _chosen(
    waiting: Sequence[int],
    options: dict[int, list[PlacedAnnotation]],
    done: dict[int, PlacedAnnotation],
    left_out: int,
    tries: Iterator[int],
) -> dict[int, PlacedAnnotation] | None:
    """A place for every waiting rule but `left_out` of them, clear of each other; the first such choice."""
    if not waiting:
        return done
    number, *others = waiting
    for option in options[number]:
        if next(tries, None) is None:
            raise _OutOfTriesError
        if all(_apart(option, placed) for placed in done.values()):
            found = _chosen(others, options, {**done, number: option}, left_out, tries)
            if found is not None:
                return found
    return _chosen(others, options, done, left_out - 1, tries) if left_out else None


def _apart(first: PlacedAnnotation, second: PlacedAnnotation) -> bool:
    """Whether neither's words touch the other's words or line."""
    boxes = (grown(ink(first.text), 0.6), grown(ink(second.text), 0.6))
    if boxes[0].meets(boxes[1]):
        return False
    return not any(
        rule is not None and crosses(rule, box) for rule, box in ((first.rule, boxes[1]), (second.rule, boxes[0]))
    )


def _beside(words: str, x: float, rows: tuple[float, int], setter: Setter, frame: Frame) -> Iterator[PlacedAnnotation]:
    """Words to the right of a rule or to its left, in the lowest rows first, whole before broken."""
    top, lines = rows
    away = 0.45 * setter.size
    sides = (("start", x + away, frame.layout.width - x - away), ("end", x - away, x - away))
    tries = [(most, row) for most in range(1, lines + 1) for row in range(most - 1, lines)]
    for most, row in tries:
        y = top + (lines - 1 - row) * setter.line
        for align, edge, room in sides:
            text = setter.wrapped(words, room, most=most)
            if text is not None and text.count("\n") + 1 == most:
                placed = setter.put(text, edge, y, "ink", align=align)
                yield PlacedAnnotation(text=placed, rule=(x, y + 0.12 * setter.size, x, frame.layout.plot.bottom))


def gaps_of(ground: Ground, frame: Frame, setter: Setter) -> tuple[dict[int, PlacedAnnotation], list[str]]:
    """Words in the places of missing values: one for gaps side by side, in lines, upright where a word is wider than the
    place. A line ends at the middles of the categories beside its gap, so there is half a place more on either side."""
    more = 0 if any(plot.mark is Mark.BAR for plot in frame.chart.plots) else 1
    notes = [(n, note) for n, note in enumerate(frame.chart.annotations) if note.kind is AnnotationKind.GAP]
    found: dict[int, PlacedAnnotation] = {}
    crowded: list[str] = []
    for run in _runs(notes):
        first, note = run[0]
        middle = sum(frame.middle(one.category) for _, one in run) / len(run)
        room = frame.band * (len(run) + more)
        for text in _in_gap(note.text, middle, room, frame, setter):
            if ground.free(ink(text), air=0.5):
                found[first] = PlacedAnnotation(text=ground.take(text), kind=AnnotationKind.GAP)
                break
        else:
            crowded.append(note.text)
    return found, crowded


def _runs(notes: Sequence[tuple[int, Annotation]]) -> Iterator[list[tuple[int, Annotation]]]:
    run: list[tuple[int, Annotation]] = []
    for number, note in sorted(notes, key=lambda pair: pair[1].category):
        if run and (note.category != run[-1][1].category + 1 or note.text != run[0][1].text):
            yield run
            run = []
        run.append((number, note))
    if run:
        yield run


def _in_gap(words: str, middle: float, room: float, frame: Frame, setter: Setter) -> Iterator[PlacedText]:
    plot, size = frame.layout.plot, setter.size
    if frame.horizontal:
        if setter.line <= room:
            yield setter.middle(words, plot.x + 0.4 * size, middle, "grey")
        return
    lying = setter.wrapped(words, room - 0.5 * size, most=3)
    if lying is not None:
        top = plot.bottom - max(setter.height(lying), setter.line) - 0.3 * size
        yield setter.put(lying, middle, top, "grey", align="center")
    for most in (1, 2):
        text = setter.wrapped(words, plot.height - size, most=most)
        if text is not None and setter.height(text) <= room:
            width, height = setter.width(text), setter.height(text)
            y = plot.bottom - 0.5 * size - width / 2 - height / 2
            yield setter.put(text, middle, y, "grey", align="start" if most > 1 else "center", rotation=90.0)


def is_lying(chart: Chart) -> bool:
    """Whether the categories stand one below the other."""
    return any(plot.horizontal for plot in chart.plots)
