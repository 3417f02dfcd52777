"""Catalogs against the messages of today."""

from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.merge import Entry, merge
from ria_deck.i18n.pofile import format_po, read_po


def message(text: str, context: str = "ban/item", line: int = 1) -> Message:
    return Message(text=text, context=context, span=Span(path="content/01.md", line=line))


def entry(text: str, translation: str, context: str = "ban/item", *, fuzzy: bool = False) -> Entry:
    return Entry(context=context, text=text, translation=translation, fuzzy=fuzzy)


def test_an_unchanged_message_keeps_its_translation() -> None:
    entries, obsolete = merge([entry("Good day", "Добрый день")], [message("Good day")])
    assert [(e.translation, e.fuzzy) for e in entries] == [("Добрый день", False)]
    assert obsolete == []


def test_another_wording_in_the_same_place_is_fuzzy_with_the_previous_text() -> None:
    entries, _ = merge([entry("Ships sail weekly", "Суда ходят")], [message("The ferry was closed down in 2020")])
    assert (entries[0].translation, entries[0].fuzzy, entries[0].previous) == ("Суда ходят", True, "Ships sail weekly")


def test_of_several_texts_in_a_place_the_likeliest_is_taken() -> None:
    old = [entry("Flights were halved in March", "A"), entry("Exports fell by nine tenths", "B")]
    entries, obsolete = merge(old, [message("Exports fell by four fifths"), message("Flights were halved in March")])
    assert [(e.translation, e.fuzzy) for e in entries] == [("B", True), ("A", False)]
    assert obsolete == []


def test_a_slide_that_was_renamed_keeps_its_translations() -> None:
    entries, _ = merge([entry("Good day", "Добрый день", "old/item")], [message("Good day", "new/item")])
    assert (entries[0].context, entries[0].translation, entries[0].fuzzy) == ("new/item", "Добрый день", False)


def test_a_like_sentence_elsewhere_is_offered_as_fuzzy() -> None:
    old = [entry("Source: customs statistics of Japan", "出典：日本の貿易統計", "a/source")]
    entries, obsolete = merge(old, [message("Source: customs statistics of Russia", "b/note")])
    assert entries[0].fuzzy
    assert [o.text for o in obsolete] == ["Source: customs statistics of Japan"]


def test_what_is_gone_is_kept_as_obsolete() -> None:
    _, obsolete = merge([entry("Gone", "Нет")], [])
    assert [(o.text, o.obsolete) for o in obsolete] == [("Gone", True)]


def test_an_update_with_nothing_new_writes_the_same_bytes(tmp_path) -> None:
    messages = [message('A **bold** word with {{ x.value("a") }}\\\nand a break'), message("B", "ban/title", 3)]
    entries, obsolete = merge([entry("B", "Б", "ban/title"), entry("Gone", "Нет")], messages)
    first = format_po(entries, obsolete, "ru", "report")
    (tmp_path / "ru.po").write_bytes(first)
    report = Report()
    again = read_po(tmp_path, "ru.po", report)
    assert again is not None
    assert not report.diagnostics
    assert format_po(*merge(again, messages), "ru", "report") == first


def test_polib_saves_the_file_as_it_is(tmp_path) -> None:
    import polib

    long = (
        "A sentence that is long enough to be wrapped by every program that wraps the lines of a catalog, twice over."
    )
    data = format_po([entry(long, long.upper())], [entry("Gone", "Нет")], "ru", "report")
    path = tmp_path / "ru.po"
    path.write_bytes(data)
    polib.pofile(str(path)).save()
    assert path.read_bytes() == data


def test_a_catalog_that_lost_its_contexts_loses_no_translation() -> None:
    old = [entry("Good day", "Добрый день", ""), entry("Ships", "Суда", ""), entry("Ships", "Корабли", "b/title")]
    messages = [message("Good day", "a/title"), message("Ships", "a/item"), message("Ships", "b/title")]
    entries, obsolete = merge(old, messages)
    assert [(e.translation, e.fuzzy) for e in entries] == [("Добрый день", False), ("Суда", False), ("Корабли", False)]
    assert obsolete == []


def test_translators_are_told_what_a_text_is_and_what_stays() -> None:
    text = "[Site](https://a.org)[^1]: {{ cars.value('n') | number }}"
    (found,), _ = merge([], [message(text)])
    assert found.notes.split("\n") == [
        "item of a list, slide ban",
        "keep (https://a.org): a link’s address",
        "keep [^1]: a footnote’s mark",
        "keep {{ cars.value('n') | number }}: its value is filled in",
    ]


def test_the_head_that_an_editor_wrote_stays(tmp_path) -> None:
    from ria_deck.i18n.status import update

    head = '# Translated at the prefecture.\nmsgid ""\nmsgstr ""\n"Language: ru\\n"\n"Last-Translator: A. B. <a@b.org>\\n"\n'
    path = tmp_path / "content/locale/ru.po"
    path.parent.mkdir(parents=True)
    path.write_text(head, "utf-8")
    update(tmp_path, "ru", [message("Good day")], "report", Report())
    text = path.read_text("utf-8")
    assert text.startswith("# Translated at the prefecture.\n")
    assert "Last-Translator: A. B. <a@b.org>" in text
    assert "#. item of a list, slide ban" in text
