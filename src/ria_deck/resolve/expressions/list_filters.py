"""The filters of expressions that work on lists and rows; items keep their cells, results get those of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ria_deck.data.table import Row, Rows
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.resolve.expressions.arithmetic import total_of
from ria_deck.resolve.expressions.comparisons import MissingError, compare
from ria_deck.resolve.expressions.key_index import key_cells, read_cell
from ria_deck.resolve.expressions.operands import (
    OperandError,
    cells_of,
    flatten,
    is_text,
    kind_of,
    number_of,
    raw_of,
    truth,
    with_cells,
)
from ria_deck.resolve.expressions.value_tests import TESTS

Function = Callable[..., Any]


class ListFilters:
    """Filters on lists, rows and texts; `shown` gives an operand's text."""

    def __init__(self, formatter: Formatter, shown: Callable[[Any], str]) -> None:
        self._formatter = formatter
        self._language = formatter.language.code
        self.shown = shown

    @property
    def filters(self) -> Mapping[str, Function]:
        """The filters by name."""
        return {
            "join": self.join,
            "listed": self.listed,
            "length": self.length,
            "count": self.length,
            "first": lambda items: self._item(items, 0),
            "last": lambda items: self._item(items, -1),
            "list": lambda items: list(flatten(items)),
            "reverse": self.reverse,
            "sort": self.sort,
            "unique": self.unique,
            "sum": self.total,
            "min": lambda items, attribute="": self._extreme(items, attribute, least=True),
            "max": lambda items, attribute="": self._extreme(items, attribute, least=False),
            "map": lambda items, attribute: [self._attribute(item, attribute) for item in flatten(items)],
            "selectattr": lambda items, attribute, *test: self._select(items, attribute, test, keep=True),
            "rejectattr": lambda items, attribute, *test: self._select(items, attribute, test, keep=False),
        }

    @property
    def strict_filters(self) -> Mapping[str, Function]:
        """The filters as claims need them: a test of an empty cell fails, where it else leaves the row out."""
        return {
            "selectattr": lambda items, attribute, *test: self._select(items, attribute, test, keep=True, strict=True),
            "rejectattr": lambda items, attribute, *test: self._select(items, attribute, test, keep=False, strict=True),
        }

    def join(self, items: Any, separator: Any = "", attribute: Any = "") -> Any:
        """The items as one text with a separator between them."""
        found = self._items(items, attribute)
        return with_cells(self.shown(separator).join(self.shown(item) for item in found), cells_of(found, separator))

    def listed(self, items: Any, attribute: Any = "") -> Any:
        """The items as a list in words: “A, B and C”, the language's way."""
        found = self._items(items, attribute)
        return with_cells(self._formatter.list([self.shown(item) for item in found]), cells_of(found))

    def length(self, items: Any) -> Any:
        """How many items or rows there are, or characters of a text."""
        if is_text(items):
            return with_cells(len(self.shown(items)), cells_of(items))
        held = raw_of(items)
        if isinstance(held, Rows):
            return with_cells(len(held), key_cells(held))
        found = list(flatten(held))
        return with_cells(len(found), cells_of(items))

    def reverse(self, items: Any) -> Any:
        """The items, or the characters of a text, from the last to the first."""
        if is_text(items):
            return with_cells(self.shown(items)[::-1], cells_of(items))
        return list(flatten(items))[::-1]

    def sort(self, items: Any, reverse: Any = False, attribute: Any = "") -> list[Any]:
        """The items in order, gaps last; texts by their letters, capitals beside small ones."""
        found = list(flatten(items))
        keys = [raw_of(self._attribute(item, attribute)) for item in found]
        keys = [key.casefold() if isinstance(key, str) else key for key in keys]
        known = [index for index, key in enumerate(keys) if key is not None]
        try:
            known.sort(key=lambda index: keys[index], reverse=truth(reverse))
        except TypeError:
            raise OperandError("RD211", "numbers and texts can't be ordered together") from None
        return [found[index] for index in known] + [item for item, key in zip(found, keys, strict=True) if key is None]

    def unique(self, items: Any, attribute: Any = "") -> list[Any]:
        """Each item once, in order of first appearance."""
        kept: list[Any] = []
        seen: set[Any] = set()
        further: list[Any] = []  # lists and the like, which have no hash
        for item in flatten(items):
            key = raw_of(self._attribute(item, attribute))
            try:
                fresh = key not in seen
                seen.add(key)
            except TypeError:
                fresh = key not in further
                further.append(key)
            if fresh:
                kept.append(item)
        return kept

    def total(self, items: Any, attribute: Any = "") -> Any:
        """The sum of the items."""
        found = self._items(items, attribute)
        return with_cells(total_of([number_of(item) for item in found]), cells_of(found))

    def _extreme(self, items: Any, attribute: Any, *, least: bool) -> Any:
        found = self._items(items, attribute)
        if not found:
            raise OperandError("RD206", "the list is empty")
        best = found[0]
        for item in found[1:]:
            if compare("lt", item, best) if least else compare("gt", item, best):
                best = item
        return with_cells(best, cells_of(best, found))

    def _items(self, items: Any, attribute: Any) -> list[Any]:
        return [self._attribute(item, attribute) for item in flatten(items)]

    def _item(self, items: Any, position: int) -> Any:
        if is_text(items):
            text = self.shown(items)
            return with_cells(text[position : position + 1 or None] if text else "", cells_of(items))
        found = list(flatten(items))
        if not found:
            raise OperandError("RD206", "the list is empty")
        return found[position]

    def _attribute(self, item: Any, attribute: Any) -> Any:
        name = raw_of(attribute)
        if name == "":
            return item
        if not isinstance(name, str):
            raise OperandError("RD211", f"write the attribute's name as text, not {kind_of(name)}", at="attribute")
        if isinstance(item, Row):
            if name not in item:
                words = f"table `{item.table.identifier}` has no column `{name}`"
                raise OperandError("RD203", words, at="attribute", hint=f"columns: {', '.join(item)}")
            return read_cell(item.table, item.index, name, self._language)
        if isinstance(item, Mapping):
            if name not in item:
                raise OperandError("RD204", f"the item has no `{name}`", at="attribute")
            return item[name]
        raise OperandError("RD211", f"{kind_of(item)} has no `{name}`", at="attribute")

    def _select(
        self, items: Any, attribute: Any, test: tuple[Any, ...], *, keep: bool, strict: bool = False
    ) -> list[Any]:
        kept: list[Any] = []
        for item in flatten(items):
            value = self._attribute(item, attribute)
            holds = truth(value)
            if test:
                name = str(raw_of(test[0]))
                if name not in TESTS:
                    raise OperandError("RD205", f"unknown test `{name}`", at=2)
                try:
                    holds = TESTS[name](value, *test[1:])
                except MissingError:
                    if strict:
                        raise
                    continue
            if holds == keep:
                kept.append(item)
        return kept
