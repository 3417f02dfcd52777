"""A small talk in every script, with faces from packages: decks, handouts and pages in a browser are built and read back."""

from __future__ import annotations

import base64
import io
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from ria_deck.design.faces import family as family_of
from ria_deck.design.packaged_faces import packaged
from ria_deck.design.scripts import SCRIPTS
from ria_deck.i18n.language import language as language_of
from ria_deck.pipeline import Options, build

PROJECT = Path(__file__).parent / "projects/languages"
LEFTWARDS = ("ar", "fa", "he")
LANGUAGES = (*LEFTWARDS, "th", "hi", "km", "bn", "ta", "zh", "zh-Hant", "ko", "vi", "el", "tr")


@pytest.fixture(scope="module", name="project")
def _project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(PROJECT, tmp_path_factory.mktemp("languages") / "library"))


@pytest.fixture(scope="module", name="built")
def _built(project: Path) -> Callable[[str, str], Path]:
    """The file of a language and an output, built when it is first asked for."""

    @cache
    def made(language: str, output: str) -> Path:
        result = build(project, Options(output=project / "build", languages=(language,), outputs=(output,), jobs=1))
        assert [found.message for found in result.diagnostics if found.severity.name in ("ERROR", "WARNING")] == []
        return project / f"build/library.{language}.{output}"

    return made


Built = Callable[[str, str], Path]


def charts(path: Path) -> list[Any]:
    deck = Presentation(str(path))
    return [shape.chart._chartSpace for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def one(chart: Any, tag: str) -> list[Any]:
    return list(chart.iter(qn(tag)))


@pytest.mark.parametrize("language", LEFTWARDS)
def test_charts_run_from_right_to_left(built: Built, language: str) -> None:
    grouped, lines, lying, ring = charts(built(language, "pptx"))
    for chart in (grouped, lines):
        (category,) = [*one(chart, "c:catAx"), *one(chart, "c:dateAx")]
        (value,) = one(chart, "c:valAx")
        assert category.find(qn("c:scaling")).find(qn("c:orientation")).get("val") == "maxMin"
        assert value.find(qn("c:axPos")).get("val") == "r"
    (value,) = one(lying, "c:valAx")
    assert value.find(qn("c:scaling")).find(qn("c:orientation")).get("val") == "maxMin"
    assert one(lying, "c:catAx")[0].find(qn("c:axPos")).get("val") == "r"
    assert one(ring, "c:catAx") == []
    assert {body.get("rtl") for chart in (grouped, lines, lying) for body in one(chart, "a:pPr")} == {"1"}


def test_a_chart_has_the_same_numbers_either_way(built: Built) -> None:
    def numbers(language: str) -> list[list[str]]:
        return [[value.text for value in one(chart, "c:v")][-4:] for chart in charts(built(language, "pptx"))]

    assert numbers("he") == numbers("en")


def test_time_runs_from_right_to_left(built: Built) -> None:
    def first_marker(language: str) -> float:
        deck = Presentation(str(built(language, "pptx")))
        (group,) = [one for slide in deck.slides for one in slide.shapes if one.name.startswith("Timeline")]
        dots = [one for one in group.shapes if one.name.startswith("Marker")]
        return (dots[0].left - group.left) / group.width

    assert first_marker("en") < 0.1
    assert first_marker("ar") > 0.9


def test_numbers_of_tables_stay_under_each_other(built: Built) -> None:
    deck = Presentation(io.BytesIO(built("ar", "pptx").read_bytes()))
    (table,) = [one for slide in deck.slides for one in slide.shapes if one.has_table]
    sides = [[cell._tc.txBody.p_lst[0].pPr.get("algn") for cell in row.cells] for row in table.table.rows]
    assert {row[2] for row in sides} == {"r"}
    assert table._element.find(".//" + qn("a:tblPr")).get("rtl") == "1"


@pytest.mark.parametrize(("language", "words"), [("he", "השאלות בשנה"), ("ar", "مبنى جديد"), ("fa", "امانت در سال")])
def test_words_of_figures_stay_words_in_browsers(built: Built, language: str, words: str) -> None:
    page = built(language, "html").read_text("utf-8")
    assert f">\u2068{words}\u2069</text>" in page
    assert 'dir="rtl"' in page.partition(">")[0] + page[:200]


EAST = {"zh": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei", "ko": "Malgun Gothic"}
COMPLEX = dict.fromkeys(("th", "km"), "Leelawadee UI") | dict.fromkeys(("hi", "bn", "ta"), "Nirmala UI")


@pytest.mark.parametrize("language", LANGUAGES)
def test_decks_name_the_faces_that_powerpoint_has(built: Built, language: str) -> None:
    """Those of the theme, which all its text is in, slides' and notes' alike."""
    with zipfile.ZipFile(built(language, "pptx")) as package:
        themes = [etree.fromstring(package.read(name)) for name in package.namelist() if "/theme/theme" in name]
        slides = [package.read(name) for name in package.namelist() if re.match("ppt/(slides|charts)/", name)]
    assert len(themes) == 3  # of slides, notes and printed slides
    for theme in themes:
        named = {
            (face.tag.rpartition("}")[2], face.get("typeface")) for face in theme.iter("{*}latin", "{*}ea", "{*}cs")
        }
        east, other = EAST.get(language, "Yu Gothic"), COMPLEX.get(language, "Arial")
        assert named == {("latin", "Arial"), ("ea", east), ("cs", other)}
    faces = set(re.findall(rb'<a:(?:latin|ea|cs) typeface="([^"]+)"', b"".join(slides)))
    assert {face for face in faces if not face.startswith(b"+m")} <= {b"Courier New"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_decks_and_handouts_are_valid(built: Built, language: str, ooxml: Any, pdfua: Any) -> None:
    assert ooxml.validate(built(language, "pptx")) == []
    assert pdfua.validate(built(language, "pdf")) == []


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("ar", ["زادت الإعارات في الفرعين كليهما", "الميناء هو الأكثر إعارة."]),
        ("he", ["ההשאלות גדלו בשני הסניפים", "ספרים בשלושה גדלים עומדים על מדף אחד."]),
        ("fa", ["امانت‌ها در هر دو شعبه افزایش یافت", "بندر بیش از همه امانت می‌دهد."]),
        ("th", ["การยืมเพิ่มขึ้นทั้งสองสาขา", "นิทานสำหรับเด็กมาเป็นอันดับแรก"]),
        ("hi", ["दोनों शाखाओं में उधार बढ़ा", "बच्चों की कहानियाँ सबसे पहले हैं।"]),
        ("km", ["ការខ្ចីកើនឡើងនៅសាខាទាំងពីរ", "រឿងសម្រាប់កុមារនៅលំដាប់ទីមួយ។"]),
        ("bn", ["দুই শাখাতেই ধার বেড়েছে", "শিশুদের গল্প সবার আগে।"]),
        ("ta", ["இரு கிளைகளிலும் இரவல் உயர்ந்தது", "குழந்தைக் கதைகள் முதலிடம்."]),
    ],
)
def test_printed_words_are_read_in_their_order(built: Built, poppler: Any, language: str, lines: list[str]) -> None:
    read = plain(poppler.text(built(language, "pdf")))
    assert [line for line in lines if plain(line) not in read] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "زادت الإعارات في الفرعين كليهما"),
        ("th", "การยืมเพิ่มขึ้นทั้งสองสาขา"),
        ("hi", "हर शाखा हर वर्ष अधिक उधार देती है"),
        ("km", "ការខ្ចីកើនឡើងនៅសាខាទាំងពីរ"),
        ("bn", "দুই শাখাতেই ধার বেড়েছে"),
        ("ta", "இரு கிளைகளிலும் இரவல் உயர்ந்தது"),
    ],
)
def test_browsers_get_fonts_that_shape_the_words(built: Built, language: str, words: str) -> None:
    """A font that is cut down to a page's characters keeps the rules by which they join and change places."""
    page = built(language, "html").read_text("utf-8")
    family = packaged_faces(language)
    data = re.search(rf"font-family: {family[0]}; src: url\(\"data:font/woff;base64,([^\"]+)", page)
    assert data is not None
    whole = io.BytesIO()
    with TTFont(io.BytesIO(base64.b64decode(data[1]))) as font:
        font.flavor = None
        font.save(whole)
    assert advances(whole.getvalue(), words) == advances(family[1].read_bytes(), words)


