"""A deck goes in, the same deck comes out as if somebody had used `Edit data` on every chart and changed everything.

Typed values are reversed and tripled, a category is added (above a row of sums, where there is one) and the first series
renamed, in the workbook and in the caches that PowerPoint refreshes from it; what the workbook reckons follows. Labels,
titles, layouts and extensions stay as PowerPoint leaves them.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from ria_deck.i18n.forms.excel_codes import excel_text

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
ADDED, RENAMED = "Added", "Renamed"

Cells = list[list[Any]]
"""The cells of a sheet by row and column, formulas as text."""


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
    rows = _changed([[cell.value for cell in row] for row in sheet.iter_rows()], _text_columns(root))
    first = root.find(f".//{C}ser/{C}tx//{C}f")
    rows[0][_column(first.text)] = RENAMED
    for number, row in enumerate(rows, start=1):
        for place, content in enumerate(row, start=1):
            sheet.cell(number, place).value = content
            sheet.cell(number, place).number_format = sheet.cell(min(number, 2), place).number_format
    for table in sheet.tables.values():
        table.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
    numbers = reckoned(rows)
    for reference in root.iter(f"{C}f", f"{C15}f"):
        column = _column(reference.text)
        if reference.getparent().getparent().tag == f"{C}tx":  # a name is one cell; data are a row longer now
            shown = [rows[0][column]]
        else:
            reference.text = re.sub(r"(\d+)$", lambda match: str(int(match[1]) + 1), reference.text or "")
            shown = [row[column] for row in numbers[1:]]
            if reference.tag == f"{C15}f":
                form = sheet.cell(2, column + 1).number_format
                shown = [excel_text(form, one) if isinstance(one, (int, float)) else one for one in shown]
        _refresh(reference.getnext(), shown)
    _refresh_fields(root)
    saved = io.BytesIO()
    workbook.save(saved)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), saved.getvalue()


def _text_columns(root: etree._Element) -> set[int]:
    """The columns of categories and of a scatter's x, which aren't turned round."""
    kept = [*root.iterfind(f".//{C}cat/*/{C}f"), *root.iterfind(f".//{C}xVal/*/{C}f")]
    return {_column(reference.text) for reference in kept}


def _changed(rows: Cells, kept: set[int]) -> Cells:
    """The cells with typed numbers reversed and tripled, and a row more."""
    body = rows[1:]
    sums = (
        1
        if any(_is_formula(last) and not _is_formula(row) for last, row in zip(body[-1], body[-2], strict=True))
        else 0
    )
    above = body[: len(body) - sums]
    for column in range(len(rows[0])):
        if column in kept or any(isinstance(row[column], str) for row in above):
            continue
        values = [None if row[column] is None else 3 * row[column] for row in reversed(above)]
        for row, value in zip(above, values, strict=True):
            row[column] = value
    added = [
        _added([row[column] for row in above], column, len(above) + 1, column in kept) for column in range(len(rows[0]))
    ]
    moved = [
        [_moved(content, column, len(above) + 2) for column, content in enumerate(row)] for row in body[len(above) :]
    ]
    return [rows[0], *above, added, *moved]


def _added(cells: list[Any], column: int, row: int, kept: bool) -> Any:
    """The content of a new row's cell: the next category or date, the formula of the row above, the first number again."""
    known = [cell for cell in cells if cell is not None]
    if _is_formula(cells[-1]):
        return _moved(cells[-1], column, row)
    if not known or isinstance(known[-1], str):
        return ADDED if known and column == 0 else None
    return known[-1] + (known[-1] - known[-2]) if kept else known[0]


def _moved(content: Any, column: int, row: int) -> Any:
    """A cell as it is one row below `row`."""
    if not _is_formula(content):
        return content
    letter = get_column_letter(column + 1)
    return Translator(content, f"{letter}{row}").translate_formula(f"{letter}{row + 1}")


def _is_formula(content: Any) -> bool:
    return isinstance(content, str) and content.startswith("=")


def reckoned(rows: Cells) -> Cells:
    """The cells with what their formulas give."""
    done: dict[tuple[int, int], Any] = {}

    def cell(column: str, row: int) -> Any:
        place = (row, openpyxl.utils.column_index_from_string(column))
        content = rows[row - 1][place[1] - 1]
        if place not in done:
            done[place] = evaluated(content, row) if _is_formula(content) else content
        return done[place]

    def area(first: str, last: str) -> list[Any]:
        (left, top), (right, bottom) = (re.findall(r"([A-Z]+)(\d+)", end)[0] for end in (first, last))
        columns = range(*(openpyxl.utils.column_index_from_string(one) for one in (left, right)))
        letters = [get_column_letter(one) for one in [*columns, openpyxl.utils.column_index_from_string(right)]]
        found = [cell(letter, row) for row in range(int(top), int(bottom) + 1) for letter in letters]
        return [one for one in found if isinstance(one, (int, float))]

    def evaluated(formula: str, row: int) -> Any:
        text = re.sub(r"INDEX\(([A-Z]+):[A-Z]+,ROW\(\)-1\)", rf"\g<1>{row - 1}", formula[1:].replace("$", ""))
        text = re.sub(r"([A-Z]+\d+):([A-Z]+\d+)", r"area('\1','\2')", text)
        text = re.sub(r"(?<!')\b([A-Z]+)(\d+)\b", r"(cell('\1',\2) or 0)", text)
        return eval(text, {"__builtins__": {}}, _FUNCTIONS | {"cell": cell, "area": area})

    return [
        [cell(get_column_letter(place + 1), number) for place in range(len(row))] for number, row in enumerate(rows, 1)
    ]


def _flat(parts: tuple[Any, ...]) -> list[Any]:
    return [one for part in parts for one in (part if isinstance(part, list) else [part])]


_FUNCTIONS: dict[str, Any] = {
    "SUM": lambda *parts: sum(_flat(parts)),
    "SUMIF": lambda area, _over_zero: sum(one for one in area if one > 0),
    "MIN": lambda *parts: min(_flat(parts)),
    "MAX": lambda *parts: max(_flat(parts)),
    "ABS": abs,
    "IF": lambda test, yes, no: yes if test else no,
}


def _refresh(cache: etree._Element, shown: list[Any]) -> None:
    for point in cache.findall(f"{C}pt"):
        cache.remove(point)
    cache.find(f"{C}ptCount").set("val", str(len(shown)))
    for index, content in enumerate(shown):
        if content is not None:
            point = etree.SubElement(cache, f"{C}pt", idx=str(index))
            etree.SubElement(point, f"{C}v").text = str(to_excel(content) if hasattr(content, "year") else content)


def _refresh_fields(root: etree._Element) -> None:
    """Fields of labels show the cells that they are bound to."""
    for series in root.iter(f"{C}ser"):
        cells = {
            point.get("idx"): point.findtext(f"{C}v") for point in series.iterfind(f".//{C15}dlblRangeCache/{C}pt")
        }
        for label in series.iterfind(f"{C}dLbls/{C}dLbl"):
            for field in label.iter("{*}fld"):
                field.find("{*}t").text = cells.get(label.find(f"{C}idx").get("val"), "")


def _column(reference: str | None) -> int:
    """The column of a reference such as `Sheet1!$B$2:$B$9`, from 0."""
    return openpyxl.utils.column_index_from_string(re.findall(r"!\$?([A-Z]+)", reference or "")[0]) - 1
