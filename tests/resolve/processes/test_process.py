"""Processes from small projects: arrows in a row, words in them and below, both outputs, and what is told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.model.deck import Deck
from ria_deck.model.process import Process, ProcessLayout
from ria_deck.pipeline import Options, build
from ria_deck.render.handout.handout import render_html
from ria_deck.render.pptx import render_pptx
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

STEPS = """- label: Quay
  text: Containers are **loaded**
- label: Ferry across the sea
  text: two days, [as tested](https://example.org)
  color: accent
- label: Customer
"""


def written(root: Path, block: str, language: str = "en") -> Path:
    report = (
        f"id: p\ntitle: T\nauthors: [{{name: A}}]\ndate: 2026-01-15\nlanguage: {language}\nlanguages: [{language}]\n"
    )
    (root / "content").mkdir(exist_ok=True)
    (root / "content/report.yaml").write_text(report, "utf-8")
    (root / "content/01.md").write_text(f"## Steps {{#steps layout=process}}\n\n```{{process}}\n{block}```\n", "utf-8")
    return root


def resolved(root: Path, block: str, language: str = "en") -> tuple[Deck | None, Process | None, list[Diagnostic]]:
    written(root, block, language)
    report = Report()
    variant = Variant(root=root, cache=root / "build/.cache", edition="", language=language, outputs=())
    made = assembled(SharedInputs(root, load_content(root, report)), variant, report)
    blocks = [placed.block for slide in made[0].slides for placed in slide.placements] if made else []
    found = next((block for block in blocks if isinstance(block, Process)), None)
    return made[0] if made else None, found, report.diagnostics


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deck, Process]:
    deck, found, told = resolved(tmp_path_factory.mktemp("process"), STEPS)
    assert told == []
    assert deck is not None
    assert found is not None
    return deck, found


def layouts(found: Process) -> list[ProcessLayout]:
    both = [layout for layout in (found.slide, found.handout) if layout is not None]
    assert len(both) == 2
    return both


def test_arrows_stand_side_by_side_with_their_words_above_and_below(made: tuple[Deck, Process]) -> None:
    for layout in layouts(made[1]):
        for before, after in zip(layout.steps, layout.steps[1:], strict=False):
            assert before.arrow.right < after.arrow.x
            assert before.arrow.y == after.arrow.y
        for step in layout.steps:
            assert step.number.bottom <= step.arrow.y
            assert step.arrow.bottom <= step.text.y
            assert step.text.right <= step.arrow.right + 0.01
            assert step.text.bottom <= layout.height + 0.01
        assert [step.first for step in layout.steps] == [True, False, False]


def test_arrows_are_powerpoints_own_shapes(made: tuple[Deck, Process]) -> None:
    deck = Presentation(io.BytesIO(render_pptx(made[0])))
    slide = next(slide for slide in deck.slides if slide.shapes.title and slide.shapes.title.text == "Steps")
    arrows = [shape for shape in slide.shapes if shape.name in ("Step process 1", "Step process 2", "Step process 3")]
    assert [shape.auto_shape_type for shape in arrows] == [MSO_SHAPE.PENTAGON, MSO_SHAPE.CHEVRON, MSO_SHAPE.CHEVRON]
    assert [shape.text_frame.text for shape in arrows] == ["Quay", "Ferry across the sea", "Customer"]
    said = [shape.text_frame.text for shape in slide.shapes if shape.name.startswith("Step ")]
    assert said == [
        *("1", "Quay", "Containers are loaded"),
        *("2", "Ferry across the sea", "two days, as tested"),
        *("3", "Customer"),
    ]


def test_the_handout_has_the_words_and_their_marks(made: tuple[Deck, Process]) -> None:
    html = render_html(made[0])
    assert "Containers are <strong>loaded</strong>" in html
    assert '<a href="https://example.org">as tested</a>' in html
    assert html.count('class="arrow"') == 3


def test_arrows_point_to_the_left_where_one_reads_from_the_right(tmp_path: Path) -> None:
    deck, _, _ = resolved(tmp_path, "- {label: ميناء}\n- {label: عبّارة}\n", "ar")
    if deck is None:
        pytest.skip("no Arabic faces here")
    slides = Presentation(io.BytesIO(render_pptx(deck))).slides
    arrows = [shape for slide in slides for shape in slide.shapes if shape.name in ("Step process 1", "Step process 2")]
    assert len(arrows) == 2
    assert arrows[0].left > arrows[1].left
    assert all(shape._element.spPr.xfrm.get("flipH") == "1" for shape in arrows)


def test_six_steps_with_long_words_take_more_rows_in_print(tmp_path: Path) -> None:
    words = ("Vladivostok", "Irkutsk", "Khabarovsk", "Niigata", "Sakaiminato", "Birobidzhan")
    _, found, told = resolved(tmp_path, "".join(f"- {{label: {word}, text: a day by train}}\n" for word in words))
    assert told == []
    assert found is not None
    assert found.slide is not None
    assert found.handout is not None
    assert found.slide.columns == 6
    assert found.handout.columns < 6


def test_a_topic_in_yaml_and_all_outputs(tmp_path: Path) -> None:
    root = written(tmp_path, STEPS)
    (root / "content/01.md").unlink()
    entry = "".join(f"      {line}\n" for line in STEPS.splitlines())
    topic = f"slides:\n  - title: Steps\n    layout: process\n    process:\n{entry}"
    (root / "content/01.yaml").write_text(topic, "utf-8")
    outputs = ("pptx", "pdf", "html", "slides-pdf")
    result = build(root, Options(output=root / "build", outputs=outputs, jobs=1, strict=True))
    assert not result.diagnostics, result.diagnostics


@pytest.mark.parametrize(
    ("block", "code", "words"),
    [
        ("- {label: Unbreakablyunendinglyunspeakablylongword}\n" * 6, "RD655", "words that are too long"),
        (f"- {{label: a, text: {'words that go on ' * 40}}}\n" * 4, "RD655", "too high at 14 pt"),
        ("- {label: a, color: mauve}\n- {label: b}\n", "RD608", "the theme has no colour `mauve`"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, block: str, code: str, words: str) -> None:
    _, _, told = resolved(tmp_path, block)
    assert [one.code for one in told] == [code], told
    assert words in told[0].message


def test_a_colour_that_there_is_not_hides_no_mistake_in_the_texts(tmp_path: Path) -> None:
    block = '- {label: "{{ nothing }}", color: pink}\n- {label: Two, text: "{{ neither }}"}\n'
    _, _, told = resolved(tmp_path, block)
    assert sorted(one.code for one in told) == ["RD202", "RD202", "RD608"]