def packaged_faces(language: str) -> tuple[str, Path]:
    """The family's name in pages, and its regular file."""
    script = SCRIPTS[language_of(language).script]
    family, package = next(source for source in script.sources if packaged(*reversed(source)))
    file = Path((packaged(package, family) or ("", ""))[0])
    return family_of(file), file


def advances(font: bytes, words: str) -> list[int]:
    """Those of the glyphs that a text is drawn with."""
    face = uharfbuzz.Face(uharfbuzz.Blob(font))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face), buffer)
    return [place.x_advance for place in buffer.glyph_positions]


def plain(text: str) -> str:
    """The text without what nobody sees, its ligatures as letters."""
    unseen = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2067, 0x2069))
    return " ".join(unicodedata.normalize("NFKC", text).translate(unseen).split())


@pytest.mark.parametrize("language", ["ar", "hi", "km", "th", "zh"])
def test_digits_of_prose_are_in_the_face_beside_its_letters(built: Built, language: str) -> None:
    """The serif face of Latin prose has no letters of these scripts."""
    with pikepdf.open(built(language, "pdf")) as pdf:
        fonts = {str(one.get("/BaseFont")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary)}
    assert [font for font in fonts if "Tinos" in font] == []


def test_keys_of_charts_are_drawn_where_lines_are_higher(
    built: Built, libreoffice: Any, poppler: Any, tmp_path: Path
) -> None:
    page = poppler.text(libreoffice.convert(built("zh", "pptx"), tmp_path), layout=True).split("\f")[3]
    assert {"港口", "山丘"} <= {word for line in page.splitlines() for word in line.split()}
