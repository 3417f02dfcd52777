"""The workbook behind a chart: cells read by address and patched in the sheet's own XML, formats and styles kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.sax.saxutils import escape

from ria_deck.ooxml.formulas import CellAddress, letters, number
from ria_deck.ooxml.package import OfficePackage, OfficePackageError
from ria_deck.ooxml.spans import Edit, Element, after, attribute, spliced

CellContent = float | str | bool | None

_BETA = "http://schemas.openxmlformats.org/spreadsheetml/2006/7/main"


@dataclass(slots=True)
class _Row:
    element: Element
    cells: dict[int, Element] = field(default_factory=dict)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


class Worksheet:
    """One sheet of a workbook: its cells by (row, column), both from 1."""

    def __init__(self, part: str, root: Element, shared: list[str]) -> None:
        self.part = part
        self.root = root
        self._shared = shared
        self.rows: dict[int, _Row] = {}
        data = root.child("sheetData")
        for element in data.all("row") if data else []:
            at = int(element.get("r") or 0) or max(self.rows, default=0) + 1
            row = self.rows[at] = _Row(element)
            for cell in element.all("c"):
                column = _column(cell.get("r")) or max(row.cells, default=0) + 1
                row.cells[column] = cell

    def element(self, row: int, column: int) -> Element | None:
        """The `c` element of a cell; None where the sheet has none."""
        found = self.rows.get(row)
        return found.cells.get(column) if found else None

    def content(self, row: int, column: int) -> CellContent:
        """What a cell holds: a number, a text, a truth value, or None where it is empty or an error."""
        cell = self.element(row, column)
        if cell is None:
            return None
        kind, value = cell.get("t", "n"), cell.child("v")
        text = value.text if value else None
        match kind:
            case "inlineStr":
                return "".join(text.text for text in cell.iter("t"))
            case "s" if text is not None:
                return self._shared[int(text)] if text.isdigit() else None
            case "str":
                return text
            case "b" if text is not None:
                return text == "1"
            case "s" | "b" | "e":
                return None
            case _:
                return _number(text or "")

    def has_formula(self, row: int, column: int) -> bool:
        """Whether a cell's content is computed."""
        cell = self.element(row, column)
        return cell is not None and cell.child("f") is not None

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """The rows that are hidden."""
        return frozenset(at for at, row in self.rows.items() if row.element.get("hidden") in ("1", "true"))

    @cached_property
    def hidden_columns(self) -> frozenset[int]:
        """The columns that are hidden."""
        found: set[int] = set()
        for column in self.root.iter("col"):
            if column.get("hidden") in ("1", "true"):
                found.update(range(int(column.get("min", "1")), min(int(column.get("max", "1")), 16_384) + 1))
        return frozenset(found)

    @cached_property
    def merged(self) -> frozenset[tuple[int, int]]:
        """The cells that belong to merged ones."""
        found: set[tuple[int, int]] = set()
        for merge in self.root.iter("mergeCell"):
            first, _, last = merge.get("ref").partition(":")
            (r1, c1), (r2, c2) = _place(first), _place(last or first)
            found.update((row, column) for row in range(r1, r2 + 1) for column in range(c1, c2 + 1))
        return frozenset(found)


