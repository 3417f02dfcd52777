"""Explain where a number comes from: its cells, and every place it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ria_deck.model.deck_name import DeckName
from ria_deck.record.printed import on_one_line

MOST_ROWS = 3  # of a batch, whose decks show a value that is not their own at the same place


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One use of a value: where it stands, what it says, what it is made from."""

    deck: DeckName
    slide: str
    title: str
    source: str  # file:line of the slide
    place: str
    sentence: str
    text: str
    raw: Any
    unit: str
    cells: tuple[tuple[str, str, str], ...]
    more: tuple[tuple[str, str, int, str], ...] = ()  # further cells of a column: path, column, how many, of which rows


def find_values(manifest: Mapping[str, Any], question: str) -> list[Place]:
    """The values whose shown or raw form is the question, or that are the number it writes; thin and no-break spaces
    count as spaces."""
    wanted, numbers = _plain(question), _numbers(question)
    return [
        place
        for place in _places(manifest)
        if wanted in {_plain(place.text), _plain(str(place.raw))}
        or (isinstance(place.raw, (int, float)) and place.raw in numbers)
    ]


def _numbers(question: str) -> set[float]:
    """What a number as people write it may mean: `1,900` is 1900 or 1.9, by the language."""
    text = re.sub(r"[\s'’]", "", _plain(question))
    found: set[float] = set()
    if re.fullmatch(r"[-+]?[0-9]{1,3}([.,][0-9]{3})+", text):
        found.add(float(re.sub("[.,]", "", text)))
    if re.fullmatch(r"[-+]?[0-9]+([.,][0-9]+)?", text):
        found.add(float(text.replace(",", ".")))
    return found


def values_of_slide(manifest: Mapping[str, Any], deck: str, slide: str) -> list[Place]:
    """Every value on a slide of the decks of that name; all decks for an empty name."""
    decks = decks_named(manifest, deck)
    return [place for place in _places(manifest) if place.slide == slide and place.deck in decks]


def slide_ids(manifest: Mapping[str, Any]) -> list[str]:
    """The ids of all slides, each once."""
    return list(dict.fromkeys(slide["id"] for deck in manifest["decks"] for slide in deck["slides"]))


def as_text(places: list[Place], tables: Mapping[str, Any]) -> str:
    """The places for the terminal, uses of the same value together."""
    lines: list[str] = []
    groups: dict[tuple[Any, ...], list[Place]] = {}
    for place in places:
        groups.setdefault((place.raw, place.unit, place.cells, place.more), []).append(place)
    for (raw, unit, cells, more), uses in groups.items():
        shown = ", ".join(dict.fromkeys(place.text for place in uses if place.text)) or str(raw)
        lines.append(f"{shown}  =  {raw}{f' {unit}' if unit else ''}")
        for path, row, column in cells:
            lines.append(f"  from {path}, {row}, {column}: {_cell(tables, path, row, column)}")
        lines += [f"  and from {count:,} more rows of {path}: {column}" for path, column, count, _ in more]
        lines += _uses(uses)
        lines.append("")
    return "\n".join(map(on_one_line, lines))


def _uses(places: list[Place]) -> Iterator[str]:
    """Where a value is shown; of the rows of a batch that show it at the same place, the first few."""
    rows: dict[tuple[str, ...], list[Place]] = {}
    for place in places:
        deck = place.deck
        key = (deck.batch_id and "rows", deck.edition, deck.language, place.slide, place.place)
        rows.setdefault(key, []).append(place)
    for (batch, *_), uses in rows.items():
        shown = uses[:MOST_ROWS] if batch else uses
        for place in shown:
            yield f"  in {place.deck}, slide {place.slide} ({place.source}), {place.place}: {place.sentence}"
        if len(uses) > len(shown):
            where = "/".join(filter(None, (uses[0].deck.edition, uses[0].deck.language)))
            yield f"  and there in {len(uses) - len(shown)} more rows ({where})"


def typed_places(manifest: Mapping[str, Any], question: str) -> list[str]:
    """Where texts have a number that no value gave: typed by hand, or a year, a name. A line for each."""
    if not any(map(str.isdigit, question)):
        return []
    number = re.compile(rf"(?<![0-9.,]){re.escape(_plain(question))}(?![0-9]|[.,][0-9])")
    found: list[str] = []
    slides = ((DeckName.of(deck), slide) for deck in manifest["decks"] for slide in deck["slides"])
    for name, slide in slides:
        for text in slide["texts"]:
            made = sum(len(number.findall(_plain(value["text"]))) for value in text.get("values", ()))
            if "points" not in text and len(number.findall(_plain(text["text"]))) > made:
                place = f"slide {slide['id']} ({slide['source']}), {text['place']}"
                found.append(f"  typed in {name}, {place}: {text['text']}")
    return found


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-").strip()


def decks_named(manifest: Mapping[str, Any], name: str) -> set[DeckName]:
    """The decks of a name: the whole of a file's (`update/niigata-report.en.pptx`), as much of it as says which
    (`niigata-report.en`, `niigata-report`), or a batch id."""
    if not name:
        return {DeckName.of(deck) for deck in manifest["decks"]}
    found = {DeckName.of(deck) for deck in manifest["decks"] if deck.get("batch_id") == name}
    for record in manifest["outputs"]:
        folder, slash, file = record["path"].rpartition("/")
        shorter = {file, *(file.rsplit(".", count)[0] for count in range(1, file.count(".") + 1))}
        if name in {*shorter, *(folder + slash + part for part in shorter)}:
            found.add(DeckName.of(record))
    return found


def _places(manifest: Mapping[str, Any]) -> Iterator[Place]:
    for deck in manifest["decks"]:
        for slide in deck["slides"]:
            for text in slide["texts"]:
                for value in (*text.get("values", ()), *text.get("points", ())):
                    point = f" at {value['x']}" if "x" in value else ""
                    yield Place(
                        deck=DeckName.of(deck),
                        slide=slide["id"],
                        title=slide["title"],
                        source=slide["source"],
                        place=text["place"],
                        sentence=text["text"] + point,
                        text=value["text"],
                        raw=value["raw"],
                        unit=value.get("unit", ""),
                        cells=tuple((path, row, column) for path, row, column in value["cells"]),
                        more=tuple(
                            (one["path"], one["column"], one["cells"], one["rows"]) for one in value.get("more", ())
                        ),
                    )


def _cell(tables: Mapping[str, Any], path: str, row: str, column: str) -> Any:
    """The raw value of a cell as the manifest's tables have it."""
    for table in tables.values():
        if table["path"] != path or column not in table["columns"]:
            continue
        for name, cells in _named_rows(table):
            if name == row:
                return cells[column]
    return "?"


def _named_rows(table: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a table with their names: by the key, or counted."""
    keys = table.get("key") or ()
    for number, cells in enumerate(table["rows"], start=1):
        found = dict(zip(table["columns"], cells, strict=True))
        yield ", ".join(f"{key}={found[key]}" for key in keys) if keys else f"row {number}", found
