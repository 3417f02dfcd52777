"""`import`: a deck, or a talk in Markdown of another program, as a project in a new folder."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ria_deck.content.slides.slug import slugify
from ria_deck.design.templates.inspect import inspect_template
from ria_deck.design.theme import load_theme
from ria_deck.diagnostics import BuildError, Diagnostic, Report, Severity, Span
from ria_deck.importing.colors import ColorRoles
from ria_deck.importing.deck import DeckLook, import_deck
from ria_deck.importing.markdown.talk import import_markdown
from ria_deck.importing.settling import settled
from ria_deck.importing.talk import ImportedTalk, LeftBehind
from ria_deck.importing.template_file import template_of
from ria_deck.model.theme import Theme
from ria_deck.ooxml.package import OfficePackageError
from ria_deck.ooxml.presentation import Presentation
from ria_deck.source.files import publish

DECKS = (".pptx", ".pptm", ".potx", ".ppsx")
TALKS = (".md", ".qmd", ".markdown")
_CODE = "RD860"
_LONGEST_ID = 60  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import wrote: paths below the folder, the talk with what was left behind, what `check` says of it."""

    paths: tuple[str, ...]
    talk: ImportedTalk
    diagnostics: tuple[Diagnostic, ...]


def import_talk(file: Path, into: Path, report: Report) -> Imported | None:
    """Write the project of a deck or Markdown talk into a new or empty folder; None, with errors, where it can't be.

    Nothing is written then; nothing outside of the file (for Markdown: of its folder) is read.
    """
    if not _is_free(into, report):
        return None
    suffix = file.suffix.lower()
    if suffix not in (*DECKS, *TALKS):
        hint = f"name a deck ({', '.join(DECKS)}) or a talk in Markdown ({', '.join(TALKS)})"
        report.error(_CODE, f"`{file.name}` is neither a deck nor a talk in Markdown", hint=hint)
        return None
    talk = _from_deck(file, report) if suffix in DECKS else _from_markdown(file, report)
    if talk is None:
        return None
    found = settled(talk)
    errors = [one for one in found.diagnostics if one.severity is Severity.ERROR]
    if errors:
        report.error(
            _CODE,
            f"`{file.name}` makes no project that builds: {errors[0].message}",
            hint="report this with the deck",
        )
        return None
    left = "".join(f"{line}\n" for line in listed(found.talk.left))
    files = dict(found.files)
    if left:
        files["imported.txt"] = f"What was not taken from {file.name}, or changed.\n\n{left}".encode()
    publish({into / path: data for path, data in files.items()})
    return Imported(paths=tuple(sorted(files)), talk=found.talk, diagnostics=found.diagnostics)


def listed(left: tuple[LeftBehind, ...]) -> list[str]:
    """A line for each thing left behind, in the order of slides; equal ones once, with their count."""
    counted: dict[LeftBehind, int] = {}
    for one in sorted(left, key=lambda one: one.slide):
        counted[one] = counted.get(one, 0) + 1
    lines = []
    for one, count in counted.items():
        place = f"slide {one.slide}" if one.slide else "the deck"
        name = f", {one.name}" if one.name else ""
        times = f" ({count} times)" if count > 1 else ""
        lines.append(f"{place}{name}: {one.what}{times}")
    return lines


def _is_free(into: Path, report: Report) -> bool:
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        what = "is not empty" if into.is_dir() else "is not a folder"
        report.error("RD861", f"`{into}` {what}", hint="name a new folder with --into DIR")
        return False
    return True


def _from_deck(file: Path, report: Report) -> ImportedTalk | None:
    name = project_id(file.stem)
    try:
        deck = Presentation.read(file.read_bytes())
        files, theme, left = _design(deck, name)
        roles = ColorRoles(theme.series, theme.colors, theme.scheme)
        talk = import_deck(deck, name, file.name, DeckLook(layouts=theme.layouts, roles=roles))
    except OfficePackageError as error:
        report.error(_CODE, f"`{file.name}` can't be imported: {error}", Span(path=file.name))
        return None
    if not talk.slides:
        report.error(_CODE, f"`{file.name}` has no slides that can be imported", Span(path=file.name))
        return None
    return replace(talk, files=files, left=(*left, *talk.left))


def _from_markdown(file: Path, report: Report) -> ImportedTalk | None:
    layouts = load_theme(Path(), Report()).layouts
    try:
        talk = import_markdown(file, project_id(file.stem), layouts)
    except UnicodeDecodeError:
        report.error(_CODE, f"`{file.name}` is not in UTF-8", Span(path=file.name), hint="save it as UTF-8")
        return None
    if not talk.slides:
        report.error(_CODE, f"`{file.name}` has no slides", Span(path=file.name))
        return None
    return talk


def _design(deck: Presentation, name: str) -> tuple[Mapping[str, bytes], Theme, tuple[LeftBehind, ...]]:
    """The deck's masters as a template with the theme.yaml that uses it, and the theme that they make; the built-in
    theme where they can't serve."""
    with tempfile.TemporaryDirectory(prefix="ria-deck-") as folder:
        root = Path(folder)
        (root / "templates").mkdir()
        place = root / "templates" / f"{_file_name(name)}.pptx"
        data = template_of(deck)
        place.write_bytes(data)
        try:
            theme_yaml = inspect_template(place).theme_yaml.encode("utf-8")
        except BuildError as error:
            why = error.diagnostics[0].message.rpartition(": ")[2]
            return (
                {},
                load_theme(Path(), Report()),
                (LeftBehind(0, "", f"its template ({why}): the built-in theme serves"),),
            )
        (root / "templates" / "theme.yaml").write_bytes(theme_yaml)
        report = Report()
        theme = load_theme(root, report)
        if report.failed:
            why = next(one.message for one in report.diagnostics if one.severity is Severity.ERROR)
            return (
                {},
                load_theme(Path(), Report()),
                (LeftBehind(0, "", f"its template ({why}): the built-in theme serves"),),
            )
        return {f"templates/{place.name}": data, "templates/theme.yaml": theme_yaml}, theme, ()


def project_id(stem: str) -> str:
    """The id of a project from its file's name: its first words where all of them are too long for names of files."""
    whole = slugify(stem)
    cut = whole.encode()[:_LONGEST_ID].decode(errors="ignore")
    short = cut.rpartition("-")[0] if cut != whole and "-" in cut else cut
    return short.strip("-") or "talk"


def _file_name(name: str) -> str:
    return re.sub(r"[^\w-]", "-", name)
