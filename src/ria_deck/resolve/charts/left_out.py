"""Values that an author names in `domain` and `sort` beside those that the column has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ria_deck.content.specs.slides import ChannelSpec, FacetSpec
from ria_deck.resolve.charts.layer_data import Resolving
from ria_deck.resolve.expressions.predicates import same
from ria_deck.source.nearest import did_you_mean

_SHOWN = 5


def tell_left_out(channel: ChannelSpec | None, raws: Sequence[Any], resolving: Resolving) -> None:
    """Report the values of a channel that its domain doesn't name."""
    if channel is None or not channel.domain:
        return
    left = [str(raw) for raw in raws if raw is not None and not any(same(raw, word) for word in channel.domain)]
    if not left:
        return
    unknown = [str(word) for word in channel.domain if not any(same(raw, word) for raw in raws)]
    meant = next((hint for word in unknown if (hint := did_you_mean(word, left))), "")
    more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
    resolving.report.warning(
        "RD628",
        f"the domain of `{channel.field}` leaves out {', '.join(f'`{name}`' for name in left[:_SHOWN])}{more}",
        channel.span,
        label=meant,
        hint="name it in `domain`; rows that aren't wanted are left out by a filter: "
        f"`transform: [{{filter: \"{channel.field} != '{left[0]}'\"}}]`",
    )


def in_order(channel: ChannelSpec | FacetSpec, raws: Sequence[Any], resolving: Resolving) -> list[Any]:
    """The values in the order of `sort`, those that it doesn't name after them. One that the column doesn't have is told
    where it looks like one of these; other ones may come with other data."""
    named = [raw for word in channel.sort_values for raw in raws if same(raw, word)]
    ordered = list(dict.fromkeys([*named, *raws]))
    rest = [str(raw) for raw in ordered[len(set(named)) :]]
    for word, span in zip(channel.sort_values, channel.sort_spans, strict=True):
        if not any(same(raw, word) for raw in raws) and (meant := did_you_mean(word, rest)):
            resolving.report.warning("RD634", f"`{channel.field}` has no value `{word}` to sort by", span, label=meant)
    return ordered
