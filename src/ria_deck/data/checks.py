"""Check a grid of raw cells against a schema, and give its typed columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ria_deck.data.descriptor import Field, Resource
from ria_deck.data.faults import Fault, Faults, hint_for
from ria_deck.data.grid import BROKEN, Grid
from ria_deck.data.inferring import infer_fields
from ria_deck.data.types import NAMES, Convert, native_converter, text_converter
from ria_deck.diagnostics import Severity, Span
from ria_deck.source.nearest import did_you_mean, listing, nearest

_MOST_KNOWN = 50_000  # different cells of a column that are remembered
_UNREADABLE = object()  # stands for a cell whose fault has been told


def typed_columns(grid: Grid, resource: Resource, faults: Faults) -> dict[str, list[Any]]:
    """The columns of the schema, in its order, with None for missing values."""
    fields = resource.fields if resource.fields is not None else infer_fields(grid, resource)
    _check_columns(grid, fields, faults)
    columns: dict[str, list[Any]] = {}
    for field in fields:
        if field.name not in grid.names:
            continue
        index = grid.names.index(field.name)
        values = _converted(grid, index, field, resource, faults)
        _check_values(grid, index, field, values, faults)
        if field.type in ("string", "any"):
            _check_blanks(grid, index, field.name, values, field.name in resource.primary_key, faults)
        columns[field.name] = values
    if all(name in columns for name in resource.primary_key) and resource.primary_key:
        _check_primary_key(grid, resource, columns, faults)
    return columns


def _check_columns(grid: Grid, fields: Sequence[Field], faults: Faults) -> None:
    declared = [field.name for field in fields]
    missing = [name for name in declared if name not in grid.names]
    whole = _other_table(grid, declared, missing)
    if whole is not None:
        faults.add(whole)
        return
    extra = dict.fromkeys(filter(None, grid.names))
    for name in declared:
        extra.pop(name, None)
    for name in missing:
        meant = nearest(name, extra)
        words = f"the file has no column `{name}`, which the schema declares"
        fault = Fault(-1, len(grid.names), "RD313", words, _place(grid, -1, 0), hint=_columns_there(grid))
        if meant and nearest(meant, missing) == name:  # one column under two names: one fault, at the name in the file
            extra.pop(meant)
            column = grid.names.index(meant)
            place, label = _place(grid, -1, column), f"did you mean `{meant}`?"
            fault = Fault(-1, column, "RD313", words, place, label=label, hint="spell both the same way")
        faults.add(fault)
    for name in extra:
        column = grid.names.index(name)
        message = f"the schema doesn't declare the column `{name}`"
        faults.add(Fault(-1, column, "RD314", message, _place(grid, -1, column)))


def _other_table(grid: Grid, declared: list[str], missing: list[str]) -> Fault | None:
    """The one fault of a file with none of the schema's columns, or with all of them in one."""
    if len(declared) < 2:
        return None
    mark = next((mark for mark in ";\t|," if mark in grid.names[0]), "") if len(grid.names) == 1 else ""
    if mark:
        words, name = f"one column, but the schema has {len(declared)}", {"\t": "a tab"}.get(mark, f"`{mark}`")
        hint = f"the cells seem to be separated by {name}: declare `dialect: {{delimiter: {mark!r}}}`"
        return Fault(-1, 0, "RD313", words, _place(grid, -1, 0), hint=hint)
    if missing != declared:
        return None
    words = f"the file has none of the schema's columns: {listing(declared, 'and')}"
    return Fault(-1, 0, "RD313", words, _place(grid, -1, 0), hint=_columns_there(grid))


def _columns_there(grid: Grid) -> str:
    return f"columns in the file: {listing(filter(None, grid.names), 'and')}"


def _place(grid: Grid, row: int, column: int) -> Callable[[], Span]:
    return lambda: grid.span(row, column)


def _converted(grid: Grid, index: int, field: Field, resource: Resource, faults: Faults) -> list[Any]:
    given = native_converter(field, sheet=resource.format == "xlsx") if grid.typed else text_converter(field)
    convert = _once(given, typed=grid.typed)
    gaps = set(resource.missing_values)
    values: list[Any] = []
    for row, cell in enumerate(grid.columns[index]):
        if cell is None or cell is BROKEN or (isinstance(cell, str) and cell in gaps):
            values.append(_UNREADABLE if cell is BROKEN else None)
            continue
        try:
            values.append(convert(cell))
        except ValueError as problem:
            values.append(_UNREADABLE)
            faults.add(_unreadable(grid, (row, index), field, gaps, str(problem)))
    return values


def _once(convert: Convert, *, typed: bool) -> Convert:
    """Equal cells are converted once, and kept once: of a column that has few."""
    known: dict[Any, Any] = {}

    def converted(cell: Any) -> Any:
        key = (type(cell), repr(cell) if isinstance(cell, (list, dict)) else cell) if typed else cell
        if key in known:
            return known[key]
        if len(known) >= _MOST_KNOWN:
            return convert(cell)
        return known.setdefault(key, convert(cell))

    return converted


def _unreadable(grid: Grid, place: tuple[int, int], field: Field, gaps: set[str], problem: str) -> Fault:
    """A cell that isn't of its column's type."""
    row, index = place
    cell = grid.columns[index][row]
    label = f"`{field.name}` must be {NAMES[field.type]}"
    hint = hint_for(cell, field, gaps, in_sheet=bool(grid.span(row, index).place))
    return Fault(row, index, "RD320", f"{_shown(cell)} {problem}", _place(grid, row, index), label, hint)


def _shown(cell: Any) -> str:
    whole = isinstance(cell, float) and cell.is_integer()  # sheets have no other numbers: `1` is told as `1`
    text = f"{cell:.0f}" if whole else str(cell)
    return f"`{text}`" if len(text) <= 40 else f"`{text[:39]}…`"


