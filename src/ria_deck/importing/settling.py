"""An imported project is checked as a build checks it; what can't be built is written in a simpler form, and listed."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ria_deck.content.markdown.inline import plain_text
from ria_deck.diagnostics import Diagnostic, Severity
from ria_deck.importing.marked_text import plain_markdown
from ria_deck.importing.project_text import parts_of, project_files, slide_text, topic_path
from ria_deck.importing.talk import ImportedSlide, ImportedTalk, LeftBehind, PartKind, SlidePart
from ria_deck.pipeline import Options, check

_MOST_ROUNDS = 12
_OVERFULL = frozenset({"RD530", "RD534"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A talk that builds, or the errors that are left, and its files."""

    talk: ImportedTalk
    files: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


def settled(talk: ImportedTalk) -> Settled:
    """The talk in the fullest form that passes `check`."""
    for _ in range(_MOST_ROUNDS):
        files = project_files(talk)
        found = checked(files)
        errors = [one for one in found if one.severity is Severity.ERROR]
        worse = [one for one in found if one.code in _OVERFULL and one.severity is not Severity.NOTE]
        simpler = _simpler(talk, [*errors, *worse]) if errors or worse else talk
        if simpler == talk:
            break
        talk = simpler
    return Settled(talk=talk, files=project_files(talk), diagnostics=tuple(found))


def checked(files: dict[str, bytes]) -> tuple[Diagnostic, ...]:
    """What `check` says of a project with these files."""
    with tempfile.TemporaryDirectory(prefix="ria-deck-") as folder:
        root = Path(folder).resolve()
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        return check(root, Options(output=root / "build"))


def _simpler(talk: ImportedTalk, faults: Sequence[Diagnostic]) -> ImportedTalk:
    """The talk with the slides that faults are on in simpler forms; the same talk where nothing is left to give up."""
    left = list(talk.left)
    if any(one.span is None or not one.span.path.startswith("content/") for one in faults):
        template = [path for path in talk.files if path.startswith("templates/")]
        theirs = any(one.span and one.span.path.startswith("templates/") for one in faults)
        if template and theirs:
            words = next(one.message for one in faults if one.span and one.span.path.startswith("templates/"))
            left.append(LeftBehind(0, "", f"the deck's template ({words}): the built-in theme serves"))
            rest = {path: data for path, data in talk.files.items() if path not in template}
            return replace(talk, files=rest, left=tuple(left))
    topics = []
    for number, topic in enumerate(talk.topics, start=1):
        path = topic_path(number, topic)
        line = 5 if topic.title else 1
        slides = []
        for slide in topic.slides:
            height = slide_text(slide).count("\n") + 1
            here = [
                one for one in faults if one.span and one.span.path == path and line <= one.span.line < line + height
            ]
            slides.append(_simpler_slide(slide, line, here, left) if here else slide)
            line += height
        topics.append(replace(topic, slides=tuple(slides)))
    return replace(talk, topics=tuple(topics), left=tuple(left))


def _simpler_slide(
    slide: ImportedSlide, line: int, faults: Sequence[Diagnostic], left: list[LeftBehind]
) -> ImportedSlide:
    if all(one.code in _OVERFULL for one in faults):
        return slide if slide.split else replace(slide, split=True)
    wrong = [part for part in parts_of(slide) if _is_at(part, slide, line, faults)]
    if not wrong:
        wrong = [part for part in parts_of(slide) if part.kind is not PartKind.PROSE]
    made: dict[int, SlidePart | None] = {}
    for part in wrong:
        made[id(part)] = _simpler_part(part, slide, faults, left)
    if not wrong and slide.notes:
        return replace(slide, notes=_words(slide.notes))
    return _with_parts(slide, made)


def _simpler_part(
    part: SlidePart, slide: ImportedSlide, faults: Sequence[Diagnostic], left: list[LeftBehind]
) -> SlidePart | None:
    why = next(one.message for one in faults)
    if part.simpler is not None:
        left.append(LeftBehind(slide.number, part.name, f"{part.loss} ({why})"))
        return part.simpler
    bare = _words(part.markdown) if part.kind is PartKind.PROSE else ""
    if bare and bare != part.markdown:
        left.append(LeftBehind(slide.number, part.name, f"forms of a text ({why})"))
        return replace(part, markdown=bare)
    left.append(LeftBehind(slide.number, part.name, f"a {part.kind.value} that can't be built ({why})"))
    return None


def _with_parts(slide: ImportedSlide, made: dict[int, SlidePart | None]) -> ImportedSlide:
    def kept(parts: Sequence[SlidePart]) -> tuple[SlidePart, ...]:
        found = (made.get(id(part), part) for part in parts)
        return tuple(part for part in found if part is not None)

    columns = tuple(column for column in map(kept, slide.columns) if column)
    parts = kept(slide.parts)
    kinds = {part.kind for part in parts}
    layout = slide.layout
    if slide.columns and len(columns) == 1:
        parts, columns, layout = columns[0], (), "bullets"
        kinds = {part.kind for part in parts}
    if made and not columns:
        figure = next((kind for kind in kinds if kind is not PartKind.PROSE), None)
        if figure is None:
            layout = "bullets"
        elif PartKind.PROSE in kinds:
            layout = "table-right" if figure is PartKind.TABLE else layout
        else:
            layout = figure.value
    return replace(slide, parts=parts, columns=columns, layout=layout)


def _is_at(part: SlidePart, slide: ImportedSlide, line: int, faults: Sequence[Diagnostic]) -> bool:
    text = slide_text(slide)
    at = text.find(part.markdown)
    if at < 0:
        return False
    first = line + text.count("\n", 0, at)
    last = first + part.markdown.count("\n")
    return any(one.span is not None and first <= one.span.line <= last for one in faults)


def _words(markdown: str) -> str:
    """The bare words of a text, paragraph by paragraph."""
    paragraphs = [plain_text(one) for one in markdown.split("\n\n")]
    return "\n\n".join(plain_markdown(one) for one in paragraphs if one.strip())
