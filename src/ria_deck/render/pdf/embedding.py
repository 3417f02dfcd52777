"""Fonts as a PDF embeds them: cut down to the glyphs that all pages together use (HarfBuzz), with widths and texts."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from ria_deck.render.pdf.set_pages import PdfObject, UsedFont

_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
_PICTURES = ("CBDT", "CBLC", "COLR", "sbix")
_AT_ONCE = 100  # entries of a character map in one list (ISO 32000-1, 9.7.5.4)
_FIXED, _STEM = 1, 80
_NOTHING = "\u200b"  # of a glyph whose letters another one of its syllable says
_HYPHEN, _SOFT_HYPHEN = "\u2010", "\u00ad"
_LIGATURES = {"\u0644\u0622": "\ufef5", "\u0644\u0623": "\ufef7", "\u0644\u0625": "\ufef9", "\u0644\u0627": "\ufefb"}
"""Lam with alef as one character: of two in one glyph, some programs read the second first."""


def cut_down(font: UsedFont, program: bytes) -> bytes:
    """The font file with the glyphs that are used, under their own numbers, without what PDF doesn't need."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob(program), font.index)
    glyphs = [0] if font.pictured else [glyph for glyph, _, _ in font.glyphs]
    first = uharfbuzz.SubsetInput()
    first.glyph_set.update(glyphs)
    flags = uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    first.flags = flags | uharfbuzz.SubsetFlags.RETAIN_GIDS
    first.drop_table_tag_set.update(
        int.from_bytes(tag.encode(), "big") for tag in (*_DROPPED, *(_PICTURES if font.pictured else ()))
    )
    for axis, place in font.axes:
        first.pin_axis_location(face, axis, place)
    # The second pass leaves out the empty glyphs behind the last one that is used.
    second = uharfbuzz.SubsetInput()
    second.glyph_set.update(range(max(glyph for glyph, _, _ in font.glyphs) + 1))
    second.flags = flags | uharfbuzz.SubsetFlags.NO_HINTING
    return bytes(uharfbuzz.subset(uharfbuzz.subset(face, first), second).blob.data)


def font_objects(font: UsedFont, file: bytes, *, soft_hyphens: bool) -> Iterator[PdfObject]:
    """The objects of a font, in which 1 stands for the first of them: its dictionary, what that is made of, and the font
    `file`. With `soft_hyphens`, the hyphens at the ends of lines read as soft ones (ISO 32000-1, 14.8.2.2.3), so that
    words are found whole."""
    outlines = file[:4] == b"OTTO"
    widths = {glyph: width for glyph, width, _ in font.glyphs}
    fixed = _FIXED if len(widths) > 1 and len(set(widths.values())) == 1 else 0
    box = f"[0 {font.descent} {max(widths.values())} {font.ascent}]"
    yield PdfObject(
        text=f"<</Type/Font/Subtype/Type0/BaseFont{font.base}/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
        refs=(2, 3),
    )
    yield PdfObject(
        text=f"<</Type/Font/Subtype/CIDFontType{0 if outlines else 2}/BaseFont{font.base}/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity"
        f"/W[{_ranges(widths)}]/FontDescriptor %d 0 R>>",
        refs=(4,),
    )
    yield stream("", _character_map(font, soft_hyphens=soft_hyphens).encode())
    family = font.family.encode("utf-16-be").hex()
    yield PdfObject(
        text=f"<</Type/FontDescriptor/FontName{font.base}/FontFamily<feff{family}>/Flags {font.flags + fixed}"
        f"/FontBBox{box}/ItalicAngle 0/Ascent {font.ascent}/Descent {font.descent}/CapHeight {font.ascent}"
        f"/StemV {_STEM}/StemH {_STEM}/FontFile{3 if outlines else 2} %d 0 R>>",
        refs=(5,),
    )
    yield stream("/Subtype/OpenType" if outlines else f"/Length1 {len(file)}", file)


def stream(entries: str, data: bytes) -> PdfObject:
    """A compressed stream."""
    packed = zlib.compress(data, 9)
    return PdfObject(text=f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>", data=packed)


def _ranges(widths: dict[int, int]) -> str:
    """Widths by glyph: the first of a row of neighbours, and their widths."""
    pieces: list[str] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            pieces.append(f"{']' if pieces else ''}{glyph}[")
        else:
            pieces.append(" ")
        pieces.append(str(widths[glyph]))
    return "".join(pieces) + "]"


def _character_map(font: UsedFont, *, soft_hyphens: bool) -> str:
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo"]
    lines += ["<< /Registry (Adobe)", "/Ordering (UCS)", "/Supplement 0", ">> def"]
    lines += ["/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def"]
    lines += ["1 begincodespacerange", "<0000> <ffff>", "endcodespacerange"]
    for begin in range(0, len(font.glyphs), _AT_ONCE):
        some = font.glyphs[begin : begin + _AT_ONCE]
        lines.append(f"{len(some)} beginbfchar")
        for glyph, _, text in some:
            shown = _SOFT_HYPHEN if soft_hyphens and text == _HYPHEN else _LIGATURES.get(text, text) or _NOTHING
            lines.append(f"<{glyph:04x}> <{shown.encode('utf-16-be').hex()}>")
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
