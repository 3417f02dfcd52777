"""A domain that names some of a column's values draws those, and says which others it leaves out."""

from __future__ import annotations

import pytest

from ria_deck.diagnostics import Report
from tests.resolve.charts.literal_charts import channel, chart_spec, layer, resolved, table

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
