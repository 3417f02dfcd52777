"""A good deck made with python-pptx, and the means to break it: one part at a time, leaving the rest as it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.util import Inches

DATE = (1980, 1, 1, 0, 0, 0)
Parts = dict[str, bytes]


def good_deck(slides: int = 4) -> bytes:
    """A deck of at least four slides: picture and link, table, chart with notes, group; python-pptx's habits cured."""
    deck = Presentation()
    for number in range(slides):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Slide {number + 1}"
        [_picture, _table, _chart, _group][number % 4](slide)
    out = io.BytesIO()
    deck.save(out)
    return zipped({name: _cured(name, data) for name, data in unzipped(out.getvalue()).items()})


def _picture(slide: object) -> None:
    png = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(png, "PNG")
    png.seek(0)
    picture = slide.shapes.add_picture(png, Inches(1), Inches(2), Inches(2))
    picture._element.nvPicPr.cNvPr.set("descr", "A white sheet")
    run = slide.shapes.add_textbox(Inches(5), Inches(2), Inches(2), Inches(1)).text_frame.paragraphs[0].add_run()
    run.text = "More"
    run.hyperlink.address = "https://example.org/"


def _table(slide: object) -> None:
    frame = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "Cities and years")
    for row in range(3):
        for column in range(3):
            frame.table.cell(row, column).text = f"{row}.{column}"
    frame.table.cell(0, 0).merge(frame.table.cell(0, 1))


def _chart(slide: object) -> None:
    data = CategoryChartData()
    data.categories = ["2008", "2009"]
    data.add_series("cars", (563, 53))
    place = (Inches(1), Inches(2), Inches(6), Inches(4))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "Used cars by year")
    slide.notes_slide.notes_text_frame.text = "What the speaker says."


def _group(slide: object) -> None:
    group = slide.shapes.add_group_shape()
    for left in (1, 3):
        shape = group.shapes.add_shape(1, Inches(left), Inches(2), Inches(1), Inches(1))
        shape.text_frame.text = "Port"
    group._element.nvGrpSpPr.cNvPr.set("descr", "Two ports")


def _cured(name: str, data: bytes) -> bytes:
    """What python-pptx leaves undone: positive axis ids, `lang` on every run, workbooks without a date."""
    if name.endswith(".xlsx"):
        return zipped(unzipped(data))
    if not name.endswith(".xml"):
        return data
    text = re.sub(r'val="-(\d+)"', r'val="\1"', data.decode()) if "/charts/" in name else data.decode()
    text = text.replace("<a:r><a:t>", '<a:r><a:rPr lang="en-GB"/><a:t>')
    text = re.sub(r"<a:rPr(?![^>]*lang=)", '<a:rPr lang="en-GB"', text)
    parse_xml(text.encode())
    return text.encode()


def unzipped(data: bytes) -> Parts:
    """Part -> bytes, in the file's order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Parts, *, date: tuple[int, ...] = DATE, extra: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """The parts as a package; `extra` are written after them, even under a name that is there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (*parts.items(), *extra):
            package.writestr(zipfile.ZipInfo(name, date), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def replacing(name: str, old: str, new: str, *, count: int = 1) -> Callable[[Parts], Parts]:
    """A change of the text `old` in one part, which must be there."""

    def change(parts: Parts) -> Parts:
        text = parts[name].decode()
        assert old in text, f"{old} is not in {name}"
        return {**parts, name: text.replace(old, new, count).encode()}

    return change
