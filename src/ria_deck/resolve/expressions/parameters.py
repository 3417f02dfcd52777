"""`params` of report.yaml as expressions ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ria_deck.resolve.expressions.parser import ExpressionError
from ria_deck.source.nearest import did_you_mean


def parameter(params: Mapping[str, Any], name: str, start: int, end: int) -> Any:
    """The parameter `name`, written at `start` to `end`; raises ExpressionError, which says where to add it."""
    if name not in params:
        hint = f"add it to content/report.yaml: `params: {{{name}: …}}`"
        label = did_you_mean(name, params)
        raise ExpressionError("RD204", f"`params` has no `{name}`", start, end, label=label, hint=hint)
    return params[name]
