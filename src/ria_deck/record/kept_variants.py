"""Reuse what an earlier build made of one edition in one language, where all it read is unchanged.

The deliverables themselves and their manifest are the store, so it needs no room of its own and can't outgrow them. An
entry says by which key a variant was made, of which tables, and with which bytes; it is used only while the bytes in the
output folder are these.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ria_deck.diagnostics import BuildError, Diagnostic
from ria_deck.model.deck_name import DeckName
from ria_deck.record.inputs import key_of, relevant
from ria_deck.record.manifest import NAME, read_manifest, sha256
from ria_deck.record.rows_beside import RowsBeside
from ria_deck.record.slide_record import plain
from ria_deck.record.told import read_records, records_of
from ria_deck.source.files import write_atomically

FILE = Path(".cache/variants.json")
_KEYS = {"key", "tables", "record", "files", "told", "hash"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A variant as it was built: `files` by path (output, bytes), its part of the manifest, its tables' names, and the
    warnings and notes that were told of it."""

    files: Mapping[str, tuple[str, bytes]]
    record: Mapping[str, Any]
    tables: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


class KeptVariants:
    """The variants of the last builds into one folder. `stamp` is the program's; `inputs` are the hashes of the
    project's files now, `table_files` the file of every table of the package."""

    def __init__(self, folder: Path, stamp: str, inputs: Mapping[str, str], table_files: Mapping[str, str]) -> None:
        self._folder = folder
        self._stamp = stamp
        self._inputs = inputs
        self._table_files = table_files
        self._entries = _read(folder / FILE)
        manifest = _manifest(folder)
        self._decks = {DeckName.of(deck): deck for deck in manifest.get("decks", ())}
        self._tables = _digests(manifest.get("tables", {}))

    def find(self, name: DeckName, outputs: tuple[str, ...]) -> Kept | None:
        """The variant, where it was made of what is there now and nobody has touched what it gave."""
        entry = self._entries.get(str(name))
        record = self._decks.get(name)
        if entry is None or record is None or entry["key"] != self._key(name, outputs, entry["tables"]):
            return None
        if _digest([record, [self._tables.get(table) for table in entry["tables"]]]) != entry["record"]:
            return None  # the manifest is of a later build, of which only a part went into the folder
        files: dict[str, tuple[str, bytes]] = {}
        for path, (output, hash_) in entry["files"].items():
            place = self._folder / path
            data = place.read_bytes() if place.is_file() else b""
            if sha256(data) != hash_:
                return None
            files[path] = (output, data)
        return Kept(files=files, record=record, tables=tuple(entry["tables"]), diagnostics=read_records(entry["told"]))

    def published(self, manifest: Mapping[str, Any]) -> None:
        """The manifest that has just been written: what is noted from now on is of it."""
        self._tables = _digests(manifest["tables"])

    def note(self, name: DeckName, outputs: tuple[str, ...], made: Kept) -> None:
        """Keep how a variant was made, once its files are in the folder."""
        tables = sorted(made.tables)
        entry = {
            "key": self._key(name, outputs, tables),
            "tables": tables,
            "record": _digest([made.record, [self._tables.get(table) for table in tables]]),
            "files": {path: [output, sha256(data)] for path, (output, data) in made.files.items()},
            "told": records_of(made.diagnostics),
        }
        self._entries[str(name)] = entry | {"hash": _digest(entry)}

    def save(self, names: Iterable[DeckName], *, others: bool = False) -> None:
        """Write the entries of the variants that the report still has; with `others`, of all."""
        still = {str(name) for name in names}
        kept = {name: entry for name, entry in sorted(self._entries.items()) if others or name in still}
        (self._folder / FILE).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self._folder / FILE, json.dumps(kept, indent=1).encode())

    def _key(self, name: DeckName, outputs: tuple[str, ...], tables: Iterable[str]) -> str:
        read = {self._table_files[table] for table in tables if table in self._table_files}
        unread = frozenset(set(self._table_files.values()) - read)
        return key_of(self._stamp, name, outputs, relevant(self._inputs, name.language, unread))


def _digest(record: object) -> str:
    return sha256(json.dumps(record, sort_keys=True, default=_as_json).encode())


def _as_json(part: object) -> object:
    return part.record if isinstance(part, RowsBeside) else plain(part)


def _digests(tables: Mapping[str, Any]) -> dict[str, str]:
    return {name: _digest(record) for name, record in tables.items()}


def _manifest(folder: Path) -> Mapping[str, Any]:
    try:
        return read_manifest(folder / NAME) or {}
    except BuildError:
        return {}  # it is damaged: everything is made anew


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}  # nothing was built yet, or it is damaged: everything is made anew
    entries = found if isinstance(found, dict) else {}
    return {name: entry for name, entry in entries.items() if isinstance(entry, dict) and _whole(entry)}


def _whole(entry: Mapping[str, Any]) -> bool:
    rest = {name: value for name, value in entry.items() if name != "hash"}
    return set(entry) == _KEYS and entry["hash"] == _digest(rest)
