"""Types of views: their keys, and their JSON Schema."""

from __future__ import annotations

import ast
import inspect
import sys
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from markupsafe import Markup

from ria_deck.render.views import VERSION
from ria_deck.render.views.pages import PAGES
from ria_deck.source.shapes import docstrings_of

_PLAIN: Mapping[Any, Mapping[str, Any]] = {
    Markup: {"type": "string", "format": "html"},
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
}


def view_schema() -> dict[str, Any]:
    """The JSON Schema of what pages get: a key for each page."""
    found: dict[str, Any] = {}
    keys = {name: _schema(page.view, found) for name, page in PAGES.items()}
    described = {name: {**part, "description": f"What {PAGES[name].file} gets."} for name, part in keys.items()}
    words = (
        f"What page templates can print, version {VERSION}. Texts marked html are ready to print; others are escaped."
    )
    return {
        "description": words,
        "type": "object",
        "properties": described,
        "required": list(keys),
        "$defs": dict(sorted(found.items())),
    }


@cache
def keys_of_view(kind: Any) -> Mapping[str, Any]:
    """The keys of a view with their types; empty for what is none."""
    if not is_typeddict(kind):
        return {}
    hints = get_type_hints(kind, include_extras=True)
    return {name: get_args(hint)[0] if get_origin(hint) is NotRequired else hint for name, hint in hints.items()}


def help_of(kind: Any) -> dict[str, str]:
    """What stands under each key of a view, and under those of the views that it is made of."""
    (tree,) = ast.parse(inspect.getsource(kind)).body  # Python 3.11 doesn't keep what a TypedDict is made of
    names = [base.id for base in tree.bases if isinstance(base, ast.Name)] if isinstance(tree, ast.ClassDef) else []
    bases = [vars(sys.modules[kind.__module__])[name] for name in names]
    inherited = [help_of(base) for base in bases if is_typeddict(base)]
    return {name: text for found in (*inherited, docstrings_of(kind)) for name, text in found.items()}


def views_in(kind: Any) -> list[Any]:
    """The views that a view holds, itself first, in the order in which they are met."""
    found = [kind] if is_typeddict(kind) else []
    waiting = list(keys_of_view(kind).values())
    while waiting:
        one = waiting.pop(0)
        if is_typeddict(one) and one not in found:
            found.append(one)
            waiting += keys_of_view(one).values()
        waiting += [part for part in get_args(one) if not isinstance(part, str)]
    return found


def branches(kind: Any) -> tuple[Any, ...]:
    """The types that a value of a type can have."""
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)


def _schema(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    if is_typeddict(kind):
        name = kind.__name__
        if name not in found:
            found[name] = {}  # a view may hold views like itself
            help_ = help_of(kind)
            keys = keys_of_view(kind)
            found[name] = {
                "description": (kind.__doc__ or "").strip(),
                "type": "object",
                "properties": {
                    key: {**_schema(one, found), "description": help_.get(key, "")} for key, one in keys.items()
                },
                "required": list(keys),
            }
        return {"$ref": f"#/$defs/{name}"}
    if get_origin(kind) is list:
        return {"type": "array", "items": _schema(get_args(kind)[0], found)}
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": _schema(get_args(kind)[1], found)}
    if get_origin(kind) is Literal:
        return {"const": get_args(kind)[0]}
    parts = branches(kind)
    return {"anyOf": [_schema(one, found) for one in parts]} if len(parts) > 1 else dict(_PLAIN[kind])


def type_words(kind: Any, named: Callable[[Any], str] = lambda view: str(view.__name__)) -> str:
    """A type in words; `named` gives the name of a view."""
    if is_typeddict(kind):
        return named(kind)
    if get_origin(kind) is list:
        inner = type_words(get_args(kind)[0], named)
        return f"list of ({inner})" if " or " in inner else f"list of {inner}"
    if get_origin(kind) is dict:
        return f"names, each with {type_words(get_args(kind)[1], named)}"
    if get_origin(kind) is Literal:
        return f"`{get_args(kind)[0]}`"
    parts = branches(kind)
    if len(parts) > 1:
        return " or ".join(type_words(one, named) for one in parts)
    return _WORDS[kind]


_WORDS = {Markup: "html", str: "text", int: "whole number", float: "number", bool: "true or false", type(None): "none"}
