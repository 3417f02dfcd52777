"""The schemas of files and blocks at a way of keys: which keys go there, which values, what a key is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ria_deck.help_pages import shown_type
from ria_deck.schema import SCHEMAS, json_schema
from ria_deck.source.yaml import Loc

TABLE_KEYS = frozenset({"data", "resource"})
_OF_ROWS = (
    "field",
    "fields",
    "groupby",
    "group_by",
    "sort",
    "columns",
    "pivot",
    "value",
    "lookup",
    "fold",
    "primaryKey",
)
_OF_FIGURES = ("lat", "lon", "label", "group", "key", "from", "to", "start", "category")
COLUMN_KEYS = frozenset((*_OF_ROWS, *_OF_FIGURES))
EXPRESSION_KEYS = frozenset({"that", "when", "where", "for", "filter", "calculate", "test"})
"""Keys by what their texts are; the schema says `string` of all of them."""


@cache
def schema_of(form: str) -> Mapping[str, Any]:
    """The JSON Schema of a form; empty for a name that is none."""
    return json_schema(form) if form in SCHEMAS else {}


def schemas_at(form: str, way: Loc) -> list[Mapping[str, Any]]:
    """What the value at a way of keys may be: schemas without `$ref` and `anyOf`."""
    whole = schema_of(form)
    found = list(_plain(whole, whole))
    for step in way:
        found = [inner for one in found for part in _parts(one, step) for inner in _plain(part, whole)]
    return found


def keys_at(form: str, way: Loc) -> dict[str, Mapping[str, Any]]:
    """The keys that a mapping at a way may have, with their schemas."""
    return {key: part for one in schemas_at(form, way) for key, part in one.get("properties", {}).items()}


def values_at(form: str, way: Loc) -> list[Any]:
    """The values that the schema lists for a way."""
    found: list[Any] = []
    for one in schemas_at(form, way):
        found += [value for value in one.get("enum", ()) if value is not None]
        found += [one["const"]] if "const" in one else []
        found += [True, False] if one.get("type") == "boolean" else []
    return list(dict.fromkeys(found))


def key_text(form: str, way: Loc) -> str:
    """What a key is for, as Markdown; empty for a key that the form doesn't have."""
    if not way or not isinstance(way[-1], str):
        return ""
    part = keys_at(form, way[:-1]).get(way[-1])
    if part is None:
        return ""
    required = any(way[-1] in one.get("required", ()) for one in schemas_at(form, way[:-1]))
    default = f", default `{part['default']}`" if part.get("default") not in (None, "", [], ()) else ""
    head = f"**{way[-1]}** ({shown_type(part)}{', required' if required else ''}{default})"
    return "\n\n".join(filter(None, (head, str(part.get("description", "")))))


def last_key(way: Loc) -> str:
    """The innermost key of a way."""
    return next((step for step in reversed(way) if isinstance(step, str)), "")


def _plain(schema: Any, whole: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if not isinstance(schema, Mapping):
        return
    if "$ref" in schema:
        yield from _plain(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    elif "anyOf" in schema or "oneOf" in schema:
        for one in schema.get("anyOf", schema.get("oneOf", ())):
            yield from _plain(one, whole)
        if "properties" in schema:
            yield schema
    else:
        yield schema


def _parts(schema: Mapping[str, Any], step: str | int) -> Iterator[Any]:
    if isinstance(step, str):
        own = schema.get("properties", {}).get(step)
        if own is not None:
            yield own
        elif isinstance(schema.get("additionalProperties"), Mapping):
            yield schema["additionalProperties"]
    elif "prefixItems" in schema:
        yield from schema["prefixItems"][step : step + 1]
    elif "items" in schema:
        yield schema["items"]
