"""A .pptx of anybody's as a talk: topics by sections, slides by their layouts, language by its runs."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ria_deck.content.slides.slug import slugify
from ria_deck.importing.arranging import DeckLayout, arranged
from ria_deck.importing.colors import ColorRoles
from ria_deck.importing.deck_language import deck_language
from ria_deck.importing.files import ProjectFiles
from ria_deck.importing.inheritance import SlideStyle
from ria_deck.importing.marked_text import plain_markdown
from ria_deck.importing.slide_reading import SlideReading
from ria_deck.importing.slides import SlideReader
from ria_deck.importing.talk import ImportedSlide, ImportedTalk, ImportedTopic, LeftBehind, PartKind, SlidePart
from ria_deck.importing.yaml_text import scalar
from ria_deck.model.theme import Layout
from ria_deck.ooxml.presentation import DeckSlide, Presentation, paragraph_text
from ria_deck.ooxml.spans import Element

_LONGEST_ID = 40
_ID = re.compile(r"[^\W_][\w-]*")
_CREDIT = re.compile(
    r"(?:Pictures?|Image|画像|写真|Фото|Изображени[ея]|図版)\s*[:：]\s*(?P<credit>.+?)\s*[(（](?P<licence>[^()（）]+)[)）]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckLook:
    """What a deck is read against: layouts of the theme that will carry it, and the roles of its chart colours."""

    layouts: Mapping[str, Layout]
    roles: ColorRoles


def import_deck(deck: Presentation, name: str, origin: str, look: DeckLook) -> ImportedTalk:
    """The talk of a deck; `name` is the project's id, `origin` the deck's file. Raises OfficePackageError."""
    own = deck.application.startswith("ria-deck")
    files = ProjectFiles(origin, look.roles)
    ids = _ids(deck.slides, own=own)
    reader = SlideReader(files, ids, _size(deck), own=own)
    code, foreign = deck_language(deck)
    left: list[LeftBehind] = []
    made: dict[int, list[ImportedSlide]] = {}
    taken = set(ids.values())
    for slide in deck.slides:
        found = reader.read(slide)
        left += found.left
        _set_credits(found, files)
        made[slide.id] = _slides(slide, found, ids[slide.part], deck, look, taken, left, own=own)
    topics = _topics(deck, made, own=own)
    title = _title(deck, topics, name)
    if topics and topics[0].slides[0].layout != "title":
        left.append(LeftBehind(0, "", "no title slide: a build makes one from content/report.yaml"))
    if any(topic.title for topic in topics) and not own:
        left.append(LeftBehind(0, "", "its sections are topics: a build lists them on a contents slide"))
    return ImportedTalk(
        id=name,
        title=title,
        running_title=_footer(deck),
        language=code,
        date=_date(deck),
        topics=topics,
        tables=tuple(files.tables),
        pictures=files.pictures,
        left=(*left, *_of_the_whole(deck), *foreign),
        origin=origin,
    )


def _set_credits(found: SlideReading, files: ProjectFiles) -> None:
    """Take the credit at the foot of a slide with one picture for the picture's."""
    pictures = [name for part in found.parts for name in part.pictures]
    for line in found.foot:
        if (credit := _CREDIT.fullmatch(line)) and len(pictures) == 1:
            files.set_credit(pictures[0], credit["credit"], credit["licence"])


def _slides(
    slide: DeckSlide,
    found: SlideReading,
    identifier: str,
    deck: Presentation,
    look: DeckLook,
    taken: set[str],
    left: list[LeftBehind],
    *,
    own: bool,
) -> list[ImportedSlide]:
    style = SlideStyle(slide)
    layout = DeckLayout(
        name=style.layout_name, type=style.layout_type, size=_size(deck), first=slide.number == 1, own=own
    )
    title = found.title
    if own and _repeats(title, found.parts):
        title = ""
    parts, footnotes = _with_foot(found.parts, found.foot)
    forms = arranged(parts, layout, look.layouts)
    if len(forms) > 1:
        left.append(
            LeftBehind(slide.number, "", f"its figures are more than a slide has places for: {len(forms)} slides")
        )
    if not forms:
        return []
    slides = []
    for number, form in enumerate(forms, start=1):
        slides.append(
            ImportedSlide(
                number=slide.number,
                id=identifier if number == 1 else _free(f"{identifier}-{number}", taken),
                title=title if number == 1 or not title else f"{title} ({number})",
                layout=form.layout,
                parts=form.parts,
                columns=form.columns,
                notes=found.notes if number == 1 else "",
                source=found.source,
                footnotes=footnotes if number == 1 else (),
                hidden=slide.hidden,
            )
        )
    return slides


def _repeats(title: str, parts: Sequence[SlidePart]) -> bool:
    """Whether a title is only there for the outline: made from the slide's first words, or its figure's."""
    bare = re.sub(r"[\\*]", "", title).rstrip("…")
    prose = next((part.markdown for part in parts if part.kind is PartKind.PROSE), "")
    return bool(bare) and re.sub(r"[\\*]", "", prose).startswith(bare)


def _with_foot(parts: Sequence[SlidePart], foot: Sequence[str]) -> tuple[list[SlidePart], tuple[tuple[str, str], ...]]:
    """Lines at the foot of a slide of ours: a figure's note; credits are those of pictures."""
    lines = [line for line in foot if not _CREDIT.fullmatch(line)]
    found = list(parts)
    for line in lines:
        at = next((i for i, part in enumerate(found) if part.markdown.startswith("```{")), -1)
        if at >= 0 and "\nnote: " not in found[at].markdown:
            part = found[at]
            body = part.markdown.removesuffix("\n```")
            found[at] = replace(part, markdown=f"{body}\nnote: {scalar(line)}\n```")
        else:
            found.append(SlidePart(kind=PartKind.PROSE, markdown=plain_markdown(line), name="Footnotes"))
    return found, ()


