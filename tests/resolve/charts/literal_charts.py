"""Charts from small literal tables: what tests of resolving, drawing and of native charts start from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ria_deck.content.specs.slides import AnnotationSpec, ChannelSpec, ChartSpec, Expression, LayerSpec, Message
from ria_deck.design import load_theme
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.i18n.language import language
from ria_deck.model.chart import Chart, Mark
from ria_deck.model.text import plain
from ria_deck.model.theme import Theme
from ria_deck.model.value import Cell, Value
from ria_deck.resolve.charts.chart import resolve_chart

SPAN = Span(path="content/a.md", line=3)


@dataclass(frozen=True)
class LiteralColumn:
    name: str
    type: str
    title: str = ""
    span: Span = SPAN
    title_span: Span | None = None


@dataclass(frozen=True)
class LiteralTable:
    """Rows as tuples under column names; types as in Table Schema."""

    name: str
    types: Mapping[str, str]
    data: Sequence[tuple[Any, ...]]
    titles: Mapping[str, str]

    @property
    def columns(self) -> dict[str, list[Any]]:
        return {column: [row[index] for row in self.data] for index, column in enumerate(self.types)}

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(self.types)

    @property
    def rows(self) -> list[dict[str, Value]]:
        return [
            {
                column: Value(
                    raw=raw, cells=(Cell(table=self.name, path="data/t.csv", row=f"row={number}", column=column),)
                )
                for column, raw in zip(self.types, row, strict=True)
            }
            for number, row in enumerate(self.data, start=1)
        ]

    def field(self, column: str) -> LiteralColumn:
        return LiteralColumn(column, self.types[column], self.titles.get(column, ""))

    def localised(self, column: str, code: str) -> str:
        return f"{column}_{code}" if f"{column}_{code}" in self.types else column


def table(types: Mapping[str, str], *rows: tuple[Any, ...], name: str = "t", **titles: str) -> LiteralTable:
    return LiteralTable(name, types, rows, titles)


def message(text: str) -> Message:
    return Message(text=text, context="s/x", span=SPAN)


def channel(field: str, type: str = "", *, title: str | None = None, **more: Any) -> ChannelSpec:  # noqa: A002
    return ChannelSpec(field=field, span=SPAN, type=type, title=None if title is None else message(title), **more)


def layer(
    mark: str,
    data: str = "t",
    *,
    name: str = "",
    role: str = "",
    pattern: str = "",
    filters: Sequence[Any] = (),
    **more: Any,
) -> LayerSpec:
    plain_keys = {"labels", "breaks", "highlights"}
    return LayerSpec(
        mark=Mark(mark),
        data=data,
        data_span=SPAN,
        span=SPAN,
        encoding={key: value for key, value in more.items() if key not in plain_keys},
        filters=tuple(filters),
        name=message(name) if name else None,
        color=role,
        pattern=Expression(text=pattern, span=SPAN) if pattern else None,
        **{key: value for key, value in more.items() if key in plain_keys},
    )


def note(text: str, x: Any, y: Any = None, kind: str = "") -> AnnotationSpec:
    return AnnotationSpec(text=message(text), x=x, y=y, kind=kind, span=SPAN)


def chart_spec(*layers: LayerSpec, gap_text: str = "", title: str = "", **more: Any) -> ChartSpec:
    return ChartSpec(
        name=more.pop("name", "c"),
        layers=layers,
        alt=message(more.pop("alt", "A chart.")),
        span=SPAN,
        gap_text=message(gap_text) if gap_text else None,
        title=message(title) if title else None,
        **more,
    )


@cache
def builtin_theme() -> Theme:
    return load_theme(Path("/nonexistent-project"), Report())


def holds(expression: Expression, source: Any) -> list[bool]:
    """Python stands in for the expressions of templates."""
    return [bool(eval(expression.text, {}, {k: v.raw for k, v in row.items()})) for row in source.rows]


def resolved(
    spec: ChartSpec, *tables: LiteralTable, code: str = "en", report: Report | None = None, theme: Theme | None = None
) -> Chart | None:
    """The chart; without a `report` of one's own, faults fail the test."""
    told = report if report is not None else Report()
    tag = language(code).tag
    by_name: Mapping[str, LiteralTable] = {one.name: one for one in tables}
    text: Callable[[Message], Any] = lambda message: plain(message.text, tag)  # noqa: E731
    found = resolve_chart(
        spec,
        tables=lambda one: by_name[one.data],
        holds=holds,
        text=text,
        formatter=Formatter(code),
        theme=theme or builtin_theme(),
        report=told,
    )
    if report is None:
        assert told.diagnostics == [], told.diagnostics
        assert found is not None
    return found


