"""Join set pages to one tagged PDF: one structure, one outline, one set of anchors, each font and each picture once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain
from typing import Any

import pydyf  # type: ignore[import-untyped]

from ria_deck.render.pdf.embedding import cut_down, font_objects
from ria_deck.render.pdf.outlines import nested, write_outline
from ria_deck.render.pdf.ready import Placed, Ready, ReadyStream, dictionary, filled, reference, references
from ria_deck.render.pdf.set_pages import PageLink, PdfObject, SetPages, UsedFont
from ria_deck.render.pdf.used_fonts import together

Cut = Callable[[UsedFont], bytes]
"""The font file with what is used of a font."""


class MissingAnchorError(Exception):
    """A link leads to an anchor that is on no page."""


def cutter(programs: Callable[[str], bytes], keep: Callable[[str, Callable[[], bytes]], bytes]) -> Cut:
    """Fonts cut down; `programs` gives a whole font by its hash, `keep` may have it from an earlier build."""

    def cut(font: UsedFont) -> bytes:
        glyphs = [glyph for glyph, _, _ in font.glyphs]
        made_of = f"font {font.program} {font.index} {font.axes} {font.pictured} {glyphs}"
        return keep(made_of, lambda: cut_down(font, programs(font.program)))

    return cut


def join(runs: Sequence[SetPages], cut: Cut, heads: Sequence[SetPages] = (), headless: int = 0) -> bytes:
    """One PDF (PDF/UA-1) of all pages of the runs, in order. `heads` are laid over the pages behind the first `headless`
    ones. What a document says of itself is what the first run says. Raises `MissingAnchorError`."""
    joined = _Joined()
    joined.place(runs, heads)
    joined.write_pages(headless)
    joined.write_structure()
    joined.write_fonts(cut)
    return joined.written()


def _link_areas(run: Placed) -> dict[int, list[int]]:
    """The numbers of the links on each page of a run."""
    areas: dict[int, list[int]] = {}
    for link in run.pages.links:
        areas.setdefault(link.page, []).append(run.numbers[link.number])
    return areas


class _Joined:
    """The document while it is made."""

    def __init__(self) -> None:
        self._pdf = pydyf.PDF()
        self._fonts, self._root, self._document = (self._add(Ready()) for _ in range(3))
        self._sections: dict[str, int] = {"": self._document}
        self._known: dict[tuple[str, bytes], int] = {}
        self._runs: list[Placed] = []
        self._heads: list[Placed] = []
        self._pages: list[list[int]] = []  # the numbers of pages, by run

    def place(self, runs: Sequence[SetPages], heads: Sequence[SetPages]) -> None:
        """Give all objects of these their numbers."""
        self._runs = [Placed(run, self._numbered(run)) for run in runs]
        self._heads = [Placed(head, self._numbered(head)) for head in heads]

    def _add(self, made: Any) -> int:
        self._pdf.add_object(made)
        return int(made.number)

    def _put(self, number: int, text: bytes) -> None:
        self._pdf.objects[number].text = text

    def _numbered(self, run: SetPages) -> list[int]:
        """Numbers for the objects of a run, which are added; a stream that is there already, as a picture on every page
        is, keeps its own."""
        numbers = [self._fonts]
        waiting: list[tuple[PdfObject, Ready | ReadyStream]] = []
        for one in run.objects:
            if one is not None and one.data is not None and not one.refs:
                numbers.append(self._shared(one, one.data))
                continue
            made = Ready() if one is None or one.data is None else ReadyStream(b"", one.data)
            numbers.append(self._add(made))
            if one is not None:
                waiting.append((one, made))
        for name in run.containers:
            if name not in self._sections:
                self._sections[name] = self._add(Ready())
        numbers += [self._sections[name] for name in reversed(run.containers)]  # -1 is the first of them
        for one, made in waiting:
            made.text = filled(one, numbers)
        return numbers

    def _shared(self, one: PdfObject, data: bytes) -> int:
        """The number of a stream that refers to nothing, added when it is first met."""
        key = one.text, data
        if key not in self._known:
            self._known[key] = self._add(ReadyStream(filled(one, ()), data))
        return self._known[key]

    def write_pages(self, headless: int) -> None:
        """Write the pages, each with its head."""
        heads = [reference(head.numbers[page.content]) for head in self._heads for page in head.pages.pages]
        above = [b""] * headless + [b" " + head for head in heads]
        states = {name: one for head in self._heads for name, one in head.pages.resources["ExtGState"].items()}
        place = 0
        for run in self._runs:
            resources = self._add(Ready(self._resources(run, states)))
            areas = _link_areas(run)
            numbers = list(run.numbers[1 : 1 + len(run.pages.pages)])
            for index, page in enumerate(run.pages.pages):
                content = reference(run.numbers[page.content])
                content = b"[%b%b]" % (content, above[place]) if above else content
                links = b"/Annots[%b]" % references(areas[index]) if index in areas else b""
                text = b"<</Type/Page/Parent %b%b/Contents %b/Resources %b/Tabs/S/StructParents %d%b>>"
                values = (self._pdf.pages.reference, page.boxes.encode(), content, reference(resources), place, links)
                self._put(numbers[index], text % values)
                place += 1
            self._pages.append(numbers)
        every = chain.from_iterable(self._pages)
        self._pdf.pages["Kids"] = pydyf.Array(chain.from_iterable((number, 0, "R") for number in every))
        self._pdf.pages["Count"] = place

    def _resources(self, run: Placed, states: Mapping[str, PdfObject]) -> bytes:
        kinds = {kind: dict(found) for kind, found in run.pages.resources.items()}
        kinds["ExtGState"] = {**states, **kinds["ExtGState"]}
        entries = [
            (kind, dictionary((name, run.filled(one)) for name, one in found.items()))
            for kind, found in kinds.items()
            if found
        ]
        return dictionary([*entries, ("Font", reference(self._fonts))])

    def write_structure(self) -> None:
        """Write the root of the structure, its sections, the links, and the tree that leads from marks to elements."""
        kids: dict[str, list[int]] = {name: [] for name in self._sections}
        for run in self._runs:
            for part in run.pages.parts:
                if part.container and not kids[part.container]:
                    kids[""].append(self._sections[part.container])
                kids[part.container].append(run.numbers[part.number])
        for name, number in self._sections.items():
            if name:
                title = pydyf.String(name).data
                text = b"<</Type/StructElem/S/Sect/P %b/T %b/K[%b]>>"
                self._put(number, text % (reference(self._document), title, references(kids[name])))
        lang = pydyf.String(self._runs[0].pages.lang).data
        text = b"<</Type/StructElem/S/Document/P %b/Lang %b/K[%b]>>"
        self._put(self._document, text % (reference(self._root), lang, references(kids[""])))
        tree = self._add(Ready(b"<</Nums[%b]>>" % b" ".join(self._owners())))
        text = b"<</Type/StructTreeRoot/ParentTree %b/K[%b]>>"
        self._put(self._root, text % (reference(tree), reference(self._document)))

    def _owners(self) -> Iterator[bytes]:
        """The elements of the marks on each page, then those of the links, which are written here."""
        pages = [(run, page) for run in self._runs for page in run.pages.pages]
        for place, (run, page) in enumerate(pages):
            owners = b" ".join(reference(run.numbers[owner]) if owner else b"null" for owner in page.owners)
            yield b"%d[%b]" % (place, owners)
        yield from self._link_owners(len(pages))

    def _link_owners(self, place: int) -> Iterator[bytes]:
        labels = self._labels()
        anchors = {anchor.name for run in self._runs for anchor in run.pages.anchors}
        for run in self._runs:
            for link in run.pages.links:
                if link.anchor and link.anchor not in anchors:
                    raise MissingAnchorError(link.anchor)
                self._put(run.numbers[link.number], _annotation(link, labels, place if link.owner else -1))
                if link.owner:
                    yield b"%d %b" % (place, reference(run.numbers[link.owner]))
                    place += 1

    def _labels(self) -> Mapping[str, str]:
        """What a link to an anchor is called: the words of the first link that leads there."""
        labels: dict[str, str] = {}
        for run in self._runs:
            for name, words in run.pages.labels:
                labels.setdefault(name, words)
        return labels

    def write_fonts(self, cut: Cut) -> None:
        """Write every font with the glyphs that all pages use."""
        fonts: dict[str, UsedFont] = {}
        for placed in (*self._runs, *self._heads):
            for font in placed.pages.fonts:
                fonts[font.name] = together(fonts[font.name], font) if font.name in fonts else font
        soft = not any(run.pages.hyphens for run in self._runs)
        entries: list[tuple[str, bytes]] = []
        for name in sorted(fonts):
            objects = list(font_objects(fonts[name], cut(fonts[name]), soft_hyphens=soft))
            made = [Ready() if one.data is None else ReadyStream(b"", one.data) for one in objects]
            numbers = [0, *(self._add(one) for one in made)]
            for one, ready in zip(objects, made, strict=True):
                ready.text = filled(one, numbers)
            entries.append((name, reference(numbers[1])))
        self._put(self._fonts, dictionary(entries))

    def _place_of(self, run: int, page: int, x: float, y: float) -> bytes:
        return pydyf.Array([reference(self._pages[run][page]), "/XYZ", x, y, 0]).data  # type: ignore[no-any-return]

    def written(self) -> bytes:
        """The bytes of the file, with anchors and outline."""
        first = self._runs[0]
        anchors: dict[str, bytes] = {}
        headings: list[tuple[int, str, bytes]] = []
        for number, run in enumerate(self._runs):
            for anchor in run.pages.anchors:
                anchors.setdefault(anchor.name, self._place_of(number, anchor.page, anchor.x, anchor.y))
            for mark in run.pages.bookmarks:
                headings.append((mark.level, mark.label, self._place_of(number, mark.page, mark.x, mark.y)))
        dests = b" ".join(b"%b %b" % (pydyf.String(name).data, anchors[name]) for name in sorted(anchors))
        names = [("Dests", b"<</Names[%b]>>" % dests)] if anchors else []
        if first.pages.attached is not None:
            names.append(("EmbeddedFiles", first.filled(first.pages.attached)))
        catalog = self._pdf.catalog
        catalog.update({name: first.filled(one) for name, one in first.pages.catalog.items()})
        catalog["StructTreeRoot"] = reference(self._root)
        if names:
            catalog["Names"] = dictionary(names)
        if outline := write_outline(nested(headings), self._add):
            catalog["Outlines"] = reference(outline)
        self._pdf.info.update({name: first.filled(one) for name, one in first.pages.info.items()})
        out = BytesIO()
        self._pdf.write(out, b"1.7", identifier=True, compress=True)
        return out.getvalue()


def _annotation(link: PageLink, labels: Mapping[str, str], place: int) -> bytes:
    """The area of a link as it is written; `place` is that in the tree that leads to its element, -1 for none."""
    words = labels.get(link.anchor, link.anchor) if link.anchor else link.address
    if link.anchor:
        target = b"/Dest %b" % pydyf.String(link.anchor).data
    else:
        target = b"/A<</Type/Action/S/URI/URI %b>>" % pydyf.String(link.address).data
    parent = b"/StructParent %d" % place if place >= 0 else b""
    text = b"<</Type/Annot/Subtype/Link/Rect %b/BS<</W 0>>/Contents %b%b%b>>"
    return text % (link.area.encode(), pydyf.String(words).data, target, parent)
