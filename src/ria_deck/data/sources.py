"""Where the data come from: sources and licences of a package and its tables, columns with each row's own and its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from ria_deck.data.descriptor import Licence, Resource, RowSources, Source
from ria_deck.data.reading import OWN, DescriptorPart
from ria_deck.data.table import DataTable
from ria_deck.source.nearest import did_you_mean


def read_source(part: DescriptorPart, language: str) -> Source | None:
    """A source; it needs a title, and a name that topics can refer to (the title where it has none)."""
    part.check_keys(("name", "title", "path", "email", "version", "description", "ria"))
    part.check_own(("titles", "language"))
    title = part.text("title") or part.text("name")
    if not title:
        part.missing("title")
        return None
    titles = part.own_part("titles")
    return Source(
        name=part.text("name") or title,
        title=title,
        span=part.span("name") if "name" in part.data else part.span(),
        path=part.text("path"),
        titles={code: titles.text(code) for code in titles.data} if titles else {},
        language=part.own_text("language") or language,
    )


def source_names(part: DescriptorPart, inline: Mapping[int, str]) -> tuple[str, ...]:
    """The names in a resource's `sources`, each once; `inline` has those of the sources that it writes out."""
    found = part.data.get("sources")
    if found is None:
        return ()
    if not isinstance(found, list):
        part.wrong("sources", "a list of source names or of sources")
        return ()
    names: list[str] = []
    for index, entry in enumerate(found):
        name = inline.get(index) or ((entry.get("name") or entry.get("title")) if isinstance(entry, dict) else entry)
        if isinstance(name, str):
            names.append(name)
        else:
            part.report.error("RD304", f"a source of {part.what} has no name", part.span("sources", index))
    return tuple(dict.fromkeys(names))


def read_licenses(part: DescriptorPart) -> tuple[Licence, ...]:
    """`licenses` of a package or resource; each needs a name or an address."""
    licenses: list[Licence] = []
    for item in part.parts("licenses", "licence"):
        item.check_keys(("name", "title", "path", "ria"))
        name = item.text("name") or item.text("title") or item.text("path")
        if not name:
            item.missing("name", hint="a licence identifier like CC-BY-4.0")
            continue
        licenses.append(Licence(name=name, title=item.text("title"), path=item.text("path"), span=item.span()))
    return tuple(licenses)


def read_as_of(part: DescriptorPart, columns: Sequence[str] | None) -> tuple[dt.date | None, str]:
    """The date of a table: as written, or the column whose latest date it is (`ria:as_of: {column: edition}`)."""
    nested = part.own("as_of")
    given = nested.data.get("as_of") if nested else part.data.get(f"{OWN}:as_of")
    if not isinstance(given, dict):
        return part.own_date("as_of"), ""
    found = part.own_part("as_of")
    assert found is not None
    found.check_keys(("column",))
    return None, _column(found, "column", columns, part)


def read_row_sources(part: DescriptorPart, columns: Sequence[str] | None) -> RowSources | None:
    """The columns that name each row's own source and its date (`ria:row_sources: {title: source, date: source_date}`)."""
    found = part.own_part("row_sources")
    if found is None:
        return None
    found.check_keys(("title", "date"))
    title = _column(found, "title", columns, part)
    date = _column(found, "date", columns, part) if "date" in found.data else ""
    return RowSources(title=title, date=date) if title else None


def _column(found: DescriptorPart, key: str, columns: Sequence[str] | None, part: DescriptorPart) -> str:
    name = found.text(key, required=True)
    if name and columns is not None and name not in columns:
        label = did_you_mean(name, columns)
        words = f"the schema of {part.what} has no column `{name}`"
        part.report.error("RD307", words, found.span(key), label=label)
        return ""
    return name


def date_of(resource: Resource, table: DataTable | None) -> dt.date | None:
    """As of when a table is: the date its description has, or the latest of the column that it names."""
    if not resource.as_of_column or table is None:
        return resource.as_of
    dates = [cell for cell in table.columns[resource.as_of_column] if isinstance(cell, dt.date)]
    return max(dates, default=None)


def sources_of_rows(table: DataTable, rows: Collection[str]) -> list[tuple[str, str]]:
    """The own sources of some rows, by their keys: each title with its date, once, in the order of the rows; a date
    with a word in it (“not in excerpt”) is left out."""
    columns = table.resource.row_sources
    if columns is None:
        return []
    found: dict[tuple[str, str], None] = {}
    for row in range(len(table.lines)):
        title = table.columns[columns.title][row]
        if title is not None and table.row_key(row) in rows:
            date = table.columns[columns.date][row] if columns.date else None
            found[str(title), _bare(str(date)) if date is not None else ""] = None
    return list(found)


def _bare(date: str) -> str:
    return date if date.replace("-", "").isdigit() else ""
