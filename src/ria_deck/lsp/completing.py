"""What can stand at a place: keys and values of forms, tables, columns, layouts, slides, words of expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lsprotocol.types import CompletionItemKind

from ria_deck.content.slides.fences import KINDS
from ria_deck.content.slides.heading_attributes import CLASSES, KEYS
from ria_deck.help_pages import shown_type, words
from ria_deck.lsp.cursor import Cursor, FenceName, HeadingAttribute, InExpression, KeyOrValue, LinkTarget
from ria_deck.lsp.forms import COLUMN_KEYS, EXPRESSION_KEYS, TABLE_KEYS, keys_at, last_key, schemas_at, values_at
from ria_deck.lsp.projects import OpenProject
from ria_deck.source.yaml import Loc

_TABLE_STRING = re.compile(r"(?P<table>\w+)\.\w+\((?:[^()]*,)?\s*[\"'](?P<word>\w*)$")
_TABLE_KEYWORD = re.compile(r"(?P<table>\w+)\.\w+\((?:[^()]*,)?\s*(?P<word>\w*)$")
_MEMBER = re.compile(r"(?P<table>\w+)\.(?P<word>\w*)$")
_FILTER = re.compile(r"\|\s*(?P<word>\w*)$")
_NAME = re.compile(r"(?P<word>\w*)$")
_PLAIN = re.compile(r"[\w][\w ./-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A word that can be put in: what takes the place of `text[start:end]`, and what the editor shows of it."""

    label: str
    text: str
    start: int
    end: int
    kind: CompletionItemKind
    detail: str = ""
    words: str = ""


def offers(cursor: Cursor, project: OpenProject) -> list[Offer]:
    """Everything that can stand at a place, each word once."""
    match cursor:
        case KeyOrValue():
            found = _in_yaml(cursor, project)
        case InExpression():
            found = _in_expression(cursor.before, cursor.start + len(cursor.before), project)
        case FenceName(start=start, end=end):
            found = (_offer(name, start, end, CompletionItemKind.Snippet) for name in KINDS)
        case HeadingAttribute():
            found = _attributes(cursor, project)
        case LinkTarget():
            found = _targets(cursor, project)
        case None:
            found = iter(())
    return list({one.label: one for one in found}.values())


def table_of(data: Any, way: Loc) -> str:
    """The table that a key's columns are of: that of the nearest mapping above which names one."""
    named = [name for name in map(_named_by, _along(data, way)) if name]
    return named[-1] if named else ""


def _along(data: Any, way: Loc) -> Iterator[Any]:
    """The values on a way, the whole first, as far as it leads."""
    yield data
    for step in way:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
        yield data


def _named_by(found: Any) -> str:
    """The table that a mapping names: the data of a block, or the one that a schema is of."""
    if not isinstance(found, dict):
        return ""
    name = found.get("data", found.get("name") if "schema" in found else None)
    name = name.get("name") if isinstance(name, dict) else name
    return name if isinstance(name, str) else ""


def _in_yaml(cursor: KeyOrValue, project: OpenProject) -> Iterator[Offer]:
    place, form = cursor.place, cursor.form
    if place.is_key:
        yield from _keys(cursor, keys_at(form, place.way))
        return
    for value in values_at(form, place.way):
        written = _written(value)
        yield _offer(written, place.start, place.end, CompletionItemKind.EnumMember)
    if not place.inline:
        yield from _keys(cursor, keys_at(form, place.way))
    yield from _names(cursor, project)


def _keys(cursor: KeyOrValue, keys: Mapping[str, Mapping[str, Any]]) -> Iterator[Offer]:
    place = cursor.place
    needed = {key for one in schemas_at(cursor.form, place.way) for key in one.get("required", ())}
    for key, part in keys.items():
        if key in place.siblings or (cursor.form == "topic" and key == "slides" and cursor.place.way == ()):
            continue
        required = ", required" if key in needed else ""
        yield Offer(
            label=key,
            text=f"{key}: ",
            start=place.start,
            end=place.end,
            kind=CompletionItemKind.Property,
            detail=shown_type(part) + required,
            words=str(part.get("description", "")),
        )


