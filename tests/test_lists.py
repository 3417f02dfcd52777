"""Lists in lists in a small project: where their lines begin in the deck, how large they are, and how far apart."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pikepdf
from pptx import Presentation
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.util import Pt

from ria_deck.pipeline import Options, build
from tests.small_project import built

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n"
ALL = REPORT + "outputs: [pptx, pdf, slides-pdf]\n"
LISTS = """## Lists {#lists}

1. One
   - Dash
     1. Deep
2. Two

   More of two
3. Three

## Lists again {#again}

- Dash again
  1. Number
  2. Number two

     More of number two
- Last

Plain
"""
FROM_FIVE = """## From five {#five}

- Before

  7. Seven
  8. Eight

5. Five
6. Six
"""
# text, level, points before its lines, of which its mark hangs out, points above it that its style hasn't
WANTED = [
    ("One", 0, 36.0, -36.0, 0.0),
    ("Dash", 1, 58.5, None, 0.0),
    ("Deep", 2, 94.5, -36.0, 0.0),
    ("Two", 0, 36.0, -36.0, 5.24),
    ("More of two", 0, 36.0, 0.0, 0.0),
    ("Three", 0, 36.0, -36.0, 0.0),
    ("Dash again", 0, None, None, 0.0),
    ("Number", 1, 58.5, -36.0, 0.0),
    ("Number two", 1, 58.5, -36.0, 0.0),
    ("More of number two", 1, 58.5, 0.0, 0.0),
    ("Last", 0, None, None, 5.45),
    ("Plain", 0, 0.0, 0.0, 0.0),
]


def larger(body: SlidePlaceholder) -> float:
    """How many times as large as in its layout, at 22 pt, a text is set: its indents are as wide as many times."""
    size = body._element.find(".//{*}lvl1pPr/{*}defRPr")
    return 1.0 if size is None else int(size.get("sz")) / 2200


def test_items_stand_under_the_text_of_those_they_are_in(tmp_path: Path) -> None:
    for name, text in {"content/report.yaml": REPORT, "content/01.md": LISTS}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert not build(tmp_path, Options(output=tmp_path / "build", jobs=1)).diagnostics
    slides = [
        slide
        for slide in Presentation(str(tmp_path / "build/t.en.pptx")).slides
        if slide.shapes.title.text_frame.text.startswith("Lists")
    ]
    bodies = [next(shape for shape in slide.placeholders if shape.name == "Body") for slide in slides]
    found = []
    for body, paragraph in ((one, paragraph) for one in bodies for paragraph in one.text_frame.paragraphs):
        given = paragraph._p.pPr.attrib if paragraph._p.pPr is not None else {}
        unit = 12_700 * larger(body)
        places = [round(int(given[name]) / unit, 1) if name in given else None for name in ("marL", "indent")]
        found.append((paragraph.text, paragraph.level, *places, (paragraph.space_before or Pt(0)).pt))
    assert found == WANTED


def test_a_list_begins_with_its_number_in_print_too(tmp_path: Path, poppler: ModuleType) -> None:
    for name, text in {"content/report.yaml": ALL, "content/01.md": FROM_FIVE}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert not build(tmp_path, Options(output=tmp_path / "build", jobs=1)).diagnostics
    for name, dot in (("t.en.pdf", "."), ("t.en.slides.pdf", "")):
        lines = [line.split() for line in poppler.text(tmp_path / "build" / name).splitlines()]
        for number, word in ((7, "Seven"), (8, "Eight"), (5, "Five"), (6, "Six")):
            assert [f"{number}{dot}", word] in lines, (name, lines)


FROM_HUNDRED = """## From a hundred {#hundred}

98. Ninety-eight
99. Ninety-nine
100. A hundred
     1. Inner
     - Dash

## Far {#far}

12345. First

> Somebody said this.
>
> - One
>
> — Somebody

> "So it is."
"""


def test_numbers_of_three_digits_and_more_stand_before_their_text(tmp_path: Path) -> None:
    project = built(tmp_path, {"content/report.yaml": REPORT, "content/01.md": FROM_HUNDRED})
    assert project.codes == []
    found = {}
    for slide in project.deck().slides:
        for body, paragraph in (
            (one, line) for one in slide.placeholders if one.name == "Body" for line in one.text_frame.paragraphs
        ):
            given = paragraph._p.pPr.attrib if paragraph._p.pPr is not None else {}
            unit = 12_700 * larger(body)
            found[paragraph.text] = tuple(
                round(int(given[name]) / unit, 1) for name in ("marL", "indent") if name in given
            )
    assert found["A hundred"] == found["Ninety-nine"] == (48.3, -48.3)  # a digit of 22 pt is 12.3 wide
    assert found["Inner"] == (83.2, -36.0)  # 36 for each number, 11.2 for a digit of 20 pt: under the text outside
    assert found["Dash"] == (69.7,)
    assert found["First"] == (73.0, -73.0)


def test_somebodys_words_stand_apart_in_every_output(tmp_path: Path) -> None:
    project = built(tmp_path, {"content/report.yaml": ALL, "content/01.md": FROM_HUNDRED})
    assert project.codes == []
    body = next(shape for shape in project.deck().slides[2].placeholders if shape.name == "Body")
    marks = {}
    for paragraph in body.text_frame.paragraphs:
        mark = paragraph._p.pPr.find("{*}buChar") if paragraph._p.pPr is not None else None
        apart = int(paragraph._p.pPr.get("marL")) / 12_700 / larger(body)
        marks[paragraph.text] = (round(apart, 1), None if mark is None else mark.get("char"))
    assert marks["Somebody said this."] == (22.5, "“")
    assert marks["— Somebody"] == marks["“So it is.”"] == (22.5, None)  # who said it, and a mark that is typed
    assert marks["One"] == (45, None)
    for name in ("t.en.pdf", "t.en.slides.pdf"):
        with pikepdf.open(tmp_path / "out" / name) as pdf:
            tags = [str(one.get("/S", "")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        assert "/BlockQuote" in tags, name
