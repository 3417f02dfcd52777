"""Value axes of a chart: bounds, ticks and their strings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ria_deck.content.specs.slides import ChannelSpec
from ria_deck.i18n.data_messages import column_message
from ria_deck.model.chart import Mark, NumberFormat, Plot, Stacking, Tick, ValueAxis
from ria_deck.model.chart_frame import is_floating
from ria_deck.model.look import LOOK
from ria_deck.model.value import Value
from ria_deck.resolve.charts.layer_data import LayerData, Resolving
from ria_deck.resolve.charts.number_formats import ChannelFormat
from ria_deck.resolve.charts.ticks import AxisScale, Range, nice_scales

_DISC = "\N{BLACK CIRCLE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A plot with the layer it came from."""

    plot: Plot
    data: LayerData


def value_axes(
    drawn: Sequence[Drawn], resolving: Resolving, heights: Sequence[float] = ()
) -> tuple[ValueAxis, ...] | None:
    """The first and, where a plot has it, the second axis; None where the author's bounds make no sense. The first
    reaches the `heights` too."""
    groups = [[one for one in drawn if one.plot.axis == axis] for axis in (0, 1)]
    groups = [group for group in groups if group]
    ranges = [_range(group, resolving, heights if index == 0 else ()) for index, group in enumerate(groups)]
    if any(found is None for found in ranges):
        return None
    scales = nice_scales([found for found in ranges if found is not None])
    return tuple(_axis(group, scale, resolving) for group, scale in zip(groups, scales, strict=True))


def scatter_axes(
    layers: Sequence[LayerData], resolving: Resolving, heights: Sequence[float] = ()
) -> tuple[ValueAxis, ValueAxis] | None:
    """The horizontal and the vertical axis of a scatter."""
    axes: list[ValueAxis] = []
    data = layers[0]
    pairs = [pair for layer in layers for pair in layer.pairs]
    for channel, numbers in (
        (data.category, [float(x) for x, _, _ in pairs]),
        (data.measure, [*(float(y) for _, y, _ in pairs), *heights]),
    ):
        low, high = _with_discs(data, min(numbers), max(numbers))
        zero = channel.zero if channel.zero is not None else low <= 0 <= high or 0 <= low < high / 2
        found = _bounded(channel, low, high, zero, resolving)
        if found is None:
            return None
        form = ChannelFormat(channel, resolving.formatter, resolving.report)
        title = _title(data, channel, resolving)
        if axes and (sizes := size_title(data, resolving)):
            title = f"{title} · {_DISC} {sizes}"
        axes.append(_made(nice_scales([found])[0], form, title, "grey", fixed=bool(channel.domain)))
    return axes[0], axes[1]


def _with_discs(data: LayerData, low: float, high: float) -> tuple[float, float]:
    """The numbers that an axis reaches, with room for discs at its ends."""
    if "size" not in data.layer.encoding:
        return low, high
    room = LOOK.bubble / 2 / (1 - LOOK.bubble) * (high - low)
    return (low if 0 <= low < room else low - room), high + room


def size_title(data: LayerData, resolving: Resolving) -> str:
    """What the areas of a scatter's discs show; empty where they are all alike."""
    channel = data.layer.encoding.get("size")
    return "" if channel is None else _title(data, channel, resolving)


def format_of(data: LayerData, resolving: Resolving) -> ChannelFormat:
    """The form of a layer's numbers: its channel's, else what the table wants."""
    return _format_of(data, data.measure, resolving)


def form_of_shares(data: LayerData, resolving: Resolving) -> ChannelFormat | None:
    """The form of a layer's shares of a whole where its channel names one (`percent`, `0.0%`): it isn't the numbers'."""
    form = format_of(data, resolving)
    return form if form.is_share else None


def format_of_parts(data: LayerData, resolving: Resolving) -> ChannelFormat:
    """The form of numbers that are drawn as shares of a whole: their own, whatever form the shares have."""
    form = format_of(data, resolving)
    return _format_of(data, replace(data.measure, format=""), resolving) if form.is_share else form


