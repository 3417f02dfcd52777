"""The categories of a chart in order, with their words, missing ones filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ria_deck.content.specs.slides import ChannelSpec, ChartSpec
from ria_deck.i18n.data_messages import column_message
from ria_deck.model.chart import CategoryAxis, Mark
from ria_deck.model.value import Value
from ria_deck.resolve.charts.layer_data import LayerData, Resolving
from ria_deck.resolve.charts.left_out import in_order, tell_left_out
from ria_deck.resolve.charts.number_formats import category_name, is_month, moment_names, same_day
from ria_deck.resolve.charts.time_row import labelled, period_names, time_row
from ria_deck.resolve.expressions.predicates import same
from ria_deck.resolve.transforms.time_forms import merged_order, moments_of, spacing_of

MOST_BARS = 400
MOST_FILLED = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Categories:
    """The categories of a chart in order; `raws` are their cells. Where `joined`, lines run on over the categories that
    a series has no row for."""

    raws: tuple[Any, ...]
    axis: CategoryAxis
    joined: bool = False

    def index(self, raw: Any) -> int | None:
        """The place of a category that an author names, None when there is none."""
        return next((index for index, other in enumerate(self.raws) if same(other, raw)), None)


def categories_of(spec: ChartSpec, layers: Sequence[LayerData], resolving: Resolving) -> Categories | None:
    """The categories of all layers; faults are told and give None."""
    first = layers[0]
    raws = merged_order([row for layer in layers for row in _rows(layer)])
    kinds = {_family(raw) for raw in [*raws, *_as_cells(spec.every, raws)]}
    if len(kinds) > 1:
        resolving.report.error(
            "RD605",
            f"`{first.category.field}` mixes {' and '.join(sorted(kinds))}",
            first.category.span,
            hint="all categories of a chart must be of one type, in every layer",
        )
        return None
    slots = _slots(spec, layers, raws, resolving)
    if slots is None:
        return None
    if first.kind != "quantitative":
        tell_left_out(first.category, raws, resolving)
    ranks = _ranks(slots.raws, layers)
    ordered = _sorted(list(slots.raws), layers, ranks, resolving)
    if not _fits(ordered, layers, resolving) or not _readable_lines(ordered, layers, ranks, resolving):
        return None
    names: Mapping[Any, str] = {raw: name for layer in layers for raw, name in layer.names.items()}
    days = same_day(ordered)
    labels = (
        moment_names(ordered, first.category, resolving.formatter)
        or (() if first.category.format else period_names(ordered, resolving.formatter))
        or tuple(names.get(raw) or _name(raw, first.category, resolving) for raw in ordered)
    )
    marks = {layer.layer.mark for layer in layers}
    edge = marks <= {Mark.LINE, Mark.AREA} and (Mark.AREA in marks or len(ordered) > 8)
    row = time_row(ordered)
    bars = Mark.BAR in marks
    given = first.category.title
    return Categories(
        raws=tuple(ordered),
        joined=slots.joined,
        axis=CategoryAxis(
            labels=labels,
            title=_title(first, days, resolving),
            title_shown=given is not None and bool(given.text),
            between=not edge,
            thin=ranks is not None and len(ordered) > 2 and not first.horizontal,
            absent=frozenset(index for index, raw in enumerate(ordered) if raw in slots.absent),
            time=labelled(row, labels, resolving.formatter, bars=bars) if row else None,
        ),
    )


def _rows(layer: LayerData) -> Iterator[list[Any]]:
    """The categories of each series of a layer, in the order of their rows."""
    rows: dict[Any, list[Any]] = {}
    for category, series in layer.cells:
        rows.setdefault(series, []).append(category)
    yield from rows.values()


def _family(raw: Any) -> str:
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        return "numbers"
    if isinstance(raw, dt.date):
        return "dates"
    return "months" if is_month(raw) else "texts"


def _name(raw: Any, channel: ChannelSpec, resolving: Resolving) -> str:
    return category_name(Value(raw=raw), channel, resolving.formatter, resolving.report)


@dataclass(frozen=True, slots=True)
class _Slots:
    """The categories that get a place. `absent` are those that no table has a row for; where `joined`, lines run on
    over them."""

    raws: tuple[Any, ...]
    absent: frozenset[Any] = frozenset()
    joined: bool = False


def _title(data: LayerData, day: dt.date | None, resolving: Resolving) -> str:
    """What the categories are: in the author's words, else the column's, with the one day that all times are of."""
    channel = data.category
    title = resolving.text(channel.title or column_message(data.table.name, data.table.field(channel.field))).text
    if channel.title is not None or day is None or channel.format:
        return title
    return f"{title}, {resolving.formatter.date(day, 'medium')}"


def _slots(spec: ChartSpec, layers: Sequence[LayerData], raws: list[Any], resolving: Resolving) -> _Slots | None:
    """The categories with places for those that have no row: all that `every` names, and on a time axis the holes in a
    steady row. Cells at uneven distances stand at their true distances under a line, side by side under bars."""
    if spec.every:
        more = _between(spec.every[0], spec.every[1]) if len(spec.every) == 2 else []
        return _Slots(tuple(dict.fromkeys([*_as_cells(spec.every, raws), *raws, *more])))
    first = layers[0]
    spacing = spacing_of(raws) if _is_time(first, raws) else None
    lines = any(layer.layer.mark in (Mark.LINE, Mark.AREA) for layer in layers)
    if spacing is None:
        return _Slots(tuple(raws))
    slots = spacing.slots
    if not spacing.steady and not lines and len(slots) > 2 * len(raws):
        return _Slots(tuple(raws))
    most = max(MOST_FILLED, 2 * len(raws))  # a long series may have holes
    by_place = {place: raw for raw, place in spacing.places.items()}
    found = [by_place[place] if place in by_place else spacing.at(place) for place in slots[: most + 1]]
    if len(found) > most:
        if not lines:
            return _Slots(tuple(raws))
        resolving.report.error(
            "RD615",
            f"`{first.category.field}` ranges from {min(raws)} to {max(raws)} with few values in between",
            first.category.span,
            hint="the axis would be almost empty: write `type: ordinal` to show only the existing values",
        )
        return None
    if None in found:
        return _Slots(tuple(raws))
    return _Slots(
        tuple(dict.fromkeys([*found, *raws])),
        absent=frozenset(found) - frozenset(raws),
        joined=spacing.workdays or not spacing.steady,
    )


def _is_time(layer: LayerData, raws: Sequence[Any]) -> bool:
    """Whether distances between categories mean something: time and numbers, unless the author calls them ordinal."""
    if layer.kind in ("temporal", "quantitative"):
        return True
    return not layer.category.type and moments_of(raws) is not None


def _ranks(raws: Sequence[Any], layers: Sequence[LayerData]) -> Mapping[Any, Any] | None:
    """What numbers and moments are sorted by; None for names, which keep the table's order."""
    if any(layer.category.type == "nominal" for layer in layers):
        return None
    if {_family(raw) for raw in raws} == {"numbers"}:
        return {raw: raw for raw in raws}
    return moments_of(raws)


