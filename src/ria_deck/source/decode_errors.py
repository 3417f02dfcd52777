"""A validator's findings in; diagnostics in words for people, at the right place and each mistake once, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ria_deck.diagnostics import Report
from ria_deck.source.decode_words import bounds_words, describe, first_sentence, short, type_hint
from ria_deck.source.nearest import did_you_mean, listing, nearest
from ria_deck.source.shapes import Key, keys_of, shape_at
from ria_deck.source.yaml import Loc, YamlDocument

RawFinding = tuple[str, Loc, Any, Mapping[str, Any], str]
"""Type, location, input, context and message of one finding, as the validator gives them."""

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "`true` or `false`",
    "date_type": "a date like 2026-11-01",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys with values",
    "mapping_type": "keys with values",
    "model_type": "keys with values",
    "dataclass_type": "keys with values",
    "dataclass_exact_type": "keys with values",
    "none_required": "nothing",
}
_SINGLE = ("text", "`true` or `false`", "a whole number", "a number", "a date like 2026-11-01")
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")
_MISSING = ("missing", "missing_argument", "missing_keyword_only_argument")
_CHOICE = ("literal_error", "enum")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """One finding: `loc` leads to the value in the data, `raw` the same with names of union branches between."""

    kind: str
    loc: Loc
    raw: Loc
    value: Any
    context: Mapping[str, Any]
    message: str
    missing: str = ""
    branches: tuple[tuple[int, str], ...] = ()  # (depth in loc, branch name) not yet decided on

    @property
    def at_union(self) -> bool:
        """Whether the value as a whole is not what the branch wants."""
        wrong = self.kind in _EXPECTED or self.kind in _CHOICE
        return wrong and not self.missing and bool(self.branches) and len(self.loc) == self.branches[0][0]


class Mistakes:
    """Tells the findings about one document."""

    def __init__(self, kind: Any, document: YamlDocument, report: Report) -> None:
        self.kind = kind
        self.document = document
        self.report = report

    def empty(self) -> None:
        """Report an empty value where a mapping is expected."""
        needed = [name for name, entry in keys_of(shape_at(self.kind, ())).items() if entry.required]
        hint = f"{listing(needed, 'and')} {'is' if len(needed) == 1 else 'are'} required" if needed else ""
        self.report.error("RD021", "this is empty", self.document.span(), hint=hint)

    def tell(self, data: Any, findings: Sequence[RawFinding]) -> None:
        """Add a diagnostic for each mistake."""
        decided = _decide([_locate(data, finding) for finding in findings])
        told = {meant for finding in decided if finding.kind in _UNKNOWN for meant in self._meant(finding)}
        for finding in decided:
            if finding.kind in _MISSING and (finding.loc, finding.missing) in told:
                continue  # it is there under another name, and that is told
            if finding.kind == "too_short" and len(finding.value) >= finding.context.get("min_length", 0):
                continue  # entries were left out for mistakes of their own
            self._tell_one(finding)

    def _tell_one(self, finding: _Finding) -> None:
        kinds = (
            (_UNKNOWN, self._unknown),
            (_MISSING, self._missing),
            (_CHOICE, self._choice),
            ((*_EXPECTED, "union"), self._type),
        )
        next((tell for known, tell in kinds if finding.kind in known), self._bounds)(finding)

    def _keys(self, raw: Loc) -> tuple[Any, dict[str, Key]]:
        shape = shape_at(self.kind, raw)
        return shape, keys_of(shape)

    def _meant(self, finding: _Finding) -> Iterator[tuple[Loc, str]]:
        """The places and names of the keys that an unknown one seems to stand for."""
        shape, keys = self._keys(finding.raw[:-1])
        name = str(finding.loc[-1])
        words = getattr(shape, "foreign", {}).get(name)
        slip = nearest(name, self._not_given(finding, keys))
        for known in keys:
            if f"`{known}`" in words or len(keys) == 1 if words else known == slip:
                yield finding.loc[:-1], known

    def _not_given(self, finding: _Finding, keys: Mapping[str, Key]) -> list[str]:
        """The keys that the mapping with the unknown one could still have."""
        return [name for name in keys if not self.document.has((*finding.loc[:-1], name))]

    def _unknown(self, finding: _Finding) -> None:
        name = str(finding.loc[-1])
        shape, keys = self._keys(finding.raw[:-1])
        foreign = getattr(shape, "foreign", {})
        label, hint = "", ""
        if name in foreign:
            message, hint = f"`{name}` isn't supported here", foreign[name]
        else:
            message, label = f"unknown key `{name}`", did_you_mean(name, self._not_given(finding, keys))
            label = label or did_you_mean(name, keys)
            meant = "" if label else nearest(name, foreign)
            if meant:
                hint = f"`{meant}`: {foreign[meant]}"
            elif not label and keys:
                hint = f"known here: {', '.join(keys)}"
        self.report.error("RD020", message, self.document.span(finding.loc, key=True), label=label, hint=hint)

    def _missing(self, finding: _Finding) -> None:
        inside = self._name(finding.loc)
        if isinstance(finding.raw[-1], int):
            count = finding.raw[-1] + 1
            words = f"{inside or 'this'} needs at least {count} {'entry' if count == 1 else 'entries'}"
            self.report.error("RD024", words, self.document.span(finding.loc), hint=self._help(finding))
            return
        _, keys = self._keys(finding.raw[:-1])
        written = keys.get(finding.missing)
        self.report.error(
            "RD021",
            f"the key `{finding.missing}` is missing" + (f" in {inside}" if inside else ""),
            self.document.span(finding.loc, key=True),
            hint=first_sentence(written.help) if written else "",
        )

    def _choice(self, finding: _Finding) -> None:
        choices = _choices(finding)
        span = self.document.span(finding.loc)
        if not isinstance(finding.value, str):
            self._type(replace(finding, kind="union", message=f"one of {listing(choices)}"))
            return
        where = self._name(finding.loc)
        shape, _ = self._keys(_outer(finding))
        elsewhere = getattr(shape, "foreign", {}).get(f"{finding.loc[-1]}: {finding.value}" if finding.loc else "", "")
        self.report.error(
            "RD023",
            f"{where + ' can’t be' if where else 'invalid choice'} `{short(finding.value)}`".replace("’", "'"),
            span,
            label=did_you_mean(finding.value, choices),
            hint=(f"{elsewhere}; " if elsewhere else "") + f"choose {listing(choices)}",
        )

    def _type(self, finding: _Finding) -> None:
        expected = finding.message if finding.kind == "union" else _EXPECTED[finding.kind]
        where = self._name(finding.loc)
        self.report.error(
            "RD022",
            f"expected {expected}{f' for {where}' if where else ''}, found {describe(finding.value)}",
            self.document.span(finding.loc),
            hint=self._comment(finding)
            or type_hint(expected, finding.value)
            or self._help(finding)
            or self._keys_of(finding),
        )

    def _comment(self, finding: _Finding) -> str:
        """The hint for a value that YAML takes for a comment, as `brand: #1F5F8B`."""
        line = self.document.source.line(self.document.span(finding.loc).line)
        lost = re.search(rf"(?<!\S){re.escape(str(finding.loc[-1]))}\s*:\s+(#\S+)", line) if finding.loc else None
        if finding.value is not None or lost is None:
            return ""
        return f'in YAML a `#` after a space starts a comment: write `{finding.loc[-1]}: "{lost[1]}"`'

    def _help(self, finding: _Finding) -> str:
        _, keys = self._keys(_outer(finding))
        written = keys.get(str(finding.loc[-1])) if finding.loc else None
        return first_sentence(written.help) if written else ""

    def _keys_of(self, finding: _Finding) -> str:
        """The hint for something else where keys with values are expected."""
        _, keys = self._keys(finding.raw)
        return f"its keys: {listing(keys, 'and')}" if keys else ""

    def _bounds(self, finding: _Finding) -> None:
        where = self._name(finding.loc)
        words = bounds_words(finding.kind, finding.value, finding.context, finding.message)
        self.report.error("RD024", f"{where or 'this'} {words}", self.document.span(finding.loc))

    def _name(self, loc: Loc) -> str:
        """What people call the place: `title`, or item 2 of `authors`; empty for the whole document."""
        if not loc:
            return f"`{_key_text(self.document)}`" if self.document.key else ""
        if isinstance(loc[-1], int):
            outer = self._name(loc[:-1])
            return f"item {loc[-1] + 1}" + (f" of {outer}" if outer else "")
        return f"`{loc[-1]}`"


def _key_text(document: YamlDocument) -> str:
    entry = document.key
    return document.window.text[entry.start : entry.end] if entry else ""


def _outer(finding: _Finding) -> Loc:
    """The validator's location of the mapping or list that the value stands in."""
    raw = finding.raw
    while raw and finding.loc and raw[-1] != finding.loc[-1]:
        raw = raw[:-1]
    return raw[:-1]


