"""Read theme files, and the themes that ship with the program."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from ria_deck.design.part import ThemePart
from ria_deck.design.shape import ThemeFile
from ria_deck.diagnostics import Report
from ria_deck.source.decode import decode
from ria_deck.source.text import SourceText, decode_source
from ria_deck.source.yaml import load_yaml

BUILTIN = Path(__file__).resolve().parent / "builtin/theme.yaml"
NAMED = ("paper", "night", "mono", "sand")  # themes that `extends:` names, each a file beside the built-in one


@cache
def builtin() -> ThemePart:
    """The built-in theme."""
    return _shipped(BUILTIN)


@cache
def named(name: str) -> ThemePart:
    """A theme that goes over the built-in one, by its name in `extends:`."""
    return _shipped(BUILTIN.with_name(f"{name}.yaml"))


def _shipped(path: Path) -> ThemePart:
    report = Report()
    part = theme_part(decode_source(path.name, path.read_bytes(), report), report)
    assert part is not None, report.diagnostics
    return replace(part, shipped=True)


def theme_part(source: SourceText | None, report: Report) -> ThemePart | None:
    """A theme file that is read; None, reported, where it can't be."""
    document = load_yaml(source, report) if source is not None else None
    if document is None or document.data is None:
        return None
    given = decode(ThemeFile, document, report)
    return None if given is None else ThemePart(document, given)
