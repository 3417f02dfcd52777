"""Lay pages out with WeasyPrint: only our fonts, only our files, every warning reported."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ria_deck.design.typesetting import libraries, listening
from ria_deck.diagnostics import BuildError, Diagnostic
from ria_deck.render.html.page import Page
from ria_deck.render.pdf.faults import refused, unaligned, warned
from ria_deck.source.limits import limited

if TYPE_CHECKING:
    from ria_deck.render.pdf.page_faults import KnownFamilies
    from ria_deck.render.pdf.set_pages import SetPages
    from ria_deck.render.pdf.taking import Tree
    from ria_deck.render.pdf.used_fonts import Fonts

SECONDS = 8.0  # of CPU time for a page, and more for a long one: ten times what pages take
CHARACTERS_A_SECOND = 10_000
MEGABYTES = 800  # for any page, and more for a long one: twice what its slides take when it is set in one piece
CHARACTERS_A_MEGABYTE = 5_000

# FONTCONFIG_FILE is of the whole process: one document at a time gets its fonts from it.


@contextmanager
def press(page: Page, *, files: Iterable[Path] = (), folders: Iterable[Path] = ()) -> Iterator[Press]:
    """What sets pages with the fonts and the sheet of `page`. `files` and `folders` are what they may read beside the
    fonts; addresses without a folder are looked for in the first of the `folders`.

    Raises `BuildError`, also for what was set inside: RD581 for an address that may not be read, RD582 for anything
    WeasyPrint warns of, RD583 for a character without a glyph, RD584 for a page whose blocks are hidden or moved, RD585
    for a face without a font, RD586 for a text that leaves its page, RD920 where Pango is missing.
    """
    folders = tuple(folders)
    with libraries([page.files[0].parent]) as weasyprint:
        from weasyprint.css.tokens import InvalidValues

        from ria_deck.design.fetcher import JailedFetcher, RefusedAddressError
        from ria_deck.render.pdf.marked_content import AlignmentError

        fetcher = JailedFetcher(folders=folders, files=[*page.files, *files])
        with listening() as told, _without_collector(), _limits(len(page.html)):
            made = Press(weasyprint, page, fetcher, folders, told)
            try:
                yield made
            except RefusedAddressError as error:
                address = error.address
                for folder in (folders[0].resolve(), folders[0].resolve().parent) if folders else ():
                    address = address.removeprefix(f"{folder.as_uri()}/")
                raise BuildError([refused(address, error.reason, page.own)]) from error
            except AlignmentError as error:
                before = [warned(message, page.html, page.own) for message in told]
                raise BuildError([*before, unaligned(str(error))]) from error
            except InvalidValues as error:  # of an @import: other rules that it doesn't take are only logged
                raise BuildError([warned(str(error), page.html, page.own)]) from error
            except (MemoryError, OverflowError, RecursionError) as error:
                surely = page.own if isinstance(error, RecursionError) else ()
                raise BuildError([warned(str(error) or type(error).__name__, page.html, surely)]) from error
    faults = [*(warned(message, page.html, page.own) for message in dict.fromkeys(told)), *made.faults]
    if faults:
        _READ.clear()
        raise BuildError(faults)


def _limits(length: int) -> AbstractContextManager[None]:
    """Time and memory for a page of so many characters: a talk of hundreds of slides has more of both."""
    return limited(
        seconds=SECONDS + length / CHARACTERS_A_SECOND, megabytes=MEGABYTES + length // CHARACTERS_A_MEGABYTE
    )


class Press:
    """Sets HTML in pages. `faults` are those that WeasyPrint doesn't tell; `programs` has the fonts that were used, by
    their hash."""

    def __init__(self, weasyprint: Any, page: Page, fetcher: Any, folders: Sequence[Path], told: Sequence[str]) -> None:
        self._weasyprint = weasyprint
        self._told = told
        self._page = page
        self._fetcher = fetcher
        self._base = f"{folders[0].resolve().as_uri()}/" if folders else None
        self.faults: list[Diagnostic] = []
        self.programs: dict[str, bytes] = {}

    @property
    def faulty(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self.faults or self._told)

    def laid_out(self, html: str) -> LaidOut:
        """The pages of a document in the sheet of this press."""
        from ria_deck.render.pdf.used_fonts import Fonts

        html, sheets, known = _with_sheets(html, self._page, self._weasyprint, self._fetcher, self._base)
        source = self._weasyprint.HTML(string=html, base_url=self._base, url_fetcher=self._fetcher)
        document = source.render(font_config=known, stylesheets=sheets)
        return LaidOut(self, document, source.etree_element, Fonts(self.programs))

    def looked_at(self, document: Any) -> None:
        """Note what is wrong on laid-out pages."""
        from ria_deck.render.pdf.page_faults import page_faults

        self.faults += page_faults(document, document.font_config, self._page.own)


class LaidOut:
    """Pages as WeasyPrint has laid them out, from the elements below `root`."""

    def __init__(self, machine: Press, document: Any, root: Any, fonts: Fonts) -> None:
        from ria_deck.render.pdf.taking import SetFrom

        self._machine = machine
        self._document = document
        self._fonts = fonts
        self.source = SetFrom.of(root)

    @property
    def pages(self) -> Sequence[Any]:
        """The pages, WeasyPrint's."""
        return self._document.pages  # type: ignore[no-any-return]

    def taken(self, pages: Sequence[Any], tree: Tree, shown: Sequence[Any], *, itself: bool = True) -> SetPages:
        """Some pages as a value; `tree` gives their structure, `shown` are the elements that are on them; `itself` says
        whether what the document says of itself comes along."""
        from dataclasses import replace

        from ria_deck.render.pdf.taking import take

        some = self._document.copy(pages)
        self._machine.looked_at(some)
        return take(some, replace(self.source, shown=shown), tree, self._fonts, itself=itself)

    def whole(self, *, itself: bool = True) -> SetPages:
        """All pages with all of their structure."""
        from ria_deck.render.pdf.taking import whole

        return self.taken(self.pages, whole, self.source.shown, itself=itself)

    def decoration(self) -> SetPages:
        """All pages, as what is laid over others and not read."""
        from ria_deck.render.pdf.taking import take_unmarked

        return take_unmarked(self._document, self._fonts)


