"""Draft the entry of datapackage.yaml for a table file: encoding, dialect, types, missing values and a key, all guessed
from the cells."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ria_deck.data.descriptor import Dialect, Resource
from ria_deck.data.finding import MARKERS
from ria_deck.data.grid import BROKEN, Grid
from ria_deck.data.inferring import infer_type
from ria_deck.data.moments import moment_of, year_of
from ria_deck.data.readers.csv_table import MAX_BYTES, guess_encoding
from ria_deck.data.readers.excel_table import sheets_of
from ria_deck.data.readers.workbook import WorkbookError
from ria_deck.data.resources import FORMATS
from ria_deck.data.trying import NAMELESS, first_readable
from ria_deck.data.vocabulary import RESERVED
from ria_deck.diagnostics import Report, Span

_YEARS = re.compile("(year|years|jahr|année|annee|año|anno|ano|rok|год|рік|年|年度|年次|연도)", re.IGNORECASE)
_IDS = re.compile(r"(.*[ _-])?(id|code|no|nr|number|コード|番号|код)", re.IGNORECASE)
_UNIT = re.compile(r".*\S\s*[(（\[](?![\d*†‡ ]+[)）\]])([^()（）\[\]]+)[)）\]]")  # no note's number
_PATTERNS = (
    ("yearmonth", "[0-9]{4}-(0[1-9]|1[0-2])"),
    ("datetime", r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+(Z|[+-][0-9:]+)?"),
)
_WHOLE = "(0|[1-9][0-9]*)"
_GROUPED = {",": ",", " ": "[ \u00a0\u202f]", ".": r"\."}
_NUMBERS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (rf"-?{_WHOLE}(\.[0-9]+)?\s?%", (("bareNumber", "false"), ("unit", "%"))),
    (rf"[-△▲−]?{_WHOLE}(,[0-9]+)?", (("decimalChar", ","),)),
    (rf"[-△▲−]?([1-9][0-9]{{0,2}}(,[0-9]{{3}})+|{_WHOLE})(\.[0-9]+)?", (("groupChar", ","),)),
)
_KEY_TYPES = ("string", "year", "yearmonth", "date", "datetime")
_MOST_KEYS, _WIDEST_KEY = 8, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A column: the keys of its field beside `name`, and the markers that stand for missing values in it."""

    name: str
    type: str
    keys: tuple[tuple[str, Any], ...] = ()
    markers: frozenset[str] = frozenset()


def format_of(file: Path) -> str:
    """The table format that a file's ending names; empty for one that can't be read."""
    return FORMATS.get(file.suffix.lstrip(".").lower(), "")


def name_for(file: Path, taken: Collection[str]) -> str:
    """A table name from a file's name, free and valid in expressions."""
    name = re.sub(r"\W+", "_", file.stem).strip("_").lower()
    if not name.isidentifier() or name in RESERVED:
        name = f"table_{name}".rstrip("_")
    further = (f"{name}_{count}" for count in itertools.count(2))
    return next(one for one in itertools.chain((name,), further) if one not in taken)


