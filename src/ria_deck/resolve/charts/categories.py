"""The layers of a chart go in, its categories in their order with their words come out, missing ones filled in."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ria_deck.content.specs.slides import ChannelSpec, ChartSpec
from ria_deck.i18n.data_messages import column_message
from ria_deck.model.chart import CategoryAxis
from ria_deck.model.value import Value
from ria_deck.resolve.charts.layer_data import LayerData, Resolving
from ria_deck.resolve.charts.number_formats import category_name, is_month
from ria_deck.resolve.charts.transforms import same

MOST_BARS = 400
MOST_FILLED = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Categories:
    """The categories of a chart in order; `raws` are their cells."""

    raws: tuple[Any, ...]
    axis: CategoryAxis

    def index(self, raw: Any) -> int | None:
        """The place of a category that an author names, None when there is none."""
        return next((index for index, other in enumerate(self.raws) if same(other, raw)), None)


def categories_of(spec: ChartSpec, layers: Sequence[LayerData], resolving: Resolving) -> Categories | None:
    """The categories of all layers; faults are told and give None."""
    first = layers[0]
    raws = list(dict.fromkeys(raw for layer in layers for raw in layer.categories))
    filled = _filled(spec, first, raws, resolving)
    if filled is None:
        return None
    kinds = {_family(raw) for raw in filled}
    if len(kinds) > 1:
        resolving.report.error(
            "RD605",
            f"`{first.category.field}` mixes {' and '.join(sorted(kinds))}",
            first.category.span,
            hint="the categories of a chart are of one kind: all layers' columns too",
        )
        return None
    ordered = any(layer.kind in ("temporal", "quantitative") for layer in layers) or kinds <= {"numbers", "months"}
    raws = _sorted(filled, layers, ordered=ordered)
    if not _fits(raws, layers, resolving):
        return None
    names: Mapping[Any, str] = {raw: name for layer in layers for raw, name in layer.names.items()}
    labels = tuple(names.get(raw) or _name(raw, first.category, resolving) for raw in raws)
    edge = all(layer.layer.mark in ("line", "area") for layer in layers) and (
        any(layer.layer.mark == "area" for layer in layers) or len(raws) > 8
    )
    title = first.category.title
    if title is None:
        title = column_message(first.table.name, first.table.field(first.category.field))
    return Categories(
        raws=tuple(raws),
        axis=CategoryAxis(
            labels=labels,
            title=resolving.text(title).text,
            title_shown=first.category.title is not None and bool(title.text),
            between=not edge,
            thin=ordered and len(raws) > 2 and not first.horizontal,
        ),
    )


def _family(raw: Any) -> str:
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        return "numbers"
    if isinstance(raw, dt.date):
        return "dates"
    return "months" if is_month(raw) else "texts"


def _name(raw: Any, channel: ChannelSpec, resolving: Resolving) -> str:
    return category_name(Value(raw=raw), channel, resolving.formatter, resolving.report)


def _filled(spec: ChartSpec, first: LayerData, raws: list[Any], resolving: Resolving) -> list[Any] | None:
    """The categories with those that have no row: all that `every` names, and on a time axis every year or month."""
    if spec.every:
        if len(spec.every) == 2:
            raws = raws + _between(spec.every[0], spec.every[1])
        raws = list(dict.fromkeys([*_as_cells(spec.every, raws), *raws]))
        return raws
    if first.kind not in ("temporal", "quantitative") or len(raws) < 2:
        return raws
    if all(isinstance(raw, int) for raw in raws) or all(is_month(raw) for raw in raws):
        step = 1 if first.kind == "temporal" or is_month(raws[0]) else math.gcd(*(raw - raws[0] for raw in raws))
        whole = _between(min(raws), max(raws))[:: step or 1]
        if len(whole) > MOST_FILLED:
            resolving.report.error(
                "RD615",
                f"`{first.category.field}` goes from {min(raws)} to {max(raws)} with few values between",
                first.category.span,
                hint="such an axis would be almost empty: write `type: ordinal` for the values that there are",
            )
            return None
        return list(dict.fromkeys([*whole, *raws]))
    if first.layer.mark in ("line", "area") and not _even(raws):
        resolving.report.error(
            "RD615",
            f"the values of `{first.category.field}` are not evenly spaced, so a line between them would mislead",
            first.category.span,
            hint="write `type: ordinal` to show them as categories, or draw them with `mark: point`",
        )
        return None
    return raws


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


def _even(raws: Sequence[Any]) -> bool:
    """Whether values follow each other at (nearly) even distances; months of 28 to 31 days count as even."""
    places = sorted(raw.toordinal() if isinstance(raw, dt.date) else float(raw) for raw in raws)
    gaps = [after - before for before, after in itertools.pairwise(places)]
    return not gaps or max(gaps) <= 1.12 * min(gaps)


def _sorted(raws: list[Any], layers: Sequence[LayerData], *, ordered: bool) -> list[Any]:
    first = layers[0]
    channel = first.category
    if channel.domain and first.kind != "quantitative":
        wanted = _as_cells(channel.domain, raws)
        return [raw for raw in dict.fromkeys(wanted) if raw in raws]
    if channel.sort_values:
        named = [raw for word in channel.sort_values for raw in raws if same(raw, word)]
        return list(dict.fromkeys([*named, *raws]))
    if channel.sort_field:
        known = [raw for raw in raws if first.sort_by.get(raw) is not None]
        known.sort(key=lambda raw: first.sort_by[raw], reverse=channel.sort == "descending")
        return list(dict.fromkeys([*known, *raws]))
    by_value = channel.sort.lstrip("-") in ("x", "y") and channel.sort.lstrip("-") != ("y" if first.horizontal else "x")
    if not channel.sort and first.kind == "nominal" and not ordered and first.layer.mark in ("bar", "point", "arc"):
        return _by_value(raws, first, descending=True)
    if by_value:
        return _by_value(raws, first, descending=channel.sort.startswith("-"))
    if channel.sort or ordered:
        return sorted(raws, reverse=channel.sort == "descending" or channel.sort.startswith("-"))
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
    series = sum(len(layer.series) for layer in layers if layer.layer.mark == "bar")
    if len(raws) * max(series, 1) <= MOST_BARS or not series:
        return True
    resolving.report.error(
        "RD607",
        f"{len(raws) * series:,} bars are more than readers can tell apart ({MOST_BARS})",
        layers[0].category.span,
        hint="draw a line, filter, or join them by a coarser column with `aggregate`",
    )
    return False
