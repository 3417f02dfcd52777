"""`{#id .class key="value"}` goes in, its parts with their places come out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_PART = re.compile(
    r"""\s*(?:\#(?P<id>[\w:.-]+)|\.(?P<cls>[\w-]+)|(?P<key>[\w-]+)=(?:"(?P<dq>(?:[^"\\]|\\.)*)"|'(?P<sq>[^']*)'|(?P<bare>[^\s"'{}]+)))"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One `key="value"`: offsets of key and value in the file."""

    value: str
    start: int
    value_start: int
    value_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """What stands in the braces; `classes` map a name to its offset, `start` and `end` are the braces' offsets."""

    id: str = ""
    id_start: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, Attribute] = field(default_factory=dict)
    start: int = 0
    end: int = 0


def read_attributes(text: str, start: int, end: int) -> Attributes | None:
    """The attributes in `text[start:end]`, which begins with `{`; None when it is something else."""
    if start >= end or text[start] != "{" or text[end - 1] != "}" or text.startswith("{{", start):
        return None
    name, name_at = "", 0
    classes: dict[str, int] = {}
    pairs: dict[str, Attribute] = {}
    index = start + 1
    while text[index : end - 1].strip():
        match = _PART.match(text, index, end - 1)
        if match is None:
            return None
        if match["id"]:
            name, name_at = match["id"], match.start("id") - 1
        elif match["cls"]:
            classes[match["cls"]] = match.start("cls") - 1
        else:
            group = next(group for group in ("dq", "sq", "bare") if match[group] is not None)
            value = re.sub(r"\\(.)", r"\1", match[group]) if group == "dq" else match[group]
            pairs[match["key"]] = Attribute(
                value=value, start=match.start("key"), value_start=match.start(group), value_end=match.end(group)
            )
        index = match.end()
    return Attributes(id=name, id_start=name_at, classes=classes, pairs=pairs, start=start, end=end)


def trailing_attributes(text: str, start: int, end: int) -> Attributes | None:
    """The attributes at the end of `text[start:end]` (a heading), None where it has none."""
    while end > start and text[end - 1].isspace():
        end -= 1
    if end <= start or text[end - 1] != "}" or text[start:end].endswith("}}") and "{#" not in text[start:end]:
        return None
    index = text.find("{", start, end)
    while index >= 0:
        if text.startswith("{{", index):
            index += 1  # the second brace of an expression is looked over too
        else:
            found = read_attributes(text, index, end)
            if found is not None:
                return found
        index = text.find("{", index + 1, end)
    return None
