"""What must be known of an .xlsx file before its cells are read: size, extent, formulas.

A workbook is a zip of XML. A small one can hold gigabytes, or one cell at XFD1048576 that makes a reader fill a sheet;
a formula that no program has computed has no value, which readers give as an empty cell. This is looked at first.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 256 * 1024 * 1024
MAX_PARTS = 10_000
MAX_PART = 64 * 1024 * 1024  # of a part other than a sheet: texts, styles
MAX_LIST = 4 * 1024 * 1024  # of the list of sheets, which is read whole
MAX_AREA = 1_000_000
_MAX_RATIO = 300
_CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E|<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")  # in UTF-16 too
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class WorkbookError(ValueError):
    """A workbook that can't or mustn't be read; the message is for the author."""


@dataclass(slots=True)
class Extent:
    """What a sheet's XML says: the used rows and columns (from 1), formulas, those without a value, cells with an error,
    cells that are merged."""

    rows: int = 0
    columns: int = 0
    formulas: list[tuple[int, int]] = field(default_factory=list)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right


def open_workbook(data: bytes) -> zipfile.ZipFile:
    """The zip, with every part within bounds; raises WorkbookError."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise WorkbookError("it is encrypted: save it without a password")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise WorkbookError("it is not an .xlsx workbook") from None
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise WorkbookError(f"it has more than {MAX_PARTS:,} parts")
    if len({part.filename for part in parts}) != len(parts):
        raise WorkbookError("two of its parts have the same name")
    total = 0
    for part in parts:
        total += part.file_size
        most = MAX_UNPACKED if part.filename.startswith("xl/worksheets/") else MAX_PART
        if total > MAX_UNPACKED or part.file_size > most or part.file_size > _MAX_RATIO * max(part.compress_size, 4096):
            raise WorkbookError(f"it unpacks to far more than its size (`{part.filename}`)")
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")) and _has_doctype(archive, part.filename):
            raise WorkbookError(f"`{part.filename}` has a DOCTYPE, which workbooks must not have")
    return archive


def _has_doctype(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether one is there, wherever it stands. The whole part is read: its size and checksum are true then."""
    before = b""
    found = False
    for chunk in _chunks(archive, name):
        found = found or _DOCTYPE.search(before + chunk) is not None
        before = chunk[-32:]
    return found


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part's bytes; reading to the end proves that its size and checksum are what the zip says."""
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError) as problem:
        raise WorkbookError(f"its part `{name}` is damaged: {problem}") from None


def _whole(archive: zipfile.ZipFile, name: str) -> bytes:
    if name in archive.namelist() and archive.getinfo(name).file_size > MAX_LIST:
        raise WorkbookError(f"its part `{name}` unpacks to more than {MAX_LIST // 2**20} MiB")
    return b"".join(_chunks(archive, name))


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The sheets' names, in order, and their parts."""
    try:
        book = ElementTree.fromstring(_whole(archive, "xl/workbook.xml"))
        relations = ElementTree.fromstring(_whole(archive, "xl/_rels/workbook.xml.rels"))
    except ElementTree.ParseError as problem:
        raise WorkbookError(f"its list of sheets is damaged: {problem}") from None
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    sheets: dict[str, str] = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = targets.get(sheet.get(_RELATION, ""), "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            sheets[sheet.get("name", "")] = path
    if not sheets:
        raise WorkbookError("it has no sheets")
    return sheets


def hidden_sheets(archive: zipfile.ZipFile) -> frozenset[str]:
    """The names of the sheets that Excel doesn't show."""
    book = ElementTree.fromstring(_whole(archive, "xl/workbook.xml"))
    sheets = (one for one in book.iter() if one.tag.rpartition("}")[2] == "sheet")
    return frozenset(one.get("name", "") for one in sheets if one.get("state", "visible") != "visible")


def measure(archive: zipfile.ZipFile, part: str) -> Extent:
    """The extent of a sheet; raises WorkbookError for one that is too large or damaged."""
    reader = _SheetReader()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.buffer_text = True
    try:
        for chunk in _chunks(archive, part):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise WorkbookError(f"its sheet `{part}` is damaged: {problem}") from None
    extent = reader.extent
    if extent.rows * extent.columns > MAX_AREA:
        last = f"{column_name(extent.columns)}{extent.rows}"
        raise WorkbookError(f"its cells extend to {last}: more than {MAX_AREA:,} cells, counting the empty ones")
    return extent


class _SheetReader:
    """Follows the elements `row`, `c`, `f`, `v` and `is` of a sheet (ECMA-376 part 1, 18.3.1)."""

    def __init__(self) -> None:
        self.extent = Extent()
        self.cells = 0
        self.row = 0
        self.column = 0
        self.kind = ""
        self.formula = False
        self.filled = False
        self.value = ""
        self.inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "c":
            match = _REFERENCE.fullmatch(attributes.get("r", ""))
            self.cells += 1
            if self.cells > MAX_AREA:
                raise WorkbookError(f"it has more than {MAX_AREA:,} cells")
            self.column = column_number(match[1]) if match else self.column + 1
            self.row = int(match[2]) if match else self.row
            self.kind = attributes.get("t", "n")
            self.formula = self.filled = False
            self.value = ""
        elif name == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdigit() else self.row + 1
            self.column = 0
        elif name == "mergeCell":
            self.merge(attributes.get("ref", ""))
        elif name == "f":
            self.formula = True
        elif name == "v":
            self.inside = True
        elif name == "is":
            self.filled = True

    def merge(self, reference: str) -> None:
        """Note cells that are merged (`A2:A4`)."""
        ends = [_REFERENCE.fullmatch(end) for end in reference.partition(":")[::2]]
        if ends[0] and ends[1] and len(self.extent.merged) < MAX_AREA:
            (left, top), (right, bottom) = (match.groups() for match in ends if match)
            self.extent.merged.append((int(top), column_number(left), int(bottom), column_number(right)))

    def text(self, text: str) -> None:
        if self.inside:
            self.value += text
            self.filled = True

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name == "v":
            self.inside = False
        elif name == "c" and (self.filled or self.formula):
            self.extent.rows = max(self.extent.rows, self.row)
            self.extent.columns = max(self.extent.columns, self.column)
            if self.formula:
                self.extent.formulas.append((self.row, self.column))
            if self.formula and not self.filled and self.kind != "str":  # a formula's empty text is a value
                self.extent.uncomputed.append((self.row, self.column))
            elif self.kind == "e":
                self.extent.errors.append((self.row, self.column, self.value))


def column_number(name: str) -> int:
    """`A` → 1, `AA` → 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def column_name(number: int) -> str:
    """1 → `A`, 27 → `AA`."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
