"""Outlines of decks, and of the handouts printed from them: equal where nothing went wrong, told apart where it did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ria_deck.check.outline import (
    Outline,
    OutlinePart,
    compare,
    outline_of_deck,
    plain_text,
    read_back,
    read_pdf,
    read_pptx,
)
from ria_deck.check.outline_model import key
from ria_deck.diagnostics import BuildError
from ria_deck.model.chart import Chart
from ria_deck.model.deck import Deck, Placement, Prose, Slide, Table
from ria_deck.model.text import Paragraph, ParagraphKind, Run, TextMark, plain
from ria_deck.model.value import Value
from ria_deck.render.handout.handout import render_handout
from ria_deck.render.pptx import render_pptx
from tests.render.handout_decks import (
    DRAWING,
    cars_chart,
    finished,
    footnote,
    long_chart,
    prose,
    slide,
    table,
)
from tests.render.talk_decks import talk
from tests.validators import pdfua


def printed(deck: Deck) -> Outline:
    return read_pdf(render_handout(deck, draw=DRAWING))


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
def test_a_handout_says_what_its_deck_says(language: str, tmp_path: Path) -> None:
    deck = talk(language, tmp_path)
    assert compare(outline_of_deck(deck, "pdf"), printed(deck)) == []


@pytest.fixture(scope="module", name="pair")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deck, Outline]:
    deck = talk("en", tmp_path_factory.mktemp("talk"))
    return deck, printed(deck)


def changed(deck: Deck, name: str, **more: Any) -> Deck:
    return replace(deck, slides=tuple(replace(s, **more) if s.id == name else s for s in deck.slides))


def block_of(deck: Deck, name: str, kind: type) -> Any:
    made = next(s for s in deck.slides if s.id == name)
    return next(p.block for p in made.placements if isinstance(p.block, kind))


def with_block(deck: Deck, name: str, before: Any, after: Any) -> Deck:
    made = next(s for s in deck.slides if s.id == name)
    placed = tuple(replace(p, block=after) if p.block is before else p for p in made.placements)
    return changed(deck, name, placements=placed)


def told(deck: Deck, read: Outline) -> list[tuple[str, str]]:
    return [(found.code, found.message) for found in compare(outline_of_deck(deck, "pdf"), read)]


def test_a_changed_bullet_is_told_with_its_slide_and_both_texts(pair: tuple[Deck, Outline]) -> None:
    deck, read = pair
    body = block_of(deck, "ban", Prose)
    first = plain('Russia\'s "ban" of the used car import grew the passenger flow.', "en-US")
    other = replace(body, paragraphs=(replace(first, kind=ParagraphKind.BULLET), *body.paragraphs[1:]))
    ((code, message),) = told(with_block(deck, "ban", body, other), read)
    assert code == "RD703"
    assert "slide `ban`" in message
    assert "shrank" in message
    assert "grew" in message


def test_bullets_in_another_order_are_told(pair: tuple[Deck, Outline]) -> None:
    deck, read = pair
    body = block_of(deck, "ban", Prose)
    other = replace(body, paragraphs=body.paragraphs[::-1])
    ((code, message),) = told(with_block(deck, "ban", body, other), read)
    assert code == "RD703"
    assert "before" in message


def test_a_changed_cell_is_told_with_its_row(pair: tuple[Deck, Outline]) -> None:
    deck, read = pair
    found: Table = block_of(deck, "relations", Table)
    row = found.rows[2]
    cells = (*row.cells[:-1], replace(row.cells[-1], text=plain("1991", "en-US")))
    other = replace(found, rows=(*found.rows[:2], replace(row, cells=cells), *found.rows[3:]))
    ((code, message),) = told(with_block(deck, "relations", found, other), read)
    assert code == "RD705"
    assert "row 3" in message
    assert "1990" in message
    assert "1991" in message


def test_a_number_that_the_figure_doesnt_show_is_told(pair: tuple[Deck, Outline]) -> None:
    deck, read = pair
    chart = block_of(deck, "ban", Chart)
    label = chart.handout.data_labels[0]
    other_label = replace(label, text=replace(label.text, text="270"))
    layout = replace(chart.handout, data_labels=(other_label, *chart.handout.data_labels[1:]))
    other = replace(chart, handout=layout)
    ((code, message),) = told(with_block(deck, "ban", chart, other), read)
    assert code == "RD704"
    assert "“270”" in message


def test_a_missing_slide_a_missing_title_and_a_missing_source_are_told(pair: tuple[Deck, Outline]) -> None:
    deck, read = pair
    extra = slide("more", "bullets", "A slide too many", "en-US", {"body": prose("en-US", "x")}, topic_index=3)
    more = replace(deck, slides=(*deck.slides, extra), event="Another event")
    assert sorted(code for code, _ in told(more, read)) == ["RD702", "RD703", "RD703"]


def test_a_printed_note_is_told(pair: tuple[Deck, Outline]) -> None:
    deck, _ = pair
    spoken = changed(deck, "tottori", notes=(plain("What only the speaker should know about this.", "en-US"),))
    aloud = changed(spoken, "covid", handout=(prose("en-US", "What only the speaker should know about this."),))
    read = printed(aloud)
    assert told(aloud, read) == []  # said openly on another slide
    assert [code for code, _ in told(spoken, read)] == ["RD706"]


def test_a_file_that_is_no_pdf_is_told() -> None:
    with pytest.raises(BuildError) as error:
        read_back(".pdf", b"%PDF-1.7 nothing more")
    assert error.value.diagnostics[0].code == "RD701"
    assert read_back(".png", b"") is None


def test_words_divided_at_a_lines_end_are_whole_and_written_hyphens_stay() -> None:
    text = " ".join(["internationalisation Japan-Russia counterrevolutionary well-known"] * 30)
    deck = finished(
        "en",
        ["Topic"],
        [slide("s", "bullets", "One", "en-US", {}, topic_index=0, handout=(prose("en-US", text),))],
        "A title",
        (),
    )
    (part,) = [part for part in printed(deck).parts if part.id == "s"]
    assert part.texts == (text,) or [key(found) for found in part.texts] == [key(text)]


def test_plain_text_has_no_invisible_signs() -> None:
    assert plain_text("a\u00a0b\u200b\u00adc \n d\ufb01") == "a bc dfi"


def test_key_folds_what_prints_alike() -> None:
    assert key("５～１０ −3 ㎞") == key("5~10 -3 km")


LETTERS = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x21, max_codepoint=0x7E),
        st.sampled_from("éüßñčΩλжщёЫ“”«»—–…№€°µ"),
        st.sampled_from("日本海新潟県市長会議、。「」（）ーっャ々〜・ア"),
        st.just(" "),
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: text.strip() == text and "  " not in text)
MARKS = st.frozensets(st.sampled_from(TextMark), max_size=2)
RUNS = st.builds(
    lambda text, lang, marks, href: Run(text=text, lang=lang, marks=marks, href=href),
    LETTERS,
    st.sampled_from(["en-US", "en-US", "ja-JP", "ru-RU"]),
    MARKS,
    st.sampled_from(["", "", "", "https://example.org/a?b=c"]),
)
KINDS = st.sampled_from([ParagraphKind.PLAIN, ParagraphKind.BULLET, ParagraphKind.NUMBER])
PARAGRAPHS = st.builds(
    lambda runs, kind, level: Paragraph(runs=tuple(runs), kind=kind, level=level, number=1),
    st.lists(RUNS, min_size=1, max_size=4),
    KINDS,
    st.integers(0, 2),
)
PROSE = st.builds(lambda found: Prose(paragraphs=tuple(found)), st.lists(PARAGRAPHS, min_size=1, max_size=6))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(LETTERS, min_size=width, max_size=width).map(tuple), min_size=2, max_size=30))
    if draw(st.booleans()):
        rows.insert(1, (draw(LETTERS),))
    return table("en-US", "t", rows, 1, caption=plain(draw(LETTERS), "en-US"))


def charts() -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(
            lambda a, b, c: cars_chart("en-US", 2, names=(a, b), caption=c, source=a, alt=c), LETTERS, LETTERS, LETTERS
        ),
        st.builds(lambda name, caption: long_chart("en-US", 3, name, caption), LETTERS, LETTERS),
    )


class Made:
    """A deck that prints itself without its theme."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck

    def __repr__(self) -> str:
        return f"{self.deck.topics}\n{self.deck.slides[2:]}"


