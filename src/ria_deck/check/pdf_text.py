"""The text under each mark of a PDF (PDFium), with its pieces joined."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from ria_deck.check.outline_model import plain_text

_HYPHENS = {b"002d": ("-", b"e02d"), b"00ad": ("\u00ad", b"e0ad")}
_PLAIN = str.maketrans({chr(int(private, 16)): character for character, private in _HYPHENS.values()})
_ROOM = 4096  # units of text that most pieces need less than
_DEEPEST = 15  # drawings inside of each other
_SHY = "\u00ad\u2010"  # what divides a word at a line's end: a soft hyphen, WeasyPrint's own


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of text, and its box in points on the page or, with a `group`, in the drawing of that number."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    group: int = 0


Content = dict[tuple[int, int], list[TextPiece]]  # (page, MCID) -> pieces in drawing order


def _with_plain_hyphens(pdf: Any) -> bytes:
    """The PDF with hyphens under private characters: PDFium gives one sign (U+0002) for soft and hard ones at a line's
    end, and a word that is written with a hyphen would lose it."""
    import pikepdf

    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            table = item.ToUnicode.read_bytes()
            for code, (_, private) in _HYPHENS.items():
                table = re.sub(rb"(<[0-9a-fA-F]+>[ \t]*)<" + code + rb">", rb"\1<" + private + rb">", table)
            item.ToUnicode.write(table)
    out = BytesIO()
    pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()


def text_of_pages(pdf: Any) -> Content:
    """The text of every page of a `pikepdf.Pdf` under its marked-content id, by PDFium."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    content: Content = {}
    document = pypdfium2.PdfDocument(_with_plain_hyphens(pdf))
    buffer = (ctypes.c_ushort * _ROOM)()
    edges = [ctypes.c_float() for _ in range(4)]
    try:
        for number in range(len(document)):
            page = document[number]
            texts = page.get_textpage()
            for mark, group, item in _text_objects(page):
                size = pdfium.FPDFTextObj_GetText(item, texts.raw, buffer, ctypes.sizeof(buffer))
                if size > ctypes.sizeof(buffer):
                    buffer = (ctypes.c_ushort * size)()
                    pdfium.FPDFTextObj_GetText(item, texts.raw, buffer, size)
                text = bytes(memoryview(buffer).cast("B")[: max(size - 2, 0)]).decode("utf-16-le").translate(_PLAIN)
                if not pdfium.FPDFPageObj_GetBounds(item, *edges):
                    raise ValueError("a text of the PDF has no place")
                left, bottom, right, top = (edge.value for edge in edges)
                content.setdefault((number, mark), []).append(TextPiece(text, left, bottom, right, top, group))
            texts.close()
            page.close()
    finally:
        document.close()
    return content


def _text_objects(page: Any) -> Iterator[tuple[int, int, Any]]:
    """Marked-content id, group and object of every marked text. A group is the drawing (form) that the text is in,
    which has the mark in its stead; 0 for the page itself."""
    import pypdfium2.raw as pdfium

    for number in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, number)
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item)
        if mark < 0:
            continue
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield mark, 0, item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            for inner in _texts_in(item, _DEEPEST):
                yield mark, number + 1, inner


def _texts_in(form: Any, deep: int) -> Iterator[Any]:
    """The texts in a drawing and in those inside it."""
    import pypdfium2.raw as pdfium

    for number in range(pdfium.FPDFFormObj_CountObjects(form)):
        item = pdfium.FPDFFormObj_GetObject(form, number)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and deep:
            yield from _texts_in(item, deep - 1)


def joined(pieces: list[TextPiece]) -> str:
    """The pieces as one text: a divided word whole, a space where a line ends between words."""
    text = ""
    last: TextPiece | None = None
    for piece in pieces:
        new_line = last is not None and (piece.left < last.left or piece.bottom > last.top or piece.top < last.bottom)
        if new_line and text and text[-1] in _SHY:
            text = text[:-1]
        elif new_line and text and not text[-1].isspace() and not (_wide(text[-1]) or _wide(piece.text[:1])):
            text += " "
        text += piece.text
        if piece.text.strip():
            last = piece
    return plain_text(text)


def _wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


def labels_of(pieces: list[TextPiece]) -> Iterator[str]:
    """The strings of a drawing, whose letters stand one by one: letters that touch are one string."""
    label: list[TextPiece] = []
    for piece in pieces:
        if label and not _touch(label[-1], piece):
            yield plain_text("".join(letter.text for letter in label))
            label = []
        label.append(piece)
    if label:
        yield plain_text("".join(letter.text for letter in label))


def _touch(before: TextPiece, after: TextPiece) -> bool:
    if before.group != after.group:
        return False
    size = max(before.top - before.bottom, after.top - after.bottom, 4.0)
    level = before.bottom < after.top and after.bottom < before.top
    return level and -0.3 * size < after.left - before.right < 0.55 * size
