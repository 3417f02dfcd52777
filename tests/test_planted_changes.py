"""Each kind of change of a project, planted one by one: `diff` tells it with its place; without one, that nothing changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ria_deck.comparing import manifest_of
from ria_deck.diagnostics import Report
from ria_deck.pipeline import Options
from ria_deck.record.changes import compare_manifests
from ria_deck.record.changes_text import as_text

FILES = {
    "content/report.yaml": "id: t\ntitle: Loans\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\n"
    "languages: [en, ja]\noutputs: [pptx]\npolicy: {untranslated: source}\n",
    "content/01.md": "# Lending\n\n## Loans by year {#years layout=table}\n\n"
    "```{table}\ndata: loans\ncolumns: [year, kind, n]\n```\n\n"
    "## Bars {#bars layout=chart}\n\n```{chart}\ndata: loans\nmark: bar\n"
    "encoding: {x: {field: year, type: ordinal}, y: {field: n}, color: kind}\nalt: Bars\n```\n\n"
    "## A last word {#last}\n\n- {{ loans.sum('n') | number }} loans\n- A picture: see below\n\n::: notes\nSay it.\n:::\n\n"
    "## A field {#field layout=picture}\n\n![A field](images/a.png)\n",
    "content/images/credits.yaml": "a.png: {credit: B, licence: CC0, source: drawn here}\n",
    "content/locale/ja.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgctxt "last/title"\nmsgid "A last word"\nmsgstr "最後に"\n',
    "data/datapackage.yaml": "sources: [{name: us, title: Our counts}]\nresources:\n- name: loans\n  path: loans.csv\n"
    "  sources: [{name: us}]\n  schema:\n    primaryKey: [year, kind]\n    fields: [{name: year, type: year}, {name: kind}, "
    "{name: n, type: number}]\n",
    "data/loans.csv": "year,kind,n\n2024,books,100.25\n2024,films,40\n2025,books,120\n2025,films,45\n",
    "templates/theme.yaml": "color: {primary: '#5B2A86'}\n",
}


def written(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    Image.new("RGB", (640, 400), (40, 90, 120)).save(root / "content/images/a.png")
    return root


def manifest(root: Path) -> dict[str, Any]:
    report = Report()
    made = manifest_of(root, Options(output=root / "build", jobs=1), report)
    assert made is not None, report.diagnostics
    return made


@pytest.fixture(scope="module", name="before")
def _before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    root = written(tmp_path_factory.mktemp("before") / "talk")
    return root, manifest(root)


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), "utf-8")

    return change


def another_picture(root: Path) -> None:
    Image.new("RGB", (640, 400), (41, 90, 120)).save(root / "content/images/a.png")


CSV, TOPIC = "data/loans.csv", "content/01.md"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (swap("templates/theme.yaml", "5B2A86", "5B2A87"), ["templates/theme.yaml"]),
        (swap("content/locale/ja.po", "最後に", "おわりに"), ["last", "最後に", "おわりに"]),
        (another_picture, ["content/images/a.png", "  field (content/01.md:28)", "picture a shows another file"]),
        (swap(CSV, "100.25", "100.2501"), ["year=2024, kind=books n", "100.25 → 100.2501"]),
        (swap(CSV, "2025,films,45\n", ""), ["year=2025, kind=films"]),
        (swap(CSV, "45\n", "45\n2026,books,9\n"), ["year=2026, kind=books"]),
        (swap(CSV, "2024,books,100.25\n2024,films,40\n", "2024,films,40\n2024,books,100.25\n"), ["rows reordered"]),
        (swap(CSV, "films", "movies"), ["films", "movies"]),
        (
            lambda root: [swap(CSV, "kind,n", "sort,n")(root), swap(TOPIC, "kind", "sort")(root),
                          swap("data/datapackage.yaml", "kind", "sort")(root)],
            ["column kind is now sort"],
        ),
        (swap(TOPIC, "{#last}", "{#last .hidden}"), ["last", "hidden now"]),
        (swap(TOPIC, "Say it.", "Don't say it."), ["last", "Say it.", "Don’t say it."]),
        (swap(TOPIC, "mark: bar", "mark: line"), ["  bars (content/01.md:10)", "chart chart: mark bar stacked → line"]),
        (
            swap(TOPIC, "field: n}", "field: n, scale: {domain: [0, 200]}}"),
            ["  bars (content/01.md:10)", "chart chart: axis as it comes → 0 to 200"],
        ),
        (
            swap(TOPIC, "field: year", "field: year, sort: descending"),
            ["  bars (content/01.md:10)", "books: in another order"],
        ),
        (
            swap(TOPIC, "see below", "see *below*"),
            ["  last (content/01.md:19)", "en body (content/01.md:22)", "plain → em “below”"],
        ),
        (swap(TOPIC, "see below", "[see below](#bars)"), ["en body (content/01.md:22)", "plain → link to #bars “see below”"]),
        (swap(TOPIC, "- A picture: see", "  - A picture: see"), ["(content/01.md:22)", "bullet → bullet of level 2"]),
        (swap(TOPIC, "- A picture: see", "1. A picture: see"), ["(content/01.md:22)", "bullet → number"]),
        (swap(TOPIC, "alt: Bars", "alt: Columns"), ["bars", "Bars", "Columns"]),
        (swap(TOPIC, "## Bars {#bars", "## Bars {#columns"), ["columns"]),
        (swap("content/report.yaml", "2026-01-15", "2026-01-16"), ["January 16, 2026"]),
        (swap("content/images/credits.yaml", "credit: B", "credit: C"), ["field"]),
    ],
)  # fmt: skip
def test_each_planted_change_is_told(
    change: Callable[[Path], object], told: list[str], before: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(before[0], tmp_path / "talk"))
    change(root)
    text = as_text(compare_manifests(before[1], manifest(root)), 0.1)
    assert [words for words in told if words not in text] == [], text


def test_without_a_change_nothing_is_told(before: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    again = written(tmp_path / "talk")
    assert as_text(compare_manifests(before[1], manifest(again)), 0.1) == "Nothing changed.\n"


def test_a_build_that_knew_of_no_marks_says_nothing_of_them(
    before: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(before[0], tmp_path / "talk"))
    swap(TOPIC, "see below", "see *below*")(root)
    swap(TOPIC, "mark: bar", "mark: line")(root)
    slides = [slide for deck in before[1]["decks"] for slide in deck["slides"]]
    older = [{key: value for key, value in slide.items() if key != "looks"} for slide in slides]
    decks = [
        {**deck, "slides": [older[slides.index(slide)] for slide in deck["slides"]]} for deck in before[1]["decks"]
    ]
    assert not compare_manifests({**before[1], "decks": decks}, manifest(root)).slides
