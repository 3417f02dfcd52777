"""The theme's colours for series and groups: one palette for charts, maps and timelines."""

from __future__ import annotations

from collections.abc import Iterable

from ria_deck.diagnostics import Report, Span
from ria_deck.model.theme import Theme
from ria_deck.source.nearest import did_you_mean


class Palette:
    """Hands out the theme's colours of series in order, none of them twice.

    Roles that the author names are kept for what they are named for; two roles of one colour count as one.
    """

    def __init__(self, theme: Theme, named: Iterable[str] = ()) -> None:
        self._theme = theme
        self._used = {theme.colors.get(role) for role in named}

    def take(self, count: int) -> list[str]:
        """The next `count` roles whose colours nothing has yet; fewer where the theme has no more."""
        found: list[str] = []
        for role in self._theme.series:
            color = self._theme.colors[role]
            if len(found) < count and color not in self._used:
                self._used.add(color)
                found.append(role)
        return found


def tell_too_many(count: int, what: str, theme: Theme, report: Report, span: Span, hint: str) -> None:
    """Report that there are more series or groups than the theme has colours for."""
    words = f"{count} {what} are more than the theme has colours for ({len(theme.series)})"
    report.error("RD614", words, span, hint=hint)


def group_colors(names: Iterable[str], theme: Theme, report: Report, span: Span) -> dict[str, str] | None:
    """A role for each group, in order; None, which is in the report, where the theme has too few."""
    groups = list(dict.fromkeys(names))
    roles = Palette(theme).take(len(groups))
    if len(roles) < len(groups):
        tell_too_many(len(groups), "groups", theme, report, span, "select some with `where`, or leave `group` out")
        return None
    return dict(zip(groups, roles, strict=True))


def known_role(role: str, theme: Theme, report: Report, span: Span | None) -> str | None:
    """The role that an author names, that of the first series where he names none; None, which is in the report, for one
    that the theme doesn't have."""
    if not role:
        return theme.series[0]
    if role in theme.colors:
        return role
    report.error(
        "RD608",
        f"the theme has no colour `{role}`",
        span,
        label=did_you_mean(role, theme.colors),
        hint=f"its colours: {', '.join(theme.colors)}",
    )
    return None
