"""PowerPoint templates as other programs and designers leave them, made small from python-pptx's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as PresentationType
from pptx.slide import SlideLayout
from pptx.util import Inches

GERMAN = (
    "Titelfolie",
    "Titel und Inhalt",
    "Abschnitts-\nüberschrift",
    "Zwei Inhalte",
    "Vergleich",
    "Nur Titel",
    "Leer",
)
_FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}


def german() -> PresentationType:
    """German Office's names; that of the section has a line feed."""
    template = Presentation()
    for layout, name in zip(template.slide_layouts, GERMAN, strict=False):
        layout.name = name
    return template


def libreoffice() -> PresentationType:
    """As LibreOffice saves: no placeholder has an index, and a shape of the master has the id of its tree."""
    template = Presentation()
    for layout in template.slide_layouts:
        root: Any = layout._element
        for properties in root.iter("{*}ph"):
            properties.attrib.pop("idx", None)
    for properties in list(template.slide_master._element.iter("{*}cNvPr"))[:2]:
        properties.set("id", "1")
    return template


def lines_beside_content() -> PresentationType:
    """A designer's layout of two contents is a line under the title, content, and a caption at the foot of the slide."""
    template = Presentation()
    layout = _named(template, "Two Content")
    line, content = _bodies(layout)
    line.left, line.top, line.width, line.height = Inches(0.5), Inches(1.3), Inches(9), Inches(0.3)
    content.left, content.top, content.width, content.height = Inches(0.5), Inches(1.7), Inches(9), Inches(5)
    return template


def untitled_cover() -> PresentationType:
    """The cover has its words in text boxes, and no placeholder for a title."""
    template = Presentation()
    layout = _named(template, "Title Slide")
    for shape in list[Any](layout.placeholders):
        if shape.placeholder_format.type in {PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE}:
            _remove(shape._element)
    return template


def lines_over_titles() -> PresentationType:
    """No layout has a type, and a line of text stands over the title of each that has content."""
    template = Presentation()
    for layout, name in zip(
        template.slide_layouts, ("Cover", "One", "Divider", "Two", "Both", "Head", "None"), strict=False
    ):
        layout.name = name
        root: Any = layout._element
        root.attrib.pop("type", None)
    line = _bodies(_named(template, "Divider"))[0]._element
    for name in ("One", "Two"):
        layout = _named(template, name)
        copied = layout.shapes._spTree
        copied.append(_copy(line))
        added = list[Any](layout.placeholders)[-1]
        added._element.ph.set("idx", "20")
        added.left, added.top, added.width, added.height = Inches(0.5), Inches(0.1), Inches(9), Inches(0.3)
    return template


def parked() -> PresentationType:
    """Hints to writers are parked beside the slide, and content reaches over its edge."""
    template = Presentation()
    layout = _named(template, "Two Content")
    left, right = _bodies(layout)
    left.left, left.top, left.width, left.height = Inches(-0.5), Inches(1.6), Inches(5), Inches(4.5)
    right.left, right.top, right.width, right.height = Inches(5), Inches(1.6), Inches(5.5), Inches(4.5)
    plain = _named(template, "Title and Content")
    plain.shapes._spTree.append(_copy(left._element))
    hint = list[Any](plain.placeholders)[-1]
    hint._element.ph.set("idx", "20")
    hint.left, hint.top, hint.width, hint.height = Inches(-9), Inches(0), Inches(8.5), Inches(7)
    return template


def crowded() -> PresentationType:
    """Five layouts for content: a numbered list, sample words where content stands, words beside it, a small box, a
    large one."""
    template = Presentation()
    numbered, worded, beside, small = (
        _named(template, name)
        for name in ("Title and Content", "Title and Vertical Text", "Picture with Caption", "Vertical Title and Text")
    )
    content = _bodies(numbered)[0]._element
    for layout in (worded, beside, small):
        for shape in [*_bodies(layout), *(one for one in list[Any](layout.placeholders) if _is_title(one))]:
            _remove(shape._element)
        layout._element.set("type", "obj")
        title = _copy(next(one for one in list[Any](numbered.placeholders) if _is_title(one))._element)
        layout.shapes._spTree.append(title)
        layout.shapes._spTree.append(_copy(content))
    level = etree.SubElement(content.find(".//{*}lstStyle"), qn("a:lvl1pPr"))
    etree.SubElement(level, qn("a:buAutoNum"), type="arabicPeriod")
    _words(worded, Inches(1), Inches(2), "Your text here")
    _words(beside, Inches(0.2), Inches(0.2), "Department")
    box = _bodies(beside)[0]
    box.left, box.top, box.width, box.height = Inches(0.5), Inches(1.6), Inches(3), Inches(1.5)
    box = _bodies(small)[0]
    box.left, box.top, box.width, box.height = Inches(0.5), Inches(1.6), Inches(8), Inches(4.5)
    return template


