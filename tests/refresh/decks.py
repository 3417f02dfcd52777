"""Decks as people make them by hand, written with python-pptx, and a small project with the numbers for them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

YEARS = (2022, 2023, 2024)
PACKAGE = """\
name: harbour
resources:
  - name: cars
    path: cars.csv
    schema:
      fields:
        - {name: year, type: year}
        - {name: units, type: integer}
        - {name: share, type: number}
      primaryKey: year
  - name: ports
    path: ports.csv
    schema:
      fields:
        - {name: port, type: string}
        - {name: year, type: year}
        - {name: ships, type: integer, constraints: {required: false}}
      primaryKey: [port, year]
"""


def project(root: Path, *, cars: str = "", ports: str = "", refresh: str = "") -> Path:
    """A folder with data/ and, where it is given, a refresh.yaml."""
    (root / "data").mkdir(parents=True, exist_ok=True)
    (root / "data/datapackage.yaml").write_text(PACKAGE, "utf-8")
    (root / "data/cars.csv").write_text(cars or "year,units,share\n2022,1500,0.25\n2023,1800,0.3\n2024,2100,0.35\n")
    default = "port,year,ships\nNiigata,2022,4\nNiigata,2023,5\nAkita,2022,6\nAkita,2023,\n"
    (root / "data/ports.csv").write_text(ports or default)
    if refresh:
        (root / "refresh.yaml").write_text(refresh, "utf-8")
    return root


class HandMade:
    """A deck that grows slide by slide; `save` writes it."""

    def __init__(self) -> None:
        self.deck = Presentation()

    def slide(self) -> Any:
        return self.deck.slides.add_slide(self.deck.slide_layouts[6])

    def bars(self, name: str, series: dict[str, tuple[float | None, ...]], categories: Any = YEARS) -> Any:
        data = CategoryChartData(number_format="#,##0")
        data.categories = [str(one) for one in categories]
        for label, values in series.items():
            data.add_series(label, values)
        frame = self.slide().shapes.add_chart(
            XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(8), Inches(5), data
        )
        frame.name = name
        return frame

    def scatter(self, name: str, points: list[tuple[float, float]]) -> Any:
        data = XyChartData()
        series = data.add_series("points")
        for x, y in points:
            series.add_data_point(x, y)
        frame = self.slide().shapes.add_chart(
            XL_CHART_TYPE.XY_SCATTER, Inches(1), Inches(1), Inches(8), Inches(5), data
        )
        frame.name = name
        return frame

    def table(self, name: str, rows: list[list[str]]) -> Any:
        frame = self.slide().shapes.add_table(
            len(rows), len(rows[0]), Inches(1), Inches(1), Inches(8), Inches(0.4 * len(rows))
        )
        frame.name = name
        for line, texts in zip(frame.table.rows, rows, strict=True):
            for cell, text in zip(line.cells, texts, strict=True):
                cell.text = text
        return frame

    def text(self, *runs: str) -> Any:
        box = self.slide().shapes.add_textbox(Inches(1), Inches(1), Inches(8), Inches(1))
        paragraph = box.text_frame.paragraphs[0]
        for index, words in enumerate(runs):
            run = paragraph.add_run()
            run.text = words
            run.font.bold = index % 2 == 1
        return box

    def picture(self, name: str, color: str = "navy") -> Any:
        shape = self.slide().shapes.add_picture(io.BytesIO(png(color)), Inches(1), Inches(1))
        shape.name = name
        return shape

    def save(self, path: Path) -> Path:
        self.deck.save(str(path))
        return path


def png(color: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture of one colour."""
    target = io.BytesIO()
    Image.new("RGB", size, color).save(target, "PNG")
    return target.getvalue()