def _readable_lines(
    raws: Sequence[Any], layers: Sequence[LayerData], ranks: Mapping[Any, Any] | None, resolving: Resolving
) -> bool:
    """Whether no line is drawn through time or numbers in another order than theirs."""
    if ranks is None or not any(layer.layer.mark in (Mark.LINE, Mark.AREA) for layer in layers):
        return True
    places = [ranks[raw] for raw in raws]
    if places in (sorted(places), sorted(places, reverse=True)):
        return True
    resolving.report.error(
        "RD615",
        f"a line through `{layers[0].category.field}` out of its order would mislead",
        layers[0].category.span,
        hint="leave `sort` out, or draw bars",
    )
    return False


def _as_cells(words: Iterable[Any], raws: Sequence[Any]) -> list[Any]:
    """The author's values as the cells have them where there is such a cell; `"2006"` among numbers is one too."""
    numbers = all(isinstance(raw, int) for raw in raws)
    return [
        next((raw for raw in raws if same(raw, word)), int(word) if numbers and str(word).isdigit() else word)
        for word in words
    ]


def _between(start: Any, end: Any) -> list[Any]:
    """All years or months from one to the other; nothing for other things."""
    if isinstance(start, int) and isinstance(end, int) and 0 < end - start <= 10 * MOST_FILLED:
        return list(range(start, end + 1))
    if is_month(start) and is_month(end):
        first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (start, end))
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
    return []


def _sorted(
    raws: list[Any], layers: Sequence[LayerData], ranks: Mapping[Any, Any] | None, resolving: Resolving
) -> list[Any]:
    """The author's order; without one, numbers and time go up and names keep the table's order."""
    first = layers[0]
    channel = first.category
    if channel.domain and first.kind != "quantitative":
        wanted = _as_cells(channel.domain, raws)
        return [raw for raw in dict.fromkeys(wanted) if raw in raws]
    if channel.sort_values:
        return in_order(channel, raws, resolving)
    if channel.sort_field:
        known = [raw for raw in raws if first.sort_by.get(raw) is not None]
        known.sort(key=first.sort_by.__getitem__, reverse=channel.sort == "descending")
        return list(dict.fromkeys([*known, *raws]))
    return _by_word(raws, first, channel.sort, ranks)


def _by_word(raws: list[Any], first: LayerData, sort: str, ranks: Mapping[Any, Any] | None) -> list[Any]:
    """In the order that a word gives: `-y` by the numbers, `descending` by the categories themselves."""
    down = sort == "descending" or sort.startswith("-")
    if sort.lstrip("-") == ("x" if first.horizontal else "y"):
        return _by_value(raws, first, descending=down)
    if sort or ranks is not None:
        return sorted(raws, key=(ranks or {raw: raw for raw in raws}).__getitem__, reverse=down)
    return raws


def _by_value(raws: list[Any], layer: LayerData, *, descending: bool) -> list[Any]:
    """By the sum over all series; categories without a value last."""
    totals: dict[Any, float] = {}
    for (category, _), value in layer.cells.items():
        if value.raw is not None:
            totals[category] = totals.get(category, 0.0) + float(value)
    known = sorted((raw for raw in raws if raw in totals), key=lambda raw: totals[raw], reverse=descending)
    return [*known, *(raw for raw in raws if raw not in totals)]


def _fits(raws: Sequence[Any], layers: Sequence[LayerData], resolving: Resolving) -> bool:
    series = sum(len(layer.series) for layer in layers if layer.layer.mark is Mark.BAR)
    if len(raws) * max(series, 1) <= MOST_BARS or not series:
        return True
    resolving.report.error(
        "RD607",
        f"too many bars for readers to tell apart: {len(raws) * series:,}; the limit is {MOST_BARS}",
        layers[0].category.span,
        hint="draw a line, filter, or group by a coarser column with `aggregate`",
    )
    return False
