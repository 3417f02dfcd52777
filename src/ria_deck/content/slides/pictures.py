"""Read a paragraph that is nothing but `![alt](path "caption"){…}` as a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from ria_deck.content.markdown.attributes import Attributes, check_attributes, read_attributes, tell_unreadable
from ria_deck.content.markdown.running_text import cut, running_text
from ria_deck.content.slides.messages import closing_bracket, message_in, running_text_of
from ria_deck.content.slides.slide_reader import Reading
from ria_deck.content.specs.figures import LANGUAGE
from ria_deck.content.specs.slides import Message, PictureSpec
from ria_deck.diagnostics import Span
from ria_deck.source.window import Window

KEYS = ("width", "focus")
_WIDTH = re.compile(r"\d+(\.\d+)?%")
_ALL = 100.0  # per cent
_CENTRE = (0.5, 0.5)
_IN_LANGUAGE = re.compile(r"([^\s()<>{}]*)\{\{\s*language\s*\}\}([^\s()<>{}]*)")


def picture_of(lines: Sequence[tuple[int, int]], span: Span, reading: Reading) -> list[PictureSpec] | None:
    """The picture, nothing for one that can't be; None where the paragraph is something else."""
    if not reading.source.text.startswith("![", lines[0][0]):
        return None
    window = running_text(lines, reading.source, reading.opaque)
    text = window.text
    alt_end = closing_bracket(window, 1, reading.opaque)
    if alt_end < 0 or not text.startswith("(", alt_end + 1):
        return None
    index = _skip_space(text, alt_end + 2)
    path, end = _path(text, index)
    title_at = _skip_space(text, end)
    title = parseLinkTitle(text, title_at, len(text))
    close = _skip_space(text, title.pos if title.ok else end)
    if not path or not text.startswith(")", close):
        return None
    rest = text[close + 1 :]
    if rest and not (rest.startswith("{") and rest.endswith("}")):
        return None
    if "{{" in path.replace(LANGUAGE, ""):
        where = window.span(index, end)
        hint = "write the path in full; a file for each language is named `images/x.{{ language }}.svg`"
        reading.report.error("RD143", "expressions aren't allowed in an image path", where, hint=hint)
        return []
    if any(ord(char) < 32 or ord(char) == 127 for char in path):
        where = window.span(index, end)
        reading.report.error("RD005", "an image path has a control character (`%00` to `%1F`)", where)
        return []
    attributes = _attributes(window, close + 1, reading) if rest else Attributes()
    alt = _text(window, 2, alt_end, "alt", reading)
    if alt is None:
        reading.report.error(
            "RD140",
            f"the image `{path}` has no alternative text",
            span,
            hint="describe the image between the brackets: `![A ferry in the harbour](…)`",
        )
        alt = Message(text="", context=f"{reading.slide}/alt", span=span)
    found = PictureSpec(
        path=path.removeprefix("./"),
        alt=alt,
        span=span,
        path_span=window.span(index, end),
        caption=_text(window, title_at + 1, title.pos - 1, "caption", reading) if title.ok else None,
        width=_width(attributes, reading),
        focus=_focus(attributes, reading),
    )
    return [found]


def _path(text: str, index: int) -> tuple[str, int]:
    """The path that begins at an index, and where it ends; empty for none."""
    in_language = _IN_LANGUAGE.match(text, index)
    if in_language:
        return unquote(in_language[1]) + LANGUAGE + unquote(in_language[2]), in_language.end()
    destination = parseLinkDestination(text, index, len(text))
    return (unquote(destination.str), destination.pos) if destination.ok else ("", index)


def _skip_space(text: str, index: int) -> int:
    while text.startswith((" ", "\n", "\t"), index):
        index += 1
    return index


def _text(window: Window, start: int, end: int, kind: str, reading: Reading) -> Message | None:
    piece = running_text_of(cut(window, start, end))
    return message_in(piece, f"{reading.slide}/{kind}", reading) if piece.text else None


def _attributes(window: Window, start: int, reading: Reading) -> Attributes:
    begin, end = window.to_source(start), window.to_source(len(window.text) - 1) + 1
    attributes = read_attributes(reading.source.text, begin, end)
    if attributes is None:
        tell_unreadable(reading.source, begin, end, reading.report)
        return Attributes()
    check_attributes(
        attributes, "an image", ("RD142", "RD142"), keys=KEYS, source=reading.source, report=reading.report
    )
    return attributes


def _width(attributes: Attributes, reading: Reading) -> str:
    span = attributes.value_span("width", reading.source)
    value = attributes.pairs["width"].value.strip() if span is not None else ""
    if value and not (_WIDTH.fullmatch(value) and 0 < float(value.rstrip("%")) <= _ALL):
        hint = 'write its share of the place that it has: width="60%"'
        reading.report.error("RD144", f"invalid image width `{value}`", span, hint=hint)
        return ""
    return value


def _focus(attributes: Attributes, reading: Reading) -> tuple[float, float]:
    span = attributes.value_span("focus", reading.source)
    if span is None:
        return _CENTRE
    value = attributes.pairs["focus"].value
    try:
        x, y = (float(part) for part in value.split(","))
    except ValueError:
        x = y = -1.0
    if 0 <= x <= 1 and 0 <= y <= 1:
        return x, y
    hint = 'write focus="0.3,0.5": shares of the width from the left and of the height from the top'
    reading.report.error("RD141", f"invalid focus point `{value}`", span, hint=hint)
    return _CENTRE
