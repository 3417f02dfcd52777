"""The language that tests layouts."""

from hypothesis import given
from hypothesis import strategies as st

from ria_deck.i18n.pseudo import pseudo


def test_text_grows_by_two_fifths_and_keeps_what_is_no_word() -> None:
    text = "Exports **fell** by {{ change(a.value('x'), b) | percent }} in a [year](https://example.org)[^1]."
    found = pseudo(text)
    assert "{{ change(a.value('x'), b) | percent }}" in found
    assert "](https://example.org)" in found
    assert "[^1]" in found
    assert "Éxþöŕţš" in found or "ĶÉ" in found or "Éxpöŕţš" in found


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="{}[]()`<>\\"), max_size=200))
def test_any_text_gets_longer_by_about_two_fifths(text) -> None:
    assert len(text) * 1.2 - 3 <= len(pseudo(text)) <= len(text) * 1.4 + 1
