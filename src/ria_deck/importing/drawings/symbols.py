"""Characters of symbol fonts, which stand in a private area, as those of Unicode.

Symbol's by Adobe's table (https://www.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt), Wingdings' as far as they are
used as bullets and arrows.
"""

from __future__ import annotations

from collections.abc import Mapping

_GREEK = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)) | dict(
    zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)
)
_SYMBOL: Mapping[int, str] = _GREEK | {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼", 0xA2: "′", 0xA3: "≤",
    0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC4: "⊗", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xC9: "⊃", 0xCA: "⊇",
    0xCB: "⊄", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅",
    0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE1: "⟨", 0xE5: "∑",
    0xF1: "⟩", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS: Mapping[int, str] = {
    0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFE: "☑",
}  # fmt: skip
_FIRST, _LAST = 0xF020, 0xF0FF


def plain_symbols(text: str, face: str) -> str:
    """A text with the characters of a symbol font as Unicode's; `face` is the font that the text asks for."""
    if not any(_FIRST <= ord(char) <= _LAST for char in text):
        return text
    tables = (_WINGDINGS, _SYMBOL) if face.lower().startswith("wing") else (_SYMBOL, _WINGDINGS)
    return "".join(_plain(char, tables) for char in text)


def _plain(char: str, tables: tuple[Mapping[int, str], ...]) -> str:
    place = ord(char)
    if not _FIRST <= place <= _LAST:
        return char
    code = place - 0xF000
    if code < 0x41 and code not in tables[0]:
        return chr(code)
    return next((table[code] for table in tables if code in table), char)
