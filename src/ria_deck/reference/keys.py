"""JSON Schemas as pages: every key of a file or block with its type, default and description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ria_deck.reference.gallery import examples, sample, uses
from ria_deck.reference.tables import code, fenced, slug, table
from ria_deck.reference.uses import place_of
from ria_deck.refresh.binding import RefreshFile
from ria_deck.schema import SCHEMAS, json_schema
from ria_deck.source.decode import json_schema_of

_ORDER = (
    "chart",
    "table",
    "map",
    "timeline",
    "kpi",
    "process",
    "claims",
    "report",
    "credits",
    "theme",
    "glossary",
    "datapackage",
    "topic",
)
"""A part that several forms share is described on the page of the first of them."""


@dataclass(frozen=True, slots=True)
class Section:
    """One object of a form: its heading, its schema, and the place that names it where its keys are used."""

    heading: str
    schema: Mapping[str, Any]
    place: str


def key_pages() -> dict[str, str]:
    """A page for each form of `ria-deck schema`, by its path in the reference."""
    forms = [name for name in sorted(SCHEMAS, key=_place) if name != "view"]  # a view is not written
    schemas = {name: json_schema(name) for name in forms}
    homes: dict[str, str] = {}
    for name, schema in schemas.items():
        homes |= {found: f"{name}.md#{slug(_words(found))}" for found in schema.get("$defs", {}) if found not in homes}
        root = getattr(SCHEMAS[name][1](), "__name__", "")
        if root and name != "topic":
            homes.setdefault(root, f"{name}.md")
    made = {f"{name}.md": _page(name, SCHEMAS[name][0], schema, homes) for name, schema in schemas.items()}
    return {**made, "refresh.md": _refresh_page()}


def _refresh_page() -> str:
    schema = json_schema_of(RefreshFile)
    homes = {name: f"refresh.md#{slug(_words(name))}" for name in schema["$defs"]}
    return _page("refresh", "refresh.yaml", schema, homes)


def _place(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _page(name: str, title: str, schema: Mapping[str, Any], homes: Mapping[str, str]) -> str:
    parts = [f"# Keys of {title}"]
    if schema.get("description"):
        parts.append(str(schema["description"]))
    if name in SCHEMAS:
        parts.append(f"For editors: `ria-deck schema {name} > {name}.schema.json`.")
    if not schema.get("properties"):
        parts.append(f"It is {_type(schema, homes, name)}.")
    for section in _sections(name, schema, homes):
        if section.heading:
            parts.append(f"## {section.heading}")
            parts += [str(section.schema["description"])] if section.schema.get("description") else []
        parts.append(_keys(section, homes, name))
    parts += _examples(name)
    return "\n\n".join(parts) + "\n"


def _sections(name: str, schema: Mapping[str, Any], homes: Mapping[str, str]) -> Iterator[Section]:
    if schema.get("properties"):
        yield Section("", schema, place_of(name))
    yield from _inner(schema, "", "", place_of(name))
    for found, part in schema.get("$defs", {}).items():
        if homes[found].startswith(f"{name}.md#") and part.get("properties"):
            own = place_of(name, shape=found)
            yield Section(_words(found), part, own)
            yield from _inner(part, _words(found), "", own)


def _inner(schema: Mapping[str, Any], path: str, way: str, place: str) -> Iterator[Section]:
    """The objects written out inside a schema, by the path of keys that leads to them."""
    for key, part in schema.get("properties", {}).items():
        for inner in _objects(part):
            heading = f"{path}.{key}" if path else key
            further = f"{way}.{key}" if way else key
            yield Section(heading, inner, f"{place}{further}")
            yield from _inner(inner, heading, further, place)


def _objects(part: Any) -> list[Mapping[str, Any]]:
    if not isinstance(part, Mapping):
        return []
    if part.get("properties"):
        return [part]
    return [
        *_objects(part.get("items")),
        *_objects(part.get("additionalProperties")),
        *(inner for one in part.get("anyOf", ()) for inner in _objects(one)),
    ]


def _keys(section: Section, homes: Mapping[str, str], page: str) -> str:
    needed = set(section.schema.get("required", ()))
    pages = {one.id: one.form for one in examples()}
    rows = []
    for key, part in section.schema["properties"].items():
        default = "**required**" if key in needed else code(_shown(part["default"])) if "default" in part else ""
        use = uses().get((section.place, key))
        example = code(use.text) if use else ""
        if use and use.example:
            home = "" if pages[use.example] == page else f"{pages[use.example]}.md"
            example += f" ([picture]({home}#{_anchor(use.example)}))"
        rows.append((code(key), _type(part, homes, page), default, str(part.get("description", "")), example))
    return table(("key", "type", "default", "what it does", "example"), rows)


def _examples(name: str) -> list[str]:
    """The gallery's blocks of a form with their pictures, or a file that uses the form's keys."""
    shown = [one for one in examples() if one.form == name and one.shown]
    parts = ["## Examples"] if shown else []
    for one in shown:
        block = f"```{{{name}}}\n{one.text}```"
        parts += [f"### {_title(one.id)}", fenced(block, "markdown"), f"![{one.title}]({one.picture})"]
    if not shown and sample(name):
        parts += ["## A file", fenced(sample(name), "yaml")]
    return parts


def _title(example: str) -> str:
    return f"Example: {next(one.title for one in examples() if one.id == example)}"


def _anchor(example: str) -> str:
    return slug(_title(example))


def _shown(default: Any) -> str:
    return default if isinstance(default, str) else json.dumps(default, ensure_ascii=False)


def _type(part: Any, homes: Mapping[str, str], page: str) -> str:
    """The type of a key in words, linked to where it is described."""
    if not isinstance(part, Mapping) or not part:
        return "anything"
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        home = homes[name]
        file, _, anchor = home.partition("#")
        return f"[{_words(name)}]({'#' + anchor if file == f'{page}.md' and anchor else home})"
    if "anyOf" in part:
        kinds = [_type(one, homes, page) for one in part["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in part:
        return ", ".join(code(_shown(one)) for one in part["enum"])
    if "const" in part:
        return code(_shown(part["const"]))
    return _plain(part, homes, page)


def _plain(part: Mapping[str, Any], homes: Mapping[str, str], page: str) -> str:
    kind = part.get("type", "")
    if kind == "array":
        if "prefixItems" in part:
            return "[" + ", ".join(_type(one, homes, page) for one in part["prefixItems"]) + "]"
        return f"list of {_type(part.get('items'), homes, page)}"
    if kind == "object":
        if part.get("properties"):
            return "keys below"
        return f"names, each with {_type(part.get('additionalProperties'), homes, page)}"
    if kind == "string":
        return str(part.get("format", "text"))
    return {"boolean": "true or false", "integer": "whole number"}.get(kind, kind or "anything")


def _words(name: str) -> str:
    """A class's name as a heading: `AggregateField` → Aggregate field."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
    return words[:1].upper() + words[1:]
