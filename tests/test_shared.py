"""What the decks of a build share is read and checked once, however many decks there are and whoever makes them."""

from __future__ import annotations

import pickle
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.pipeline import Options, check
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

REPORT = """id: t
title: T
authors: [{name: A}]
date: 2026-01-15
language: en
languages: [en, ru, ja]
policy: {untranslated: source}
editions: {spring: {}, autumn: {}}
"""
FILES = {
    "content/report.yaml": REPORT,
    "content/01.md": '## One {#one}\n\n- {{ cars.value("n", year=2025) }} cars\n\nClaim.\n',
    "content/locale/ru.po": (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "one"\nmsgid "One"\nmsgstr "Один"\n'
    ),
    "data/datapackage.yaml": (
        "sources: [{name: s, title: S}]\nresources:\n  - name: cars\n    path: cars.csv\n    sources: [{name: s}]\n"
        "    schema: {fields: [{name: year, type: integer}, {name: n, type: integer}], primaryKey: year}\n"
    ),
    "data/cars.csv": "year,n\n2024,3\n2025,4\n",
}

_WATCHED: list[Counter[str]] = []


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if _WATCHED and event == "open":
        _WATCHED[-1][Path(str(arguments[0])).name] += 1


sys.addaudithook(_audit)


@contextmanager
def opened() -> Iterator[Counter[str]]:
    """How often each file is opened meanwhile, by its name."""
    _WATCHED.append(Counter())
    try:
        yield _WATCHED[-1]
    finally:
        _WATCHED.clear()


def project(root: Path, changed: dict[str, str] | None = None) -> Path:
    for name, text in (FILES | (changed or {})).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def test_tables_and_catalogs_are_read_once_for_six_decks(tmp_path: Path) -> None:
    root = project(tmp_path)
    one = Options(output=tmp_path / "build", editions=("spring",), languages=("ru",))
    with opened() as by_one:
        check(root, one)
    with opened() as by_six:
        check(root, Options(output=tmp_path / "build"))
    names = ("cars.csv", "datapackage.yaml", "ru.po", "01.md")
    assert all(0 < by_six[name] <= by_one[name] for name in names), (by_one, by_six)


def test_another_process_needs_no_table_and_no_content(tmp_path: Path) -> None:
    root = project(tmp_path)
    shared = SharedInputs(root, load_content(root, Report()))
    shared.read_all()
    sent = pickle.loads(pickle.dumps(shared))
    shutil.rmtree(root / "data")
    (root / "content/01.md").unlink()
    report = Report()
    made = assembled(sent, Variant(root=root, cache=tmp_path, edition="autumn", language="en", outputs=()), report)
    assert made is not None, report.diagnostics
    assert list(made[1]) == ["cars"]
    assert not report.failed


def test_each_deck_reports_a_broken_table_and_a_mistake_of_its_own(tmp_path: Path) -> None:
    """A language's mistake hides none of another language, and a table's error is reported for all of its decks once."""
    changed = {
        "content/01.md": '## One {#one}\n\n- {{ cars.value("n", year=2025) }} cars\n',
        "content/locale/ru.po": FILES["content/locale/ru.po"]
        + '\nmsgctxt "one"\nmsgid "- {{ cars }}"\nmsgstr "x"\n\nmsgid broken\n',
        "content/locale/ja.po": "msgid broken\n",
    }
    root = project(tmp_path, changed)
    found = check(root, Options(output=tmp_path / "build"))
    told = sorted(f"{one.span.path if one.span else ''} {one.code}" for one in found)
    assert [line for line in told if "RD401" in line] == ["content/locale/ja.po RD401", "content/locale/ru.po RD401"]
    root = project(tmp_path, {"data/cars.csv": "year,n\n2024,3\n2025,four\n"} | {"content/locale/ja.po": ""})
    found = check(root, Options(output=tmp_path / "build"))
    assert [one.code for one in found if one.span and one.span.path == "data/cars.csv"] == ["RD320"]