def _check_values(grid: Grid, index: int, field: Field, values: list[Any], faults: Faults) -> None:
    rules = field.constraints
    seen: dict[Any, int] = {}
    plain = not _limits(field)
    for row, value in enumerate(values):
        if value is _UNREADABLE:
            values[row] = None
        if value is None and rules.required:
            message = f"`{field.name}` is required but empty"
            faults.add(Fault(row, index, "RD321", message, _place(grid, row, index), "missing value"))
        if values[row] is None:
            continue
        if rules.unique and seen.setdefault(value, row) != row:
            message = f"duplicate value {_shown(value)} in `{field.name}`"
            faults.add(_twice("RD322", grid, (row, index), message, seen[value]))
        for code, message, label in () if plain else _broken_rules(field, value):
            faults.add(Fault(row, index, code, message, _place(grid, row, index), label))


def _limits(field: Field) -> bool:
    """Whether the schema says which values the field may have."""
    rules = field.constraints
    bounds = (rules.min_length, rules.max_length, rules.minimum, rules.maximum)
    return bool(rules.enum or rules.pattern) or any(bound is not None for bound in bounds)


def _check_blanks(grid: Grid, index: int, name: str, values: Sequence[Any], key: bool, faults: Faults) -> None:
    """Report a text that differs from another of its column in blanks or invisible characters only: an error in a key."""
    severity = Severity.ERROR if key else Severity.WARNING
    first: dict[str, tuple[str, int]] = {}
    seen: set[str] = set()
    for row, text in enumerate(values):
        if not isinstance(text, str) or text in seen:
            continue
        seen.add(text)
        known, at = first.setdefault(_visible(text), (text, row))
        if known != text:
            words = f"{_shown(text)} and {_shown(known)} in `{name}` differ in blanks or invisible characters only"
            related = ((grid.span(at, index), "the other one"),)
            hint = "they look the same and are two keys, two groups, two categories: write them alike"
            faults.add(
                Fault(
                    row,
                    index,
                    "RD337",
                    words,
                    _place(grid, row, index),
                    hint=hint,
                    related=_given(related),
                    severity=severity,
                )
            )
            return


def _given(related: tuple[tuple[Span, str], ...]) -> Callable[[], tuple[tuple[Span, str], ...]]:
    return lambda: related


def _visible(text: str) -> str:
    """A text as readers tell it from others: blanks of all kinds as one, none around it, nothing that isn't seen."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(seen.split())


def _twice(code: str, grid: Grid, place: tuple[int, int], message: str, first: int) -> Fault:
    row, index = place
    related = ((grid.span(first, index), "first used here"),)
    return Fault(row, index, code, message, _place(grid, row, index), "used again here", related=lambda: related)


def _broken_rules(field: Field, value: Any) -> Iterator[tuple[str, str, str]]:
    """(code, message, label) for every rule of the field's that a value breaks."""
    rules, shown, name, length = field.constraints, _shown(value), field.name, len(str(value))
    if rules.enum and value not in rules.enum:
        choices = [str(choice) for choice in rules.enum]
        words = listing(choices) if len(choices) <= 12 else f"it must be one of {len(choices)} choices"
        yield "RD324", f"{shown} is not an allowed value of `{name}`: {words}", did_you_mean(str(value), choices)
    if rules.pattern and not rules.pattern.fullmatch(str(value)):
        yield "RD325", f"{shown} doesn't match the pattern of `{name}`", f"`{rules.pattern.pattern}`"
    for limit, broken, code, words, label in (
        (rules.minimum, lambda least: _below(value, least), "RD326", "is below the minimum of", "at least {}"),
        (rules.maximum, lambda most: _below(most, value), "RD326", "is above the maximum of", "at most {}"),
        (rules.min_length, lambda least: length < least, "RD327", "is too short for", "at least {} characters"),
        (rules.max_length, lambda most: length > most, "RD327", "is too long for", "at most {} characters"),
    ):
        if limit is not None and broken(limit):
            yield code, f"{shown} {words} `{name}`", label.format(limit)


def _below(value: Any, limit: Any) -> bool:
    """Whether value < limit; times with and without a zone have no order between them and pass."""
    try:
        return bool(value < limit)
    except TypeError:
        return False


def _all_different(columns: Sequence[list[Any]]) -> bool:
    """Whether rows have a key each, and no two the same."""
    keys = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
    return len(set(keys)) == len(keys) and not any(None in column for column in columns)


def _tell_empty(grid: Grid, row: int, name: str, resource: Resource, faults: Faults) -> None:
    column = grid.names.index(name)
    if grid.columns[column][row] in (None, *resource.missing_values):
        message = f"`{name}` is part of the primary key but empty"
        faults.add(Fault(row, column, "RD323", message, _place(grid, row, column), "missing value"))


def _check_primary_key(grid: Grid, resource: Resource, columns: dict[str, list[Any]], faults: Faults) -> None:
    names = resource.primary_key
    index = grid.names.index(names[0])
    if _all_different([columns[name] for name in names]):
        return
    told = {field.name for field in resource.fields or () if field.constraints.required}  # where one is missing
    seen: dict[tuple[Any, ...], int] = {}
    for row, key in enumerate(zip(*(columns[name] for name in names), strict=True)):
        if None in key:
            name = names[key.index(None)]
            if name not in told:
                _tell_empty(grid, row, name, resource, faults)
        elif seen.setdefault(key, row) != row:
            shown = ", ".join(f"{name}={value}" for name, value in zip(names, key, strict=True))
            faults.add(_twice("RD323", grid, (row, index), f"duplicate primary key {shown}", seen[key]))
