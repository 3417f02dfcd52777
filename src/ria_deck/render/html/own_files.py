"""Find where a fault of a printed page is written in the project's style sheets and templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ria_deck.diagnostics import Span

_PLACED = re.compile(r"`([^`]+)` at (\d+):(\d+)")
_QUOTED = re.compile(r"[`'“\"]([^`'”\"]{3,})[`'”\"]")
_LAST = re.compile(r": (\S{3,})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """A style sheet or template of the project's: its path in the project, and its text."""

    path: str
    text: str


def place_of(message: str, files: Sequence[OwnFile], *, surely: bool = False) -> Span | None:
    """Where the words that a message quotes stand; else the only file there is, when the fault is `surely` in one: what
    is built in has none. None where it can't be told."""
    placed = _PLACED.search(message)
    if placed:
        line = int(placed[2]) - 1  # of the `style` element, in which the sheet begins on the second line
        for file in files:
            lines = file.text.splitlines()
            if file.path.endswith(".css") and 0 < line <= len(lines) and _start(placed[1]) in lines[line - 1]:
                return Span(path=file.path, line=line, column=int(placed[3]))
    for words in _quoted(message):
        for file in files:
            at = file.text.find(words)
            if at >= 0:
                before = file.text[:at]
                return Span(path=file.path, line=before.count("\n") + 1, column=at - before.rfind("\n"))
    return Span(path=files[0].path) if surely and len(files) == 1 else None


def _quoted(message: str) -> Iterator[str]:
    yield from (match[1] for match in _QUOTED.finditer(message))
    if last := _LAST.search(message):
        yield last[1]


def _start(declaration: str) -> str:
    """The name of a declaration, which stands on the line that is told; its value may be written otherwise."""
    return declaration.partition(":")[0].strip()
