"""What is told of the thing under the cursor: a key's description, a layout, a table, a value with its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ria_deck.data.table import Row, Rows
from ria_deck.diagnostics import Report, Span
from ria_deck.help_pages import words
from ria_deck.lsp.completing import table_of
from ria_deck.lsp.cursor import Cursor, HeadingAttribute, InExpression, KeyOrValue, LinkTarget
from ria_deck.lsp.forms import COLUMN_KEYS, EXPRESSION_KEYS, TABLE_KEYS, key_text, last_key
from ria_deck.lsp.projects import OpenProject
from ria_deck.model.value import Cell
from ria_deck.resolve.expressions.operands import cells_of
from ria_deck.source.text import SourceText

_MOST_CELLS = 12


def description(cursor: Cursor, source: SourceText, offset: int, project: OpenProject) -> str:
    """Markdown for the editor's hover; empty where there is nothing to tell."""
    match cursor:
        case KeyOrValue():
            return _of_yaml(cursor, source, project)
        case InExpression():
            return _of_expression(cursor, source, offset, project)
        case HeadingAttribute(key="layout"):
            return _of_layout(source.text[cursor.start : cursor.end], project)
        case LinkTarget(target=target) if target.startswith("#"):
            slide = project.slides.get(target[1:])
            return f"Slide “{slide.title.text}”, {slide.span}" if slide and slide.title else ""
        case _:
            return ""


def _of_yaml(cursor: KeyOrValue, source: SourceText, project: OpenProject) -> str:
    place = cursor.place
    word = source.text[place.start : place.end]
    if place.is_key:
        return key_text(cursor.form, (*place.way, word))
    key = last_key(place.way)
    if key in TABLE_KEYS:
        return _of_table(word, project)
    if key == "layout":
        return _of_layout(word, project)
    if key in EXPRESSION_KEYS:
        return _of_table(word, project)
    if key in COLUMN_KEYS:
        told = _of_column(table_of(place.data, place.way), word, project)
        if told:
            return told
    return key_text(cursor.form, place.way)


def _of_layout(name: str, project: OpenProject) -> str:
    layout = project.theme.layouts.get(name)
    if layout is None:
        return ""
    slots = "\n".join(
        f"- `{slot.name}`: {', '.join(sorted(kind.value for kind in slot.accepts))}" for slot in layout.bodies
    )
    return f"**{layout.title or name}** ({layout.kind.value})\n\n{slots}"


def _of_table(name: str, project: OpenProject) -> str:
    resource = next((one for one in project.package.resources.values() if name in (one.name, one.identifier)), None)
    if resource is None:
        return ""
    table = project.table(resource.name)
    rows = f", {len(table.lines)} rows" if table is not None else ""
    columns = "\n".join(
        f"- `{one.name}` {one.type}{f', {one.unit}' if one.unit else ''}" for one in resource.fields or ()
    )
    return f"**{resource.title or resource.name}** ({resource.file}{rows})\n\n{columns}"


def _of_column(table: str, column: str, project: OpenProject) -> str:
    resource = next((one for one in project.package.resources.values() if table in (one.name, one.identifier)), None)
    found = next((one for one in (resource.fields or ()) if one.name == column), None) if resource else None
    if found is None:
        return ""
    unit = f", {found.unit}" if found.unit else ""
    return f"**{found.title or found.name}** ({table}.{found.name}, {found.type}{unit})\n\n{found.description}".strip()


def _of_expression(cursor: InExpression, source: SourceText, offset: int, project: OpenProject) -> str:
    parts = [_of_word(cursor, source, offset, project)]
    report = Report()
    evaluator = project.evaluator(report)
    if evaluator is not None and cursor.text.strip():
        with project.reading():
            result = evaluator.evaluate(cursor.text.strip(), Span(path=source.path))
        if result is not None and not isinstance(result, (Row, Rows)):
            text, _ = evaluator.value_text(result, Span(path=source.path))
            parts.append("\n\n".join(filter(None, (f"= **{text}**", _cells(cells_of(result))))))
    return "\n\n---\n\n".join(filter(None, parts))


def _of_word(cursor: InExpression, source: SourceText, offset: int, project: OpenProject) -> str:
    for match in re.finditer(r"\w+", source.text[cursor.start : cursor.end]):
        if match.start() <= offset - cursor.start <= match.end():
            before = source.text[cursor.start : cursor.start + match.start()].rstrip()
            group = "filters" if before.endswith("|") else "table" if before.endswith(".") else "functions"
            form, text = words()[group].get(match[0], ("", ""))
            return f"`{form}`\n\n{text}" if form else _of_table(match[0], project)
    return ""


def _cells(cells: Sequence[Cell]) -> str:
    lines = [f"- `{cell}`" for cell in cells[:_MOST_CELLS]]
    more = len(cells) - _MOST_CELLS
    return "\n".join([*lines, *([f"- and {more} further cells"] if more > 0 else [])])
