"""The plots of a layer, with colours, labels and dots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ria_deck.content.specs.slides import LayerSpec
from ria_deck.i18n.data_messages import column_message
from ria_deck.model.chart import Mark, Plot, Point, Series, Stacking
from ria_deck.model.chart_frame import stands_alone
from ria_deck.model.value import Value
from ria_deck.resolve.charts.axes import form_of_shares, format_of, format_of_parts
from ria_deck.resolve.charts.categories import Categories
from ria_deck.resolve.charts.composite.floating import floating_plot
from ria_deck.resolve.charts.composite.readings import errors_of, with_totals
from ria_deck.resolve.charts.layer_data import LayerData, Resolving
from ria_deck.resolve.charts.left_out import in_order
from ria_deck.resolve.charts.number_formats import ChannelFormat
from ria_deck.resolve.charts.series_colors import SeriesColors
from ria_deck.resolve.expressions.predicates import same

MOST_LABELS = 12  # numbers stand at bars when there are no more of them
MOST_DOTS = 8  # a line of so few points shows each of them


def plots_of(data: LayerData, categories: Categories, palette: SeriesColors, axis: int) -> list[Plot] | None:
    """The plots of a layer: one, or two for an area, which is a light ground and a line over it."""
    keys = _series_keys(data, palette.resolving)
    part_colors = _by_category(data)
    colors = palette.of_layer(data, len(categories.raws) if part_colors else len(keys))
    if colors is None:
        return None
    forms = _forms(data, palette.resolving)
    if data.layer.ends:
        raws = [value.raw for value in data.cells.values() if value.raw is not None]
        return [floating_plot(data, categories, colors[0], axis, forms.number.code(raws), palette.resolving)]
    series = [
        _one(data, key, categories, colors if part_colors else [color], forms, palette.resolving)
        for key, color in zip(keys, colors[:1] * len(keys) if part_colors else colors, strict=True)
    ]
    plots = _plots(data, tuple(series), axis, palette.resolving)
    if plots is None or data.layer.labels != "total":
        return plots
    return with_totals(plots, data, forms.number, palette.resolving)


def _one(
    data: LayerData, key: Any, categories: Categories, colors: Sequence[str], forms: _Forms, resolving: Resolving
) -> Series:
    """A series; `colors` are one role, or one for each category."""
    layer = data.layer
    points = _points(data, key, categories)
    shown = _shown(points, _labelled(data, len(data.series)))
    total = sum(float(value) for value in data.cells.values() if value.raw is not None)
    finished = tuple(
        replace(
            point,
            value=None if point.value is None else point.value.formatted(forms.number.text(point.value.raw)),
            label=_label(data, (raw, key), point.value, forms, total)
            if point.value is not None and index in shown
            else "",
            color=colors[index] if len(colors) > 1 else data.colors.get((raw, key), ""),
        )
        for index, (raw, point) in enumerate(zip(categories.raws, points, strict=True))
    )
    color = _whole_color(data, key) or colors[0]
    raws = [point.value.raw for point in points if point.value is not None]
    return Series(
        name=name_of(data, key, resolving),
        color=color,
        points=finished if layer.invisible else tuple(_with_dots(finished, color, data)),
        direct_label=data.names[key] if key is not None else "",
        format=forms.number.code(raws),
        shares=forms.share.code([float(raw) / total for raw in raws]) if forms.share and total else None,
        dash=layer.dashed,
        hidden=layer.invisible,
        silent=layer.invisible,
        errors=errors_of(data, key, categories),
    )


def _label(data: LayerData, place: tuple[Any, Any], value: Value, forms: _Forms, total: float) -> str:
    label = data.layer.label
    if label is None:
        return forms.label(value, total)
    raw = data.extras[label.field][place].raw
    text = "" if raw is None else forms.number.text(raw)
    return forms.number.formatter.plus(raw, text) if label.signed and text else text


def _whole_color(data: LayerData, key: Any) -> str:
    """The colour of a line that is highlighted in all of its points."""
    roles = {data.colors.get(place, "") for place in data.cells if place[1] == key}
    return roles.pop() if len(roles) == 1 and data.layer.mark is not Mark.BAR else ""


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of a layer's numbers, and of the shares that its labels show instead, if they do."""

    number: ChannelFormat
    share: ChannelFormat | None

    def label(self, value: Value, total: float) -> str:
        """What is written at a point."""
        if self.share is None or not total:
            return self.number.text(value.raw)
        return self.share.text(float(value) / total)


def _forms(data: LayerData, resolving: Resolving) -> _Forms:
    """Parts of a whole keep their own form, whatever form their shares have; a ring's labels show those."""
    if data.layer.mark is Mark.ARC:
        return _Forms(format_of_parts(data, resolving), form_of_shares(data, resolving))
    normalized = _stacking(data) is Stacking.NORMALIZE
    return _Forms(format_of_parts(data, resolving) if normalized else format_of(data, resolving), None)


def _series_keys(data: LayerData, resolving: Resolving) -> list[Any]:
    channel = data.series_channel
    if channel is None:
        return list(data.series)
    if channel.domain:
        return [key for word in channel.domain for key in data.series if same(key, word)]
    if channel.sort_values:
        return in_order(channel, list(data.series), resolving)
    if channel.sort in ("ascending", "descending"):
        return sorted(data.series, key=lambda key: data.names[key], reverse=channel.sort == "descending")
    return list(data.series)


