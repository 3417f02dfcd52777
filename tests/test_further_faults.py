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


def test_a_mistake_hides_none_of_another_block_or_slide(tmp_path: Path) -> None:
    """One in each of five slides, a picture's among them, which is found before anything is resolved."""
    slides = [
        '- {{ cars.value("n", yeer=2025) }}',
        "```{chart}\ndata: cars\nmark: bar\nencoding: {x: {field: yaer}, y: {field: n}}\nalt: Bars.\n```",
        "```{map}\npoints: {data: places, lat: lat, lon: lno, label: name}\nextent: [0, 0, 9, 9]\nalt: A map.\n```",
        "```{table}\ndata: cars\ncolumns:\n  - {field: m, title: M}\n```",
        "![A picture that is not there](images/none.png)",
    ]
    layouts = ["bullets", "chart", "map", "table", "picture"]
    text = "".join(f"## S{n} {{#s{n} layout={layouts[n]}}}\n\n{slide}\n\n" for n, slide in enumerate(slides))
    files = FILES | {
        "content/01.md": text,
        "data/datapackage.yaml": FILES["data/datapackage.yaml"]
        + "  - name: places\n    path: places.csv\n    sources: [{name: s}]\n"
        + "    schema: {fields: [{name: name, type: string}, {name: lat, type: number}, {name: lon, type: number}]}\n",
        "data/places.csv": "name,lat,lon\nA,1,1\nB,2,2\n",
    }
    for name, words in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words, "utf-8")
    found = check(tmp_path, Options(output=tmp_path / "build"))
    assert [one.code for one in found] == ["RD163", "RD203", "RD601", "RD601", "RD601"]
    assert len({one.span.line for one in found if one.span is not None}) == 5


def test_what_follows_a_slide_with_a_mistake_is_looked_at_too(tmp_path: Path) -> None:
    """A map's links are followed and an empty slot is noticed, whatever earlier slides have."""
    slides = [
        "## S0\n\n- {{ cars.n }}",
        "## S1 {layout=map}\n\n```{map}\npoints: {data: places, lat: lat, lon: lon, label: name}\n"
        "links: {data: places, from: name, to: other}\nextent: [0, 0, 9, 9]\nalt: A map.\n```",
        "## S2 {layout=chart}\n\n- One",
    ]
    fields = "".join(f"{{name: {name}, type: string}}, " for name in ("name", "other"))
    files = FILES | {
        "content/01.md": "\n\n".join(slides) + "\n",
        "data/datapackage.yaml": FILES["data/datapackage.yaml"]
        + "  - name: places\n    path: places.csv\n    sources: [{name: s}]\n"
        + f"    schema: {{fields: [{fields}{{name: lat, type: number}}, {{name: lon, type: number}}]}}\n",
        "data/places.csv": "name,other,lat,lon\nA,B,1,1\nB,X,2,2\n",
    }
    for name, words in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words, "utf-8")
    found = [(one.code, one.message) for one in check(tmp_path, Options(output=tmp_path / "build"))]
    assert found == [
        ("RD204", "tables have no function `n`"),
        ("RD643", "unknown point `X` of the map"),
        ("RD502", "the layout `chart` has a slot for a chart, but the slide has none"),
    ]


def test_too_many_groups_are_reported_alike_by_chart_map_and_timeline(tmp_path: Path) -> None:
    slides = [
        "## S0 {layout=chart}\n\n```{chart}\ndata: many\nmark: line\n"
        "encoding: {x: {field: year}, y: {field: n}, color: {field: name}}\nalt: Lines.\n```",
        "## S1 {layout=map}\n\n```{map}\npoints: {data: many, lat: lat, lon: lon, label: name, group: name}\n"
        "alt: A map.\n```",
        "## S2 {layout=timeline}\n\n```{timeline}\ndata: many\ndate: year\nlabel: name\ngroup: name\nalt: Events.\n```",
    ]
    names = "ABCDEFGHIJKLMNOPQR"
    files = FILES | {
        "content/01.md": "\n\n".join(slides) + "\n",
        "data/datapackage.yaml": "sources: [{name: s, title: S}]\nresources:\n  - name: many\n    path: many.csv\n"
        "    sources: [{name: s}]\n    schema: {fields: [{name: name}, {name: year, type: year}, {name: n, type: integer},"
        " {name: lat, type: number}, {name: lon, type: number}]}\n",
        "data/many.csv": "name,year,n,lat,lon\n"
        + "".join(f"{name},{2000 + at},{at},{at},{at}\n" for at, name in enumerate(names)),
    }
    for name, words in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words, "utf-8")
    found = check(tmp_path, Options(output=tmp_path / "build"))
    assert [one.code for one in found] == ["RD614"] * 3
    ends = {one.message.partition(" are more ")[2] for one in found}
    assert len(ends) == 1
    assert [one.message.split()[:2] for one in found] == [["18", "series"], ["18", "groups"], ["18", "groups"]]
