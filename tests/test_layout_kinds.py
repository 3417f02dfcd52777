"""Layouts are known by their kind: a copy under another name does what its original does, in both outputs."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from ruamel.yaml import YAML

from ria_deck import Project, Report, render
from ria_deck.design.shipped import BUILTIN
from ria_deck.design.theme import load_theme
from ria_deck.model.theme import LayoutKind
from ria_deck.starter import start_project

WORDS = "Words about loans\n"
CHART = """```{chart}
data: loans
mark: bar
encoding: {x: {field: year, type: ordinal}, y: {field: loans, aggregate: sum, type: quantitative}}
alt: Bars of loans by year.
```
"""
TABLE = "| Year | Loans |\n|:-----|------:|\n| 2024 | many |\n"
MAP = """```{map}
points: {data: branches, lat: lat, lon: lon, label: branch}
extent: [132, 31, 144, 44]
alt: A map of two branches.
```
"""
TIMELINE = """```{timeline}
data: loans
date: year
label: branch
where: year >= 2024
alt: Two years on a line.
```
"""
KPI = """```{kpi}
- value: "{{ loans.sum('loans') | number }}"
  label: loans
- {value: "2", label: branches, spark: {data: loans, x: year, y: {field: loans, aggregate: sum}}}
```
"""
PROCESS = "```{process}\n- {label: Order, text: by mail}\n- {label: Lend, color: accent}\n```\n"
PICTURE = "![Three books of different heights](images/books.svg)\n"
CODE = "```python\nprint(1)\n```\n"
COLUMNS = ":::: columns\n::: column\n{}\n:::\n::: column\n{}\n:::\n::::\n"
SLIDES = [
    ("title", ""),
    ("contents", ""),
    ("section", ""),
    ("bullets", "- One\n- Two\n"),
    ("two-columns", COLUMNS.format("- One", "- Two")),
    ("three-columns", COLUMNS.format("- One", "- Two\n:::\n\n::: column\n- Three")),
    ("chart", CHART),
    ("chart", WORDS + "\n" + CHART),
    ("chart-right", WORDS + "\n" + CHART),
    ("table", TABLE),
    ("table", WORDS + "\n" + TABLE),
    ("table-right", WORDS + "\n" + TABLE),
    ("map", MAP),
    ("map", WORDS + "\n" + MAP),
    ("map-right", WORDS + "\n" + MAP),
    ("picture", PICTURE),
    ("picture", WORDS + "\n" + PICTURE),
    ("picture-right", WORDS + "\n" + PICTURE),
    ("two-pictures", f"{PICTURE}\nBooks by day\n\n{PICTURE}\nBooks by night\n"),
    ("comparison", COLUMNS.format("Before\n\n- One", "After\n\n- Two")),
    ("statement", "**Libraries** lend\n"),
    ("big-number", f"42\n\n{WORDS}"),
    ("timeline", TIMELINE),
    ("timeline", WORDS + "\n" + TIMELINE),
    ("kpi", KPI),
    ("kpi", WORDS + "\n" + KPI),
    ("process", PROCESS),
    ("process", WORDS + "\n" + PROCESS),
    ("agenda", ""),
    ("references", "- A book, 2024\n"),
    ("code", CODE),
    ("closing", f"Thank you\n\n{PICTURE}"),
    ("blank", WORDS),
]


def copies() -> dict[str, Any]:
    """Every built-in layout under another name."""
    layouts = YAML(typ="safe").load(BUILTIN)["ria"]["layouts"]
    return {
        f"my-{name}": one | ({"lead": f"my-{one['lead']}"} if "lead" in one else {}) for name, one in layouts.items()
    }


def project(root: Path, prefix: str) -> Project:
    start_project(root, Report())
    for topic in (root / "content").glob("0*.*"):
        topic.unlink()
    slides = [
        f"## {'A title' if layout != 'title' else 'Loans'} {{#s{number} layout={prefix}{layout}}}\n\n{text}\n"
        for number, (layout, text) in enumerate(SLIDES)
    ]
    (root / "content/01-front.md").write_text("\n".join(slides[:2]), "utf-8")
    (root / "content/02-all.md").write_text("---\ntitle: All\n---\n\n" + "\n".join(slides[2:]), "utf-8")
    with (root / "templates/theme.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump({"ria": {"layouts": copies()}}, file)
    return Project(root)


def slides_of(data: bytes) -> list[tuple[str, str]]:
    """Each slide's XML and that of its layout: places, placeholders, words."""
    found: list[tuple[str, str]] = []
    for slide in Presentation(io.BytesIO(data)).slides:
        found.append((slide.part.blob.decode(), slide.slide_layout.part.blob.decode()))
    return found


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    root = tmp_path_factory.mktemp("kinds")
    return project(root / "original", "").deck(), project(root / "copied", "my-").deck()


