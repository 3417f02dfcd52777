"""Years and months that are written out and were a table's last ones: told when the table has gone on.

A sentence on “the latest month” that names it (`period="2026-04"`) is right when it is written and wrong a month later.
What was last is taken from the tables as they were in an earlier build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from jinja2 import nodes

from ria_deck.content.markdown.inline import Expr, parse_inline, walk
from ria_deck.content.specs.slides import Claim, Content, Expression, Message, TopicSpec
from ria_deck.data import Tables
from ria_deck.data.table import DataTable
from ria_deck.diagnostics import Report, Severity, Span
from ria_deck.resolve.expressions.evaluator import part_of
from ria_deck.resolve.expressions.key_index import column_of
from ria_deck.resolve.expressions.parser import ExpressionError, parse
from ria_deck.resolve.expressions.table_series import TIME_TYPES

Lasts = Mapping[str, Mapping[str, str]]
"""The last period of each column of time, by table and column, as text."""

_YEAR = re.compile(r"(?<![0-9.,])[12][0-9]{3}(?![0-9.,]*[0-9])")
_DECEMBER = "-12"


def lasts_of(tables: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The last periods of the tables that a manifest has recorded."""
    found: dict[str, dict[str, str]] = {}
    for name, table in tables.items():
        if "lasts" in table:  # whose rows stand beside the manifest
            found[name] = dict(table["lasts"])
            continue
        for index, (column, kind) in enumerate(zip(table["columns"], table.get("types", ()), strict=False)):
            cells = [str(row[index]) for row in table["rows"] if row[index] is not None]
            if kind in TIME_TYPES and cells:
                found.setdefault(name, {})[column] = max(cells)
    return found


@dataclass(frozen=True, slots=True)
class _Literal:
    """A period written out: of which table and column, where, in which words."""

    table: DataTable
    column: str
    text: str
    span: Span
    words: str


def check_aged(content: Content, tables: Tables, before: Lasts, report: Report) -> dict[str, dict[str, str]]:
    """Tell every period that was a table's last and no longer is (RD252); return what was last of the tables concerned,
    for the next build to know."""
    aged: dict[str, dict[str, str]] = {}
    for topic in content.topics:
        accepted = [entry.text for entry in topic.typed]
        for literal in _literals(topic, tables):
            name = literal.table.name
            then = before.get(name, {}).get(literal.column)
            now = _last(literal.table, literal.column)
            if then is None or not now or any(text in literal.words for text in accepted):
                continue
            what = _aged(literal, then, now, before.get(name, {}))
            if not what:
                continue
            aged.setdefault(name, {}).update(before[name])
            function = f'{literal.table.identifier}.latest("{literal.column}")'
            report.add(
                Severity.NOTE,
                "RD252",
                f"`{literal.text}` was {what} of `{name}`; the table now goes to {now}",
                literal.span,
                hint=f"write `{function}` if the sentence is about the latest; if it is about {literal.text}, accept it: "
                f"`typed: [{{text: …, because: …}}]` in the front matter",
            )
    return aged


def _aged(literal: _Literal, then: str, now: str, lasts: Mapping[str, str]) -> str:
    """What a period was that it no longer is; empty where nothing has changed for it."""
    if literal.text == then[: len(literal.text)] and now[: len(literal.text)] > literal.text:
        return f"the last `{literal.column}`"
    if literal.table.field(literal.column).type != "year":
        return ""
    for column, last in lasts.items():
        monthly = column in literal.table.columns and literal.table.field(column).type == "yearmonth"
        if monthly and literal.text == _full(last) and _full(_last(literal.table, column)) > literal.text:
            return "the last full year"
    return ""


def _full(month: str) -> str:
    """The last full year of a series that ends with a month."""
    return month[:4] if month.endswith(_DECEMBER) else str(int(month[:4]) - 1)


def _last(table: DataTable, column: str) -> str:
    return max((str(cell) for cell in table.columns[column] if cell is not None), default="")