CARS_WORDS = {
    "en": (
        "Used cars to Russia, thousand",
        "Niigata–Russia air passengers, thousand",
        "Jan 2009: tariff raised",
        "no figure found",
    ),
    "ja": ("ロシア向け中古車輸出（千台）", "新潟ーロシア航空旅客（千人）", "2009年1月：関税引き上げ", "数値なし"),
    "ru": (
        "Подержанные автомобили в Россию, тыс.",
        "Авиапассажиры Ниигата — Россия, тыс.",
        "январь 2009: повышены пошлины",
        "данных нет",
    ),
}


def cars(code: str = "en") -> Chart:
    """Used cars and air passengers: bars with a missing year and one of another definition, a line on a second axis."""
    exports = table(
        {"year": "year", "units": "integer", "definition": "string"},
        (2005, 269_000, "all"),
        (2007, 402_406, "all"),
        (2008, 563_369, "all"),
        (2009, 53_180, "all"),
        (2010, 94_500, "passenger"),
        name="cars",
    )
    air = table({"year": "year", "n": "integer"}, (2008, 42_702), (2009, 31_751), (2010, 15_128), name="air")
    bars, line, rule, gap = CARS_WORDS[code]
    spec = chart_spec(
        layer(
            "bar",
            "cars",
            name=bars,
            x=channel("year", "ordinal"),
            y=channel("units", "quantitative", title=bars, format="#,##0,"),
            pattern="definition != 'all'",
        ),
        layer(
            "line",
            "air",
            name=line,
            x=channel("year", "ordinal"),
            y=channel("n", "quantitative", title=line, format="#,##0,"),
        ),
        independent_y=True,
        every=(2005, 2010),
        gap_text=gap,
        annotations=(note(rule, 2009),),
        name="cars",
        alt="Bars of used cars by year.",
    )
    found = resolved(spec, exports, air, code=code)
    assert found is not None
    return found


VISITORS = (
    28671, 32990, 29722, 25126, 32000, 34771, 37963, 44512, 56554, 63609, 60654, 64244, 66270, 46952, 51457, 33793,
    50176, 60502, 64077, 54365, 54839, 77251, 94810, 120043, 22260, 3723, 10324, 41965, 99264, 194908,
)  # fmt: skip
VISITORS_WORDS = {
    "en": (
        "Russian visitors to Japan, thousand",
        "2008: 66,270\ntariff on used cars",
        "2019: 120,043\nlast year before COVID-19",
        "2021: 3,723\nborders closed",
        "2025: 194,908",
    ),
    "ja": (
        "訪日ロシア人数（千人）",
        "2008年：66,270人\n中古車の関税引き上げ",
        "2019年：120,043人\nコロナ禍前の最後の年",
        "2021年：3,723人\n国境閉鎖",
        "2025年：194,908人",
    ),
    "ru": (
        "Туристы из России в Японии, тыс.",
        "2008: 66 270\nпошлина на автомобили",
        "2019: 120 043\nпоследний год до COVID-19",
        "2021: 3723\nграницы закрыты",
        "2025: 194 908",
    ),
}


def visitors(code: str = "en") -> Chart:
    """Thirty years as an area with words at four points."""
    data = table({"year": "year", "n": "integer"}, *((1996 + i, n) for i, n in enumerate(VISITORS)), name="visitors")
    title, *notes = VISITORS_WORDS[code]
    years = (2008, 2019, 2021, 2025)
    spec = chart_spec(
        layer(
            "area",
            "visitors",
            x=channel("year", "temporal"),
            y=channel("n", "quantitative", title=title, format="#,##0,"),
        ),
        annotations=tuple(note(text, year, VISITORS[year - 1996]) for text, year in zip(notes, years, strict=True)),
        name="visitors",
        alt="A line of Russian visitors by year.",
    )
    found = resolved(spec, data, code=code)
    assert found is not None
    return found
