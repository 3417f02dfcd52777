"""A project written from the description of the format alone, without a theme, catalogs or ids: what it says stands in
both outputs, in three languages and two editions."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pptx import Presentation

from ria_deck.pipeline import Options, build
from tests.test_niigata_report import deck_text, in_order, plain

ROOT = Path(__file__).resolve().parent / "projects/contract"

SAID = {
    "en": """
        Practice of Interregional Trade: An Update
        Notes from two harbours
        Hirofumi Arai
        Economic Research Institute (Niigata, Japan)
        Ivan Petrov
        Vladivostok
        5th Round Table of the Coast
        Town hall, Niigata
        November 1, 2026
        Why we talk
        Topic 1: Business and Regional Cooperation
        Places
        Two regions trade across one sea, and both count it1.
        has the edition update in en
        A slide that has no title
        Trade is people who meet.
        Russia’s “ban” of the used car import shrank the passenger flow.
        Exports fell by 90.0% in a year.
        2010 was not counted.
        Made up for this talk
        In 2011 the count is 21 ships.
        Vladivostok
        606,561
        Niigata
        789,275
        Niigata has 789,275 people.
        As of October 1, 2020.
    """,
    "ru": """
        Practice of Interregional Trade: An Update
        1 ноября 2026 г.
        Содержание
        Exports fell by 90.0% in a year.
        In 2011 the count is 21 ships.
        Владивосток
        606 561
        Ниигата
        789 275
        Niigata has 789,275 people.
    """,
    "ja": """
        Practice of Interregional Trade: An Update
        2026年11月1日
        目次
        Exports fell by 90.0% in a year.
        ウラジオストク
        新潟市
    """,
}
"""What readers see, in its order. Without a catalog the sentences stay English, their numbers and dates too; what comes
from columns of names, and the program's own words, are in the deck's language."""

ONLY_HANDOUT = (
    "Prose that only the handout carries, with the mean of 183.333 and a change of -33.3%.",
    "Trade Statistics of Japan",
    "Town office",
)
ONLY_NOTES = ("What the speaker says.", "Wait for the room.")


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contract")
    result = build(ROOT, Options(output=folder))
    assert {found.code for found in result.diagnostics} == {"RD411"}, result.diagnostics  # ja and ru: without catalogs
    return folder


def phrases(language: str) -> list[str]:
    return [line.strip() for line in SAID[language].strip().splitlines()]


def page_text(path: Path) -> str:
    found = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return plain(re.sub(r"[-\u00ad]\n\s*", "", found))


@pytest.mark.parametrize("language", SAID)
def test_the_deck_says_it_in_its_order(language: str, folder: Path) -> None:
    text = deck_text(folder / f"update/regional-trade.{language}.pptx")
    assert in_order(phrases(language), text) == []
    assert [phrase for phrase in ONLY_NOTES if plain(phrase) in text] == []


@pytest.mark.parametrize("language", SAID)
def test_the_handout_says_it_too(language: str, folder: Path, poppler: object) -> None:
    text = page_text(folder / f"update/regional-trade.{language}.pdf")
    said = [*phrases(language), *(ONLY_HANDOUT if language == "en" else ())]
    assert [phrase for phrase in said if plain(phrase) not in text] == []
    assert [phrase for phrase in ONLY_NOTES if plain(phrase) in text] == []


def test_figures_are_native_notes_are_notes_and_a_backup_slide_is_hidden(folder: Path) -> None:
    slides = Presentation(io.BytesIO((folder / "update/regional-trade.en.pptx").read_bytes())).slides
    assert sum(shape.has_chart for slide in slides for shape in slide.shapes) == 8
    assert sum(shape.has_table for slide in slides for shape in slide.shapes) == 2
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    assert [sum(phrase in text for text in notes) for phrase in ONLY_NOTES] == [1, 1]
    hidden = [slide.shapes.title.text for slide in slides if slide._element.get("show") == "0"]
    assert hidden == ["A backup slide"]
    pictures = [shape for slide in slides for shape in slide.placeholders if shape._element.tag.endswith("}pic")]
    assert len(pictures) == 1


def test_the_first_edition_lacks_what_is_new_since(folder: Path) -> None:
    text = deck_text(folder / "original/regional-trade.en.pptx")
    assert plain("A Report") in text
    assert plain("December 1, 2020") in text
    assert plain("New since the first edition") not in text
    assert plain("An Update") not in text


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("missingValues: [", 'missingValues: ["-", ', "RD305", "declared twice"),
        ("primaryKey: year", "primaryKey: yaer", "RD307", "no field `yaer`"),
        ("title: Trade Statistics of Japan}]", "title: Customs}]", "RD305", "duplicate source"),
    ],
)
def test_what_a_resource_says_beside_its_schema_counts(
    old: str, new: str, code: str, words: str, tmp_path: Path
) -> None:
    copy = shutil.copytree(ROOT, tmp_path / "project")
    path = copy / "data/datapackage.yaml"
    text = path.read_text("utf-8")
    if code == "RD305" and "missing" in old:
        text = text.replace("    schema:\n", '    schema:\n      missingValues: ["", "n/a"]\n', 1)
    path.write_text(text.replace(old, new, 1), "utf-8")
    result = build(copy, Options(output=tmp_path / "out", languages=("en",), outputs=("pptx",), jobs=1))
    told = [(one.code, words in one.message, one.span.path if one.span else "") for one in result.diagnostics]
    assert (code, True, "data/datapackage.yaml") in told
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").rglob("*.pptx"))
