"""A deck goes in, the same deck comes out as if somebody had used `Edit data` on every chart and changed everything.

Values are reversed and tripled, a category is added and the first series renamed, in the workbook and in the caches that
PowerPoint refreshes from it; labels, titles, layouts and extensions stay as PowerPoint leaves them.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils.datetime import to_excel

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ADDED, RENAMED = "Added", "Renamed"


def edited(deck: bytes) -> bytes:
    """The deck with every chart's data changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        parts = {name: package.read(name) for name in package.namelist()}
        for name in list(parts):
            if re.fullmatch(r"ppt/charts/chart\d+\.xml", name):
                relations = parts[name.replace("charts/", "charts/_rels/") + ".rels"].decode()
                book = "ppt/" + re.findall(r'Target="\.\./(embeddings/[^"]+)"', relations)[0]
                parts[name], parts[book] = _edited(parts[name], parts[book])
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def _edited(chart: bytes, book: bytes) -> tuple[bytes, bytes]:
    root = etree.fromstring(chart)
    workbook = openpyxl.load_workbook(io.BytesIO(book))
    sheet = workbook.active
    assert sheet is not None
    columns: set[str] = set()
    for series in root.iter(f"{C}ser"):
        for kind in ("cat", "xVal", "val", "yVal"):
            reference = series.find(f"{C}{kind}/*/{C}f")
            if reference is None:
                continue
            cells = [row[0] for row in sheet[_plain(reference.text)]]
            if kind in ("val", "yVal") and reference.text not in columns:
                values = [None if cell.value is None else 3 * cell.value for cell in reversed(cells)]
                for cell, value in zip(cells, values, strict=True):
                    cell.value = value
                known = [value for value in values if value is not None]
                cells[-1].offset(1).value = known[0] if known else None
            elif reference.text not in columns:
                cells[-1].offset(1).value = ADDED if isinstance(cells[-1].value, str) else _next(cells)
            columns.add(str(reference.text))
    first = root.find(f".//{C}ser/{C}tx//{C}f")
    assert first is not None
    sheet[_plain(first.text)].value = RENAMED
    for reference in root.iter(f"{C}f"):
        if reference.getparent().getparent().tag != f"{C}tx":  # a name is one cell; data are a row longer now
            reference.text = re.sub(r"(\d+)$", lambda match: str(int(match[1]) + 1), reference.text or "")
        cells = sheet[_plain(reference.text)]
        values = [row[0] for row in cells] if isinstance(cells, tuple) else [cells]
        cache = reference.getnext()
        for point in cache.findall(f"{C}pt"):
            cache.remove(point)
        cache.find(f"{C}ptCount").set("val", str(len(values)))
        for index, cell in enumerate(values):
            if cell.value is not None:
                point = etree.SubElement(cache, f"{C}pt", idx=str(index))
                etree.SubElement(point, f"{C}v").text = str(_number(cell))
    saved = io.BytesIO()
    workbook.save(saved)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), saved.getvalue()


def _plain(reference: str | None) -> str:
    return (reference or "").partition("!")[2].replace("$", "")


def _next(cells: list[Any]) -> Any:
    """The date or number that follows a column's last two."""
    known = [cell.value for cell in cells if cell.value is not None]
    return known[-1] + (known[-1] - known[-2])


def _number(cell: Any) -> Any:
    return to_excel(cell.value) if cell.is_date else cell.value
