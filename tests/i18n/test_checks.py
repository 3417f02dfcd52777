"""What a translator lost or changed."""

import pytest

from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.checks import check_translation, check_unsafe
from ria_deck.i18n.merge import Entry

PATH = "content/locale/ru.po"
SOURCE = Span(path="content/01.md", line=3)


def codes(text: str, translation: str, glossary=None) -> list[str]:
    report = Report()
    entry = Entry(context="a/b", text=text, translation=translation, line=7)
    check_translation(entry, entry.written(PATH), SOURCE, report, glossary)
    return [found.code for found in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "translation", "expected"),
    [
        ("Fell by {{ a.value('x') | percent }}", "Упали на {{ a.value('x') | percent(0) }}", []),
        ("Fell by {{ a.value('x') }}", "Упали", ["RD430"]),
        ("Fell by {{ a.value('x') }}", "Упали на {{ a.value('y') }}", ["RD430"]),
        ("{{ a.value('x') }} and {{ a.value('z') }}", "{{ a.value('y') }}", ["RD430", "RD430"]),
        ("{{ n | plural(one='book', other='books') }}", "本", []),
        ("{{ n }} {{ n | plural(one='book', other='books') }}", "{{ n | number }}冊", []),
        ("{{ n }} {{ n | plural(one='book', other='books') }}", "冊", ["RD430"]),
        ("{{ n }}冊", "{{ n }} {{ n | plural(one='книга', few='книги', many='книг', other='книги') }}", []),
        ("{{ n }}冊", "{{ n }} {{ m | plural(one='книга', few='книги', many='книг', other='книги') }}", ["RD430"]),
        ("See[^1]", "См.", ["RD431"]),
        ("[Site](https://a.org)", "Сайт", ["RD432"]),
        ("Cars", "{% include 'x' %}", ["RD104"]),
        ("Cars", "Машины {# было: авто #}", ["RD104"]),
        ("Cars", "<b>Машины</b>", ["RD105", "RD105"]),
        ("5 \\< 6 and \\<b>", "5 \\< 6 и \\<b>", []),
        ("**Bold** word", "Жирное слово", ["RD433"]),
        ("In 2008, 563,369 cars", "В 2008 году 563 369 машин", []),
        ("In 2008", "В 2009", ["RD434"]),
        ("2009年", "２００９ год", []),
    ],
)
def test_a_translation_keeps_what_is_no_word(text, translation, expected) -> None:
    assert codes(text, translation) == expected


def test_a_stale_translation_holds_nothing_unsafe_either() -> None:
    report = Report()
    for translation in ("[x](javascript:a)", "{% x %}", "<script>"):
        entry = Entry(context="a/b", text="Cars", translation=translation, fuzzy=True, line=7)
        check_unsafe(entry, entry.written(PATH), report)
    assert [found.code for found in report.diagnostics] == ["RD432", "RD104", "RD105"]


def test_a_term_of_the_glossary_has_its_translation() -> None:
    glossary = {"sister city": ["город-побратим", "города-побратимы"]}
    assert codes("A sister city of Niigata", "Город-побратим Ниигаты".lower(), glossary) == []
    assert codes("A sister city of Niigata", "Родной город Ниигаты", glossary) == ["RD435"]
