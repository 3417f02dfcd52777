"""A deck of anybody's: slides in their order, shapes with names and alternative texts, tables, charts and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ria_deck.ooxml.charts import ChartPart
from ria_deck.ooxml.package import OfficePackage, OfficePackageError
from ria_deck.ooxml.spans import Element

_HOLDERS = {
    "sp": "nvSpPr",
    "pic": "nvPicPr",
    "graphicFrame": "nvGraphicFramePr",
    "grpSp": "nvGrpSpPr",
    "cxnSp": "nvCxnSpPr",
}
_CHART_URI = "/chart"
_TABLE_URI = "/table"


@dataclass(frozen=True, slots=True, eq=False)
class SlideShape:
    """A shape of a slide, also within groups: its element and the properties that programs keep."""

    part: str
    element: Element
    id: int
    name: str
    alternative: str
    placeholder: str | None  # `p:ph/@type`, "obj" where it has none; None for any other shape

    @property
    def kind(self) -> str:
        """`table`, `chart`, `picture`, `text`, `group`, `connector`, or `object` for what none of these is."""
        match self.element.name:
            case "pic":
                return "picture"
            case "grpSp":
                return "group"
            case "cxnSp":
                return "connector"
            case "graphicFrame":
                uri = _uri(self.element)
                return "chart" if uri.endswith(_CHART_URI) else "table" if uri.endswith(_TABLE_URI) else "object"
            case _:
                return "text"

    @property
    def table(self) -> Element | None:
        """The `a:tbl` of a table."""
        return next(self.element.iter("tbl"), None) if self.kind == "table" else None

    @property
    def paragraphs(self) -> list[Element]:
        """The `a:p` of the shape, those of a table's cells row by row."""
        return [] if self.element.name == "grpSp" else list(self.element.iter("p"))


@dataclass(frozen=True, slots=True, eq=False)
class DeckSlide:
    """A slide: its part, its place from 1, its name (`p:cSld/@name`), and whether it is hidden."""

    package: OfficePackage
    part: str
    number: int
    id: int

    @property
    def root(self) -> Element:
        """The `p:sld`."""
        return self.package.tree(self.part)

    @property
    def name(self) -> str:
        """`p:cSld/@name`: the slide's id in decks that this program built."""
        found = self.root.child("cSld")
        return found.get("name") if found else ""

    @property
    def hidden(self) -> bool:
        """Whether a show leaves it out."""
        return self.root.get("show", "1") in ("0", "false")

    @property
    def shapes(self) -> list[SlideShape]:
        """All shapes in drawing order, groups before what is in them."""
        return list(_shapes(self.root, self.part))

    @property
    def notes_part(self) -> str | None:
        """The part of its speaker's notes."""
        return next(iter(self.package.related(self.part, "notesSlide")), None)

    @property
    def notes(self) -> list[SlideShape]:
        """The shapes of its notes page."""
        part = self.notes_part
        return list(_shapes(self.package.tree(part), part)) if part else []

    @property
    def title(self) -> str:
        """The words of its title placeholder; empty where it has none."""
        for shape in self.shapes:
            if shape.placeholder in ("title", "ctrTitle"):
                return " ".join(paragraph_text(one) for one in shape.paragraphs).strip()
        return ""

    def tags(self, shape: SlideShape) -> list[str]:
        """The names of what add-ins keep with a shape (`p:custDataLst`)."""
        relations = (self.package.target(self.part, one.get("r:id")) for one in shape.element.iter("tags"))
        parts = [one.target for one in relations if one is not None and one.target in self.package.parts]
        return [tag.get("name") for part in parts for tag in self.package.tree(part).iter("tag")]

    def chart(self, shape: SlideShape) -> ChartPart | None:
        """The chart in a graphic frame; None for one in a form that isn't understood (chartex)."""
        found = next(shape.element.iter("chart"), None)
        relation = self.package.target(self.part, found.get("r:id")) if found is not None else None
        if relation is None or relation.external or relation.target not in self.package.parts:
            return None
        return ChartPart(self.package, relation.target)


class Presentation:
    """A .pptx, .pptm or .potx in memory."""

    def __init__(self, package: OfficePackage) -> None:
        self.package = package
        self.root = package.tree(package.main)
        if self.root.name != "presentation":
            raise OfficePackageError("it is not a presentation")

    @classmethod
    def read(cls, data: bytes) -> Presentation:
        """The deck in `data`. Raises OfficePackageError."""
        return cls(OfficePackage.read(data))

    @cached_property
    def slides(self) -> list[DeckSlide]:
        """The slides in the order of the show."""
        listed = self.root.child("sldIdLst")
        found: list[DeckSlide] = []
        for number, entry in enumerate(listed.all("sldId") if listed else [], start=1):
            relation = self.package.target(self.package.main, entry.get("r:id"))
            if relation is None or relation.target not in self.package.parts:
                raise OfficePackageError(f"its slide {number} is missing")
            found.append(DeckSlide(self.package, relation.target, number, int(entry.get("id", "0"))))
        return found

    @property
    def signed(self) -> bool:
        """Whether it carries a digital signature, which any change breaks."""
        return any(name.startswith("_xmlsignatures/") for name in self.package.parts)

    @property
    def application(self) -> str:
        """The program that saved it last, as it says itself."""
        return self._property("docProps/app.xml", "Application")

    def _property(self, part: str, name: str) -> str:
        if part not in self.package.parts:
            return ""
        return next((one.text for one in self.package.tree(part).iter(name)), "")


def paragraph_text(paragraph: Element) -> str:
    """The words of a paragraph: runs and fields, a line break as U+000B, as PowerPoint has it."""
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    for one in paragraph.children:
        if one.name in ("r", "fld"):
            yield from (text.text for text in one.all("t"))
        elif one.name == "br":
            yield "\v"


def _shapes(root: Element, part: str) -> Iterator[SlideShape]:
    tree = root.child("cSld", "spTree")
    yield from _below(tree, part) if tree is not None else ()


def _below(holder: Element, part: str) -> Iterator[SlideShape]:
    for element in holder.children:
        if element.name == "AlternateContent":  # a newer form first, the older one for other programs behind it
            choice = element.child("Choice")
            yield from _below(choice, part) if choice is not None else ()
        elif element.name in _HOLDERS:
            yield _shape(element, part)
            if element.name == "grpSp":
                yield from _below(element, part)


def _shape(element: Element, part: str) -> SlideShape:
    properties = element.child(_HOLDERS[element.name])
    common = properties.child("cNvPr") if properties else None
    placeholder = properties.child("nvPr", "ph") if properties else None
    identifier = common.get("id", "0") if common else "0"
    return SlideShape(
        part=part,
        element=element,
        id=int(identifier) if identifier.isdigit() else 0,
        name=common.get("name") if common else "",
        alternative=common.get("descr") if common else "",
        placeholder=placeholder.get("type", "obj") if placeholder is not None else None,
    )


def _uri(frame: Element) -> str:
    found = frame.child("graphic", "graphicData")
    return found.get("uri") if found else ""
