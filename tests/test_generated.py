"""Decks made by chance from the gallery's slides, in every language and look, judged by the formats' own judges.
`./deck test --runs 500 tests/test_generated.py` makes five hundred of them and a hundred handouts."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from ria_deck.check.package import check_package
from ria_deck.pipeline import Options, build

GALLERY = Path(__file__).resolve().parent / "projects/gallery"
LANGUAGES = ("en", "ja", "ru", "qps")
THEMES = (
    "",
    "color: {primary: '#5B2A86', secondary: '#0B7A75'}\n",
    "color: {foreground: '#2B2B2B', primary: '#8C1C13'}\nria: {series: [amber, reed, night, sea, toki]}\n",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "run" in metafunc.fixturenames:
        metafunc.parametrize("run", range(metafunc.config.getoption("--runs") or 4))


def some_slides(root: Path, chance: random.Random) -> None:
    """Leave a part of the slides of every topic, in another order."""
    for path in sorted((root / "content").glob("*.md")):
        head, *slides = re.split(r"^(?=## )", path.read_text("utf-8"), flags=re.M)
        kept = [slide for slide in chance.sample(slides, len(slides)) if chance.random() < 0.5] or slides[:1]
        path.write_text(head + "".join(kept), "utf-8")


def test_a_deck_made_by_chance_is_valid(
    run: int, tmp_path: Path, ooxml: ModuleType, audit: ModuleType, pdfua: ModuleType
) -> None:
    chance = random.Random(run)
    root = Path(shutil.copytree(GALLERY, tmp_path / "gallery"))
    some_slides(root, chance)
    language = LANGUAGES[run % len(LANGUAGES)]
    theme = THEMES[0 if run % 3 else chance.randrange(len(THEMES))]
    if theme:
        (root / "templates").mkdir()
        (root / "templates/theme.yaml").write_text(theme, "utf-8")
    outputs = ("pptx", "pdf") if run % 5 == 0 else ("pptx",)
    result = build(root, Options(output=tmp_path / "out", languages=(language,), outputs=outputs, jobs=1))
    told = [
        found for found in result.diagnostics if found.code not in ("RD334", "RD335")
    ]  # typed numbers, unused tables
    assert not told, told
    deck = tmp_path / f"out/gallery.{language}.pptx"
    assert ooxml.validate(deck) == []
    assert audit.validate(deck) == []
    assert check_package(deck.read_bytes()) == []
    if "pdf" in outputs:
        assert pdfua.validate(deck.with_suffix(".pdf")) == []
