"""What a native chart says beyond its numbers, over the whole gallery: labels, colours by point, markers."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from ria_deck.model.chart import Chart, Mark, Series

C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
Decks = dict[str, tuple[list[Chart], bytes]]


def native(data: bytes) -> list[etree._Element]:
    """The charts of a deck in the order of its slides."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in archive.namelist() if name.startswith("ppt/charts/chart") and name.endswith(".xml")]
    names.sort(key=lambda name: int("".join(filter(str.isdigit, name))))
    return [etree.fromstring(archive.read(name)) for name in names]


def values(tree: etree._Element, path: str) -> list[str]:
    return [str(value) for value in tree.xpath(path, namespaces=C)]  # type: ignore[union-attr]


@pytest.fixture(name="charts")
def _charts(decks: Decks) -> list[tuple[Chart, etree._Element]]:
    pairs = [pair for made, data in decks.values() for pair in zip(made, native(data), strict=True)]
    assert pairs
    return pairs


def test_labels_say_no_percent_key_or_size(charts: list[tuple[Chart, etree._Element]]) -> None:
    for _, tree in charts:
        for name in ("showLegendKey", "showPercent", "showBubbleSize"):
            assert set(values(tree, f"//c:{name}/@val")) <= {"0"}, name


def _numbered(series: etree._Element) -> set[int]:
    """The points at which a viewer writes the number: by the label of the point, otherwise by its series' labels."""
    labels = series.find("c:dLbls", C)
    if labels is None:
        return set()
    points = {
        int(values(label, "c:idx/@val")[0]): values(label, "c:showVal/@val") == ["1"]
        for label in labels.iterfind("c:dLbl", C)
    }
    whole = values(labels, "c:showVal/@val") == ["1"]
    known = {int(index) for index in values(series, "(c:val|c:yVal)//c:pt/@idx")}
    return {index for index in known if points.get(index, whole)}


def test_numbers_are_at_the_points_that_the_model_labels_and_nowhere_else(
    charts: list[tuple[Chart, etree._Element]],
) -> None:
    seen = 0
    for chart, tree in charts:
        series = [one for plot in chart.plots for one in plot.series]
        for one, element in zip(series, tree.iterfind(".//c:ser", C), strict=True):
            labelled = {index for index, point in enumerate(one.points) if point.label}
            found = _numbered(element)
            seen += len(found)
            assert found <= labelled, (chart.alt, one.name)
    assert seen


def test_labels_have_the_place_that_their_plot_allows(charts: list[tuple[Chart, etree._Element]]) -> None:
    allowed = {
        "barChart[c:grouping/@val='clustered']": {"outEnd", "inEnd", "inBase", "ctr"},
        "barChart[c:grouping/@val!='clustered']": {"inEnd", "inBase", "ctr"},
        "lineChart": {"t", "b", "l", "r", "ctr"},
        "scatterChart": {"t", "b", "l", "r", "ctr"},
        "areaChart": set(),
        "doughnutChart": set(),
    }
    found: dict[str, set[str]] = {kind: set() for kind in allowed}
    for _, tree in charts:
        for kind in allowed:
            found[kind] |= set(values(tree, f"//c:{kind}//c:dLblPos/@val"))
    assert {kind: places - allowed[kind] for kind, places in found.items() if places - allowed[kind]} == {}
    assert "outEnd" in found["barChart[c:grouping/@val='clustered']"]


def test_only_rings_have_colours_by_point(charts: list[tuple[Chart, etree._Element]]) -> None:
    for _, tree in charts:
        assert set(values(tree, "//c:varyColors[not(parent::c:doughnutChart)]/@val")) <= {"0"}
        assert set(values(tree, "//c:doughnutChart/c:varyColors/@val")) <= {"1"}


def _dots(series: Series) -> list[int]:
    """The points with a marker of the model, and those that no line reaches."""
    known = [point.value is not None for point in series.points]
    alone = [not before and not after for before, after in zip([False, *known], [*known[1:], False], strict=False)]
    return [index for index, point in enumerate(series.points) if known[index] and (point.marker or alone[index])]


def test_points_with_a_dot_are_those_of_the_model(charts: list[tuple[Chart, etree._Element]]) -> None:
    """A point of a line has a marker in the file where the model gives it one, and nowhere else."""
    seen = 0
    for chart, tree in charts:
        if any(plot.mark is Mark.POINT for plot in chart.plots):
            continue
        wanted = [_dots(series) for plot in chart.plots if plot.mark is Mark.LINE for series in plot.series]
        found = [_marked(series) for series in tree.iterfind(".//c:lineChart/c:ser", C)]
        seen += sum(map(len, wanted))
        assert found == wanted
    assert seen


def _marked(series: etree._Element) -> list[int]:
    whole = values(series, "c:marker/c:symbol/@val") not in ([], ["none"])
    points = {
        int(values(point, "c:idx/@val")[0]): values(point, "c:marker/c:symbol/@val") != ["none"]
        for point in series.iterfind("c:dPt", C)
    }
    return [index for index in map(int, values(series, "c:val//c:pt/@idx")) if points.get(index, whole)]
