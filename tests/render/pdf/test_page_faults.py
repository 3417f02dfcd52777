"""What a printed page loses without a word in any log: faces that nothing has, and texts that leave the paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.diagnostics import BuildError
from ria_deck.render.handout.handout import render_handout
from tests.render.handout_decks import DRAWING, prose
from tests.render.test_handout import PAGE, codes, one_slide, project

FONTS = Path(__file__).resolve().parents[3] / "src/ria_deck/fonts"


def told(root: Path | None, *blocks: object) -> list[str]:
    with pytest.raises(BuildError) as error:
        render_handout(one_slide(*blocks), root=root, draw=DRAWING)
    return codes(error)


@pytest.mark.parametrize(
    "sheet",
    [
        "body { font-family: 'No Such Face' }",
        "h1 { font: bold 20pt/1 'No Such Face', Neither }",
        ":root { --face-body: Papyrus }",
    ],
)
def test_a_face_that_nothing_has_is_an_error(tmp_path: Path, sheet: str) -> None:
    assert set(told(project(tmp_path, handout__css=sheet), prose("en-US", "x"))) == {"RD585"}


def test_a_face_of_an_attribute_is_one_too(tmp_path: Path) -> None:
    page = PAGE % "<h1>A</h1><p style='font-family: Papyrus'>x</p>"
    assert told(project(tmp_path, handout__html__j2=page)) == ["RD585"]


@pytest.mark.parametrize(
    "sheet",
    [
        "body { font-family: Papyrus, sans-serif }",
        "body { font-family: papyrus, ARIMO }",
        "@font-face { font-family: Own; src: url(FILE) } body { font-family: Own }",
        "p { font-family: var(--face-listing) }",
    ],
)
def test_a_face_that_is_there_is_taken(tmp_path: Path, sheet: str) -> None:
    root = project(tmp_path, handout__css="")
    (root / "templates/own.ttf").write_bytes((FONTS / "Cousine-Regular.ttf").read_bytes())
    (root / "templates/handout.css").write_text(sheet.replace("FILE", (root / "templates/own.ttf").as_uri()))
    assert render_handout(one_slide(prose("en-US", "x")), root=root, draw=DRAWING)


def test_text_that_leaves_the_paper_is_an_error(tmp_path: Path) -> None:
    root = project(tmp_path, handout__css=".prose p { width: 900pt }")
    assert set(told(root, prose("en-US", "many words " * 40))) == {"RD586"}


@pytest.mark.parametrize("before", ["", "a word of "])
def test_a_word_longer_than_the_page_is_wide_is_broken(before: str) -> None:
    assert render_handout(one_slide(prose("en-US", before + "x" * 300)), draw=DRAWING)


PLACES: dict[str, tuple[dict[str, str], str, str]] = {
    "a property": (
        {"handout__css": "h1 { color: red }\n\np {\n  colour: red;\n}\n"},
        "RD582",
        "templates/handout.css:4:3",
    ),
    "a value": ({"handout__css": "p { color:12px }"}, "RD582", "templates/handout.css:1:5"),
    "a selector": ({"handout__css": "p { }\np::nothing { color: red }"}, "RD582", "templates/handout.css:2:1"),
    "a face": ({"handout__css": "p { }\nbody { font-family: Papyrus }"}, "RD585", "templates/handout.css:2:21"),
    "an address": ({"handout__css": "\n@import url(http://127.0.0.1:9/x.css);"}, "RD581", "templates/handout.css:2:13"),
    "an attribute": (
        {"handout__html__j2": PAGE % "<h1>A</h1>\n<p style='color: 12px'>x</p>"},
        "RD582",
        "templates/handout.html.j2:2:11",
    ),
    "a picture": (
        {"handout__html__j2": PAGE % "<h1>A</h1>\n<img alt='x' src='none.png'>"},
        "RD581",
        "templates/handout.html.j2:2:19",
    ),
    "a picture, beside a sheet": (
        {"handout__css": "p { }", "handout__html__j2": PAGE % "<h1>A</h1>\n<img alt='x' src='none.png'>"},
        "RD581",
        "templates/handout.html.j2:2:19",
    ),
}


@pytest.mark.parametrize("fault", PLACES)
def test_a_fault_of_the_projects_own_files_is_told_where_it_stands(tmp_path: Path, fault: str) -> None:
    files, code, place = PLACES[fault]
    with pytest.raises(BuildError) as error:
        render_handout(one_slide(prose("en-US", "x")), root=project(tmp_path, **files), draw=DRAWING)
    found = error.value.diagnostics[0]
    assert (found.code, str(found.span)) == (code, place)
