"""The rows of large tables, kept beside a manifest: compressed, named by what they hold, read when somebody asks."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, overload

from ria_deck.data.table import PlainRows
from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.record.slide_record import plain

FOLDER = "manifest.tables"
KEY = "beside"  # of a table's record: where its rows are
_AT_ONCE = 1_000  # rows of a line
_MOST = 1 << 30  # bytes: several times a table of as many rows and cells as are taken
_FILE = re.compile(rf"{FOLDER}/[\w-]+\.json\.gz")


class RowsBeside(Sequence[Sequence[Any]]):
    """The rows of one table. `folders` are where their file is looked for; `data` are its bytes where it isn't written
    yet."""

    def __init__(self, record: Mapping[str, Any], folders: Sequence[Path] = (), data: bytes = b"") -> None:
        self.record = dict(record)
        self.folders = tuple(folders)
        self.data = data

    @classmethod
    def of(cls, name: str, rows: Sequence[Sequence[Any]]) -> RowsBeside:
        """The rows of a table that a build has read."""
        digest = hashlib.sha256()
        packer = zlib.compressobj(1, zlib.DEFLATED, 31)  # as gzip, without a date
        parts: list[bytes] = []
        left = iter(rows)
        while some := list(islice(left, _AT_ONCE)):
            line = json.dumps(some, ensure_ascii=False, default=plain, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            parts.append(packer.compress(line))
        parts.append(packer.flush())
        hash_ = digest.hexdigest()
        plain_name = re.sub(r"[^\w-]+", "_", name)
        file = f"{FOLDER}/{plain_name}-{hash_[:16]}.json.gz"
        return cls({"file": file, "sha256": hash_, "rows": len(rows)}, data=b"".join(parts))

    @property
    def file(self) -> str:
        """The file below the folder of the manifest."""
        return str(self.record["file"])

    def __len__(self) -> int:
        return int(self.record["rows"])

    def __iter__(self) -> Iterator[Sequence[Any]]:
        text = self._unpacked(self.data or self._bytes())
        if hashlib.sha256(text).hexdigest() != self.record["sha256"]:
            raise self._gone("it holds something else")
        for line in io.BytesIO(text):
            yield from json.loads(line)

    @overload
    def __getitem__(self, index: int) -> Sequence[Any]: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[Any]]: ...

    def __getitem__(self, index: int | slice) -> Any:
        return list(self)[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, RowsBeside):
            return bool(self.record["sha256"] == other.record["sha256"])
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.record["sha256"])

    def _unpacked(self, data: bytes) -> bytes:
        """The text in a gzip file, which may come from elsewhere and be made to fill the memory."""
        unpacker = zlib.decompressobj(31)
        try:
            text = unpacker.decompress(data, _MOST)
        except zlib.error as error:
            raise self._gone(f"it can't be unpacked: {error}") from None
        if not unpacker.eof:
            raise self._gone("it is cut off, or larger than any table")
        return text

    def _bytes(self) -> bytes:
        if not _FILE.fullmatch(self.file):
            raise self._gone("rows are in `manifest.tables` beside the manifest")
        for folder in self.folders:
            try:
                return (folder / self.file).read_bytes()
            except OSError:
                continue
        raise self._gone("there is no such file beside the manifest")

    def _gone(self, reason: str) -> BuildError:
        return BuildError(
            [
                Diagnostic(
                    code="RD816",
                    severity=Severity.ERROR,
                    message=f"the rows of a table can't be read from `{self.file}`: {reason}",
                    hint="copy the folder `manifest.tables` together with the manifest, or run `ria-deck build`",
                )
            ]
        )


def with_rows_beside(
    tables: Mapping[str, Mapping[str, Any]], lasts_of: Callable[[Mapping[str, Any]], Mapping[str, Mapping[str, str]]]
) -> dict[str, Mapping[str, Any]]:
    """The records of tables, of large ones with their rows beside and the last periods of their columns instead."""
    return {
        name: {**table, "rows": RowsBeside.of(name, table["rows"]), "lasts": lasts_of({name: table}).get(name, {})}
        if isinstance(table["rows"], PlainRows)
        else table
        for name, table in tables.items()
    }


def as_written(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """A table's record as the manifest has it."""
    rows = table["rows"]
    return {**table, "rows": [], KEY: rows.record} if isinstance(rows, RowsBeside) else table


def as_read(table: Mapping[str, Any], folder: Path) -> Mapping[str, Any]:
    """A table's record as a manifest in a folder has it, with its rows; those of the manifest before the last stand where
    the last one's do."""
    if KEY not in table:
        return table
    rest = {name: value for name, value in table.items() if name != KEY}
    return {**rest, "rows": RowsBeside(table[KEY], (folder, folder.parent))}


def rows_beside(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, RowsBeside]:
    """What stands beside a manifest with these tables, by file."""
    found = (table["rows"] for table in tables.values())
    return {rows.file: rows for rows in found if isinstance(rows, RowsBeside)}
