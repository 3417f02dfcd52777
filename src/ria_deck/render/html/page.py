"""Render a view as one HTML page, through the project's templates or the built-in ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import FunctionLoader
from markupsafe import Markup

from ria_deck.diagnostics import BuildError, Diagnostic, Severity, Span
from ria_deck.model.chart import Chart, ChartLayout
from ria_deck.model.deck import Deck
from ria_deck.model.map import Map, MapLayout
from ria_deck.model.theme import Theme
from ria_deck.model.timeline import Timeline, TimelineLayout
from ria_deck.render.html.figure_view import Drawing, Keep, anew
from ria_deck.render.html.own_files import OwnFile
from ria_deck.render.html.sandbox import BoundedEnvironment
from ria_deck.render.html.tokens import tokens_of

BUILT_IN = Path(__file__).resolve().parent.parent / "templates"


SHIPPED = "ria/"  # before the name of a built-in template: `{% extends "ria/handout.html.j2" %}`
MOST_OF_A_SHEET = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`html` and the font `files` that its style `sheet` names, the one that is the same for many pages; `own` are the
    project's sheets and templates in it."""

    html: str
    files: tuple[Path, ...]
    sheet: str = ""
    own: tuple[OwnFile, ...] = ()


def drawing(keep: Keep = anew) -> Drawing:
    """The program's own drawers of charts, maps and timelines, imported when the first figure is not kept. A theme is
    read from the project's templates alone, so what is drawn follows from the figure and its layout."""

    def chart(block: Chart, layout: ChartLayout, theme: Theme) -> str:
        def draw() -> bytes:
            from ria_deck.render.svg.charts_and_maps import chart_svg

            return chart_svg(block, layout, theme).encode()

        return keep(f"chart {block!r} {layout!r}", draw).decode()

    def on_map(block: Map, layout: MapLayout, theme: Theme) -> str:
        def draw() -> bytes:
            from ria_deck.render.svg.charts_and_maps import map_svg

            return map_svg(block, layout, theme).encode()

        return keep(f"map {block!r} {layout!r}", draw).decode()

    def timeline(block: Timeline, layout: TimelineLayout, theme: Theme) -> str:
        def draw() -> bytes:
            from ria_deck.render.svg.timelines import timeline_svg

            return timeline_svg(block, layout, theme).encode()

        return keep(f"timeline {block!r} {layout!r}", draw).decode()

    return Drawing(chart=chart, map=on_map, timeline=timeline)


def fill(
    template: str, sheet: str, view: Mapping[str, Any], deck: Deck, *, root: Path | None, before: str = ""
) -> Page:
    """Print `view` through a template: its strings are what the fonts are chosen for. `before` is CSS before the sheet."""
    files, environment = _environment(root / "templates" if root else None)
    tokens = tokens_of(deck.theme, deck.lang, _strings(view))
    css = built_in = tokens.css + before + (BUILT_IN / sheet).read_text("utf-8")
    if own := files.own_sheet(sheet).replace("</", r"<\/"):
        css += f"</style>\n<style>\n{own}"  # an element of its own: an @import must stand first
    try:
        with environment.budget():
            html = environment.get_template(template).render(view, css=Markup(css))
    except (TemplateError, *_MISTAKES) as error:
        raise BuildError([_fault(error, template, files)]) from error
    return Page(html=html, files=tokens.files, sheet=built_in, own=files.own_files(sheet, template))


def sheet_of(sheet: str, text: str, deck: Deck, *, root: Path | None) -> tuple[str, tuple[Path, ...]]:
    """A style sheet with the theme's tokens and the project's own rules, for a page that shows `text`; and the font
    files that it names."""
    files, _ = _environment(root / "templates" if root else None)
    tokens = tokens_of(deck.theme, deck.lang, text)
    return tokens.css + (BUILT_IN / sheet).read_text("utf-8") + files.own_sheet(sheet), tokens.files


def fragment(template: str, view: Mapping[str, Any], *, root: Path | None) -> str:
    """A part of a page printed through a template, without a style sheet. Raises `BuildError` with RD580."""
    files, environment = _environment(root / "templates" if root else None)
    try:
        with environment.budget():
            return environment.get_template(template).render(view)
    except (TemplateError, *_MISTAKES) as error:
        raise BuildError([_fault(error, template, files)]) from error


