"""Timelines from small projects: dots at their true time, texts that meet nothing, both outputs, and what is told."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.model.chart import Rect
from ria_deck.model.deck import Deck
from ria_deck.model.timeline import Timeline, TimelineLayout
from ria_deck.pipeline import Options, build
from ria_deck.record.manifest import deck_record
from ria_deck.render.handout.handout import render_html
from ria_deck.render.pptx import render_pptx
from ria_deck.resolve.labels.segments import crosses
from ria_deck.resolve.timelines.flags import Flag, pile
from ria_deck.resolve.timelines.ticks import UNITS, time_unit
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled
from tests.check.deck_to_break import unzipped

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n"
PACKAGE = """
sources: [{name: s, title: S}]
resources:
  - name: events
    path: events.csv
    sources: [{name: s}]
    schema:
      fields:
        - {name: month, type: yearmonth, title: Month}
        - {name: what, title: What happened}
        - {name: kind, title: Kind}
        - {name: words}
      primaryKey: month
"""
EVENTS = """month,what,kind,words
2021-05,Ships may come by night,Traffic,in May
2016-03,The town plans a pier,Works,in March
2021-01,A storm damages the mole,Works,
2021-02,Repairs begin,Works,then
2021-09,The mole is whole again,Works,then
2025-11,The thousandth ship of the year comes in,Traffic,then
"""
TOPIC = """## Six events {{#events layout=timeline}}

