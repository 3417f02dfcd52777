"""Read the keys of a YAML document one by one, typed, each with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ria_deck.diagnostics import Report, Severity, Span
from ria_deck.source.nearest import did_you_mean, nearest
from ria_deck.source.yaml import Loc, YamlDocument

OWN = "ria"
"""The namespace of what ria_deck adds to the standard: `ria: {as_of: …}` or `ria:as_of: …`."""

DESCRIBING = frozenset(("bytes", "contributors", "created", "description", "email", "homepage")) | {
    "id",
    "image",
    "keywords",
    "mediatype",
    "profile",
    "version",
}
"""Keys that say something of a package and change nothing that is read or printed."""


@dataclass(frozen=True, slots=True)
class DescriptorPart:
    """A mapping inside of a document; `what` names it in messages (`resource `cars``)."""

    document: YamlDocument
    loc: Loc
    report: Report
    what: str

    @property
    def data(self) -> Mapping[str, Any]:
        """The mapping's plain data."""
        found: Any = self.document.data
        for step in self.loc:
            found = found[step]
        return found if isinstance(found, dict) else {}

    def span(self, *steps: str | int, key: bool = False) -> Span:
        """The place of the mapping, or of what stands below it."""
        return self.document.span((*self.loc, *steps), key=key)

    def check_keys(self, known: Collection[str]) -> None:
        """Report keys that the standard doesn't have: an error for a likely slip that would change what is read, else
        a note.

        The standard allows further properties; names with a `:` or an `x-` in front are somebody's own on purpose.
        """
        for key in self.data:
            if key in known or key.startswith(("x-", "_", "$")) or ":" in key:
                continue
            meant = nearest(key, known)
            if meant and meant not in DESCRIBING and meant not in self.data:
                words, label = f"unknown key `{key}` in {self.kind}", f"did you mean `{meant}`?"
                self.report.error("RD302", words, self.span(key, key=True), label=label)
            else:
                self.report.add(Severity.NOTE, "RD302", f"nothing is read from `{key}`", self.span(key, key=True))

    @property
    def kind(self) -> str:
        """What it is, without its name: a key is misspelt in many of a kind at once, and told once."""
        word, named, _ = self.what.partition(" `")
        return f"a {word}" if word and named else self.what

    def wrong(self, key: str, expected: str) -> None:
        """Tell that a key's value is not what it must be."""
        self.report.error("RD304", f"`{key}` of {self.what} must be {expected}", self.span(key))

    def missing(self, key: str, hint: str = "") -> None:
        """Tell that a key must be there."""
        self.report.error("RD303", f"{self.what} has no `{key}`", self.span(), hint=hint)

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A text; numbers count as theirs (`version: 1.0`)."""
        found = self.data.get(key)
        if found is None:
            if required:
                self.missing(key)
            return default
        if isinstance(found, str):
            return found
        if isinstance(found, (dict, list, bool)):
            self.wrong(key, "text")
            return default
        return str(found)

    def texts(self, key: str, *, single: bool = False) -> tuple[str, ...] | None:
        """A list of texts, or one text where `single`; None where the key is missing or wrong."""
        found = self.data.get(key)
        if found is None:
            return None
        if single and isinstance(found, str):
            return (found,)
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            return tuple(found)
        self.wrong(key, "a list of texts" + (" or one text" if single else ""))
        return None

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        found = self.data.get(key, default)
        if isinstance(found, bool):
            return found
        self.wrong(key, "true or false")
        return default

    def count(self, key: str) -> int | None:
        """A number from 0; None where the key is missing or wrong."""
        found = self.data.get(key)
        if found is None:
            return None
        if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
            return found
        self.wrong(key, "a whole number, 0 or more")
        return None

    def date(self, key: str) -> dt.date | None:
        """An ISO date."""
        found = self.data.get(key)
        if found is None or isinstance(found, dt.date):
            return found
        self.wrong(key, "a date like 2026-06-22")
        return None

    def part(self, key: str, what: str) -> DescriptorPart | None:
        """The mapping under `key`; None where there is none."""
        found = self.data.get(key)
        if found is None:
            return None
        if not isinstance(found, dict):
            hint = "write it here: references to other files aren't supported" if isinstance(found, str) else ""
            self.report.error("RD304", f"`{key}` of {self.what} must be a mapping", self.span(key), hint=hint)
            return None
        return DescriptorPart(self.document, (*self.loc, key), self.report, what)

    def parts(self, key: str, what: str) -> list[DescriptorPart]:
        """The mappings of the list under `key`; `what` is the word for one of them."""
        found = self.data.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.wrong(key, "a list")
            return []
        parts: list[DescriptorPart] = []
        for index, item in enumerate(found):
            if not isinstance(item, dict):
                span = self.span(key, index)
                self.report.error("RD304", f"each entry of `{key}` in {self.what} must be a mapping", span)
                continue
            name = item.get("name")
            title = f"{what} `{name}`" if isinstance(name, str) else f"{what} {index + 1}"
            parts.append(DescriptorPart(self.document, (*self.loc, key, index), self.report, title))
        return parts

    def own(self, key: str) -> DescriptorPart | None:
        """The mapping `ria` where it holds `key`."""
        nested = self.data.get(OWN)
        if isinstance(nested, dict) and key in nested:
            return DescriptorPart(self.document, (*self.loc, OWN), self.report, f"`{OWN}` of {self.what}")
        return None

    def own_date(self, key: str) -> dt.date | None:
        """Our date `key`."""
        nested = self.own(key)
        return nested.date(key) if nested else self.date(f"{OWN}:{key}")

    def own_text(self, key: str) -> str:
        """Our text `key`."""
        nested = self.own(key)
        return nested.text(key) if nested else self.text(f"{OWN}:{key}")

    def own_part(self, key: str) -> DescriptorPart | None:
        """Our mapping `key`."""
        nested = self.own(key)
        return nested.part(key, f"`{key}`") if nested else self.part(f"{OWN}:{key}", f"`{OWN}:{key}`")

    def check_own(self, known: Collection[str]) -> None:
        """Tell keys of ours that there aren't."""
        nested = self.part(OWN, f"`{OWN}` of {self.what}")
        if nested:
            nested.check_keys(known)
        for key in self.data:
            if key.startswith(f"{OWN}:") and key.removeprefix(f"{OWN}:") not in known:
                label = did_you_mean(key, [f"{OWN}:{name}" for name in known])
                self.report.error("RD302", f"unknown key `{key}` in {self.what}", self.span(key, key=True), label=label)
