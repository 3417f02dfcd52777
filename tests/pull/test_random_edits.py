"""Random edits, each put back into the sources or in conflict with the data, none lost: `--runs 200` makes two hundred on
the report's own decks in three languages, through python-pptx and LibreOffice, in a few minutes."""

from __future__ import annotations

import io
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from ria_deck import Project, render
from ria_deck.diagnostics import Report
from ria_deck.model.deck import Deck
from ria_deck.pull.differences import Difference
from ria_deck.pull.letters import alike, holds
from ria_deck.pull.pull import Pulled, pull
from tests.pull.larger_edits import LargeChange, large_changes
from tests.pull.random_edits import MadeEdit, edit, editable
from tests.pull.talk import FILES, write

ROOT = Path(__file__).parents[2]
EACH = 17  # edits of one deck


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    runs = metafunc.config.getoption("--runs")
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(-(-runs // (6 * EACH)) if runs else 2))
    if "program" in metafunc.fixturenames:
        metafunc.parametrize("program", ["python-pptx", "LibreOffice"] if runs else ["python-pptx"])
    if "language" in metafunc.fixturenames:
        metafunc.parametrize("language", ["en", "ja", "ru"] if runs else ["en", "ja"])


@dataclass(frozen=True)
class Home:
    """The project whose decks are edited, never written: a deck of each language is built once."""

    root: Path
    edition: str
    decks: dict[str, tuple[Deck, bytes]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def deck(self, language: str) -> tuple[Deck, bytes]:
        if language not in self.decks:
            model = Project.open(self.root).deck(edition=self.edition, language=language)
            self.decks[language] = (model, render(model, "pptx"))
        return self.decks[language]


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Home]:
    """The small talk; with --runs, a copy of the report."""
    root = tmp_path_factory.mktemp("home")
    runs = request.config.getoption("--runs")
    if not runs:
        write(root, FILES)
    else:
        for name in ("content", "data", "templates"):
            shutil.copytree(ROOT / name, root / name)
        (root / "build/.cache").mkdir(parents=True)  # where pictures are kept that were read once
    home = Home(root, "update" if runs else "")
    yield home
    print("\n", sum(home.counts.values()), "edits:", dict(sorted(home.counts.items())))  # noqa: T201 - with -s


def edited(home: Home, language: str, seed: int) -> tuple[Any, list[MadeEdit]]:
    """A deck with some edits made in it."""
    chance = random.Random(f"{seed} {language}")
    model, data = home.deck(language)
    deck = Presentation(io.BytesIO(data))
    made: list[MadeEdit] = []
    said: set[object] = set()  # no message is edited in two places
    for name, paragraph, modelled in chance.sample(found := list(editable(deck, model)), len(found)):
        if len(made) == EACH:
            break
        origins = {(one.context, one.text) for one in modelled.origins}
        one = edit(name, paragraph, modelled, language, chance) if said.isdisjoint(origins) else None
        if one is not None:
            made.append(one)
            said |= origins
    return deck, made


def accounted(found: Pulled, made: list[MadeEdit]) -> Counter[str]:
    """What became of each edit; fails for one that is lost, or found as what it isn't."""
    counts: Counter[str] = Counter()
    for one in made:
        new = one.new.replace("\v", "\n")
        same = [d for d in found.differences if d.spot.slide == one.slide and _about(d.new, new)]
        assert same, f"lost: {one}\n{[(d.spot.slide, d.new) for d in found.differences]}"
        resting = [d for d in same if d.code == "RD857" and d.message.startswith("a claim at")]
        assert resting or {d.outcome.value for d in same} == {one.outcome}, (one, same)
        counts[" ".join(sorted({f"{d.outcome.value} {d.code}".strip() for d in same}))] += 1
    for d in found.differences:
        mine = any(_about(d.new, one.new.replace("\v", "\n")) and d.spot.slide == one.slide for one in made)
        assert mine, f"nobody did this: {d}"
    return counts


def _about(found: str, new: str) -> bool:
    return alike(found, new) or (bool(found.strip()) and holds(new, found))


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
    home: Home, tmp_path: Path, seed: int, language: str, program: str, request: pytest.FixtureRequest
) -> None:
    deck, made = edited(home, language, seed)
    path = tmp_path / "edited.pptx"
    deck.save(path)
    if program == "LibreOffice":
        office = request.getfixturevalue("libreoffice")
        path = office.convert(path, tmp_path / "saved", to="pptx:Impress MS PowerPoint 2007 XML")
    report = Report()
    found = pull(path, home.root, report)
    assert found is not None, report.diagnostics
    home.counts.update(accounted(found, made))
    root = shutil.copytree(home.root, tmp_path / "applied")
    for name, data in found.files.items():
        (root / name).write_bytes(data)
    now = render(Project.open(root).deck(edition=home.edition, language=language), "pptx")
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


def test_each_change_of_a_slide_or_figure_is_told(home: Home, tmp_path: Path, seed: int, language: str) -> None:
    chance = random.Random(f"large {seed} {language}")
    model, data = home.deck(language)
    deck = Presentation(io.BytesIO(data))
    made = large_changes(deck, model, language, chance)
    path = tmp_path / "edited.pptx"
    deck.save(path)
    report = Report()
    found = pull(path, home.root, report)
    assert found is not None, report.diagnostics
    for one in made:
        mine = [d for d in found.differences if d.spot.slide == one.slide and _tells(d, one)]
        assert mine, f"lost: {one}\n{[(d.spot.slide, d.message, d.new) for d in found.differences]}"
        home.counts.update({f"{one.kind}: {mine[0].outcome.value}": 1})
    for d in found.differences:
        assert any(d.spot.slide == one.slide and _tells(d, one) for one in made), f"nobody did this: {d}"
    root = shutil.copytree(home.root, tmp_path / "applied")
    for name, changed in found.files.items():
        (root / name).write_bytes(changed)
    rest = pull(path, root, Report())
    assert rest is not None
    assert [one for one in rest.differences if one.outcome.value == "patch"] == []
    told = {(d.spot.slide, d.message) for d in found.differences if d.outcome.value != "patch"}
    assert {(d.spot.slide, d.message) for d in rest.differences} == told


def _tells(found: Difference, made: LargeChange) -> bool:
    words = found.new.replace("\n", " ")
    tried = found.code == "RD857"  # the project doesn't build with it, or a claim rests on it
    return found.outcome.value in made.outcomes and (tried or made.says in found.message) and made.new in words
