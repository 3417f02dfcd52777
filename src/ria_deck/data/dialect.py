"""Read a resource's `dialect`: delimiter, heads, rows to skip."""

from __future__ import annotations

import re

from ria_deck.data.descriptor import Dialect
from ria_deck.data.grid import MAX_ROWS
from ria_deck.data.reading import DescriptorPart
from ria_deck.data.vocabulary import DIALECT_KEYS

_ROWS = re.compile(r"(?P<first>[0-9]{1,8})(?P<to>\s?[-–]\s?(?P<last>[0-9]{1,8})?)?")


def read_dialect(part: DescriptorPart) -> Dialect:
    """The dialect of a resource, the usual one where nothing is said."""
    found = part.part("dialect", f"the dialect of {part.what}")
    if found is None:
        return Dialect(delimiter=_usual_delimiter(part))
    found.check_keys(DIALECT_KEYS)
    for key in ("delimiter", "quoteChar", "escapeChar", "commentChar"):
        if key in found.data and len(found.text(key)) != 1:
            found.wrong(key, "one character")
            return Dialect()
    header_rows, sheet = _header_rows(found), _sheet(found)
    return Dialect(
        delimiter=found.text("delimiter", _usual_delimiter(part)),
        quote=found.text("quoteChar", '"'),
        double_quote=found.flag("doubleQuote", True),
        escape=found.text("escapeChar"),
        skip_initial_space=found.flag("skipInitialSpace"),
        header_rows=header_rows if found.flag("header", True) else (),
        header_join=found.text("headerJoin", " "),
        comment=found.text("commentChar"),
        sheet=sheet,
        range=found.text("range"),
        skip_rows=_skip_rows(found),
        property=found.text("property"),
        span=found.span(),
    )


def _usual_delimiter(part: DescriptorPart) -> str:
    return "\t" if part.text("path").lower().endswith(".tsv") else ","


def _header_rows(found: DescriptorPart) -> tuple[int, ...]:
    rows = found.data.get("headerRows")
    if isinstance(rows, list) and rows and all(type(row) is int and row > 0 for row in rows):
        return tuple(sorted(rows))
    if rows is not None:
        found.wrong("headerRows", "a list of row numbers from 1")
    return (1,)


def _sheet(found: DescriptorPart) -> str | int:
    """The sheet by its name or number; of several keys the last one counts."""
    sheet: str | int = found.text("sheetName")
    for key in ("sheet", "sheetNumber"):
        number = found.data.get(key)
        if type(number) is int:
            sheet = number
        elif key in found.data:
            sheet = found.text(key, str(sheet))
    return sheet


def _skip_rows(part: DescriptorPart) -> tuple[tuple[int, int], ...]:
    found = part.data.get("skipRows")
    rows: list[tuple[int, int]] = []
    for item in found if isinstance(found, list) else [] if found is None else [found]:
        match = _ROWS.fullmatch(str(item)) if isinstance(item, (int, str)) and not isinstance(item, bool) else None
        if match is None or int(match["first"]) < 1:
            part.wrong("skipRows", 'a list of row numbers from 1: `[5, "30-34", "40-"]`')
            return ()
        first = int(match["first"])
        last = int(match["last"]) if match["last"] else MAX_ROWS if match["to"] else first
        rows.append((first, last))
    return tuple(rows)
