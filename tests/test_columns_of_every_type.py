"""Charts, tables, maps, timelines and expressions over columns of every type: an answer or a diagnostic, never a traceback.

`--runs N` makes N of them; those of one number are always the same.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ria_deck.pipeline import Options, build

COLUMNS = ("k", "i", "n", "s", "d", "dt", "y", "ym", "b", "a", "e")
PACKAGE = """name: t
sources: [{name: s, title: S}]
resources:
  - name: t
    path: t.json
    sources: [{name: s}]
    schema:
      fields: [{name: k, type: integer}, {name: i, type: integer}, {name: n, type: number}, {name: s, type: string},
        {name: d, type: date}, {name: dt, type: datetime}, {name: y, type: year}, {name: ym, type: yearmonth},
        {name: b, type: boolean}, {name: a, type: any}, {name: e, type: number}]
      primaryKey: k
"""
ROWS = """[
{"k": 1, "i": 10, "n": 1.5, "s": "A", "d": "2026-01-01", "dt": "2026-01-01T12:00:00Z", "y": 2020, "ym": "2026-01",
 "b": true, "a": 1, "e": null},
{"k": 2, "i": -3, "n": 0.1, "s": "B", "d": "2026-02-01", "dt": "2026-01-01T12:00:00", "y": 2021, "ym": "2026-02",
 "b": false, "a": "x", "e": null},
{"k": 3, "i": null, "n": null, "s": null, "d": null, "dt": null, "y": null, "ym": null, "b": null, "a": null, "e": null},
{"k": 4, "i": 1000000000000000000, "n": 1e-09, "s": "A", "d": "0001-01-01", "dt": "9999-12-31T23:59:59+14:00", "y": 2030,
 "ym": "1999-01", "b": true, "a": true, "e": null},
{"k": 5, "i": 0, "n": -0.0, "s": "=1+1", "d": "9999-12-31", "dt": "2026-03-01T00:00:00.000001-12:00", "y": 2019,
 "ym": "9999-12", "b": false, "a": 2.5, "e": null}]