def _by_category(data: LayerData) -> bool:
    """Whether every category has a colour of its own: parts of a ring, or `color` by the categories' own column."""
    if data.layer.mark is Mark.ARC:
        return True
    color = data.layer.encoding.get("color")
    return color is not None and data.series_channel is None and data.layer.mark is Mark.BAR


def name_of(data: LayerData, key: Any, resolving: Resolving) -> str:
    """What a series is called."""
    if key is not None:
        return data.names[key]
    layer = data.layer
    if layer.name is not None:
        return resolving.text(layer.name).text
    title = data.measure.title
    if title is not None and title.text:
        return resolving.text(title).text
    return resolving.text(column_message(data.table.name, data.table.field(data.measure.field))).text


def _points(data: LayerData, key: Any, categories: Categories) -> list[Point]:
    """A line is broken at a missing value, where the author says, and where the definition of its numbers changes."""
    points: list[Point] = []
    hatched_before: bool | None = None
    after_gap = False
    for raw in categories.raws:
        value = data.cells.get((raw, key))
        known = value is not None and value.raw is not None
        hatched = (raw, key) in data.hatched
        broken = any(same(raw, place) for place in data.layer.breaks) or (after_gap and categories.joined)
        points.append(
            Point(
                value=value if known else None,
                pattern=hatched and known,
                connected=not broken and hatched_before in (None, hatched),
                bridged=categories.joined and value is None,
            )
        )
        hatched_before = hatched if known else hatched_before
        after_gap = not known and (after_gap or value is not None)
    return points


def _labelled(data: LayerData, count: int) -> str:
    """`all`, `last`, `ends` or `none`."""
    if data.layer.labels:
        return data.layer.labels
    if data.layer.mark is Mark.ARC:
        return "all"
    bars = sum(1 for value in data.cells.values() if value.raw is not None)
    few = data.layer.mark is Mark.BAR and bars <= MOST_LABELS
    return "all" if few and (count == 1 or _stacking(data) is Stacking.NONE) else "none"


def _shown(points: Sequence[Point], labelled: str) -> set[int]:
    known = [index for index, point in enumerate(points) if point.value is not None]
    match labelled:
        case "all":
            return set(known)
        case "last":
            return set(known[-1:])
        case "ends":
            return {*known[:1], *known[-1:]}
        case _:
            return set()


def _with_dots(points: Sequence[Point], color: str, data: LayerData) -> Iterator[Point]:
    """Dots at the points of a short line, and at points that no line reaches, which would be invisible."""
    mark = data.layer.mark if _stacking(data) is Stacking.NONE else None
    known = sum(1 for point in points if point.value is not None)
    for index, point in enumerate(points):
        line = mark in (Mark.LINE, Mark.AREA) and (known <= MOST_DOTS or stands_alone(points, index))
        yield replace(point, marker=color) if point.value is not None and (mark is Mark.POINT or line) else point


def _stacking(data: LayerData) -> Stacking:
    stack = data.measure.stack
    if data.series_channel is None or data.layer.mark not in (Mark.BAR, Mark.AREA):
        return Stacking.NONE
    if stack == "normalize":
        return Stacking.NORMALIZE
    side_by_side = "xOffset" in data.layer.encoding or stack == "none"
    return Stacking.NONE if side_by_side else Stacking.ZERO


def _plots(data: LayerData, series: tuple[Series, ...], axis: int, resolving: Resolving) -> list[Plot] | None:
    mark = data.layer.mark
    stacking = _stacking(data)
    if stacking is not Stacking.NONE and not _stackable(data, series, stacking, resolving):
        return None
    gaps = any(point.value is None for one in series for point in one.points)
    if mark is not Mark.AREA or stacking is not Stacking.NONE:
        return [
            Plot(
                mark=mark,
                series=series,
                stacking=stacking,
                axis=axis,
                horizontal=data.horizontal,
                labels_asked=bool(data.layer.labels),
                whole=data.layer.whole,
                tight=data.layer.tight,
            )
        ]
    line = Plot(mark=Mark.LINE, series=series, axis=axis)
    if gaps or any(not point.connected for one in series for point in one.points):
        resolving.report.warning(
            "RD621",
            "an area can't show missing values, so a line is drawn",
            data.layer.span,
            hint="write `mark: line`: PowerPoint draws an area down to zero where a value is missing",
        )
        return [line]
    bare = tuple(
        replace(one, tint=True, direct_label="", points=tuple(replace(p, label="", marker="") for p in one.points))
        for one in series
    )
    return [Plot(mark=Mark.AREA, series=bare, axis=axis), line]


def _stackable(data: LayerData, series: Sequence[Series], stacking: Stacking, resolving: Resolving) -> bool:
    layer: LayerSpec = data.layer
    values = [float(p.value) for one in series for p in one.points if p.value is not None]
    mixed = min(values, default=0.0) < 0 and (stacking is Stacking.NORMALIZE or layer.mark is Mark.AREA)
    gaps = layer.mark is Mark.AREA and any(point.value is None for one in series for point in one.points)
    if mixed:
        resolving.report.error(
            "RD622",
            "shares of a whole can't be negative"
            if stacking is Stacking.NORMALIZE
            else "areas with negative values can't be stacked",
            data.measure.span,
            hint="draw the numbers as bars side by side: `xOffset`",
        )
    if gaps:
        resolving.report.error(
            "RD622",
            "areas with missing values can't be stacked",
            data.measure.span,
            hint="filter to the years that all series have, or draw lines",
        )
    return not mixed and not gaps