def _locate(data: Any, finding: RawFinding) -> _Finding:
    kind, raw, value, context, message = finding
    loc: list[str | int] = []
    branches: list[tuple[int, str]] = []
    missing = ""
    for index, step in enumerate(raw):
        if step in data if isinstance(data, dict) else isinstance(data, tuple) and step in range(len(data)):
            data = data[step]
            loc.append(step)
        elif index == len(raw) - 1 and kind in _MISSING:
            missing = str(step)
        else:
            branches.append((len(loc), str(step)))
    return _Finding(
        kind=kind,
        loc=tuple(loc),
        raw=raw,
        value=value,
        context=context,
        message=message,
        missing=missing,
        branches=tuple(branches),
    )


def _decide(findings: list[_Finding]) -> list[_Finding]:
    """One branch for every union: the one that the writer seems to have meant."""
    decided: list[_Finding] = []
    groups: dict[Loc, list[_Finding]] = {}
    for finding in findings:
        if finding.branches:
            groups.setdefault(finding.loc[: finding.branches[0][0]], []).append(finding)
        else:
            decided.append(finding)
    for group in groups.values():
        decided.extend(_decide_union(group))
    return decided


def _decide_union(group: list[_Finding]) -> list[_Finding]:
    branches: dict[str, list[_Finding]] = {}
    for finding in group:
        branches.setdefault(finding.branches[0][1], []).append(finding)
    meant = [members for members in branches.values() if not all(member.at_union for member in members)]
    if meant:
        best = min(meant, key=len)
        return _decide([replace(member, branches=member.branches[1:]) for member in best])
    first = group[0]
    choices = [member for member in group if member.kind in _CHOICE]
    if choices and isinstance(first.value, str):
        offered = [choice for member in choices for choice in _choices(member)]
        return [replace(choices[0], branches=(), context={"choices": offered})]
    return [replace(first, kind="union", message=_expected_of(group), branches=())]


def _expected_of(group: list[_Finding]) -> str:
    """All that a union takes: `text, a number or a list`."""
    words = list(
        dict.fromkeys(
            f"one of {listing(_choices(member))}" if member.kind in _CHOICE else _EXPECTED[member.kind]
            for member in group
        )
    )
    if set(_SINGLE) <= set(words):
        words = ["a single value", *(word for word in words if word not in _SINGLE)]
    return ", ".join(words[:-1]) + " or " + words[-1] if len(words) > 1 else words[0]


def _choices(finding: _Finding) -> list[str]:
    if "choices" in finding.context:
        return list(finding.context["choices"])
    return re.findall(r"'([^']*)'", str(finding.context.get("expected", "")))
