"""Find where a fault of a printed page is written in the project's style sheets and templates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from ria_deck.diagnostics import Diagnostic, Severity, Span
from ria_deck.source.text import SourceText

_PLACED = re.compile(r"`([^`]+)` at (\d+):(\d+)")
_QUOTED = re.compile(r"[`'“\"]([^`'”\"]{3,})[`'”\"]")
GAP = "RD588"  # what a page of the project's own leaves out
_BLOCK = re.compile(r"\{%-?\s*block\s+(\w+)")
_TAGS = re.compile(r"<style\b.*?</style>|<[^>]*>", re.DOTALL)
_LINK = re.compile(r"""\bhref\s*=\s*["']#([^"']+)["']""")
_ID = re.compile(r"""\bid\s*=\s*["']([^"']+)["']""")
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


def block_places(file: OwnFile) -> dict[str, Span]:
    """Where a template of the project's has each of its blocks; under an empty name, the beginning of the file."""
    source = SourceText(file.path, file.text)
    found = {match[1]: source.span(match.start(1), match.end(1)) for match in _BLOCK.finditer(file.text)}
    return {"": source.span(0, max(len(source.line(1)), 1)), **found}


def left_out(html: str, title: str, file: OwnFile) -> list[Diagnostic]:
    """What a handout of the project's own lacks: its title, and the parts that its links lead to."""
    places = block_places(file)
    found: list[Diagnostic] = []
    body = html[html.find("<body") :]
    if _letters(title) not in _letters(unescape(_TAGS.sub(" ", body))):
        message = f"the page doesn't print the report's title, “{title}”"
        found.append(_lacking(message, _first(places, ("cover",)), _PRINT_TITLE))
    there = set(_ID.findall(body))
    told: set[str] = set()
    for target in sorted(set(_LINK.findall(body)), key=lambda target: not target.startswith("slide-")):
        part = next((one for one in _PRINTED_BY if target.startswith(one)), "")
        if target in there or not part or part in told or "slide-" in told:
            continue
        told.add(part)
        blocks, written = _PRINTED_BY[part]
        hint = f'give the element there `id="{written}"`, or remove the links to it'
        message = f"links of the page lead to `#{target}`, which isn't on it"
        found.append(_lacking(message, _first(places, blocks), hint))
    return found


def blamed(fault: Diagnostic, file: OwnFile) -> Diagnostic:
    """A difference between an output and its deck, told at the block of the project's own page that it can come from."""
    places = block_places(file)
    own = [name for name in places if name]
    likely = [name for name in PAGE_FAULTS.get(fault.code, ()) if name in places]
    name = next(iter([*likely, *own]), "")
    what = f"the block `{name}`" if name else "this page"
    hint = (
        f"{what} is the project's own: compare it with the built-in one (`ria-deck template eject`) for what it lacks"
    )
    return replace(fault, span=places[name], hint=hint)


PAGE_FAULTS = {
    "RD701": ("slide", "chapter"),
    "RD702": ("slide", "chapter", "figure", "table"),
    "RD703": ("slide", "chapter", "figure", "table", "slide_sources", "footnotes"),
    "RD704": ("figure", "slide", "chapter"),
    "RD705": ("table", "slide", "chapter"),
    "RD706": ("slide", "chapter"),
}
"""The blocks that can make an output differ from its deck, by the code of the difference, the likeliest first."""

_PRINT_TITLE = 'print it there: `<h1 class="document-title" data-label="{{ title_text }}">{{ title }}</h1>`'
_PRINTED_BY = {
    "slide-": (("slide", "chapter"), "slide-{{ section.id }}"),
    "topic-": (("chapter",), "{{ chapter.id }}"),
    "part-": (("chapter",), "{{ chapter.id }}"),
    "figure-": (("figure", "kpi", "slide", "chapter"), "figure-{{ item.number }}"),
    "table-": (("table", "slide", "chapter"), "table-{{ item.number }}"),
    "fn-": (("footnotes", "slide", "chapter"), "fn-{{ note.number }}"),
    "sources": (("sources",), "sources"),
    "credits": (("credits",), "credits"),
    "data-tables": (("data_tables",), "data-tables"),
    "colophon": (("colophon",), "colophon"),
}
"""The beginnings of the ids that links lead to: the blocks that print them, and the id as it is written there."""


def follows_from_gap(fault: Diagnostic) -> bool:
    """Whether a fault of a printed page is there because the page leaves a part out: its links lead nowhere."""
    return fault.code == "RD582" and "anchor" in fault.message


def _first(places: Mapping[str, Span], blocks: Sequence[str]) -> Span:
    return next((places[name] for name in blocks if name in places), places[""])


def _lacking(message: str, span: Span, hint: str) -> Diagnostic:
    return Diagnostic(code=GAP, severity=Severity.ERROR, message=message, span=span, hint=hint)


def _letters(text: str) -> str:
    """The letters and digits of a text: what remains of it however it is broken, hyphenated or quoted."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _quoted(message: str) -> Iterator[str]:
    yield from (match[1] for match in _QUOTED.finditer(message))
    if last := _LAST.search(message):
        yield last[1]


def _start(declaration: str) -> str:
    """The name of a declaration, which stands on the line that is told; its value may be written otherwise."""
    return declaration.partition(":")[0].strip()
