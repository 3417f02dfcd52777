"""A slide part: every field in the placeholder of its layout, in reading order."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pptx.parts.slide import SlidePart
from pptx.presentation import Presentation
from pptx.slide import Slide as PptxSlide
from pptx.slide import SlideLayout

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Code, Deck, Picture, Placement, Prose, Slide, Table
from ria_deck.model.kpi import Kpi, Multiples
from ria_deck.model.map import Map
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph, Run, TextMark, plain
from ria_deck.model.text_style import Fit
from ria_deck.model.theme import Layout, Slot, SlotRole
from ria_deck.model.timeline import Timeline
from ria_deck.render.pptx.charts.part import chart_graphic
from ria_deck.render.pptx.drawingml.colors import fill_xml
from ria_deck.render.pptx.drawingml.text import listing_face
from ria_deck.render.pptx.drawingml.xml import element, text
from ria_deck.render.pptx.slides.kpis import kpi_shapes, multiples_shapes
from ria_deck.render.pptx.slides.links import Links
from ria_deck.render.pptx.slides.maps import map_shape
from ria_deck.render.pptx.slides.pictures import picture_shape
from ria_deck.render.pptx.slides.processes import process_shapes
from ria_deck.render.pptx.slides.progress import progress_shapes
from ria_deck.render.pptx.slides.shapes import CHART_URI, ShapeContext, frame, number_shape, text_frame, text_shape
from ria_deck.render.pptx.slides.tables import cell_bars, table_shape
from ria_deck.render.pptx.slides.timelines import timeline_shape

_FIRST_ID, _IDS = 256, 2**31 - 256  # of p:sldId (ECMA-376 part 1, 19.7.13)


def add_slide(presentation: Presentation, layout: SlideLayout, name: str) -> PptxSlide:
    """A slide of a layout, without the empty placeholders that python-pptx puts on it: `fill_slide` writes its own.

    Its number in the presentation is made from its name (the slide's id), so that it is the same in every build,
    wherever the slide has moved.
    """
    rid, slide = presentation.part.add_slide(layout)
    entry = presentation.slides._sldIdLst.add_sldId(rid)
    taken = {one.id for one in presentation.slides._sldIdLst if one is not entry}
    number = zlib.crc32(name.encode()) % _IDS
    while _FIRST_ID + number in taken:
        number = (number + 1) % _IDS
    entry.set("id", str(_FIRST_ID + number))
    made: PptxSlide = slide
    made._element.cSld.set("name", name)
    _map_colors(made._element, layout._element)
    return made


def _map_colors(slide: Any, layout: Any) -> None:
    """The names of colours mean on a slide what they mean on its layout: PowerPoint too copies what a layout maps otherwise
    than the master (ECMA-376-1, 19.3.1.7)."""
    name = "{http://schemas.openxmlformats.org/presentationml/2006/main}clrMapOvr"
    given, own = layout.find(name), slide.find(name)
    if given is None or given.find("{*}overrideClrMapping") is None:
        return
    if own is not None:
        slide.replace(own, deepcopy(given))


def fill_slide(target: PptxSlide, slide: Slide, layout: Layout, deck: Deck, number: int, link: Links) -> None:
    """Put the slide's fields into a fresh slide of its layout, in the layout's reading order."""
    tree = target.shapes._spTree
    canvas = ShapeContext(deck=deck, layout=layout, link=link)
    for slot in layout.slots:
        for xml in _shapes(canvas, slot, slide, target.part, number):
            tree.append(element(xml))
    if slide.hidden:
        target._element.set("show", "0")


def _shapes(canvas: ShapeContext, slot: Slot, slide: Slide, part: SlidePart, number: int) -> list[str]:
    match slot.role:
        case SlotRole.TITLE:
            return [_title(canvas, slot, slide)]
        case SlotRole.SUBTITLE:
            return _text(canvas, slot, slide.subtitle, slide.subtitle_fit)
        case SlotRole.TOPIC:
            return _text(canvas, slot, _if_any(slide.topic), slide.topic_fit)
        case SlotRole.PART:
            return _text(canvas, slot, _if_any(slide.part), Fit())
        case SlotRole.PROGRESS:
            return progress_shapes(canvas, slot, slide.progress)
        case SlotRole.SOURCE:
            return _text(canvas, slot, slide.sources, slide.source_fit)
        case SlotRole.FOOTNOTES:
            notes = [_note(note.number, paragraph) for note in slide.foot for paragraph in note.paragraphs]
            return _text(canvas, slot, [*slide.remarks, *notes], slide.foot_fit)
        case SlotRole.FOOTER:
            running = plain(canvas.deck.footer, canvas.deck.lang)
            return _text(canvas, slot, [running] if running.runs else [], Fit())
        case SlotRole.NUMBER:
            return [number_shape(canvas, slot, number)]
        case SlotRole.BODY:
            placed = [placement for placement in slide.placements if placement.slot == slot.name]
            return [shape for placement in placed for shape in _block(canvas, slot, placement, part)]


def _text(canvas: ShapeContext, slot: Slot, paragraphs: Sequence[Paragraph], fit: Fit) -> list[str]:
    """The shape of a text; none without one."""
    return [text_shape(canvas, slot, paragraphs, fit)] if paragraphs else []


def _if_any(paragraph: Paragraph | None) -> list[Paragraph]:
    return [paragraph] if paragraph else []


def _title(canvas: ShapeContext, slot: Slot, slide: Slide) -> str:
    """The title; one that only serves the outline and screen readers stands above the slide's edge."""
    if not slide.title_hidden or slot.box.y < 0:
        return text_shape(canvas, slot.narrowed(slide.title_fit.share), [slide.title], slide.title_fit)
    box = slot.box
    place = (
        f'<p:spPr><a:xfrm><a:off x="{box.x}" y="{-box.height - 91_440}"/><a:ext cx="{box.width}" cy="{box.height}"/>'
        "</a:xfrm></p:spPr>"
    )
    return text_shape(canvas, slot, [slide.title], slide.title_fit, properties=place)


def _note(number: int, paragraph: Paragraph) -> Paragraph:
    lang = paragraph.runs[0].lang if paragraph.runs else ""
    mark = Run(text=str(number), lang=lang, marks=frozenset({TextMark.SUPERSCRIPT}))
    return Paragraph(runs=(mark, Run(text=" ", lang=lang), *paragraph.runs))


def _block(canvas: ShapeContext, slot: Slot, placement: Placement, part: SlidePart) -> list[str]:
    block = placement.block
    match block:
        case Prose():
            return [text_shape(canvas, slot.narrowed(block.fit.share), block.paragraphs, block.fit)]
        case Code():
            return [_code(canvas, slot, block)]
        case Table():
            return [table_shape(canvas, slot, block), *cell_bars(canvas, slot, block)]
        case Chart():
            graphic = chart_graphic(part, block, canvas.deck)
            return [frame(canvas, slot, f"Chart {block.name}", block.alt, graphic, CHART_URI, inside=True)]
        case Multiples():
            return multiples_shapes(canvas, slot, block, part)
        case Map():
            return [map_shape(canvas, slot, block)]
        case Timeline():
            return [timeline_shape(canvas, slot, block)]
        case Kpi():
            return kpi_shapes(canvas, slot, block, part)
        case Process():
            return process_shapes(canvas, slot, block)
        case Picture():
            return [picture_shape(canvas, slot, block, part)]


def _code(canvas: ShapeContext, slot: Slot, code: Code) -> str:
    """A listing: a paragraph for each line, its pieces in their colours, in a fixed-width face."""
    lang = canvas.deck.lang
    face = listing_face(canvas.deck.theme)
    lines: list[str] = []
    for line in code.lines:
        runs = "".join(
            f'<a:r><a:rPr lang="{lang}" noProof="1">{fill_xml(role, canvas.deck.theme)}{face}</a:rPr>'
            f"<a:t>{text(piece)}</a:t></a:r>"
            for piece, role in line
        )
        lines.append(
            f'<a:p><a:pPr marL="0" indent="0"><a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/></a:pPr>'
            f'{runs}<a:endParaRPr lang="{lang}"/></a:p>'
        )
    return text_frame(canvas, slot, "Listing", "".join(lines) or "<a:p/>", code.fit, [0])
