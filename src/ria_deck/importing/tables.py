"""Tables of a deck: regular ones of numbers as CSV with a `{table}` block, others as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from ria_deck.importing.marked_text import TextRun, inline_markdown, plain_markdown
from ria_deck.importing.talk import PartKind, ShapeFrame, SlidePart, TableFile
from ria_deck.importing.texts import LinkOf, runs_of, without_common_form
from ria_deck.importing.yaml_text import YamlValue, block
from ria_deck.ooxml.spans import Element

_FEWEST_ROWS = 4  # of data: fewer are read more easily where they are shown
_SHARE = 0.5  # of the cells that must be numbers
_NUMBER = re.compile(r"[-−]?\d{1,3}(?:(?P<group>,)\d{3})+(?:\.(?P<d1>\d+))?|[-−]?\d+(?:\.(?P<d2>\d+))?")
_YEAR = re.compile(r"[12]\d{3}")
_MISSING = "–"
_ON = ("1", "true")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTable:
    """A table as a part of a slide; `table` is its CSV where it is one of data, `merged` says that cells were merged."""

    part: SlidePart
    table: TableFile | None = None
    merged: bool = False


def import_table(
    element: Element, table_name: str, alternative: str, name: str, frame: ShapeFrame | None, link_of: LinkOf
) -> ImportedTable | None:
    """A table of a slide; None for one without words. `table_name` is free in data/."""
    cells = [row.all("tc") for row in element.all("tr")]
    rows = [[_runs(cell, link_of) for cell in row] for row in cells]
    merged = any(map(_is_merged, chain.from_iterable(cells)))
    width = max(map(len, rows), default=0)
    texts = [[" ".join("".join(run.text for run in cell).split()) for cell in row] for row in rows]
    if not any(chain.from_iterable(texts)):
        return None
    caption = f"\n\n: {plain_markdown(alternative, one_line=True)}" if alternative else ""
    markdown = SlidePart(kind=PartKind.TABLE, markdown=_pipe_table(rows, width) + caption, frame=frame, name=name)
    data = None if merged else _data_table(texts, rows, table_name)
    if data is None:
        return ImportedTable(part=markdown, merged=merged)
    table, columns = data
    spec: dict[str, YamlValue] = {"data": table_name, "columns": columns}
    if alternative:
        spec["alt"] = alternative
    part = SlidePart(
        kind=PartKind.TABLE,
        markdown=f"```{{table #{name}}}\n{block(spec)}\n```",
        frame=frame,
        name=name,
        simpler=markdown,
        loss="its table is Markdown",
        tables=(table_name,),
    )
    return ImportedTable(part=part, table=table)


def _is_merged(cell: Element) -> bool:
    """Whether a cell spans others, or is spanned by one."""
    spans = any(cell.get(name, "1") not in ("", "1") for name in ("gridSpan", "rowSpan"))
    return spans or cell.get("hMerge") in _ON or cell.get("vMerge") in _ON


def _runs(cell: Element, link_of: LinkOf) -> list[TextRun]:
    found: list[TextRun] = []
    body = cell.child("txBody")
    for paragraph in body.all("p") if body is not None else []:
        runs = list(runs_of(paragraph, link_of))
        found += [TextRun(text=" ")] * bool(found and runs) + runs
    return found


def _pipe_table(rows: Sequence[Sequence[Sequence[TextRun]]], width: int) -> str:
    """A Markdown table; forms that a whole row or column of heads has are the theme's business."""
    lines = []
    for number, row in enumerate(rows):
        cells = [inline_markdown(without_common_form(cell) if number == 0 else cell, cell=True) for cell in row]
        cells += [""] * (width - len(cells))
        lines.append(f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |"))
    marks = [_align(rows, column) for column in range(width)]
    return "\n".join([lines[0], f"|{'|'.join(marks)}|", *lines[1:]])


def _align(rows: Sequence[Sequence[Sequence[TextRun]]], column: int) -> str:
    cells = ["".join(run.text for run in row[column]).strip() for row in rows[1:] if column < len(row)]
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    return "---:" if numbers and len(numbers) * 2 > len([cell for cell in cells if cell]) else "---"


def _data_table(
    texts: Sequence[Sequence[str]], rows: Sequence[Sequence[Sequence[TextRun]]], name: str
) -> tuple[TableFile, list[YamlValue]] | None:
    """The table as data, where it has a head, enough rows, and columns of numbers or of texts without gaps."""
    head, body = texts[0], texts[1:]
    runs = chain.from_iterable(chain.from_iterable(rows[1:]))
    if any(run.bold or run.italic or run.href for run in runs) or not _is_regular(head, body):
        return None
    columns = list(zip(*body, strict=True))
    forms = list(map(_form, columns))
    numbers = sum(form is not None for form in forms) * len(body)
    if numbers <= _SHARE * len(body) * len(head):
        return None
    fields: list[tuple[str, str, str]] = []
    shown: list[YamlValue] = []
    cells: list[list[str]] = []
    for title, column, form in zip(head, columns, forms, strict=True):
        type_, code = form or ("string", "")
        fields.append((title, type_, ""))
        shown.append({"field": title, **({"format": code} if code else {})})
        cells.append(list(column) if form is None else list(map(_plain_number, column)))
    key = next((field for field, column in zip(fields, cells, strict=True) if len(set(column)) == len(body)), None)
    table = TableFile(
        name=name,
        title="",
        rows=(tuple(head), *zip(*cells, strict=True)),
        fields=tuple(fields),
        key=(key[0],) if key is not None and key[1] in ("string", "year") else (),
    )
    return table, shown


def _is_regular(head: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a table has a name over each column and a text in every cell."""
    if len(body) < _FEWEST_ROWS or len(set(head)) != len(head) or not all(head):
        return False
    return all(len(row) == len(head) and all(row) for row in body)


def _form(column: Sequence[str]) -> tuple[str, str] | None:
    """(type, format) of a column of numbers that are all written alike; None for texts."""
    there = [cell for cell in column if cell != _MISSING]
    matches = [match for match in map(_NUMBER.fullmatch, there) if match]
    if not there or len(matches) < len(there):
        return None
    if len(there) == len(column) and all(map(_YEAR.fullmatch, there)):
        return "year", ""
    grouped = any(match["group"] for match in matches)
    long = any(map(_is_long_ungrouped, there))
    places = {len(match["d1"] or match["d2"] or "") for match in matches}
    if len(places) > 1 or (grouped and long) or any(map(_leading_zero, there)):
        return None
    decimals = places.pop()
    code = ("#,##0" if not long else "0") + ("." + "0" * decimals if decimals else "")
    return ("number" if decimals else "integer"), code


def _is_long_ungrouped(cell: str) -> bool:
    """Whether a number has a thousand and more, with no sign between its groups."""
    return len(cell.lstrip("-−").partition(".")[0]) > 3 and "," not in cell


def _leading_zero(cell: str) -> bool:
    bare = cell.lstrip("-−")
    return len(bare) > 1 and bare[0] == "0" and bare[1] != "."


def _plain_number(cell: str) -> str:
    return "" if cell == _MISSING else cell.replace(",", "").replace("−", "-")
