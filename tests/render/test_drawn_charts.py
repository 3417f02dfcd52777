"""Every chart of the report, the gallery and the marks, drawn by LibreOffice before and after `Edit data`: no word
contradicts the data that stand under it then."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from ria_deck.pipeline import Options, build
from tests.render.drawn_words import faults
from tests.render.edited_charts import edited

ROOT = Path(__file__).resolve().parents[2]
DECKS = [  # project, edition, language, charts
    (".", "update", "en", 10),
    (".", "update", "ja", 10),
    (".", "update", "ru", 10),
    ("tests/projects/gallery", "", "en", 16),
    ("tests/projects/gallery", "", "ja", 16),
    ("tests/projects/gallery", "", "ru", 16),
    ("tests/projects/charts", "", "en", 19),
    ("tests/projects/marks", "", "en", 13),
]


@pytest.mark.parametrize(("project", "edition", "language", "charts"), DECKS)
def test_no_word_contradicts_the_data(
    project: str, edition: str, language: str, charts: int, tmp_path: Path, libreoffice: ModuleType, poppler: ModuleType
) -> None:
    chosen = Options(
        output=tmp_path,
        languages=(language,),
        editions=(edition,) if edition else (),
        jobs=1,
        outputs=("pptx",),
    )
    build(ROOT / project, chosen)
    deck = next((tmp_path / edition).glob("*.pptx")).read_bytes()
    for name, data in (("before", deck), ("after", edited(deck))):
        assert faults(data, libreoffice.convert(data, tmp_path / name)) == (charts, [])
