"""A type of plain data in, what it takes at a place out: the keys there are, with their help, for messages."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import textwrap
import types
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key that a mapping takes: its value's type and whether it must be there; `field` is what the class `owner` calls
    it, where that has help."""

    annotation: Any
    required: bool = False
    owner: type | None = None
    field: str = ""

    @property
    def help(self) -> str:
        """What stands under the field in its class, which is read when somebody asks; may be empty."""
        return docstrings_of(self.owner).get(self.field, "") if self.owner else ""


def keys_of(kind: Any) -> dict[str, Key]:
    """The keys that a Shape or a dataclass takes, by the name they have in YAML; empty for other types."""
    fields = getattr(kind, "model_fields", None)
    if isinstance(fields, Mapping):
        return {
            field.alias or name: Key(
                annotation=field.annotation,
                required=field.is_required(),
                owner=kind,
                field=name,
            )
            for name, field in fields.items()
        }
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind, include_extras=True)
        missing = dataclasses.MISSING
        return {
            field.name: Key(
                annotation=hints[field.name],
                required=field.default is missing and field.default_factory is missing,
            )
            for field in dataclasses.fields(kind)
            if field.init
        }
    return {}


def shape_at(kind: Any, loc: Sequence[str | int]) -> Any:
    """The Shape or dataclass that the mapping at `loc` has to be, None when there is none or it can't be told.

    `loc` is a validator's: between keys and indices it may hold names of a union's branches.
    """
    kind = _bare(kind)
    if _is_union(kind):
        return _shape_in_union([_bare(branch) for branch in get_args(kind)], loc)
    keys = keys_of(kind)
    if not loc:
        return kind if keys else None
    if keys:
        step = keys.get(str(loc[0]))
        return shape_at(step.annotation, loc[1:]) if step else None
    inside = _type_inside(kind, loc[0])
    return None if inside is None else shape_at(inside, loc[1:])


def _shape_in_union(branches: Sequence[Any], loc: Sequence[str | int]) -> Any:
    """The shape at a place of a union: in the branch that `loc` names, else in the first one that has the place."""
    if not loc:
        shapes = [branch for branch in branches if keys_of(branch)]
        return shapes[0] if len(shapes) == 1 else None
    named = [branch for branch in branches if getattr(branch, "__name__", "") == loc[0] and keys_of(branch)]
    ways = [(named[0], loc[1:])] if named else _ways(branches, loc)
    found = (shape_at(branch, rest) for branch, rest in ways)
    return next((shape for shape in found if shape is not None), None)


def _type_inside(kind: Any, step: str | int) -> Any:
    """The type of an entry of a mapping, tuple or list; None where the type has no such entry."""
    origin, arguments = get_origin(kind), get_args(kind)
    if not isinstance(origin, type) or not arguments:
        return None
    if issubclass(origin, Mapping):
        return arguments[1]
    if not isinstance(step, int) or not issubclass(origin, Sequence):
        return None
    of_each = not issubclass(origin, tuple) or arguments[-1] is Ellipsis
    return arguments[0] if of_each else arguments[min(step, len(arguments) - 1)]


@lru_cache(maxsize=256)
def docstrings_of(kind: type) -> dict[str, str]:
    """The texts that stand under the fields of a class and of those it comes from, by the fields' names."""
    found: dict[str, str] = {}
    for parent in reversed(kind.__mro__):
        if "__annotations__" not in vars(parent) or parent.__module__.partition(".")[0] == "pydantic":
            continue
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(parent))).body
        assert isinstance(tree, ast.ClassDef)
        for field, text in pairwise(tree.body):
            match field, text:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as words)):
                    found[name] = inspect.cleandoc(words)
                case _:
                    pass
    return found


def dataclasses_in(kind: Any) -> Iterator[Any]:
    """Every dataclass that values of `kind` may hold, itself included."""
    return (found for found in types_in(kind) if dataclasses.is_dataclass(found) and keys_of(found))


def types_in(kind: Any) -> Iterator[Any]:
    """Every type that values of `kind` may hold, itself included, without what wraps them."""
    seen: dict[int, Any] = {}  # kept, for the numbers to stay theirs
    waiting = [kind]
    while waiting:
        current = _bare(waiting.pop())
        if id(current) in seen:
            continue
        seen[id(current)] = current
        yield current
        keys = keys_of(current)
        waiting.extend(key.annotation for key in keys.values())
        waiting.extend(get_args(current))


def _bare(kind: Any) -> Any:
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif hasattr(kind, "__value__"):  # a `type` alias
            kind = kind.__value__
        else:
            return kind


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in (Union, types.UnionType)


def _ways(branches: Sequence[Any], loc: Sequence[str | int]) -> Iterator[tuple[Any, Sequence[str | int]]]:
    for branch in branches:
        yield branch, loc
        yield branch, loc[1:]
