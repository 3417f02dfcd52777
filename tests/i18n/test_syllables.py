"""Lines of scripts without spaces between words break between syllables."""

import random
import unicodedata

import pytest

from ria_deck.i18n.syllables import stretches
from ria_deck.render.handout.no_break import kept_together


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("សាខាទាំងពីរឲ្យខ្ចីកាន់តែច្រើន", "សា|ខា|ទាំង|ពីរ|ឲ្យ|ខ្ចី|កាន់|តែ|ច្រើន"),
        ("ผู้อ่านยืมหนังสือ", "ผู้|อ่าน|ยืม|หนัง|สือ"),
        ("ศุกร์", "ศุกร์"),
        ("បណ្ណាល័យក្បែរសមុទ្រ", "បណ្ណា|ល័យ|ក្បែរ|សមុទ្រ"),
        ("អគារនៅកំពង់ផែដែលបានបើក", "អគារ|នៅ|កំ|ពង់|ផែ|ដែល|បាន|បើក"),
        ("ពាក់ស្បែកជើង", "ពាក់|ស្បែក|ជើង"),
        ("ແມ່ນບ່ອນທີ່ບໍ່ມີໃຜ", "ແມ່ນ|ບ່ອນ|ທີ່|ບໍ່|ມີ|ໃຜ"),
        ("တိုက်သည်ဘယ်သူ", "တိုက်|သည်|ဘယ်|သူ"),
        ("in 12 words", "in 12 words"),
        ("", ""),
    ],
)
def test_a_break_stands_before_a_syllable(text: str, pieces: str) -> None:
    assert "|".join(stretches(text)) == pieces
    assert "".join(stretches(text)) == text


@pytest.mark.parametrize("first", [0x0E01, 0x0E81, 0x1000, 0x1780])
def test_no_sign_stands_without_its_letter(first: int) -> None:
    signs = [chr(code) for code in range(first, first + 0x5A) if unicodedata.category(chr(code)) in ("Lo", "Mn", "Mc")]
    chance = random.Random(first)
    for _ in range(3000):
        text = "".join(chance.choices(signs, k=12))
        pieces = stretches(text)
        assert "".join(pieces) == text
        assert [piece for piece in pieces[1:] if unicodedata.category(piece[0]).startswith("M")] == []


def test_a_printed_line_of_khmer_may_break_but_in_no_syllable_and_thai_is_left_to_pango() -> None:
    khmer, thai = "សាខាទាំងពីរឲ្យខ្ចីកាន់តែច្រើនជារៀងរាល់ឆ្នាំ", "ผู้อ่านยืมหนังสือ" * 4
    page = kept_together(f"<body><p>{khmer}</p><p>{thai}</p></body>", "km", ())
    assert "\u200b".join(stretches(khmer)) in page
    assert thai in page