def _names(cursor: KeyOrValue, project: OpenProject) -> Iterator[Offer]:
    place = cursor.place
    key = last_key(place.way)
    named: Iterable[str] = ()
    if key in TABLE_KEYS or (key == "name" and place.way[-2:-1] == ("data",)):
        named = project.package.resources
    elif key == "layout":
        named = project.theme.layouts
    elif key == "sources":
        named = project.package.sources
    elif key in EXPRESSION_KEYS:
        yield from _in_expression("", place.start, project)
    elif key == "template":
        folder = project.root / "templates"
        named = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md.j2"))
    elif key in COLUMN_KEYS and cursor.form != "report":
        named = project.columns(table_of(place.data, place.way))
    for name in named:
        yield _offer(_written(name), place.start, place.end, CompletionItemKind.Reference)


def _in_expression(before: str, offset: int, project: OpenProject) -> Iterator[Offer]:
    known = words()
    tables = {one.identifier: one.title or one.name for one in project.package.resources.values()}
    if (inside := _TABLE_STRING.search(before)) and inside["table"] in tables:
        yield from _listed(project.columns(inside["table"]), inside["word"], offset, CompletionItemKind.Field)
    elif (keyword := _TABLE_KEYWORD.search(before)) and keyword["table"] in tables:
        names = [f"{name}=" for name in project.columns(keyword["table"]) if name.isidentifier()]
        yield from _listed(names, keyword["word"], offset, CompletionItemKind.Field)
    elif (member := _MEMBER.search(before)) and member["table"] in tables:
        yield from _worded(known["table"], member["word"], offset, CompletionItemKind.Method)
    elif chosen := _FILTER.search(before):
        yield from _worded(known["filters"], chosen["word"], offset, CompletionItemKind.Function)
    elif plain := _NAME.search(before):
        for name, title in tables.items():
            yield _offer(name, offset - len(plain["word"]), offset, CompletionItemKind.Variable, title)
        yield from _worded(known["functions"], plain["word"], offset, CompletionItemKind.Function)
        own = ("report", "params", "edition", "language")
        yield from _listed(own, plain["word"], offset, CompletionItemKind.Variable)


def _worded(known: Mapping[str, tuple[str, str]], word: str, offset: int, kind: CompletionItemKind) -> Iterator[Offer]:
    for name, (form, text) in known.items():
        yield Offer(label=name, text=name, start=offset - len(word), end=offset, kind=kind, detail=form, words=text)


def _listed(names: Iterable[str], word: str, offset: int, kind: CompletionItemKind) -> Iterator[Offer]:
    return (_offer(name, offset - len(word), offset, kind) for name in names)


def _attributes(cursor: HeadingAttribute, project: OpenProject) -> Iterator[Offer]:
    if not cursor.key:
        for key in KEYS:
            yield Offer(label=key, text=f"{key}=", start=cursor.start, end=cursor.end, kind=CompletionItemKind.Property)
        for name in CLASSES:
            yield _offer(f".{name}", cursor.start, cursor.end, CompletionItemKind.EnumMember)
    named: Iterable[str] = ()
    if cursor.key == "layout":
        named = project.theme.layouts
    elif cursor.key == "sources":
        named = project.package.sources
    elif cursor.key == "editions":
        named = filter(None, project.content.reports)
    for name in named:
        yield _offer(name, cursor.start, cursor.end, CompletionItemKind.Reference)


def _targets(cursor: LinkTarget, project: OpenProject) -> Iterator[Offer]:
    for name, slide in project.slides.items():
        title = slide.title.text if slide.title else ""
        yield _offer(f"#{name}", cursor.start, cursor.end, CompletionItemKind.Reference, title)
    folder = project.root / "content"
    for path in sorted((folder / "images").glob("*")):
        if path.is_file() and path.suffix != ".yaml":
            name = path.relative_to(folder).as_posix()
            yield _offer(name, cursor.start, cursor.end, CompletionItemKind.File)


def _offer(name: str, start: int, end: int, kind: CompletionItemKind, detail: str = "") -> Offer:
    return Offer(label=name, text=name, start=start, end=end, kind=kind, detail=detail)


def _written(value: Any) -> str:
    """A value as YAML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return text if not isinstance(value, str) or _PLAIN.fullmatch(text) else f'"{text}"'
