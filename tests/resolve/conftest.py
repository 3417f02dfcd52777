"""A small table of cars and what is needed to ask about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ria_deck.data import Tables, load_tables
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.value import Value
from ria_deck.resolve.expressions.evaluator import Evaluator

PACKAGE = """
resources:
- name: used-cars
  path: cars.csv
  schema:
    primaryKey: [year]
    fields:
    - {name: year, type: year}
    - {name: units, type: integer, unit: cars, title: Used cars}
    - {name: share, type: number}
    - {name: port}
    - {name: port_ja}
    - {name: day, type: date}
    - {name: month, type: yearmonth}
    - {name: kind}
  ria: {translations: {port: {ja: port_ja}}}
- name: ports
  path: ports.csv
  schema: {fields: [{name: port}, {name: year, type: year}, {name: n, type: integer}]}
- name: broken
  path: ports.csv
  schema: {fields: [{name: port, type: integer}, {name: year, type: year}, {name: n, type: integer}]}
"""
CARS = """year,units,share,port,port_ja,day,month,kind
2008,563369,0.42,Toyama,富山,2008-01-02,2008-01,all
2009,53180,0.125,Otaru,小樽,2009-03-04,2009-02,all
2010,,,Niigata,,2010-05-06,2010-03,some
2011,110,0.5,Otaru,小樽,2011-05-06,2011-04,some
"""
PORTS = "port,year,n\nOtaru,2008,1\nOtaru,2009,2\nToyama,2008,4\n"
NAMES = {
    "report": {"title": "The Talk", "date": dt.date(2020, 12, 1), "authors": [{"name": "A"}, {"name": "B"}]},
    "edition": "update",
    "language": "en",
}


@dataclass
class Asked:
    """What an expression gave: the text, the value to record, and what was told."""

    result: Any
    text: str
    value: Value | None
    report: Report

    @property
    def cells(self) -> list[str]:
        return [f"{cell.row} {cell.column}" for cell in self.value.cells] if self.value is not None else []

    @property
    def words(self) -> str:
        return "\n".join(f"{d.code} {d.message} | {d.label} | {d.hint}" for d in self.report.diagnostics)


Ask = Callable[..., Asked]


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    for name, text in {"datapackage.yaml": PACKAGE, "cars.csv": CARS, "ports.csv": PORTS}.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def evaluator_of(root: Path, language: str, report: Report) -> tuple[Evaluator, Tables]:
    tables = load_tables(root, report)
    return Evaluator(tables, Formatter(language), NAMES, report), tables


def span_of(text: str) -> Span:
    """Where `{{ text }}` stands in column 5 of line 3, with its braces."""
    return Span(path="content/a.md", line=3, column=5, end_line=3, end_column=5 + len(text) + 6)


@pytest.fixture(name="ask")
def _ask(root: Path) -> Ask:
    def ask(text: str, language: str = "en") -> Asked:
        report = Report()
        evaluator, _ = evaluator_of(root, language, report)
        result = evaluator.evaluate(f" {text} ", span_of(text))
        shown, value = evaluator.value_text(result) if result is not None else ("", None)
        return Asked(result, shown, value, report)

    return ask