def _format_of(data: LayerData, channel: ChannelSpec, resolving: Resolving) -> ChannelFormat:
    value = next((value for value in data.cells.values() if value.raw is not None), Value(raw=None))
    form = value.form if value.form != "0" else ""
    return ChannelFormat(channel, resolving.formatter, resolving.report, form, value.unit)


def _range(group: Sequence[Drawn], resolving: Resolving, heights: Sequence[float]) -> Range | None:
    first = group[0]
    if first.plot.stacking is Stacking.NORMALIZE:
        return Range(low=0.0, high=1.0, fixed=True)
    numbers = [*(number for one in group for number in extremes(one.plot)), *heights]
    log = any(one.data.measure.log for one in group)
    if log:
        return _powers(group, numbers, resolving)
    from_zero = any(one.plot.mark in (Mark.BAR, Mark.AREA) and not is_floating(one.plot) for one in group)
    zero = from_zero or not any(one.data.measure.zero is False for one in group)
    channel = next((one.data.measure for one in group if one.data.measure.domain), first.data.measure)
    return _bounded(channel, min(numbers), max(numbers), zero, resolving, from_zero=from_zero, data=first.data)


def _bounded(
    channel: ChannelSpec,
    low: float,
    high: float,
    zero: bool,
    resolving: Resolving,
    *,
    from_zero: bool = False,
    data: LayerData | None = None,
) -> Range | None:
    form = format_of(data, resolving) if data else ChannelFormat(channel, resolving.formatter, resolving.report)
    whole = data is not None and all(
        value.raw == int(value.raw) for value in data.cells.values() if value.raw is not None
    )
    grain = form.grain or (1.0 if whole and not form.pattern else 0.0)
    if not channel.domain:
        if form.is_share and 0 <= low <= high <= 1 < high * 1.1:
            return Range(low=low, high=1.0, zero=zero, grain=grain, capped=True)
        return Range(low=low, high=high, zero=zero, grain=grain)
    bounds = [float(end) for end in channel.domain if isinstance(end, (int, float, Decimal))]
    problem = "write the domain of a number as [from, to]"
    if len(channel.domain) == len(bounds) == 2 and bounds[0] < bounds[1]:
        problem = _misfit(bounds, low, high, from_zero=from_zero)
    if problem:
        resolving.report.error("RD620", problem, channel.span, hint="leave `domain` out to get round bounds")
        return None
    return Range(low=bounds[0], high=bounds[1], fixed=True, grain=grain)


def _misfit(bounds: Sequence[float], low: float, high: float, *, from_zero: bool) -> str:
    """What is wrong with a domain for numbers between `low` and `high`; empty for nothing."""
    if bounds[0] > low or bounds[1] < high:
        return f"the domain {bounds[0]:g} to {bounds[1]:g} cuts off numbers ({low:g} to {high:g})"
    if from_zero and not bounds[0] <= 0 <= bounds[1]:
        return "bars and areas start at zero, but the domain leaves zero out"
    return ""


def _powers(group: Sequence[Drawn], numbers: Sequence[float], resolving: Resolving) -> Range | None:
    """The range of a logarithmic axis: from a power of ten to another."""
    first = group[0]
    channel = next(one.data.measure for one in group if one.data.measure.log)
    if any(one.plot.stacking is not Stacking.NONE for one in group):
        resolving.report.error(
            "RD620", "stacked bars can't be drawn on a logarithmic axis", channel.span, hint="write `stack: none`"
        )
        return None
    if min(numbers) <= 0:
        words = f"{min(numbers):g} can't be drawn on a logarithmic axis"
        resolving.report.error(
            "RD620", words, first.data.measure.span, hint="filter such numbers, or write `type: linear`"
        )
        return None
    return Range(low=min(numbers), high=max(numbers), log=True)