def draft_entry(root: Path, file: str, name: str, path: str, report: Report, sheet: str = "") -> list[str] | None:
    """The lines of a block sequence's entry for the table at `root`/`file`, which will be data/`path`, of a
    workbook's `sheet` or the first with a table; None, with errors, where the file can't be read."""
    resource = Resource(
        name=name,
        identifier=name,
        file=file,
        span=Span(path=file),
        path_span=Span(path=file),
        format=format_of(Path(file)),
        dialect=Dialect(sheet=sheet),
    )
    data = (root / file).read_bytes()
    sheets: list[str] = []
    if resource.format == "xlsx":
        sheets = _sheets(data)
    elif resource.format == "csv" and len(data) <= MAX_BYTES:
        resource = _with_dialect(resource, data)
    read = first_readable(root, resource, data, report)
    if read is None:
        return None
    grid, resource = read.grid, read.resource
    guesses = [guess_column(name, cells) for name, cells in zip(read.names, grid.columns, strict=True)]
    markers = {marker for guess in guesses for marker in guess.markers}
    lines = [
        f"- name: {_text(name)}",
        "  # drafted by `ria-deck data add` from the file's cells: what says `guessed` is for you to check",
        f"  path: {_text(path)}",
        *([f"  encoding: {resource.encoding}  # guessed"] if resource.encoding != "utf-8" else []),
        *_dialect_lines(resource, sheets),
        *(["  ria: {merged: fill}  # guessed"] if resource.fill_merged else []),
        *([f"  # {read.left_out}"] if read.left_out else []),
        *([f"  missingValues: {_list(['', *sorted(markers)])}  # guessed"] if markers else []),
        "  # sources: [{title: the publisher's title, path: https://…}]",
        "  schema:",
        "    fields:",
        *(f"      - {{{_field(guess)}}}  # guessed" for guess in guesses),
    ]
    lines += _wide(guesses)
    key = guess_key(grid, guesses)
    lines.append(
        f"    primaryKey: {_list(key)}  # guessed" if key else "    # no key guessed: no columns tell the rows apart"
    )
    return lines


def _wide(guesses: Sequence[Guess]) -> list[str]:
    """How a chart takes columns that are years or months."""
    times = [guess.name for guess in guesses if moment_of(guess.name) is not None]
    if len(times) < 3:
        return []
    named = ", ".join(_text(name) for name in (times[0], times[1]))
    return [f"    # for charts over time: transform: [{{fold: [{named}, …], as: [time, value]}}]"]


def guess_column(name: str, cells: Sequence[Any]) -> Guess:
    """The type of a column by its cells, how its numbers are written, their unit by the name; text where in doubt."""
    there = [cell for cell in cells if cell is not None and cell is not BROKEN and cell != ""]
    markers = frozenset(cell for cell in there if isinstance(cell, str) and cell in MARKERS)
    for held, dropped in ((there, frozenset[str]()), ([cell for cell in there if cell not in markers], markers)):
        type_, keys = _type(name, held)
        if held and type_ not in ("string", "any"):
            return Guess(name=name, type=type_, keys=(*keys, *_unit_in(name, type_, dict(keys))), markers=dropped)
    return Guess(name=name, type=infer_type(there))


