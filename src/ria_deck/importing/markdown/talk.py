"""A talk in Markdown of pandoc, Marp, Quarto or Slidev as a talk of ours."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ria_deck.content.slides.slug import slugify
from ria_deck.importing.arranging import DeckLayout, arranged
from ria_deck.importing.colors import ColorRoles
from ria_deck.importing.deck_language import language_of
from ria_deck.importing.files import ProjectFiles
from ria_deck.importing.markdown.parts import MarkdownReader, MarkdownReading
from ria_deck.importing.markdown.slides import MarkdownTalk, WrittenPart, divided
from ria_deck.importing.marked_text import plain_markdown
from ria_deck.importing.talk import ImportedSlide, ImportedTalk, ImportedTopic, LeftBehind, PartKind
from ria_deck.model.theme import Layout

_SIZE = (12_192_000, 6_858_000)
_ID = re.compile(r"\{[^{}]*#(?P<id>[^\W_][\w-]*)[^{}]*\}\s*$")
_HIDDEN = re.compile(r"\{[^{}]*visibility=.?hidden[^{}]*\}\s*$")
_SAID = ("title", "subtitle", "author", "authors", "date", "lang", "language", "institute")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*")


def import_markdown(file: Path, name: str, layouts: Mapping[str, Layout]) -> ImportedTalk:
    """The talk of a Markdown file; `name` is the project's id. Raises UnicodeDecodeError."""
    written = divided(file.read_text(encoding="utf-8"), quarto=file.suffix.lower() == ".qmd")
    files = ProjectFiles(file.name, ColorRoles((), {}, {}))
    reader = MarkdownReader(file.parent, files, written.dialect)
    taken: set[str] = set()
    topics: list[ImportedTopic] = []
    section, slides = "", list[ImportedSlide]()
    for number, part in enumerate(written.slides, start=1):
        if part.level and part.level <= written.section_level:
            topics += [ImportedTopic(title=section, slides=tuple(slides))] * bool(slides)
            section, slides = reader.title(part.title), []
        slides += _slides(part, number, reader, written, taken, layouts)
    topics += [ImportedTopic(title=section, slides=tuple(slides))] * bool(slides)
    head = written.head
    first = next((slide.title for topic in topics for slide in topic.slides if slide.title), "")
    title = plain_markdown(str(head["title"]), one_line=True) if head.get("title") else first
    unread = sorted(str(key) for key in head if key not in _SAID and key != "marp")
    left = [LeftBehind(0, "", f"settings of {written.dialect}: {', '.join(unread)}")] if unread else []
    return ImportedTalk(
        id=name,
        title=title or name,
        subtitle=plain_markdown(str(head["subtitle"]), one_line=True) if head.get("subtitle") else "",
        authors=tuple(plain_markdown(one, one_line=True) for one in _authors(head)),
        language=_language(head, written),
        date=_date(head.get("date")),
        topics=tuple(topics),
        pictures=files.pictures,
        left=(*left, *reader.left),
        origin=file.name,
    )


def _slides(
    part: WrittenPart,
    number: int,
    reader: MarkdownReader,
    written: MarkdownTalk,
    taken: set[str],
    layouts: Mapping[str, Layout],
) -> list[ImportedSlide]:
    found = reader.read(part.lines, number)
    title = reader.title(part.title)
    named = _ID.search(part.title)
    identifier = _free(named["id"] if named else slugify(re.sub(r"[\\*]", "", title))[:40].strip("-"), number, taken)
    over = bool(part.level) and part.level <= written.section_level
    kind = "secHead" if over or (number > 1 and part.head.get("layout") in ("cover", "section")) else ""
    slide = ImportedSlide(
        number=number,
        id=identifier,
        title=title,
        notes="\n\n".join(found.notes),
        hidden=bool(_HIDDEN.search(part.title)),
    )
    return _arranged(slide, found, kind, layouts, taken)


def _arranged(
    slide: ImportedSlide, found: MarkdownReading, kind: str, layouts: Mapping[str, Layout], taken: set[str]
) -> list[ImportedSlide]:
    columns = [column for column in found.columns if column]
    if 2 <= len(columns) <= 3 and not found.parts and all(len(column) == 1 for column in columns):
        layout = "two-columns" if len(columns) == 2 else "three-columns"
        return [replace(slide, layout=layout, columns=tuple(map(tuple, columns)))]
    parts = [*found.parts, *(part for column in columns for part in column)]
    if len(parts) == 1 and parts[0].kind is PartKind.CODE:
        return [replace(slide, layout="code", parts=tuple(parts))]
    forms = arranged(parts, DeckLayout(name="", type=kind, size=_SIZE, first=False, own=False), layouts)
    made = []
    for number, form in enumerate(forms, start=1):
        one = replace(slide, layout=form.layout, parts=form.parts, columns=form.columns)
        if number > 1:
            title = f"{slide.title} ({number})" if slide.title else ""
            one = replace(one, id=_free(f"{slide.id}-{number}", slide.number, taken), title=title, notes="")
        made.append(one)
    return made


def _free(wish: str, number: int, taken: set[str]) -> str:
    base = found = wish or f"slide-{number}"
    count = 1
    while found in taken:
        count += 1
        found = f"{base}-{count}"
    taken.add(found)
    return found


def _authors(head: Mapping[str, Any]) -> list[str]:
    given = head.get("author") or head.get("authors") or []
    listed = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    names = [one.get("name", "") if isinstance(one, Mapping) else one for one in listed]
    return [" ".join(str(name).split()) for name in names if name]


def _date(given: Any) -> dt.date:
    if isinstance(given, dt.datetime):
        return given.date()
    if isinstance(given, dt.date):
        return given
    match = re.search(r"\d{4}-\d{2}-\d{2}", str(given or ""))
    try:
        return dt.date.fromisoformat(match[0]) if match else dt.date(2000, 1, 1)
    except ValueError:
        return dt.date(2000, 1, 1)


def _language(head: Mapping[str, Any], written: MarkdownTalk) -> str:
    given = str(head.get("lang") or head.get("language") or "").partition("-")[0].lower()
    if _LANGUAGE.fullmatch(given):
        return given
    return language_of("\n".join(line for part in written.slides for line in part.lines), Counter())
