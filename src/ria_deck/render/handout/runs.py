"""Set a handout in runs of pages, and only those that aren't kept from an earlier build.

Pages are filled from the front, so that a run is made by what is on it and by what no longer fits on it. It is kept by
these items; a run that is set again meets the kept ones where a page begins as before.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from ria_deck.model.page import HandoutPage
from ria_deck.render.handout.cutting import Cut, Cutter, NotInRunsError
from ria_deck.render.handout.heads import contents_css, head_pages, heads_css, heads_in, heads_of, numbered, pages_of
from ria_deck.render.handout.pieces import Pieces, in_sections
from ria_deck.render.html.figure_view import Keep
from ria_deck.render.html.page import Page
from ria_deck.render.pdf.joining import cutter, join
from ria_deck.render.pdf.press import LaidOut, Press, press
from ria_deck.render.pdf.set_pages import SetPages, as_bytes, from_bytes

_MOST_NEEDED = 40  # items that a run is looked for by
_MORE = 2  # items that are set behind those that are new
_MANY = 40  # items, whose pages are worth looking for
_AT_ONCE = 120  # items that are set together: what a page takes in memory is given back after each time
_TRIES = 3  # guesses at how many pages the contents take


class _Missing(Exception):  # noqa: N818 - not an error
    """Something isn't kept."""


def _absent() -> bytes:
    raise _Missing


