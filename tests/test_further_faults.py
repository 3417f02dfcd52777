"""Small projects with several mistakes of different stages: one run tells them all, and nothing that only follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.pipeline import Options, build, check

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n"
FILES = {
    "content/report.yaml": REPORT,
    "data/datapackage.yaml": (
        "sources: [{name: s, title: S}]\nresources:\n  - name: cars\n    path: cars.csv\n    sources: [{name: s}]\n"
        "    schema: {fields: [{name: year, type: integer}, {name: n, type: integer}], primaryKey: year}\n"
    ),
    "data/cars.csv": "year,n\n2024,3\n2025,4\n",
}
GOOD = '## One {#one}\n\n- {{ cars.value("n", year=2025) }} cars\n\n'
EDITIONS = REPORT.replace("date: 2026-01-15", "editions: {a: {date: next Tuesday}, b: {date: 2026-01-15}}")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param(
            {"content/01.md": GOOD.replace("cars.", "cats.") + "## Two {#two}\n\n### Three\n\n- {{ cats }}\n"},
            ["content/01.md:3 RD202", "content/01.md:7 RD113"],
            id="a name on one slide, a heading on another, whose own name may follow",
        ),
        pytest.param(
            {
                "content/01.md": GOOD.replace("2025)", "2025"),
                "content/report.yaml": REPORT.replace("2026-01-15", "next Tuesday"),
                "data/cars.csv": "year,n\n2024,3\n2025,four\n",
            },
            ["content/01.md:3 RD201", "content/report.yaml:4 RD022", "data/cars.csv:3 RD320"],
            id="no date of the report, a cut-off expression, a word for a number",
        ),
        pytest.param(
            {"content/01.md": GOOD.replace("year=", "yeer="), "content/report.yaml": EDITIONS},
            ["content/01.md:3 RD203", "content/report.yaml:4 RD022"],
            id="no date of one edition, a column in the other",
        ),
        pytest.param(
            {
                "content/01.md": GOOD + "## Two {#two layout=statment}\n\nOne\n\n## Three {#two}\n\n- Three\n",
            },
            ["content/01.md:5 RD501", "content/01.md:9 RD161"],
            id="a layout, two slides of one id",
        ),
        pytest.param(
            {
                "content/01.md": GOOD + "### Two\n",
                "templates/theme.yaml": "color: {palette: {sea: '#12345'}}\n",
            },
            ["content/01.md:5 RD113", "templates/theme.yaml:1 RD515"],
            id="a heading, a colour that the built-in layouts name",
        ),
        pytest.param(
            {
                "content/01.md": GOOD + "## Two {#two layout=table}\n\n```{table}\ndata: cars\n```\n",
                "data/cars.csv": "year,n\n2024,3\n2025,four\n",
            },
            ["data/cars.csv:3 RD320"],
            id="a word for a number: that no table comes of it is not told",
        ),
        pytest.param(
            {"content/01.md": GOOD, "data/cars.csv": "year,n\nnext\n2025,about,4\n"},
            ["data/cars.csv:2 RD315", "data/cars.csv:3 RD315"],
            id="rows of other lengths: what their cells are isn't known",
        ),
        pytest.param(
            {"content/01.md": GOOD, "data/cars.csv": "year\n2024,3\n2025,4\n"},
            ["data/cars.csv:1 RD313"],
            id="a head that lacks a name: its rows are as they should be",
        ),
        pytest.param(
            {
                "content/01.md": GOOD,
                "data/cars.csv": "year,n\n,3\n2025,4\n",
                "data/datapackage.yaml": FILES["data/datapackage.yaml"].replace(
                    "type: integer}", "type: integer, constraints: {required: true}}", 1
                ),
            },
            ["data/cars.csv:2 RD321"],
            id="a cell that is required and part of the key",
        ),
        pytest.param(
            {"content/01.md": GOOD + "### Two\n", "data/datapackage.yaml": "resources: [{name: cars}]\n"},
            ["content/01.md:5 RD113", "data/datapackage.yaml:1 RD303"],
            id="a heading, and tables that nobody knows",
        ),
    ],
)
def test_all_mistakes_are_told_at_once(changed: dict[str, str], told: list[str], tmp_path: Path) -> None:
    for name, text in (FILES | changed).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    options = Options(output=tmp_path / "build", jobs=1)
    for diagnostics in (check(tmp_path, options), build(tmp_path, options).diagnostics):
        found = [f"{one.span.path}:{one.span.line} {one.code}" for one in diagnostics if one.span]
        assert sorted(found) == told
