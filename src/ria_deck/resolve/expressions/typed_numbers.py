"""Numbers that texts have typed out: each a note with its place, and the expression that would give it.

What says no amount is left alone (`i18n.typed_numbers`); so is what the author accepted (`[40]{.typed}`, `typed:` in the
front matter) and what a claim about the same text compares with the data.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from itertools import chain
from typing import Any

from jinja2 import nodes

from ria_deck.content.specs.slides import (
    Claim,
    Content,
    MarkdownTableSpec,
    Message,
    PrintedClaim,
    QuoteSpec,
    TopicSpec,
    TypedSpec,
)
from ria_deck.data import Tables
from ria_deck.data.table import DataTable
from ria_deck.diagnostics import Report, Severity
from ria_deck.i18n.forms.typed_numbers import TypedNumber, accepted_in, numbers_in, plain_numbers
from ria_deck.i18n.translation import Catalog, Translation
from ria_deck.model.value import round_half_away
from ria_deck.resolve.expressions.parser import ExpressionError, parse

_FEWEST_DIGITS = 3  # of a number in a Markdown table that is looked for in the data
_MOST_LIKELY = 3  # cells that have a number: more of them have it by chance
_SPELLED = 12  # up to here a number may be a word in one language and a figure in another
_PLACES = ("lat", "lon", "latitude", "longitude")


def check_typed(content: Content, edition: str, tables: Tables, catalog: Catalog, report: Report) -> None:
    """Tell every number that a text of this edition has typed, in the language of the catalog: RD250; and the entries
    of `typed` that accept nothing: RD251."""
    index = _NumberIndex(tables)
    source = content.reports[edition].language
    for message in texts_in(content.reports[edition]):
        _check(message, (), set(), source, catalog, index, report, set())
    for topic in content.topics:
        if topic.editions is not None and edition and edition not in topic.editions:
            continue
        claims = [*topic.claims, *(claim for slide in topic.slides for claim in slide.claims)]
        checked = _numbers_of_claims(claims)
        used: set[TypedSpec] = set()
        for message in _texts_of(topic, edition):
            _check(message, topic.typed, checked.get(message, set()), source, catalog, index, report, used)
        if catalog.language == source:
            _tell_unused(topic, used, report)


def _tell_unused(topic: TopicSpec, used: Collection[TypedSpec], report: Report) -> None:
    texts = [" ".join(message.text.split()) for slide in topic.slides for message in texts_in(slide)]
    for entry in topic.typed:
        if entry not in used and not any(entry.text in text for text in texts):
            hint = "`text` repeats the number and the words around it as they are written there"
            report.warning("RD251", f"“{entry.text}” is not in a text of this topic", entry.span, hint=hint)


def _check(
    message: Message,
    allowed: Sequence[TypedSpec],
    checked: set[Decimal],
    source: str,
    catalog: Catalog,
    index: _NumberIndex,
    report: Report,
    used: set[TypedSpec],
) -> None:
    found = catalog.lookup(message)
    typed = numbers_in(found.text, found.language)
    if not typed:
        return
    entries = [entry for entry in allowed if entry.text in " ".join(message.text.split())]
    used.update(entries)
    accepted = set(checked)
    for words in (*accepted_in(message.text), *(entry.text for entry in entries)):
        accepted.update(plain_numbers(words, source))
    own = found.written is not None
    if not own:  # a translation accepts what its source does, and amounts that only it writes in digits
        for words in accepted_in(found.text):
            accepted.update(plain_numbers(words, found.language))
        written = plain_numbers(message.text, source)
        accepted.update(one.value for one in typed if one.value <= _SPELLED and one.value not in written)
    for number in typed:
        if number.value not in accepted:
            _tell_typed(number, message, found, index.expression(number), report)


def _tell_typed(number: TypedNumber, message: Message, found: Translation, expression: str, report: Report) -> None:
    if message.literal and not expression:
        return  # a table in Markdown holds its own numbers
    span = found.place(number.start, number.end)
    hint = f"write `{{{{ {expression} }}}}`, which gives it" if expression else "take it from a table"
    report.add(
        Severity.NOTE,
        "RD250",
        f"`{number.text}` is typed, and won't change with the data",
        span,
        hint=f"{hint}; to keep it as it is: `[{number.text}]{{.typed}}`, or `typed:` in the front matter",
    )


def _texts_of(topic: TopicSpec, edition: str) -> Iterator[Message]:
    if topic.title is not None:
        yield topic.title
    yield from topic.source or ()
    for slide in topic.slides:
        if slide.editions is None or not edition or edition in slide.editions:
            yield from texts_in(slide)


def texts_in(node: Any) -> Iterator[Message]:
    """The texts below a node that are the author's own words: quotations are others', and a Markdown table holds its own
    numbers, of which only those are looked for that a table of the data has."""
    match node:
        case Message():
            yield node
        case MarkdownTableSpec():
            cells = chain.from_iterable(node.rows)
            yield from (cell for cell in cells if sum(map(str.isdigit, cell.text)) >= _FEWEST_DIGITS)
            yield from texts_in(node.caption)
        case PrintedClaim():  # `says` is a quotation
            yield from texts_in(node.now)
        case Claim() | QuoteSpec():
            return
        case Mapping() | tuple() | list():
            for part in node.values() if isinstance(node, Mapping) else node:
                yield from texts_in(part)
        case _:
            for item in fields(node) if is_dataclass(node) else ():
                yield from texts_in(getattr(node, item.name))


def _numbers_of_claims(claims: Iterable[Claim]) -> dict[Message, set[Decimal]]:
    """The numbers that claims about a text compare with the data: these are watched already."""
    found: dict[Message, set[Decimal]] = {}
    for claim in claims:
        if claim.message is None:
            continue
        try:
            tree = parse(claim.that).node
        except ExpressionError:
            continue  # told when the claim is checked
        constants = [node.value for node in (tree, *tree.find_all(nodes.Const)) if isinstance(node, nodes.Const)]
        numbers = {Decimal(repr(value)) for value in constants if isinstance(value, (int, float)) and value is not True}
        found.setdefault(claim.message, set()).update(numbers)
    return found


@dataclass(frozen=True, slots=True)
class _NumberCell:
    table: DataTable
    row: int
    column: str
    value: Decimal


class _NumberIndex:
    """Finds the cells of all tables by their number; made when the first number is looked for."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._places: list[_NumberCell] | None = None
        self._values: list[Decimal] = []

    def expression(self, number: TypedNumber) -> str:
        """The expression that gives a number, exactly or rounded as it is; empty where no cell does, or so many do that
        it is chance."""
        if self._places is None:
            self._places = sorted(_places(self._tables), key=lambda place: place.value)
            self._values = [place.value for place in self._places]
        exact = self._between(number.value, number.value)
        if exact:
            return f"{_call(exact[0])} | number" if len(exact) <= _MOST_LIKELY else ""
        if len(str(int(number.value / number.unit)).strip("0")) < 2:
            return ""
        half, power = number.unit / 2, number.unit.adjusted()
        near = [
            place
            for place in self._between(number.value - half, number.value + half)
            if Decimal(round_half_away(place.value, -power)) == number.value
        ]
        return f"{_call(near[0])} | round({-power}) | number" if 0 < len(near) <= _MOST_LIKELY else ""

    def _between(self, low: Decimal, high: Decimal) -> list[_NumberCell]:
        found: list[_NumberCell] = []
        assert self._places is not None
        for at in range(bisect_left(self._values, low), len(self._values)):
            if self._values[at] > high:
                break
            found.append(self._places[at])
        return found


def _places(tables: Tables) -> Iterator[_NumberCell]:
    for table in filter(None, map(tables.__getitem__, tables)):
        for field in table.fields if table.key else ():
            if field.type not in ("integer", "number") or field.name in table.key or field.name.lower() in _PLACES:
                continue
            cells = enumerate(table.columns[field.name])
            yield from (_NumberCell(table, row, field.name, Decimal(cell)) for row, cell in cells if cell is not None)


def _call(place: _NumberCell) -> str:
    """`cars.value("units", year=2008)`."""
    table = place.table
    keys: list[str] = []
    for column in table.key:
        raw = table.columns[column][place.row]
        shown = str(raw) if isinstance(raw, (int, Decimal)) and not isinstance(raw, bool) else f'"{raw}"'
        keys.append(f"{column.replace('-', '_').replace('.', '_').replace(' ', '_')}={shown}")
    return f'{table.identifier}.value("{place.column}", {", ".join(keys)})'
