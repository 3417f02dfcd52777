"""What changed from one manifest to another: cells, values, sentences, chart points, and what to review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from ria_deck.model.deck_name import DeckName
from ria_deck.record.looks import facts as drawn_otherwise
from ria_deck.record.table_changes import CellChange, TableChange, compare_tables, moved

__all__ = [
    "CellChange",
    "Changes",
    "SlideChange",
    "TableChange",
    "TextChange",
    "ValueChange",
    "compare_manifests",
    "compare_tables",
    "moved",
]

Manifest = Mapping[str, Any]


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
    changed), `form` (its marks, links or list), `order` (a series' points), `new` or `gone`. `forms` are its marks before and
    after, `at` the line where it is written, known of texts with marks."""

    place: str
    old: str
    new: str
    cause: str
    values: tuple[ValueChange, ...] = ()
    forms: tuple[str, str] = ("", "")
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideChange:
    """A slide in one deck. `beside` are texts that use no value but stand beside one that moved."""

    edition: str
    language: str
    slide: str
    title: str
    source: str
    status: str  # changed | new | gone
    texts: tuple[TextChange, ...] = ()
    beside: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()  # what else is otherwise: hidden, another layout, another place
    batch_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that changed between two builds."""

    tables: tuple[TableChange, ...]
    slides: tuple[SlideChange, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether no text, number or table changed."""
        return not (self.tables or self.slides)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that changed beside the tables: texts, translations, pictures, the theme, templates."""
        paths = {table.path for table in self.tables}
        return tuple(path for path in self.inputs if path not in paths)


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


def _slides(before: Sequence[Any], after: Sequence[Any]) -> Iterator[SlideChange]:
    old_decks = {DeckName.of(deck): deck for deck in before}
    for deck in after:
        key = DeckName.of(deck)
        olds = {slide["id"]: slide for slide in old_decks.get(key, {"slides": ()})["slides"]}
        news = {slide["id"]: slide for slide in deck["slides"]}
        if key not in old_decks:
            continue  # a row, language or edition that was not built before: nothing to compare
        moved = _moved(list(olds), list(news))
        for name in dict.fromkeys((*news, *olds)):
            change = _slide(key, name, olds.get(name), news.get(name), moved.get(name, ""))
            if change is not None:
                yield change


def _moved(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Where slides went that stand in another order among those of both builds."""
    before, after = [name for name in old if name in new], [name for name in new if name in old]
    if before == after:
        return {}
    return {
        name: f"moved: slide {old.index(name) + 1} → slide {new.index(name) + 1}"
        for index, name in enumerate(after)
        if before[index] != name
    }


def _facts(old: Any, new: Any) -> Iterator[str]:
    """What is otherwise of a slide beside its texts."""
    if old.get("hidden", False) != new.get("hidden", False):
        yield "hidden now" if new.get("hidden", False) else "no longer hidden"
    if old["layout"] != new["layout"]:
        yield f"layout: {old['layout']} → {new['layout']}"
    if "looks" in old:  # those who don't know of it say nothing of it
        yield from drawn_otherwise(old["looks"], new.get("looks", {}))


def _slide(key: DeckName, name: str, old: Any, new: Any, moved: str) -> SlideChange | None:
    there = new or old
    facts: tuple[str, ...] = ()
    texts: tuple[TextChange, ...] = ()
    beside: tuple[str, ...] = ()
    if old is None or new is None:
        status = "gone" if new is None else "new"
    else:
        status = "changed"
        known = "looks" in old and "looks" in new  # builds of before say nothing of marks
        texts = tuple(
            _texts(*(side["texts"] if known else [_words(text) for text in side["texts"]] for side in (old, new)))
        )
        facts = (*_facts(old, new), *((moved,) if moved else ()))
        if not texts and not facts:
            return None
        beside = tuple(_beside(new["texts"], texts, new.get("claimed", ())))
    return SlideChange(
        batch_id=key.batch_id,
        edition=key.edition,
        language=key.language,
        slide=name,
        title=there["title"],
        source=there["source"],
        status=status,
        texts=texts,
        beside=beside,
        facts=facts,
    )


def _texts(old: Sequence[Any], new: Sequence[Any]) -> Iterator[TextChange]:
    """The texts of one place are compared in order after those that are the same on both sides are set aside."""
    for place in dict.fromkeys(text["place"] for text in (*new, *old)):
        before, after = _at(place, old), _at(place, new)
        gone = [text for text in before if _said(text) not in map(_said, after)]
        come = [text for text in after if _said(text) not in map(_said, before)]
        for left, right in zip_longest(gone, come):
            yield from _text(place, left, right)


def _said(text: Any) -> Any:
    """A text without the line where it is written."""
    return {key: value for key, value in text.items() if key != "at"}


def _words(text: Any) -> Any:
    """A text without its marks."""
    return {key: value for key, value in text.items() if key not in {"form", "at"}}


def _at(place: Any, texts: Iterable[Any]) -> list[Any]:
    return [text for text in texts if text["place"] == place]


def _text(place: str, old: Any, new: Any) -> Iterator[TextChange]:
    if old is None or new is None:
        there, cause = (new, "new") if old is None else (old, "gone")
        text = there["text"]
        yield TextChange(place=place, old="" if old is None else text, new="" if new is None else text, cause=cause)
        return
    values = tuple(_values(old, new))
    before, after = old.get("form", ()), new.get("form", ())
    forms = (
        "; ".join(form for form in before if form not in after),
        "; ".join(form for form in after if form not in before),
    )
    told = TextChange(place=place, old=old["text"], new=new["text"], cause="data", values=values)
    if values:
        yield told
    elif old["text"] != new["text"]:
        yield replace(told, cause="words")
    elif before != after:
        yield replace(told, cause="form", forms=forms, at=new.get("at", "") or old.get("at", ""))
    elif [point["x"] for point in old.get("points", ())] != [point["x"] for point in new.get("points", ())]:
        yield replace(told, cause="order")


def _values(old: Any, new: Any) -> Iterator[ValueChange]:
    for x, left, right in _value_pairs(old, new):
        shown = [(side.get("raw"), side.get("text")) for side in (left or {}, right or {})]
        if shown[0] != shown[1]:
            yield ValueChange(
                old=left["raw"] if left else None,
                new=right["raw"] if right else None,
                old_text=left["text"] if left else "",
                new_text=right["text"] if right else "",
                cells=tuple(tuple(cell) for cell in (right or left)["cells"]),
                point=x,
            )


def _value_pairs(old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """The values of a text in order, the points of a chart by their place; None on a side that has no such one."""
    if "points" in new or "points" in old:
        before = {point["x"]: point for point in old.get("points", ())}
        after = {point["x"]: point for point in new.get("points", ())}
        yield from ((x, before.get(x), after.get(x)) for x in dict.fromkeys((*before, *after)))
    else:
        yield from (("", *pair) for pair in zip_longest(old.get("values", ()), new.get("values", ())))


_ROW = re.compile(r"^table .* row [0-9]+$")


def _beside(texts: Sequence[Any], changed: Sequence[TextChange], claimed: Sequence[str]) -> Iterator[str]:
    """Texts without a value on a slide where a value moved: the words may rest on the old number. Cells of a table's
    rows are no such words, and texts with claims have been compared with the data."""
    if not any(change.cause == "data" for change in changed):
        return
    fixed = {*claimed, *(change.new for change in changed)}
    for text in texts:
        plain = "values" not in text and "points" not in text
        words = not text["place"].startswith(("source", "topic")) and not _ROW.search(text["place"])
        if plain and words and text["text"] and text["text"] not in fixed:
            yield text["text"]
