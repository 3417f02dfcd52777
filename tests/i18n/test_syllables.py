"""Lines of scripts without spaces between words break between syllables."""

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
        ("ແມ່ນບ່ອນທີ່ບໍ່ມີໃຜ", "ແມ່ນ|ບ່ອນ|ທີ່|ບໍ່|ມີ|ໃຜ"),
        ("တိုက်သည်ဘယ်သူ", "တိုက်|သည်|ဘယ်|သူ"),
        ("in 12 words", "in 12 words"),
        ("", ""),
    ],
)
def test_a_break_stands_before_a_syllable(text: str, pieces: str) -> None:
    assert "|".join(stretches(text)) == pieces
    assert "".join(stretches(text)) == text


def test_a_printed_line_of_khmer_may_break_but_in_no_syllable_and_thai_is_left_to_pango() -> None:
    khmer, thai = "សាខាទាំងពីរឲ្យខ្ចីកាន់តែច្រើនជារៀងរាល់ឆ្នាំ", "ผู้อ่านยืมหนังสือ" * 4
    page = kept_together(f"<body><p>{khmer}</p><p>{thai}</p></body>", "km", ())
    assert "\u200b".join(stretches(khmer)) in page
    assert thai in page