def _ids(slides: Sequence[DeckSlide], *, own: bool) -> dict[str, str]:
    taken: set[str] = set()
    found: dict[str, str] = {}
    names = Counter(slide.name for slide in slides)
    for slide in slides:
        wish = slide.name if own and _ID.fullmatch(slide.name) and names[slide.name] == 1 else ""
        wish = wish or _short(slugify(slide.title.replace("\v", " "))) or f"slide-{slide.number}"
        found[slide.part] = _free(wish, taken)
    return found


def _short(slug: str) -> str:
    if len(slug) <= _LONGEST_ID:
        return slug
    cut = slug[: _LONGEST_ID + 1]
    return (cut.rpartition("-")[0] if "-" in cut else cut[:_LONGEST_ID]).strip("-")


def _free(wish: str, taken: set[str]) -> str:
    count, found = 1, wish
    while found in taken:
        count += 1
        found = f"{wish}-{count}"
    taken.add(found)
    return found


def _size(deck: Presentation) -> tuple[int, int]:
    found = deck.root.child("sldSz")
    return (int(found.get("cx", "9144000")), int(found.get("cy", "6858000"))) if found else (9_144_000, 6_858_000)


def _topics(deck: Presentation, made: Mapping[int, list[ImportedSlide]], *, own: bool) -> tuple[ImportedTopic, ...]:
    """Sections as topics. Slides that a build makes by itself are left to it: a contents slide of ours."""
    sections = _slides_by_section(deck, made)
    contents = {slide.id for slide in deck.slides if own and _is_contents(slide)}
    topics: list[ImportedTopic] = []
    for index, (title, ids) in enumerate(sections):
        slides = tuple(chain.from_iterable(made.get(one, []) for one in ids if one not in contents))
        if slides:
            front = own and index == 0 and slides[0].layout == "title"
            shown = "" if front or len(sections) == 1 else plain_markdown(title, one_line=True)
            topics.append(ImportedTopic(title=shown, slides=slides))
    return tuple(topics)


def _slides_by_section(deck: Presentation, made: Mapping[int, list[ImportedSlide]]) -> list[tuple[str, list[int]]]:
    """The sections with their slides' ids; one without a name where they don't have all slides in their order."""
    sections = [(one.get("name"), [_number(i.get("id")) for i in one.iter("sldId")]) for one in _sections(deck)]
    order = [slide.id for slide in deck.slides]
    listed = [identifier for _, ids in sections for identifier in ids if identifier in made]
    return sections if listed == order else [("", order)]


def _is_contents(slide: DeckSlide) -> bool:
    return SlideStyle(slide).layout_name == "Contents" and slide.number == 2


def _sections(deck: Presentation) -> list[Element]:
    return [one for one in deck.root.iter("section") if one.parent is not None and one.parent.name == "sectionLst"]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _title(deck: Presentation, topics: Sequence[ImportedTopic], name: str) -> str:
    first = topics[0].slides[0] if topics else None
    if first is not None and first.number == 1 and first.title:
        return first.title
    said = " ".join(_core(deck, "title").split())
    useful = said and said.lower() not in ("powerpoint presentation", "presentation", "slide 1")
    return plain_markdown(said if useful else name, one_line=True)


def _footer(deck: Presentation) -> str:
    """The words in the footers of most slides; empty where they have none."""
    said: Counter[str] = Counter()
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.placeholder == "ftr":
                said[" ".join(" ".join(paragraph_text(one) for one in shape.paragraphs).split())] += 1
    words, count = max(said.items(), key=lambda one: one[1], default=("", 0))
    return plain_markdown(words, one_line=True) if count * 2 > len(deck.slides) else ""


def _core(deck: Presentation, name: str) -> str:
    parts = deck.package.related("", "core-properties")
    root = deck.package.tree(parts[0]) if parts and parts[0] in deck.package.parts else None
    return next((one.text for one in root.iter(name)), "") if root else ""


def _date(deck: Presentation) -> dt.date:
    for name in ("modified", "created"):
        text = _core(deck, name)[:10]
        try:
            found = dt.date.fromisoformat(text)
        except ValueError:
            continue
        if 1980 < found.year < 2200:
            return found
    return dt.date(2000, 1, 1)


def _of_the_whole(deck: Presentation) -> list[LeftBehind]:
    found: list[LeftBehind] = []
    parts = deck.package.parts
    moved = sum(any(True for _ in slide.root.iter("transition")) for slide in deck.slides)
    if moved:
        found.append(LeftBehind(0, "", f"transitions of {moved} slide{'s' * (moved != 1)}"))
    grounds = sum(slide.root.child("cSld", "bg") is not None for slide in deck.slides)
    if grounds:
        found.append(
            LeftBehind(0, "", f"own backgrounds of {grounds} slide{'s' * (grounds != 1)}: those of the layouts serve")
        )
    for prefix, what in (
        ("ppt/comments/", "comments of reviewers"),
        ("ppt/vbaProject", "macros"),
        ("_xmlsignatures/", "a digital signature"),
        ("ppt/activeX/", "controls (ActiveX)"),
    ):
        if any(name.startswith(prefix) for name in parts):
            found.append(LeftBehind(0, "", what))
    masters = len(deck.package.related(deck.package.main, "slideMaster"))
    if masters > 1:
        found.append(LeftBehind(0, "", f"{masters} masters: the one that most slides have serves"))
    if deck.root.child("custShowLst") is not None:
        found.append(LeftBehind(0, "", "custom shows"))
    return found
