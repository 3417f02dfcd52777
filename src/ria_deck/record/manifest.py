"""The manifest of a build, build/manifest.json."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ria_deck.diagnostics import BuildError, Report
from ria_deck.model.deck import Deck
from ria_deck.model.deck_name import DeckName
from ria_deck.record.looks import looks
from ria_deck.record.manifest_form import what_is_wrong
from ria_deck.record.rows_beside import as_read, as_written, rows_beside
from ria_deck.record.slide_record import plain, slide_texts

FORMATS = (1, 2)  # of the manifest: raised when a reader of the old one would misread the new one
"""1 has all rows and all cells; 2 has the rows of large tables beside it, and of very many cells the first ones."""
NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRecord:
    """A deliverable: its path below the output folder, what it is, and the SHA-256 of its bytes."""

    path: str
    edition: str
    language: str
    output: str
    sha256: str
    bytes: int
    batch_id: str = ""

    @property
    def deck(self) -> DeckName:
        """The deck that it is of."""
        return DeckName(batch_id=self.batch_id, edition=self.edition, language=self.language)


def sha256(data: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def deck_record(deck: Deck) -> dict[str, Any]:
    """What the manifest says of one deck: each slide with its texts, the values in them and the cells of each value."""
    return {
        **deck.name.record,
        "sources": [source.id for source in deck.sources],
        "slides": [
            {
                "id": slide.id,
                "title": slide.title.text,
                "layout": slide.layout,
                "source": f"{slide.span.path}:{slide.span.line}" if slide.span else "",
                **({"hidden": True} if slide.hidden else {}),
                **({"claimed": list(slide.claimed)} if slide.claimed else {}),
                "looks": looks(slide),
                "texts": list(slide_texts(slide)),
            }
            for slide in deck.slides
        ],
    }


def build_manifest(
    *,
    program: str,
    inputs: Mapping[str, str],
    tables: Mapping[str, Any],
    decks: Sequence[Mapping[str, Any]],
    outputs: Iterable[OutputRecord],
    aged: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Any]:
    """The manifest. `inputs` maps project paths to SHA-256; `tables` a table's name to its record (path, columns, key
    and every row); `aged` the last periods that texts still name, by table and column, of tables that have gone on."""
    return {
        "format": _format_of(tables, decks),
        "program": program,
        "inputs": dict(sorted(inputs.items())),
        "tables": dict(sorted(tables.items())),
        **({"aged": aged} if aged else {}),
        "decks": sorted(decks, key=DeckName.of),
        "outputs": [
            {
                "path": record.path,
                **record.deck.record,
                "output": record.output,
                "sha256": record.sha256,
                "bytes": record.bytes,
            }
            for record in sorted(outputs, key=lambda record: record.path)
        ],
    }


def _format_of(tables: Mapping[str, Mapping[str, Any]], decks: Iterable[Mapping[str, Any]]) -> int:
    texts = (text for deck in decks for slide in deck["slides"] for text in slide["texts"])
    values = (value for text in texts for value in (*text.get("values", ()), *text.get("points", ())))
    return 2 if rows_beside(tables) or any("more" in value for value in values) else 1


def encode(manifest: Mapping[str, Any]) -> bytes:
    """The manifest as JSON: a line for each text of a slide and each row of a table, so that two of them compare well."""
    written = {**manifest, "tables": {name: as_written(table) for name, table in manifest["tables"].items()}}
    parts = [f"{json.dumps(key)}: {_broken(part, _LEVELS.get(key, 0))}" for key, part in written.items()]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


# How deep a part is broken into lines: tables → a table → its rows, decks → a deck → its slides → a slide → its texts.
_LEVELS = {"inputs": 1, "tables": 3, "decks": 5, "outputs": 1}


def _broken(part: Any, levels: int, indent: str = " ") -> str:
    if levels == 0 or not part or not isinstance(part, (Mapping, list, tuple)):
        return json.dumps(part, ensure_ascii=False, default=plain)
    inner = f"{indent} "
    if isinstance(part, Mapping):
        entries = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {_broken(item, levels - 1, inner)}"
            for key, item in part.items()
        ]
        return "{\n" + ",\n".join(entries) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + _broken(item, levels - 1, inner) for item in part) + f"\n{indent}]"


def read_manifest(path: Path) -> Mapping[str, Any] | None:
    """A manifest that was written before; None where there is none or it is another format's.

    Raises BuildError (RD812) for a file that isn't a manifest, or that no build has written.
    """
    try:
        there = path.stat()
        return _read(path.resolve(), (there.st_ino, there.st_mtime_ns, there.st_size))
    except FileNotFoundError:
        return None


@lru_cache(maxsize=1)
def _read(path: Path, _: tuple[int, ...]) -> dict[str, Any] | None:
    """A build asks for its last manifest several times; of hundreds of decks, it takes seconds to read and look over."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _no_manifest(path, str(error)) from error
    if not isinstance(found, dict) or "outputs" not in found:
        raise _no_manifest(path, "it doesn't list what was built")
    if found.get("format") not in FORMATS:
        return None
    wrong = what_is_wrong(found)
    if wrong:
        raise _no_manifest(path, wrong)
    found["tables"] = {name: as_read(table, path.parent) for name, table in found["tables"].items()}
    return found


def _no_manifest(path: Path, reason: str) -> BuildError:
    told = Report()
    told.error("RD812", f"{path.name} is not a manifest: {reason}", hint="run `ria-deck build` to write a new one")
    return BuildError(told.diagnostics)