def extremes(plot: Plot) -> Iterable[float]:
    """The least and greatest numbers that the plot reaches, stacks summed."""
    if plot.stacking is Stacking.NONE:
        yield from _plain_extremes(plot)
        return
    if is_floating(plot):
        yield from _floating_extremes(plot)
        return
    for index in range(len(plot.series[0].points)):
        column = [series.points[index].value for series in plot.series]
        numbers = [float(value) for value in column if value is not None]
        yield sum((n for n in numbers if n > 0), 0.0)
        yield sum((n for n in numbers if n < 0), 0.0)


def _plain_extremes(plot: Plot) -> Iterable[float]:
    """The numbers of a plot that stacks nothing, with the reach of their errors."""
    for series in plot.series:
        yield from (float(point.value) for point in series.points if point.value is not None)
    for series in plot.series:
        for point, reach in zip(series.points, series.errors, strict=False):
            if point.value is not None and reach is not None:
                yield from (float(point.value) - reach[0], float(point.value) + reach[1])


def _floating_extremes(plot: Plot) -> Iterable[float]:
    for index in range(len(plot.series[0].points)):
        ground, *pieces = [one.points[index].value for one in plot.series]
        if ground is None:
            continue
        up = sum(float(value) for value in pieces if value is not None and float(value) > 0)
        down = sum(float(value) for value in pieces if value is not None and float(value) < 0)
        start = float(ground)
        yield from ([start, start + up] if start > 0 else [start, start + down] if start < 0 else [down, up])


def _axis(group: Sequence[Drawn], scale: AxisScale, resolving: Resolving) -> ValueAxis:
    form = _form(group, resolving)
    series = [one for drawn in group for one in drawn.plot.series if not one.tint and not one.silent]
    titled = next((one.data for one in group if one.data.measure.title is not None), group[0].data)
    alone = series[0] if len(series) == 1 else None
    title = _title(titled, titled.measure, resolving, alone.name if alone else "")
    if len(series) > 1 and title in {one.name for one in series}:
        title = ""  # one of the names that stand at the series, and not what all of them are
    fixed = any(one.data.measure.domain for one in group) or group[0].plot.stacking is Stacking.NORMALIZE
    return _made(scale, form, title, alone.color if alone else "grey", fixed=fixed)


def _form(group: Sequence[Drawn], resolving: Resolving) -> ChannelFormat:
    """The form of an axis' numbers: the first that any of its layers gives, that for the axis before that for labels."""
    first = group[0]
    if first.plot.stacking is Stacking.NORMALIZE:
        form = ChannelFormat(first.data.measure, resolving.formatter, resolving.report)
        form.pattern = "percent(0)"
        return form
    formatted = next((one.data for one in group if one.data.measure.format), first.data)
    own = next((one.data.measure.on_axis() for one in group if one.data.measure.axis_format), None)
    return _format_of(formatted, own, resolving) if own else format_of(formatted, resolving)


def _title(data: LayerData, channel: ChannelSpec, resolving: Resolving, name: str = "") -> str:
    """The author's title (an empty one switches it off), else the only series' name, else the column's."""
    if channel.title is not None:
        return resolving.text(channel.title).text if channel.title.text else ""
    return name or resolving.text(column_message(data.table.name, data.table.field(channel.field))).text


def _made(scale: AxisScale, form: ChannelFormat, title: str, color: str, *, fixed: bool) -> ValueAxis:
    exact = [Decimal(repr(place)) for place in scale.places]
    digits = max(max(-int(place.normalize().as_tuple().exponent), 0) for place in exact)
    raws = [int(place) if place == place.to_integral_value() else place for place in exact]
    ticks = tuple(Tick(at=place, label=form.text(raw, digits)) for place, raw in zip(scale.places, raws, strict=True))
    code: NumberFormat = form.code(raws, digits)
    return ValueAxis(
        minimum=scale.minimum,
        maximum=scale.maximum,
        step=scale.step,
        ticks=ticks,
        format=code,
        title=title,
        color=color,
        log=scale.log,
        fixed=scale.log or fixed or (form.is_share and scale.maximum == 1),
    )
