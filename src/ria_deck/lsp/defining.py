"""Where the thing under the cursor is defined: a table's file, a column's head, a slide, a template, a picture."""

from __future__ import annotations

import re

from ria_deck.diagnostics import Span
from ria_deck.lsp.completing import table_of
from ria_deck.lsp.cursor import Cursor, HeadingAttribute, InExpression, KeyOrValue, LinkTarget
from ria_deck.lsp.forms import COLUMN_KEYS, EXPRESSION_KEYS, TABLE_KEYS, last_key
from ria_deck.lsp.projects import OpenProject
from ria_deck.source.text import SourceText


def definition(cursor: Cursor, source: SourceText, offset: int, project: OpenProject) -> Span | None:
    """The place to go to; None where there is none."""
    match cursor:
        case KeyOrValue():
            return _of_yaml(cursor, source, project)
        case InExpression():
            return _of_name(source.text[cursor.start : cursor.end], offset - cursor.start, project)
        case LinkTarget(target=target):
            return _of_target(target, project)
        case HeadingAttribute(key="layout"):
            return _layout(source.text[cursor.start : cursor.end], project)
        case HeadingAttribute(key="sources"):
            return _source(source.text[cursor.start : cursor.end], project)
        case _:
            return None


def _of_yaml(cursor: KeyOrValue, source: SourceText, project: OpenProject) -> Span | None:
    place = cursor.place
    if place.is_key:
        return None
    word = source.text[place.start : place.end]
    key = last_key(place.way)
    if key in TABLE_KEYS or key in EXPRESSION_KEYS:
        return _table(word, project)
    if key in COLUMN_KEYS and (found := _column(table_of(place.data, place.way), word, project)):
        return found
    if key == "layout":
        return _layout(word, project)
    if key == "sources":
        return _source(word, project)
    if key == "template":
        return _file(f"templates/{word}", project)
    if key == "topics":
        return _file(f"content/{word}", project)
    if key == "path":
        return _file(f"{'data' if cursor.form == 'datapackage' else 'content'}/{word}", project)
    return None


def _of_target(target: str, project: OpenProject) -> Span | None:
    if target.startswith("#"):
        slide = project.slides.get(target[1:])
        return slide.span if slide else None
    return _file(f"content/{target}", project)


def _of_name(text: str, at: int, project: OpenProject) -> Span | None:
    """A table, or a column of the table whose function it is an argument of."""
    for match in re.finditer(r"\w+", text):
        if match.start() <= at <= match.end():
            owner = re.search(r"(\w+)\.\w+\([^()]*$", text[: match.start()])
            column = _column(owner[1], match[0], project) if owner else None
            return column or _table(match[0], project)
    return None


def _table(name: str, project: OpenProject) -> Span | None:
    resource = next((one for one in project.package.resources.values() if name in (one.name, one.identifier)), None)
    return _file(resource.file, project) if resource is not None else None


def _column(table: str, column: str, project: OpenProject) -> Span | None:
    """The column's name in the head of a text file, its field in datapackage.yaml for other files."""
    resource = next((one for one in project.package.resources.values() if table in (one.name, one.identifier)), None)
    if resource is None:
        return None
    found = next((one for one in resource.fields or () if one.name == column), None)
    path = project.root / resource.file
    if path.suffix.lower() in (".csv", ".tsv") and path.is_file():
        with path.open(encoding=resource.encoding, errors="replace") as file:
            for number, line in zip(range(1, max(resource.dialect.header_rows, default=1) + 1), file, strict=False):
                at = re.search(rf"(?<!\w){re.escape(column)}(?!\w)", line.removeprefix("\ufeff"))
                if at:
                    start, end = at.start() + 1, at.end() + 1
                    return Span(path=resource.file, line=number, column=start, end_line=number, end_column=end)
    return found.span if found else None


def _layout(name: str, project: OpenProject) -> Span | None:
    """The layout's entry in the project's own theme.yaml."""
    path = project.root / "templates/theme.yaml"
    if name not in project.theme.layouts or not path.is_file():
        return None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if re.match(rf"\s+[\"']?{re.escape(name)}[\"']?:", line):
            return Span(path="templates/theme.yaml", line=number)
    return None


def _source(name: str, project: OpenProject) -> Span | None:
    source = project.package.sources.get(name)
    return source.span if source else None


def _file(path: str, project: OpenProject) -> Span | None:
    return Span(path=path) if (project.root / path).is_file() else None
