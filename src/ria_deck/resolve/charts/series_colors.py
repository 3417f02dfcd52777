"""The colours of a chart's series: the author's first, then the theme's in order, no two alike."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.diagnostics import Span
from ria_deck.resolve.charts.layer_data import LayerData, Resolving
from ria_deck.resolve.palette import Palette, tell_too_many
from ria_deck.source.nearest import did_you_mean


class SeriesColors:
    """A role for each series of a chart's layers: those that the author names for any layer are kept for it."""

    def __init__(self, resolving: Resolving, layers: Sequence[LayerData]) -> None:
        self.resolving = resolving
        self.colors = resolving.theme.colors
        self._palette = Palette(resolving.theme, (role for data in layers for role in _named_roles(data)))

    def of_layer(self, data: LayerData, count: int) -> list[str] | None:
        """A role for each of `count` series of a layer; None, reported, where there are not enough or no such role."""
        layer, channel = data.layer, data.series_channel or data.layer.encoding.get("color")
        wanted = _named_roles(data)
        span = (channel.range_span if channel and channel.range else layer.color_span) or layer.span
        if layer.highlights:  # all but the highlighted ones look alike
            return self._known([(layer.color or "grey"), *(role for _, role in layer.highlights)], span, count)
        if self._known(wanted, span, count) is None:
            return None
        twice = [role for index, role in enumerate(wanted[:count]) if self._among(role, wanted[:index])]
        if twice:
            self.resolving.report.warning(
                "RD614", f"two series have the colour of `{twice[0]}`", span, hint="give each series its own colour"
            )
        own = self._palette.take(count - len(wanted))
        if len(wanted) + len(own) < count:
            hint = "show fewer (filter), draw bars over the names, or give `scale: {range: […]}`"
            place = channel.span if channel else layer.span
            tell_too_many(count, "series", self.resolving.theme, self.resolving.report, place, hint)
            return None
        return [*wanted, *own][:count]

    def _known(self, roles: Sequence[str], span: Span, count: int) -> list[str] | None:
        """The first role for each series where the theme has all of them; None, reported, otherwise."""
        for role in roles:
            if role not in self.colors:
                self.resolving.report.error(
                    "RD608",
                    f"the theme has no colour `{role}`",
                    span,
                    label=did_you_mean(role, self.colors),
                    hint=f"its colours: {', '.join(self.colors)}",
                )
                return None
        return [*roles[:1]] * count

    def _among(self, role: str, others: Sequence[str]) -> bool:
        return self.colors[role] in {self.colors[other] for other in others}


def _named_roles(data: LayerData) -> list[str]:
    """The colours that the author names for a layer's series."""
    channel = data.series_channel or data.layer.encoding.get("color")
    return [*(channel.range if channel else ())] or [*([data.layer.color] if data.layer.color else [])]
