"""Colours of a deck's charts as roles of the theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_FURTHER = ("ink", "grey", "coast", "amber", "reed", "night")
_NEAR = 60.0  # of RGB's 441: farther away, no role stands for a colour


class ColorRoles:
    """The series' roles of a theme, and the role that is nearest to a colour of a deck."""

    def __init__(self, series: Sequence[str], colors: Mapping[str, str], scheme: Mapping[str, str]) -> None:
        self.series = list(series)
        self._colors = {role: colors[role].lstrip("#") for role in series if role in colors}
        self._all = {role: value.lstrip("#") for role, value in colors.items()}
        self._scheme = {name: value.lstrip("#") for name, value in scheme.items()}

    def several(self, count: int) -> list[str]:
        """Roles for many series: the theme's, then its other colours that can be told from these."""
        found = list(self.series)
        for role in _FURTHER:
            own = self._all.get(role, "")
            if len(found) < count and _is_hex(own) and all(_distance(own, self._all[one]) > _NEAR for one in found):
                found.append(role)
        return found

    def role(self, color: str) -> str:
        """The role of a scheme colour (`accent1`) or of six hex digits; empty where none is near."""
        if color.startswith("accent") and color[6:].isdigit() and int(color[6:]) <= len(self.series):
            return self.series[int(color[6:]) - 1]
        wanted = self._scheme.get(color, color)
        if not _is_hex(wanted):
            return ""
        near = {role: _distance(wanted, own) for role, own in self._colors.items() if _is_hex(own)}
        best = min(near, key=lambda role: near[role], default="")
        return best if best and near[best] <= _NEAR else ""


def _is_hex(text: str) -> bool:
    return len(text) == 6 and all(char in "0123456789abcdefABCDEF" for char in text)


def _distance(first: str, second: str) -> float:
    pairs = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (0, 2, 4)]
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)
