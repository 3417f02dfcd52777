"""Two manifests go in, what changed between them comes out: cells, values, sentences, chart points, and who should
look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Manifest = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell of a table. `old` is None for a row that is new, `new` for one that is gone (the column is then empty)."""

    table: str
    path: str
    row: str
    column: str
    old: Any = None
    new: Any = None

    @property
    def share(self) -> float | None:
        """How far a number moved, as a share of the old one; None where that has no meaning."""
        return moved(self.old, self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """A table: rows and columns that came or went, and cells that were revised."""

    name: str
    path: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added_columns: tuple[str, ...] = ()
    removed_columns: tuple[str, ...] = ()
    revised: tuple[CellChange, ...] = ()
    status: str = "changed"  # changed | new | gone

    @property
    def nothing(self) -> bool:
        """Whether the table is the same on both sides."""
        parts = (self.added, self.removed, self.added_columns, self.removed_columns, self.revised)
        return self.status == "changed" and not any(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A value inside a text or at a point of a chart: raw and shown forms, before and after. `point` is its category."""

    old: Any
    new: Any
    old_text: str
    new_text: str
    cells: tuple[tuple[str, str, str], ...] = ()
    point: str = ""

    @property
    def share(self) -> float | None:
        """How far it moved, as a share of the old value."""
        return moved(self.old, self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A text of a slide that reads otherwise than before. `cause` is `data` (a value in it moved), `words` (its wording
    changed), `new` or `gone`."""

    place: str
    old: str
    new: str
    cause: str
    values: tuple[ValueChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideChange:
    """A slide in one edition and language. `beside` are texts that use no value but stand beside one that moved."""

    edition: str
    language: str
    slide: str
    title: str
    source: str
    status: str  # changed | new | gone
    texts: tuple[TextChange, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that changed between two builds."""

    tables: tuple[TableChange, ...]
    slides: tuple[SlideChange, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the two builds are the same for a reader."""
        return not (self.tables or self.slides)


def moved(old: Any, new: Any) -> float | None:
    """(new − old) / |old| for two numbers, None where it is not defined."""
    numbers = (int, float)
    if isinstance(old, bool) or isinstance(new, bool) or not isinstance(old, numbers) or not isinstance(new, numbers):
        return None
    return None if old == 0 else (new - old) / abs(old)


def compare_manifests(before: Manifest, after: Manifest) -> Changes:
    """What changed from one manifest to another."""
    return Changes(
        tables=compare_tables(before.get("tables", {}), after.get("tables", {})),
        slides=tuple(_slides(before.get("decks", ()), after.get("decks", ()))),
        inputs=_differing(before.get("inputs", {}), after.get("inputs", {})),
        outputs=_differing(
            {record["path"]: record["sha256"] for record in before.get("outputs", ())},
            {record["path"]: record["sha256"] for record in after.get("outputs", ())},
        ),
    )


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in {*before, *after} if before.get(path) != after.get(path)))


def compare_tables(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[TableChange, ...]:
    """What changed from one set of tables, recorded by name as a manifest has them, to another."""
    return tuple(_tables(before, after))


def _tables(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[TableChange]:
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            there = new or old
            assert there is not None
            yield TableChange(name=name, path=there["path"], status="gone" if new is None else "new")
            continue
        change = _table(name, old, new)
        if not change.nothing:
            yield change


def _table(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> TableChange:
    before, after = _rows(old), _rows(new)
    revised = [
        CellChange(table=name, path=new["path"], row=row, column=column, old=cells.get(column), new=value)
        for row, cells in before.items()
        if row in after
        for column, value in after[row].items()
        if column in cells and cells[column] != value
    ]
    return TableChange(
        name=name,
        path=new["path"],
        added_columns=tuple(column for column in new["columns"] if column not in old["columns"]),
        removed_columns=tuple(column for column in old["columns"] if column not in new["columns"]),
        added=tuple(row for row in after if row not in before),
        removed=tuple(row for row in before if row not in after),
        revised=tuple(revised),
    )


def _rows(table: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The rows by key (`year=2008`), or by number where the table has none."""
    columns, keys = table["columns"], table.get("key") or ()
    rows: dict[str, dict[str, Any]] = {}
    for number, cells in enumerate(table["rows"], start=1):
        row = dict(zip(columns, cells, strict=True))
        rows[", ".join(f"{key}={row[key]}" for key in keys) if keys else f"row {number}"] = row
    return rows


def _slides(before: Sequence[Any], after: Sequence[Any]) -> Iterator[SlideChange]:
    old_decks = {(deck["edition"], deck["language"]): deck for deck in before}
    for deck in after:
        key = (deck["edition"], deck["language"])
        olds = {slide["id"]: slide for slide in old_decks.get(key, {"slides": ()})["slides"]}
        news = {slide["id"]: slide for slide in deck["slides"]}
        if key not in old_decks:
            continue  # a language or edition that was not built before: nothing to compare
        for name in dict.fromkeys((*news, *olds)):
            change = _slide(key, name, olds.get(name), news.get(name))
            if change is not None:
                yield change


def _slide(key: tuple[str, str], name: str, old: Any, new: Any) -> SlideChange | None:
    there = new or old
    texts: tuple[TextChange, ...] = ()
    beside: tuple[str, ...] = ()
    if old is None or new is None:
        status = "gone" if new is None else "new"
    else:
        status = "changed"
        texts = tuple(_texts(old["texts"], new["texts"]))
        if not texts:
            return None
        beside = tuple(_beside(new["texts"], texts))
    return SlideChange(
        edition=key[0],
        language=key[1],
        slide=name,
        title=there["title"],
        source=there["source"],
        status=status,
        texts=texts,
        beside=beside,
    )


def _texts(old: Sequence[Any], new: Sequence[Any]) -> Iterator[TextChange]:
    """The texts of one place are compared in order after those that are the same on both sides are set aside."""
    for place in dict.fromkeys(text["place"] for text in (*new, *old)):
        before = [text for text in old if text["place"] == place]
        after = [text for text in new if text["place"] == place]
        same = [text for text in after if text in before]
        before = [text for text in before if text not in same]
        after = [text for text in after if text not in same]
        for index in range(max(len(before), len(after))):
            left = before[index] if index < len(before) else None
            right = after[index] if index < len(after) else None
            yield from _text(place, left, right)


def _text(place: str, old: Any, new: Any) -> Iterator[TextChange]:
    if old is None or new is None:
        there, cause = (new, "new") if old is None else (old, "gone")
        text = there["text"]
        yield TextChange(place=place, old="" if old is None else text, new="" if new is None else text, cause=cause)
        return
    values = tuple(_values(old, new))
    if values or old["text"] != new["text"]:
        yield TextChange(
            place=place, old=old["text"], new=new["text"], cause="data" if values else "words", values=values
        )


def _values(old: Any, new: Any) -> Iterator[ValueChange]:
    if "points" in new or "points" in old:
        before = {point["x"]: point for point in old.get("points", ())}
        after = {point["x"]: point for point in new.get("points", ())}
        pairs: Iterable[tuple[str, Any, Any]] = (
            (x, before.get(x), after.get(x)) for x in dict.fromkeys((*before, *after))
        )
    else:
        befores, afters = old.get("values", ()), new.get("values", ())
        count = max(len(befores), len(afters))
        pairs = (
            ("", befores[i] if i < len(befores) else None, afters[i] if i < len(afters) else None) for i in range(count)
        )
    for x, left, right in pairs:
        if (left or {}).get("raw") != (right or {}).get("raw") or (left or {}).get("text") != (right or {}).get("text"):
            yield ValueChange(
                old=left["raw"] if left else None,
                new=right["raw"] if right else None,
                old_text=left["text"] if left else "",
                new_text=right["text"] if right else "",
                cells=tuple(tuple(cell) for cell in (right or left)["cells"]),
                point=x,
            )


_ROW = re.compile(r"^table .* row [0-9]+$")


def _beside(texts: Sequence[Any], changed: Sequence[TextChange]) -> Iterator[str]:
    """Texts without a value on a slide where a value moved: the words may rest on the old number. Cells of a table's
    rows are no such words."""
    if not any(change.cause == "data" for change in changed):
        return
    fixed = {change.new for change in changed}
    for text in texts:
        plain = "values" not in text and "points" not in text
        words = not text["place"].startswith(("source", "topic")) and not _ROW.search(text["place"])
        if plain and words and text["text"] and text["text"] not in fixed:
            yield text["text"]
