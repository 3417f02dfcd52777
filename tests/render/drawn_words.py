"""A native chart and the words that a program has drawn of it go in, those that its data don't say come out.

What may be drawn is made from the part alone: names, categories, titles, cells of notes, every number in the forms of its
labels, ticks. Words are compared without blanks and line breaks, which every program sets elsewhere.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from lxml import etree
from pptx import Presentation

from ria_deck.i18n.forms.excel_codes import excel_text
from ria_deck.i18n.forms.excel_dates import LANGUAGE_IDS
from tests.render.chart_reading import Native

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DAYS = 40  # beyond the last date, where an axis may have another tick
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')

Frame = tuple[float, float, float, float]
"""left, top, right, bottom as shares of the page."""


def sayings(native: Native) -> set[str]:
    """Every text that a chart's data and its author say."""
    found: set[str] = set()
    for series in native.series():
        found |= {native.name(series), *(str(v.text) for v in series.iter("{*}dlblRangeCache//{*}v"))}
        found |= {str(v.text) for v in series.iterfind(".//{*}dlblRangeCache/{*}pt/{*}v")}
        found |= {str(v.text) for v in series.iterfind(f"{C}cat/{C}strRef//{C}v")}
        values = native.values(series)
        whole = sum(values.values()) or 1.0
        codes = {form.get("formatCode", "") for form in series.iterfind(f"{C}dLbls//{C}numFmt")}
        percent = any(one.get("val") == "1" for one in series.iter(f"{C}showPercent"))
        for value in values.values():
            found |= {excel_text(code, value / whole if percent else value) for code in codes}
    found |= {"".join(str(t) for t in title.itertext("{*}t")) for title in native.root.iter(f"{C}title")}
    found |= {str(v.text) for v in native.root.iterfind(f".//{C}title//{C}v")}
    if native.drawing is not None:
        found |= {"".join(map(str, p.itertext("{*}t"))) for p in native.drawing.iter("{*}p")}
    return found | set(_ticks(native)) | set(_dates(native))


def _ticks(native: Native) -> Iterator[str]:
    """Ticks of all value axes: a step further than the data reach, where a program has wider bounds."""
    for axis in native.root.iter(f"{C}valAx"):
        form = axis.find(f"{C}numFmt")
        if form is None:
            continue
        code = form.get("formatCode", "")
        step = axis.find(f"{C}majorUnit")
        reached = [0.0, *native._reached(axis)]
        if axis.find(f"{C}scaling/{C}logBase") is not None:
            yield from (excel_text(code, 10.0**power) for power in range(-6, 16))
        elif step is not None:
            width = float(step.get("val", ""))
            low, high = round(min(reached) / width) - 3, round(max(reached) / width) + 3
            yield from (excel_text(code, round(width * number, 10)) for number in range(low, min(high, low + 20_000)))


def _dates(native: Native) -> Iterator[str]:
    """The days around those of a time axis in its form."""
    for axis in native.root.iter(f"{C}dateAx"):
        form = axis.find(f"{C}numFmt")
        days = [int(float(v.text or 0)) for v in native.root.iterfind(f".//{C}cat/{C}numRef//{C}v")]
        if form is not None and days:
            for serial in range(min(days) - _DAYS, max(days) + _DAYS):
                yield from _day(form.get("formatCode", ""), dt.date(1899, 12, 30) + dt.timedelta(serial))


def _day(code: str, day: dt.date) -> set[str]:
    """A day as programs show it in a code of Excel: names of months in the code's language or in English, as they know."""
    region = re.match(r"\[\$-([0-9A-Fa-f]+)\]", code)
    known = LANGUAGE_IDS.get(int(region[1], 16), "en") if region else "en"
    tokens = re.findall(r'"[^"]*"|\\\\.|y+|m+|d+|.', code[region.end() if region else 0 :])
    found = set()
    for language in {known, "en"}:
        parts = [
            format_date(day, token.replace("m", "M"), Locale.parse(language))
            if token[0] in "ymd"
            else token.strip('"\\')
            for token in tokens
        ]
        found |= {"".join(parts), "".join(part.rstrip(".") for part in parts)}
    return found


def unsaid(native: Native, drawn: list[str]) -> list[str]:
    """The drawn words that no text of the chart has."""
    said = {_bare(text) for text in sayings(native)} - {""}
    return [word for word in drawn if not _is_said(_bare(word), said)]


def _is_said(word: str, said: set[str]) -> bool:
    """Whether a word is part of a text, a beginning cut off with dots, or several ticks side by side."""
    if word in said or any(word in text for text in said):
        return True
    if len(cut := word.rstrip(".\u2026")) < len(word):
        return any(text.startswith(cut) for text in said)
    return any(word.startswith(text) and _is_said(word[len(text) :], said) for text in said)


def _bare(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)  # some programs print compatibility characters
    return re.sub(r"[\s\u00a0\u202f\u00ad]", "", text).replace("\N{MINUS SIGN}", "-")


def drawn_words(pdf: Path, page: int, frame: Frame) -> list[str]:
    """The words of a page of a PDF whose middle is in the frame."""
    made = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"], capture_output=True, check=True
    ).stdout.decode()
    width, height = map(float, re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', made)[0])
    found: list[str] = []
    for left, top, right, bottom, text in _WORD.findall(made):
        x, y = (float(left) + float(right)) / 2 / width, (float(top) + float(bottom)) / 2 / height
        if frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]:
            found.append(etree.fromstring(f"<w>{text}</w>").text or "")
    return found


def frames(deck: bytes) -> Iterator[tuple[int, int, Frame]]:
    """Page, number of the part and frame of every chart of the slides that are shown."""
    talk = Presentation(io.BytesIO(deck))
    width, height = talk.slide_width or 1, talk.slide_height or 1
    shown = [slide for slide in talk.slides if slide._element.get("show") != "0"]
    for page, slide in enumerate(shown, start=1):
        for shape in slide.shapes:
            if shape.has_chart:
                number = int(re.findall(r"(\d+)\.xml", shape.chart.part.partname)[0])
                right, bottom = shape.left + shape.width, shape.top + shape.height
                yield page, number, (shape.left / width, shape.top / height, right / width, bottom / height)


def faults(deck: bytes, pdf: Path) -> tuple[int, list[str]]:
    """How many charts of a drawn deck have words, and the words that contradict their charts."""
    count, found = 0, []
    for page, number, frame in frames(deck):
        words = drawn_words(pdf, page, frame)
        count += bool(words)
        found += [f"page {page}: {word}" for word in unsaid(Native(deck, number), words)]
    return count, found