class Workbook:
    """A workbook (.xlsx) in memory; changes are gathered with `put` and written with `rewritten`."""

    def __init__(self, package: OfficePackage) -> None:
        self.package = package
        main = package.tree(package.main)
        if main.namespace == _BETA:
            raise OfficePackageError("its workbook is in the format of an Office 2007 beta")
        self.date1904 = any(one.get("date1904") in ("1", "true") for one in main.iter("workbookPr"))
        self._parts: dict[str, str] = {}
        for sheet in main.iter("sheet"):
            relation = package.target(package.main, sheet.get("r:id"))
            if relation is not None and not relation.external:
                self._parts[sheet.get("name")] = relation.target
        self._sheets: dict[str, Worksheet] = {}
        self.changes: dict[CellAddress, CellContent] = {}
        self._ends: dict[str, tuple[int, int]] = {}

    @classmethod
    def read(cls, data: bytes) -> Workbook:
        """The workbook in `data`. Raises OfficePackageError."""
        return cls(OfficePackage.read(data))

    def sheet(self, name: str) -> Worksheet:
        """A sheet by its name. Raises OfficePackageError."""
        if name not in self._sheets:
            part = self._parts.get(name)
            if part is None:
                raise OfficePackageError(f"its workbook has no sheet `{name}`")
            self._sheets[name] = Worksheet(part, self.package.tree(part), self._shared_strings)
        return self._sheets[name]

    def content(self, cell: CellAddress) -> CellContent:
        """What a cell holds, changes included."""
        if cell in self.changes:
            return self.changes[cell]
        return self.sheet(cell.sheet).content(cell.row, cell.column)

    def put(self, cell: CellAddress, content: CellContent) -> None:
        """Change a cell; its format stays. ValueError where it was changed to something else before."""
        if cell in self.changes and self.changes[cell] != content:
            raise ValueError(f"{cell} is given {self.changes[cell]!r} and {content!r}")
        self.changes[cell] = content

    def move_end(self, sheet: str, old: int, new: int) -> None:
        """Let table objects and the used range of a sheet that end in the row `old` end in `new`. Raises OfficePackageError
        where a table has a row of totals."""
        for part in self.package.related(self._parts[sheet], "table"):
            if self.package.tree(part).get("totalsRowCount", "0") != "0":
                raise OfficePackageError("its table has a row of totals")
        self._ends[sheet] = (old, new)

    def rewritten(self) -> bytes:
        """The workbook's bytes with all changes made, every other entry as it was."""
        edits: dict[str, list[Edit]] = {}
        for sheet, cells in _by_sheet(self.changes).items():
            worksheet = self.sheet(sheet)
            edits.setdefault(worksheet.part, []).extend(_sheet_edits(worksheet, cells))
        for part, change in (*self._table_headers(), *self._moved_ends()):
            edits.setdefault(part, []).append(change)
        changed = {part: spliced(self.package.parts[part], found) for part, found in edits.items()}
        return self.package.rewritten(changed)

    @cached_property
    def _shared_strings(self) -> list[str]:
        parts = self.package.related(self.package.main, "sharedStrings")
        if not parts:
            return []
        return [_string(item) for item in self.package.tree(parts[0]).all("si")]

    def _table_headers(self) -> list[tuple[str, Edit]]:
        """A header cell of a table object is the name of its column too: Excel repairs a file where they differ."""
        found: list[tuple[str, Edit]] = []
        for name in {cell.sheet for cell in self.changes}:
            for part in self.package.related(self._parts[name], "table"):
                root = self.package.tree(part)
                top, left = _place(root.get("ref").partition(":")[0])
                for index, column in enumerate(root.iter("tableColumn")):
                    content = self.changes.get(CellAddress(name, top, left + index))
                    if root.get("headerRowCount", "1") != "0" and isinstance(content, str):
                        found.append((part, attribute(self.package.parts[part], column, "name", content)))
        return found

    def _moved_ends(self) -> list[tuple[str, Edit]]:
        found: list[tuple[str, Edit]] = []
        for sheet, (old, new) in self._ends.items():
            part = self._parts[sheet]
            places = [(part, one) for one in self.package.tree(part).all("dimension")]
            for table in self.package.related(part, "table"):
                root = self.package.tree(table)
                places += [(table, one) for one in root.iter("table", "autoFilter")]
            for holder, element in places:
                reference = element.get("ref")
                if reference.endswith(str(old)) and _place(reference.rpartition(":")[2])[0] == old:
                    moved = reference.removesuffix(str(old)) + str(new)
                    found.append((holder, attribute(self.package.parts[holder], element, "ref", moved)))
        return found


