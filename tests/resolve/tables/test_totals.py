"""The row of totals: what it adds up, and what it says where a cell is empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_project import BuiltProject, built

PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
- name: t
  path: t.csv
  sources: [{name: s}]
  schema:
    primaryKey: year
    fields: [{name: port}, {name: year, type: integer}, {name: v, type: number}, {name: w, type: integer}]
"""
SLIDE = "## Totals {{#t layout=table}}\n\n```{{table}}\ndata: t\ntotal: true\n{}```\n"


def rows(project: BuiltProject) -> list[list[str]]:
    (table,) = (shape.table for shape in project.deck().slides[-1].shapes if shape.has_table)
    return [[cell.text for cell in row.cells] for row in table.rows]


def project(root: Path, cells: str, extra: str = "") -> BuiltProject:
    files = {
        "content/01.md": SLIDE.format(extra),
        "data/datapackage.yaml": PACKAGE,
        "data/t.csv": f"port,year,v,w\n{cells}",
    }
    return built(root, files)


def test_keys_are_not_added_up(tmp_path: Path) -> None:
    found = project(tmp_path, "Nagi,2024,1.5,3\nTomi,2025,2,4\n")
    assert found.codes == []
    assert rows(found)[-1] == ["Total", "", "3.5", "7"]


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_a_sum_over_an_empty_cell_is_none_and_told_with_the_cell(gap: int, tmp_path: Path) -> None:
    cells = [f"P{number},{2024 + number},1,{'' if number == gap else 2}" for number in range(3)]
    found = project(tmp_path, "\n".join(cells) + "\n")
    (told,) = found.told
    assert told.code == "RD626"
    assert [(span.path, span.line) for span, _ in told.related] == [("data/t.csv", gap + 2)]
    assert rows(found)[-1] == ["Total", "", "3", "–"]


def test_the_way_out_that_the_message_names_works(tmp_path: Path) -> None:
    found = project(tmp_path, "Nagi,2024,1.5,3\nTomi,2025,2,\n", "where: 'w is not none'\n")
    assert found.codes == []
    assert rows(found)[-1] == ["Total", "", "1.5", "3"]
