"""The Slide Master decides: layouts say only what differs, notes and handout pages have the deck's theme."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree
from pptx import Presentation

PROJECT = Path(__file__).parents[1] / "projects/charts"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
OWN_TITLES = {"Title slide", "Section", "Blank", "Contents", "Agenda"}  # layouts with a title of another size or place


@pytest.fixture(name="deck")
def _deck(charts_deck: bytes) -> bytes:
    return charts_deck


def parts(deck: bytes, pattern: str) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        return {
            name: etree.fromstring(package.read(name)) for name in package.namelist() if re.fullmatch(pattern, name)
        }


def title_height(pdf: Path) -> float:
    """The height of the word “Grouped”, a slide's title."""
    words = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    top, bottom = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">Grouped<', words)[0]
    return float(bottom) - float(top)


def test_titles_of_layouts_have_size_and_place_from_the_master(deck: bytes) -> None:
    followers = 0
    for layout in parts(deck, r"ppt/slideLayouts/slideLayout\d+\.xml").values():
        if layout.find(f"{P}cSld").get("name") in OWN_TITLES:
            continue
        title = (
            next(ph for ph in layout.iter(f"{P}ph") if ph.get("type") == "title").getparent().getparent().getparent()
        )
        assert title.find(f"{P}spPr/{A}xfrm") is None
        style = title.find(f"{P}txBody/{A}lstStyle")
        if layout.find(f"{P}cSld").get("name") == "Closing":  # on a dark ground: another colour, no other size
            assert {name for level in style.iter(f"{A}defRPr") for name in level.attrib} <= {"b"}
        else:
            assert len(style) == 0
        assert not title.find(f"{P}txBody/{A}bodyPr").attrib
        followers += 1
    assert followers > 15


def test_a_title_size_set_in_the_master_reaches_the_slides(
    deck: bytes, tmp_path: Path, libreoffice: ModuleType
) -> None:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as package, zipfile.ZipFile(changed, "w") as target:
        for name in package.namelist():
            data = package.read(name)
            if name == "ppt/slideMasters/slideMaster1.xml":
                master = etree.fromstring(data)
                style = master.find(f"{P}txStyles/{P}titleStyle/{A}lvl1pPr/{A}defRPr")
                assert style.get("sz") == "3200"
                style.set("sz", "2000")
                data = etree.tostring(master)
            target.writestr(name, data)
    slides = Presentation(io.BytesIO(changed.getvalue())).slides
    assert all("sz=" not in etree.tostring(slide.shapes.title._element).decode() for slide in slides)
    heights = [
        title_height(libreoffice.convert(data, tmp_path / name))
        for name, data in (("a", deck), ("b", changed.getvalue()))
    ]
    assert heights[1] / heights[0] == pytest.approx(20 / 32, abs=0.02)


def test_notes_and_handout_masters_are_the_decks_own(deck: bytes) -> None:
    root = parts(deck, "ppt/presentation.xml")["ppt/presentation.xml"]
    assert root.find(f"{P}notesMasterIdLst/{P}notesMasterId") is not None
    assert root.find(f"{P}handoutMasterIdLst/{P}handoutMasterId") is not None
    themes = parts(deck, r"ppt/theme/theme\d\.xml")
    names = {etree.tostring(theme.find(f"{A}themeElements")) for theme in themes.values()}
    assert len(themes) == 3
    assert len(names) == 1


def test_slides_are_known_by_their_ids(deck: bytes) -> None:
    root = parts(deck, "ppt/presentation.xml")["ppt/presentation.xml"]
    numbers = [int(entry.get("id")) for entry in root.iter(f"{P}sldId")]
    names = [slide.find(f"{P}cSld").get("name") for slide in parts(deck, r"ppt/slides/slide\d+\.xml").values()]
    assert len(set(numbers)) == len(numbers)
    assert all(256 <= number < 2**31 for number in numbers)
    assert numbers != sorted(numbers)  # made from the ids, not counted
    assert "grouped" in names


def test_guides_stand_at_the_margins(deck: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        master = etree.fromstring(package.read("ppt/slideMasters/slideMaster1.xml"))
    guides = [(guide.get("orient", "vert"), int(guide.get("pos", 0))) for guide in master.iter("{*}guide")]
    titles = next(shape for shape in master.iter("{*}sp") if shape.find(".//{*}ph").get("type") == "title")
    left, width = (int(titles.find(f".//{{*}}{tag}").get(side)) for tag, side in (("off", "x"), ("ext", "cx")))
    assert [pos for way, pos in guides if way == "vert"] == [round(left / 1587.5), round((left + width) / 1587.5)]
    assert len([pos for way, pos in guides if way == "horz"]) == 2


def test_the_sdk_and_the_audit_find_no_fault(deck: bytes, ooxml: ModuleType, audit: ModuleType) -> None:
    assert ooxml.validate(deck) == []
    assert audit.validate(deck) == []


def test_the_table_style_does_what_somebody_ticks_in_powerpoint(deck: bytes) -> None:
    """Banded rows and columns, bold first and last columns, head and sum rows; in colours of the theme."""
    (style, *_) = parts(deck, "ppt/tableStyles.xml")["ppt/tableStyles.xml"]
    kinds = [etree.QName(part).localname for part in style]
    assert kinds == ["wholeTbl", "band1H", "band1V", "lastCol", "firstCol", "lastRow", "firstRow"]
    assert next(style.iter(f"{A}srgbClr"), None) is None
