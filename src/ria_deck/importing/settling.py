"""An imported project is checked as a build checks it; what can't be built is written in a simpler form, and listed."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ria_deck.choosing import Options
from ria_deck.diagnostics import Diagnostic, Severity
from ria_deck.importing.project_text import parts_of, project_files, slide_text, topic_path
from ria_deck.importing.room import CRAMPED, OVERFULL, apart, with_room, with_short_title, without_characters, words_of
from ria_deck.importing.talk import ImportedSlide, ImportedTalk, LeftBehind, PartKind, SlidePart
from ria_deck.pipeline import check

_MOST_ROUNDS = 20
_STUB = "Slide"
_CHARACTER = re.compile(r"U\+([0-9A-F]{4,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A talk that builds, or the errors that are left, and its files."""

    talk: ImportedTalk
    files: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


def settled(talk: ImportedTalk) -> Settled:
    """The talk in the fullest form that passes `check`. After the first look only slides that changed are looked at; the
    last look is at all of them again."""
    active: frozenset[str] | None = None
    for _ in range(_MOST_ROUNDS):
        looked_at = talk if active is None else _with_stubs(talk, active)
        found = checked(project_files(looked_at))
        faults = [one for one in found if one.severity is Severity.ERROR or one.code in OVERFULL]
        if not faults and active is None:
            break
        if not faults:
            active = None
            continue
        simpler, active = _without_unknown(talk, faults) or _simpler(talk, looked_at, faults)
        if simpler == talk:
            break
        talk = simpler
    return Settled(talk=talk, files=project_files(talk), diagnostics=tuple(found))


def _with_stubs(talk: ImportedTalk, active: frozenset[str]) -> ImportedTalk:
    """The talk with nothing on the slides that are not looked at."""
    topics = [
        replace(
            topic,
            slides=tuple(
                slide if slide.id in active else ImportedSlide(number=slide.number, id=slide.id, title=_STUB)
                for slide in topic.slides
            ),
        )
        for topic in talk.topics
    ]
    return replace(talk, topics=tuple(topics))


def checked(files: dict[str, bytes]) -> tuple[Diagnostic, ...]:
    """What `check` says of a project with these files."""
    with tempfile.TemporaryDirectory(prefix="ria-deck-") as folder:
        root = Path(folder).resolve()
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        return check(root, Options(output=root / "build"))


def _simpler(
    talk: ImportedTalk, looked_at: ImportedTalk, faults: Sequence[Diagnostic]
) -> tuple[ImportedTalk, frozenset[str] | None]:
    """The talk with the slides that faults are on in simpler forms, and the ids of these; the same talk where nothing
    is left to give up. `looked_at` is the talk as the faults' lines have it."""
    left = list(talk.left)
    themes = [one for one in faults if one.span and one.span.path.startswith("templates/")]
    if themes and talk.files:
        left.append(LeftBehind(0, "", f"the deck's template ({themes[0].message}): the built-in theme serves"))
        return replace(talk, files={}, left=tuple(left)), None
    made: dict[str, list[ImportedSlide]] = {}
    for slide, path, line, height in _lines_of(looked_at):
        here = [one for one in faults if one.span and one.span.path == path and line <= one.span.line < line + height]
        if here:
            made[slide.id] = _simpler_slide(slide, line, here, left)
    topics = [
        replace(topic, slides=tuple(new for slide in topic.slides for new in made.get(slide.id, [slide])))
        for topic in talk.topics
    ]
    ids = frozenset(slide.id for slides in made.values() for slide in slides)
    return replace(talk, topics=tuple(topics), left=tuple(left)), ids


def _without_unknown(
    talk: ImportedTalk, faults: Sequence[Diagnostic]
) -> tuple[ImportedTalk, frozenset[str] | None] | None:
    """The talk without the characters that no font has, on all slides at once and in its titles: one message names them
    for all. None where there are none."""
    unknown = {chr(int(code, 16)) for one in faults if one.code == "RD531" for code in _CHARACTER.findall(one.message)}
    bare: dict[str, ImportedSlide] = {}
    left = list(talk.left)
    for slide in (slide for topic in talk.topics for slide in topic.slides):
        here = sorted(unknown.intersection(slide_text(slide)))
        cut = without_characters(slide, here)
        if cut != slide:
            bare[slide.id] = cut
            left.append(LeftBehind(slide.number, "", f"characters that no font here has: {' '.join(here)}"))
    bare_talk = _with_bare_titles(talk, unknown)
    if bare_talk != talk:
        here = sorted(
            unknown.intersection(" ".join([talk.title, talk.running_title, *(one.title for one in talk.topics)]))
        )
        left.append(LeftBehind(0, "", f"characters of its titles that no font here has: {' '.join(here)}"))
    elif not bare:
        return None
    topics = [
        replace(topic, slides=tuple(bare.get(slide.id, slide) for slide in topic.slides)) for topic in bare_talk.topics
    ]
    active = frozenset(bare) if bare_talk == talk else None
    return replace(bare_talk, topics=tuple(topics), left=tuple(left)), active


