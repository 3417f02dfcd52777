"""The drawing and the native chart of one chart show the same: bounds, ticks, order, values, colours, labels, words."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from dataclasses import replace
from types import ModuleType

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation

from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import BuildError
from ria_deck.model.chart import Chart, ChartLayout, Mark, Stacking
from ria_deck.model.theme import Theme
from ria_deck.render.pptx import render_pptx
from ria_deck.render.pptx.charts.workbook import serial
from ria_deck.render.svg.charts_and_maps import chart_svg
from tests.render.chart_reading import Native, Svg
from tests.render.chart_samples import cars, changes, gallery, lines, ring, visitors
from tests.render.laid_out import LANGUAGES, SIZE, deck_of, placed

KINDS = [chart.name for chart in gallery("en")]


def pair(
    decks: dict[str, tuple[list[Chart], bytes]], language: str, kind: str, theme: Theme
) -> tuple[Chart, ChartLayout, Svg, Native]:
    charts, data = decks[language]
    number = KINDS.index(kind)
    chart = charts[number]
    assert chart.handout is not None
    title = [slide.shapes.title.text for slide in Presentation(io.BytesIO(data)).slides]
    assert title[-len(KINDS) :] == KINDS
    native = Native(data, number + 1)
    return chart, chart.handout, Svg(chart_svg(chart, chart.handout, theme), chart.name), native


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_both_have_one_plot_one_set_of_ticks_and_one_step(
    kind: str, language: str, decks: dict[str, tuple[list[Chart], bytes]], theme: Theme
) -> None:
    chart, layout, svg, native = pair(decks, language, kind, theme)
    plot = layout.plot
    unkerned = Measurer(theme, kerning=False)
    shares = (plot.x / SIZE[0], plot.y / SIZE[1], plot.width / SIZE[0], plot.height / SIZE[1])
    assert native.plot == pytest.approx(shares, abs=1e-5)
    drawn = svg.text("tick")
    axes = native.value_axes()
    axes = axes[1:] if chart.x_axis is not None else axes
    assert len(axes) == len(chart.axes)
    for index, axis in enumerate(axes):
        ticks = native.ticks(axis)
        shown = [text for key, text in sorted(drawn.items()) if key[0] == index]
        if chart.axes[index].format.native or chart.x_axis is not None:
            assert [text for _, text in ticks] == shown
        heights = svg.baseline("tick")
        along = 0 if native.root.find(".//{*}barDir[@val='bar']") is not None else 1
        places = [heights[index, number][along] for number in range(len(ticks))]
        if along == 0:  # labels stand with their middles below the ticks
            sizes = [svg.size("tick")[index, number] for number in range(len(ticks))]
            places = [
                place + unkerned.width(text, size) / 2 for place, text, size in zip(places, shown, sizes, strict=True)
            ]
        steps = [abs(b - a) for a, b in itertools.pairwise(places)]
        length = plot.height if along else plot.width
        assert steps == pytest.approx([length / (len(ticks) - 1)] * len(steps), abs=0.1)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"fares", "ring"}])
def test_both_have_the_categories_in_one_order_and_leave_out_the_same(
    kind: str, decks: dict[str, tuple[list[Chart], bytes]], theme: Theme
) -> None:
    chart, _, svg, native = pair(decks, "en", kind, theme)
    for series in native.series():
        cached = [v.text for v in series.iterfind("{*}cat//{*}v")]
        days = [str(serial(day)) for day in chart.dated.days] if chart.dated else []
        assert cached == (days or list(chart.categories.labels))
    if chart.dated:
        return
    skip = int(native.one("c:chart/c:plotArea/c:catAx[1]/c:tickLblSkip"))
    texts = [text.replace("\n", " ") for _, text in sorted(svg.text("category").items())]
    assert [re.sub(r"\s+", "", text) for text in texts] == [
        re.sub(r"\s+", "", label) for label in chart.categories.labels[::skip]
    ]


@pytest.mark.parametrize("kind", ["cars", "grouped", "changes", "ports"])
def test_bars_end_at_the_values_that_the_native_chart_has(
    kind: str, decks: dict[str, tuple[list[Chart], bytes]], theme: Theme
) -> None:
    chart, layout, svg, native = pair(decks, "en", kind, theme)
    axis = chart.axes[0]
    plot = layout.plot
    lying = kind == "ports"
    for number, series in enumerate(native.series()[: len(chart.plots[0].series)]):
        read = {}
        for key, part in svg.parts("bar").items():
            if key[:2] != (0, number):
                continue
            left, top, right, bottom = svg.box(part)
            zero = axis.minimum / (axis.minimum - axis.maximum)  # share of the plot below zero
            base = plot.x + zero * plot.width if lying else plot.bottom - zero * plot.height
            length = max(right - base, left - base, key=abs) if lying else max(base - top, base - bottom, key=abs)
            read[key[2]] = length / (plot.width if lying else plot.height) * (axis.maximum - axis.minimum)
        assert read == pytest.approx(native.values(series), abs=(axis.maximum - axis.minimum) / 2000)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_both_have_one_colour_one_label_and_one_set_of_words(
    kind: str, language: str, decks: dict[str, tuple[list[Chart], bytes]], theme: Theme
) -> None:
    chart, _, svg, native = pair(decks, language, kind, theme)
    order = [(p, s) for p, plot in enumerate(chart.plots) for s in range(len(plot.series))]
    drawn = svg.text("number")
    for (plot, number), series in zip(order, native.series(), strict=True):
        expected = {key[2]: text for key, text in drawn.items() if key[:2] == (plot, number)}
        if chart.plots[plot].series[number].format.native:
            assert native.numbers(series) == expected
        shape = series.find("{*}spPr")
        for kind_of_part, key in (("bar", "fill"), ("line", "stroke"), ("area", "fill"), ("point", "fill")):
            for place, part in svg.parts(kind_of_part).items():
                if place[:2] != (plot, number):
                    continue
                point = chart.plots[plot].series[number].points[place[2]]
                lonely = svg.style(part, key) == "none"  # a lone point of a line is a disc
                if point.pattern or lonely or kind_of_part == "point":
                    continue
                assert shape is not None
                assert svg.style(part, key) == native.color(shape)
    shown = {"".join(text.split()) for text in native.words()}
    wanted = [*svg.text("series").values(), *svg.text("title").values()]
    wanted += [annotation.text.text for annotation in (chart.handout.annotations if chart.handout else ())]
    assert {"".join(text.split()) for text in wanted} <= shown


def test_a_missing_year_is_a_gap_in_both_and_never_bridged(
    decks: dict[str, tuple[list[Chart], bytes]], theme: Theme
) -> None:
    _, _, svg, native = pair(decks, "en", "lines", theme)
    assert native.one("c:chart/c:dispBlanksAs") == "gap"
    assert [sorted(native.values(series)) for series in native.series()] == [
        [0, 1, 2, 4, 5, 6, 7],
        [0, 1, 2, 3, 4, 5, 6, 7],
        [1, 3, 4, 5, 6, 7],
    ]
    assert sorted(svg.parts("line")) == [(0, 0, 0), (0, 0, 4), (0, 1, 0), (0, 1, 5), (0, 2, 3)]
    assert (0, 2, 1) in svg.parts("dot")
    broken = next(p for p in native.series()[1].iterfind("{*}dPt") if native.one("c:idx", p) == "5")
    assert broken.find("{*}spPr/{*}ln/{*}noFill") is not None
    lone = [p for p in native.series()[2].iterfind("{*}dPt") if native.one("c:idx", p) == "1"]
    assert native.one("c:marker/c:symbol", lone[0]) == "circle"


def test_a_year_of_another_definition_is_hatched_in_both(
    decks: dict[str, tuple[list[Chart], bytes]], theme: Theme
) -> None:
    _, _, svg, native = pair(decks, "en", "cars", theme)
    points = native.series()[0].findall("{*}dPt")
    assert [native.one("c:idx", point) for point in points] == ["5"]
    assert points[0].find("{*}spPr/{*}pattFill") is not None
    assert svg.style(svg.parts("bar")[0, 0, 5], "fill") == "ffffff"


def test_two_axes_share_their_grid_lines(decks: dict[str, tuple[list[Chart], bytes]], theme: Theme) -> None:
    *_, native = pair(decks, "en", "cars", theme)
    first, second = native.value_axes()
    assert len(native.ticks(first)) == len(native.ticks(second))
    assert second.find("{*}majorGridlines") is None
    assert native.one("c:crosses", second) == "max"
    hidden = native.root.findall(".//{*}catAx")[1]
    assert native.one("c:delete", hidden) == "0"  # for the title of the second unit, which is too long for its own axis
    assert native.one("c:tickLblPos", hidden) == "none"
    ids = [int(element.get("val", "")) for element in native.root.iterfind("{*}chart/{*}plotArea/*/{*}axId")]
    assert min(ids) > 0
    assert len(set(ids)) == 4


def test_the_workbook_holds_what_the_chart_refers_to(decks: dict[str, tuple[list[Chart], bytes]]) -> None:
    charts, data = decks["en"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        relations = package.read("ppt/charts/_rels/chart1.xml.rels").decode()
        book = package.read("ppt/" + re.findall(r'Target="\.\./(embeddings/[^"]+)"', relations)[0])
    with zipfile.ZipFile(io.BytesIO(book)) as inner:
        assert {info.date_time for info in inner.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    native = Native(data, 1)
    for series in native.series():
        values = series.findtext("{*}val/{*}numRef/{*}f") or ""
        cells = [row[0].value for row in sheet[values.partition("!")[2].replace("$", "")]]
        assert {i: v for i, v in enumerate(cells) if v is not None} == native.values(series)
        name = (series.findtext("{*}tx/{*}strRef/{*}f") or "").partition("!")[2].replace("$", "")
        assert sheet[name].value == series.findtext("{*}tx//{*}v")
    assert [row[0].value for row in sheet["A2:A7"]] == list(charts[0].categories.labels)


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "https://niigata.example", "007", "<b>&amp;"])
def test_names_in_the_workbook_stay_text(name: str, theme: Theme, measurer: Measurer) -> None:
    base = cars("en")
    plot = replace(base.plots[0], series=(replace(base.plots[0].series[0], name=name),))
    chart, _ = placed(replace(base, plots=(plot, base.plots[1])), measurer)
    data = render_pptx(deck_of([chart], "en", theme))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = next(entry for entry in package.namelist() if entry.endswith(".xlsx"))
        cell = openpyxl.load_workbook(io.BytesIO(package.read(part))).active["B1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)
    assert Native(data).series()[0].findtext("{*}tx//{*}v") == name


def test_python_pptx_reads_the_series(decks: dict[str, tuple[list[Chart], bytes]]) -> None:
    charts, data = decks["ru"]
    slides = list(Presentation(io.BytesIO(data)).slides)[-len(KINDS) :]
    for chart, slide in zip(charts, slides, strict=True):
        frame = next(shape for shape in slide.placeholders if shape.has_chart)
        read = [(s.name, list(s.values)) for plot in frame.chart.plots for s in plot.series]
        expected = [
            (s.name, [None if p.value is None else float(p.value) for p in s.points])
            for plot in chart.plots
            for s in plot.series
        ]
        assert sorted(read, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sdk_finds_no_fault(language: str, decks: dict[str, tuple[list[Chart], bytes]], ooxml: ModuleType) -> None:
    assert ooxml.validate(decks[language][1]) == []


def test_the_same_chart_gives_the_same_bytes(theme: Theme, measurer: Measurer) -> None:
    first, layout = placed(cars("ja"), measurer)
    second, _ = placed(cars("ja"), measurer)
    assert chart_svg(first, layout, theme) == chart_svg(second, layout, theme)
    assert render_pptx(deck_of([first], "ja", theme)) == render_pptx(deck_of([second], "ja", theme))


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_is_plain_svg_with_ids_of_its_own(
    kind: str, decks: dict[str, tuple[list[Chart], bytes]], theme: Theme
) -> None:
    charts, _ = decks["en"]
    chart = charts[KINDS.index(kind)]
    assert chart.handout is not None
    svg = chart_svg(chart, chart.handout, theme)
    assert svg.startswith("<svg")
    root = etree.fromstring(svg.encode())
    assert (root.get("width"), root.get("height")) == ("480pt", "300pt")
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"{chart.name}-") for one in ids)
    assert not re.search(r"[\s;\"]opacity", svg)
    assert "<metadata" not in svg
    assert not root.xpath("//*[local-name()='style']")


def test_dollar_signs_and_markup_are_words(theme: Theme, measurer: Measurer) -> None:
    title = "$x^$ & <b>5 € of $6</b>"
    base = cars("en")
    axes = (replace(base.axes[0], title=title), base.axes[1])
    chart, layout = placed(replace(base, axes=axes), measurer)
    svg = Svg(chart_svg(chart, layout, theme), chart.name)
    assert svg.text("title")[0,] == title
    assert title in Native(render_pptx(deck_of([chart], "en", theme))).words()


def test_a_character_without_a_glyph_is_an_error(theme: Theme, measurer: Measurer) -> None:
    chart, layout = placed(cars("en"), measurer)
    words = replace(layout.axis_titles[0], text="a \U00013000")
    with pytest.raises(BuildError, match="U\\+13000"):
        chart_svg(chart, replace(layout, axis_titles=(words, None)), theme)


@pytest.mark.parametrize("kind", KINDS)
def test_no_label_begins_where_the_one_before_it_ends(
    kind: str, decks: dict[str, tuple[list[Chart], bytes]], theme: Theme
) -> None:
    """The letters of a printed figure have nothing but their places to tell one label from its neighbour."""
    _, _, svg, _ = pair(decks, "ja", kind, theme)
    texts = [text for text in svg.root.iter("{*}text") if not text.get("transform")]
    for before, after in itertools.pairwise(texts):
        assert float(after.get("x")) <= float(before.get("x")) or after.get("y") != before.get("y")


def test_words_at_points_are_drawn_where_the_layout_has_them(theme: Theme, measurer: Measurer) -> None:
    chart, layout = placed(visitors("en"), measurer, (850.0, 320.0))
    svg = Svg(chart_svg(chart, layout, theme), chart.name)
    for number, annotation in enumerate(layout.annotations):
        x, y = svg.baseline("words")[number,]
        box = annotation.text.box
        assert box.x - 0.1 <= x <= box.right + 0.1
        assert box.y <= y <= box.bottom


def test_negative_bars_hang_from_zero(theme: Theme, measurer: Measurer) -> None:
    chart, layout = placed(changes("en"), measurer)
    svg = Svg(chart_svg(chart, layout, theme), chart.name)
    base = svg.box(svg.parts("bar")[0, 0, 0])[3]
    assert svg.box(svg.parts("bar")[0, 0, 1])[1] == pytest.approx(base, abs=0.01)


def test_a_ring_starts_at_the_top_and_goes_round_once(
    decks: dict[str, tuple[list[Chart], bytes]], theme: Theme
) -> None:
    _, layout, svg, native = pair(decks, "en", "ring", theme)
    assert native.one(".//c:firstSliceAng") == "0"
    first = svg.box(svg.parts("arc")[0, 0, 0])
    middle = layout.plot.x + layout.plot.width / 2
    assert first[0] == pytest.approx(middle, abs=0.6)
    colors = [native.color(point) for point in native.series()[0].iterfind("{*}dPt")]
    assert colors == [svg.style(part, "fill") for _, part in sorted(svg.parts("arc").items())]
    assert len(colors) == len(ring("en").categories.labels) == len(set(colors))


def test_stacks_and_shares_are_named_in_the_file(decks: dict[str, tuple[list[Chart], bytes]], theme: Theme) -> None:
    expected = {"grouped": "clustered", "stacked": "stacked", "shares": "percentStacked"}
    for kind, grouping in expected.items():
        chart, *_, native = pair(decks, "en", kind, theme)
        assert native.one(".//c:barChart/c:grouping") == grouping
        if chart.plots[0].stacking is not Stacking.NONE:
            assert native.one(".//c:barChart/c:overlap") == "100"
    assert lines("en").plots[0].mark is Mark.LINE
