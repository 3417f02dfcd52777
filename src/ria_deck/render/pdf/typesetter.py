"""Typeset HTML as PDF (WeasyPrint): only our fonts, only our files, every warning reported."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ria_deck.design.typesetting import libraries, listening
from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.render.html.own_files import OwnFile, place_of
from ria_deck.render.html.page import Page
from ria_deck.source.limits import limited

if TYPE_CHECKING:
    from ria_deck.render.pdf.page_faults import KnownFamilies

SECONDS = 8.0  # of CPU time for a page, and more for a long one: ten times what pages take
CHARACTERS_A_SECOND = 10_000
MEGABYTES = 800

# FONTCONFIG_FILE is of the whole process: one document at a time gets its fonts from it.


def typeset(page: Page, *, files: Iterable[Path] = (), folders: Iterable[Path] = ()) -> bytes:
    """A tagged PDF/UA-1 document. `files` and `folders` are what the page may read beside its fonts; addresses without a
    folder are looked for in the first of the `folders`.

    Raises `BuildError`: RD581 for an address that may not be read, RD582 for anything WeasyPrint warns of, RD583 for a
    character without a glyph, RD584 for a page whose blocks are hidden or moved, RD585 for a face without a font, RD586
    for a text that leaves its page, RD920 where Pango is missing.
    """
    with libraries([page.files[0].parent]) as weasyprint:
        from weasyprint.css.tokens import InvalidValues

        from ria_deck.design.fetcher import JailedFetcher, RefusedAddressError
        from ria_deck.render.pdf.marked_content import AlignmentError
        from ria_deck.render.pdf.page_faults import page_faults
        from ria_deck.render.pdf.tags import Tagger

        overlooked: list[Diagnostic] = []
        folders = tuple(folders)
        base = f"{folders[0].resolve().as_uri()}/" if folders else None
        fetcher = JailedFetcher(folders=folders, files=[*page.files, *files])
        end = limited(seconds=SECONDS + len(page.html) / CHARACTERS_A_SECOND, megabytes=MEGABYTES)
        with listening() as told, _without_collector(), end:
            try:
                html, sheets, known = _with_sheets(page, weasyprint, fetcher)
                document = weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher)

                def finish(laid_out: Any, pdf: Any) -> None:
                    overlooked.extend(page_faults(laid_out, known, page.own))
                    Tagger(document.etree_element).finish(laid_out, pdf)

                data = document.write_pdf(
                    pdf_variant="pdf/ua-1", finisher=finish, font_config=known, stylesheets=sheets, pdf_identifier=True
                )
            except RefusedAddressError as error:
                address = error.address
                for folder in (folders[0].resolve(), folders[0].resolve().parent) if folders else ():
                    address = address.removeprefix(f"{folder.as_uri()}/")
                raise BuildError([_refused(address, error.reason, page.own)]) from error
            except AlignmentError as error:
                warned = [_warned(message, page.html, page.own) for message in told]
                raise BuildError([*warned, _unaligned(str(error))]) from error
            except InvalidValues as error:  # of an @import: other rules that it doesn't take are only logged
                raise BuildError([_warned(str(error), page.html, page.own)]) from error
            except (MemoryError, OverflowError, RecursionError) as error:
                surely = page.own if isinstance(error, RecursionError) else ()
                raise BuildError([_warned(str(error) or type(error).__name__, page.html, surely)]) from error
    faults = [*(_warned(message, page.html, page.own) for message in dict.fromkeys(told)), *overlooked]
    if faults:
        _READ.clear()
        raise BuildError(faults)
    return bytes(data)


_READ: dict[tuple[str, tuple[Path, ...]], tuple[Any, KnownFamilies]] = {}
_MOST_READ = 16


def _with_sheets(page: Page, weasyprint: Any, fetcher: Any) -> tuple[str, list[Any], KnownFamilies]:
    """The page's HTML without what is returned beside it: its style sheet as read for an earlier page, with the fonts
    that came with it. A page with rules of the project's own, which may change any of that, is left as it is."""
    from ria_deck.render.pdf.page_faults import KnownFamilies

    element = f"<style>\n{page.sheet}\n</style>"
    if page.own or page.html.count(element) != 1:
        return page.html, [], KnownFamilies(page.files)
    key = (page.sheet, page.files)
    if key not in _READ:
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        if (
            not _READ
        ):  # fonts lie in a folder of their own, which goes with the process: in a worker, nothing else does it
            Finalize(None, _READ.clear, exitpriority=0)
        known = KnownFamilies(page.files)
        _READ[key] = (weasyprint.CSS(string=page.sheet, url_fetcher=fetcher, font_config=known), known)
    sheet, known = _READ[key]
    return page.html.replace(element, ""), [sheet], known


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


def _refused(address: str, reason: str, own: Sequence[OwnFile]) -> Diagnostic:
    name = address.rpartition("/")[2]
    return Diagnostic(
        span=place_of(f"“{address}” “{name}”", own),
        code="RD581",
        severity=Severity.ERROR,
        message=f"the page asks for {address[:200]}: {reason}",
        hint="put the file into templates/ and name it by its path from there",
    )


def _unaligned(reason: str) -> Diagnostic:
    return Diagnostic(
        code="RD584",
        severity=Severity.ERROR,
        message=f"the printed page doesn't follow its template: {reason}",
        hint="a style sheet that hides a block (`display: none`) or puts it elsewhere does this: leave the block "
        "out of the template instead",
    )


def _warned(message: str, html: str, own: Sequence[OwnFile]) -> Diagnostic:
    glyph = re.search(r"\(U\+([0-9A-F]+)\)$", message) if "notdef" in message else None
    if glyph is None:
        return Diagnostic(
            code="RD582",
            severity=Severity.ERROR,
            span=place_of(message, own, surely=True),
            message=f"the page can't be printed as written: {message}",
            hint="look at the style sheet or template in templates/ that this comes from",
        )
    character = chr(int(glyph[1], 16))
    found = re.search(f"[^<>]{{0,24}}{re.escape(character)}[^<>]{{0,24}}", html)
    where = f" in “{found[0].strip()}”" if found else ""
    return Diagnostic(
        code="RD583",
        severity=Severity.ERROR,
        message=f"no font has the character “{character}” (U+{glyph[1]}){where}",
        hint="write it another way, or name a face that has it in templates/theme.yaml",
    )
