"""One theme file as it was read: its values, and where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.design.shape import ThemeFile
from ria_deck.diagnostics import Span
from ria_deck.source.yaml import YamlDocument

FILE = "templates/theme.yaml"


@dataclass(frozen=True, slots=True)
class ThemePart:
    """The built-in theme or the project's; later parts go over earlier ones."""

    document: YamlDocument
    given: ThemeFile
    shipped: bool = False  # with the program


@dataclass(frozen=True, slots=True)
class ChosenTheme:
    """What `theme:` of report.yaml says, empty where it says nothing, and where."""

    name: str
    place: Span


NONE_CHOSEN = ChosenTheme("", Span(path=FILE))
