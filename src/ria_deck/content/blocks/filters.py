"""Read filters as expressions and Vega-Lite predicates, each checked for sense."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ria_deck.content.blocks.block_reader import BlockReader
from ria_deck.content.blocks.filter_shape import COMPOSITIONS, OPERATORS, Predicate
from ria_deck.content.specs.message import Condition, FieldCondition
from ria_deck.content.specs.slides import Expression
from ria_deck.source.nearest import listing
from ria_deck.source.yaml import Loc

Filter = Mapping[str, Any] | Expression

_ATTRIBUTES = {"oneOf": "one_of", "and": "all_of", "or": "any_of", "not": "none_of"}


def read_filter(reader: BlockReader, loc: Loc, given: str | Predicate) -> Filter | None:
    """The expression or plain predicate at `loc`; None when it makes no sense."""
    return reader.expression(loc, given) if isinstance(given, str) else _predicate(reader, loc, given)


def read_where(reader: BlockReader, loc: Loc, given: str | Predicate | None) -> Condition | None:
    """What chooses rows at `loc`: an expression, or a predicate."""
    if given is None:
        return None
    found = read_filter(reader, loc, given)
    if found is None or isinstance(found, Expression):
        return found
    return FieldCondition(predicate=found, span=reader.document.span(loc))


def _predicate(reader: BlockReader, loc: Loc, given: Predicate) -> dict[str, Any] | None:
    operators = [name for name in OPERATORS if given.gives(_ATTRIBUTES.get(name, name))]
    compositions = [name for name in COMPOSITIONS if given.gives(_ATTRIBUTES[name])]
    if compositions:
        if len(compositions) > 1 or operators or given.gives("field"):
            _refuse(
                reader,
                loc,
                f"`{compositions[0]}` can't be combined with other keys",
                "move the other conditions into it",
            )
            return None
        return _composed(reader, loc, compositions[0], given)
    if given.field is None:
        _refuse(reader, loc, "a predicate needs a `field`", "write {field: harbour, equal: Kure}")
        return None
    if len(operators) != 1:
        words = "has no operator" if not operators else f"has {len(operators)} operators"
        _refuse(
            reader,
            loc,
            f"the predicate on `{given.field}` {words}",
            f"use one of {listing(OPERATORS)}" if not operators else "join conditions with `and`",
        )
        return None
    name = operators[0]
    value = getattr(given, _ATTRIBUTES.get(name, name))
    if value is None:
        _refuse(reader, (*loc, name), f"`{name}` needs a value", "to keep rows without a value, write `valid: false`")
        return None
    return {"field": given.field, name: value}


def _composed(reader: BlockReader, loc: Loc, name: str, given: Predicate) -> dict[str, Any] | None:
    if name == "not":
        below = given.none_of
        one = None if below is None else read_filter(reader, (*loc, name), below)
        return None if one is None else {name: one}
    parts = given.all_of if name == "and" else given.any_of
    found = [read_filter(reader, (*loc, name, index), part) for index, part in enumerate(parts or ())]
    return {name: tuple(one for one in found if one is not None)} if None not in found else None


def _refuse(reader: BlockReader, loc: Loc, message: str, hint: str) -> None:
    reader.report.error("RD043", message, reader.document.span(loc), hint=hint)
