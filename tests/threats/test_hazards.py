"""Every row of what was tried against the raw libraries has its cases here, part by part, and each case is there."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# the rows of the table, in its order
ROWS = """Jinja SSTI · sandbox limits · WeasyPrint reads · YAML · xlsx bombs · formulas in input · pptx bombs ·
XXE, entities · SVG · templates · formula injection · chart XML injection · NaN, inf, NaT, tz, empty · many points ·
control chars · links · CSV · PO · Markdown · images · matplotlib · fonts · disk full, kill −9 · two builds at once ·
read-only / folder / no folder · TZ, locale, hash seed · long word, wide table""".replace("\n", " ").split(" · ")


def hazards() -> dict[str, dict[str, list[str]]]:
    """Row → part → cases."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in (HERE / "hazards.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            part, cases = line.strip().split(": ", 1)
            assert part not in list(found.values())[-1], line
            list(found.values())[-1][part] = cases.split(" | ")
        elif line and not line.startswith("#"):
            assert line not in found
            found[line] = {}
    return found


HAZARDS = hazards()


def answered() -> dict[str, set[str]]:
    """Row of threats → the names of those that `test_threats` holds to an answer."""
    blocks = (HERE / "answers.txt").read_text("utf-8").strip().split("\n\n")
    return {
        block.splitlines()[0]: {line.strip().rsplit(": ", 1)[0] for line in block.splitlines()[1:]} for block in blocks
    }


ANSWERED = answered()


@cache
def cases_in(file: str) -> frozenset[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_the_rows_are_those_of_the_table() -> None:
    assert list(HAZARDS) == ROWS
    assert all(HAZARDS.values())


@pytest.mark.parametrize("row", HAZARDS)
def test_every_case_of_a_row_is_there(row: str) -> None:
    for part, cases in HAZARDS[row].items():
        for case in cases:
            if "::" in case:
                file, name = case.split("::")
                assert cases_in(file), part
                assert name == "*" or name in cases_in(file), f"{part}: {case}"
            else:
                threats, name = case.split(" / ", 1)
                assert threats in ANSWERED, f"{part}: {case}"
                assert name == "*" or name in ANSWERED[threats], f"{part}: {case}"