@lru_cache(maxsize=8)
def _environment(own: Path | None) -> tuple[_Files, BoundedEnvironment]:
    """Compiling the templates takes longer than printing them: once for each project."""
    files = _Files(own)
    environment = BoundedEnvironment(
        loader=FunctionLoader(files.template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return files, environment


def forget_templates() -> None:
    """Read templates again: their files may have changed since the last build of this process."""
    _environment.cache_clear()


class _Files:
    """Templates by name: the project's own first, then the built-in ones. Names don't lead out of their folder.

    A template of the project's stands in for the built-in one. A style sheet doesn't: a few rules are laid over it.
    """

    def __init__(self, own: Path | None) -> None:
        self.folders = [folder.resolve() for folder in (own, BUILT_IN) if folder is not None]

    def path(self, name: str) -> Path | None:
        """The file of a template, or None; one that a link leads to out of its folder is refused."""
        folders = self.folders
        if name.startswith(SHIPPED):  # whatever the project has under that name
            name, folders = name.removeprefix(SHIPPED), [BUILT_IN]
        for folder in folders:
            found = (folder / name).resolve()
            if found.is_relative_to(folder) and found.is_file():
                return found
            if (folder / name).is_symlink():
                raise BuildError([_refused(name, "RD002", "it points outside templates/")])
        return None

    def own_sheet(self, name: str) -> str:
        """The text of the project's own style sheet, which may be as long as one is that people write; empty where it
        has none."""
        found = self.path(name)
        text = "" if found is None or found.is_relative_to(BUILT_IN) else self.text(name)
        if len(text) > MOST_OF_A_SHEET:
            raise BuildError([_refused(name, "RD580", f"it has more than {MOST_OF_A_SHEET:,} characters")])
        return text

    def own_files(self, *names: str) -> tuple[OwnFile, ...]:
        """Those of the files that are the project's own."""
        found = [(name, self.path(name)) for name in names]
        return tuple(
            OwnFile(path=f"templates/{name}", text=self.text(name))
            for name, path in found
            if path is not None and not path.is_relative_to(BUILT_IN)
        )

    def text(self, name: str) -> str:
        """The file's text; raises `TemplateNotFound`."""
        found = self.path(name)
        if found is None:
            raise TemplateNotFound(name)
        try:
            return found.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise BuildError([_refused(name, "RD580", str(error))]) from error

    def template(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """What Jinja's loader asks for: text, file name, and whether they still hold."""
        found = self.path(name)
        if found is None:
            return None
        text = self.text(name)
        return text, str(found), lambda: self.path(name) == found and self.text(name) == text


_MISTAKES = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
"""What a template's own expressions raise; OverflowError, of the budget, is an ArithmeticError."""


def _refused(name: str, code: str, reason: str) -> Diagnostic:
    message = f"templates/{name} can't be read: {reason}"
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, span=Span(path=f"templates/{name}"))


def _fault(error: BaseException, template: str, files: _Files) -> Diagnostic:
    """The template's mistake with its file and line, as far as Jinja knows them."""
    name, line = template, 1
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or template, error.lineno
    else:
        trace = error.__traceback__
        known = {str(files.path(Path(n).name)): n for n in (template,)}
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if file in known or file.endswith(".j2"):
                name, line = known.get(file, Path(file).name), trace.tb_lineno
            trace = trace.tb_next
    return Diagnostic(
        code="RD580",
        severity=Severity.ERROR,
        message=f"template {name}: {str(error) or type(error).__name__}",
        span=Span(path=f"templates/{name}", line=line),
        hint="the values that a handout template may print are those of the built-in handout.html.j2",
    )


def _strings(value: Any) -> str:
    """Every string of a view, once, for the choice of fonts."""
    found: set[str] = set()

    def walk(item: Any) -> None:
        if isinstance(item, str):
            if not item.startswith("data:"):
                found.update(item)
        elif isinstance(item, Mapping):
            for inner in item.values():
                walk(inner)
        elif isinstance(item, (list, tuple)):
            for inner in item:
                walk(inner)

    walk(value)
    return "".join(sorted(found))
