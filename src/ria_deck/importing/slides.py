"""A slide of a deck as parts with places: title, texts, tables, charts, pictures, notes, and what stays behind."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ria_deck.importing.charts.block import import_chart
from ria_deck.importing.drawings.groups import WHOLE, drawing_part, in_order, is_large
from ria_deck.importing.drawings.objects import diagram_words, is_within, object_kind
from ria_deck.importing.drawings.pictures import FoundPicture, picture_of, useful_alternative
from ria_deck.importing.files import ProjectFiles
from ria_deck.importing.finding import FIELDS, link_of, notes_text, title_text
from ria_deck.importing.inheritance import SlideStyle
from ria_deck.importing.key_figures import OWN, kpi_part, row_of_figures
from ria_deck.importing.marked_text import plain_markdown
from ria_deck.importing.slide_reading import SlideReading
from ria_deck.importing.tables import import_table
from ria_deck.importing.talk import LeftBehind, PartKind, SlidePart
from ria_deck.importing.texts import TextParagraph, body_markdown, paragraphs_of, title_markdown
from ria_deck.ooxml.package import OfficePackageError
from ria_deck.ooxml.presentation import DeckSlide, SlideShape
from ria_deck.ooxml.spans import Element

TITLES = ("title", "ctrTitle")
_SOURCE = re.compile(
    r"(?:sources?|quellen?|出典|資料|источники?|джерел[оа]|fuentes?|fonti?|bron)\s*[:：]", re.IGNORECASE
)
_LONGEST_SOURCE = 300
_NAME = re.compile(r"[^\w]+")


class SlideReader:
    """Reads one slide after the other into parts; files go to `files`."""

    def __init__(self, files: ProjectFiles, ids: Mapping[str, str], size: tuple[int, int], *, own: bool) -> None:
        self.files = files
        self.ids = ids  # slide parts → slide ids
        self.size = size
        self.own = own

    def read(self, slide: DeckSlide) -> SlideReading:
        """The parts of a slide. Raises OfficePackageError for a part that can't be read."""
        return _One(self, slide).read()


