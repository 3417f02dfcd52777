"""The expressions of a deck have a measure of work in common, and end in one error where it ends."""

from __future__ import annotations

from pathlib import Path

from ria_deck.data import load_tables
from ria_deck.diagnostics import Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.resolve.expressions.budget import A_CELL_SHOWN, Work
from ria_deck.resolve.expressions.evaluator import Evaluator
from tests.resolve.conftest import span_of

ROWS = 1_000
PACKAGE = """resources:
- {name: ships, path: ships.csv, schema: {fields: [{name: month, type: integer}, {name: n, type: integer}]}}
"""


def evaluator_of(root: Path, most: int) -> Evaluator:
    (root / "data").mkdir(exist_ok=True)
    (root / "data/datapackage.yaml").write_text(PACKAGE, "utf-8")
    (root / "data/ships.csv").write_text("month,n\n" + "".join(f"{n},{n % 7}\n" for n in range(ROWS)), "utf-8")
    report = Report()
    return Evaluator(load_tables(root, report), Formatter("en"), {}, report, Work(most))


def shown(evaluator: Evaluator, text: str) -> str:
    return evaluator.value_text(evaluator.evaluate(f" {text} ", span_of(text)), span_of(text))[0]


def test_the_last_of_many_is_told_and_only_once(tmp_path: Path) -> None:
    evaluator = evaluator_of(tmp_path, 10 * A_CELL_SHOWN * ROWS)
    texts = [shown(evaluator, 'ships.sum("n")') for _ in range(50)]
    done = texts.index("")
    assert 5 < done < 10
    assert set(texts[:done]) == {"2,997"}
    assert set(texts[done:]) == {""}
    (found,) = evaluator.report.diagnostics
    assert (found.code, found.span) == ("RD216", span_of('ships.sum("n")'))
    again = evaluator_of(tmp_path, 10 * A_CELL_SHOWN * ROWS)
    assert [shown(again, 'ships.sum("n")') for _ in range(50)] == texts


def test_names_of_a_loop_and_other_languages_share_it(tmp_path: Path) -> None:
    evaluator = evaluator_of(tmp_path, 10 * A_CELL_SHOWN * ROWS)
    for other in (evaluator.with_names({"row": 1}), evaluator.in_language("ru")):
        for _ in range(4):
            shown(other, 'ships.sum("n")')
    assert [shown(evaluator, 'ships.sum("n")') for _ in range(4)][-1] == ""


def test_asking_for_one_row_of_many_costs_little(tmp_path: Path) -> None:
    evaluator = evaluator_of(tmp_path, 10 * A_CELL_SHOWN * ROWS)
    texts = [shown(evaluator, f'ships.value("n", month={month})') for month in range(ROWS)]
    assert texts == [str(month % 7) for month in range(ROWS)]
    assert not evaluator.report.diagnostics


def test_conditions_over_rows_are_work_too(tmp_path: Path) -> None:
    evaluator = evaluator_of(tmp_path, 5 * ROWS)
    ships = evaluator.tables["ships"]
    assert ships is not None
    condition = "n > 3 and month < 500"
    assert evaluator.where(condition, span_of(condition), ships) is None
    assert [found.code for found in evaluator.report.diagnostics] == ["RD216"]


def test_faults_that_are_found_at_the_last_row_are_work_too(tmp_path: Path) -> None:
    evaluator = evaluator_of(tmp_path, 10 * ROWS)
    with (tmp_path / "data/ships.csv").open("a", encoding="utf-8") as file:
        file.write(f"{ROWS},\n")
    for number in range(9):
        shown(evaluator, f'ships.sum("n") + {number}')
    assert [found.code for found in evaluator.report.diagnostics] == ["RD208", "RD216"]  # the same fault is told once
