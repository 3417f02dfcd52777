"""Read a fenced div: its blocks on the slide, in a slot, in the notes or in the handout."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from ria_deck.content.markdown.attributes import (
    Attributes,
    check_attributes,
    read_attributes,
    tell_unreadable,
)
from ria_deck.content.slides.slide_reader import Reading
from ria_deck.content.specs.slides import BlockSpec, ColumnsSpec, Expression, SlotSpec, WhenSpec
from ria_deck.diagnostics import Report, Span
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import SourceText

NAMES = ("notes", "handout", "columns", "column")
_KEYS = {
    "": ("when", "slot"),
    "notes": ("when",),
    "handout": ("when",),
    "columns": ("when", "slot"),
    "column": ("width", "when"),
}
_WHAT = {"": "a div", "notes": "`notes`", "handout": "`handout`", "columns": "`columns`", "column": "`column`"}
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)%")
_ALL = 1.005  # shares of widths may be rounded
ReadBlocks = Callable[[Sequence[SyntaxTreeNode], str, Reading], list[BlockSpec]]


def read_div(node: SyntaxTreeNode, kind: str, span: Span, reading: Reading, read_blocks: ReadBlocks) -> list[BlockSpec]:
    """The blocks that a div stands for among its neighbours."""
    name, attributes = head_of(node, reading.source, reading.report)
    if name == "column":
        reading.report.error("RD116", "`column` outside `columns`", span, hint="open `:::: columns` before it")
    condition = _expression("when", attributes, reading.source)
    if condition is not None:
        reading.conditions.append(condition)
    if name == "columns":
        blocks = _columns(node, kind, span, reading, read_blocks)
    else:
        blocks = read_blocks(node.children, name if name in {"notes", "handout"} else kind, reading)
    if condition is not None:
        reading.conditions.pop()
    if not blocks:
        return []
    slot = attributes.value_span("slot", reading.source)
    if slot is not None:
        blocks = [SlotSpec(slot=attributes.pairs["slot"].value, blocks=tuple(blocks), span=slot)]
    blocks = _under(condition, blocks, span)
    if name not in {"notes", "handout"}:
        return blocks
    for outer in reversed(reading.conditions):
        blocks = _under(outer, blocks, span)
    (reading.notes if name == "notes" else reading.handout).extend(blocks)
    return []


def _under(condition: Expression | None, blocks: list[BlockSpec], span: Span) -> list[BlockSpec]:
    return [WhenSpec(when=condition, blocks=tuple(blocks), span=span)] if condition is not None else blocks


def _expression(key: str, attributes: Attributes, source: SourceText) -> Expression | None:
    span = attributes.value_span(key, source)
    return Expression(text=attributes.pairs[key].value, span=span) if span is not None else None


def _columns(node: SyntaxTreeNode, kind: str, span: Span, reading: Reading, read_blocks: ReadBlocks) -> list[BlockSpec]:
    columns: list[tuple[BlockSpec, ...]] = []
    widths: list[float | None] = []
    for child in node.children:
        # What a column's head has wrong is told here, once.
        name, attributes = head_of(child, reading.source, reading.report) if child.type == "div" else ("", Attributes())
        where = reading.source.slice_span(*child.meta["lines"][0]) if "lines" in child.meta else span
        if name != "column":
            reading.report.error(
                "RD117", "`columns` can only contain columns", where, hint="wrap it in `::: column` … `:::`"
            )
            continue
        condition = _expression("when", attributes, reading.source)
        reading.conditions += [condition] if condition is not None else []
        blocks = read_blocks(child.children, kind, reading)
        if condition is not None:
            reading.conditions.pop()
            blocks = _under(condition, blocks, where)
        columns.append(tuple(blocks))
        widths.append(_width(attributes, reading))
    if not columns:
        reading.report.error("RD117", "`columns` contains no column", span, hint="put `::: column` … `:::` into it")
        return []
    return [ColumnsSpec(columns=tuple(columns), span=span, widths=_shares(widths, span, reading.report))]


def _width(attributes: Attributes, reading: Reading) -> float | None:
    span = attributes.value_span("width", reading.source)
    if span is None:
        return None
    value = attributes.pairs["width"].value
    match = _WIDTH.fullmatch(value)
    share = float(match[1]) / 100 if match else 0.0
    if not 0 < share < 1:
        reading.report.error("RD118", f"invalid column width `{value}`", span, hint='write width="40%"')
        return None
    return share


def _shares(widths: Sequence[float | None], span: Span, report: Report) -> tuple[float, ...]:
    """The columns' shares; those without a width divide what the others leave. Empty where none has one."""
    given = [width for width in widths if width is not None]
    if not given:
        return ()
    rest = 1 - sum(given)
    missing = len(widths) - len(given)
    if sum(given) > _ALL or (missing and rest <= 0):
        report.error(
            "RD118", f"the columns take {sum(given):.0%} of the slide", span, hint="make them at most 100% in all"
        )
        return ()
    return tuple(rest / missing if width is None else width for width in widths)


def head_of(node: SyntaxTreeNode, source: SourceText, report: Report) -> tuple[str, Attributes]:
    """A div's class (empty without one) and attributes; what is wrong with them is told."""
    start, end = node.meta["info"]
    if not source.text.startswith("{", start, end):
        return _bare_name(source, start, end, report), Attributes()
    attributes = read_attributes(source.text, start, end)
    if attributes is None:
        tell_unreadable(source, start, end, report)
        return "", Attributes()
    names = [name for name in attributes.classes if name in NAMES]
    for name, at in attributes.classes.items():
        if name not in NAMES:
            _tell_unknown(name, source.span(at, at + 1 + len(name)), report)
    if len(names) > 1:
        report.error("RD130", f"a div can't be both {listing(names, 'and')}", source.span(start, end))
    name = names[0] if names else ""
    if name or not attributes.classes:
        check_attributes(
            replace(attributes, classes={}),
            _WHAT[name],
            ("RD130", "RD131"),
            keys=_KEYS[name],
            source=source,
            report=report,
        )
    return name, attributes


def _bare_name(source: SourceText, start: int, end: int, report: Report) -> str:
    """The class of `::: columns`, empty for an unknown one."""
    word, *more = source.text[start:end].split(maxsplit=1)
    if more:
        tell_unreadable(source, start, end, report)
    if word in NAMES:
        return word
    _tell_unknown(word, source.span(start, start + len(word)), report)
    return ""


def _tell_unknown(name: str, span: Span, report: Report) -> None:
    report.error(
        "RD130",
        f"unknown div `{name}`",
        span,
        label=did_you_mean(name, NAMES),
        hint=f"divs: {listing(NAMES, 'and')}, and {{when=…}} or {{slot=…}} without a class",
    )
