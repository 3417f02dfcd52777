"""A small report whose texts name the last month and year of a table; then the next months come."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.diagnostics import Diagnostic, Severity
from ria_deck.pipeline import Options, build, check

REPORT = (
    "id: t\ntitle: Visits\nauthors: [{name: A}]\ndate: 2026-05-15\nlanguage: en\nlanguages: [en]\noutputs: [pptx]\n"
)
PACKAGE = """
sources: [{name: us, title: Our own counts}]
resources:
- name: visits
  path: visits.csv
  sources: [us]
  schema:
    primaryKey: [period]
    fields:
    - {name: period, type: yearmonth}
    - {name: year, type: year}
    - {name: n, type: integer, unit: visits, title: Visits}
"""
CHART = """```{chart #visits}
data: visits
mark: bar
transform: [{filter: "year <= FILTER"}]
encoding: {x: {field: year, type: ordinal}, y: {field: n, type: quantitative, aggregate: sum}}
alt: Bars of visits.
caption: CAPTION
```"""


def months(last: str) -> list[str]:
    found = [f"{year}-{month:02d}" for year in (2024, 2025, 2026, 2027) for month in range(1, 13)]
    return found[: found.index(last) + 1]


def write(root: Path, text: str, last: str, *, head: str = "", title: str = "Visits") -> Path:
    rows = "".join(f"{period},{period[:4]},{10 + at}\n" for at, period in enumerate(months(last)))
    for name, content in {
        "content/report.yaml": REPORT,
        "content/01.md": f"---\n{head}title: Visits\n---\n\n## {title} {{#one layout=chart-right}}\n\n{text}\n",
        "data/datapackage.yaml": PACKAGE,
        "data/visits.csv": f"period,year,n\n{rows}",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    return root


def slide(item: str = "", *, bound: str = "2030", caption: str = "Visits by year") -> str:
    chart = CHART.replace("FILTER", bound).replace("CAPTION", caption)
    return f"- {item or 'Many.'}\n\n{chart}"


def after(root: Path, text: str, *, before: str = "2026-04", now: str = "2027-01", head: str = "") -> list[Diagnostic]:
    """What a check tells of periods when the table has gone on since a build."""
    options = Options(output=root / "build")
    assert not build(write(root, text, before, head=head), options).failed
    assert not [found for found in check(root, options) if found.code == "RD252"]
    write(root, text, now, head=head)
    return [found for found in check(root, options) if found.code == "RD252"]


@pytest.mark.parametrize(
    ("text", "what", "place"),
    [
        (slide('{{ visits.sum("n", year=2026) }} visits.'), "`2026` was the last `year`", (7, "2026")),
        (slide('{{ visits.value("n", period="2026-04") }} visits.'), "`2026-04` was the last `period`", (7, "2026-04")),
        (slide('{{ visits.sum("n", year=[2024, 2025]) }} visits.'), "`2025` was the last full year", (7, "2025")),
        (slide(bound="2026"), "`2026` was the last `year`", (12, "2026")),
        (slide(bound="2025"), "`2025` was the last full year", (12, "2025")),
        (slide(caption="Visits to 2026"), "`2026` was the last `year`", (15, "2026")),
    ],
)
def test_a_period_that_was_the_last_is_told_with_its_place(
    text: str, what: str, place: tuple[int, str], tmp_path: Path
) -> None:
    [found] = after(tmp_path, text)
    assert found.severity is Severity.NOTE
    assert found.message.startswith(f"{what} of `visits`; the table now goes to 2027")
    assert found.span is not None
    line = (tmp_path / "content/01.md").read_text("utf-8").splitlines()[place[0] - 1]
    inside = found.span.column - 1 - line.rindex(place[1])
    assert (found.span.path, found.span.line) == ("content/01.md", place[0])
    assert inside in (0, -1)  # a text's place begins with its quotation mark
    assert "visits.latest(" in found.hint


@pytest.mark.parametrize(
    "text",
    [
        slide('{{ visits.sum("n", year=2024) }} visits.', caption="Visits since 2024"),
        slide('{{ visits.sum("n", year=visits.latest("year")) }} visits.'),
        slide('{{ visits.value("n", period="2025-04") }} visits in April 2025.'),
    ],
)
def test_what_was_not_the_last_or_is_computed_is_silent(text: str, tmp_path: Path) -> None:
    assert after(tmp_path, text) == []


def test_the_last_year_stays_the_last_while_its_months_come(tmp_path: Path) -> None:
    text = slide('{{ visits.sum("n", year=2026) }} visits.')
    assert after(tmp_path, text, before="2026-02", now="2026-11") == []


def test_a_claim_and_an_accepted_period(tmp_path: Path) -> None:
    head = "claims: [{that: 'visits.sum(\"n\", year=2026) > 0', says: Many}]\n"
    [found] = after(tmp_path / "a", slide(), head=head)
    assert found.span is not None
    assert found.span.line == 2
    head += "typed: [{text: 'visits.sum(\"n\", year=2026)', because: the year of the fair}]\n"
    assert after(tmp_path / "b", slide(), head=head) == []


def test_a_build_in_a_new_folder_knows_the_one_that_it_is_given(tmp_path: Path) -> None:
    text = slide('{{ visits.sum("n", year=2026) }} visits.')
    assert not build(write(tmp_path / "project", text, "2026-04"), Options(output=tmp_path / "earlier")).failed
    write(tmp_path / "project", text, "2027-01")
    fresh = Options(output=tmp_path / "fresh")
    assert "RD252" not in [found.code for found in check(tmp_path / "project", fresh)]
    for before in (tmp_path / "earlier", tmp_path / "earlier/manifest.json"):
        options = Options(output=tmp_path / "fresh", before=before)
        assert "RD252" in [found.code for found in check(tmp_path / "project", options)]
        assert "RD252" in [found.code for found in build(tmp_path / "project", options).diagnostics]


def test_an_earlier_build_that_is_none_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, slide(), "2026-04")
    (tmp_path / "list.json").write_text("[]", "utf-8")
    for name, words in (("nowhere", "no manifest at"), ("list.json", "is not a manifest")):
        made = build(tmp_path, Options(output=tmp_path / "build", before=tmp_path / name))
        [found] = [found for found in made.diagnostics if found.severity is Severity.ERROR]
        assert found.code == "RD812"
        assert words in found.message
        assert not made.deliverables


def test_it_is_told_until_the_text_is_settled(tmp_path: Path) -> None:
    text = slide('{{ visits.sum("n", year=2026) }} visits.')
    after(tmp_path, text)
    options = Options(output=tmp_path / "build")
    for _ in range(2):
        made = build(tmp_path, options)
        assert not made.failed
        assert "RD252" in [found.code for found in made.diagnostics]
    strict = build(tmp_path, Options(output=tmp_path / "build", strict=True))
    assert not strict.deliverables
    write(tmp_path, text.replace("2026", "2027"), "2027-01")
    assert "RD252" not in [found.code for found in build(tmp_path, options).diagnostics]


@pytest.mark.parametrize(
    ("title", "head", "told"),
    [
        ("2025 had the highest number of visits", "", ["“highest” is not checked by any claim"]),
        ("More visits than ever", "", ["“than ever” is not checked by any claim"]),
        ("Visits grew", "", []),
        (
            "2025 had the highest number of visits",
            "claims: [{that: 'visits.is_max(\"n\", year=2025)', says: the highest number}]\n",
            [],
        ),
    ],
)
def test_superlatives_want_a_claim(title: str, head: str, told: list[str], tmp_path: Path) -> None:
    root = write(tmp_path, slide(), "2026-04", head=head, title=title)
    found = [one.message for one in check(root, Options(output=root / "build")) if one.code == "RD253"]
    assert found == told
