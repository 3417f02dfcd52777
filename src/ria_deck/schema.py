"""JSON Schemas (draft 2020-12) for editors, made from the shapes that the program reads with.

report, topic, theme, credits, glossary and datapackage are whole files; chart, table, map, timeline, kpi, process
and claims are insides of fenced blocks; view is what a project's own pages print.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

KEY_WORDS = Path(__file__).parent / "data" / "datapackage_keys.toml"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(name: str) -> dict[str, Any]:
    """The schema of one of `SCHEMAS`; KeyError for another name."""
    title, form = SCHEMAS[name]
    found = form()
    if not isinstance(found, dict):
        from ria_deck.source.decode import json_schema_of

        found = _tidied(json_schema_of(found))
    return {"$schema": DIALECT, "$id": f"urn:ria-deck:{name}", **found, "title": title}


def _report() -> Any:
    from ria_deck.content.report.shape import ReportFile

    return ReportFile


def _topic() -> Any:
    from ria_deck.content.yaml_topics.shape import TopicFile

    return TopicFile


def _chart() -> Any:
    from ria_deck.content.blocks.chart_shape import ChartBlock

    return ChartBlock


def _table() -> Any:
    from ria_deck.content.blocks.shapes import TableBlock

    return TableBlock


def _map() -> Any:
    from ria_deck.content.blocks.map_shape import MapBlock

    return MapBlock


def _timeline() -> Any:
    from ria_deck.content.blocks.timeline_shape import TimelineBlock

    return TimelineBlock


def _kpi() -> Any:
    from ria_deck.content.blocks.kpi_shape import KpiEntry

    return tuple[KpiEntry, ...]


def _process() -> Any:
    from ria_deck.content.blocks.process_shape import StepEntry

    return tuple[StepEntry, ...]


def _claims() -> Any:
    from ria_deck.content.blocks.shapes import ClaimEntry

    return tuple[ClaimEntry, ...]


def _credits() -> Any:
    from ria_deck.content.blocks.shapes import CreditEntry, CreditFileEntry

    return dict[str, CreditEntry] | tuple[CreditFileEntry, ...]


def _theme() -> Any:
    from ria_deck.design.shape import ThemeFile

    return ThemeFile


def _view() -> Any:
    from ria_deck.render.views.schema import view_schema

    return view_schema()


def _glossary() -> Any:
    return dict[str, dict[str, str | tuple[str, ...]]]


def _datapackage() -> Any:
    """The standard's keys that the program reads, and ours under `ria`; further ones are the writer's own."""
    from ria_deck.data.descriptor import TYPES
    from ria_deck.data.remote.asking import ANSWERS, OWN_KEYS
    from ria_deck.data.vocabulary import (
        CONSTRAINT_KEYS,
        DIALECT_KEYS,
        FIELD_KEYS,
        PACKAGE_KEYS,
        RESOURCE_KEYS,
        SCHEMA_KEYS,
    )

    text = {"type": "string", "minLength": 1}
    texts = {"type": "object", "additionalProperties": text}
    licences = _list_of(
        {"anyOf": [{"required": [one]} for one in ("name", "title", "path")]}, ("name", "title", "path")
    )
    source_own = _mapping(("titles", "language"), {"titles": texts, "language": text})
    source = _mapping(
        ("name", "title", "path", "email", "version", "description", "ria"),
        {"name": text, "title": text, "ria": source_own},
    )
    field = _mapping(
        FIELD_KEYS,
        {
            "name": text,
            "type": {"enum": sorted(TYPES)},
            "unit": text,
            "constraints": _mapping(CONSTRAINT_KEYS, {}),
            "ria": _mapping(("format",), {"format": text}),
        },
        required=("name",),
    )
    catalog = {"const": "catalog"}
    columns = {"anyOf": [catalog, {"type": "object", "additionalProperties": {"anyOf": [catalog, texts]}}]}
    resource_own = _mapping(
        ("translations", "as_of", "row_sources", "file", "merged", *OWN_KEYS),
        {
            "translations": columns,
            "as_of": {
                "anyOf": [text | {"format": "date"}, _mapping(("column",), {"column": text}, required=("column",))]
            },
            "row_sources": _mapping(("title", "date"), {"title": text, "date": text}, required=("title",)),
            "file": text,
            "merged": {"const": "fill"},
            "headers": texts,
            "body": {"anyOf": [text, {"type": "object"}]},
            "answer": {"enum": list(ANSWERS)},
            "pages": _mapping(("next",), {"next": text}, required=("next",)),
            "query": text,
        },
    )
    schema = _mapping(SCHEMA_KEYS, {"fields": {"type": "array", "items": field, "minItems": 1}}, required=("fields",))
    resource = _mapping(
        RESOURCE_KEYS,
        {
            "name": text,
            "path": text,
            "schema": schema,
            "dialect": _mapping(DIALECT_KEYS, {}),
            "sources": {"type": "array", "items": {"anyOf": [text, source]}},
            "licenses": licences,
            "ria": resource_own,
        },
        required=("name", "path"),
    )
    package = _mapping(
        PACKAGE_KEYS,
        {
            "resources": {"type": "array", "items": resource},
            "sources": {"type": "array", "items": source},
            "licenses": licences,
            "ria": _mapping(("language",), {"language": text}),
        },
        required=("resources",),
    )
    return _described(package, tomllib.loads(KEY_WORDS.read_text(encoding="utf-8")))


def _described(schema: dict[str, Any], words: dict[str, str], path: str = "") -> dict[str, Any]:
    """The schema with a sentence for each key, by its path of keys or the longest end of it."""
    made = dict(schema)
    if "properties" in schema:
        made["properties"] = {
            key: {"description": found} | _described(part, words, f"{path}{key}.")
            if (found := _words_for(f"{path}{key}", words))
            else _described(part, words, f"{path}{key}.")
            for key, part in schema["properties"].items()
        }
    if "items" in schema:
        made["items"] = _described(schema["items"], words, path)
    if "anyOf" in schema:
        made["anyOf"] = [_described(part, words, path) for part in schema["anyOf"]]
    return made


def _words_for(path: str, words: dict[str, str]) -> str:
    parts = path.split(".")
    ends = (".".join(parts[first:]) for first in range(len(parts)))
    return next((words[end] for end in ends if end in words), words.get(f"*.{parts[-1]}", ""))


def _mapping(keys: Collection[str], known: dict[str, Any], *, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """A mapping with these keys; a key with `:`, or with `x-`, `_` or `$` in front, is the writer's own."""
    return {
        "type": "object",
        "properties": {name: known.get(name, {}) for name in sorted(keys)},
        "patternProperties": {"^(x-|_|\\$)|:": {}},
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }


def _list_of(condition: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "array", "items": {**_mapping(keys, {}), **condition}}


SCHEMAS: dict[str, tuple[str, Callable[[], Any]]] = {
    "report": ("content/report.yaml", _report),
    "topic": ("content/NAME.yaml", _topic),
    "chart": ("a {chart} block", _chart),
    "table": ("a {table} block", _table),
    "map": ("a {map} block", _map),
    "timeline": ("a {timeline} block", _timeline),
    "kpi": ("a {kpi} block", _kpi),
    "process": ("a {process} block", _process),
    "claims": ("a {claims} block", _claims),
    "credits": ("content/images/credits.yaml", _credits),
    "theme": ("templates/theme.yaml", _theme),
    "glossary": ("content/locale/glossary.yaml", _glossary),
    "datapackage": ("data/datapackage.yaml", _datapackage),
    "view": ("what page templates get", _view),
}
"""The forms there are: a title and what gives the type that the program decodes with."""


def _tidied(schema: Any, *, properties: bool = False) -> Any:
    """The schema without the titles that are only Python's names, and defaults that say no more than "left out"."""
    match schema:
        case dict():
            noise = {"title"} if not properties else set()
            if not properties and schema.get("default", ...) in (None, "", (), []):
                noise.add("default")
            return {
                name: _tidied(part, properties=name in ("properties", "$defs") and not properties)
                for name, part in schema.items()
                if name not in noise
            }
        case list() | tuple():
            return [_tidied(part) for part in schema]
        case _:
            return schema
