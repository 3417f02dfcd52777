"""Charts of every mark in three languages, by hand: what the resolver would hand on, before it is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ria_deck.i18n.forms.excel_codes import number_format
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.chart import (
    Annotation,
    AnnotationKind,
    CategoryAxis,
    Chart,
    Mark,
    Plot,
    Point,
    Series,
    Stacking,
    Tick,
    ValueAxis,
)
from ria_deck.model.value import Value
from ria_deck.resolve.charts.ticks import Range, nice_scales

WORDS = {
    "en": {
        "cars": "Used cars to Russia, thousand",
        "air": "Niigata–Russia air passengers, thousand",
        "tariff": "Jan 2009: tariff raised",
        "gap": "no figure found",
        "visitors": "Visitors from Russia to Japan, thousand",
        "v2008": "2008: 66,270\ntariff on used cars",
        "v2019": "2019: 120,043\nlast year before COVID-19",
        "v2021": "2021: 3,723\nborders closed",
        "v2025": "2025: 194,908",
        "routes": ("Khabarovsk", "Vladivostok", "Seoul"),
        "ports": (
            "Toyama",
            "Fushiki-Toyama (Toyama)",
            "Niigata East Harbour",
            "Maizuru",
            "Sakaiminato",
            "Other <&> ports",
        ),
        "share": "Share of all ports",
        "change": "Change on the year before, %",
        "distance": "Distance, km",
        "price": "Fare, thousand yen",
    },
    "ja": {
        "cars": "ロシア向け中古車輸出（千台）",
        "air": "新潟－ロシア航空旅客（千人）",
        "tariff": "2009年1月：関税引き上げ",
        "gap": "数値なし",
        "visitors": "訪日ロシア人（千人）",
        "v2008": "2008年：66,270人\n中古車関税",
        "v2019": "2019年：120,043人\nコロナ前の最後の年",
        "v2021": "2021年：3,723人\n国境閉鎖",
        "v2025": "2025年：194,908人",
        "routes": ("ハバロフスク", "ウラジオストク", "ソウル"),
        "ports": ("富山", "伏木富山港（富山県）", "新潟東港", "舞鶴", "境港", "その他の港"),
        "share": "全港に占める割合",
        "change": "前年比（%）",
        "distance": "距離（km）",
        "price": "運賃（千円）",
    },
    "ru": {
        "cars": "Подержанные машины в Россию, тыс.",
        "air": "Авиапассажиры Ниигата — Россия, тыс.",
        "tariff": "Янв. 2009: пошлина повышена",
        "gap": "нет данных",
        "visitors": "Поездки из России в Японию, тыс.",
        "v2008": "2008: 66 270\nпошлина на машины",
        "v2019": "2019: 120 043\nпоследний год до пандемии",
        "v2021": "2021: 3 723\nграницы закрыты",
        "v2025": "2025: 194 908",
        "routes": ("Хабаровск", "Владивосток", "Сеул"),
        "ports": (
            "Тояма",
            "Фусики-Тояма (преф. Тояма)",
            "Восточный порт Ниигаты",
            "Майдзуру",
            "Сакаиминато",
            "Прочие порты",
        ),
        "share": "Доля портов",
        "change": "Изменение к прошлому году, %",
        "distance": "Расстояние, км",
        "price": "Тариф, тыс. иен",
    },
}

YEARS = tuple(str(year) for year in range(2005, 2011))
VISITORS = (
    28.671, 32.99, 29.722, 25.0, 32.1, 34.9, 37.5, 44.5, 56.2, 64.0, 60.7, 64.2, 66.27, 46.9, 51.5, 33.8,
    50.2, 60.5, 64.1, 54.4, 54.8, 77.3, 94.8, 120.043, 22.26, 3.723, 10.324, 41.9, 99.3, 194.908,
)  # fmt: skip


class Maker:
    """Makes values, labels and axes in one language."""

    def __init__(self, language: str) -> None:
        self.words: dict[str, Any] = WORDS[language]
        self.formatter = Formatter(language)

    def value(self, raw: float | None, spec: str = "") -> Value | None:
        return None if raw is None else Value(raw=raw, text=self.formatter.form(raw, spec))

    def series(
        self,
        name: str,
        color: str,
        values: Sequence[float | None],
        *,
        spec: str = "",
        labels: bool = False,
        **more: Any,
    ) -> Series:
        points = tuple(
            Point(
                value=self.value(raw, spec),
                label=self.formatter.form(raw, spec) if labels and raw is not None else "",
            )
            for raw in values
        )
        form = number_format(self.formatter, spec, [raw for raw in values if raw is not None])
        return Series(name=name, color=color, points=points, format=form, **more)

    def axes(self, *axes: tuple[str, str, str, Range]) -> tuple[ValueAxis, ...]:
        """(title, color, spec, range) of each."""
        scales = nice_scales([one[3] for one in axes])
        return tuple(
            ValueAxis(
                minimum=scale.minimum,
                maximum=scale.maximum,
                step=scale.step,
                ticks=tuple(Tick(at=at, label=self.formatter.form(at, spec)) for at in scale.places),
                format=number_format(self.formatter, spec, list(scale.places)),
                title=title,
                color=color,
                fixed=given.fixed,
            )
            for (title, color, spec, given), scale in zip(axes, scales, strict=True)
        )


def change_points(series: Series, indices: Sequence[int], **more: Any) -> Series:
    """The series with some points changed (negative indices count from the end)."""
    wanted = {index % len(series.points) for index in indices}
    points = tuple(replace(p, **more) if i in wanted else p for i, p in enumerate(series.points))
    return replace(series, points=points)


def cars(language: str) -> Chart:
    """Bars and a line on two axes, a missing year that says so, a year of another definition, a rule."""
    make = Maker(language)
    words = make.words
    bars = change_points(
        make.series(words["cars"], "series-1", (269, None, 402, 563, 53, 95), spec="#,##0", labels=True),
        [5],
        pattern=True,
    )
    line = change_points(
        make.series(words["air"], "series-2", (None, None, None, 42.703, 31.901, 15.128), spec="#,##0.0"),
        range(6),
        marker="series-2",
    )
    return Chart(
        name="cars",
        alt="Bars of used cars, line of passengers.",
        plots=(Plot(mark=Mark.BAR, series=(bars,)), Plot(mark=Mark.LINE, series=(line,), axis=1)),
        categories=CategoryAxis(labels=YEARS, thin=True),
        axes=make.axes(
            (words["cars"], "series-1", "#,##0", Range(low=0, high=563)),
            (words["air"], "series-2", "#,##0", Range(low=0, high=42.7)),
        ),
        annotations=(
            Annotation(kind=AnnotationKind.RULE, text=words["tariff"], category=4, offset=-0.5),
            Annotation(kind=AnnotationKind.GAP, text=words["gap"], category=1),
        ),
    )


def visitors(language: str) -> Chart:
    """A line over a tinted area with words at four of its points."""
    make = Maker(language)
    words = make.words
    area = make.series(words["visitors"], "series-1", VISITORS, tint=True)
    marked = change_points(make.series(words["visitors"], "series-1", VISITORS), (12, 23, 25, 29), marker="accent")
    notes = ((12, "v2008"), (23, "v2019"), (25, "v2021"), (29, "v2025"))
    return Chart(
        name="visitors",
        alt="Visitors by year.",
        plots=(Plot(mark=Mark.AREA, series=(area,)), Plot(mark=Mark.LINE, series=(marked,))),
        categories=CategoryAxis(labels=tuple(str(y) for y in range(1996, 2026)), between=False, thin=True),
        axes=make.axes((words["visitors"], "series-1", "", Range(low=0, high=194.908))),
        annotations=tuple(
            Annotation(kind=AnnotationKind.POINT, text=words[key], category=index, value=VISITORS[index])
            for index, key in notes
        ),
    )


def bars(language: str, stacking: Stacking = Stacking.NONE, *, name: str = "grouped") -> Chart:
    """Three series of bars side by side, stacked, or as shares."""
    make = Maker(language)
    colors = ("series-1", "series-2", "series-3")
    values = ((20.4, 14.2, 9.1, 3.3), (22.3, 17.6, 6.0, None), (35.1, 36.2, 40.4, 45.9))
    series = tuple(
        make.series(route, color, row, spec="0.0", labels=True, direct_label=route)
        for route, color, row in zip(make.words["routes"], colors, values, strict=True)
    )
    high = {Stacking.NONE: 45.9, Stacking.ZERO: 77.8, Stacking.NORMALIZE: 1.0}[stacking]
    spec = "percent(0)" if stacking is Stacking.NORMALIZE else ""
    axis = Range(low=0, high=high, fixed=stacking is Stacking.NORMALIZE)
    return Chart(
        name=name,
        alt="Passengers by route.",
        plots=(Plot(mark=Mark.BAR, series=series, stacking=stacking),),
        categories=CategoryAxis(labels=("2008", "2009", "2010", "2011"), thin=True),
        axes=make.axes((make.words["air"], "grey", spec, axis)),
    )


def ports(language: str) -> Chart:
    """Lying bars with long names, shares in per cent, the largest first."""
    make = Maker(language)
    values = (0.457, 0.188, 0.104, 0.092, 0.061, 0.098)
    row = make.series(make.words["share"], "series-1", values, spec="0.0%", labels=True)
    return Chart(
        name="ports",
        alt="Shares of ports.",
        plots=(Plot(mark=Mark.BAR, series=(row,), horizontal=True),),
        categories=CategoryAxis(labels=make.words["ports"]),
        axes=make.axes((make.words["share"], "series-1", "0%", Range(low=0, high=0.457))),
    )


def lines(language: str) -> Chart:
    """Three lines with names at their ends, a gap, a lone point and a break."""
    make = Maker(language)
    values = (
        (20.4, 14.2, 9.1, None, 6.2, 7.0, 7.4, 8.0),
        (22.3, 17.6, 16.0, 15.5, 15.8, 3.0, 3.2, 3.1),
        (None, 25.0, None, 31.2, 33.3, 35.9, 36.4, 38.8),
    )
    found = [
        make.series(route, color, row, direct_label=route)
        for route, color, row in zip(make.words["routes"], ("series-1", "series-2", "series-3"), values, strict=True)
    ]
    found[1] = change_points(found[1], [5], connected=False)
    return Chart(
        name="lines",
        alt="Passengers by route.",
        plots=(Plot(mark=Mark.LINE, series=tuple(found)),),
        categories=CategoryAxis(labels=tuple(str(y) for y in range(2008, 2016)), between=False, thin=True),
        axes=make.axes((make.words["air"], "grey", "", Range(low=0, high=38.8))),
    )


def layers(language: str) -> Chart:
    """Stacked areas."""
    make = Maker(language)
    values = (
        (20.4, 14.2, 9.1, 8.0, 6.2, 7.0),
        (12.3, 17.6, 16.0, 15.5, 15.8, 13.0),
        (22.0, 25.0, 28.1, 31.2, 33.3, 35.9),
    )
    series = tuple(
        make.series(route, color, row, direct_label=route)
        for route, color, row in zip(make.words["routes"], ("series-1", "series-2", "series-3"), values, strict=True)
    )
    return Chart(
        name="layers",
        alt="Passengers by route.",
        plots=(Plot(mark=Mark.AREA, series=series, stacking=Stacking.ZERO),),
        categories=CategoryAxis(labels=tuple(str(y) for y in range(2008, 2014)), between=False, thin=True),
        axes=make.axes((make.words["air"], "grey", "", Range(low=0, high=57.9))),
    )


def changes(language: str) -> Chart:
    """Bars below and above zero, with decimals."""
    make = Maker(language)
    row = make.series(make.words["change"], "series-1", (12.5, -3.4, 40.2, -22.75, 8.0, 0.6), spec="0.0", labels=True)
    return Chart(
        name="changes",
        alt="Changes.",
        plots=(Plot(mark=Mark.BAR, series=(row,)),),
        categories=CategoryAxis(labels=YEARS, thin=True),
        axes=make.axes((make.words["change"], "series-1", "0.0", Range(low=-22.75, high=40.2))),
    )


def fares(language: str) -> Chart:
    """A scatter of two series."""
    make = Maker(language)
    pairs = (
        ((850, 41.0), (1740, 52.5), (2500, 88.0), (960, 38.2)),
        ((1200, 29.9), (3100, 71.3), (4000, 120.4), (600, 22.0)),
    )
    series: list[Series] = []
    for route, color, row in zip(make.words["routes"], ("series-1", "series-2"), pairs, strict=False):
        one = make.series(route, color, [y for _, y in row], direct_label=route)
        points = tuple(replace(p, x=make.value(x)) for p, (x, _) in zip(one.points, row, strict=True))
        series.append(replace(one, points=points))
    x_axis = make.axes((make.words["distance"], "grey", "#,##0", Range(low=0, high=4000)))[0]
    return Chart(
        name="fares",
        alt="Fares by distance.",
        plots=(Plot(mark=Mark.POINT, series=tuple(series)),),
        categories=CategoryAxis(labels=(), title=make.words["distance"]),
        axes=make.axes((make.words["price"], "grey", "", Range(low=0, high=120.4))),
        x_axis=x_axis,
    )


def ring(language: str) -> Chart:
    """A ring of parts, each in a colour of its own."""
    make = Maker(language)
    values = (0.457, 0.188, 0.104, 0.098, 0.153)
    row = make.series(make.words["share"], "series-1", values, spec="0.0%", labels=True)
    points = tuple(replace(p, color=f"series-{i + 1}") for i, p in enumerate(row.points))
    return Chart(
        name="ring",
        alt="Shares of ports.",
        plots=(Plot(mark=Mark.ARC, series=(replace(row, points=points),)),),
        categories=CategoryAxis(labels=make.words["ports"][:5]),
        axes=(),
    )


def dots(language: str) -> Chart:
    """Dots over categories, one of another definition."""
    make = Maker(language)
    row = change_points(make.series(make.words["cars"], "series-4", (269, None, 402, 563, 53, 95)), [5], pattern=True)
    return Chart(
        name="dots",
        alt="Cars.",
        plots=(Plot(mark=Mark.POINT, series=(row,)),),
        categories=CategoryAxis(labels=YEARS, thin=True),
        axes=make.axes((make.words["cars"], "series-4", "", Range(low=0, high=563))),
    )


def gallery(language: str) -> list[Chart]:
    """One chart of every kind."""
    return [
        cars(language),
        visitors(language),
        bars(language),
        bars(language, Stacking.ZERO, name="stacked"),
        bars(language, Stacking.NORMALIZE, name="shares"),
        ports(language),
        lines(language),
        layers(language),
        changes(language),
        fares(language),
        ring(language),
        dots(language),
    ]
