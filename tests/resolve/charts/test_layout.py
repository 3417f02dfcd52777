"""Charts laid out: every word inside of the figure, none over another, over a line or over somebody else's bar."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ria_deck.design.measure import Measurer
from ria_deck.diagnostics import Report, Severity
from ria_deck.model.chart import Chart, ChartLayout, LabelPlace, Mark, PlacedText, Rect
from ria_deck.model.chart_frame import Frame, is_ring, number
from ria_deck.resolve.charts.layout import place_chart
from ria_deck.resolve.labels.occupancy import Ground, Setter, ink, spread
from ria_deck.resolve.labels.segments import crosses
from tests.resolve.charts.chart_gallery import GALLERY, SIZES, chart
from tests.resolve.charts.literal_charts import builtin_theme, channel, chart_spec, layer, note, resolved, table

MEASURER = Measurer(builtin_theme())
EVERY = [(name, size) for name in GALLERY for size in SIZES]


def laid_out(drawn: Chart, size: str, report: Report | None = None) -> ChartLayout:
    layout = place_chart(drawn, *SIZES[size][:2], MEASURER, SIZES[size][2], report=report or Report())
    assert layout is not None
    return layout


def words_of(layout: ChartLayout) -> Iterator[PlacedText]:
    yield from (text for text in (layout.title, layout.category_title, *layout.axis_titles) if text is not None)
    yield from (text for axis in layout.tick_labels for text in axis)
    yield from layout.category_labels
    yield from (label.text for label in layout.series_labels)
    yield from (label.text for label in layout.data_labels)
    yield from (annotation.text for annotation in layout.annotations)


def shrunk(box: Rect, by: float = 0.3) -> Rect:
    return Rect(x=box.x + by, y=box.y + by, width=box.width - 2 * by, height=box.height - 2 * by)


def faults(drawn: Chart, layout: ChartLayout) -> list[str]:
    """Everything that covers something."""
    found: list[str] = []
    words = list(words_of(layout))
    for text in words:
        box = ink(text)
        if box.x < -0.5 or box.y < -0.5 or box.right > layout.width + 0.5 or box.bottom > layout.height + 0.5:
            found.append(f"{text.text!r} leaves the figure")
    for first, second in combinations(words, 2):
        if shrunk(ink(first)).meets(shrunk(ink(second))):
            found.append(f"{first.text!r} covers {second.text!r}")
    if not is_ring(drawn.plots):
        found += list(_over_shapes(drawn, layout))
    return found


def _over_shapes(drawn: Chart, layout: ChartLayout) -> Iterator[str]:
    frame = Frame(chart=drawn, layout=layout)
    over = [label.text for label in layout.data_labels] + [one.text for one in layout.annotations]
    inside = {label.text for label in layout.data_labels if label.place in (LabelPlace.INSIDE_END, LabelPlace.CENTER)}
    for plot in drawn.plots:
        if plot.mark is Mark.BAR:
            bars = [frame.bar(plot, piece) for piece in frame.pieces(plot)]
            yield from (
                f"{text.text!r} stands on a bar"
                for text in over
                if text not in inside and any(shrunk(ink(text)).meets(bar) for bar in bars)
            )
        if plot.mark is Mark.LINE:
            axis = drawn.axes[plot.axis]
            for series in plot.series:
                for run in frame.stretches(series):
                    places = [(frame.middle(i), frame.along(number(series, i) or 0.0, axis)) for i in run]
                    for start, end in pairwise(places):
                        yield from (
                            f"a line runs through {text.text!r}"
                            for text in over
                            if crosses((*start, *end), shrunk(ink(text)))
                        )


@pytest.mark.parametrize(("name", "size"), EVERY)
def test_nothing_covers_anything(name: str, size: str) -> None:
    assert faults(chart(name), laid_out(chart(name), size)) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "name", [name for name in GALLERY if name.startswith(("cars", "visitors", "lying", "ring", "months"))]
)
def test_the_reports_own_charts_keep_all_their_words(name: str, size: str) -> None:
    report = Report()
    layout = laid_out(chart(name), size, report)
    assert report.diagnostics == []
    assert len(layout.annotations) == len({note.text for note in chart(name).annotations})
    labels = sum(1 for plot in chart(name).plots for one in plot.series for point in one.points if point.label)
    if not name.startswith("ring"):
        assert len(layout.data_labels) == labels


def test_axes_of_the_same_chart_have_their_ticks_on_the_same_lines() -> None:
    layout = laid_out(chart("cars-en"), "right")
    left, right = ([label.box.y for label in labels] for labels in layout.tick_labels)
    assert left == pytest.approx(right)
    assert {label.color for label in layout.tick_labels[1]} == {"series-2"}


def test_years_are_left_out_at_round_steps() -> None:
    wide = [label.text for label in laid_out(chart("visitors-en"), "whole").category_labels]
    assert wide == ["1996", "2000", "2004", "2008", "2012", "2016", "2020", "2024"]
    assert laid_out(chart("months-en"), "handout").skip % 12 == 0


def test_long_names_break_into_lines_and_are_told_when_they_still_dont_fit() -> None:
    report = Report()
    layout = laid_out(chart("names-en"), "whole", report)
    assert "Kure and other\nharbours of\nwestern Honshu" in [label.text for label in layout.category_labels]
    assert report.diagnostics == []
    names = table({"p": "string", "n": "integer"}, *((f"Donaudampfschifffahrt {c}", 1) for c in "abcdefghijkl"))
    spec = chart_spec(layer("bar", x=channel("p", "nominal"), y=channel("n", "quantitative")))
    drawn = resolved(spec, names)
    assert drawn is not None
    crowded = laid_out(drawn, "column", report)
    assert [found.code for found in report.diagnostics] == ["RD631"]
    assert faults(drawn, crowded) == []


@pytest.mark.parametrize("words", [9, 15, 28])
def test_a_long_title_is_broken_where_libreoffice_would_break_it_elsewhere(words: int) -> None:
    title = " ".join(["Loanings"] * words)
    long = resolved(
        chart_spec(layer("bar", x=channel("k"), y=channel("n")), title=title),
        table({"k": "string", "n": "integer"}, ("A", 1), ("B", 2)),
    )
    layout = laid_out(long, "whole")
    assert layout.title is not None
    assert layout.title.text.replace("\n", " ") == title
    assert layout.title.box.width < 0.8 * layout.width
    lines = [len(line) for line in layout.title.text.split("\n")]
    assert max(lines) - min(lines) <= 2 * len("Loanings ")
    assert not faults(long, layout)


def test_names_beside_lying_bars_that_dont_fit_are_told_with_what_helps_there() -> None:
    """Not to draw lying bars, which they are."""
    report = Report()
    names = table({"p": "string", "n": "integer"}, *((f"Prefecture {number}", number) for number in range(60)))
    drawn = resolved(chart_spec(layer("bar", x=channel("n", "quantitative"), y=channel("p", "nominal"))), names)
    assert drawn is not None
    crowded = laid_out(drawn, "column", report)
    (told,) = report.diagnostics
    assert told.code == "RD631"
    assert "don't fit beside the chart" in told.message
    assert told.label.endswith(f"one in {crowded.skip} is shown")
    assert "horizontal" not in told.hint
    assert faults(drawn, crowded) == []


def test_a_rule_has_its_words_beside_it_and_goes_up_to_them() -> None:
    layout = laid_out(chart("cars-en"), "right")
    (rule,) = [one for one in layout.annotations if one.rule is not None]
    assert rule.rule is not None
    x, top, _, bottom = rule.rule
    assert bottom == layout.plot.bottom
    assert rule.text.box.y <= top < ink(rule.text).bottom
    assert 0 < rule.text.box.x - x < SIZES["right"][2]


def test_rules_close_to_each_other_have_their_words_one_above_the_other() -> None:
    report = Report()
    layout = laid_out(chart("rules"), "right", report)
    assert report.diagnostics == []
    assert len({one.text.box.y for one in layout.annotations}) == 3


def test_a_gap_says_so_in_its_place_in_lines_where_it_is_narrow() -> None:
    drawn = chart("cars-en")
    layout = laid_out(drawn, "right")
    (gap,) = [one.text for one in layout.annotations if one.rule is None]
    middle = gap.box.x + gap.box.width / 2
    assert middle == pytest.approx(Frame(chart=drawn, layout=layout).middle(1))
    assert (gap.rotation, gap.text) == (0, "no figure\nfound")
    assert gap.box.bottom == pytest.approx(layout.plot.bottom, abs=6)
    (wide,) = [one.text for one in laid_out(drawn, "whole").annotations if one.rule is None]
    assert (wide.rotation, wide.text) == (0, "no figure found")


@pytest.mark.parametrize(("mark", "rotation"), [("bar", 90), ("line", 0)])
def test_the_gap_of_a_line_is_wider_than_that_of_bars(mark: str, rotation: float) -> None:
    data = table({"year": "year", "n": "integer"}, *((year, None if year == 2010 else 5) for year in range(2000, 2024)))
    spec = chart_spec(layer(mark, x=channel("year", "ordinal"), y=channel("n", "quantitative")), gap_text="unknown")
    drawn = resolved(spec, data)
    assert drawn is not None
    (gap,) = [one.text for one in laid_out(drawn, "whole").annotations]
    assert gap.rotation == rotation  # upright where not even a word fits


def test_gaps_side_by_side_have_one_text() -> None:
    layout = laid_out(chart("months-en"), "whole")
    assert [one.text.text for one in layout.annotations] == ["Feb 2022", "borders closed"]


def test_bars_are_never_fatter_than_they_look_well() -> None:
    data = table({"year": "year", "n": "integer"}, (2008, 1), (2009, 2))
    drawn = resolved(chart_spec(layer("bar", x=channel("year", "ordinal"), y=channel("n", "quantitative"))), data)
    assert drawn is not None
    layout = laid_out(drawn, "whole")
    frame = Frame(chart=drawn, layout=layout)
    assert all(frame.bar(drawn.plots[0], piece).width < 72 for piece in frame.pieces(drawn.plots[0]))


def test_a_figure_too_small_for_its_words_is_an_error() -> None:
    report = Report()
    assert place_chart(chart("cars-en"), 120, 60, MEASURER, 12, report=report) is None
    assert [(found.code, found.severity) for found in report.diagnostics] == [("RD632", Severity.ERROR)]


def test_a_character_without_a_glyph_is_an_error() -> None:
    data = table({"p": "string", "n": "integer"}, ("a\U00012345", 1))
    drawn = resolved(chart_spec(layer("bar", x=channel("p", "nominal"), y=channel("n", "quantitative"))), data)
    assert drawn is not None
    report = Report()
    assert place_chart(drawn, 500, 300, MEASURER, 12, report=report) is None
    assert "U+12345" in report.diagnostics[0].message


def test_words_that_find_no_room_are_told_and_left_out() -> None:
    data = table({"year": "year", "n": "integer"}, *((2000 + i, 5 if i % 2 else 95) for i in range(24)))
    long = "a remark that is much too long for the little room that there is among all these peaks and valleys " * 3
    spec = chart_spec(
        layer("line", x=channel("year", "temporal"), y=channel("n", "quantitative")),
        annotations=(note(long, 2011, 5),),
    )
    drawn = resolved(spec, data)
    assert drawn is not None
    report = Report()
    layout = laid_out(drawn, "handout", report)
    assert layout.annotations == ()
    assert [found.code for found in report.diagnostics] == ["RD630"]


def test_the_same_chart_is_laid_out_the_same_way() -> None:
    assert laid_out(chart("visitors-ja"), "handout") == laid_out(GALLERY["visitors-ja"](), "handout")


texts = (
    st.text(st.sampled_from("abc defgh ijklm нопр стуф 新潟空港、（）"), min_size=1, max_size=24)
    .map(str.strip)
    .filter(bool)
)


@st.composite
def any_chart(draw: st.DrawFn) -> Chart:
    count = draw(st.integers(2, 24))
    series = draw(st.lists(texts, min_size=1, max_size=4, unique=True))
    value = st.one_of(st.none(), st.integers(-50_000, 900_000), st.integers(0, 900))
    rows = [(1990 + i, name, draw(value)) for name in series for i in range(count)]
    rows[0] = (1990, series[0], draw(st.integers(1, 900_000)))
    data = table({"year": "year", "k": "string", "n": "integer"}, *rows)
    encoding = {
        "x": channel("year", draw(st.sampled_from(["temporal", "ordinal"]))),
        "y": channel("n", "quantitative", title=draw(texts), format=draw(st.sampled_from(["", "#,##0,", "compact"]))),
        "color": channel("k"),
    }
    mark = draw(st.sampled_from(["bar", "line", "grouped"]))
    if mark == "grouped":
        encoding["xOffset"] = channel("k")
    marked = draw(st.lists(st.tuples(st.integers(0, count - 1), texts), max_size=3))
    known = {year for year, _, n in rows if n is not None}
    notes = [note(words, 1990 + i) for i, words in marked]
    if mark == "line":
        notes += [note(words, 1990 + i, kind="point") for i, words in marked if 1990 + i in known]
    labels = draw(st.sampled_from(["", "all", "last", "ends"]))
    spec = chart_spec(
        layer("line" if mark == "line" else "bar", labels=labels, **encoding),
        annotations=tuple(notes),
        gap_text=draw(st.sampled_from(["", "no figure"])),
        title=draw(st.one_of(st.just(""), st.lists(texts, min_size=8, max_size=8).map(" ".join))),
    )
    report = Report()
    drawn = resolved(spec, data, code=draw(st.sampled_from(["en", "ja", "ru"])), report=report)
    assert drawn is not None, report.diagnostics
    return drawn


@settings(max_examples=60)
@given(drawn=any_chart(), size=st.sampled_from(sorted(SIZES)))
def test_in_any_chart_nothing_covers_anything(drawn: Chart, size: str) -> None:
    report = Report()
    layout = place_chart(drawn, *SIZES[size][:2], MEASURER, SIZES[size][2], report=report)
    if layout is None:
        assert [found.code for found in report.diagnostics] == ["RD632"]
    else:
        assert faults(drawn, layout) == []


@given(
    wanted=st.lists(st.floats(0, 200), min_size=1, max_size=8).map(sorted),
    height=st.floats(5, 20),
)
def test_names_moved_apart_keep_their_order_and_stay_between_the_edges(wanted: list[float], height: float) -> None:
    found = spread(wanted, [height] * len(wanted), 0, 200)
    assert all(after - before >= height - 1e-6 for before, after in pairwise(found))
    assert found[0] >= height / 2 - 1e-6
    assert found[-1] <= 200 - height / 2 + 1e-6


def test_a_line_through_a_box_is_seen_and_one_past_it_is_not() -> None:
    box = Rect(x=10, y=10, width=10, height=10)
    assert crosses((0, 15, 30, 15), box)
    assert crosses((12, 12, 13, 13), box)
    assert not crosses((0, 0, 30, 5), box)
    assert not crosses((0, 21, 21, 40), box)
    setter = Setter(size=10, measurer=MEASURER)
    ground = Ground(100, 50)
    assert ground.free(ink(setter.put("abc", 10, 10, "ink")))
    assert not ground.free(ink(setter.put("abc", 95, 10, "ink")))