@st.composite
def decks(draw: st.DrawFn) -> Made:
    topics = draw(st.lists(LETTERS, min_size=1, max_size=3, unique=True))
    slides = []
    figures = 0
    for number in range(draw(st.integers(1, 4))):
        blocks = draw(st.lists(st.one_of(PROSE, tables(), charts()), max_size=2))
        for index, block in enumerate(blocks):
            if not isinstance(block, Prose):
                figures += 1
                blocks[index] = replace(block, number=figures)
        notes = draw(st.lists(LETTERS, max_size=1))
        slides.append(
            slide(
                f"s{number}",
                draw(st.sampled_from(["bullets", "statement", "chart-right"])),
                draw(LETTERS),
                "en-US",
                {f"slot{index}": block for index, block in enumerate(blocks)},
                topic_index=min(number, len(topics) - 1),
                handout=tuple(draw(st.lists(PROSE, max_size=2))),
                sources=tuple(plain(text, "en-US") for text in draw(st.lists(LETTERS, max_size=2))),
                footnotes=tuple(footnote(number + 1, "en-US", text) for text in notes),
                title_hidden=draw(st.booleans()),
            )
        )
    return Made(finished("en", topics, slides, draw(LETTERS), ()))


# the deck


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
def test_a_pptx_says_what_its_deck_says(language: str, tmp_path: Path) -> None:
    deck = talk(language, tmp_path)
    read = read_back(".pptx", render_pptx(deck))
    assert read is not None
    assert compare(outline_of_deck(deck, "pptx"), read) == []