"""
REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\noutputs: [pptx]\n"
VALUES = ("1", '"x"', "2026-01-01", '"2026-01"', "true", "-1", "1.5", "0")
FORMATS = ('"#,##0"', '"0.0%"', "percent", "compact", '"yyyy-MM"', "date", "currency(JPY)", "signed")
TOTALS = ("sum", "max", "min", "mean")
KEYS = ("1", "none", "true", "2020", "[1, 2]", "1.0")
DATES = ("long", "year", "quarter", '"#,##0"', "percent")
FILTERS = (
    *("round(2)", "round(28)", "round(-5)", "percent", "percent(0)", 'number("0.0")', "compact", 'currency("JPY")'),
    *("date", 'date("yMMM")', "signed", "abs", "int", "float", "length", "first", "last", "sum", "min", "max", "sort"),
    *("unique", 'join(", ")', "listed", "upper", "title", 'unit("kilometer")', 'plural(one="a", other="b")', "quote"),
    *("truncate(3)", 'replace("1", "2")', 'default("-")', "string", "wordcount", "reverse", "list"),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(0, metafunc.config.getoption("--runs") or 40, 20))


class Chance(random.Random):
    """Parts of blocks made by chance."""

    def column(self) -> str:
        return self.choice(COLUMNS)

    def some(self, share: float, text: str) -> str:
        return text if self.random() < share else ""

    def value(self) -> str:
        return self.choice(VALUES)

    def channel(self) -> str:
        kinds = ("quantitative", "ordinal", "nominal", "temporal")
        return (
            f"{{field: {self.column()}"
            + self.some(0.5, f", type: {self.choice(kinds)}")
            + self.some(0.2, f", aggregate: {self.choice(('sum', 'mean', 'min', 'max', 'count'))}")
            + self.some(0.2, f", sort: {self.choice(('ascending', 'descending', 'null', '[A, B]'))}")
            + self.some(0.2, f", format: {self.choice(FORMATS)}")
            + self.some(0.1, f", scale: {{domain: [{self.value()}, {self.value()}]}}")
            + "}"
        )

    def predicate(self, depth: int = 0) -> str:
        if depth < 2 and self.random() < 0.3:
            below = self.predicate(depth + 1)
            return self.choice((f"{{not: {below}}}", f"{{and: [{below}, {self.predicate(depth + 1)}]}}"))
        if self.random() < 0.3:
            sign = self.choice(("==", "<", "!=", ">=", "in", "+", "~"))
            return f'"{self.column()} {sign} {self.choice((*COLUMNS, "5", "[1]", "none", "true"))}"'
        pair = f"[{self.value()}, {self.value()}]"
        operator = self.choice((f"equal: {self.value()}", f"lt: {self.value()}", f"range: {pair}", f"oneOf: {pair}"))
        return f"{{field: {self.column()}, {operator}}}"

    def chart(self) -> str:
        mark = self.choice(("bar", "line", "area", "point", "arc"))
        names = ("theta", "color") if mark == "arc" else ("x", "y", *self.sample(("color", "xOffset"), 1))
        channels = "\n".join(f"  {name}: {self.channel()}" for name in names)
        rest = self.some(0.3, f"transform: [{{filter: {self.predicate()}}}]\n")
        rest += self.some(0.2, f"annotations: [{{x: {self.value()}, text: X}}]\n")
        return f"data: t\nmark: {mark}\nencoding:\n{channels}\nalt: A\n{rest}"

    def table(self) -> str:
        columns = ", ".join(
            f"{{field: {name}{self.some(0.4, f', format: {self.choice(FORMATS)}')}}}" for name in COLUMNS[:4]
        )
        order = f"sort: {self.choice(('', '-'))}{self.column()}\n"
        rest = self.some(0.4, f"group_by: {self.column()}\n") + self.some(0.5, order)
        return f"data: t\ncolumns: [{columns}]\n{rest}" + self.some(0.3, f"where: {self.predicate()}\n")

    def map(self) -> str:
        points = f"data: t, lat: {self.column()}, lon: {self.column()}, label: {self.column()}"
        points += self.choice(("", f", group: {self.column()}", f", where: {self.predicate()}"))
        links = self.some(0.3, f"links: {{data: t, from: {self.column()}, to: {self.column()}}}\n")
        return f"points: {{{points}}}\nalt: A\n{self.some(0.6, 'extent: [-180, -60, 180, 80]')}\n{links}"

    def timeline(self) -> str:
        rest = self.some(0.5, f"group: {self.column()}\n") + self.some(0.4, f"sort: {self.column()}\n")
        rest += self.some(0.3, f"where: {self.predicate()}\n")
        rest += self.some(0.3, f"format: {self.choice(DATES)}\n")
        return f"data: t\ndate: {self.column()}\nlabel: {self.column()}\nalt: A\n{rest}"

    def atom(self) -> str:
        column = self.column()
        return self.choice(
            (
                f"t.rows()[{self.randrange(5)}].{column}",
                f't.{self.choice(TOTALS)}("{column}", missing="skip")',
                f't.first("{column}", by="{self.column()}")',
                f't.rows() | map("{column}") | list',
                f't.rows() | sort(attribute="{self.column()}") | map("{column}") | list',
                f't.value("{column}", {self.column()}={self.choice(("1", "none", "true", "2020", "[1, 2]", "1.0"))})',
                *("1", '"x"', "none", "2.5"),
            )
        )

    def expression(self) -> str:
        made = self.atom()
        for _ in range(self.randrange(3)):
            sign = self.choice(("+", "-", "*", "/", "//", "%", "**", "~", "==", "<", "in", "and", "or"))
            made = f"({made}) {sign} ({self.atom()})"
        for _ in range(self.randrange(3)):
            made = f"({made}) | {self.choice(FILTERS)}"
        return f"- {{{{ {made} }}}}\n"

    def slide(self, number: int) -> str:
        kind = self.choice(("chart", "chart", "table", "map", "timeline", "expression"))
        body = getattr(self, kind)()
        if kind == "expression":
            return f"## A {number}\n\n{body}\n"
        return f"## A {number} {{layout={kind}}}\n\n```{{{kind}}}\n{body}```\n\n"


def test_every_block_over_every_column_ends_in_an_answer(seed: int, tmp_path: Path) -> None:
    files = {"content/report.yaml": REPORT, "data/datapackage.yaml": PACKAGE, "data/t.json": ROWS}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for number in range(seed, seed + 20):
        topic = f"---\ntitle: T\nsources: [s]\n---\n\n{Chance(number).slide(number)}"
        (tmp_path / "content/01.md").write_text(topic, "utf-8")
        result = build(tmp_path, Options(output=tmp_path / "out", jobs=1))
        assert result.failed == any(found.severity.value == "error" for found in result.diagnostics), topic
        assert not [found for found in result.diagnostics if "fault of the program" in found.message], topic
