"""Render a view as one HTML page, through the project's templates or the built-in ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.loaders import FunctionLoader
from markupsafe import Markup

from ria_deck.diagnostics import BuildError, Diagnostic
from ria_deck.model.chart import Chart, ChartLayout
from ria_deck.model.deck import Deck
from ria_deck.model.kpi import Multiples, MultiplesLayout
from ria_deck.model.map import Map, MapLayout
from ria_deck.model.theme import Theme
from ria_deck.model.timeline import Timeline, TimelineLayout
from ria_deck.render.html.faults import MISTAKES, SHIPPED, Unknown, fault_in, refused
from ria_deck.render.html.figure_view import Drawing, Keep, anew
from ria_deck.render.html.own_files import OwnFile
from ria_deck.render.html.sandbox import BoundedEnvironment
from ria_deck.render.html.tokens import tokens_of
from ria_deck.source.files import files_below
from ria_deck.source.text import SourceText

BUILT_IN = Path(__file__).resolve().parent.parent / "templates"
MOST_OF_A_SHEET = 200_000
_SUFFIX = ".html.j2"
_BOXES = "slide_boxes.css"
_OF_SLIDES = ("slides.css", "web.css")
_MOST_COMPILED = 100  # templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`html` and the font `files` that its style sheets name; `sheets` are those that are the same for many pages, as they
    stand in it; `own` are the project's sheets and templates in it."""

    html: str
    files: tuple[Path, ...]
    sheets: tuple[str, ...] = ()
    own: tuple[OwnFile, ...] = ()


def drawing(keep: Keep = anew, *, browsers: bool = False) -> Drawing:
    """The program's own drawers of charts, maps and timelines, imported when the first figure is not kept. What is drawn
    follows from the figure, its layout and the theme. `browsers` shape letters by themselves."""
    way = "text " if browsers else ""
    look = _look_of_themes()

    def chart(block: Chart, layout: ChartLayout, theme: Theme) -> str:
        def draw() -> bytes:
            from ria_deck.render.svg.charts_and_maps import chart_svg

            return chart_svg(block, layout, theme, browsers=browsers).encode()

        return keep(f"{way}chart {block!r} {layout!r} {look(theme)}", draw).decode()

    def on_map(block: Map, layout: MapLayout, theme: Theme) -> str:
        def draw() -> bytes:
            from ria_deck.render.svg.charts_and_maps import map_svg

            return map_svg(block, layout, theme, browsers=browsers).encode()

        return keep(f"{way}map {block!r} {layout!r} {look(theme)}", draw).decode()

    def timeline(block: Timeline, layout: TimelineLayout, theme: Theme) -> str:
        def draw() -> bytes:
            from ria_deck.render.svg.timelines import timeline_svg

            return timeline_svg(block, layout, theme, browsers=browsers).encode()

        return keep(f"{way}timeline {block!r} {layout!r} {look(theme)}", draw).decode()

    def multiples(block: Multiples, layout: MultiplesLayout, theme: Theme, slide: bool) -> str:
        def draw() -> bytes:
            from ria_deck.render.svg.multiples import multiples_svg

            return multiples_svg(block, layout, theme, slide=slide, browsers=browsers).encode()

        return keep(f"{way}multiples {slide} {block!r} {layout!r} {look(theme)}", draw).decode()

    return Drawing(chart=chart, map=on_map, timeline=timeline, multiples=multiples, browsers=browsers)


def _look_of_themes() -> Callable[[Theme], str]:
    """A function that gives the hash of a theme, reckoned once for figures that have the same one after each other."""
    last: tuple[Theme, str] | None = None

    def look(theme: Theme) -> str:
        nonlocal last
        if last is None or last[0] is not theme:
            last = (theme, hashlib.sha256(repr(theme).encode()).hexdigest())
        return last[1]

    return look


