"""Random edits, each put back into the sources or in conflict with the data, none lost: `--runs 200` makes two hundred on
the report's own decks in three languages, through python-pptx and LibreOffice."""

from __future__ import annotations

import io
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from ria_deck import Project, render
from ria_deck.diagnostics import Report
from ria_deck.pull.letters import alike
from ria_deck.pull.pull import Pulled, pull
from tests.pull.random_edits import MadeEdit, edit, editable
from tests.pull.talk import FILES, write

ROOT = Path(__file__).parents[2]
EACH = 10  # edits of one deck
ALLOWED = {"RD851", "RD852", "RD853", "RD857"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    runs = metafunc.config.getoption("--runs")
    rounds = max(1, runs // (3 * EACH)) if runs else 0
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(rounds or 2))
    if "program" in metafunc.fixturenames:
        metafunc.parametrize("program", ["python-pptx", "LibreOffice"] if runs else ["python-pptx"])
    if "language" in metafunc.fixturenames:
        metafunc.parametrize("language", ["en", "ja", "ru"] if runs else ["en", "ja"])


def project(tmp_path: Path, config: pytest.Config) -> tuple[Path, str]:
    """The small talk; with --runs, a copy of the report."""
    if not config.getoption("--runs"):
        write(tmp_path, FILES)
        return tmp_path, ""
    for name in ("content", "data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path, "update"


def edited(root: Path, edition: str, language: str, seed: int) -> tuple[Any, list[MadeEdit]]:
    """A deck with some edits made in it."""
    chance = random.Random(f"{seed} {language}")
    model = Project.open(root).deck(edition=edition, language=language)
    deck = Presentation(io.BytesIO(render(model, "pptx")))
    made: list[MadeEdit] = []
    for name, paragraph, modelled in chance.sample(found := list(editable(deck, model)), len(found)):
        if len(made) == EACH:
            break
        one = edit(name, paragraph, modelled, language, chance)
        if one is not None:
            made.append(one)
    return deck, made


def accounted(found: Pulled, made: list[MadeEdit]) -> Counter[str]:
    """What became of each edit; fails for one that is lost, or found as what it isn't."""
    counts: Counter[str] = Counter()
    for one in made:
        new = one.new.replace("\v", "\n")
        same = [d for d in found.differences if d.spot.slide == one.slide and _about(d.new, new)]
        assert same, f"lost: {one}\n{[(d.spot.slide, d.new) for d in found.differences]}"
        outcomes = {d.outcome.value for d in same}
        if one.over_value:
            assert outcomes == {"conflict"}, (one, same)
        codes = {d.code for d in same if d.outcome.value == "conflict"}
        assert codes <= ALLOWED, (one, same)
        over = " of a value" if one.over_value else ""
        counts[" ".join(sorted(outcomes | codes)) + over] += 1
    for d in found.differences:
        mine = any(_about(d.new, one.new.replace("\v", "\n")) and d.spot.slide == one.slide for one in made)
        assert mine, f"nobody did this: {d}"
    return counts


def _about(found: str, new: str) -> bool:
    return alike(found, new) or (bool(found) and found.strip() in new)


def words_of(deck: Any) -> list[list[str]]:
    """The words of each slide, paragraph by paragraph."""
    found: list[list[str]] = []
    for slide in deck.slides:
        texts = [p.text for shape in slide.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs]
        for shape in slide.shapes:
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            texts += [p.text for p in slide.notes_slide.notes_text_frame.paragraphs]
        found.append([" ".join(text.split()) for text in texts])
    return found


def test_each_edit_comes_back_or_is_in_conflict(
    tmp_path: Path, seed: int, language: str, program: str, request: pytest.FixtureRequest
) -> None:
    root, edition = project(tmp_path, request.config)
    deck, made = edited(root, edition, language, seed)
    path = tmp_path / "edited.pptx"
    deck.save(path)
    if program == "LibreOffice":
        office = request.getfixturevalue("libreoffice")
        path = office.convert(path, tmp_path / "saved", to="pptx:Impress MS PowerPoint 2007 XML")
        made = [one for one in made if one.kind != "bold"]  # it writes marks of its own
    report = Report()
    found = pull(path, root, report)
    assert found is not None, report.diagnostics
    counts = accounted(found, made)
    for name, data in found.files.items():
        (root / name).write_bytes(data)
    now = render(Project.open(root).deck(edition=edition, language=language), "pptx")
    if program == "LibreOffice":
        now = office.convert(now, tmp_path / "now", to="pptx:Impress MS PowerPoint 2007 XML").read_bytes()
    again, hand = words_of(Presentation(io.BytesIO(now))), words_of(Presentation(path))
    shown = [(" ".join(one.old.split()), " ".join(one.new.split())) for one in found.differences if one.old]
    conflicts = {one.new for one in found.conflicts} | {one.old for one in found.conflicts}
    for texts, built in zip(hand, again, strict=True):
        for text, rebuilt in zip(texts, built, strict=True):
            kept = any(alike(text, one) or one.replace("\n", " ") in text for one in conflicts)
            shared = any(old in text and new in rebuilt for old, new in shown)
            assert alike(text, rebuilt) or kept or shared, (text, rebuilt)
    rest = pull(path, root, Report())
    assert rest is not None
    assert [one for one in rest.differences if one.outcome.value == "patch"] == []
    print(program, language, seed, dict(counts))  # noqa: T201 - with -s, what became of the edits
