"""YAML written by hand: scalars quoted where they need it, flow mappings and lists."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

_PLAIN = re.compile(r"[^\W\d_]\w*(?:[ ./-]\w+)*")
_KNOWN = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"})

YamlValue = str | int | float | bool | None | Sequence["YamlValue"] | Mapping[str, "YamlValue"]


def scalar(text: str) -> str:
    """A text as YAML: plain where that is text for certain, in double quotes elsewhere."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _KNOWN
    return text if plain else json.dumps(text, ensure_ascii=False)


def flow(value: YamlValue) -> str:
    """A value in flow style on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return scalar(value)
        case int() | float():
            return repr(value)
        case Mapping():
            return "{" + ", ".join(f"{_key(key)}: {flow(one)}" for key, one in value.items()) + "}"
        case _:
            return "[" + ", ".join(flow(one) for one in value) + "]"


def block(value: Mapping[str, YamlValue], indent: str = "") -> str:
    """A mapping in block style; mappings without others in them, and lists of scalars, in flow style."""
    lines: list[str] = []
    for key, one in value.items():
        if isinstance(one, Mapping) and any(isinstance(inner, Mapping) for inner in one.values()):
            lines += [f"{indent}{_key(key)}:", block(one, indent + "  ")]
        elif isinstance(one, Sequence) and not isinstance(one, str) and one and isinstance(one[0], Mapping):
            lines += [f"{indent}{_key(key)}:", *(_item(item, indent + "  ") for item in one)]
        else:
            lines.append(f"{indent}{_key(key)}: {flow(one)}")
    return "\n".join(lines)


def _item(value: YamlValue, indent: str) -> str:
    if not isinstance(value, Mapping) or not any(isinstance(inner, Mapping) for inner in value.values()):
        return f"{indent}- {flow(value)}"
    return f"{indent}- " + block(value, indent + "  ").lstrip(" ")


def _key(name: str) -> str:
    """A key: `y` is one in YAML 1.2."""
    return name if name in ("x", "y") else scalar(name)
