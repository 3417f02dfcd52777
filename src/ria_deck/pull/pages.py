"""The slides of a deck as `pull` compares them: texts with marks, cells, notes, points of charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ria_deck.model.text import TextMark
from ria_deck.ooxml.charts import ChartPart
from ria_deck.ooxml.presentation import DeckSlide, Presentation, SlideShape
from ria_deck.ooxml.spans import Element
from ria_deck.pull.letters import Letter, seen, text_of
from ria_deck.pull.looks import box_of, look_of, slide_look, text_look

_FURNITURE = ("sldNum", "dt")  # fields that programs fill in by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedSeries:
    """A series of a chart: its name, its categories and its points as written in the chart's cache."""

    name: str
    categories: tuple[str, ...]
    points: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedShape:
    """A shape: its paragraphs, the cells of a table row by row (those that others cover left out), the series and typed
    texts of a chart; `box` is left, top, width, height in EMU, None where its layout says it; `look` names its fills."""

    id: int
    name: str
    kind: str
    placeholder: str | None
    alternative: str
    box: tuple[int, int, int, int] | None
    look: tuple[str, ...]
    laid: tuple[int, int, int, int] | None = None  # the box that the slide's layout gives it
    text_look: tuple[str, ...] = ()  # the colours and sizes that runs of its text have of their own
    paragraphs: tuple[tuple[Letter, ...], ...] = ()
    levels: tuple[int, ...] = ()  # of the paragraphs
    rows: tuple[tuple[tuple[Letter, ...], ...], ...] = ()
    series: tuple[EditedSeries, ...] = ()
    unlike: tuple[
        tuple[str, str, str], ...
    ] = ()  # cells of a chart's workbook that it shows otherwise: cell, shown, held
    picture: str = ""  # of a picture: the hash of its file

    @property
    def words(self) -> str:
        """All that it says, for finding it again."""
        cells = [cell for row in self.rows for cell in row]
        return " ".join(text_of(one) for one in (*self.paragraphs, *cells)) or self.alternative


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedSlide:
    """A slide: `name` is the id that it was built with, empty where a program has dropped it."""

    name: str
    number: int
    hidden: bool
    part: str
    shapes: tuple[EditedShape, ...]
    notes: tuple[tuple[Letter, ...], ...] = field(default=())
    look: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The words of its title."""
        return next((one.words for one in self.shapes if one.placeholder in ("title", "ctrTitle")), "")

    @property
    def words(self) -> str:
        """All words on it, for finding it again."""
        return " ".join(shape.words for shape in self.shapes if shape.placeholder != "ftr")


def pages_of(presentation: Presentation, listing_face: str) -> list[EditedSlide]:
    """The slides in order. Text in `listing_face` is code."""
    names = {slide.part: slide.name for slide in presentation.slides}
    return [_page(slide, _Reader(slide, names, listing_face)) for slide in presentation.slides]


def _page(slide: DeckSlide, reader: _Reader) -> EditedSlide:
    shapes = [reader.shape(shape) for shape in slide.shapes if shape.placeholder not in _FURNITURE]
    notes_part = slide.notes_part or ""
    bodies = [shape for shape in slide.notes if shape.placeholder == "body"]
    notes = [reader.letters(one, notes_part) for shape in bodies for one in shape.paragraphs]
    while notes and not text_of(notes[-1]).strip():
        notes.pop()
    return EditedSlide(
        name=slide.name,
        number=slide.number,
        hidden=slide.hidden,
        part=slide.part,
        shapes=tuple(shapes),
        notes=tuple(notes),
        look=tuple(slide_look(slide)),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reads the shapes of one slide."""

    slide: DeckSlide
    names: dict[str, str]  # of all slides, by part
    listing_face: str

    def shape(self, shape: SlideShape) -> EditedShape:
        chart = self.slide.chart(shape) if shape.kind == "chart" else None
        found = EditedShape(
            id=shape.id,
            name=shape.name,
            kind=shape.kind,
            placeholder=shape.placeholder,
            alternative=seen(shape.alternative),
            box=box_of(shape.element),
            look=tuple(look_of(shape, chart)),
            laid=self._laid(shape),
            text_look=tuple(sorted(set(text_look(shape.element)))),
        )
        match shape.kind:
            case "table":
                return replace(found, rows=tuple(self._rows(shape)))
            case "chart":
                return found if chart is None else self._chart(found, chart)
            case "picture":
                return replace(found, picture=self._picture(shape))
            case "group" | "connector" | "object":
                return found
            case _:
                texts = tuple(self.letters(one, shape.part) for one in shape.paragraphs)
                return replace(found, paragraphs=texts, levels=tuple(_level(one) for one in shape.paragraphs))

    def _laid(self, shape: SlideShape) -> tuple[int, int, int, int] | None:
        place = shape.element.child("nvSpPr", "nvPr", "ph")
        if place is None:
            return None
        package = self.slide.package
        layouts = package.related(self.slide.part, "slideLayout")
        masters = [one for layout in layouts for one in package.related(layout, "slideMaster")]
        for part, key in [*((one, "idx") for one in layouts), *((one, "type") for one in masters)]:
            for other in package.tree(part).iter("sp"):
                same = other.child("nvSpPr", "nvPr", "ph")
                box = box_of(other) if same is not None and same.get(key, "0") == place.get(key, "0") else None
                if box is not None:
                    return box
        return None

    def _chart(self, found: EditedShape, chart: ChartPart) -> EditedShape:
        titles = [one for holder in chart.root.iter("rich") for one in holder.all("p")]
        for part in chart.package.related(chart.part, "chartUserShapes"):
            titles += chart.package.tree(part).iter("p")
        paragraphs = [self.letters(one, chart.part) for one in titles]
        return replace(
            found,
            series=tuple(_series(chart)),
            unlike=tuple((str(cell), shown, held) for cell, shown, held in chart.unlike_workbook()),
            paragraphs=tuple(one for one in paragraphs if text_of(one).strip()),
        )

    def _rows(self, shape: SlideShape) -> Iterator[tuple[tuple[Letter, ...], ...]]:
        table = shape.table
        for row in table.all("tr") if table else ():
            cells = [one for one in row.all("tc") if not {one.get("hMerge"), one.get("vMerge")} & {"1", "true"}]
            yield tuple(self._cell(cell, shape.part) for cell in cells)

    def _cell(self, cell: Element, part: str) -> tuple[Letter, ...]:
        found: list[Letter] = []
        body = cell.child("txBody")
        for paragraph in body.all("p") if body else ():
            found += [Letter("\n")] * bool(found)
            found += self.letters(paragraph, part)
        return tuple(found)

    def _picture(self, shape: SlideShape) -> str:
        from hashlib import sha256

        blip = next(shape.element.iter("blip"), None)
        relation = self.slide.package.target(shape.part, blip.get("r:embed")) if blip else None
        data = self.slide.package.parts.get(relation.target) if relation and not relation.external else None
        return sha256(data).hexdigest() if data is not None else ""

    def letters(self, paragraph: Element, part: str) -> tuple[Letter, ...]:
        """The letters of an `a:p` in a part."""
        found: list[Letter] = []
        for child in paragraph.children:
            if child.name in ("r", "fld"):
                form = self._form(child.child("rPr"), part)
                found += [replace(form, text=char) for one in child.all("t") for char in seen(one.text)]
            elif child.name == "br":
                found.append(Letter("\n"))
        return tuple(found)

    def _form(self, properties: Element | None, part: str) -> Letter:
        if properties is None:
            return Letter("")
        marks: set[TextMark] = set()
        for name, mark in (("b", TextMark.STRONG), ("i", TextMark.EMPHASIS)):
            if properties.get(name) in ("1", "true"):
                marks.add(mark)
        if properties.get("strike", "noStrike") != "noStrike":
            marks.add(TextMark.STRIKE)
        raised = properties.get("baseline", "0").rstrip("%")
        if raised.startswith("-") and raised.strip("-0."):
            marks.add(TextMark.SUBSCRIPT)
        elif raised.strip("0."):
            marks.add(TextMark.SUPERSCRIPT)
        latin = properties.child("latin")
        if latin is not None and self.listing_face and latin.get("typeface") == self.listing_face:
            marks.add(TextMark.CODE)
        return Letter("", marks=frozenset(marks), href=self._link(properties, part))

    def _link(self, properties: Element, part: str) -> str:
        click = properties.child("hlinkClick")
        relation = self.slide.package.target(part, click.get("r:id")) if click is not None else None
        if relation is None:
            return ""
        if relation.external:
            return relation.target
        name = self.names.get(relation.target, "")
        return f"#{name}" if name else ""


def _level(paragraph: Element) -> int:
    properties = paragraph.child("pPr")
    level = properties.get("lvl", "0") if properties is not None else "0"
    return int(level) if level.isdigit() else 0


def _series(chart: ChartPart) -> Iterator[EditedSeries]:
    for one in chart.series:
        values = one.references.get("val") or one.references.get("yVal")
        names = one.references.get("cat") or one.references.get("xVal")
        if values is None:
            continue
        yield EditedSeries(
            name=seen(one.name),
            categories=tuple(names.text(index) or "" for index in range(names.count)) if names else (),
            points=tuple(values.text(index) for index in range(values.count)),
        )
