"""Talks made by chance: each word comes out where its author put it and nowhere else, and no right page is blamed.
`pytest tests/test_random_talks.py --runs 2000` makes two thousand of them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from ria_deck.check.outline import Outline, read_pdf
from ria_deck.diagnostics import BuildError
from ria_deck.pipeline import Options, build
from tests.random_figures import talk_with_figures
from tests.random_talks import NOTES, PRINT, SLIDE, RandomTalk, random_talk

NO_ROOM = {"RD530", "RD532", "RD534", "RD630", "RD631", "RD632"}  # texts made by chance may be too long for their slots
UNUSED = {"RD222", "RD250", "RD334", "RD335", "RD411", "RD752"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("--runs") or 6))


def _deck(path: Path) -> tuple[str, str]:
    slides: list[str] = []
    notes: list[str] = []
    for slide in Presentation(str(path)).slides:
        slides += [text.text or "" for text in slide._element.iter("{*}t")]
        if slide.has_notes_slide:
            notes += [text.text or "" for text in slide.notes_slide._element.iter("{*}t")]
    return "\n".join(slides), "\n".join(notes)


def _print(outline: Outline) -> str:
    texts = list(outline.headings)
    for part in outline.parts:
        texts += [*part.texts, *(cell for table in part.tables for row in table for cell in row)]
        texts += [label for figure in part.figures for label in figure.labels]
    return "\n".join(texts)


def problems(talk: RandomTalk, root: Path) -> list[str] | None:
    """What a talk shows to be wrong; None where its texts have no room."""
    out = io.BytesIO()
    Image.new("RGB", (900, 600), (40, 90, 120)).save(out, "PNG")
    for name, text in talk.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "content/images/a.png").write_bytes(out.getvalue())
    try:
        told = list(build(root, Options(output=root / "out", jobs=1)).diagnostics)
    except BuildError as error:
        told = list(error.diagnostics)
    codes = {found.code for found in told} - UNUSED
    if codes & NO_ROOM:
        return None if codes <= NO_ROOM else [found.message for found in told if found.code not in UNUSED | NO_ROOM]
    if codes:
        return [f"{found.code} {found.message} {found.span}" for found in told if found.code not in UNUSED]
    (deck,) = (root / "out").glob("t.??.pptx")
    slides, notes = _deck(deck)
    found = {SLIDE: slides, NOTES: notes, PRINT: _print(read_pdf(deck.with_suffix(".pdf").read_bytes()))}
    wrong: list[str] = []
    for word, places in talk.words.items():
        for place, text in found.items():
            if (word in text) != (place in places):
                wrong.append(f"{word}: {'not ' if place in places else ''}in {place}")
    return wrong


def test_every_word_comes_out_in_its_places(seed: int, tmp_path: Path) -> None:
    assert problems(random_talk(seed), tmp_path) in ([], None)


def test_every_word_of_figures_and_templates_comes_out_in_its_places(seed: int, tmp_path: Path) -> None:
    assert problems(talk_with_figures(seed), tmp_path) in ([], None)