class _One:
    def __init__(self, reader: SlideReader, slide: DeckSlide) -> None:
        self.reader, self.slide = reader, slide
        self.style = SlideStyle(slide)
        self.found = SlideReading()
        self.names: set[str] = set()
        self.bare = 0

    def read(self) -> SlideReading:
        covered = self._key_figures()
        for shape in self.slide.shapes:
            if id(shape.element) in covered:
                continue
            if shape.kind == "group":
                covered.update(id(one) for one in shape.element.iter())
                self._group(shape)
            else:
                self._shape(shape)
        self._others()
        self._title_from_text()
        if count := self.bare:
            self._leave("", f"{count} drawn shape{'s' * (count != 1)} without words: left out")
        self.found.notes = notes_text(self.slide, self._link)
        return self.found

    def _key_figures(self) -> set[int]:
        """Make a block of a row of key figures; the ids of the elements that are in it."""
        row = row_of_figures(self.slide.shapes, self.style, self._paragraphs, self.reader.size, own=self.reader.own)
        if not row:
            return set()
        charts = {at: chart for at, one in enumerate(row) if one.chart and (chart := self.slide.chart(one.chart))}
        own = row[0].text.name.removeprefix(OWN).rpartition(" ")[0] if self.reader.own else ""
        made = kpi_part(row, charts, self.reader.files, self.reader.ids[self.slide.part], own)
        self.found.parts.append(made.part)
        return {id(shape.element) for one in made.taken for shape in one.shapes}

    def _shape(self, shape: SlideShape) -> None:
        if shape.placeholder in FIELDS:
            return
        if shape.placeholder in TITLES:
            self.found.title = self.found.title or title_markdown(self._paragraphs(shape))
            return
        match shape.kind:
            case "table":
                self._table(shape)
            case "chart":
                self._chart(shape)
            case "picture":
                self._picture(shape)
            case "object":
                self._object(shape)
            case "connector":
                self.bare += 1
            case _:
                self._text(shape)

    def _paragraphs(self, shape: SlideShape) -> list[TextParagraph]:
        return paragraphs_of(shape, self.style, lambda link: self._link(link, shape))

    def _text(self, shape: SlideShape) -> None:
        paragraphs = self._paragraphs(shape)
        if not paragraphs:
            if next(shape.element.iter("blipFill"), None) is not None:
                self._picture(shape)
            else:
                self.bare += shape.placeholder is None
            return
        if self.reader.own and self._own_field(shape, paragraphs):
            return
        text = " ".join(one.text for one in paragraphs).strip()
        if _SOURCE.match(text) and len(text) <= _LONGEST_SOURCE and not self.found.source and len(paragraphs) == 1:
            self.found.source = " ".join(text.split())
            return
        self._add(PartKind.PROSE, body_markdown(paragraphs), shape)

    def _own_field(self, shape: SlideShape, paragraphs: list[TextParagraph]) -> bool:
        """Whether the text is one that this program writes by itself."""
        match self.style.placeholder_name(shape):
            case "Topic" | "Part":
                return True
            case "Source":
                self.found.source = " | ".join(" ".join(one.text.split()) for one in paragraphs)
                return True
            case "Footnotes":
                self.found.foot = [" ".join(one.text.split()) for one in paragraphs]
                return True
            case _:
                return False

    def _table(self, shape: SlideShape) -> None:
        if shape.table is None:
            return
        name = self._name(shape, "table")
        made = import_table(
            shape.table,
            self.reader.files.table_name(f"{self.reader.ids[self.slide.part]}"),
            shape.alternative.strip(),
            name,
            self.style.frame(shape),
            lambda link: self._link(link, shape),
        )
        if made is None:
            return
        if made.table is not None:
            self.reader.files.tables.append(made.table)
        if made.merged:
            self._leave(shape.name, "merged cells of a table: their words are in the first of them")
        if made.table is None and shape.alternative:
            self._leave(shape.name, "the alternative text of a table: it is the table's caption")
        self.found.parts.append(made.part)

    def _chart(self, shape: SlideShape) -> None:
        chart = self.slide.chart(shape)
        try:
            made = (
                import_chart(
                    chart,
                    self.reader.files.table_name(self.reader.ids[self.slide.part]),
                    shape.alternative.strip() if useful_alternative(shape.alternative) else "",
                    self._name(shape, "chart"),
                    self.style.frame(shape),
                    self.reader.files.roles,
                )
                if chart is not None
                else "a chart in the form of a newer program"
            )
        except (OfficePackageError, StopIteration) as error:
            made = f"a chart that can't be read: {error}"
        if isinstance(made, str):
            self._leave(shape.name, made if made.startswith("a chart") else f"a chart: {made}")
            return
        self.reader.files.tables.append(made.table)
        for change in made.changes:
            self._leave(shape.name, f"the chart: {change}")
        self.found.parts.append(made.part)

    def _picture(self, shape: SlideShape) -> None:
        if next(shape.element.iter("videoFile", "quickTimeFile"), None) is not None:
            self._leave(shape.name, "a film: its picture was kept")
        elif next(shape.element.iter("audioFile", "wavAudioFile", "audioCd"), None) is not None:
            self._leave(shape.name, "a sound")
            return
        self._add_picture(picture_of(shape.element, shape.part, self.slide.package), shape)

    def _add_picture(self, picture: FoundPicture | str, shape: SlideShape) -> None:
        if isinstance(picture, str):
            self._leave(shape.name, picture)
            return
        frame = self.style.frame(shape)
        if not is_large(frame, self.reader.size):
            self._leave("", "a picture as small as an icon: left out")
            return
        name = self.reader.files.picture(picture, shape.name, self.slide.number)
        useful = useful_alternative(shape.alternative)
        alt = plain_markdown(shape.alternative if useful else f"TODO: describe {name}", one_line=True)
        if not useful:
            self._leave(shape.name, "no alternative text that says what it shows: write one in its place (TODO)")
        markdown = f"![{alt}](images/{name}){WHOLE}"
        part = SlidePart(kind=PartKind.PICTURE, markdown=markdown, frame=frame, name=name, pictures=(name,))
        self.found.parts.append(part)

    def _object(self, shape: SlideShape) -> None:
        """SmartArt, an embedded object, or what newer programs draw: its picture where there is one, and its words."""
        graphic = shape.element.child("graphic", "graphicData")
        what = object_kind(shape, graphic)
        picture = (
            picture_of(shape.element, shape.part, self.slide.package) if next(shape.element.iter("blip"), None) else ""
        )
        if isinstance(picture, FoundPicture):
            self._leave(shape.name, f"{what}: its picture was kept")
            self._add_picture(picture, shape)
            return
        words = diagram_words(graphic, self.slide) if what == "SmartArt" and graphic is not None else []
        if words:
            self._add(PartKind.PROSE, "\n".join(f"- {plain_markdown(one)}" for one in words), shape)
            self._leave(shape.name, f"{what}: its words are a list")
        else:
            self._leave(shape.name, f"{what}{': ' + picture if picture else ''}")

    def _group(self, shape: SlideShape) -> None:
        """A group: what is in it, one by one, where it holds tables or pictures; the words of a drawing as a text."""
        inner = [one for one in self.slide.shapes if one.element is not shape.element and is_within(one, shape)]
        for one in inner:
            if one.kind in ("table", "chart", "picture", "object"):
                self._shape(one)
        texts = [one for one in inner if one.kind == "text" and self._paragraphs(one)]
        drawn = sum(one.kind in ("connector", "text") for one in inner)
        if drawn == len(texts) == 1:
            self._text(texts[0])
        elif drawn:
            self._drawing(shape, inner, texts)

    def _drawing(self, shape: SlideShape, inner: list[SlideShape], texts: list[SlideShape]) -> None:
        words = "\n\n".join(body_markdown(self._paragraphs(one)) for one in in_order(texts, self.style))
        large = is_large(self.style.frame(shape), self.reader.size)
        part = drawing_part(shape, inner, words, self.style, self.reader.files, self.slide.number) if large else None
        if part is not None:
            self.found.parts.append(part)
            self._leave(shape.name, "a drawing: it is a picture, and its words can't be edited there")
        elif words:
            self._add(PartKind.PROSE, words, shape)
            self._leave(shape.name, "a drawing: its words were kept")
        else:
            self.bare += 1

    def _others(self) -> None:
        """What is on a slide beside shapes."""
        root = self.slide.root
        for alternate in root.iter("AlternateContent"):
            choice, fallback = alternate.child("Choice"), alternate.child("Fallback")
            if choice is not None and next(choice.iter("contentPart"), None) is not None:
                picture = next(fallback.iter("pic"), None) if fallback is not None else None
                self._leave("", f"ink{': its picture was kept' if picture else ''}")
                if picture is not None:
                    shape = SlideShape(self.slide.part, picture, 0, "Ink", "", None)
                    self._add_picture(picture_of(picture, self.slide.part, self.slide.package), shape)
        timing = root.child("timing")
        if timing is not None and next(timing.iter("anim", "animEffect", "animMotion", "set", "cmd"), None):
            self._leave("", "animations")

    def _title_from_text(self) -> None:
        part = None if self.found.title else title_text(self.found.parts, self.reader.size[1])
        if part is not None:
            self.found.title = part.markdown
            self.found.parts.remove(part)
            self._leave(part.name, "a text at the top of a slide without a title: it is the title now")

    def _link(self, link: Element, shape: SlideShape, part: str = "") -> str:
        href, lost = link_of(link, part or shape.part, self.slide.package, self.reader.ids)
        if lost:
            self._leave(shape.name, lost)
        return href

    def _add(self, kind: PartKind, markdown: str, shape: SlideShape) -> None:
        if markdown:
            self.found.parts.append(
                SlidePart(kind=kind, markdown=markdown, frame=self.style.frame(shape), name=shape.name)
            )

    def _name(self, shape: SlideShape, kind: str) -> str:
        """A block's name, no other's on the slide: that of decks of ours, else its kind."""
        own = shape.name.partition(" ")[2] if self.reader.own else ""
        name = base = _NAME.sub("-", own).strip("-").lower() or kind
        count = 1
        while name in self.names:
            count += 1
            name = f"{base}-{count}"
        self.names.add(name)
        return name

    def _leave(self, name: str, what: str) -> None:
        self.found.left.append(LeftBehind(self.slide.number, name, what))
