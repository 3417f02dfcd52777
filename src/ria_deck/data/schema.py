"""Read the `schema` of a resource: its fields and keys."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from ria_deck.data.descriptor import TYPES, Constraints, Field, ForeignKey
from ria_deck.data.pattern import Pattern
from ria_deck.data.reading import DescriptorPart
from ria_deck.data.types import native_converter, text_converter
from ria_deck.data.vocabulary import CONSTRAINT_KEYS, FIELD_KEYS, SCHEMA_KEYS
from ria_deck.source.nearest import did_you_mean, listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """What a resource's `schema` holds."""

    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    missing_values: tuple[str, ...]


def read_schema(part: DescriptorPart, resource: DescriptorPart) -> Schema | None:
    """The schema; None when it has no fields that can be used."""
    part.check_keys(SCHEMA_KEYS)
    fields: dict[str, Field] = {}
    named: set[str] = set()  # those with faults too: a key that names one has none of its own
    for item in part.parts("fields", "field"):
        field = _field(item)
        named.add(str(item.data.get("name", "")))
        if field is None:
            continue
        if field.name in fields:
            related = ((fields[field.name].span, "first defined here"),)
            part.report.error("RD305", f"duplicate field `{field.name}` in {part.what}", field.span, related=related)
        else:
            fields[field.name] = field
    if not fields:
        if not part.data.get("fields"):
            part.missing("fields", hint="list the columns: `fields: [{name: year, type: year}, …]`")
        return None
    key = _holder("primaryKey", part, resource)
    primary = key.texts("primaryKey", single=True) or ()
    for index, name in enumerate(primary):
        _known(
            key,
            ("primaryKey", index) if isinstance(key.data.get("primaryKey"), list) else ("primaryKey",),
            name,
            named,
        )
    return Schema(
        fields=tuple(fields.values()),
        primary_key=tuple(name for name in primary if name in fields),
        foreign_keys=_foreign_keys(part, fields, named, resource),
        missing_values=read_missing_values(part, resource),
    )


def read_missing_values(schema: DescriptorPart | None, resource: DescriptorPart) -> tuple[str, ...]:
    """The texts that stand for no value; the empty one where nothing is said."""
    found = (_holder("missingValues", schema, resource) if schema else resource).texts("missingValues")
    return ("",) if found is None else found


def _holder(key: str, schema: DescriptorPart, resource: DescriptorPart) -> DescriptorPart:
    """Where `key` stands: the standard has it in the schema, and beside the schema it means the same."""
    if key not in resource.data or key not in schema.data:
        return resource if key in resource.data else schema
    if resource.data[key] != schema.data[key]:
        related = ((schema.span(key), "in the schema"),)
        words = f"`{key}` of {resource.what} is declared twice with different values"
        resource.report.error("RD305", words, resource.span(key), related=related)
    return schema


def _known(part: DescriptorPart, loc: tuple[str | int, ...], name: str, names: Collection[str]) -> None:
    if name not in names:
        part.report.error(
            "RD307", f"{part.what} has no field `{name}`", part.span(*loc), label=did_you_mean(name, names)
        )


def _field(part: DescriptorPart) -> Field | None:
    part.check_keys(FIELD_KEYS)
    part.check_own(("format",))
    name = part.text("name", required=True)
    type_ = part.text("type", "string")
    if type_ not in TYPES:
        hint = f"types: {listing(TYPES)}"
        part.report.error(
            "RD304", f"unknown field type `{type_}`", part.span("type"), label=did_you_mean(type_, TYPES), hint=hint
        )
        return None
    if not name:
        return None
    format_ = part.text("format", "default")
    if format_ == "any" and type_ in (
        "date",
        "datetime",
    ):  # the standard lets a reader guess; here only ISO's forms are read
        format_ = "default"
    bare = Field(
        name=name,
        span=part.span(),
        type=type_,
        format=format_,
        title=part.text("title"),
        title_span=part.span("title") if "title" in part.data else None,
        description=part.text("description"),
        unit=part.text("unit"),
        form=part.own_text("format") or usual_form(name, type_),
        bare_number=part.flag("bareNumber", True),
        decimal_char=part.text("decimalChar", "."),
        group_char=part.text("groupChar"),
        true_values=part.texts("trueValues") or ("true", "True", "TRUE", "1"),
        false_values=part.texts("falseValues") or ("false", "False", "FALSE", "0"),
    )
    return _constrained(bare, part)