def _literals(topic: TopicSpec, tables: Tables) -> Iterator[_Literal]:
    yield from _below(topic, None, tables)


def _below(node: Any, table: DataTable | None, tables: Tables) -> Iterator[_Literal]:
    match node:
        case Message():
            yield from _in_message(node, table, tables)
        case Expression():
            yield from _in_expression(node.text, node.span, table, tables)
        case Claim():
            yield from _in_expression(node.that, node.span, None, tables)
        case Mapping() | tuple() | list():
            for part in node.values() if isinstance(node, Mapping) else node:
                yield from _below(part, table, tables)
        case _ if not is_dataclass(node):
            return
        case _:
            layers = getattr(node, "layers", None)  # the words around a chart are about its first layer's table
            own = getattr(layers[0] if layers else node, "data", None)
            inner = _table(own, tables) if isinstance(own, str) else table
            for item in fields(node):
                yield from _below(getattr(node, item.name), inner, tables)


def _table(name: str, tables: Tables) -> DataTable | None:
    resource = tables.package.resources.get(name)
    identifier = resource.identifier if resource is not None else name
    return tables.get(identifier)


def _in_message(message: Message, table: DataTable | None, tables: Tables) -> Iterator[_Literal]:
    """The expressions of a text; in the words around a figure, the years of its table too."""
    plain = message.text
    for inline in walk(parse_inline(message.text)) if "{{" in message.text else ():
        if isinstance(inline, Expr):
            plain = plain[: inline.start] + " " * (inline.end - inline.start) + plain[inline.end :]
            yield from _in_expression(inline.text, message.place(inline.start, inline.end), None, tables)
    years = [field.name for field in table.fields if field.type == "year"] if table is not None else []
    if table is not None and years:
        for match in _YEAR.finditer(plain):
            yield _Literal(table, years[0], match[0], message.place(*match.span()), message.text)


def _in_expression(text: str, span: Span, own: DataTable | None, tables: Tables) -> Iterator[_Literal]:
    try:
        parsed = parse(text)
    except ExpressionError:
        return  # told when it is evaluated
    tree = nodes.Output([parsed.node])
    found = [*_in_calls(tree, tables), *(_in_comparisons(tree, own) if own is not None else ())]
    for table, column, constant in found:
        start, end = parsed.place(constant)
        yield _Literal(table, column, str(constant.value), part_of(span, text, start, end), text)


_Compared = tuple[DataTable, str, nodes.Const]


def _in_calls(tree: nodes.Node, tables: Tables) -> Iterator[_Compared]:
    """`table.value("n", column=constant)`."""
    for call in tree.find_all(nodes.Call):
        table = _called(call, tables)
        for pair in call.kwargs if table is not None else ():
            column = column_of(table, pair.key) if table is not None and isinstance(pair, nodes.Keyword) else None
            if table is not None and column is not None:
                yield from ((table, column, constant) for constant in _constants(pair.value))


def _in_comparisons(tree: nodes.Node, table: DataTable) -> Iterator[_Compared]:
    """`column < constant`, in a filter of the table's."""
    for compared in tree.find_all(nodes.Compare):
        sides = [compared.expr, *(operand.expr for operand in compared.ops)]
        names = [column_of(table, side.name) for side in sides if isinstance(side, nodes.Name)]
        for column in filter(None, names):
            if table.field(column).type in TIME_TYPES:
                yield from ((table, column, constant) for side in sides for constant in _constants(side))


def _called(call: nodes.Call, tables: Tables) -> DataTable | None:
    """The table of `cars.value(…)`."""
    function = call.node
    if isinstance(function, nodes.Getattr) and isinstance(function.node, nodes.Name) and function.node.name in tables:
        return tables[function.node.name]
    return None


def _constants(node: nodes.Node) -> list[nodes.Const]:
    if isinstance(node, nodes.Const):
        return [node] if isinstance(node.value, (int, str)) and not isinstance(node.value, bool) else []
    return [inner for item in node.items for inner in _constants(item)] if isinstance(node, nodes.List) else []