def test_what_a_pptx_has_otherwise_is_told_by_slide(tmp_path: Path) -> None:
    deck = talk("en", tmp_path)
    read = read_pptx(render_pptx(deck))
    chart = block_of(deck, "ban", Chart)
    plot = chart.plots[0]
    point = replace(plot.series[0].points[3], value=Value(raw=563_370))
    series = replace(plot.series[0], points=(*plot.series[0].points[:3], point, *plot.series[0].points[4:]))
    other = with_block(deck, "ban", chart, replace(chart, plots=(replace(plot, series=(series,)), *chart.plots[1:])))
    other = changed(other, "covid", notes=(plain("Another note.", "en-US"),), hidden=True)
    other = changed(other, "relations", title=plain("Who works", "en-US"))
    found = [(d.code, d.message) for d in compare(outline_of_deck(other, "pptx"), read)]
    assert [code for code, _ in found] == ["RD703", "RD704", "RD706", "RD702"]
    assert all(name in message for name, (_, message) in zip(("relations", "ban", "covid"), found, strict=False))
    assert "563370" in found[1][1]
    assert "2008" in found[1][1]


def test_a_file_that_is_no_pptx_is_told() -> None:
    with pytest.raises(BuildError) as error:
        read_back(".pptx", b"PK nothing")
    assert error.value.diagnostics[0].code == "RD701"


@settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(decks())
def test_any_deck_printed_says_what_it_says_and_is_valid(made: Made) -> None:
    data = render_handout(made.deck, draw=DRAWING)
    assert compare(outline_of_deck(made.deck, "pdf"), read_pdf(data)) == []
    assert pdfua.validate(data) == []
    texts = replace(made.deck, slides=tuple(_without_drawings(slide) for slide in made.deck.slides))
    assert compare(outline_of_deck(texts, "pptx"), read_pptx(render_pptx(texts))) == []


def _without_drawings(made: Slide) -> Slide:
    """The slide in a layout that its texts and its table fit into; charts need a layout of their own."""
    prose_ = [placed.block for placed in made.placements if isinstance(placed.block, Prose)]
    tables_ = [placed.block for placed in made.placements if isinstance(placed.block, Table)]
    blocks = [*prose_[:1], *tables_[:1]]
    slots = ("body", "figure")[2 - len(blocks) :] if len(blocks) < 2 and tables_ else ("body", "figure")
    placed = tuple(Placement(slot=slot, block=block) for slot, block in zip(slots, blocks, strict=False))
    layout = made.layout if made.layout in ("title", "contents") else "table-right"
    return made if layout != "table-right" else replace(made, layout=layout, placements=placed)


def test_parts_are_plain_values() -> None:
    assert OutlinePart(id="x") == OutlinePart(id="x")
