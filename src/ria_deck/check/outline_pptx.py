"""Read the outline of a PPTX from the package's XML only (ECMA-376, part 1, 19 and 21)."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator
from io import BytesIO
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
    title = ""
    texts: list[str] = []
    tables: list[Rows] = []
    series: list[SeriesOutline] = []
    alts: list[str] = []
    tree = root.find("p:cSld/p:spTree", _NS)
    for shape in tree if tree is not None else ():
        kind = etree.QName(shape).localname if isinstance(shape.tag, str) else ""
        if kind not in ("sp", "pic", "graphicFrame", "grpSp"):
            continue
        alt = plain_text(_properties(shape).get("descr", ""))
        if kind == "sp":
            role = _role(shape)
            if role in _TITLES:
                title = plain_text(" ".join(_paragraphs(shape)))
            elif role not in _FURNITURE:
                texts += [text for text in map(plain_text, _paragraphs(shape)) if text]
        elif alt:
            alts.append(alt)
        if kind == "graphicFrame":
            for table in shape.iterfind("a:graphic/a:graphicData/a:tbl", _NS):
                tables.append(_table(table))
            for chart in shape.iterfind("a:graphic/a:graphicData/c:chart", _NS):
                series += _series_of(package.xml(related[chart.get(f"{_REL}id", "")][1]))
    notes = next((target for kind, target in related.values() if kind == "notesSlide"), None)
    return OutlinePart(
        id="",
        title=title,
        texts=tuple(texts),
        tables=tuple(tables),
        series=tuple(series),
        alts=tuple(alts),
        notes=tuple(_notes(package.xml(notes))) if notes else (),
        hidden=root.get("show") in ("0", "false"),
    )


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
        categories = _cached(series.find("c:xVal" if scatter else "c:cat", _NS))
        values = _cached(series.find("c:yVal" if scatter else "c:val", _NS))
        if not scatter and series.find("c:cat/c:numRef", _NS) is not None:
            categories = [None if text is None else _day(text) for text in categories]
        while scatter and categories and values and categories[-1] is None and values[-1] is None:
            categories, values = categories[:-1], values[:-1]  # rows that only a longer series fills
        name = series.find("c:tx", _NS)
        yield SeriesOutline(
            name=plain_text("".join(str(text) for text in name.itertext("{*}v")) if name is not None else ""),
            categories=tuple(
                repr(float(text)) if scatter and text is not None else plain_text(text or "") for text in categories
            ),
            values=tuple(None if text is None else float(text) for text in values),
        )


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