def _unit_in(name: str, type_: str, keys: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The unit that a column of numbers has in its name, as `Area (km²)`, where its cells have none."""
    unit = _UNIT.fullmatch(name) if type_ in ("integer", "number") and "unit" not in keys else None
    return (("unit", unit[1].strip()),) if unit else ()


def _are_years(name: str, numbers: Sequence[int]) -> bool:
    """Whether numbers are years: by their column's name or, in a first column without one, because they count up or down."""
    if not all(1000 <= number <= 2999 for number in numbers):
        return False
    steps = {later - number for number, later in itertools.pairwise(numbers)}
    return bool(_YEARS.fullmatch(name)) or (name == NAMELESS and len(numbers) > 2 and steps in ({1}, {-1}))


def _type(name: str, cells: list[Any]) -> tuple[str, tuple[tuple[str, Any], ...]]:
    found = infer_type(cells)
    if found == "integer" and _are_years(name, [int(cell) for cell in cells]):
        return "year", ()
    if found == "any" and all(isinstance(cell, (str, int, float)) and not isinstance(cell, bool) for cell in cells):
        cells = [cell if isinstance(cell, str) else f"{cell:g}" for cell in cells]  # some numbers are kept as text
    elif found != "string" or not cells:
        return found, ()
    return _written_as(cells) or (found, ())


def _written_as(cells: list[str]) -> tuple[str, tuple[tuple[str, Any], ...]] | None:
    """The type that all texts of a column are written in, and how; None where they are texts."""
    moment = next((type_ for type_, pattern in _PATTERNS if _all_match(pattern, cells)), "")
    if moment:
        return moment, ()
    if all(year_of(cell) for cell in cells):
        return "year", (("format", "era"),)
    for group, written in _GROUPED.items():
        if _all_match(rf"[-△▲−]?({_WHOLE}|[1-9][0-9]{{0,2}}({written}[0-9]{{3}})+)", cells):
            signs = set(re.findall(written, "".join(cells)))
            return "integer", (("groupChar", signs.pop() if len(signs) == 1 else group),)
    keys = next((keys for pattern, keys in _NUMBERS if _all_match(pattern, cells)), None)
    return ("number", keys) if keys else None


def _all_match(pattern: str, cells: Sequence[str]) -> bool:
    return all(re.fullmatch(pattern, cell) for cell in cells)


def guess_key(grid: Grid, guesses: Sequence[Guess]) -> list[str]:
    """The fewest first columns of texts, times and ids that tell all rows apart; none where there are none."""
    able = [
        index
        for index, guess in enumerate(guesses)
        if (guess.type in _KEY_TYPES or (guess.type == "integer" and _IDS.fullmatch(guess.name)))
        and not any(cell in (None, "", *MARKERS) for cell in grid.columns[index])
    ][:_MOST_KEYS]
    for count in range(1, _WIDEST_KEY + 1):
        for chosen in itertools.combinations(able, count):
            rows = list(zip(*(grid.columns[index] for index in chosen), strict=True))
            if rows and len(set(rows)) == len(rows):
                return [guesses[index].name for index in chosen]
    return []


def _with_dialect(resource: Resource, data: bytes) -> Resource:
    encoding = "utf-8"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding, _ = guess_encoding(data, "utf-8")
        text = data.decode(encoding, errors="replace") if encoding else ""
    head = "\n".join(text.splitlines()[:20])
    delimiter = "\t" if Path(resource.file).suffix.lower() == ".tsv" else ","
    with suppress(csv.Error):  # one column, or rows of different lengths: the reader says what is wrong
        delimiter = csv.Sniffer().sniff(head, delimiters=",;\t|").delimiter
    dialect = Dialect() if delimiter == "," else replace(Dialect(), delimiter=delimiter)
    return replace(resource, encoding=encoding or "utf-8", dialect=dialect)


def _dialect_lines(resource: Resource, sheets: Sequence[str]) -> list[str]:
    dialect = resource.dialect
    keys = []
    if dialect.delimiter != ",":
        keys.append(f"delimiter: {json.dumps(dialect.delimiter)}")
    if dialect.sheet or len(sheets) > 1:
        keys.append(f"sheet: {_text(str(dialect.sheet or sheets[0]))}")
    if dialect.range:
        keys.append(f'range: "{dialect.range}"')
    if not dialect.header_rows:
        keys.append("header: false")
    elif dialect.header_rows != (1,):
        keys.append(f"headerRows: {list(dialect.header_rows)}")
    if dialect.skip_rows:
        rows = [str(first) if first == last else f'"{first}-{last}"' for first, last in dialect.skip_rows]
        keys.append(f"skipRows: [{', '.join(rows)}]")
    others = f"; sheets: {', '.join(sheets)}" if len(sheets) > 1 else ""
    return [f"  dialect: {{{', '.join(keys)}}}  # guessed{others}"] if keys else []


def _sheets(data: bytes) -> list[str]:
    try:
        return [name for name, hidden in sheets_of(data).items() if not hidden]
    except WorkbookError:
        return []  # the reader says what is wrong


def _field(guess: Guess) -> str:
    keys = (("name", guess.name), ("type", guess.type), *guess.keys)
    return ", ".join(f"{key}: {value if key == 'bareNumber' else _text(value)}" for key, value in keys)


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(_text(value) for value in values)}]"


def _text(value: str) -> str:
    """A scalar of YAML: plain where that is text for certain, quoted otherwise."""
    plain = re.fullmatch(r"[^\W\d_][\w.]*([ _-][\w.]+)*", value)
    known = value.lower() in ("true", "false", "yes", "no", "on", "off", "null", "y", "n")
    return value if plain and not known else json.dumps(value, ensure_ascii=False)