def low_columns() -> PresentationType:
    """A broad slide with a band and a small sign at the foot of its master, which one layout leaves out. Two columns begin
    lower than text does, under heads of their own."""
    template = Presentation()
    template.slide_width, template.slide_height = Inches(13.333), Inches(7.5)
    master: Any = template.slide_master
    for shape in list[Any](master.placeholders):
        if shape.placeholder_format.type in _FURNITURE:
            _remove(shape._element)
    for layout in template.slide_layouts:
        for shape in list[Any](layout.placeholders):
            if shape.placeholder_format.type in _FURNITURE:
                _remove(shape._element)
    plain = _named(template, "Title and Content")
    band = _words(plain, 0, Inches(6.8), "", Inches(13.333))
    sign = _words(plain, Inches(12), Inches(6.2), "", Inches(1))
    for shape in (band, sign):
        _remove(shape)
        master._element.cSld.spTree.append(shape)
    _words(_named(template, "Title Only"), Inches(8), Inches(6.3), "Confidential", Inches(4))
    two = _named(template, "Two Content")
    two._element.set("showMasterSp", "0")
    for shape in _bodies(two):
        shape.left, shape.top, shape.width, shape.height = shape.left, Inches(3), Inches(6), Inches(2.5)
    _bodies(two)[1].left = Inches(7)
    return template


def titles_only() -> PresentationType:
    """No layout has a place for content; the sections' has no type and its words below the title."""
    template = Presentation()
    for name in ("Title and Content", "Two Content", "Comparison", "Content with Caption", "Picture with Caption",
                 "Title and Vertical Text", "Vertical Title and Text"):  # fmt: skip
        layout = _named(template, name)
        template.slide_layouts.remove(layout)
    _named(template, "Section Header")._element.attrib.pop("type")
    return template


def placed_kinds() -> PresentationType:
    """Layouts without types or names that say one: what they are for follows from where their placeholders stand."""
    template = Presentation()
    for number, layout in enumerate(template.slide_layouts):
        layout._element.attrib.pop("type", None)
        layout.name = f"{number} Layout"
    return template


MAKERS: dict[str, Callable[[], PresentationType]] = {
    made.__name__: made
    for made in (german, libreoffice, lines_beside_content, untitled_cover, lines_over_titles, parked)
}
FURTHER: dict[str, Callable[[], PresentationType]] = {
    made.__name__: made for made in (crowded, low_columns, titles_only, placed_kinds)
}


def _named(template: PresentationType, name: str) -> SlideLayout:
    return next(layout for layout in template.slide_layouts if layout.name == name)


def _bodies(layout: SlideLayout) -> list[Any]:
    return list(_content(layout))


def _content(layout: SlideLayout) -> Iterator[Any]:
    for shape in list[Any](layout.placeholders):
        kind = shape.placeholder_format.type
        if kind not in _FURNITURE | {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}:
            yield shape


def _is_title(shape: Any) -> bool:
    return shape.placeholder_format.type in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}


def _words(layout: SlideLayout, left: int, top: int, text: str, width: int = Inches(2)) -> Any:
    """A text box on a layout, which python-pptx adds to slides only."""
    deck: Any = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box = slide.shapes.add_textbox(left, top, width, Inches(0.5))
    box.text_frame.text = text
    tree: Any = layout.shapes._spTree
    tree.append(box._element)
    return box._element


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _copy(element: Any) -> Any:
    from copy import deepcopy

    return deepcopy(element)