def test_every_built_in_layout_is_copied() -> None:
    names = {f"my-{name}" for name, _ in SLIDES} | {
        f"my-{name}-lead" for name, text in SLIDES if text.startswith(WORDS)
    }
    assert set(copies()) <= names


def test_copies_make_the_same_slides(decks: tuple[Any, Any]) -> None:
    original, copied = decks
    assert [slide.layout for slide in copied.slides] == [f"my-{slide.layout}" for slide in original.slides]
    assert [replace(slide, layout="", span=None, placements=()) for slide in copied.slides] == [
        replace(slide, layout="", span=None, placements=()) for slide in original.slides
    ]
    assert slides_of(render(copied)) == slides_of(render(original))


def test_copies_are_printed_alike(decks: tuple[Any, Any]) -> None:
    original, copied = decks
    assert render(copied, "pdf") == render(original, "pdf")


def test_copies_take_the_same_layouts_of_a_template(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    Presentation().save(str(tmp_path / "templates/own.pptx"))
    with (tmp_path / "templates/theme.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump({"ria": {"layouts": copies()}}, file)
    report = Report()
    layouts = load_theme(tmp_path, report).layouts
    assert not report.failed
    originals = [name for name in layouts if not name.startswith("my-")]
    for name in originals:
        assert replace(layouts[f"my-{name}"], name=name, lead=layouts[name].lead) == layouts[name]


def theme_with(tmp_path: Path, ria: dict[str, Any]) -> tuple[Any, list[tuple[str, str]]]:
    (tmp_path / "templates").mkdir()
    with (tmp_path / "templates/theme.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump({"ria": ria}, file)
    report = Report()
    return load_theme(tmp_path, report), [(found.code, found.message) for found in report.diagnostics]


def test_a_layout_without_a_kind_has_that_of_its_slots(tmp_path: Path) -> None:
    given = {
        f"my-{name[3:]}": {key: value for key, value in one.items() if key != "kind"} for name, one in copies().items()
    }
    theme, told = theme_with(tmp_path, {"layouts": given})
    assert told == []
    found = {name: theme.layouts[f"my-{name}"].kind for name in ("section", "bullets", "two-columns", "comparison")}
    assert found == {
        "section": LayoutKind.SECTION,
        "bullets": LayoutKind.CONTENT,
        "two-columns": LayoutKind.SIDE_BY_SIDE,
        "comparison": LayoutKind.COMPARISON,
    }


def test_the_type_of_a_templates_layout_is_its_kind(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    Presentation().save(str(tmp_path / "templates/own.pptx"))
    (tmp_path / "templates/theme.yaml").write_text(
        "ria: {layouts: {cover: {template: Title Slide}, part: {template: Section Header}}}", "utf-8"
    )
    report = Report()
    layouts = load_theme(tmp_path, report).layouts
    assert not report.failed
    assert [layouts[name].kind for name in ("cover", "part")] == [LayoutKind.TITLE, LayoutKind.SECTION]


@pytest.mark.parametrize(
    ("ria", "message"),
    [
        ({"layouts": {"chart": {"lead": "chart-led"}}}, "unknown layout `chart-led`"),
        ({"layouts": {"title": {"kind": "section"}}}, "no layout has the kind `title`"),
    ],
)
def test_a_theme_names_the_layouts_that_it_has(tmp_path: Path, ria: dict[str, Any], message: str) -> None:
    assert theme_with(tmp_path, ria)[1] == [("RD522", message)]


def test_no_python_knows_a_layout_by_its_name() -> None:
    names = "|".join(YAML(typ="safe").load(BUILTIN)["ria"]["layouts"])
    compared = re.compile(rf"""layout(s\[|s\.get\(|\.name|_name)?\]? *(==|!=|in|not in)? *[\[({{]*["']({names})["']""")
    source = Path(__file__).parents[1] / "src/ria_deck"
    found = [
        f"{path.relative_to(source)}: {line.strip()}"
        for path in sorted(source.rglob("*.py"))
        if path.relative_to(source).parts[0] != "importing"  # writes topics for the built-in layouts
        for line in path.read_text("utf-8").splitlines()
        if compared.search(line)
    ]
    assert found == []
