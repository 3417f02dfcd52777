"""The gallery's deck opened and saved by python-pptx and by LibreOffice: what is still there, and what LibreOffice loses."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from ria_deck.pipeline import Options, build

Slide = Any  # python-pptx types shapes by what they all have

ROOT = Path(__file__).resolve().parent / "projects/gallery"
SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}section"


@pytest.fixture(name="deck", scope="module")
def _deck(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("gallery")
    result = build(ROOT, Options(output=folder, languages=("en",), outputs=("pptx",), jobs=1, strict=True))
    assert not result.diagnostics
    return (folder / "gallery.en.pptx").read_bytes()


def slides(data: bytes) -> Iterator[Slide]:
    return iter(Presentation(io.BytesIO(data)).slides)


def of_each(data: bytes, fact: Callable[[Slide], Any]) -> list[Any]:
    """A fact of every slide."""
    return [fact(slide) for slide in slides(data)]


def notes(slide: Slide) -> str:
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def charts(slide: Slide) -> list[tuple[str, str, tuple[float | None, ...], tuple[str, ...]]]:
    """Kind, name, numbers and categories of every series."""
    return [
        (type(plot).__name__, series.name, tuple(series.values), tuple(map(str, plot.categories)))
        for shape in slide.shapes
        if shape.has_chart
        for plot in shape.chart.plots
        for series in plot.series
    ]


def workbooks(slide: Slide) -> int:
    return sum(
        relation.reltype == RELATIONSHIP_TYPE.PACKAGE
        for shape in slide.shapes
        if shape.has_chart
        for relation in shape.chart.part.rels.values()
    )


def tables(slide: Slide) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows] for shape in slide.shapes if shape.has_table
    ]


def kind(shape: Any) -> str:
    tag = shape._element.tag.partition("}")[2]
    return "chart" if shape.has_chart else "table" if shape.has_table else str(tag)


def alternative_texts(slide: Slide) -> list[tuple[str, str]]:
    """(Kind of shape, text), of shapes that can't be read."""
    return [
        (kind(shape), shape._element._nvXxPr.cNvPr.get("descr") or "")
        for shape in slide.shapes
        if kind(shape) in {"chart", "table", "pic", "grpSp"}
    ]


def figures(slide: Slide) -> list[str]:
    """Names of charts, tables, pictures and groups, as the selection pane shows them."""
    return [shape.name for shape in slide.shapes if kind(shape) in {"chart", "table", "pic", "grpSp"}]


def words(slide: Slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def group_words(slide: Slide) -> list[str]:
    return [
        inner.text_frame.text
        for shape in slide.shapes
        if kind(shape) == "grpSp"
        for inner in shape.shapes
        if inner.has_text_frame
    ]


def placeholders(slide: Slide) -> Counter[str]:
    return Counter(str(shape.placeholder_format.type) for shape in slide.placeholders)


def small_print(slide: Slide) -> tuple[int, int]:
    """Placeholders of the footer and of the slide number."""
    found = placeholders(slide)
    return found["FOOTER (15)"], found["SLIDE_NUMBER (13)"]


def links(slide: Slide) -> int:
    return sum(1 for _ in slide._element.iter("{*}hlinkClick"))


def hidden(slide: Slide) -> bool:
    return bool(slide._element.get("show") == "0")


def layout(slide: Slide) -> str:
    return str(slide.slide_layout.name)


def sections(data: bytes) -> list[str]:
    return [str(found.get("name")) for found in Presentation(io.BytesIO(data)).part._element.iter(SECTION)]


#: What every program that saves a deck has to keep.
KEPT = (notes, charts, tables, figures, words, group_words, small_print, links, hidden)


def test_python_pptx_keeps_everything(deck: bytes) -> None:
    saved = io.BytesIO()
    Presentation(io.BytesIO(deck)).save(saved)
    for fact in (*KEPT, alternative_texts, workbooks, placeholders, layout):
        assert of_each(saved.getvalue(), fact) == of_each(deck, fact), fact.__name__
    assert sections(saved.getvalue()) == sections(deck) != []


def test_libreoffice_keeps_what_is_seen_and_said(deck: bytes, tmp_path: Path, libreoffice: ModuleType) -> None:
    saved = libreoffice.convert(deck, tmp_path, to="pptx").read_bytes()
    for fact in KEPT:
        before = of_each(deck, fact)
        assert any(before), fact.__name__
        assert of_each(saved, fact) == before, fact.__name__
    before, after = ([text for slide in of_each(data, alternative_texts) for text in slide] for data in (deck, saved))
    assert all(text for _, text in before)
    assert {name for name, _ in before} == {"chart", "table", "pic", "grpSp"}
    # It writes those of pictures only; it reads charts' and tables' too (they are there in ODP), but writes them
    # nowhere in PPTX, whatever they stand on: `descr` and `title` of frames, groups and members of groups are all lost.
    for (name, text), (_, left) in zip(before, after, strict=True):
        assert left == text or (left == "" and name != "pic"), text


def test_libreoffice_reads_the_alternative_texts_of_charts_and_tables(
    deck: bytes, tmp_path: Path, libreoffice: ModuleType
) -> None:
    flat = libreoffice.convert(deck, tmp_path, to="fodp").read_text("utf-8")
    texts = {text for slide in of_each(deck, alternative_texts) for name, text in slide if name != "grpSp"}
    assert [text for text in texts if f"<svg:desc>{text}</svg:desc>" not in flat] == []
