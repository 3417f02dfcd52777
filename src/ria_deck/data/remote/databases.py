"""Results of queries as CSV: DuckDB over the files of data/, SQLite, PostgreSQL; nothing is written there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ria_deck.data.grid import MAX_ROWS
from ria_deck.data.remote.answers import csv_of

_DRIVERS = {"duckdb": "duckdb", "postgresql": "psycopg", "postgres": "psycopg"}


_READ_BY_DUCKDB = (".csv", ".tsv", ".parquet", ".json")


class QueryError(Exception):
    """Why a query has no result, in words for people."""


def query(root: Path, address: str, sql: str, seconds: float) -> bytes:
    """The result of a query as CSV, its columns' names first. Raises QueryError."""
    scheme, _, place = address.partition(":")
    driver = _DRIVERS.get(scheme)
    if driver and find_spec(driver) is None:
        raise QueryError(f"it needs the package {driver}: pip install 'ria-deck[sql]'")
    match scheme:
        case "duckdb":
            rows = _duckdb(root, place, sql)
        case "sqlite":
            rows = _sqlite(_file(root, place), sql)
        case _:
            rows = _postgresql(address, sql, seconds)
    return csv_of(_bounded(rows))


def _bounded(rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for number, row in enumerate(rows):
        if number > MAX_ROWS:
            raise QueryError(f"the result has more than {MAX_ROWS:,} rows")
        yield row


def _file(root: Path, place: str) -> Path:
    path = (root / place).resolve()
    if not place or not path.is_relative_to(root.resolve()):
        raise QueryError(f"`{place}` is not a file of the project")
    if not path.is_file():
        raise QueryError(f"the file `{place}` doesn't exist")
    return path


def _duckdb(root: Path, place: str, sql: str) -> Iterator[Sequence[Any]]:
    """Each file of data/ that it reads is a view by its name without the ending: `select * from loans`. Other folders and
    the network are shut."""
    import duckdb

    database = str(_file(root, place)) if place else ":memory:"
    folder = (root / "data").resolve()
    try:
        connection = duckdb.connect(database, read_only=bool(place))
        try:
            for file in sorted(folder.glob("*")):
                if file.suffix.lower() in _READ_BY_DUCKDB and file.is_file() and file.resolve().is_relative_to(folder):
                    name = file.stem.replace('"', '""')
                    connection.execute(f'create temp view "{name}" as select * from {_quoted(str(file))}')
            connection.execute(f"set allowed_directories = [{_quoted(str(folder))}]")
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            cursor = connection.execute(sql)
            yield [column[0] for column in cursor.description or ()]
            while batch := cursor.fetchmany(1000):
                yield from batch
        finally:
            connection.close()
    except duckdb.Error as problem:
        raise QueryError(_first_line(problem)) from None


def _sqlite(path: Path, sql: str) -> Iterator[Sequence[Any]]:
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        try:
            cursor = connection.execute(sql)
            yield [column[0] for column in cursor.description or ()]
            yield from cursor
        finally:
            connection.close()
    except sqlite3.Error as problem:
        raise QueryError(_first_line(problem)) from None


def _postgresql(address: str, sql: str, seconds: float) -> Iterator[Sequence[Any]]:
    import psycopg

    settings = f"-c default_transaction_read_only=on -c statement_timeout={int(seconds * 1000)}"
    try:
        with psycopg.connect(address, connect_timeout=max(2, int(seconds)), options=settings) as connection:
            with connection.cursor() as cursor:
                cursor.execute(sql.encode())
                yield [column.name for column in cursor.description or ()]
                yield from cursor
            connection.rollback()
    except psycopg.Error as problem:
        raise QueryError(_first_line(problem)) from None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_line(problem: Exception) -> str:
    return str(problem).strip().partition("\n")[0]
