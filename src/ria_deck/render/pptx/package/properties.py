"""Document properties, and the sections of the slide sorter."""

from __future__ import annotations

import datetime as dt
import uuid

from pptx.presentation import Presentation

from ria_deck.model.deck import Deck
from ria_deck.render.pptx.drawingml.xml import NAMESPACES, attribute, element

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_NOT_FIRST = (
    "!%),.:;?]}¢°’”‰′″℃、。々〉》」』】〕゛゜ゝ"
    "ゞ・ヽヾ！％），．：；？］｝｡｣､･ﾞﾟ￠ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー"
)
_NOT_LAST = "$([\\{£¥‘“〈《「『【〔＄（［｛｢￡￥"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SPACE = uuid.UUID("0f6d3c5e-7a52-5d0e-9c1b-3c5f5b7f2a10")  # of the names that section ids are made from


def set_properties(presentation: Presentation, deck: Deck) -> None:
    """Core properties from the report; times from its date, never from a clock."""
    moment = dt.datetime(deck.date.year, deck.date.month, deck.date.day)
    properties = presentation.core_properties
    properties.title = deck.title.text
    properties.subject = deck.subtitle.text if deck.subtitle else ""
    properties.author = "; ".join(author.name for author in deck.authors)
    properties.last_modified_by = properties.author
    properties.language = deck.lang
    properties.keywords = ""
    properties.comments = ""
    properties.category = deck.edition
    properties.revision = 1
    properties.created = moment
    properties.modified = moment


def set_kinsoku(presentation: Presentation, deck: Deck) -> None:
    """The signs that may not begin or end a line of Japanese text (JIS X 4051), in a Japanese deck."""
    if not deck.lang.startswith("ja"):
        return
    xml = f"<p:kinsoku lang={attribute('ja-JP')} invalStChars={attribute(_NOT_FIRST)} invalEndChars={attribute(_NOT_LAST)}/>"
    root = presentation.part._element
    for old in root.findall(f"{_P}kinsoku"):
        root.remove(old)
    style = root.find(f"{_P}defaultTextStyle")
    if style is not None:
        style.addprevious(element(xml))


def set_sections(presentation: Presentation, deck: Deck) -> None:
    """A section for each run of slides of one topic; the front matter's section has the talk's title."""
    ids = [slide_id.id for slide_id in presentation.slides._sldIdLst]
    groups: list[tuple[int, list[int]]] = []
    for slide, slide_id in zip(deck.slides, ids, strict=True):
        if not groups or groups[-1][0] != slide.topic_index:
            groups.append((slide.topic_index, []))
        groups[-1][1].append(slide_id)
    sections: list[str] = []
    for number, (topic, members) in enumerate(groups):
        name = deck.topics[topic].title.text if topic >= 0 else deck.running_title or deck.title.text
        guid = str(uuid.uuid5(_SPACE, f"{deck.id}/{number}/{topic}")).upper()
        inner = "".join(f'<p14:sldId id="{member}"/>' for member in members)
        sections.append(
            f'<p14:section name={attribute(name)} id="{{{guid}}}"><p14:sldIdLst>{inner}</p14:sldIdLst></p14:section>'
        )
    xml = (
        f'<p:extLst {NAMESPACES}><p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_P14}">{"".join(sections)}'
        "</p14:sectionLst></p:ext></p:extLst>"
    )
    root = presentation.part._element
    for old in root.findall("{http://schemas.openxmlformats.org/presentationml/2006/main}extLst"):
        root.remove(old)
    root.append(element(xml.replace(f" {NAMESPACES}", "", 1)))