def usual_form(name: str, type_: str) -> str:
    """The pattern of a column's numbers where none is given: a year, by its type or its name, has no grouping."""
    return "0" if type_ == "year" or (type_ == "integer" and re.fullmatch(r"(.*[_\s])?year", name.lower())) else ""


def _constrained(field: Field, part: DescriptorPart) -> Field:
    found = part.part("constraints", f"the constraints of {part.what}")
    if found is None:
        return field
    found.check_keys(CONSTRAINT_KEYS)
    constraints = Constraints(
        required=found.flag("required"),
        unique=found.flag("unique"),
        enum=_enum(found, field),
        pattern=_pattern(found),
        minimum=_bound(found, "minimum", field),
        maximum=_bound(found, "maximum", field),
        min_length=found.count("minLength"),
        max_length=found.count("maxLength"),
    )
    return replace(field, constraints=constraints)


def _enum(part: DescriptorPart, field: Field) -> tuple[Any, ...]:
    found = part.data.get("enum")
    if found is None:
        return ()
    if not isinstance(found, list) or not found:
        part.wrong("enum", "a list of values")
        return ()
    return tuple(_typed(part, ("enum", index), item, field) for index, item in enumerate(found))


def _bound(part: DescriptorPart, key: str, field: Field) -> Any:
    found = part.data.get(key)
    if found is None:
        return None
    if field.type in ("boolean", "any"):
        part.report.error("RD304", f"`{key}` can't be used for a field of type {field.type}", part.span(key, key=True))
        return None
    return _typed(part, (key,), found, field)


def _typed(part: DescriptorPart, loc: tuple[str | int, ...], value: Any, field: Field) -> Any:
    """A value written in the schema as the field has it: typed by YAML already, or a text as a cell would be."""
    try:
        if isinstance(value, str):
            return text_converter(field)(value)
        return str(value) if field.type == "string" else native_converter(field)(value)
    except ValueError as problem:
        part.report.error("RD304", f"`{value}` {problem}", part.span(*loc))
        return None


def _pattern(part: DescriptorPart) -> Pattern | None:
    text = part.text("pattern")
    if not text:
        return None
    try:
        return Pattern(text)
    except ValueError as problem:
        reason = str(problem).removeprefix("Invalid regular expression: ")
        part.report.error(
            "RD304",
            f"invalid regular expression `{text}`: {reason}",
            part.span("pattern"),
            hint="use RE2 syntax: it has no look-around and no back-references",
        )
        return None


def _foreign_keys(
    part: DescriptorPart, fields: dict[str, Field], named: Collection[str], resource: DescriptorPart
) -> tuple[ForeignKey, ...]:
    items = part.parts("foreignKeys", "foreign key")
    read = [_foreign_key(item, named, resource) for item in items]
    return tuple(key for key in read if key is not None and all(name in fields for name in key.fields))


def _foreign_key(item: DescriptorPart, named: Collection[str], table: DescriptorPart) -> ForeignKey | None:
    """One foreign key of the table; None, with errors, where it lacks a side or both aren't of one length."""
    item.check_keys(("fields", "reference"))
    own = item.texts("fields", single=True)
    reference = item.part("reference", f"`reference` of {item.what}")
    for key in ("fields", "reference"):
        if key not in item.data:
            item.missing(key)
    if own is None or reference is None:
        return None
    reference.check_keys(("resource", "fields"))
    other = reference.texts("fields", single=True)
    if other is None or len(other) != len(own):
        reference.wrong("fields", f"{len(own)} column{'s' if len(own) > 1 else ''}, as many as in `fields`")
        return None
    for name in own:
        _known(item, ("fields",), name, named)
    target = reference.text("resource")
    if target == table.text("name"):
        target = ""
    return ForeignKey(fields=own, resource=target, reference_fields=other, span=item.span())
