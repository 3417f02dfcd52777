"""A project kept warm: after a change, the slides that differ, in every language, and what is wrong."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ria_deck.choosing import Options, deck_names_of, variants_of
from ria_deck.diagnostics import BuildError, Diagnostic, Report
from ria_deck.model.deck import Deck, Slide
from ria_deck.pipeline import shared_inputs
from ria_deck.preview.changes import changes_by_slide
from ria_deck.render.html.figure_view import Drawing
from ria_deck.render.html.page import drawing, fragment
from ria_deck.render.web.origins import Origins
from ria_deck.render.web.view import web_slide
from ria_deck.source.files import files_below
from ria_deck.variant import Variant, assembled, forget_files

_MOST_KEPT = 2_000  # drawings; a talk has some dozens


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSlide:
    """A slide as the page gets it. `stamp` is another one whenever anything of it differs."""

    id: str
    html: str
    notes: str
    origins: Sequence[Mapping[str, Any]]
    path: str
    line: int
    hidden: bool
    title: str
    stamp: str

    def record(self) -> dict[str, Any]:
        """The slide for the page, as JSON."""
        names = ("id", "html", "notes", "origins", "path", "line", "hidden", "title", "stamp")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDeck:
    """One language's deck as the page gets it; `changes` are what is new since the last build, by slide."""

    language: str
    deck: Deck
    slides: tuple[ShownSlide, ...]
    changes: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What a look at the project gave: slides that differ as (language, id), languages whose order of slides differs,
    and everything that is wrong now."""

    slides: tuple[tuple[str, str], ...]
    orders: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Session:
    """The decks of one edition (the first) and one row of its batch (the first, until another is chosen) in the languages
    that are asked for. A language with mistakes keeps its last good deck."""

    root: Path
    edition: str = ""
    languages: tuple[str, ...] = ()
    batch_id: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    decks: dict[str, ShownDeck] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    editions: tuple[str, ...] = ()
    report_languages: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()  # the ids of the batch; empty for a report without one
    row: str = ""  # the one that is shown
    _drawn: dict[str, bytes] = field(default_factory=dict)
    _slides: dict[str, dict[bytes, ShownSlide]] = field(default_factory=dict)  # of the last look, by what they show
    _lines: dict[str, list[str]] = field(default_factory=dict)
    _files: tuple[tuple[str, int, int, int], ...] = ()

    def look(self) -> Update:
        """Read the project again. Never raises for a mistake of the project."""
        report = Report()
        self._forget_replaced()
        before = self.decks
        after = dict(before)
        try:
            for variant, made in self._made(report):
                after[variant.language] = made
        except BuildError as error:
            report.extend(error.diagnostics)
        except OSError as error:  # files go and come while one checks out another branch
            message = f"{error.filename or self.root}: {error.strerror or error}"
            report.error("RD003", message, None)
        self.decks = {language: after[language] for language in self._wanted(after)}
        self.diagnostics = tuple(report.diagnostics)
        if not before:
            for path in {slide.path for shown in self.decks.values() for slide in shown.slides}:
                self.changed_line(path)  # as it is now
        changed, orders = _differences(before, self.decks)
        return Update(slides=changed, orders=orders, diagnostics=self.diagnostics)

    def _forget_replaced(self) -> None:
        """What this process knows of files by their paths goes when one of data/ or templates/ is another one."""
        found: list[tuple[str, int, int, int]] = []
        for path in sorted(path for folder in ("data", "templates") for path in files_below(self.root / folder)):
            with contextlib.suppress(OSError):  # it goes while one checks out another branch
                stat = path.stat()
                found.append((str(path), stat.st_ino, stat.st_size, stat.st_mtime_ns))
        if tuple(found) != self._files:
            forget_files()
            self._files = tuple(found)

    def choose(self, row: str) -> Update:
        """Show another row of the batch; nothing of the one before stays, whatever is wrong with this one."""
        self.batch_id, self.decks = row, {}
        return self.look()

    def _wanted(self, decks: Mapping[str, ShownDeck]) -> list[str]:
        known = self.languages or self.report_languages or tuple(decks)
        return [language for language in known if language in decks]

    def _made(self, report: Report) -> list[tuple[Variant, ShownDeck]]:
        options = Options(
            output=self.root / "build",
            languages=self.languages,
            editions=(self.edition,) if self.edition else (),
            only=(self.batch_id,) if self.batch_id else (),
            params=self.params,
        )
        shared = shared_inputs(self.root, options, report)
        if shared is None:
            return []
        content = shared.content
        self.editions = tuple(content.reports)
        edition = self.edition if self.edition in content.reports else self.editions[0]
        self.edition = edition
        self.report_languages = tuple(content.reports[edition].languages)
        self.rows = tuple(
            dict.fromkeys(n.batch_id for n in deck_names_of(shared) if n.edition == edition and n.batch_id)
        )
        found: list[tuple[Variant, ShownDeck]] = []
        chosen = [variant for variant in variants_of(shared, options) if variant.edition == edition]
        for variant in chosen:
            if variant.batch_id != chosen[0].batch_id:
                continue
            self.row = variant.batch_id
            own = Report()
            made = assembled(shared, variant, own)
            if made is not None:
                found.append((variant, self._shown(made[0])))
            report.extend(own.diagnostics)
        return found

    def _shown(self, deck: Deck) -> ShownDeck:
        draw = drawing(self.keep, browsers=True)
        around = _around_slides(deck, self.root)
        before, after = self._slides.get(deck.language, {}), {}
        for number, slide in enumerate(deck.slides, start=1):
            key = hashlib.sha256(f"{around} {number} {slide!r}".encode()).digest()
            after[key] = before[key] if key in before else self._drawn_slide(slide, number, deck, draw)
        self._slides[deck.language] = after
        changes = changes_by_slide(self.root, deck)
        return ShownDeck(language=deck.language, deck=deck, slides=tuple(after.values()), changes=changes)

    def _drawn_slide(self, slide: Slide, number: int, deck: Deck, draw: Drawing) -> ShownSlide:
        origins = Origins(deck)
        view = web_slide(slide, number, deck, draw, origins)
        html = fragment("preview_slide.html.j2", {"slide": view, "total": len(deck.slides)}, root=self.root)
        return _shown_slide(slide, html, str(view["notes"]), origins)

    def slide_at(self, path: str, line: int) -> str | None:
        """The slide that a line of a source file belongs to; None for a file without slides."""
        for shown in self.decks.values():
            before = [slide for slide in shown.slides if slide.path == path and slide.line <= max(line, 1)]
            if before:
                return before[-1].id
        return None

    def changed_line(self, path: str) -> int:
        """The first line of a text file that differs from when it was last asked for; 1 for the first time."""
        try:
            lines = (self.root / path).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            lines = []
        before = self._lines.get(path, lines)
        self._lines[path] = lines
        pairs = zip_longest(before, lines)
        return next((number for number, (old, new) in enumerate(pairs, start=1) if old != new), 1)

    def keep(self, made_of: str, make: Callable[[], bytes]) -> bytes:
        """What a step gave before, by what it is made of, else made now; for drawings and whole pages."""
        key = hashlib.sha256(made_of.encode()).hexdigest()
        if key not in self._drawn:
            if len(self._drawn) >= _MOST_KEPT:
                self._drawn.clear()
            self._drawn[key] = make()
        return self._drawn[key]


def _around_slides(deck: Deck, root: Path) -> str:
    """What the page of a slide is made of beside the slide: the deck, and templates of the project's own."""
    whole = replace(deck, slides=(), data_tables=(), credits=())
    own = [path.read_bytes() for path in sorted((root / "templates").rglob("*.j2")) if path.is_file()]
    return hashlib.sha256(repr((whole, len(deck.slides), own)).encode()).hexdigest()


def _shown_slide(slide: Slide, html: str, notes: str, origins: Origins) -> ShownSlide:
    path, line = (slide.span.path, slide.span.line) if slide.span else ("content/report.yaml", 1)
    made_of = repr((html, str(notes), origins.listed, slide.hidden))
    return ShownSlide(
        id=slide.id,
        html=html,
        notes=str(notes),
        origins=tuple(origins.listed),
        path=path,
        line=line,
        hidden=slide.hidden,
        title=slide.title.text,
        stamp=hashlib.sha256(made_of.encode()).hexdigest()[:16],
    )


def _differences(
    before: Mapping[str, ShownDeck], after: Mapping[str, ShownDeck]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    slides: list[tuple[str, str]] = []
    orders: list[str] = []
    for language, deck in after.items():
        old = before.get(language)
        stamps = {slide.id: slide.stamp for slide in old.slides} if old else {}
        slides += [(language, slide.id) for slide in deck.slides if stamps.get(slide.id) != slide.stamp]
        if old is None or [slide.id for slide in old.slides] != [slide.id for slide in deck.slides]:
            orders.append(language)
    return tuple(slides), tuple(orders)
