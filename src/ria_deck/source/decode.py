"""Plain data with places in, typed values out: the border behind which the program meets no untyped data.

The only module that imports the validator (pydantic). Nothing is coerced: text is text, and `"5"` isn't a number. Mistakes
are told all at once, in the writer's words, at the key or value they are about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

import pydantic
from pydantic import TypeAdapter
from pydantic_core import SchemaValidator

from ria_deck.diagnostics import Report
from ria_deck.source.decode_errors import Mistakes
from ria_deck.source.shapes import dataclasses_in, docstrings_of, types_in
from ria_deck.source.yaml import Loc, YamlDocument

__all__ = ["Shape", "decode", "json_schema_of", "key"]

_CONFIG = pydantic.ConfigDict(extra="forbid", strict=True)

key = pydantic.Field  # as a name that says what it declares

T = TypeVar("T")


class Shape(pydantic.BaseModel):
    """The form of a YAML mapping: its fields are the keys it takes, their docstrings the help that writers get.

    Sequences are declared as tuples. `key(alias="from")` names a key that is no Python name. `foreign` has keys that
    writers know from other tools, with what to do here instead.
    """

    # Built when the first value is decoded: most commands need few of the shapes. Docstrings are read when somebody asks
    # for help (`shapes.py`); pydantic would read every class's source at once.
    model_config = pydantic.ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    foreign: ClassVar[Mapping[str, str]] = {}

    def gives(self, name: str) -> bool:
        """Whether the writer gave the field, be it as null."""
        return name in self.model_fields_set


def decode(kind: type[T], document: YamlDocument, report: Report, *, at: Loc = ()) -> T | None:
    """The value of `document` (below `at`) as a `kind`; None, with every mistake in `report`, when it is none.

    `kind` is a `Shape`, a dataclass (closed against unknown keys, like a Shape), or a type made of these, tuples,
    mappings from text and plain types. Lists come as tuples.
    """
    part = document.part(at) if at else document
    if part.data is None and not at:
        Mistakes(kind, part, report).empty()
        return None
    data = _frozen(part.data)
    try:
        value: T = _validator(kind).validate_python(data)
    except pydantic.ValidationError as problem:
        found = [
            (str(error["type"]), tuple(error["loc"]), error["input"], error.get("ctx", {}), str(error["msg"]))
            for error in problem.errors(include_url=False)
        ]
        Mistakes(kind, part, report).tell(data, found)
        return None
    return value


def json_schema_of(kind: Any) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `decode(kind, …)` takes."""
    shapes = [found for found in types_in(kind) if isinstance(found, type) and issubclass(found, Shape)]
    for shape in sorted(shapes, key=lambda shape: len(list(types_in(shape)))):  # those inside before those around
        for name, field in shape.model_fields.items():
            field.description = docstrings_of(shape).get(name)
        shape.model_rebuild(force=True)
    return _adapter(kind).json_schema(by_alias=True, mode="validation")


def _adapter(kind: Any) -> TypeAdapter[Any]:
    for found in dataclasses_in(kind):
        if "__pydantic_config__" not in vars(found):
            found.__pydantic_config__ = _CONFIG
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    adapter.rebuild(raise_errors=True)  # it defers as the shape does
    return adapter


_validators: dict[Any, SchemaValidator] = {}


def _validator(kind: Any) -> SchemaValidator:
    if kind not in _validators:
        _validators[kind] = SchemaValidator(_from_plain(_adapter(kind).core_schema))
    return _validators[kind]


def _from_plain(schema: Any) -> Any:
    """The schema with mappings taken for dataclasses and tuples for lists: strict validation wants the very types."""
    match schema:
        case dict():
            loose = {"strict": False} if schema.get("type") in ("list", "dataclass") else {}
            return {name: _from_plain(part) for name, part in schema.items()} | loose
        case list():
            return [_from_plain(part) for part in schema]
        case _:
            return schema


def _frozen(data: Any) -> Any:
    """Lists as tuples, which is what the fields of frozen values hold and what strict validation wants for them."""
    match data:
        case list():
            return tuple(_frozen(item) for item in data)
        case dict():
            return {name: _frozen(value) for name, value in data.items()}
        case _:
            return data
