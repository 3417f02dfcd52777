"""Each planted fault is found by the rule that is meant to find it and by no other; a good deck is found good."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.check.package import RULES, check_package
from ria_deck.diagnostics import Severity
from tests.check.deck_to_break import DATE, Parts, good_deck, replacing, unzipped, zipped

TYPES, PRESENTATION = "[Content_Types].xml", "ppt/presentation.xml"
CHART, BOOK = "ppt/charts/chart1.xml", "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"
PICTURES, TABLE, CHARTS, GROUP = (f"ppt/slides/slide{number}.xml" for number in (1, 2, 3, 4))
OOXML = "application/vnd.openxmlformats-officedocument."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

GOOD = unzipped(good_deck())
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='<&"'), max_size=12)

Change = Callable[[Parts], Parts]


def rels(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def relating(part: str, relation: str) -> Change:
    return replacing(rels(part), "</Relationships>", f"<Relationship {relation}/></Relationships>")


def without(*names: str) -> Change:
    return lambda parts: {name: data for name, data in parts.items() if name not in names}


def adding(name: str, data: bytes) -> Change:
    return lambda parts: {**parts, name: data}


def both(*changes: Change) -> Change:
    def change(parts: Parts) -> Parts:
        for one in changes:
            parts = one(parts)
        return parts

    return change


def in_workbook(change: Change) -> Change:
    return lambda parts: {**parts, BOOK: zipped(change(unzipped(parts[BOOK])))}


# what is planted -> the code that must be the only one
PLANTED: dict[str, tuple[str, Change]] = {
    "no main part": ("RD722", lambda parts: {TYPES: b'<Types xmlns="x"/>'}),
    "ill-formed slide": ("RD725", replacing(TABLE, "</p:sld>", "")),
    "ill-formed relationships of the theme": ("RD725", adding("ppt/theme/_rels/theme1.xml.rels", b"<Relationships")),
    "DOCTYPE in a slide": ("RD726", replacing(TABLE, "<p:sld ", '<!DOCTYPE x [<!ENTITY e "e">]><p:sld ')),
    "no content type for pictures": ("RD727", replacing(TYPES, 'Extension="png"', 'Extension="gif"')),
    "slide with the layout's content type": (
        "RD728",
        replacing(
            TYPES,
            f'slides/slide2.xml" ContentType="{OOXML}presentationml.slide+xml"',
            f'slides/slide2.xml" ContentType="{OOXML}presentationml.slideLayout+xml"',
        ),
    ),
    "chart typed as plain XML": ("RD728", replacing(TYPES, "drawingml.chart+xml", "drawingml.diagram+xml")),
    "content type of a second master": (
        "RD729",
        replacing(
            TYPES, "</Types>", '<Override PartName="/ppt/slideMasters/slideMaster2.xml" ContentType="x"/></Types>'
        ),
    ),
    "relationship to no picture": ("RD730", without("ppt/media/image1.png")),
    "relationship to no workbook": ("RD730", without(BOOK)),
    "one id for two relationships": (
        "RD731",
        relating(TABLE, f'Id="rId1" Type="{OFFICE}/theme" Target="../theme/theme1.xml"'),
    ),
    "picture by an id that isn't there": ("RD732", replacing(PICTURES, 'r:embed="rId2"', 'r:embed="rId9"')),
    "link by an id that isn't there": (
        "RD732",
        replacing(PICTURES, 'hlinkClick r:id="rId3"', 'hlinkClick r:id="rId7"'),
    ),
    "loose chart": (
        "RD733",
        lambda parts: {
            **parts,
            "ppt/charts/chart9.xml": parts[CHART],
            rels("ppt/charts/chart9.xml"): parts[rels(CHART)],
        },
    ),
    "loose picture": ("RD733", adding("ppt/media/image9.png", b"")),
    "link to a script": ("RD734", replacing(rels(PICTURES), "https://example.org/", "javascript:alert(1)")),
    "link to a file": ("RD734", replacing(rels(PICTURES), "https://example.org/", "file:///etc/passwd")),
    "picture from the web": (
        "RD734",
        relating(PICTURES, f'Id="rId8" Type="{OFFICE}/image" Target="https://example.org/a.png" TargetMode="External"'),
    ),
    "macros": (
        "RD735",
        both(
            adding("ppt/vbaProject.bin", b"\xd0\xcf"),
            relating(
                PRESENTATION, 'Id="rId99" Type="http://schemas.microsoft.com/x/vbaProject" Target="vbaProject.bin"'
            ),
            replacing(
                TYPES,
                "</Types>",
                '<Override PartName="/ppt/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
            ),
        ),
    ),
    "presentation with macros on": (
        "RD735",
        replacing(
            TYPES,
            f"{OOXML}presentationml.presentation.main+xml",
            "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
        ),
    ),
    "slide id twice": ("RD740", replacing(PRESENTATION, 'id="257"', 'id="256"')),
    "slide id too small": ("RD740", replacing(PRESENTATION, 'id="257"', 'id="25"')),
    "layout id twice": ("RD741", replacing("ppt/slideMasters/slideMaster1.xml", 'id="2147483650"', 'id="2147483649"')),
    "shape id twice": ("RD742", replacing(PICTURES, 'id="4" name="TextBox 3"', 'id="3" name="TextBox 3"')),
    "shape id twice in a group": ("RD742", replacing(GROUP, 'id="5"', 'id="4"')),
    "slide without layout": ("RD743", replacing(rels(TABLE), f"{OFFICE}/slideLayout", f"{OFFICE}/other")),
    "layout without master": (
        "RD743",
        replacing(rels("ppt/slideLayouts/slideLayout6.xml"), f"{OFFICE}/slideMaster", f"{OFFICE}/other"),
    ),
    "placeholder that the layout lacks": (
        "RD744",
        replacing(
            PICTURES,
            'name="TextBox 3"/><p:cNvSpPr txBox="1"/><p:nvPr/>',
            'name="TextBox 3"/><p:cNvSpPr txBox="1"/><p:nvPr><p:ph type="body" idx="77"/></p:nvPr>',
        ),
    ),
    "notes of nobody": (
        "RD745",
        replacing(rels("ppt/notesSlides/notesSlide1.xml"), "slides/slide3.xml", "slides/slide2.xml"),
    ),
    "notes without master": (
        "RD745",
        replacing(rels("ppt/notesSlides/notesSlide1.xml"), f"{OFFICE}/notesMaster", f"{OFFICE}/other"),
    ),
    "section that forgets a slide": (
        "RD746",
        replacing(
            PRESENTATION,
            "</p:presentation>",
            '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
            '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
            '<p14:section name="One" id="{00000000-0000-0000-0000-000000000001}"><p14:sldIdLst><p14:sldId id="256"/>'
            "</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>",
        ),
    ),
    "row with a cell too few": (
        "RD747",
        replacing(
            TABLE,
            "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>"
            '<a:r><a:rPr lang="en-GB"/><a:t>2.2</a:t></a:r></a:p></a:txBody><a:tcPr/></a:tc>',
            "",
        ),
    ),
    "merged cell over one that isn't": ("RD747", replacing(TABLE, ' hMerge="1"', "")),
    "merged cell beyond the table": ("RD747", replacing(TABLE, 'gridSpan="2"', 'gridSpan="9"')),
    "text body without paragraph": (
        "RD748",
        replacing(
            PICTURES, '<a:p><a:r><a:rPr lang="en-GB"><a:hlinkClick r:id="rId3"/></a:rPr><a:t>More</a:t></a:r></a:p>', ""
        ),
    ),
    "text without language": ("RD749", replacing(TABLE, 'lang="en-GB"', "", count=1)),
    "run without properties": ("RD749", replacing(TABLE, '<a:rPr lang="en-GB"/><a:t>1.1', "<a:t>1.1")),
    "notes without language": ("RD749", replacing("ppt/notesSlides/notesSlide1.xml", ' lang="en-GB"', "")),
    "picture without alt text": ("RD750", replacing(PICTURES, ' descr="A white sheet"', "")),
    "chart with blank alt text": ("RD750", replacing(CHARTS, "Used cars by year", " ")),
    "group without alt text": ("RD750", replacing(GROUP, ' descr="Two ports"', "")),
    "empty title": ("RD751", replacing(TABLE, "<a:t>Slide 2</a:t>", "<a:t> </a:t>")),
    "title twice": ("RD752", replacing(TABLE, "<a:t>Slide 2</a:t>", "<a:t>Slide  1</a:t>")),
    "picture over the edge": ("RD753", replacing(PICTURES, '<a:off x="914400"', '<a:off x="8914400"')),
    "table above the slide": ("RD753", replacing(TABLE, 'y="1828800"', 'y="-1828800"')),
    "length with a fraction": ("RD754", replacing(PICTURES, 'x="914400"', 'x="914400.5"')),
    "negative width": ("RD754", replacing(PICTURES, 'cx="1828800"', 'cx="-1828800"')),
    "colour with a hash": (
        "RD754",
        replacing("ppt/theme/theme1.xml", '<a:srgbClr val="1F497D"', '<a:srgbClr val="#1F497D"'),
    ),
    "axis id beyond 32 bits": ("RD760", replacing(CHART, 'val="2068027336"', 'val="4294967296"', count=9)),
    "negative axis id": ("RD760", replacing(CHART, 'val="2068027336"', 'val="-2068027336"', count=9)),
    "series on an axis that isn't there": ("RD760", replacing(CHART, '<c:axId val="2068027336"', '<c:axId val="5"')),
    "chart without its workbook": (
        "RD761",
        both(
            without(BOOK, rels(CHART)),
            replacing(CHART, '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>', ""),
        ),
    ),
    "workbook that is none": ("RD761", adding(BOOK, b"563;53")),
    "formula in the workbook": (
        "RD762",
        in_workbook(replacing("xl/worksheets/sheet1.xml", "<v>563</v>", "<f>WEBSERVICE(A1)</f><v>563</v>")),
    ),
    "point that is no number": ("RD763", replacing(CHART, "<c:v>563</c:v>", "<c:v>n/a</c:v>")),
    "point that is not finite": ("RD763", replacing(CHART, "<c:v>563</c:v>", "<c:v>INF</c:v>")),
    "point too many": ("RD763", replacing(CHART, "</c:numCache>", '<c:pt idx="2"><c:v>1</c:v></c:pt></c:numCache>')),
}


def codes(data: bytes) -> set[str]:
    return {found.code for found in check_package(data)}


@pytest.fixture(scope="module")
def parts() -> Parts:
    return GOOD


def test_a_good_deck_has_no_fault(parts: Parts) -> None:
    assert check_package(zipped(parts)) == []


def test_the_good_deck_is_good_to_the_sdk_too(parts: Parts, ooxml: ModuleType) -> None:
    assert ooxml.validate(zipped(parts)) == []


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_by_its_rule_and_no_other(fault: str, parts: Parts) -> None:
    code, change = PLANTED[fault]
    assert codes(zipped(change(parts))) == {code}


def test_two_parts_of_one_name_are_found(parts: Parts) -> None:
    assert codes(zipped(parts, extra=((TABLE.replace("slide2", "SLIDE2"), parts[TABLE]),))) >= {"RD723"}
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(parts, extra=((TABLE, parts[TABLE]),))
    assert codes(twice) == {"RD723"}


def test_the_hour_of_a_build_is_found_in_the_deck_and_in_its_workbooks(parts: Parts) -> None:
    assert codes(zipped(parts, date=(2026, 11, 24, 9, 30, 0))) == {"RD724"}
    dated = {**parts, BOOK: zipped(unzipped(parts[BOOK]), date=(2026, 11, 24, 9, 30, 0))}
    assert codes(zipped(dated, date=DATE)) == {"RD724"}


def test_a_damaged_part_is_found(parts: Parts) -> None:
    data = bytearray(zipped(parts))
    at = data.index(b"ppt/media/image1.png") + len("ppt/media/image1.png") + 8
    data[at] ^= 0xFF
    assert codes(bytes(data)) == {"RD721"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip file", b"%PDF-1.7"])
def test_what_is_no_package_is_one_error(data: bytes) -> None:
    assert codes(data) == {"RD720"}


def test_every_rule_has_a_planted_fault_here() -> None:
    planted = {code for code, _ in PLANTED.values()} | {"RD721", "RD723", "RD724"}
    assert planted == {code for code, _, _ in RULES}


def test_a_decorative_picture_and_a_fallback_of_a_choice_are_no_faults(parts: Parts) -> None:
    decoration = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><d:decorative '
        'xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    change = replacing(PICTURES, ' descr="A white sheet"/>', f">{decoration}</p:cNvPr>")
    assert check_package(zipped(change(parts))) == []
    text = parts[PICTURES].decode()
    picture = text[text.index("<p:pic>") : text.index("</p:pic>") + len("</p:pic>")]
    alternatives = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="p">{picture}</mc:Choice><mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent>'
    )
    assert check_package(zipped(replacing(PICTURES, picture, alternatives)(parts))) == []


def test_a_repeated_title_is_only_a_warning(parts: Parts) -> None:
    (found,) = check_package(zipped(PLANTED["title twice"][1](parts)))
    assert found.severity is Severity.WARNING
    assert "slide 2" in found.message
    assert "slide 1" in found.message


@given(data=st.data())
def test_whatever_stands_in_an_attribute_is_judged_without_a_crash(data: st.DataObject) -> None:
    parts = GOOD
    name = data.draw(st.sampled_from([name for name in parts if name.endswith((".xml", ".rels"))]))
    text = parts[name].decode()
    attributes = [match.span(1) for match in re.finditer(r'="([^"]*)"', text)]
    start, end = data.draw(st.sampled_from(attributes))
    value = data.draw(st.sampled_from(["", "-1", "1.5", "x", "99999999999999999999", "/", "../..", "²"]) | ASCII)
    check_package(zipped({**parts, name: (text[:start] + value + text[end:]).encode()}))


@given(
    cut=st.floats(0, 1), flipped=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=9)
)
def test_whatever_bytes_are_judged_without_a_crash(cut: float, flipped: list[tuple[float, int]]) -> None:
    data = bytearray(zipped(GOOD))
    for place, value in flipped:
        data[int(place * len(data))] = value
    check_package(bytes(data[: round(cut * len(data))] if cut > 0.5 else data))


def test_twenty_slides_take_some_milliseconds() -> None:
    data = good_deck(20)
    spent = []
    for _ in range(5):
        start = time.process_time()
        check_package(data)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.06  # 0.012 s on a quiet machine: neighbours and an instrumented Python get slack
