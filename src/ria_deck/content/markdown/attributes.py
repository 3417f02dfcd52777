"""Parse `{#id .class key="value"}` with the places of its parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from ria_deck.content.markdown.opaque import Kind, Opaque
from ria_deck.diagnostics import Report, Span
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import SourceText

_PART = re.compile(
    r"""\s*(?:\#(?P<id>[\w:.-]+)|\.(?P<cls>[\w-]+)|(?P<key>[\w-]+)=(?:"(?P<dq>(?:[^"\\]|\\.)*)"|'(?P<sq>[^']*)'|(?P<bare>[^\s"'{}“”„«»=]+)))(?=[\s}.#])"""
)
_HINT = 'write {#id .class key="value"}, with straight quotation marks and no commas'


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One `key="value"`: offsets of key and value in the file."""

    value: str
    start: int
    value_start: int
    value_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """What stands in the braces; `classes` map a name to its offset, `start` and `end` are the braces' offsets.

    `repeated` are parts that stand twice, with their offsets; of these the last counts.
    """

    id: str = ""
    id_start: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, Attribute] = field(default_factory=dict)
    start: int = 0
    end: int = 0
    repeated: tuple[tuple[str, int], ...] = ()

    def value_span(self, key: str, source: SourceText) -> Span | None:
        """The place of a key's value, None without the key."""
        pair = self.pairs.get(key)
        return source.span(pair.value_start, pair.value_end) if pair else None


def read_attributes(text: str, start: int, end: int) -> Attributes | None:
    """The attributes in `text[start:end]`, which begins with `{`; None when it is something else."""
    if end - start < 2 or text[start] != "{" or text[end - 1] != "}" or text.startswith("{{", start):
        return None
    name, name_at = "", 0
    classes: dict[str, int] = {}
    pairs: dict[str, Attribute] = {}
    repeated: list[tuple[str, int]] = []
    index = start + 1
    while text[index : end - 1].strip():
        match = _PART.match(text, index, end)
        if match is None or match.end() > end - 1:
            return None
        if match["id"]:
            repeats, written = bool(name), (f"#{match['id']}", match.start("id") - 1)
            name, name_at = match["id"], match.start("id") - 1
        elif match["cls"]:
            repeats, written = match["cls"] in classes, (f".{match['cls']}", match.start("cls") - 1)
            classes[match["cls"]] = match.start("cls") - 1
        else:
            repeats, written = match["key"] in pairs, (match["key"], match.start("key"))
            pairs[match["key"]] = _attribute(match)
        if repeats:
            repeated.append(written)
        index = match.end()
    return Attributes(
        id=name, id_start=name_at, classes=classes, pairs=pairs, start=start, end=end, repeated=tuple(repeated)
    )


def _attribute(match: re.Match[str]) -> Attribute:
    """The value of a `key=value`, with or without quotation marks."""
    group = next(group for group in ("dq", "sq", "bare") if match[group] is not None)
    value = re.sub(r'\\(["\\])', r"\1", match[group]) if group == "dq" else match[group]
    return Attribute(value=value, start=match.start("key"), value_start=match.start(group), value_end=match.end(group))


def trailing_attributes(
    source: SourceText, start: int, end: int, opaque: Opaque, report: Report
) -> tuple[Attributes | None, int]:
    """The attributes at the end of `text[start:end]` (a heading), and the offset where the text before them ends.

    Braces at the end that are neither attributes nor an expression nor escaped are told.
    """
    text = source.text
    end = start + len(text[start:end].rstrip())
    last = opaque.at(end - 1) if end > start else None
    if end <= start or text[end - 1] != "}" or text[end - 2] == "\\":
        return None, end
    ends_in_one = last is not None and last.end == end and last.kind is not Kind.COMMENT
    if last is not None and ends_in_one and "{" not in _rest(text, start, last.start):
        return None, end
    opening = -1
    for index in _braces(text, start, end, opaque):
        found = read_attributes(text, index, end)
        if found is not None:
            return found, index
        opening = index
    if opening >= 0:
        tell_unreadable(source, opening, end, report)
        return None, opening
    return None, end


def _braces(text: str, start: int, end: int, opaque: Opaque) -> Iterator[int]:
    """The offsets of `{` that may open attributes: no expression, not escaped, in no stretch that is read as it is."""
    index = text.find("{", start, end)
    while index >= 0:
        stretch = opaque.at(index)
        if stretch is not None and stretch.end < end:
            index = stretch.end - 1
        elif text[index - 1] not in "\\{" and not text.startswith("{{", index):
            yield index
        index = text.find("{", index + 1, end)


def _rest(text: str, start: int, end: int) -> str:
    """A text without its expressions, roughly: whether braces are left in it is all that is asked."""
    return re.sub(r"\{\{.*?\}\}|\\\{", "", text[start:end])


def tell_unreadable(source: SourceText, start: int, end: int, report: Report) -> None:
    """Tell braces that should hold attributes."""
    report.error("RD119", f"can't read the attributes `{source.text[start:end]}`", source.span(start, end), hint=_HINT)


def check_attributes(
    attributes: Attributes,
    what: str,
    codes: tuple[str, str],
    *,
    classes: Collection[str] = (),
    keys: Collection[str] = (),
    takes_id: bool = False,
    hint: str = "it accepts none",
    source: SourceText,
    report: Report,
) -> None:
    """Tell classes and keys that `what` ("a slide") doesn't take, and parts that stand twice.

    `codes` are those of an unknown class and of an unknown key (or id); `hint` is for where there are no keys.
    """
    for name, at in attributes.classes.items():
        if name not in classes:
            report.error(
                codes[0],
                f"unknown class `.{name}` on {what}",
                source.span(at, at + 1 + len(name)),
                label=did_you_mean(name, classes),
                hint=f"classes: {listing((f'.{other}' for other in classes), 'and')}" if classes else "it accepts none",
            )
    for key, pair in attributes.pairs.items():
        if key not in keys:
            report.error(
                codes[1],
                f"unknown attribute `{key}` on {what}",
                source.span(pair.start, pair.start + len(key)),
                label=did_you_mean(key, keys),
                hint=f"attributes: {listing(keys, 'and')}" if keys else hint,
            )
        elif not pair.value.strip():
            report.error(codes[1], f"`{key}` is empty", source.span(pair.start, pair.start + len(key)))
    if attributes.id and not takes_id:
        at = attributes.id_start
        report.error(codes[1], f"{what} can't have an id", source.span(at, at + 1 + len(attributes.id)))
    for name, at in attributes.repeated:
        report.error(codes[1], f"`{name}` is given twice", source.span(at, at + len(name)), hint="keep one of them")