def shown_number(number: float) -> str:
    """A number as a sheet has it: the shortest digits that give it back, whole numbers without a point."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))


def _by_sheet(changes: Mapping[CellAddress, CellContent]) -> dict[str, dict[tuple[int, int], CellContent]]:
    found: dict[str, dict[tuple[int, int], CellContent]] = {}
    for cell, content in changes.items():
        found.setdefault(cell.sheet, {})[cell.row, cell.column] = content
    return found


def _sheet_edits(sheet: Worksheet, cells: Mapping[tuple[int, int], CellContent]) -> list[Edit]:
    edits: list[Edit] = []
    new: dict[int, dict[int, CellContent]] = {}
    for (row, column), content in sorted(cells.items()):
        cell = sheet.element(row, column)
        if cell is not None:
            edits.append(Edit(cell.start, cell.end, _cell_xml(cell, row, column, content, cell.get("s"))))
        elif content is not None:
            new.setdefault(row, {})[column] = content
    for row, contents in sorted(new.items()):
        edits += _new_cells(sheet, row, contents)
    return edits


def _new_cells(sheet: Worksheet, row: int, contents: Mapping[int, CellContent]) -> list[Edit]:
    """Cells that the sheet doesn't have yet, in their row, in the order of columns, with the styles of those above."""
    data = sheet.root.child("sheetData")
    if data is None:
        raise OfficePackageError("a sheet of its workbook has no cells")
    there = sheet.rows.get(row)
    made = {
        column: _cell_xml(data, row, column, content, _style_above(sheet, row, column))
        for column, content in sorted(contents.items())
    }
    inner = b"".join(made.values())
    if there is None:
        name = data.prefixed("row")
        return [_new_row(sheet, data, row, f'<{name} r="{row}">'.encode() + inner + f"</{name}>".encode())]
    if there.element.closed:
        return [Edit(there.element.inside - 2, there.element.end, b">" + inner + f"</{there.element.raw}>".encode())]
    edits: list[Edit] = []
    for column, xml in made.items():
        before = max((at for at in there.cells if at < column), default=None)
        place = there.element.inside if before is None else there.cells[before].end
        edits.append(Edit(place, place, xml))
    return edits


def _new_row(sheet: Worksheet, data: Element, row: int, xml: bytes) -> Edit:
    """A row behind the last one before it, or first in the sheet's data, which may be empty."""
    before = max((at for at in sheet.rows if at < row), default=None)
    if before is not None:
        return after(sheet.rows[before].element, xml)
    if data.closed:
        return Edit(data.inside - 2, data.end, b">" + xml + f"</{data.raw}>".encode())
    return Edit(data.inside, data.inside, xml)


def _style_above(sheet: Worksheet, row: int, column: int) -> str:
    above = sheet.element(row - 1, column)
    return above.get("s") if above is not None else ""


def _cell_xml(like: Element, row: int, column: int, content: CellContent, style: str) -> bytes:
    name, value, inline, text = (like.prefixed(one) for one in ("c", "v", "is", "t"))
    start = f'<{name} r="{letters(column)}{row}"' + (f' s="{style}"' if style else "")
    match content:
        case None:
            return f"{start}/>".encode()
        case bool():
            return f'{start} t="b"><{value}>{int(content)}</{value}></{name}>'.encode()
        case str():
            shown = escape(content)
            kept = ' xml:space="preserve"' if content != content.strip() else ""
            return f'{start} t="inlineStr"><{inline}><{text}{kept}>{shown}</{text}></{inline}></{name}>'.encode()
        case _:
            return f"{start}><{value}>{shown_number(content)}</{value}></{name}>".encode()


def _string(item: Element) -> str:
    """A shared string without its phonetic guides."""
    direct = [one.text for one in item.all("t")]
    return "".join(direct or [text.text for run in item.all("r") for text in run.all("t")])


def _place(reference: str) -> tuple[int, int]:
    plain = reference.replace("$", "")
    column = plain.rstrip("0123456789")
    return int(plain[len(column) :]), number(column)


def _column(reference: str) -> int:
    return number(reference.rstrip("0123456789")) if reference else 0
