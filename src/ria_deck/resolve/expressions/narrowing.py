"""Rows that a condition can hold for, found without going over all of them: a deck that is made for one row of a table of
thousands asks for `code == r.code` again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import nodes

from ria_deck.data.table import DataTable
from ria_deck.resolve.expressions.operands import raw_of


def possible_rows(
    condition: nodes.Node, table: DataTable, columns: Mapping[str, str], value_of: Callable[[nodes.Node], Any]
) -> Sequence[int]:
    """The rows for which a condition may hold or find a gap; `columns` are the table's by their names in expressions,
    `value_of` gives what a part says that names no column, None where it can't.

    What a condition asks first is asked of every row; where that is whether a column of texts is a certain text, the rest
    is asked of the rows that have it.
    """
    everything = range(len(table.lines))
    first = condition
    while isinstance(first, nodes.And):
        first = first.left
    match first:
        case nodes.Compare(expr=nodes.Name(name=name), ops=[nodes.Operand(op="eq", expr=wanted)]) if name in columns:
            column = columns[name]
        case nodes.Compare(expr=wanted, ops=[nodes.Operand(op="eq", expr=nodes.Name(name=name))]) if name in columns:
            column = columns[name]
        case _:
            return everything
    if table.field(column).type != "string" or _names_a_column(wanted, columns):
        return everything
    text = raw_of(value_of(wanted))
    if not isinstance(text, str):
        return everything
    return [row for row, cell in enumerate(table.columns[column]) if cell is None or cell == text]


def _names_a_column(node: nodes.Node, columns: Mapping[str, str]) -> bool:
    return any(name.name in columns for name in (node, *node.find_all(nodes.Name)) if isinstance(name, nodes.Name))