```{{timeline}}
{block}
alt: Six events.
```
"""
BLOCK = "data: events\ndate: month\nlabel: what"


def written(root: Path, block: str, events: str = EVENTS) -> Path:
    texts = {
        "content/report.yaml": REPORT,
        "content/01.md": TOPIC.format(block=block),
        "data/datapackage.yaml": PACKAGE,
        "data/events.csv": events,
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def resolved(root: Path, block: str, events: str = EVENTS) -> tuple[Deck | None, Timeline | None, list[Diagnostic]]:
    written(root, block, events)
    report = Report()
    variant = Variant(root=root, cache=root / "build/.cache", edition="", language="en", outputs=())
    made = assembled(SharedInputs(root, load_content(root, report)), variant, report)
    blocks = [placed.block for slide in made[0].slides for placed in slide.placements] if made else []
    drawn = next((block for block in blocks if isinstance(block, Timeline)), None)
    return made[0] if made else None, drawn, report.diagnostics


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deck, Timeline]:
    deck, drawn, told = resolved(tmp_path_factory.mktemp("timeline"), f"{BLOCK}\ngroup: kind")
    assert told == []
    assert deck is not None
    assert drawn is not None
    return deck, drawn


def layouts(drawn: Timeline) -> list[TimelineLayout]:
    found = [layout for layout in (drawn.slide, drawn.handout) if layout is not None]
    assert len(found) == 2
    return found


def test_events_stand_in_order_at_their_true_time(made: tuple[Deck, Timeline]) -> None:
    drawn = made[1]
    days = [event.day for event in drawn.events]
    assert days == sorted(days)
    assert dt.date.fromordinal(days[0]) == dt.date(2016, 3, 1)
    for layout in layouts(drawn):
        xs = [flag.dot[0] for flag in layout.flags]
        a_day = (xs[-1] - xs[0]) / (days[-1] - days[0])
        assert a_day > 0
        assert xs == pytest.approx([xs[0] + (day - days[0]) * a_day for day in days])
        years = [x for x, _ in layout.ticks]
        assert years == pytest.approx(
            [xs[0] + (dt.date(2016 + n, 1, 1).toordinal() - days[0]) * a_day for n in range(len(years))]
        )
        names = [words.text for _, words in layout.ticks if words is not None]
        assert names[:3] == ["2016", "2017", "2018"]


def test_texts_meet_nothing_and_stay_in_the_figure(made: tuple[Deck, Timeline]) -> None:
    for layout in layouts(made[1]):
        texts = [Rect(x=t.box.x, y=t.box.y, width=t.box.width, height=t.box.height) for t in layout.texts]
        assert not any(one.meets(other) for one, other in combinations(texts, 2))
        assert not any(crosses(flag.stem, box) for flag in layout.flags for box in texts)
        assert all(box.x >= 0 and box.right <= layout.width + 0.01 for box in texts)
        assert all(box.y >= -0.01 and box.bottom <= layout.height + 0.01 for box in texts)
        flags = [box for flag in layout.flags for box in (flag.date.box, flag.label.box)]
        assert not any(box.meets(layout.band) for box in flags)


def test_no_line_ends_between_a_number_and_what_it_counts(tmp_path: Path) -> None:
    texts = [f"{'試験輸送' * (number // 4)}{'通関は'[: number % 4]}1時間未満" for number in range(6, 18)]
    rows = "".join(f"20{number + 10}-05,{text},Traffic,then\n" for number, text in enumerate(texts))
    _, drawn, told = resolved(tmp_path, BLOCK, f"month,what,kind,words\n{rows}")
    assert told == []
    assert drawn is not None
    for layout in layouts(drawn):
        lines = [flag.label.text.split("\n") for flag in layout.flags]
        assert max(map(len, lines)) > 1
        assert not [text for text in lines if any(line.endswith("1") for line in text)]


def test_dates_and_texts_have_their_cells_in_the_manifest(made: tuple[Deck, Timeline]) -> None:
    record = deck_record(made[0])
    strings = [entry for slide in record["slides"] for entry in slide["texts"] if entry["place"].startswith("timeline")]
    found = {entry["text"]: entry["values"][0] for entry in strings if entry.get("values")}
    assert found["March 2016"]["cells"] == [["data/events.csv", "month=2016-03", "month"]]
    assert found["The town plans a pier"]["cells"] == [["data/events.csv", "month=2016-03", "what"]]


def test_the_deck_has_a_group_of_shapes_with_whole_texts(made: tuple[Deck, Timeline], tmp_path: Path) -> None:
    deck, drawn = made
    slides = [data for name, data in unzipped(render_pptx(deck)).items() if name.startswith("ppt/slides/slide")]
    (slide,) = [etree.fromstring(data) for data in slides if b'name="Timeline ' in data]
    (group,) = slide.iter("{*}grpSp")
    assert group.find(".//{*}cNvPr").get("descr") == "Six events."
    texts = [["".join(run.itertext("{*}t")) for run in box.iter("{*}p")] for box in group.iter("{*}txBody")]
    for event in drawn.events:
        assert [event.date.text, event.label.text] in texts
    assert drawn.slide is not None
    dots = [shape for shape in group.iter("{*}sp") if shape.find(".//{*}prstGeom[@prst='ellipse']") is not None]
    lefts = [int(dot.find(".//{*}off").get("x")) for dot in dots]
    places = [(flag.dot[0] - flag.dot[2]) * 12700 for flag in drawn.slide.flags]
    assert [left - lefts[0] for left in lefts] == pytest.approx([place - places[0] for place in places], abs=2)


def test_the_handout_draws_it_and_has_it_as_a_table(made: tuple[Deck, Timeline]) -> None:
    html = render_html(made[0])
    table = html[html.index('id="data-tables"') :]
    assert [table.index(words) for words in ("Month", "What happened", "Kind", "March 2016", "Works")]
    assert html.count("Six events.") >= 1


def test_a_built_project_is_read_back(tmp_path: Path) -> None:
    options = Options(output=tmp_path / "build", outputs=("pptx", "pdf", "slides-pdf"), jobs=1, strict=True)
    assert not build(written(tmp_path, f"{BLOCK}\nformat: year\nsort: -what\nlimit: 5"), options).diagnostics


@pytest.mark.parametrize(
    ("block", "events", "code", "line"),
    [
        ("data: events\ndate: what\nlabel: what", EVENTS, "RD650", 5),
        (f'{BLOCK}\nwhere: month > "2030"', EVENTS, "RD651", 7),
        ("data: events\ndate: month\nlabel: words", EVENTS, "RD652", 6),
        ("data: events\ndate: month\nlabel: words\nwhere: words is none", EVENTS, "RD652", 6),
        ("data: events\ndate: day\nlabel: what", EVENTS, "RD601", 5),
        (f"{BLOCK}\nformat: day", EVENTS, "RD214", 7),
        (BLOCK, EVENTS.replace("Repairs begin", "Repairs begin " * 60), "RD653", 4),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place(
    tmp_path: Path, block: str, events: str, code: str, line: int
) -> None:
    _, _, told = resolved(tmp_path, block, events)
    assert {diagnostic.code for diagnostic in told} == {code}
    assert told[0].span is not None
    assert (told[0].span.path, told[0].span.line) == ("content/01.md", line)


@given(
    flags=st.lists(st.tuples(st.floats(0, 600), st.floats(10, 200), st.floats(10, 90)), min_size=1, max_size=14),
    by_turns=st.booleans(),
)
def test_flags_of_any_size_meet_neither_each_other_nor_a_pole(
    flags: list[tuple[float, float, float]], by_turns: bool
) -> None:
    flags = sorted(flags)
    sizes = [Flag(width=width, height=height) for _, width, height in flags]
    poles = pile(sizes, [x for x, _, _ in flags], aside=5, air=6, by_turns=by_turns)
    for up in (True, False):
        side = [pole for pole in poles if pole.up is up]
        boxes = [
            Rect(x=p.x + 5, y=-p.top, width=p.flag.width, height=p.flag.height) for p in side
        ]  # as if all stood up
        assert not any(one.meets(other) for one, other in combinations(boxes, 2))
        assert not any(crosses((p.x, 0, p.x, -p.top), box) for p in side for box in boxes)


@given(st.integers(2, dt.date(9999, 12, 31).toordinal()), st.integers(1, 400_000))
def test_a_line_of_time_has_few_ticks_and_begins_at_one(first: int, length: int) -> None:
    last = min(first + length, dt.date.max.toordinal())
    unit = time_unit(first, last)
    ticks = list(unit.ticks(unit.floor(first), last))
    assert unit in UNITS
    assert ticks == sorted(set(ticks))
    assert ticks[0] <= first
    assert len(ticks) <= 15


WORKS = """month,what,kind,words,ends
2018-03,The pier is built,Works,w,2021-06
2019-09,First ship from the south,Traffic,w,
2020-02,Harbour closed to every ship,Traffic,w,2020-03
2021-10,Ferry twice a week,Traffic,w,2025-03
"""
UNTIL = f"{BLOCK}\nuntil: ends"


def spanned(root: Path, works: str = WORKS) -> tuple[Deck | None, Timeline | None, list[Diagnostic]]:
    (root / "data").mkdir(exist_ok=True)
    package = PACKAGE.replace(
        "        - {name: words}\n", "        - {name: words}\n        - {name: ends, type: yearmonth}\n"
    )
    written(root, UNTIL, works)
    (root / "data/datapackage.yaml").write_text(package, "utf-8")
    report = Report()
    variant = Variant(root=root, cache=root / "build/.cache", edition="", language="en", outputs=())
    made = assembled(SharedInputs(root, load_content(root, report)), variant, report)
    blocks = [placed.block for slide in made[0].slides for placed in slide.placements] if made else []
    return made[0] if made else None, next((b for b in blocks if isinstance(b, Timeline)), None), report.diagnostics


def test_what_lasts_is_a_bar_from_its_first_day_to_its_last(tmp_path: Path) -> None:
    deck, drawn, told = spanned(tmp_path)
    assert told == []
    assert deck is not None
    assert drawn is not None
    assert [event.label.text for event in drawn.points] == ["First ship from the south"]
    assert drawn.spans[0].date.text == "March 2018 – June 2021"
    assert dt.date.fromordinal(drawn.spans[0].end or 0) == dt.date(2021, 7, 1)
    for layout in layouts(drawn):
        (point,) = layout.flags
        bars = layout.bars
        a_day = (bars[-1].box.right - bars[0].box.x) / (drawn.last - drawn.events[0].day)
        for event, bar in zip(drawn.spans, bars, strict=True):
            assert bar.box.x == pytest.approx(bars[0].box.x + (event.day - drawn.events[0].day) * a_day, abs=0.01)
            assert bar.box.width == pytest.approx(max(((event.end or 0) - event.day) * a_day, 2.0), abs=0.01)
            assert bar.box.bottom < layout.band.y
            assert bar.label is not None
        assert not any(one.box.meets(other.box) for one, other in combinations(bars, 2))
        assert not bars[1].inside  # two months have no room for words
        texts = [text.box for text in layout.texts]
        assert not any(one.meets(other) for one, other in combinations(texts, 2))
        assert not any(
            crosses(point.stem, text.box) for bar in bars for text in (bar.label,) if text and not bar.inside
        )
    table = next(table for table in deck.data_tables if table.name == "timeline")
    assert ("October 2021 – March 2025", "Ferry twice a week") in table.rows


def test_a_bar_holds_its_words_in_the_deck(tmp_path: Path) -> None:
    deck, _, _ = spanned(tmp_path)
    assert deck is not None
    slides = b"".join(data for name, data in unzipped(render_pptx(deck)).items() if name.startswith("ppt/slides/slide"))
    shape = next(part for part in slides.split(b"<p:sp>") if b'name="Span The pier is built"' in part)
    assert b"The pier is built" in shape.split(b"<p:txBody>")[1]


@pytest.mark.parametrize(
    ("row", "code"),
    [("2021-05,Backwards,Works,w,2021-04\n", "RD656"), ("2021-05,Ending,Works,w,2021-05\n", "")],
)
def test_an_end_before_the_beginning_is_told(tmp_path: Path, row: str, code: str) -> None:
    _, _, told = spanned(tmp_path, WORKS + row)
    assert [one.code for one in told] == [code] * bool(code)


def test_a_column_that_there_is_not_hides_no_mistake_in_the_texts(tmp_path: Path) -> None:
    block = 'data: events\ndate: mnth\nlabel: what\ncaption: "{{ nothing }}"'
    _, _, told = resolved(tmp_path, block)
    assert sorted(one.code for one in told) == ["RD202", "RD601"]
