"""The `fonts:` of theme.yaml in; each family with the files of its regular and bold face, checked, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ria_deck.design.faces import characters, font_files
from ria_deck.design.part import ThemePart
from ria_deck.design.shape import Font
from ria_deck.design.static_faces import BOLD, REGULAR, static_face
from ria_deck.diagnostics import Report
from ria_deck.source.nearest import did_you_mean
from ria_deck.source.text import no_file, resolve_inside
from ria_deck.source.yaml import Loc

Files = tuple[str, str]
"""A family's regular and bold file."""


def own_faces(parts: Sequence[ThemePart], root: Path, report: Report) -> Mapping[str, Files]:
    """Family → files, for the families that the project brings or says to be like a known one."""
    files: dict[str, Files] = {}
    for part in parts:
        for index, font in enumerate(part.given.typography.fonts if part.given.typography else ()):
            loc: Loc = ("typography", "fonts", index)
            own = _own_files(font, part, loc, root, report) if font.files else _files_of_like(font, part, loc, report)
            if own is not None:
                files[font.family] = own
    return files


def _own_files(font: Font, part: ThemePart, loc: Loc, root: Path, report: Report) -> Files | None:
    paths = [_font_file(font, number, part, loc, root, report) for number in range(min(len(font.files), 2))]
    return (str(paths[0]), str(paths[-1])) if all(paths) else None


def _font_file(font: Font, number: int, part: ThemePart, loc: Loc, root: Path, report: Report) -> Path | None:
    entry = font.files[number]
    name = entry if isinstance(entry, str) else str(entry.get("path", ""))
    span = part.document.span((*loc, "files", number))
    path = resolve_inside(root, f"templates/{name}", report, span)
    if path is not None and not path.is_file():
        report.error("RD512", f"font file `templates/{name}` {no_file(path)}", span)
        return None
    if path is not None and not characters(path):
        hint = "use a TrueType (.ttf) or OpenType (.otf) file"
        report.error("RD513", f"`templates/{name}` is not a font that can be measured", span, hint=hint)
        return None
    return static_face(path, BOLD if number else REGULAR) if path is not None else None


def _files_of_like(font: Font, part: ThemePart, loc: Loc, report: Report) -> Files | None:
    """The files of the family that a font is said to be like; nothing is said where none is named."""
    if font.like is None:
        return None
    known = font_files()
    if font.like not in known:
        place, hint = part.document.span((*loc, "like")), f"`like` takes one of these: {', '.join(sorted(known))}"
        label = did_you_mean(font.like, known)
        report.error("RD511", f"unknown font family `{font.like}`", place, label=label, hint=hint)
        return None
    regular, bold = known[font.like]
    return str(regular), str(bold)
