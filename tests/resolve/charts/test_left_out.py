"""A domain that names some of a column's values draws those, and says which others it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.diagnostics import Report
from tests.resolve.charts.literal_charts import channel, chart_spec, layer, resolved, table
from tests.small_project import built

PORTS = table(
    {"port": "string", "year": "year", "n": "integer"},
    *((port, year, year % 100) for port in ("Kure", "Toyama", "Niigata") for year in (2024, 2025)),
)


def drawn(domain: tuple[object, ...], *, as_color: bool, mark: str = "bar") -> tuple[list[str], Report]:
    report = Report()
    port = channel("port", "nominal", domain=domain)
    if mark == "arc":
        encoding = {"theta": channel("n", "quantitative", aggregate="sum"), "color": port}
    elif as_color:
        encoding = {"x": channel("year", "ordinal"), "y": channel("n", "quantitative"), "color": port}
    else:
        encoding = {"x": port, "y": channel("n", "quantitative", aggregate="sum")}
    chart = resolved(chart_spec(layer(mark, **encoding)), PORTS, report=report)
    assert chart is not None, report.diagnostics
    if as_color and mark != "arc":
        return [series.name for plot in chart.plots for series in plot.series], report
    return list(chart.categories.labels), report


@pytest.mark.parametrize(("as_color", "mark"), [(False, "bar"), (True, "bar"), (True, "line"), (True, "arc")])
def test_what_a_domain_leaves_out_is_told(as_color: bool, mark: str) -> None:
    names, report = drawn(("Niigata", "Kure"), as_color=as_color, mark=mark)
    assert names == ["Niigata", "Kure"]
    (told,) = report.diagnostics
    assert (told.code, told.message) == ("RD628", "the domain of `port` leaves out `Toyama`")
    assert "port != 'Toyama'" in told.hint


@pytest.mark.parametrize("as_color", [True, False])
def test_a_misspelt_name_is_told_with_what_is_meant(as_color: bool) -> None:
    names, report = drawn(("Nigata", "Kure", "Toyama"), as_color=as_color)
    assert "Niigata" not in names
    (told,) = report.diagnostics
    assert told.label == "did you mean `Niigata`?"


@pytest.mark.parametrize("domain", [("Niigata", "Kure", "Toyama"), ("Niigata", "Kure", "Toyama", "Otaru")])
@pytest.mark.parametrize("as_color", [True, False])
def test_a_whole_domain_says_nothing(domain: tuple[object, ...], as_color: bool) -> None:
    """Nor does a name without rows: another edition or row may have some."""
    _, report = drawn(domain, as_color=as_color)
    assert report.diagnostics == []


PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
- name: t
  path: t.csv
  sources: [{name: s}]
  schema: {fields: [{name: port}, {name: year, type: year}, {name: n, type: integer}]}
"""
BARS = """\
## Ports {{#a layout=chart}}

```{{chart}}
data: t
mark: {mark}
encoding:
  x: {x}
  y: {{field: n, type: quantitative}}
{more}
alt: Numbers
```
"""


@pytest.mark.parametrize(
    ("mark", "x", "more", "told"),
    [
        ("bar", "{field: port, sort: [Toyama, Nigata]}", "", "RD634 7:35 `Nigata` did you mean `Niigata`?"),
        ("bar", "{field: port, sort: [Toyama, Otaru]}", "", ""),
        ("bar", "year", "  color: {field: port, sort: [Nigata]}", "RD634 9:31 `Nigata` did you mean `Niigata`?"),
        (
            "bar",
            "year",
            "  facet: {field: port, type: nominal, sort: [Kuree]}",
            "RD634 9:46 `Kuree` did you mean `Kure`?",
        ),
        ("{type: bar, color: acent}", "port", "", "RD608 5:26 `acent` did you mean `accent`?"),
        ("bar", "port", "color: acent", "RD608 9:8 `acent` did you mean `accent`?"),
        ("bar", "port", "  color: {value: acent}", "RD608 9:10 `acent` did you mean `accent`?"),
        (
            "bar",
            "year",
            "  color: {field: port, scale: {range: [sea, acent, ink]}}",
            "RD608 9:39 `acent` did you mean `accent`?",
        ),
    ],
)
def test_a_misspelt_value_or_colour_is_told_where_it_stands(
    mark: str, x: str, more: str, told: str, tmp_path: Path
) -> None:
    years = (2024, 2025) if "field: port" in more else (2025,)
    rows = "".join(f"{port},{year},{year % 100}\n" for port in ("Kure", "Toyama", "Niigata") for year in years)
    files = {"content/01.md": BARS.format(mark=mark, x=x, more=more), "data/datapackage.yaml": PACKAGE}
    made = built(tmp_path, {**files, "data/t.csv": f"port,year,n\n{rows}"})
    lines = [
        f"{one.code} {one.span.line}:{one.span.column} `{one.message.split('`')[-2]}` {one.label}" for one in made.told
    ]
    assert lines == ([told] if told else [])


WHICH = "data: t\nmark: bar\nencoding:\n  x: port\n  y: n\n  color: {condition: {test: WHICH, value: accent}}\nalt: A"


@pytest.mark.parametrize(
    ("kind", "block", "told"),
    [
        ("chart", WHICH.replace("WHICH", "\"port == 'kure'\""), ["RD635"]),
        ("chart", WHICH.replace("WHICH", "\"port == 'Kure'\""), []),
        ("chart", "data: t\nmark: waterfall\nencoding: {x: port, y: n}\nalt: A", []),
        ("table", "data: t\nhighlight: \"port == 'kure'\"", ["RD635"]),
        ("table", 'data: t\nwhere: "n > 2"\nhighlight: "port == \'Kure\'"', ["RD635"]),
        ("table", "data: t\nhighlight: \"port == 'Kure'\"", []),
    ],
)
def test_a_highlight_of_nothing_is_noted(kind: str, block: str, told: list[str], tmp_path: Path) -> None:
    slide = f"## Ports {{#a layout={kind}}}\n\n```{{{kind}}}\n{block}\n```\n"
    files = {"content/01.md": slide, "data/datapackage.yaml": PACKAGE}
    made = built(tmp_path, {**files, "data/t.csv": "port,year,n\nKure,2024,1\nOtaru,2024,3\n"})
    assert made.codes == told
