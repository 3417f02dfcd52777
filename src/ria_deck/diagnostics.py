"""What went wrong and where: spans and diagnostics in, a list the command line can print out.

A `Diagnostic` is a value like any other; stages collect them in a `Report` and go on, so that all the
mistakes of a stage are told at once, and stop together with one `BuildError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum


class Severity(Enum):
    """How bad it is: an error fails the build, a warning only under --strict, a note never."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of a source file.

    `path` is relative to the project, with `/`; `line` and `column` count from 1 (columns in characters);
    `end_line` and `end_column` are where it stops, the end column exclusive. `place` names what a file
    without lines has instead, for example a sheet and cell (`Sheet1!B7`).
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0
    place: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.place}" if self.place else f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class InRows:
    """The rows of a batch that have a fault, by their ids, and how many rows there are; `varied` where its words or values
    differ, so that those shown are the first row's."""

    ids: tuple[str, ...]
    of: int
    varied: bool = False

    def __str__(self) -> str:
        """In words, with the first rows' ids."""
        first, *more = self.ids
        shown = [f"{first} (shown here)" if self.varied and more else first, *more[: _ROWS_SHOWN - 1]]
        rest = f" and {len(self.ids) - len(shown)} more" if len(self.ids) > len(shown) else ""
        if self.of == 1:
            return f"in the row {first}"
        count = f"all {self.of}" if len(self.ids) == self.of else f"{len(self.ids)} of {self.of}"
        return f"in {count} rows: {', '.join(shown)}{rest}"


_ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One thing to tell the user: what, where, and what to do about it.

    `code` is `RD` and three digits, listed in `ria_deck.codes`; `label` is the short text beside the mark
    under the source line; `hint` is a sentence of its own; `related` are further places with their words; `rows` are those
    of a batch that have it.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    label: str = ""
    hint: str = ""
    related: tuple[tuple[Span, str], ...] = ()
    rows: InRows | None = None


_NAMES = re.compile(r"`[^`]*`|“[^”]*”|(?<=\w=)[^ ,()]*")
_UNSEEN = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3164\ufeff\uffa0]"
)
_SPACES = re.compile("[\u00a0\u2000-\u200a\u2028-\u202f\u205f]")


def spelled(text: str) -> str:
    """Words of a message with what nobody sees in the names that it quotes by number: `year‹U+200B›`. Blanks that only look
    like others are spelled in names and keys, not in sentences."""
    return _NAMES.sub(_spelled_name, text) if _UNSEEN.search(text) else text


def _spelled_name(match: re.Match[str]) -> str:
    shown = match[0]

    def spelled_one(one: re.Match[str]) -> str:
        belongs = shown[0] == "“" or shown[one.start() - 1].isdigit()  # to a sentence, to a number
        return one[0] if belongs and _SPACES.match(one[0]) else f"‹U+{ord(one[0]):04X}›"

    return _UNSEEN.sub(spelled_one, shown)


class BuildError(Exception):
    """The stage could not finish; carries every diagnostic of the stage, errors and warnings."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(f"{d.code}: {d.message}" for d in self.diagnostics))


@dataclass(slots=True)
class Report:
    """Collects diagnostics while a stage runs; the one mutable thing that stages share."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    _seen: set[Diagnostic] = field(default_factory=set, repr=False, compare=False)

    def add(
        self,
        severity: Severity,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        label: str = "",
        hint: str = "",
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Add one diagnostic, unless the very same was added before."""
        found = Diagnostic(
            code=code,
            severity=severity,
            message=spelled(message),
            span=span,
            label=spelled(label),
            hint=spelled(hint),
            related=tuple((where, spelled(words)) for where, words in related),
        )
        if found in self._seen and found in self.diagnostics:  # the set first: a list of thousands is slow to look in
            return
        self._seen.add(found)
        self.diagnostics.append(found)

    def error(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        label: str = "",
        hint: str = "",
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Add an error: the stage goes on to find more, then fails."""
        self.add(Severity.ERROR, code, message, span, label=label, hint=hint, related=related)

    def warning(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        label: str = "",
        hint: str = "",
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Add a warning: told, and an error only under --strict."""
        self.add(Severity.WARNING, code, message, span, label=label, hint=hint, related=related)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add diagnostics that were collected elsewhere, each once. One that differs from another only in its related
        places, as the translations of one sentence do, is one with it and has them all."""
        known = {replace(found, related=()): index for index, found in enumerate(self.diagnostics)}
        for found in diagnostics:
            index = known.setdefault(replace(found, related=()), len(self.diagnostics))
            if index == len(self.diagnostics):
                self.diagnostics.append(found)
            else:
                there = self.diagnostics[index]
                related = dict.fromkeys((*there.related, *found.related))
                self.diagnostics[index] = replace(there, related=tuple(related))

    def raise_notes(self, codes: frozenset[str]) -> None:
        """Make warnings of the notes with these codes, as `--strict` does."""
        self.diagnostics = [
            replace(found, severity=Severity.WARNING)
            if found.severity is Severity.NOTE and found.code in codes
            else found
            for found in self.diagnostics
        ]

    @property
    def failed(self) -> bool:
        """Whether any error was added."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    @property
    def warned(self) -> bool:
        """Whether anything was added that fails under --strict: more than notes."""
        return any(d.severity is not Severity.NOTE for d in self.diagnostics)
