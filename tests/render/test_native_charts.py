"""What PowerPoint shows of each native chart, as lines of words that were read once: tests/render/native_charts.

`UPDATE_NATIVE=1 pytest tests/render/test_native_charts.py` writes them anew; the difference is to be read.
"""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from pathlib import Path

from pptx import Presentation

from ria_deck.design.measure import Measurer
from ria_deck.model.chart import CategoryAxis, Chart, Mark, Plot
from ria_deck.model.theme import Theme
from ria_deck.render.pptx import render_pptx
from ria_deck.resolve.charts.ticks import Range
from ria_deck.resolve.mirroring import mirrored_chart
from tests.render.chart_reading import Native
from tests.render.chart_samples import (
    YEARS,
    Maker,
    bars,
    cars,
    change_points,
    changes,
    fares,
    layers,
    lines,
    ports,
    ring,
)
from tests.render.laid_out import deck_of, placed
from tests.render.native_words import chart_words

WORDS = Path(__file__).parent / "native_charts"


def words(deck: bytes, *, sized: bool) -> str:
    """The charts of a deck under the titles of their slides. Where a theme's slides say how large they are, and not the
    test (`sized`), the width of gaps and the ways of labels are left out."""
    titles = [
        slide.shapes.title.text_frame.text if slide.shapes.title is not None else ""
        for slide in Presentation(io.BytesIO(deck)).slides
        if any(shape.has_chart for shape in slide.shapes)
    ]
    natives = [Native(deck, number) for number in range(1, len(titles) + 1)]
    found = "\n".join(
        f"## {title}\n{chart_words(native.root, native.drawing)}" for title, native in zip(titles, natives, strict=True)
    )
    return found if sized else re.sub(r"(?<=moved)( [-+][\d.]+)+|, gapWidth \d\d+", "", found)


def check(deck: bytes, name: str, *, sized: bool = True) -> None:
    found, known = words(deck, sized=sized), WORDS / f"{name}.txt"
    if os.environ.get("UPDATE_NATIVE"):
        known.write_text(found, "utf-8")
    assert found == known.read_text("utf-8")


def test_charts_of_the_gallery(decks: dict[str, tuple[list[Chart], bytes]]) -> None:
    check(decks["en"][1], "gallery")


def test_a_chart_of_every_mark(marks_deck: bytes) -> None:
    check(marks_deck, "marks", sized=False)


def test_charts_of_every_combination(charts_deck: bytes) -> None:
    check(charts_deck, "charts", sized=False)


def test_charts_that_are_written_from_right_to_left(theme: Theme, measurer: Measurer) -> None:
    """Two axes, lying bars, names at lines, stacked areas, a ring and a scatter."""
    made = []
    for chart in (cars("en"), ports("en"), lines("en"), layers("en"), ring("en"), fares("en")):
        layout = mirrored_chart(chart, placed(chart, measurer)[1])
        made.append(replace(chart, slide=layout, handout=layout))
    check(render_pptx(replace(deck_of(made, "en", theme), direction="rtl")), "leftwards")


def titled() -> Chart:
    """A title of its own over two axes with short units."""
    base = cars("en")
    axes = (replace(base.axes[0], title="cars"), replace(base.axes[1], title="persons"))
    return replace(base, name="titled", title="Cars and passengers, thousand", axes=axes)


def titled_at_length() -> Chart:
    """A title over a unit that is longer than PowerPoint lets the title of an axis be."""
    return replace(ports("en"), name="long", title="Ports", categories=replace(ports("en").categories, title="port"))


def bounded() -> Chart:
    """A dashed line with an author's bounds, error bars to both sides of some points, one point without any."""
    base = changes("en")
    (row,) = base.plots[0].series
    errors = ((1.0, 2.0), None, (0.5, 0.0), (0.0, 3.0), (2.0, 2.0), (0.0, 0.0))
    line = replace(row, dash=True, errors=errors, points=tuple(replace(one, label="") for one in row.points))
    axis = replace(base.axes[0], fixed=True)
    return replace(base, name="bounded", plots=(Plot(mark=Mark.LINE, series=(line,)),), axes=(axis,))


def below() -> Chart:
    """No number above zero, in bars without space between them."""
    make = Maker("en")
    row = make.series("loss", "series-2", (-1, -2.5, -4, None), labels=True)
    axes = make.axes(("loss", "series-2", "", Range(low=-4, high=0)))
    plot = Plot(mark=Mark.BAR, series=(row,), tight=True)
    return Chart(name="below", alt="Losses.", plots=(plot,), categories=CategoryAxis(labels=YEARS[:4]), axes=axes)


def bridged() -> Chart:
    """Lines run on over a category that their table doesn't have, and break at a cell without a value."""
    base = lines("en")
    first, second, third = base.plots[0].series
    first = change_points(first, [3], bridged=True)
    third = change_points(third, [1, 3], connected=False)
    return replace(base, name="bridged", plots=(replace(base.plots[0], series=(first, second, third)),))


def spark() -> Chart:
    """A small line without axes."""
    base = lines("en")
    bare = replace(base.plots[0].series[1], direct_label="")
    return replace(base, name="spark", plots=(replace(base.plots[0], series=(bare,)),), spark=True)


def test_titles_bounds_and_small_charts(theme: Theme, measurer: Measurer) -> None:
    charts = [titled(), titled_at_length(), bounded(), below(), bridged(), spark()]
    deck = deck_of([placed(chart, measurer)[0] for chart in charts], "en", theme)
    check(render_pptx(deck), "further")


def test_a_key_of_two_lines_has_room_for_both(theme: Theme, measurer: Measurer) -> None:
    base = bars("en")
    names = [
        "Khabarovsk and the north",
        "Vladivostok by way of Seoul",
        "Seoul, all days",
        "Harbin",
        "Dalian and Shanghai",
    ]
    series = [
        replace(base.plots[0].series[number % 3], name=name, direct_label=name, color=f"series-{number + 1}")
        for number, name in enumerate(names)
    ]
    chart, layout = placed(replace(base, plots=(replace(base.plots[0], series=tuple(series)),)), measurer)
    mirrored = mirrored_chart(chart, layout)
    for one in (layout, mirrored):
        boxes = [label.text.box for label in one.series_labels]
        assert len({box.y for box in boxes}) == 2
        native = Native(render_pptx(deck_of([replace(chart, slide=one)], "en", theme)))
        key = native.root.find("{*}chart/{*}legend/{*}layout/{*}manualLayout")
        assert key is not None
        x, y, width, height = (float(native.one(f"c:{name}", key)) for name in "xywh")
        assert y * one.height < min(box.y for box in boxes)
        assert (y + height) * one.height > max(box.bottom for box in boxes)
        assert width * one.width > max(box.width for box in boxes)
        assert x + width <= 1.00001