_READ: dict[tuple[tuple[str, ...], tuple[Path, ...]], tuple[list[Any], KnownFamilies]] = {}
_MOST_READ = 16


def _with_sheets(
    html: str, page: Page, weasyprint: Any, fetcher: Any, base: str | None
) -> tuple[str, list[Any], KnownFamilies]:
    """The page's HTML without what is returned beside it: its style sheets as read for an earlier page, with the fonts
    that came with them. A page whose sheets aren't those that may be read once is left as it is."""
    from ria_deck.render.pdf.page_faults import KnownFamilies

    elements = [f"<style>{sheet}</style>" for sheet in page.sheets]
    if not elements or any(html.count(element) != 1 for element in elements):
        return html, [], KnownFamilies(page.files)
    key = (page.sheets, page.files)
    if key not in _READ:
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        if (
            not _READ
        ):  # fonts lie in a folder of their own, which goes with the process: in a worker, nothing else does it
            Finalize(None, _READ.clear, exitpriority=0)
        known = KnownFamilies(page.files)
        rules = {"url_fetcher": fetcher, "font_config": known, "base_url": base}
        _READ[key] = ([weasyprint.CSS(string=sheet, **rules) for sheet in page.sheets], known)
    sheets, known = _READ[key]
    for element in elements:
        html = html.replace(element, "", 1)
    return html, sheets, known


@contextmanager
def _without_collector() -> Iterator[None]:
    """No cyclic garbage is looked for meanwhile: a document is hundreds of thousands of objects that all stay alive."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
