"""How each key is used: the shortest use in the files that ship as examples, found by walking them with their schema."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_PLAIN = re.compile(r"[A-Za-z_][\w ./-]*")
_WORDS = ("true", "false", "null", "yes", "no", "on", "off")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Use:
    """A key as an example has it; `example` is the example's id, empty for one without a picture."""

    text: str
    example: str = ""

    @property
    def rank(self) -> tuple[bool, int]:
        """Whole ones first, then the shorter ones."""
        return "…" in self.text, len(self.text)


Uses = dict[tuple[str, str], Use]
"""(The object: its name in `$defs`, or the form with the way to it; the key) → its shortest use."""


def place_of(form: str, way: str = "", shape: str = "") -> str:
    """What names an object of a form in `Uses`."""
    return f"{shape or form}:{way}"


def note_uses(uses: Uses, form: str, schema: Mapping[str, Any], data: Any, example: str = "") -> None:
    """Add the keys that `data`, a file or block of this form, uses."""
    for place, key, value in _walk(schema, data, schema, place_of(form)):
        use = Use(written(key, value), example)
        known = uses.get((place, key))
        if known is None or use.rank < known.rank:
            uses[place, key] = use


def written(key: str, value: Any) -> str:
    """`key: value` on one line, what is long left out."""
    text = f"{key}: {_flow(value)}"
    if len(text) > _LONGEST:
        text = f"{key}: {_flow(value, deep=False)}"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _walk(schema: Any, data: Any, whole: Mapping[str, Any], place: str) -> Iterator[tuple[str, str, Any]]:
    for shape, found in _alternatives(schema, whole, place):
        if isinstance(data, Mapping):
            yield from _of_mapping(shape, data, whole, found)
        elif isinstance(data, (list, tuple)):
            firsts = shape.get("prefixItems", ())
            for index, item in enumerate(data):
                inner = firsts[index] if index < len(firsts) else shape.get("items")
                yield from _walk(inner, item, whole, found)


def _of_mapping(
    schema: Mapping[str, Any], data: Mapping[str, Any], whole: Mapping[str, Any], place: str
) -> Iterator[tuple[str, str, Any]]:
    known = schema.get("properties", {})
    if known and not set(data) <= set(known):
        return  # another alternative's
    for key, value in data.items():
        if key in known:
            yield place, key, value
            inner = place + ("" if place.endswith(":") else ".") + key
            yield from _walk(known[key], value, whole, inner)
        else:
            yield from _walk(schema.get("additionalProperties"), value, whole, place)


def _alternatives(schema: Any, whole: Mapping[str, Any], place: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    if not isinstance(schema, Mapping):
        return
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from _alternatives(whole["$defs"][name], whole, place_of("", shape=name))
    elif "anyOf" in schema and "properties" not in schema:
        for one in schema["anyOf"]:
            yield from _alternatives(one, whole, place)
    else:
        yield schema, place


def _flow(value: Any, *, deep: bool = True) -> str:
    """A value as YAML in one line."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case dt.date():
            return value.isoformat()
        case Mapping():
            return "{" + (", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) if deep else "…") + "}"
        case list() | tuple():
            return "[" + (", ".join(_flow(one) for one in value) if deep else "…") + "]"
        case str():
            plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS and value == value.strip()
            return value if plain else json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