def fill(
    template: str, sheet: str, view: Mapping[str, Any], deck: Deck, *, root: Path | None, before: str = ""
) -> Page:
    """Print `view` through a template: its strings are what the fonts are chosen for. `before` is CSS before the sheet."""
    files, environment = _environment(root / "templates" if root else None)
    tokens = tokens_of(deck.theme, deck.lang, _strings(view))
    css = tokens.css + before + built_in_sheet(sheet)
    if own := files.own_sheet(sheet).replace("</", r"<\/"):
        css += f"</style>\n<style>\n{own}"  # an element of its own: an @import must stand first
    try:
        with environment.budget():
            html = environment.get_template(template).render(view, css=Markup(css))
    except (TemplateError, *MISTAKES) as error:
        raise BuildError([files.fault(error, template, view)]) from error
    mine = files.own_files(sheet, template)
    return Page(html=html, files=tokens.files, sheets=() if mine else (f"\n{css}\n",), own=mine)


def sheet_of(sheet: str, text: str, deck: Deck, *, root: Path | None) -> tuple[str, tuple[Path, ...]]:
    """A style sheet with the theme's tokens and the project's own rules, for a page that shows `text`; and the font
    files that it names."""
    files, _ = _environment(root / "templates" if root else None)
    tokens = tokens_of(deck.theme, deck.lang, text)
    return tokens.css + built_in_sheet(sheet) + files.own_sheet(sheet), tokens.files


def built_in_sheet(name: str) -> str:
    """The program's own style sheet of a page; those of slides, printed and for browsers, have the same rules first."""
    names = (_BOXES, name) if name in _OF_SLIDES else (name,)
    return "".join((BUILT_IN / one).read_text("utf-8") for one in names)


def fragment(template: str, view: Mapping[str, Any], *, root: Path | None) -> str:
    """A part of a page printed through a template, without a style sheet. Raises `BuildError` with RD580."""
    files, environment = _environment(root / "templates" if root else None)
    try:
        with environment.budget():
            return environment.get_template(template).render(view)
    except (TemplateError, *MISTAKES) as error:
        raise BuildError([files.fault(error, template, view)]) from error


@lru_cache(maxsize=8)
def _environment(own: Path | None) -> tuple[_Files, BoundedEnvironment]:
    """Compiling the templates takes longer than printing them: once for each project."""
    files = _Files(own)
    return files, page_environment(files.template)


def page_environment(load: Callable[[str], Any] = lambda _name: None) -> BoundedEnvironment:
    """What page templates are read and printed with; `load` gives a template by its name, as Jinja's loaders do."""
    return BoundedEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )


class _Compiled(BytecodeCache):
    """Templates compiled once by a process, by their text."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What the text of a template was compiled to."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it; when there are many, older ones go."""
        while len(self._code) >= _MOST_COMPILED:
            del self._code[next(iter(self._code))]
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


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
                raise BuildError([refused(name, "RD002", "it points outside templates/")])
        return None

    def own_sheet(self, name: str) -> str:
        """The text of the project's own style sheet, which may be as long as one is that people write; empty where it
        has none."""
        found = self.path(name)
        text = "" if found is None or found.is_relative_to(BUILT_IN) else self.text(name)
        if len(text) > MOST_OF_A_SHEET:
            raise BuildError([refused(name, "RD580", f"it has more than {MOST_OF_A_SHEET:,} characters")])
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
            raise BuildError([refused(name, "RD580", str(error))]) from error

    def template(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """What Jinja's loader asks for: text, file name, and whether they still hold."""
        found = self.path(name)
        if found is None:
            return None
        text = self.text(name)
        shipped = found.is_relative_to(BUILT_IN)
        return text, str(found), lambda: self.path(name) == found and (shipped or self.text(name) == text)

    def fault(self, error: BaseException, template: str, view: Mapping[str, Any]) -> Diagnostic:
        """The mistake that printing a template ended in, at its place in the project's file."""
        own: dict[str, SourceText] = {}
        there: dict[str, str] = {}
        for folder in reversed(self.folders):
            for file in files_below(folder):
                name = file.relative_to(folder).as_posix()
                if not name.endswith(_SUFFIX) or not file.resolve().is_relative_to(folder):
                    continue
                if folder == BUILT_IN:
                    there |= {name: self.text(SHIPPED + name), SHIPPED + name: self.text(SHIPPED + name)}
                else:
                    there[name] = self.text(name)
                    own[str(file)] = SourceText(f"templates/{name}", there[name])
        shown = own.get(str(self.path(template))) or SourceText(f"{SHIPPED}{template}", self.text(template))
        names = {name: text for name, text in there.items() if name != template}
        return fault_in(error, shown, view.keys() | {"css"}, own, names)


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
