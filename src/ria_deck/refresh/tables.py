"""A table of a deck given new texts: cells bound by heads or by place, rows added in the form of the last one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ria_deck.data.table import DataTable, Row
from ria_deck.i18n.forms.formats import FormatError, Formatter
from ria_deck.model.value import Value
from ria_deck.ooxml.presentation import SlideShape, paragraph_text
from ria_deck.ooxml.spans import Edit, Element, after, attribute, removed, spliced
from ria_deck.refresh.binding import Binding
from ria_deck.refresh.change import Change, RefusedError
from ria_deck.refresh.texts import set_text
from ria_deck.resolve.expressions.key_index import read_cell
from ria_deck.source.nearest import did_you_mean

_NUMBER = re.compile(r"[-−+]?[0-9][0-9,.\u00a0\u202f' ]*")
_MERGES = ("rowSpan", "gridSpan", "vMerge", "hMerge")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRefresh:
    """A table of a slide with what it is bound to."""

    shape: SlideShape
    binding: Binding
    table: DataTable
    formatter: Formatter
    part: bytes

    def edits(self, rows: Sequence[Row]) -> tuple[list[Edit], list[Change]]:
        """The edits of the slide's part, and what they change. Raises RefusedError."""
        element = self.shape.table
        if element is None:
            raise RefusedError("RD846", "the shape is not a table")
        lines = element.all("tr")
        head, body = self._split(element, lines)
        columns = self._columns(head)
        if self.binding.rows:
            pairs = self._by_row_heads(body, rows)
        else:
            if len(body) != len(rows) and not self.binding.grow:
                raise RefusedError(
                    "RD844",
                    f"the deck's table has {len(body)} rows, but the table gives {len(rows)}",
                    "choose rows with `where=`, or let it grow: `grow` in the mark, `grow: true`, or --grow",
                )
            pairs = list(zip(body, rows, strict=False))
        edits: list[Edit] = []
        changes: list[Change] = []
        for number, (line, row) in enumerate(pairs, start=len(lines) - len(body) + 1):
            for index, column in columns.items():
                edits += self._cell(line.all("tc"), index, row, column, f"row {number}, column {index + 1}", changes)
        if not self.binding.rows:
            edits += self._other_rows(body, rows, columns, changes)
        return edits, changes

    def _split(self, element: Element, lines: Sequence[Element]) -> tuple[Element | None, Sequence[Element]]:
        properties = element.child("tblPr")
        has_head = properties is not None and properties.get("firstRow") in ("1", "true")
        if lines and (has_head or not any(_NUMBER.fullmatch(text) for text in _texts(lines[0]) if text)):
            return lines[0], lines[1:]
        return None, lines

    def _columns(self, head: Element | None) -> Mapping[int, str]:
        """Column of the deck's table, from 0 → column of the data."""
        names = {name.lower(): name for name in self.table.column_names}
        if self.binding.columns:
            for name in self.binding.columns:
                if name not in self.table.columns:
                    raise self._unknown(name)
            return dict(enumerate(self.binding.columns))
        heads = _texts(head) if head is not None else []
        found = {index: names[text.lower()] for index, text in enumerate(heads) if text.lower() in names}
        if not found:
            raise RefusedError(
                "RD846", "no header of the deck's table is a column of the data", "name them: `columns=a,b,c`"
            )
        return found

    def _by_row_heads(self, body: Sequence[Element], rows: Sequence[Row]) -> list[tuple[Element, Row]]:
        column = self.binding.rows
        if column not in self.table.columns:
            raise self._unknown(column)
        known = {self._text(row, column): row for row in rows}
        pairs = []
        for line in body:
            name = _texts(line)[0] if line.all("tc") else ""
            if name in known:
                pairs.append((line, known[name]))
        if not pairs:
            raise RefusedError("RD846", f"no row of the deck's table begins with a value of `{column}`")
        return pairs

    def _cell(
        self, cells: Sequence[Element], index: int, row: Row, column: str, at: str, changes: list[Change]
    ) -> list[Edit]:
        if index >= len(cells):
            raise RefusedError("RD846", f"the deck's table has no column {index + 1}")
        cell = cells[index]
        paragraphs = list(cell.iter("p"))
        if not paragraphs or any(paragraph_text(one) for one in paragraphs[1:]):
            raise RefusedError("RD846", f"the cell in {at} has several paragraphs")
        old = paragraph_text(paragraphs[0])
        new = self._text(row, column, like=old)
        changes.append(self._change(at, old, new, row[column]))
        return [] if old == new else set_text(paragraphs[0], new)

    def _other_rows(
        self, body: Sequence[Element], rows: Sequence[Row], columns: Mapping[int, str], changes: list[Change]
    ) -> list[Edit]:
        """Rows that are too many go; new ones are copies of the last one, with their own texts and ids."""
        edits = [removed(line) for line in body[len(rows) :]]
        changes += [self._change("a row", " | ".join(_texts(line)), "") for line in body[len(rows) :]]
        if len(rows) > len(body):
            last = body[-1] if body else None
            if last is None or any(cell.get(name) for cell in last.all("tc") for name in _MERGES):
                raise RefusedError("RD846", "the deck's table can't grow: it has no rows, or its last row is merged")
            edits.append(after(last, b"".join(self._copy(last, row, columns, changes) for row in rows[len(body) :])))
        height = (len(rows) - len(body)) * (int(body[-1].get("h", "0")) if body else 0)
        extent = self.shape.element.child("xfrm", "ext")
        if height and extent is not None:
            edits.append(attribute(self.part, extent, "cy", str(max(int(extent.get("cy")) + height, 0))))
        return edits

    def _copy(self, line: Element, row: Row, columns: Mapping[int, str], changes: list[Change]) -> bytes:
        inner: list[Edit] = []
        cells = line.all("tc")
        for index, cell in enumerate(cells):
            paragraph = next(cell.iter("p"), None)
            if paragraph is None:
                continue
            text = self._text(row, columns[index], like=paragraph_text(paragraph)) if index in columns else ""
            inner += set_text(paragraph, text)
            if index in columns:
                changes.append(self._change(f"a new row, column {index + 1}", "", text, row[columns[index]]))
        for identifier in line.iter("rowId"):
            digest = hashlib.sha256(f"{identifier.get('val')} {row.row_key or row.index}".encode()).digest()
            inner.append(attribute(self.part, identifier, "val", str(int.from_bytes(digest[:4]) % 2**31)))
        moved = [Edit(edit.start - line.start, edit.end - line.start, edit.data) for edit in inner]
        return spliced(self.part[line.start : line.end], moved)

    def _text(self, row: Row, column: str, like: str = "") -> str:
        value = read_cell(self.table, row.index, column, self.formatter.language.code)
        if value.text is not None:
            return value.text
        try:
            return self.formatter.form(value.raw, self.binding.format or _form_of(value, like))
        except FormatError as error:
            raise RefusedError("RD846", f"`{column}`: {error}") from error

    def _change(self, at: str, old: str, new: str, value: Value | None = None) -> Change:
        place = self.binding.place
        return Change(slide=place.slide, shape=place.shape, at=at, old=old, new=new, cells=value.cells if value else ())

    def _unknown(self, name: str) -> RefusedError:
        return RefusedError(
            "RD846",
            f"the table `{self.table.name}` has no column `{name}`",
            did_you_mean(name, self.table.column_names),
        )


def _form_of(value: Value, like: str) -> str:
    """The form that the table's schema names, else as many decimals as the cell had."""
    if value.form or isinstance(value.raw, (str, bool)) or value.raw is None:
        return value.form
    match = _NUMBER.search(like)
    if match is None or not hasattr(value.raw, "__round__"):
        return ""
    decimals = re.search(r"[.,]([0-9]+)$", match[0].strip())
    digits = len(decimals[1]) if decimals and not (len(decimals[1]) == 3 and value.raw == int(value.raw)) else 0
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    prefix, suffix = like[: match.start()], like[match.end() :].strip()
    if suffix == "%":
        return pattern + ("%" if value.unit != "%" else '"%"')
    return pattern if not (prefix.strip() or suffix) else f"{_literal(prefix)}{pattern}{_literal(like[match.end() :])}"


def _literal(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""


def _texts(line: Element) -> list[str]:
    return [" ".join(paragraph_text(one) for one in cell.iter("p")).strip() for cell in line.all("tc")]
