"""Give a key of a YAML file a value, its other lines as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ria_deck.pull.splices import Splice

_VALUE = re.compile(r"(?P<value>\"[^\"]*\"|'[^']*'|\[[^\]]*\]|[^\s#\"'\[{&*|>][^#]*?)[ \t]*(#.*)?$")


def key_splice(text: str, path: Sequence[str], value: str) -> Splice | None:
    """What gives the key at a path a value, written as it stands: a value that changes, or lines that come. None where
    mappings in braces are in the way."""
    lines = text.splitlines(keepends=True)
    first, last, indent = 0, len(lines), ""
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    for depth, key in enumerate(path):
        at = _line_of(lines, first, last, indent, key)
        if at is None:
            return _inserted(text, offsets[first] if depth else len(text), indent, path[depth:], value)
        rest = lines[at][len(indent) + len(key) + 1 :].strip()
        if depth == len(path) - 1:
            return _replaced(lines[at], offsets[at], len(indent) + len(key) + 1, value)
        if rest and not rest.startswith("#"):
            return None
        first, last = at + 1, _end(lines, at, last, indent)
        indent = _indent(lines, first, last) or indent + "  "
    return None


def _line_of(lines: Sequence[str], first: int, last: int, indent: str, key: str) -> int | None:
    return next((at for at in range(first, last) if lines[at].startswith(f"{indent}{key}:")), None)


def _end(lines: Sequence[str], at: int, last: int, indent: str) -> int:
    """The line behind what is written below a key."""
    for index in range(at + 1, last):
        line = lines[index]
        if line.strip() and not line.lstrip().startswith("#") and not line.startswith(indent + " "):
            return index
    return last


def _indent(lines: Sequence[str], first: int, last: int) -> str:
    """How far the keys of a mapping are set in; empty for an empty one."""
    line = next((line for line in lines[first:last] if line.strip() and not line.lstrip().startswith("#")), "")
    return line[: len(line) - len(line.lstrip())]


def _inserted(text: str, at: int, indent: str, path: Sequence[str], value: str) -> Splice:
    lines = [f"{indent}{'  ' * depth}{key}:" for depth, key in enumerate(path)]
    lines[-1] += f" {value}"
    gap = "" if not at or text[at - 1] == "\n" else "\n"
    return Splice(at, at, gap + "".join(f"{line}\n" for line in lines))


def _replaced(line: str, offset: int, column: int, value: str) -> Splice | None:
    body = line.rstrip("\n")
    start = column + len(body[column:]) - len(body[column:].lstrip())
    match = _VALUE.match(body, start)
    return Splice(offset + start, offset + match.end("value"), value) if match is not None else None
