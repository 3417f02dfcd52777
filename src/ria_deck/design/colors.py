"""The theme's colour roles, from the colours of theme files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ria_deck.design.part import ThemePart
from ria_deck.design.shape import Color
from ria_deck.design.units import TEXT_CONTRAST, contrast, rgb
from ria_deck.diagnostics import Report, Span
from ria_deck.source.nearest import did_you_mean
from ria_deck.source.yaml import Loc

GRAPHIC_CONTRAST = 3.0  # WCAG 2.2, 1.4.11
QUIET = 2.0  # the most contrast of what lies behind data and between rows
_QUIET_ROLES = {"mist": "grid lines and land", "pale": "lines between rows"}
_SEMANTIC = ("foreground", "background", "primary", "secondary", "tertiary", "success", "info", "warning", "danger")


class Colors:
    """Resolves the palette, brand.yml's semantic names and the program's roles."""

    def __init__(self, parts: Sequence[ThemePart], report: Report) -> None:
        self.parts = parts
        self.report = report
        self.named: dict[str, tuple[str, Span, str]] = {}  # name → (as written, place, where)
        self.built_in: dict[str, str] = {}  # name → what stands for a colour of the project that is none
        self.faint: set[tuple[str, str]] = set()  # (role, ground) told to be too faint

    def build(self) -> Mapping[str, str]:
        """Role → `RRGGBB`: the palette's names, `ink`, `paper`, `accent`, `link`, `series-1` …"""
        for part in self.parts:
            if part.given.color is not None:
                self._take(part, part.given.color)
        colors = {name: found for name in self.named if (found := self._resolve(name, ())) is not None}
        colors |= {name: colors[word] for name, word in self._branded().items() if word in colors}
        colors |= self._roles(colors)
        self._check(colors)
        return colors

    def _take(self, part: ThemePart, color: Color) -> None:
        """Add the colours of a part over those of earlier ones."""
        for name, value in color.palette.items():
            if name in self.named:
                self.built_in[name] = self.named[name][0]
            self.named[name] = (value, part.document.span(("color", "palette", name)), "palette")
        for name in _SEMANTIC:
            given: str | None = getattr(color, name)
            if given is not None:
                self.named[name] = (given, part.document.span(("color", name)), "semantic")

    def _branded(self) -> dict[str, str]:
        """The built-in palette's names that brand.yml's words of a project colour anew: its `primary` is what the built-in
        theme's primary is for (grounds, heads of tables, links, first series), unless the palette gives that name too."""
        built_in, *own = [part.given.color for part in self.parts if part.given.color is not None]
        found: dict[str, str] = {}
        for word in ("primary", "secondary", "tertiary"):
            name = getattr(built_in, word)
            given = [value for color in own if (value := getattr(color, word)) is not None]
            if given and name and given[-1] != name and not any(name in color.palette for color in own):
                found[name] = word
        return found

    def place(self, *roles: str) -> Span:
        """Where the project says what colour the first of these roles has that it gives a colour to."""
        document = self.parts[-1].document
        wanted = [loc for role in roles for loc in self._places(role)]
        return document.span(next((loc for loc in wanted if document.has(loc)), ("color",)))

    def _places(self, role: str) -> tuple[Loc, ...]:
        kind, _, number = role.rpartition("-")
        if kind == "series":
            index = int(number) - 1
            given = [part.given.ria.series for part in self.parts if part.given.ria and part.given.ria.series]
            names = given[-1][index : index + 1]  # those of the built-in theme, which the project may colour anew
            return (
                ("ria", "series", index),
                *(("color", "palette", str(name)) for name in names),
                *(("color", self._branded().get(str(name), "")) for name in names),
            )
        if role == "accent":
            return (("ria", "accent"), ("color", "secondary"), ("color", "primary"))
        own = {"ink": "foreground", "paper": "background"}.get(role, role)
        return (("color", "palette", role), ("color", own))

    def _resolve(self, name: str, seen: tuple[str, ...]) -> str | None:
        value, span, _ = self.named[name]
        direct = rgb(value)
        if direct is not None:
            return direct
        if value in self.named and value not in seen and value != name:
            return self._resolve(value, (*seen, name))
        self.report.error(
            "RD515",
            f"invalid colour `{value}`",
            span,
            label=did_you_mean(value, self.named),
            hint="write `'#RRGGBB'` (quoted) or a name defined in `color.palette`",
        )
        return rgb(self.built_in.get(name, ""))

    def _roles(self, colors: Mapping[str, str]) -> dict[str, str]:
        roles = {"ink": colors.get("foreground", "000000"), "paper": colors.get("background", "FFFFFF")}
        accent = self._named("accent", colors) or colors.get("secondary") or colors.get("primary", roles["ink"])
        roles["accent"] = accent
        for number, color in enumerate(self._series(colors), start=1):
            roles[f"series-{number}"] = color
        return roles

    def _named(self, name: str, colors: Mapping[str, str]) -> str | None:
        for part in reversed(self.parts):
            value = getattr(part.given.ria, name, None)
            if value is not None:
                return self._color(value, part, ("ria", name), colors)
        return None

    def _series(self, colors: Mapping[str, str]) -> list[str]:
        for part in reversed(self.parts):
            names = part.given.ria.series if part.given.ria else None
            if names:
                found = [self._color(name, part, ("ria", "series", i), colors) for i, name in enumerate(names)]
                return [color for color in found if color is not None]
        return []

    def _color(self, value: str, part: ThemePart, loc: Loc, colors: Mapping[str, str]) -> str | None:
        found = rgb(value) or colors.get(value)
        if found is None and value not in self.named:  # what is wrong with a name of the palette was told there
            self.report.error(
                "RD515", f"invalid colour `{value}`", part.document.span(loc), label=did_you_mean(value, colors)
            )
        return found

    def _check(self, colors: Mapping[str, str]) -> None:
        paper = colors["paper"]
        for role, needed in (("ink", TEXT_CONTRAST), ("grey", TEXT_CONTRAST), ("accent", TEXT_CONTRAST)):
            if role in colors and contrast(colors[role], paper) < needed:
                self._faint(role, colors[role], paper, needed)
        for role, color in colors.items():
            if role.startswith("series-") and contrast(color, paper) < GRAPHIC_CONTRAST:
                self._faint(role, color, paper, GRAPHIC_CONTRAST)
        for role, what in _QUIET_ROLES.items():
            if role in colors and contrast(colors[role], paper) > QUIET:
                self.faint |= {(other, role) for other in colors}  # layouts with such a ground are meant, too
                self.report.warning(
                    "RD516",
                    f"`{role}` (#{colors[role]}) is the colour of {what}; its contrast on #{paper} is "
                    f"{contrast(colors[role], paper):.1f}, so it would overpower the content in front",
                    self.place(role),
                    hint=f"the built-in theme uses the name `{role}`: rename your colour, or make it paler",
                )

    def _faint(self, role: str, color: str, paper: str, needed: float) -> None:
        self.faint.add((role, "paper"))
        self.report.warning(
            "RD516",
            f"`{role}` (#{color}) has a contrast of {contrast(color, paper):.1f} on #{paper}; it needs at least {needed}",
            self.place(role),
            hint="choose a darker or lighter colour (WCAG 2.2: 4.5 for text, 3 for chart marks)",
        )


def scheme_of(colors: Mapping[str, str], link: str) -> dict[str, str]:
    """The colour scheme of the PowerPoint theme: text and grounds, the series as accents 1 to 5, the hairlines' colour
    as accent 6."""
    ink, paper = colors["ink"], colors["paper"]
    scheme = {"dk1": ink, "lt1": paper, "dk2": colors.get("grey", ink), "lt2": colors.get("mist", paper)}
    for number in range(1, 6):
        scheme[f"accent{number}"] = colors.get(f"series-{number}", colors["accent"])
    return scheme | {"accent6": colors.get("pale", colors["accent"]), "hlink": link, "folHlink": link}
