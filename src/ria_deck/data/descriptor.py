"""What datapackage.yaml says, as values: resources with their schemas, sources and licences, each with its place.

The words are those of the Frictionless Data Package and Table Schema standards (https://datapackage.org), as far as a
report needs them; ours stand under `ria`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.data.pattern import Pattern
from ria_deck.data.remote.asking import Asking
from ria_deck.diagnostics import Span

TYPES = (
    "string",
    "integer",
    "number",
    "boolean",
    "date",
    "datetime",
    "year",
    "yearmonth",
    "quarter",
    "fiscalyear",
    "any",
)
"""The field types of Table Schema that are taken, and `quarter` and `fiscalyear`, which are ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """`constraints` of a field. `enum`, `minimum` and `maximum` are typed as the field is."""

    required: bool = False
    unique: bool = False
    enum: tuple[Any, ...] = ()
    pattern: Pattern | None = None
    minimum: Any = None
    maximum: Any = None
    min_length: int | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column. `unit` is the unit of its numbers, `form` (`ria: {format: …}`) the pattern readers see them in;
    `bare_number`, `decimal_char` and `group_char` say how numbers are written in a text file; `true_values` and
    `false_values` how a boolean is."""

    name: str
    span: Span
    type: str = "string"
    format: str = "default"
    title: str = ""
    title_span: Span | None = None
    description: str = ""
    unit: str = ""
    form: str = ""
    constraints: Constraints = Constraints()
    bare_number: bool = True
    decimal_char: str = "."
    group_char: str = ""
    true_values: tuple[str, ...] = ("true", "True", "TRUE", "1")
    false_values: tuple[str, ...] = ("false", "False", "FALSE", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """`fields` whose values must stand in `reference_fields` of `resource` (empty: this table itself)."""

    fields: tuple[str, ...]
    resource: str
    reference_fields: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How the rows stand in the file. `header_rows` are numbers from 1, empty where the file has no header; `sheet` is
    a name or a number from 1 (empty: the first), `range` the cells of a sheet (`A3:F40`, header included);
    `property` is the key of a JSON object that holds the rows."""

    delimiter: str = ","
    quote: str = '"'
    double_quote: bool = True
    escape: str = ""
    skip_initial_space: bool = False
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    comment: str = ""
    sheet: str | int = ""
    range: str = ""
    skip_rows: tuple[tuple[int, int], ...] = ()  # (first, last) of the file's rows that are left out
    property: str = ""
    span: Span | None = None

    def skips(self, row: int) -> bool:
        """Whether a row of the file, from 1, is left out."""
        return any(first <= row <= last for first, last in self.skip_rows)

    def title_rows(self) -> int:
        """How many rows are counted whether or not anything stands in them: `header_rows` are the file's own numbers.
        A header that is not told where to be is the first row that holds anything."""
        return self.header_rows[-1] if self.header_rows and self.header_rows != (1,) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where data come from. `name` is the id that topics use, `titles` its title in other languages by code,
    `language` the language of `title` where it isn't the report's."""

    name: str
    title: str
    span: Span
    path: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence: `name` is its identifier (`CC-BY-4.0`), `title` what readers see."""

    name: str
    span: Span
    title: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSources:
    """The columns that name where each row comes from: its source and, where there is one, the source's date."""

    title: str
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A table's description.

    `identifier` is its name in expressions. `file` is the local file, relative to the project (`data/cars.csv`); `url` is
    where `ria-deck fetch` brings it from (`asking` says how), empty for a local table; `hash` (`sha256:…`) pins it.
    `fields` is None where the package has no schema for it. `sources` are names of `DataPackage.sources`.
    `translations` maps a column to its columns in other languages: `{name: {ja: name_ja}}`; in languages that it doesn't
    name, the catalog has the column's texts. `as_of_column` is the
    column whose latest date the table is of. `fill_merged` (`ria: {merged: fill}`) gives each of the cells that a workbook
    has merged the value of the first. `sound` is False where the description has faults, which have been told:
    its table is not read, so that no faults follow from these.
    """

    name: str
    identifier: str
    file: str
    span: Span
    path_span: Span
    title: str = ""
    title_span: Span | None = None
    description: str = ""
    url: str = ""
    asking: Asking = field(default_factory=Asking)
    hash: str = ""
    hash_span: Span | None = None
    format: str = ""
    mediatype: str = ""
    encoding: str = "utf-8"
    dialect: Dialect = Dialect()
    fields: tuple[Field, ...] | None = None
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    missing_values: tuple[str, ...] = ("",)
    sources: tuple[str, ...] = ()
    licenses: tuple[Licence, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    as_of: dt.date | None = None
    as_of_column: str = ""
    row_sources: RowSources | None = None
    fill_merged: bool = False
    sound: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPackage:
    """datapackage.yaml: `resources` and `sources` by name, in the file's order. `path` is its file, empty where the
    project has none."""

    path: str = ""
    name: str = ""
    title: str = ""
    resources: Mapping[str, Resource] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    licenses: tuple[Licence, ...] = ()
