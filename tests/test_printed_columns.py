"""Columns of slides in the handout, read back from the page: side by side where their charts and tables have room, as wide
as their author made them, else one below the other."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest
from PIL import Image

from ria_deck.diagnostics import Severity
from ria_deck.model.page import A4, GUTTER
from ria_deck.pipeline import Options, build
from tests.render.test_handout import elements, tree

REPORT = (
    "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\noutputs: [pptx, pdf]\n"
)
PACKAGE = (
    "sources: [{name: s, title: Office}]\nresources:\n- {name: t, path: t.csv, sources: [{name: s}], "
    "schema: {fields: [{name: k, type: year}, {name: v, type: number}]}}\n"
)
CHART = "```{{chart}}\ndata: t\nmark: {mark}\nencoding: {{x: {{field: k, type: ordinal}}, y: {{field: v}}}}\nalt: {mark}\n```"
LYING = (
    "```{chart}\ndata: t\nmark: bar\nencoding:\n  y: {field: k, title: The year}\n"
    "  x: {field: v, format: '#,##0 \"visitors\"'}\nalt: lying\n```"
)
TABLE = "```{table}\ndata: t\nwhere: k >= 2024\ncolumns: [k, v]\nalt: rows\n```"
WORDS = "- A point that is said"
PICTURE = "![{0}](images/{0}.png)"


def printed(
    root: Path, *parts: str, layout: str, shares: tuple[str, ...] = (), theme: str = ""
) -> dict[str, list[float]]:
    """The places (left, bottom, right, top) of figures and tables on the page by their alternative texts."""
    heads = [f'::: {{.column width="{share}"}}' for share in shares] or ["::: column"] * len(parts)
    columns = "\n".join(f"{head}\n{part}\n:::" for head, part in zip(heads, parts, strict=True))
    files = {
        "content/report.yaml": REPORT,
        "content/01.md": f"# Topic\n\n## One {{#one layout={layout}}}\n\n:::: columns\n{columns}\n::::\n",
        "content/images/credits.yaml": "".join(
            f"{name}.png: {{credit: B, licence: CC0, source: drawn here}}\n" for name in ("wide", "tall")
        ),
        "data/datapackage.yaml": PACKAGE,
        "data/t.csv": "k,v\n" + "".join(f"{year},{100 + year % 7 * 30}\n" for year in range(2019, 2026)),
        **({"templates/theme.yaml": theme} if theme else {}),
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    for name, size in (("wide", (800, 400)), ("tall", (400, 400))):
        Image.new("RGB", size, (40, 90, 120)).save(root / f"content/images/{name}.png")
    told = build(root, Options(output=root / "out", jobs=1)).diagnostics
    assert [one for one in told if one.severity is Severity.ERROR] == []
    with pikepdf.open(root / "out/t.en.pdf") as pdf:
        return {
            str(one.get("/Alt", "rows")): [float(edge) for edge in one.A.BBox]
            for one in elements(tree(pdf), "Figure")
            if "/A" in one
        }


def beside(places: dict[str, list[float]], *names: str) -> bool:
    found = [places[name] for name in names]
    return all(left[2] < right[0] for left, right in pairwise(found))


def below(places: dict[str, list[float]], *names: str) -> bool:
    found = [places[name] for name in names]
    return all(upper[1] > lower[3] for upper, lower in pairwise(found))


def test_two_charts_stand_side_by_side_in_the_text(tmp_path: Path) -> None:
    places = printed(tmp_path, CHART.format(mark="bar"), CHART.format(mark="line"), layout="two-columns")
    assert beside(places, "bar", "line")
    assert places["line"][2] - places["bar"][0] == pytest.approx(A4.text_width, abs=1)
    assert places["bar"][2] - places["bar"][0] == pytest.approx((A4.text_width - GUTTER) / 2, abs=1)


def test_three_charts_take_the_whole_page_where_the_text_is_too_narrow(tmp_path: Path) -> None:
    marks = ("bar", "line", "area")
    places = printed(tmp_path, *(CHART.format(mark=mark) for mark in marks), layout="three-columns")
    assert beside(places, *marks)
    across = places["area"][2] - places["bar"][0]
    assert across == pytest.approx(A4.text_width, abs=1) or across == pytest.approx(A4.full_width, abs=1)


def test_unequal_columns_are_unequal_in_print(tmp_path: Path) -> None:
    places = printed(tmp_path, WORDS, CHART.format(mark="bar"), layout="two-columns", shares=("30%", "70%"))
    room = A4.text_width - GUTTER
    assert places["bar"][2] - places["bar"][0] == pytest.approx(room * 0.7, abs=2)


def test_a_chart_that_is_too_narrow_beside_others_stands_below(tmp_path: Path) -> None:
    parts = (LYING, CHART.format(mark="line"), WORDS)
    places = printed(tmp_path, *parts, layout="three-columns", theme="ria: {page: {size: A5}}\n")
    assert below(places, "lying", "line")
    assert places["lying"][2] - places["lying"][0] > 2 * (places["lying"][3] - places["lying"][1])


def test_a_table_stands_beside_a_chart(tmp_path: Path, poppler: ModuleType) -> None:
    printed(tmp_path, CHART.format(mark="bar"), TABLE, layout="two-columns")
    lines = poppler.text(tmp_path / "out/t.en.pdf", layout=True).splitlines()
    assert any("Figure 1" in line and "Table 1" in line for line in lines)


@pytest.mark.parametrize("layout", ["comparison", "two-columns"])
def test_two_pictures_share_the_row_and_neither_is_too_narrow(tmp_path: Path, layout: str) -> None:
    places = printed(tmp_path, PICTURE.format("wide"), PICTURE.format("tall"), layout=layout)
    assert beside(places, "wide", "tall")
    wide, tall = ((right - left, top - bottom) for left, bottom, right, top in (places["wide"], places["tall"]))
    assert wide[0] / wide[1] == pytest.approx(2, abs=0.02)
    assert wide[0] / tall[0] == pytest.approx(0.65 / 0.35, abs=0.02)


def test_a_narrow_page_has_columns_one_below_the_other(tmp_path: Path) -> None:
    marks = ("bar", "line")
    parts = [CHART.format(mark=mark) for mark in marks]
    assert below(printed(tmp_path, *parts, layout="two-columns", theme="ria: {page: {size: [130, 190]}}\n"), *marks)
