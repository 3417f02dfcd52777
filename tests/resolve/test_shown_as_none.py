"""Numbers that their form shows as 0 are told, by slide; those that are 0, and those that find their digits, aren't."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.diagnostics import Severity
from tests.small_project import built

DATA = "k,v\na,0.0003\nb,0.25\nc,0\n"
CHART = (
    "```{{chart}}\ndata: t\nmark: bar\nencoding: {{x: {{field: k}}, y: {{field: v, format: '{}'}}}}\nalt: Bars\n```\n"
)
TABLE = "```{{table}}\ndata: t\ncolumns: [k, {{field: v, format: '{}'}}]\n```\n"


@pytest.mark.parametrize(
    ("block", "layout", "told"),
    [
        ('- {{ t.value("v", k="a") | percent(0) }}\n', "", ["`0%` for 0.0003 (data/t.csv [row=1] v)"]),
        ('- {{ t.value("v", k="a") | number("#,##0.00") }}\n', "", ["`0.00` for 0.0003 (data/t.csv [row=1] v)"]),
        ('- {{ (0 - t.value("v", k="a")) | round(1) | number("0.0") }}\n', "", []),  # rounded by the author: it is 0
        ('- {{ t.value("v", k="a") | percent }} {{ t.value("v", k="c") | percent(0) }}\n', "", []),
        ("- {{ 0.1 + 0.2 - 0.3 }}\n", "", []),  # left over from floats
        (TABLE.format("0%"), "table", ["`0%` for 0.0003 (data/t.csv [row=1] v)"]),
        (TABLE.format("0.00%"), "table", []),
        (CHART.format("0%"), "chart", ["`0%` for 0.0003 (data/t.csv [row=1] v)"]),
    ],
)
def test_a_number_whose_form_shows_0_is_told(block: str, layout: str, told: list[str], tmp_path: Path) -> None:
    head = f"## A {{#a{f' layout={layout}' if layout else ''}}}\n\n"
    done = built(tmp_path, {"content/01.md": head + block, "data/t.csv": DATA}, outputs=("pptx",))
    assert [one for one in done.told if one.severity is Severity.ERROR] == []
    found = [one.message for one in done.told if one.code == "RD627"]
    assert found == [f"slide `a` shows {words}" for words in told], done.told


def test_many_of_a_slide_are_one_note(tmp_path: Path) -> None:
    rows = "".join(f"k{number},0.000{number}\n" for number in range(1, 7))
    files = {"content/01.md": "## A {#a layout=table}\n\n" + TABLE.format("0%"), "data/t.csv": "k,v\n" + rows}
    (told,) = [one.message for one in built(tmp_path, files, outputs=("pptx",)).told if one.code == "RD627"]
    assert told.count("`0%` for") == 3
    assert told.endswith("and 3 more")
