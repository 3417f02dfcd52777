"""Decks made by hand for tests of the handout, the printed slides and the outlines, in three languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path

from ria_deck.design.measure import Measurer
from ria_deck.design.theme import load_theme
from ria_deck.diagnostics import Report
from ria_deck.model.back_matter import Credit, FigureTable, SourceEntry
from ria_deck.model.chart import (
    CategoryAxis,
    Chart,
    ChartLayout,
    NumberFormat,
    PlacedText,
    Plot,
    Point,
    Rect,
    Series,
    Tick,
    ValueAxis,
)
from ria_deck.model.chart import Mark as ChartMark
from ria_deck.model.deck import (
    Block,
    Code,
    Deck,
    Footnote,
    Picture,
    Placement,
    Prose,
    RowKind,
    Slide,
    Table,
    TableCell,
    TableRow,
    Topic,
)
from ria_deck.model.front_matter import Author, CoverTitle
from ria_deck.model.map import Map, MapLayout, MapPoint
from ria_deck.model.text import Paragraph, ParagraphKind, Run, TextMark, plain
from ria_deck.model.theme import Theme
from ria_deck.model.timeline import Timeline, TimelineLayout
from ria_deck.model.value import Value
from ria_deck.model.words import WORD_KEYS
from ria_deck.render.html.figure_view import UNDRAWN
from ria_deck.resolve.charts.layout import place_chart

TAGS = {"en": "en-US", "ja": "ja-JP", "ru": "ru-RU"}

WORDS_JA = {
    "contents": "目次",
    "handout": "配布資料",
    "in_place": "{name}（{place}）",
    "figure": "図{n}",
    "table": "表{n}",
    "figure_label": "図{n}",
    "table_label": "表{n}",
    "source_line": "出典：{sources}",
    "sources_line": "出典：{sources}",
    "credit_line": "写真：{credit}",
    "credits_line": "写真：{credit}",
    "and_also": "{one}；{other}",
    "sources": "出典",
    "as_of": "{date}現在のデータ",
    "tables_used": "表：{tables}",
    "credits": "写真・図版の出典",
    "not_included": "収録しなかったもの",
    "not_included_note": "講演で使われた次の図版は、記録のため所在だけを載せます。",
    "data_tables": "データ表",
    "no_data": "データなし",
    "data_tables_note": "図のもとになった数値です。数値のない所は「–」で示します。",
    "total": "合計",
    "claim_said": "講演で述べたこと",
    "claim_now": "現在のデータ",
    "claim_holds": "現在も正しい",
    "claim_fails": "現在は当てはまらない",
    "no_value": "–",
    "colophon": "奥付",
    "built_from_tables": "ria-deck {version}により、本報告の原稿と出典に挙げた表から作成。",
    "built_from_text": "ria-deck {version}により、本報告の原稿から作成。",
    "as_of_range": "データの時点：{first}～{last}",
    "web_previous": "前のスライド",
    "web_next": "次のスライド",
    "web_overview": "一覧",
    "web_search": "検索",
    "web_speaker": "発表者ノート",
    "web_full_screen": "全画面",
    "web_origin": "出所",
    "web_close": "閉じる",
}
WORDS_RU = {
    "contents": "Содержание",
    "handout": "раздаточный материал",
    "in_place": "{name} ({place})",
    "figure": "Рисунок {n}",
    "table": "Таблица {n}",
    "figure_label": "Рис. {n}.",
    "table_label": "Табл. {n}.",
    "source_line": "Источник: {sources}",
    "sources_line": "Источники: {sources}",
    "credit_line": "Изображение: {credit}",
    "credits_line": "Изображения: {credit}",
    "and_also": "{one}; {other}",
    "sources": "Источники",
    "as_of": "Данные на {date}",
    "tables_used": "Таблицы: {tables}",
    "credits": "Авторы изображений",
    "not_included": "Не вошло",
    "not_included_note": "Эти изображения были в докладе; здесь указан только их адрес.",
    "data_tables": "Таблицы данных",
    "no_data": "нет данных",
    "data_tables_note": "Числа, по которым построены графики. Тире стоит там, где числа нет.",
    "total": "Итого",
    "claim_said": "Что говорилось в докладе",
    "claim_now": "Что показывают данные сейчас",
    "claim_holds": "верно",
    "claim_fails": "уже неверно",
    "no_value": "–",
    "colophon": "Выходные данные",
    "built_from_tables": "Подготовлено программой ria-deck {version} по тексту доклада и таблицам, названным при источниках.",
    "built_from_text": "Подготовлено программой ria-deck {version} по тексту доклада.",
    "as_of_range": "Данные по состоянию на даты с {first} по {last}",
    "web_previous": "Предыдущий слайд",
    "web_next": "Следующий слайд",
    "web_overview": "Обзор",
    "web_search": "Поиск",
    "web_speaker": "Заметки",
    "web_full_screen": "Во весь экран",
    "web_origin": "Происхождение",
    "web_close": "Закрыть",
}
WORDS = {"en": dict(WORD_KEYS), "ja": WORDS_JA, "ru": WORDS_RU}


@cache
def theme() -> Theme:
    """The built-in look."""
    return load_theme(Path(__file__).parent, Report())


def stand_in(block: Chart | Map | Timeline, layout: ChartLayout | MapLayout | TimelineLayout, look: Theme) -> str:
    """An SVG with every string and number that the real drawing has."""
    texts: list[str] = []
    bars: list[str] = []
    if isinstance(block, Chart):
        texts += block.categories.labels
        texts += [tick.label for axis in block.axes for tick in axis.ticks]
        texts += [axis.title for axis in block.axes if axis.title]
        for plot in block.plots:
            for series in plot.series:
                texts += [point.label for point in series.points if point.label]
                count = len(series.points)
                for index, point in enumerate(series.points):
                    if point.value is None:
                        continue
                    axis = block.axes[plot.axis]
                    tall = (layout.height - 60) * float(point.value) / axis.maximum
                    x = 40 + index * (layout.width - 80) / count
                    wide = (layout.width - 80) / count * (0.6 if plot.mark is ChartMark.BAR else 0.12)
                    bars.append(
                        f'<rect x="{x:.1f}" y="{layout.height - 30 - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
                        f' fill="#{look.colors[series.color]}"/>'
                    )
    else:
        texts += [point.label for point in block.points]
        bars.append(f'<rect width="{layout.width}" height="{layout.height}" fill="#{look.colors["mist"]}"/>')
    lines = [
        f'<text x="{20 + 90 * (n % 5)}" y="{20 + 12 * (n // 5)}" font-family="Arimo, NotoSansCJKjp" font-size="9"'
        f' fill="#{look.colors["grey"]}">{text.replace("&", "&amp;").replace("<", "&lt;")}</text>'
        for n, text in enumerate(texts)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{layout.width}pt" height="{layout.height}pt"'
        f' viewBox="0 0 {layout.width} {layout.height}">{"".join(bars)}{"".join(lines)}</svg>'
    )


DRAWING = replace(UNDRAWN, chart=stand_in, map=stand_in, timeline=stand_in)  # none of these decks has panels of charts


def chart_layout(height: float = 215.0) -> ChartLayout:
    return ChartLayout(width=476.0, height=height, plot=Rect(x=40, y=30, width=400, height=height - 60), label_size=9.0)


def placed(chart: Chart, width: float = 852.0) -> Chart:
    """The chart laid out for a slot of that width on the slide, and for the handout."""
    report = Report()
    measurer = Measurer(theme())
    slide = place_chart(chart, width, 316.8, measurer, 12.0, report=report)
    handout = place_chart(chart, 476.0, 215.0, measurer, 9.0, report=report)
    assert not report.failed, report.diagnostics
    return replace(chart, slide=slide, handout=handout)


def label(text: str, x: float, y: float) -> PlacedText:
    return PlacedText(text=text, box=Rect(x=x, y=y, width=90.0, height=12.0), size=9.0, color="ink")


def marked(text: str, lang: str, **more: object) -> Paragraph:
    """A paragraph whose `**strong**` parts are marked."""
    runs = [
        Run(text=part, lang=lang, marks=frozenset({TextMark.STRONG}) if index % 2 else frozenset())
        for index, part in enumerate(text.split("**"))
        if part
    ]
    return Paragraph(runs=tuple(runs), **more)  # type: ignore[arg-type]


def bullets(lang: str, *texts: str) -> Prose:
    return Prose(paragraphs=tuple(marked(text, lang, kind=ParagraphKind.BULLET) for text in texts))


def prose(lang: str, *texts: str) -> Prose:
    return Prose(paragraphs=tuple(marked(text, lang) for text in texts))


def table(lang: str, name: str, rows: list[tuple[str, ...]], number: int, **more: object) -> Table:
    """A first row of heads, rows of one text as groups."""
    width = max(len(row) for row in rows)
    made: list[TableRow] = []
    for index, row in enumerate(rows):
        kind = RowKind.HEAD if index == 0 else RowKind.GROUP if len(row) < width else RowKind.BODY
        cells = [
            TableCell(
                text=plain(text, lang),
                align="end" if place == width - 1 and len(row) == width else "start",
                span=width - len(row) + 1 if place == len(row) - 1 else 1,
            )
            for place, text in enumerate(row)
        ]
        made.append(TableRow(cells=tuple(cells), kind=kind))
    return Table(name=name, rows=tuple(made), widths=tuple(1 / width for _ in range(width)), number=number, **more)  # type: ignore[arg-type]


def cars_chart(lang: str, number: int, *, names: tuple[str, str], caption: str, source: str, alt: str) -> Chart:
    years = ("2005", "2006", "2007", "2008", "2009", "2010")
    cars = (269_356, None, 402_017, 563_369, 53_180, 95_029)
    people = (None, None, None, 42_703, 31_901, 15_128)

    def points(values: tuple[int | None, ...], labelled: bool) -> tuple[Point, ...]:
        return tuple(
            Point(value=None)
            if value is None
            else Point(value=Value(raw=value, text=f"{value:,}"), label=str(round(value / 1000)) if labelled else "")
            for value in values
        )

    def axis(maximum: int, title: str, color: str) -> ValueAxis:
        step = maximum // 3
        return ValueAxis(
            minimum=0,
            maximum=maximum,
            step=step,
            ticks=tuple(Tick(at=at, label=str(at // 1000)) for at in range(0, maximum + 1, step)),
            format=NumberFormat(code="#,##0"),
            title=title,
            color=color,
        )

    return Chart(
        name="cars",
        alt=alt,
        plots=(
            Plot(
                mark=ChartMark.BAR, series=(Series(name=names[0], color="series-1", points=points(cars, True)),), axis=0
            ),
            Plot(
                mark=ChartMark.LINE,
                series=(Series(name=names[1], color="series-2", points=points(people, False)),),
                axis=1,
            ),
        ),
        categories=CategoryAxis(labels=years, title=""),
        axes=(axis(600_000, names[0], "series-1"), axis(60_000, names[1], "series-2")),
        slide=chart_layout(360.0),
        handout=chart_layout(),
        caption=plain(caption, lang),
        source=plain(source, lang),
        number=number,
    )


def long_chart(lang: str, number: int, name: str, caption: str) -> Chart:
    """Sixty years of one series: its data table runs in columns."""
    labels = tuple(str(year) for year in range(1966, 2026))
    points = tuple(
        Point(
            value=None if index == 54 else Value(raw=1000 + index * index * 31, text=f"{1000 + index * index * 31:,}")
        )
        for index in range(60)
    )
    return Chart(
        name="visitors",
        alt=f"{name}: a long rise with one gap.",
        plots=(Plot(mark=ChartMark.LINE, series=(Series(name=name, color="series-1", points=points),)),),
        categories=CategoryAxis(labels=labels, skip=10),
        axes=(
            ValueAxis(
                minimum=0,
                maximum=120_000,
                step=40_000,
                ticks=tuple(Tick(at=at, label=f"{at:,}") for at in (0, 40_000, 80_000, 120_000)),
                format=NumberFormat(code="#,##0"),
                title=name,
            ),
        ),
        slide=chart_layout(360.0),
        handout=chart_layout(),
        caption=plain(caption, lang),
        number=number,
    )


def numbers_of(chart: Chart) -> FigureTable:
    """The numbers behind a chart, on strips of a dozen years."""
    series = [series for plot in chart.plots for series in plot.series]
    rows = [
        (label, *("–" if found is None or found.text is None else found.text for found in values))
        for label, *values in zip(
            chart.categories.labels, *([point.value for point in one.points] for one in series), strict=True
        )
    ]
    strips = -(-len(rows) // 20)
    height = len(rows) // strips
    columns = strips * (1 + len(series))
    return FigureTable(
        number=chart.number,
        name=chart.name,
        caption=chart.caption,
        head=(chart.categories.title, *(one.name for one in series)),
        rows=tuple(tuple(cell for strip in range(strips) for cell in rows[strip * height + n]) for n in range(height)),
        widths=tuple(1 / columns for _ in range(columns)),
        strips=strips,
        whole=True,
    )


def relations_map(lang: str, number: int, labels: tuple[str, ...], caption: str, alt: str) -> Map:
    points = tuple(
        MapPoint(label=label, lat=Value(raw=43.0 + index), lon=Value(raw=131.0 + index), color="sea")
        for index, label in enumerate(labels)
    )
    layout = MapLayout(
        width=476.0,
        height=240.0,
        land=(((20.0, 20.0), (300.0, 40.0), (460.0, 200.0), (60.0, 220.0)),),
        dots=tuple((60.0 + 90.0 * index, 60.0 + 30.0 * index, 2.5) for index in range(len(labels))),
        arcs=(),
        labels=tuple(label(text, 66.0 + 90.0 * index, 52.0 + 30.0 * index) for index, text in enumerate(labels)),
    )
    return Map(
        name="relations",
        alt=alt,
        points=points,
        links=(),
        extent=(100.0, 30.0, 150.0, 60.0),
        slide=layout,
        handout=layout,
        caption=plain(caption, lang),
        number=number,
    )


def slide(name: str, layout: str, title: str, lang: str, placements: dict[str, Block], **more: object) -> Slide:
    return Slide(
        id=name,
        layout=layout,
        title=plain(title, lang),
        placements=tuple(Placement(slot=slot, block=block) for slot, block in placements.items()),
        **more,  # type: ignore[arg-type]
    )


def finished(
    language: str, topics: list[str], slides: list[Slide], title: str, authors: tuple[Author, ...], **more: object
) -> Deck:
    """A deck with its front slides and everything that the arguments leave open."""
    lang = TAGS[language]
    words = WORDS[language]
    front = [
        Slide(
            id="title",
            layout="title",
            front=True,
            title=plain(title, lang),
            subtitle=tuple(
                plain(text, lang)
                for author in authors
                for text in (
                    author.name,
                    words["in_place"].format(name=author.affiliation, place=author.place),
                )
            ),
        ),
        Slide(
            id="contents",
            layout="contents",
            front=True,
            title=plain(words["contents"], lang),
            placements=(
                Placement(
                    slot="list",
                    block=Prose(
                        paragraphs=tuple(
                            Paragraph(runs=(Run(text=topic, lang=lang),), kind=ParagraphKind.NUMBER, number=number)
                            for number, topic in enumerate(topics, start=1)
                        )
                    ),
                ),
            ),
        ),
    ]
    values: dict[str, object] = {
        "id": "niigata-report",
        "edition": "update",
        "language": language,
        "locale": language,
        "lang": lang,
        "direction": "ltr",
        "title": plain(title, lang),
        "cover": CoverTitle(text=plain(title, lang), size=28.0, width=456.0),
        "subtitle": None,
        "authors": authors,
        "event": "",
        "venue": "",
        "date": dt.date(2026, 11, 1),
        "date_text": "1 November 2026",
        "topics": tuple(Topic(id=f"topic-{n}", title=plain(topic, lang)) for n, topic in enumerate(topics)),
        "slides": (*front, *slides),
        "theme": theme(),
        "words": words,
        "running_title": title,
    }
    return Deck(**{**values, **more})  # type: ignore[arg-type]


def footnote(number: int, lang: str, *texts: str) -> Footnote:
    return Footnote(number=number, paragraphs=tuple(plain(text, lang) for text in texts))


def call(number: int, lang: str) -> Run:
    """A reference to a footnote."""
    return Run(text=str(number), lang=lang, marks=frozenset({TextMark.SUPERSCRIPT}), footnote=number)


def picture(folder: Path, lang: str, number: int, *, alt: str, caption: str, credit: str) -> Picture:
    """A picture of stripes, cropped on all sides."""
    from PIL import Image, ImageDraw

    file = folder / "stripes.png"
    image = Image.new("RGB", (600, 360), "#EAF0F5")
    pen = ImageDraw.Draw(image)
    for index in range(12):
        pen.rectangle((index * 50, 40 + index * 8, index * 50 + 30, 330), fill=("#1F5F8B", "#C4451D")[index % 2])
    image.save(file)
    return Picture(
        name="stripes",
        path=str(file),
        alt=alt,
        width=480,
        height=324,
        crop=(0.1, 0.05, 0.1, 0.05),
        caption=plain(caption, lang),
        credit=plain(credit, lang),
        number=number,
    )


def code(lines: list[list[tuple[str, str]]]) -> Code:
    return Code(language="python", lines=tuple(tuple(line) for line in lines))


SOURCES = (
    SourceEntry(
        id="customs-japan",
        title="Trade Statistics of Japan",
        title_lang="en-US",
        path="https://www.customs.go.jp/toukei/info/index_e.htm",
        licence="Open data, attribution",
        as_of="31 October 2026",
        tables=("used_cars_jp_ru_annual",),
        tables_text="used_cars_jp_ru_annual",
    ),
    SourceEntry(
        id="niigata-airport",
        title="新潟空港の利用状況（国際線路線別の旅客数）",
        title_lang="ja-JP",
        path="https://www.pref.niigata.lg.jp/sec/kuko/1356824567890.html?with=a-long-query-that-has-no-place-to-break-anywhere-at-all-0123456789",
        licence="Public Data License 1.0",
        as_of="1 April 2026",
        tables=("niigata_airport", "niigata_airport_derived"),
        tables_text="niigata_airport, niigata_airport_derived",
    ),
    SourceEntry(id="press", title="Сообщения прессы", title_lang="ru-RU", path="", licence="", as_of="", tables=()),
)
CREDITS = (
    Credit(title="Stripes", credit="ria_deck", licence="CC0 1.0", source="https://example.org/stripes"),
    Credit(
        title="Fireworks of Nagaoka",
        credit="Junichi M.",
        licence="all rights reserved",
        source="https://junichi-m.com/camera/nagaoka-hanabi/",
        included=False,
    ),
)
