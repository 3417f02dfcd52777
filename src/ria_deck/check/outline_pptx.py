"""Read the outline of a PPTX from the package's XML only (ECMA-376, part 1, 19 and 21)."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain
from zipfile import BadZipFile, ZipFile

from lxml import etree

from ria_deck.check.outline_model import Outline, OutlinePart, Rows, SeriesOutline, plain_text

_NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_REL = f"{{{_NS['r']}}}"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr")  # what every slide repeats


class _Package:
    """Parts of the file by name, parsed once, with their relationships."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())

    def xml(self, name: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(self._archive.read(name), parser)

    def has(self, name: str) -> bool:
        return name in self._names

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (kind, part name) of a part's internal relationships."""
        folder, file = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(rels):
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(rels):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                found[relation.get("Id", "")] = (posixpath.basename(relation.get("Type", "")), target)
        return found


def read_pptx(data: bytes) -> Outline:
    """The outline of a PPTX, slide by slide. Raises `ValueError` for a file that is none."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            package = _Package(archive)
            main = "ppt/presentation.xml"
            related = package.related(main)
            ids = package.xml(main).findall("p:sldIdLst/p:sldId", _NS)
            parts = tuple(_slide(package, related[slide.get(f"{_REL}id", "")][1]) for slide in ids)
            core = "docProps/core.xml"
            title = package.xml(core).findtext("dc:title", "", _NS) if package.has(core) else ""
    except (BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    return Outline(output="pptx", title=plain_text(title), lang="", parts=parts)


def _slide(package: _Package, name: str) -> OutlinePart:
    root = package.xml(name)
    related = package.related(name)
    words, frames, alts = _SlideWords(), [], []
    tree = root.find("p:cSld/p:spTree", _NS)
    for shape in tree if tree is not None else ():
        kind = etree.QName(shape).localname if isinstance(shape.tag, str) else ""
        if kind == "sp":
            words.take(shape)
        elif kind in ("pic", "graphicFrame", "grpSp"):
            alts.append(plain_text(_properties(shape).get("descr", "")))
        if kind == "graphicFrame":
            frames.append(shape)
    charts = [chart for frame in frames for chart in frame.iterfind("a:graphic/a:graphicData/c:chart", _NS)]
    parts = [package.xml(related[chart.get(f"{_REL}id", "")][1]) for chart in charts]
    notes = next((target for kind, target in related.values() if kind == "notesSlide"), None)
    return OutlinePart(
        id="",
        title=words.title,
        texts=tuple(words.texts),
        tables=tuple(
            _table(table) for frame in frames for table in frame.iterfind("a:graphic/a:graphicData/a:tbl", _NS)
        ),
        series=tuple(chain.from_iterable(map(_series_of, parts))),
        alts=tuple(filter(None, alts)),
        notes=tuple(_notes(package.xml(notes))) if notes else (),
        hidden=root.get("show") in ("0", "false"),
    )


@dataclass(slots=True)
class _SlideWords:
    """The title and the texts of a slide's shapes, without its furniture."""

    title: str = ""
    texts: list[str] = field(default_factory=list)

    def take(self, shape: etree._Element) -> None:
        """Add what a shape says."""
        role = _role(shape)
        if role in _TITLES:
            self.title = plain_text(" ".join(_paragraphs(shape)))
        elif role not in _FURNITURE:
            self.texts += filter(None, map(plain_text, _paragraphs(shape)))


def _properties(shape: etree._Element) -> etree._Element:
    """`p:cNvPr`: name and alternative text."""
    found = shape.find("*/p:cNvPr", _NS)
    if found is None:
        raise KeyError("cNvPr")
    return found


def _role(shape: etree._Element) -> str:
    """The placeholder's type, empty for a shape that is none."""
    placeholder = shape.find("p:nvSpPr/p:nvPr/p:ph", _NS)
    return "" if placeholder is None else placeholder.get("type", "obj")


def _paragraphs(shape: etree._Element) -> Iterator[str]:
    body = shape.find("p:txBody", _NS)
    for paragraph in body.iterfind("a:p", _NS) if body is not None else ():
        yield _text(paragraph)


def _text(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    for child in paragraph:
        kind = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if kind in ("r", "fld"):
            pieces.append(child.findtext("a:t", "", _NS))
        elif kind == "br":
            pieces.append("\n")
    return "".join(pieces)


def _table(table: etree._Element) -> Rows:
    """The cells row by row; those that a spanning cell covers are left out."""
    return tuple(
        tuple(
            plain_text(" ".join(_text(paragraph) for paragraph in cell.iterfind("a:txBody/a:p", _NS)))
            for cell in row.iterfind("a:tc", _NS)
            if cell.get("hMerge") not in ("1", "true") and cell.get("vMerge") not in ("1", "true")
        )
        for row in table.iterfind("a:tr", _NS)
    )


def _series_of(chart: etree._Element) -> Iterator[SeriesOutline]:
    for series in chart.iterfind("c:chart/c:plotArea/*/c:ser", _NS):
        scatter = series.find("c:xVal", _NS) is not None
        categories, values = _points(series) if scatter else _bars(series)
        name = series.find("c:tx", _NS)
        yield SeriesOutline(
            name=plain_text("".join(str(text) for text in name.itertext("{*}v")) if name is not None else ""),
            categories=tuple(categories),
            values=tuple(None if text is None else float(text) for text in values),
        )


def _points(series: etree._Element) -> tuple[list[str], list[str | None]]:
    """The places and the values of points, without the rows that only a longer series fills."""
    places, values = _cached(series.find("c:xVal", _NS)), _cached(series.find("c:yVal", _NS))
    while places and values and places[-1] is None and values[-1] is None:
        places, values = places[:-1], values[:-1]
    return ["" if text is None else repr(float(text)) for text in places], values


def _bars(series: etree._Element) -> tuple[list[str], list[str | None]]:
    """The categories and the values of bars, lines and sectors; days are numbers there."""
    categories, values = _cached(series.find("c:cat", _NS)), _cached(series.find("c:val", _NS))
    days = series.find("c:cat/c:numRef", _NS) is not None
    shown = [_day(text) if days and text is not None else text or "" for text in categories]
    return list(map(plain_text, shown)), values


def _day(text: str) -> str:
    """The date of a day as workbooks count them."""
    return (dt.date(1899, 12, 30) + dt.timedelta(days=float(text))).isoformat()


def _cached(data: etree._Element | None) -> list[str | None]:
    """The points that the chart shows without its workbook, None where there is none."""
    if data is None:
        return []
    cache = next(data.iter("{*}strCache", "{*}numCache", "{*}strLit", "{*}numLit"), None)
    if cache is None:
        return []
    count = cache.find("c:ptCount", _NS)
    points: list[str | None] = [None] * int(count.get("val", "0") if count is not None else 0)
    for point in cache.iterfind("c:pt", _NS):
        points[int(point.get("idx", "0"))] = point.findtext("c:v", "", _NS)
    return points


def _notes(page: etree._Element) -> Iterator[str]:
    for shape in page.iterfind("p:cSld/p:spTree/p:sp", _NS):
        if _role(shape) == "body":
            yield from (text for text in map(plain_text, _paragraphs(shape)) if text)
