"""One chart of every kind with real figures, resolved: for tests of layout and for looking at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial

from ria_deck.model.chart import Chart
from tests.resolve.charts.literal_charts import (
    LiteralTable,
    cars,
    channel,
    chart_spec,
    layer,
    note,
    resolved,
    table,
    visitors,
)

PURPOSES = {
    "Tourism": (11495, 15457, 12087, 8691, 11711, 14549),
    "Business": (6592, 7053, 7209, 6864, 8265, 8673),
    "Other": (7733, 6970, 6556, 6472, 8897, 8665),
    "Short excursions": (2851, 3510, 3680, 3099, 3127, 2884),
}
BY_PURPOSE = table(
    {"year": "year", "purpose": "string", "n": "integer"},
    *((1996 + i, purpose, row[i]) for purpose, row in PURPOSES.items() for i in range(6)),
    n="Visitors",
)
PORTS = table(
    {"port": "string", "port_ja": "string", "port_ru": "string", "units": "integer"},
    ("Toyama (Fushiki)", "富山（伏木）", "Тояма (Фусики)", 97182),
    ("Niigata", "新潟", "Ниигата", 12034),
    ("Otaru", "小樽", "Отару", 20110),
    ("Kobe", "神戸", "Кобе", 15020),
    ("Yokohama", "横浜", "Иокогама", 42100),
    (
        "Kure and other harbours of western Honshu",
        "呉など本州西部の港",
        "Куре и другие порты западной части Хонсю",
        31000,
    ),
    units="Used cars",
)
FIVE_PORTS = LiteralTable(PORTS.name, PORTS.types, PORTS.data[:5], PORTS.titles)
PORT_TITLES = {
    "en": "Used cars to Russia by port, 2023",
    "ja": "港別のロシア向け中古車輸出（2023年）",
    "ru": "Экспорт подержанных автомобилей в Россию по портам, 2023 г.",
}


def by_purpose(mark: str, *, stack: str = "", offset: bool = False, labels: str = "") -> Chart:
    form = "" if stack == "normalize" else "#,##0,"
    title = "Share of visitors" if stack == "normalize" else "Visitors, thousand"
    encoding = {
        "x": channel("year", "temporal"),
        "y": channel("n", "quantitative", title=title, format=form, stack=stack),
        "color": channel("purpose", "nominal"),
    }
    if offset:
        encoding["xOffset"] = channel("purpose")
    return _sure(resolved(chart_spec(layer(mark, labels=labels, **encoding)), BY_PURPOSE))


def ports(mark: str, code: str, *, lying: bool = False) -> Chart:
    name, size = channel("port", "nominal"), channel("units", "quantitative", title=PORT_TITLES[code])
    if mark == "arc":
        return _sure(resolved(chart_spec(layer("arc", color=name, theta=size)), FIVE_PORTS, code=code))
    encoding = {"y": name, "x": size} if lying else {"x": name, "y": size}
    return _sure(resolved(chart_spec(layer("bar", **encoding)), PORTS, code=code))


def scatter() -> Chart:
    rows = (
        (3 + i * 1.7 % 11, 20 + (i * 37 % 53) * 1.3, "Sea of Japan coast" if i % 3 else "Pacific coast")
        for i in range(40)
    )
    data = table(
        {"a": "number", "b": "number", "g": "string"}, *rows, a="Distance, thousand km", b="Fare, thousand yen"
    )
    spec = chart_spec(layer("point", x=channel("a"), y=channel("b"), color=channel("g")))
    return _sure(resolved(spec, data))


def changes() -> Chart:
    numbers = (12.4, -3.2, 5.1, -9.8, 14.0, 0.0, -1.0)
    data = table({"year": "year", "d": "number"}, *((2005 + i, n) for i, n in enumerate(numbers)))
    y = channel("d", "quantitative", title="Change on the year before, %", format="+0.0;-0.0;0")
    return _sure(resolved(chart_spec(layer("bar", x=channel("year", "ordinal"), y=y)), data))


def months(code: str) -> Chart:
    rows = (
        (f"{2019 + i // 12}-{i % 12 + 1:02}", None if 14 <= i <= 38 else max(0, 9000 - abs(40 - i) * 170))
        for i in range(78)
    )
    data = table({"m": "yearmonth", "n": "integer"}, *rows)
    spec = chart_spec(
        layer("line", x=channel("m", "temporal"), y=channel("n", "quantitative", title="n")),
        gap_text="borders closed",
        annotations=(note("Feb 2022", "2022-02"),),
    )
    return _sure(resolved(spec, data, code=code))


def crowded_rules() -> Chart:
    """Rules close to each other at the right edge, with long words."""
    data = table({"year": "year", "n": "integer"}, *((2015 + i, 40 + i * 7) for i in range(11)))
    words = ("customs duty raised by a third", "direct flights stopped", "ferry suspended for good")
    spec = chart_spec(
        layer("bar", x=channel("year", "temporal"), y=channel("n", "quantitative", title="Trips")),
        annotations=tuple(note(text, year) for text, year in zip(words, (2022, 2023, 2025), strict=True)),
    )
    return _sure(resolved(spec, data))


def _sure(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


GALLERY: Mapping[str, Callable[[], Chart]] = {
    **{f"cars-{code}": partial(cars, code) for code in ("en", "ja", "ru")},
    **{f"visitors-{code}": partial(visitors, code) for code in ("en", "ja", "ru")},
    "stacked": partial(by_purpose, "bar"),
    "grouped": partial(by_purpose, "bar", offset=True),
    "grouped-labels": partial(by_purpose, "bar", offset=True, labels="all"),
    "normalized": partial(by_purpose, "bar", stack="normalize"),
    "stacked-labels": partial(by_purpose, "bar", labels="all"),
    "lines": partial(by_purpose, "line", labels="ends"),
    "lines-all": partial(by_purpose, "line", labels="all"),
    "areas": partial(by_purpose, "area"),
    **{f"lying-{code}": partial(ports, "bar", code, lying=True) for code in ("en", "ja", "ru")},
    **{f"names-{code}": partial(ports, "bar", code) for code in ("en", "ja", "ru")},
    **{f"ring-{code}": partial(ports, "arc", code) for code in ("en", "ja", "ru")},
    "scatter": scatter,
    "changes": changes,
    **{f"months-{code}": partial(months, code) for code in ("en", "ja", "ru")},
    "rules": crowded_rules,
}
SIZES: Mapping[str, tuple[float, float, float]] = {
    "right": (549.6, 316.8, 12.0),  # slot of chart-right
    "whole": (852.0, 316.8, 12.0),  # slot of chart
    "lead": (852.0, 252.0, 12.0),  # slot of chart-lead
    "column": (410.4, 316.8, 12.0),  # slot of two-columns
    "handout": (476.0, 215.0, 8.5),
}


@cache
def chart(name: str) -> Chart:
    """The chart of a name."""
    return GALLERY[name]()