def _with_bare_titles(talk: ImportedTalk, unknown: set[str]) -> ImportedTalk:
    """The talk without some characters in its own title, that of its footer and those of its topics."""

    def bare(text: str) -> str:
        return "".join(char for char in text if char not in unknown)

    topics = tuple(replace(topic, title=bare(topic.title)) for topic in talk.topics)
    title = bare(talk.title)
    return replace(
        talk, title=title if title.strip() else talk.id, running_title=bare(talk.running_title), topics=topics
    )


def _lines_of(talk: ImportedTalk) -> Iterator[tuple[ImportedSlide, str, int, int]]:
    """Each slide with its file, its first line there, and how many lines it has."""
    for number, topic in enumerate(talk.topics, start=1):
        line = 5 if topic.title else 1
        for slide in topic.slides:
            height = slide_text(slide).count("\n") + 1
            yield slide, topic_path(number, topic), line, height
            line += height


def _simpler_slide(
    slide: ImportedSlide, line: int, faults: Sequence[Diagnostic], left: list[LeftBehind]
) -> list[ImportedSlide]:
    codes = {one.code for one in faults}
    if slide.title and any("the title is" in one.message for one in faults if one.code in OVERFULL):
        return [with_short_title(slide, left)]
    if codes <= set(OVERFULL):
        return with_room(slide, left)
    parts = parts_of(slide)
    if codes <= set(CRAMPED) and len(parts) > 1:
        return apart(slide, left)
    wrong = [part for part in parts if _is_at(part, slide, line, faults)]
    notes = words_of(slide.notes) if slide.notes and not wrong else slide.notes
    if notes != slide.notes:
        return [replace(slide, notes=notes)]
    wrong = wrong or [part for part in parts if part.kind is not PartKind.PROSE] or list(parts)
    made = {id(part): _simpler_part(part, slide, faults, left) for part in wrong}
    return [_with_parts(slide, made)]


def _simpler_part(
    part: SlidePart, slide: ImportedSlide, faults: Sequence[Diagnostic], left: list[LeftBehind]
) -> SlidePart | None:
    why = next(one.message for one in faults)
    if part.simpler is not None:
        left.append(LeftBehind(slide.number, part.name, f"{part.simpler.loss} ({why})"))
        return part.simpler
    bare = words_of(part.markdown) if part.kind is PartKind.PROSE else ""
    if bare and bare != part.markdown:
        left.append(LeftBehind(slide.number, part.name, f"forms of a text ({why})"))
        return replace(part, markdown=bare)
    left.append(LeftBehind(slide.number, part.name, f"a {part.kind.value} that can't be built ({why})"))
    return None


def _with_parts(slide: ImportedSlide, made: dict[int, SlidePart | None]) -> ImportedSlide:
    def kept(parts: Sequence[SlidePart]) -> tuple[SlidePart, ...]:
        found = (made.get(id(part), part) for part in parts)
        return tuple(part for part in found if part is not None)

    columns = tuple(filter(None, map(kept, slide.columns)))
    parts = kept(slide.parts)
    layout = slide.layout
    if slide.columns and len(columns) == 1:
        parts, columns, layout = columns[0], (), "bullets"
    if made and not columns:
        layout = _layout_for({part.kind for part in parts}, layout)
    return replace(slide, parts=parts, columns=columns, layout=layout)


def _layout_for(kinds: set[PartKind], layout: str) -> str:
    """The layout for what is left on a slide."""
    figure = next((kind for kind in kinds if kind is not PartKind.PROSE), None)
    if figure is None:
        return "bullets"
    if PartKind.PROSE not in kinds:
        return str(figure.value)
    return "table-right" if figure is PartKind.TABLE else layout


def _is_at(part: SlidePart, slide: ImportedSlide, line: int, faults: Sequence[Diagnostic]) -> bool:
    text = slide_text(slide)
    at = text.find(part.markdown)
    if at < 0:
        return False
    first = line + text.count("\n", 0, at)
    last = first + part.markdown.count("\n")
    return any(one.span is not None and first <= one.span.line <= last for one in faults)