class Runs:
    """One handout while it is set. `files` and `folders` are what its pages may read."""

    def __init__(
        self, page: Page, pieces: Pieces, keep: Keep, *, files: Sequence[Path], folders: Sequence[Path], rtl: bool
    ) -> None:
        self._page = page
        self._pieces = pieces
        self._keep = keep
        self._files, self._folders = files, folders
        self._rtl = rtl
        self._open = ExitStack()
        self._press: Press | None = None
        self._sheet = hashlib.sha256(pieces.opening.encode()).hexdigest()

    def printed(self, size: HandoutPage) -> bytes:
        """The handout as PDF. Raises `NotInRunsError` where pages can't be cut, `BuildError` for faults of the page."""
        with self._open:
            body = list(self._body(size))
            cover = self._whole(f"{self._pieces.head}<body>{self._pieces.cover}</body></html>", itself=True)
            contents = self._contents(body, len(cover.pages))
            runs = [cover, *contents, *body]
            said = heads_of(runs, len(cover.pages), heads_in(self._pieces.cover))
            heads = [
                self._decoration(self._with_rules(heads_css(rtl=self._rtl), part))
                for part in head_pages(said, len(cover.pages) + 1)
            ]
        return join(runs, cutter(self._program, self._keep), heads, len(cover.pages))

    def _machine(self) -> Press:
        """What sets pages, which takes a while to come: opened for the first page that isn't kept."""
        if self._press is None:
            self._press = self._open.enter_context(press(self._page, files=self._files, folders=self._folders))
        return self._press

    def _laid_out(self, html: str) -> LaidOut:
        return self._machine().laid_out(html)

    def _program(self, hash_: str) -> bytes:
        if self._press is not None and hash_ in self._press.programs:
            return self._press.programs[hash_]
        for file in self._page.files:
            data = file.read_bytes()
            if hashlib.sha256(data).hexdigest() == hash_:
                return data
        raise NotInRunsError(f"a font of kept pages is gone: {hash_}")

    def _kept(self, made_of: str, make: Callable[[], SetPages]) -> SetPages:
        fresh: list[SetPages] = []

        def step() -> bytes:
            fresh.append(self._faultless(make()))
            return as_bytes(fresh[0])

        data = self._keep(made_of, step)
        return fresh[0] if fresh else from_bytes(data)

    def _faultless(self, made: SetPages) -> SetPages:
        """Pages, where nothing is wrong with them; what is is told of the whole page."""
        if self._machine().faulty:
            raise NotInRunsError
        return made

    def _whole(self, html: str, *, itself: bool) -> SetPages:
        return self._kept(f"pages {html}", lambda: self._laid_out(html).whole(itself=itself))

    def _decoration(self, html: str) -> SetPages:
        return self._kept(f"heads {html}", lambda: self._laid_out(html).decoration())

    def _with_rules(self, css: str, body: str) -> str:
        return self._pieces.document(body).replace("</head>", f"<style>{css}</style></head>", 1)

    def _contents(self, body: Sequence[SetPages], before: int) -> list[SetPages]:
        """The contents, with the numbers that pages have behind them."""
        if not self._pieces.contents:
            return []
        length = 1
        for _ in range(_TRIES):
            pages = pages_of(body, before + length + 1)
            html = self._with_rules(contents_css(), numbered(self._pieces.contents, pages))
            made = self._whole(html, itself=False)
            if len(made.pages) == length:
                return [made]
            length = len(made.pages)
        raise NotInRunsError

    def _body(self, size: HandoutPage) -> Iterator[SetPages]:
        items = self._pieces.items
        number = 0
        known = self._found(number)
        while number < len(items):
            while known is not None:
                pages, number = known
                yield pages
                known = self._found(number)
            before = number
            for cut in self._set(number, size) if number < len(items) else ():
                self._put(cut)
                yield cut.pages
                number = cut.next
                known = self._found(number)
                if known is not None:
                    break
            if number - before > _MANY:
                gc.collect()  # laid-out pages refer to each other

    def _set(self, first: int, size: HandoutPage) -> Iterator[Cut]:
        """New runs from an item on, at least one."""
        items = self._pieces.items
        most = min(first + _AT_ONCE, len(items))
        end = next((n for n in range(first + 1, most) if self._may_begin(n)), most)
        more = _MORE
        while True:
            some = items[first : min(end + more, len(items))]
            before = _filled_page(size) if first else ""
            html = self._pieces.document(before + "".join(in_sections(some, first)))
            runs = Cutter(self._laid_out(html), items, first, behind=bool(first)).runs()
            cut = next(runs, None)
            if cut is not None:
                yield cut
                yield from runs
                return
            if first + len(some) == len(items):
                raise NotInRunsError
            more *= 2

    def _key(self, first: int, needed: int, *, last: bool) -> str:
        items = self._pieces.items[first:needed]
        digest = hashlib.sha256(b"".join(item.digest for item in items)).hexdigest()
        return f"run {self._sheet} {'first' if first == 0 else 'next'} {digest} {len(items)} {'last' if last else ''}"

    def _start(self, number: int) -> str:
        return self._key(number, number + 1, last=False).replace("run ", "start ")

    def _may_begin(self, number: int) -> bool:
        """Whether an earlier build had a run that begins with an item."""
        try:
            self._keep(self._start(number), _absent)
        except _Missing:
            return False
        return True

    def _found(self, number: int) -> tuple[SetPages, int] | None:
        """A kept run that begins with an item, and the item behind it."""
        items = self._pieces.items
        if number >= len(items) or not self._may_begin(number):
            return None
        for needed in range(number + 1, min(number + _MOST_NEEDED, len(items)) + 1):
            for last in (False, True) if needed == len(items) else (False,):
                try:
                    data = self._keep(self._key(number, needed, last=last), _absent)
                except _Missing:
                    continue
                length, _, rest = data.partition(b"\n")
                return from_bytes(rest), number + int(length)
        return None

    def _put(self, cut: Cut) -> None:
        pages = self._faultless(cut.pages)
        data = b"%d\n%b" % (cut.next - cut.first, as_bytes(pages))
        self._keep(self._key(cut.first, cut.needed, last=cut.last), lambda: data)
        self._keep(self._start(cut.first), lambda: b"")


def _filled_page(size: HandoutPage) -> str:
    """What fills a page, so that what follows stands on the next one as in the middle of a document."""
    height = size.height - size.margins[0] - size.margins[2]
    return f'<ria-page style="display: block; margin: 0; padding: 0; border: 0; height: {height:g}mm"></ria-page>'
