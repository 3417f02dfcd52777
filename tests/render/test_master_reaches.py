"""What somebody changes in the Slide Master reaches all slides: sizes, places, colours and faces, in every language."""

from __future__ import annotations

import html
import re
import subprocess
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from ria_deck.diagnostics import Report
from ria_deck.pipeline import Options, build
from ria_deck.starter import start_project
from tests.render.inheriting import A, Held, P, held, with_part

ROOT = Path(__file__).resolve().parents[2]
DECKS = [(name, language) for name in ("report", "starter", "gallery") for language in ("en", "ja", "ru")]
DESIGNED = {"Title slide", "Section", "Contents", "Agenda"}  # layouts whose title has a size and place of its own
UNSEEN = {"Blank", "Closing", "Statement"}  # whose title is for readers of outlines only: it stands beside the slide
MASTER, THEME = r"ppt/slideMasters/slideMaster1\.xml", r"ppt/theme/theme1\.xml"
MOVE = 200_000


@pytest.fixture(name="decks", scope="module")
def _decks(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    folder = tmp_path_factory.mktemp("decks")
    start_project(folder / "starter", Report())
    roots = {"report": ROOT, "starter": folder / "starter", "gallery": ROOT / "tests/projects/gallery"}
    made = {}
    for name, language in DECKS:
        if name == "starter":
            settings = roots[name] / "content/report.yaml"
            written = re.sub(r"language: \w+", f"language: {language}", settings.read_text("utf-8"))
            settings.write_text(re.sub(r"languages: \[.*?\]", f"languages: [{language}]", written), "utf-8")
        output = folder / f"{name}-{language}"
        editions = ("update",) if name == "report" else ()
        build(roots[name], Options(output=output, languages=(language,), editions=editions, jobs=1, outputs=("pptx",)))
        made[name, language] = next(output.rglob("*.pptx")).read_bytes()
    return made


def sized(master: etree._Element) -> None:
    """Titles of 20 points, text of 17."""
    for style, size in (("titleStyle", "2000"), ("bodyStyle", "1700")):
        for properties in master.find(f"{P}txStyles/{P}{style}").iter(f"{A}defRPr"):
            properties.set("sz", size)


def moved(master: etree._Element) -> None:
    """Title, footer and number further to the right and down."""
    for shape in master.iter(f"{P}sp"):
        if shape.find(f".//{P}ph") is not None and shape.find(f".//{P}ph").get("type") in {"title", "ftr", "sldNum"}:
            off = shape.find(f"{P}spPr/{A}xfrm/{A}off")
            off.set("x", str(int(off.get("x")) + MOVE))
            off.set("y", str(int(off.get("y")) + MOVE))


def changes(deck: bytes, edited: bytes) -> list[tuple[Held, Held]]:
    return list(zip(held(deck), held(edited), strict=True))


def test_titles_have_the_size_of_the_master(decks: dict[tuple[str, str], bytes]) -> None:
    for deck in decks.values():
        for before, after in changes(deck, with_part(deck, MASTER, sized)):
            if before.kind in ("title", "ctrTitle") and before.layout not in DESIGNED | UNSEEN:
                assert after.size == 20, before


def test_text_has_the_size_of_the_master(tmp_path: Path) -> None:
    """Short lists are larger on their own slides; a list that fills its slide says no size of its own."""
    start_project(tmp_path / "talk", Report())
    points = "".join(
        f"- Point {number} goes on until it needs a second line on its slide, and then a little further still\n"
        for number in range(5)
    )
    (tmp_path / "talk/content/90-long.md").write_text(f"---\ntitle: Long\n---\n\n## Many points\n\n{points}", "utf-8")
    build(tmp_path / "talk", Options(output=tmp_path / "out", jobs=1, outputs=("pptx",)))
    deck = next((tmp_path / "out").glob("*.pptx")).read_bytes()
    sizes = [
        after.size
        for before, after in changes(deck, with_part(deck, MASTER, sized))
        if before.layout == "Text" and before.text.startswith("Point 0")
    ]
    assert sizes == [17]


def test_a_moved_title_footer_and_number_are_moved_on_all_slides(decks: dict[tuple[str, str], bytes]) -> None:
    for deck in decks.values():
        seen: Counter[str] = Counter()
        for before, after in changes(deck, with_part(deck, MASTER, moved)):
            if (
                before.kind in {"title", "ftr", "sldNum"}
                and before.layout not in DESIGNED | {"Blank"}
                and not before.own_place
            ):
                assert (after.place[0] - before.place[0], after.place[1] - before.place[1]) == (MOVE, MOVE), before
                seen[before.kind] += 1
        assert min(seen[kind] for kind in ("title", "ftr", "sldNum")) > 5


def test_slides_layouts_and_charts_have_colours_and_faces_of_the_theme(decks: dict[tuple[str, str], bytes]) -> None:
    """Another theme is followed: no colour is typed but those of land, sea and guides, no face but that of code."""
    for deck in decks.values():
        found: set[str] = set()

        def read(part: etree._Element, found: set[str] = found) -> None:
            found |= {str(color.get("val")) for color in part.iter(f"{A}srgbClr")}
            found |= {str(face.get("typeface")) for face in part.iter(f"{A}latin", f"{A}ea", f"{A}cs")}

        with_part(deck, r"ppt/(slides|slideLayouts|slideMasters|charts|drawings)/[^/]+\.xml|ppt/tableStyles\.xml", read)
        assert found <= {"+mj-lt", "+mj-ea", "+mj-cs", "+mn-lt", "+mn-ea", "+mn-cs", "Courier New", *WATER, GUIDE}


GUIDE = "A4A3A4"  # of the lines that help to place things, which no slide shows
WATER = {"DCE8F2", "F6F4EE", "9FB4C4"}


def themed(theme: etree._Element) -> None:
    """Another face for titles, another first colour."""
    theme.find(f".//{A}majorFont/{A}latin").set("typeface", "Cousine")
    theme.find(f".//{A}accent1")[0].set("val", "FF00FF")


@pytest.mark.parametrize("name", ["report", "starter", "gallery"])
def test_libreoffice_draws_what_the_master_and_theme_say(
    decks: dict[tuple[str, str], bytes], name: str, tmp_path: Path, libreoffice: ModuleType, poppler: ModuleType
) -> None:
    deck = with_part(decks[name, "en"], THEME, themed)
    edited = with_part(with_part(deck, MASTER, sized), MASTER, moved)
    before, after = (libreoffice.convert(data, tmp_path / at) for at, data in (("before", deck), ("after", edited)))
    assert any(face.startswith("Cousine") for face in poppler.fonts(after))
    titles = [one for one in held(deck) if one.kind == "title" and one.page and one.layout not in DESIGNED | UNSEEN]
    heights = [height(after, one) for one in titles]
    assert heights == pytest.approx([20 / 32 * max(height(before, one) for one in titles)] * len(titles), rel=0.02)


def height(pdf: Path, title: Held) -> float:
    """How high the first word of a title is drawn."""
    made = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(title.page), "-l", str(title.page), str(pdf), "-"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>', made)
    return next(
        float(bottom) - float(top) for top, bottom, word in words if html.unescape(word) == title.text.split()[0]
    )
