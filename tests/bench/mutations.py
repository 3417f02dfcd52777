"""The source of a module goes in; its mutants come out: one small change each, as a programmer might slip."""

from __future__ import annotations

import ast
import copy
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {"error", "warning", "note", "ValueError", "TypeError", "KeyError", "OperandError", "FormatError", "Problem"}
"""Calls whose arguments are words for the reader: they aren't changed."""
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
}
_TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_UNWRAPPED = {"abs", "int", "sorted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change of a module: where (1-based line), of what kind, and the whole module's new source."""

    line: int
    kind: str
    before: str
    after: str
    source: str
    around: str  # the line that it begins in

    @property
    def key(self) -> str:
        """What tells it from others, whatever its line number: for the list of accepted equivalents."""
        told = (self.kind, self.before, self.after, self.around)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]


def mutants(source: str, *, seed: int, count: int) -> list[Mutant]:
    """At most `count` mutants, one for a line and kind, at most a quarter of them changed constants."""
    chance = random.Random(seed)
    places: dict[tuple[int, str], list[tuple[ast.AST, ast.AST | None]]] = defaultdict(list)
    tree = ast.parse(source)
    for node, kind, new in _changes(tree):
        places[node.lineno, kind].append((node, new))  # type: ignore[attr-defined]
    keys = sorted(places)
    chance.shuffle(keys)
    chosen: list[Mutant] = []
    constants = 0
    for line, kind in keys:
        if len(chosen) == count:
            break
        if kind == "constant" and constants >= max(1, count // 4):
            continue
        node, new = chance.choice(places[line, kind])
        constants += kind == "constant"
        chosen.append(_written(source, node, new, kind))
    return sorted(chosen, key=lambda mutant: (mutant.line, mutant.kind))


def _written(source: str, node: ast.AST, new: ast.AST | None, kind: str) -> Mutant:
    assert isinstance(node, (ast.expr, ast.stmt))
    lines = source.encode().splitlines(keepends=True)
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: node.end_lineno - 1])) + node.end_col_offset
    text = source.encode()
    after = "pass" if new is None else ast.unparse(new)
    placed = f"({after})" if isinstance(node, ast.expr) else after
    mutated = (text[:start] + placed.encode() + text[end:]).decode()
    before = text[start:end].decode()
    around = lines[node.lineno - 1].decode().strip()
    return Mutant(line=node.lineno, kind=kind, before=before, after=after, source=mutated, around=around)


def _changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, ast.AST | None]]:
    """(node, kind, what it becomes; None: the statement is dropped) of every change that makes sense."""
    for node in _mutable(tree):
        match node:
            case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
                yield node, "comparison", _with(node, ops=[_COMPARISONS[type(op)]()])
            case ast.BinOp(op=op) if type(op) in _SUMS and not _texts(node):
                yield node, "sum", _with(node, op=_SUMS[type(op)]())
            case ast.BoolOp(op=op):
                yield node, "and/or", _with(node, op=ast.And() if isinstance(op, ast.Or) else ast.Or())
            case ast.UnaryOp(op=ast.Not()):
                yield node, "not", node.operand
            case ast.Constant(value=bool() as value):
                yield node, "boolean", ast.Constant(not value)
            case ast.Constant(value=int() as value):
                yield node, "constant", ast.Constant(value + 1)
            case ast.Return(value=ast.expr() as value) if not _is_none(value):
                yield node, "return None", ast.Return(ast.Constant(None))
            case ast.Raise() | ast.Continue() | ast.AugAssign():
                yield node, "statement dropped", None
            case ast.Expr(value=ast.Call() as call) if _name(call) not in _WORDS:
                yield node, "statement dropped", None
            case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
                yield node, "report dropped", None
            case ast.IfExp():
                yield node, "condition", _with(node, body=node.orelse, orelse=node.body)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp() if node.generators[0].ifs:
                yield node, "filter dropped", _unfiltered(node)
            case ast.Call(func=ast.Name(id=name)) if name in _TWINS:
                yield node, "min/max", _with(node, func=ast.Name(_TWINS[name]))
            case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in _UNWRAPPED:
                yield node, "unwrapped", first
            case ast.Call(keywords=[*_, ast.keyword(arg=str())]) if _name(node) not in _WORDS:
                yield node, "argument dropped", _with(node, keywords=node.keywords[:-1])
            case ast.Subscript(slice=ast.Slice(upper=ast.expr())):
                yield node, "slice", _with(node, slice=_with(node.slice, upper=None))
            case ast.Tuple(elts=[_, _, *_], ctx=ast.Load()):
                yield node, "element dropped", _with(node, elts=node.elts[:-1])


def _mutable(tree: ast.Module) -> Iterator[ast.AST]:
    """All nodes but annotations, docstrings, imports, decorators, f-strings and the words of messages."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.JoinedStr, ast.Import, ast.ImportFrom, ast.Assert)):
            continue
        yield node
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "bases", "type_params"):
                continue
            if name == "args" and isinstance(node, ast.arguments):
                continue
            if name in ("args", "keywords") and isinstance(node, ast.Call) and _name(node) in _WORDS:
                continue
            waiting += [value] if isinstance(value, ast.AST) else []
            waiting += [one for one in value if isinstance(one, ast.AST)] if isinstance(value, list) else []


def _with(node: ast.AST, **changed: object) -> ast.AST:
    new = copy.deepcopy(node)
    for name, value in changed.items():
        setattr(new, name, value)
    return new


def _unfiltered(node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> ast.AST:
    new = copy.deepcopy(node)
    new.generators[0].ifs.clear()
    return new


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _texts(node: ast.BinOp) -> bool:
    """Whether text or a list is put together: a minus would be a fault of type, which mypy sees."""
    kinds = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)
    return any(
        isinstance(side, kinds) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )
