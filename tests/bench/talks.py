"""A number of slides goes in, the same talk comes out for each of those that are measured: as a project of ours, as
pandoc's Markdown with a script for its chart pictures, and as what a deck and a handout take at least: a straight-line
script with python-pptx, and our page for WeasyPrint alone.

Of ten slides two hold tables, two charts, one a picture, five bullets; all have notes.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from PIL import Image

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.render.handout.handout import printed_page
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

YEARS = range(2001, 2013)


def figures(slide: int) -> list[int]:
    """The numbers of a slide, one for each year."""
    return [100 + (slide * 37 + year * 13) % 90 for year in YEARS]


def write_ours(root: Path, slides: int) -> None:
    """A project of ours with one table for each chart and each table."""
    topics: list[str] = []
    resources: list[str] = []
    for number in range(slides):
        kind = number % 10
        head = f"## Slide {number + 1} says one thing {{#s{number}"
        notes = f"\n::: notes\nWhat is said beside slide {number + 1}, in two lines of notes.\n:::\n"
        if kind in (1, 6):
            _table(root, resources, number)
            topics.append(
                f"{head} layout=table}}\n\n```{{table}}\ndata: t{number}\ncolumns:\n"
                '  - {field: year, title: Year, format: "0"}\n  - {field: cars, title: Cars, align: right}\n'
                f"```\n{notes}"
            )
        elif kind in (3, 8):
            _table(root, resources, number)
            topics.append(
                f"{head} layout=chart}}\n\n```{{chart}}\ndata: t{number}\nmark: bar\nencoding:\n"
                "  x: {field: year, type: ordinal}\n  y: {field: cars, type: quantitative, title: Cars}\n"
                f"alt: Bars of cars by year.\n```\n{notes}"
            )
        elif kind == 5:
            topics.append(
                f"{head} layout=picture-right}}\n\n- Beside a picture\n\n![A colour field](images/field.png)\n{notes}"
            )
        else:
            items = "".join(f"- Point {item} of this slide, in some words of text\n" for item in "ABCDE")
            topics.append(f"{head}}}\n\n{items}{notes}")
    _write(root / "content/01-talk.md", "---\ntitle: Talk\nsources: [made-up]\n---\n\n" + "\n".join(topics))
    _write(
        root / "content/report.yaml",
        "id: talk\ntitle: Talk\nauthors: [{name: A. Author}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n"
        "outputs: [pptx, pdf]\n",
    )
    _write(
        root / "data/datapackage.yaml",
        "name: talk\nsources: [{name: made-up, title: Made up}]\nresources:\n" + "".join(resources),
    )
    draw_field(root / "content/images/field.png")
    _write(
        root / "content/images/credits.yaml",
        "field.png: {credit: Made by the bench, licence: CC0-1.0, source: made up}\n",
    )


def _table(root: Path, resources: list[str], number: int) -> None:
    rows = "".join(f"{year},{cars}\n" for year, cars in zip(YEARS, figures(number), strict=True))
    _write(root / f"data/t{number}.csv", "year,cars\n" + rows)
    resources.append(
        f"  - name: t{number}\n    path: t{number}.csv\n    sources: [{{name: made-up}}]\n    schema:\n"
        "      fields: [{name: year, type: integer}, {name: cars, type: integer}]\n      primaryKey: year\n"
    )


def write_pandoc(root: Path, slides: int) -> None:
    """`talk.md` for pandoc and `charts.py`, which draws the pictures it needs."""
    parts: list[str] = ["% Talk\n% A. Author\n"]
    for number in range(slides):
        kind = number % 10
        head = f"## Slide {number + 1} says one thing\n"
        notes = f"\n::: notes\nWhat is said beside slide {number + 1}, in two lines of notes.\n:::\n"
        if kind in (1, 6):
            rows = "".join(f"| {year} | {cars} |\n" for year, cars in zip(YEARS, figures(number), strict=True))
            parts.append(f"{head}\n| Year | Cars |\n|---|--:|\n{rows}{notes}")
        elif kind in (3, 8):
            parts.append(f"{head}\n![Cars](chart{number}.png)\n{notes}")
        elif kind == 5:
            parts.append(f"{head}\n![A colour field](field.png)\n{notes}")
        else:
            items = "".join(f"- Point {item} of this slide, in some words of text\n" for item in "ABCDE")
            parts.append(f"{head}\n{items}{notes}")
    _write(root / "talk.md", "\n".join(parts))
    charts = {number: figures(number) for number in range(slides) if number % 10 in (3, 8)}
    _write(
        root / "charts.py",
        textwrap.dedent(f"""\
        from matplotlib.figure import Figure

        for number, cars in {charts!r}.items():
            figure = Figure(figsize=(8, 4.5))
            axes = figure.subplots()
            axes.bar(range({YEARS.start}, {YEARS.stop}), cars)
            axes.set_ylabel("Cars")
            figure.savefig(f"chart{{number}}.png", dpi=150)
        """),
    )
    draw_field(root / "field.png")


def write_floor(root: Path, slides: int) -> None:
    """`floor.py`: what python-pptx takes for the same deck when nothing is asked of it but to write it."""
    values = {number: figures(number) for number in range(slides)}
    draw_field(root / "field.png")
    _write(
        root / "floor.py",
        textwrap.dedent(f"""\
        from pptx import Presentation
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE
        from pptx.util import Inches

        deck = Presentation()
        years = range({YEARS.start}, {YEARS.stop})
        box = Inches(1), Inches(1.5), Inches(8), Inches(5)
        for number, cars in {values!r}.items():
            slide = deck.slides.add_slide(deck.slide_layouts[1 if number % 10 not in (1, 3, 5, 6, 8) else 5])
            slide.shapes.title.text = f"Slide {{number + 1}} says one thing"
            slide.notes_slide.notes_text_frame.text = f"What is said beside slide {{number + 1}}."
            if number % 10 in (1, 6):
                table = slide.shapes.add_table(len(years) + 1, 2, *box).table
                for row, (year, count) in enumerate(zip(years, cars), start=1):
                    table.cell(row, 0).text, table.cell(row, 1).text = str(year), str(count)
            elif number % 10 in (3, 8):
                data = CategoryChartData()
                data.categories = [str(year) for year in years]
                data.add_series("Cars", cars)
                slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)
            elif number % 10 == 5:
                slide.shapes.add_picture("field.png", *box)
            else:
                slide.placeholders[1].text = "\\n".join(f"Point {{i}} of this slide, in some words of text" for i in "ABCDE")
        deck.save("floor.pptx")
        """),
    )


def write_page(root: Path, file: Path) -> None:
    """The handout's page of a project of ours, as it is given to WeasyPrint, with its figures in it."""
    report = Report()
    shared = SharedInputs(root, load_content(root, report))
    variant = Variant(root=root, cache=root / "build/.cache", edition="", language="en", outputs=())
    made = assembled(shared, variant, report)
    assert made is not None, report.diagnostics
    _write(file, printed_page(made[0], root=root).html)


def draw_field(path: Path) -> None:
    """The one picture of the talk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    field = Image.new("RGB", (640, 400))
    field.putdata([(x % 256, y % 256, (x * y) % 256) for y in range(400) for x in range(640)])
    field.save(path)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
