"""Links to slides, read back from deck, handout, printed and HTML slides: each leads where the slide is."""

from __future__ import annotations

import re

import pikepdf
import pypdfium2
import pytest

from tests.small_project import REPORT, BuiltProject, built

WORDS = """## First {#first}

- See [the last one](#far)

## Between {#between}

- Nothing leads here

## The far one {#far}

- Back to [the first](#first)
"""
LINKS = {"first": "far", "far": "first"}


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> BuiltProject:
    report = REPORT.replace("[pptx, pdf]", "[pptx, pdf, html, slides-pdf]")
    made = built(tmp_path_factory.mktemp("links"), {"content/01.md": WORDS, "content/report.yaml": report})
    assert made.codes == []
    return made


def test_in_the_deck_a_link_jumps_to_the_slide(made: BuiltProject) -> None:
    deck = made.deck()
    names = {slide.part.partname: slide._element.cSld.get("name") for slide in deck.slides}
    found = {}
    for slide in deck.slides:
        for click in slide._element.iter("{*}hlinkClick"):
            if names[slide.part.partname] not in LINKS:  # the contents have links of their own
                continue
            assert click.get("action") == "ppaction://hlinksldjump"
            relation = click.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
            found[names[slide.part.partname]] = names[slide.part.related_part(relation).partname]
    assert found == LINKS


def test_in_html_slides_a_link_names_the_slide(made: BuiltProject) -> None:
    html = (made.out / "t.en.html").read_text("utf-8")
    sections = re.findall(r'<section class="slide" id="([^"]+)"(.*?)</section>', html, re.DOTALL)
    found = {id_: re.findall(r'href="#([^"]+)"', body) for id_, body in sections if id_ in (*LINKS, "between")}
    assert found == {"first": ["far"], "between": [], "far": ["first"]}


@pytest.mark.parametrize("name", ["t.en.pdf", "t.en.slides.pdf"])
def test_in_pdfs_a_link_leads_to_the_words(made: BuiltProject, name: str) -> None:
    """From the page of its words to a place at the heading of the slide, or above it on its page."""
    text = pypdfium2.PdfDocument(made.out / name)
    pages = [page.get_textpage() for page in text]
    with pikepdf.open(made.out / name) as pdf:
        objects = [page.obj.objgen for page in pdf.pages]
        found = {}
        for number, page in enumerate(pdf.pages):
            for link in page.obj.get("/Annots", []):
                target = _target(pdf, link)
                left, bottom, right, top = map(float, link.Rect)
                words = pages[number].get_text_bounded(left, bottom, right, top).strip()
                if target is not None and words in ("the last one", "the first"):
                    found[words] = (objects.index(target[0].objgen), float(target[3]))
    for words, title in (("the last one", "The far one"), ("the first", "First")):
        page, height = found[words]
        assert title in pages[page].get_text_range()
        searched = pages[page].search(title)
        places = [pages[page].get_charbox(index)[3] for index, _ in iter(searched.get_next, None)]
        assert any(-1 <= height - place < 60 for place in places), (words, height, places)


def _target(pdf: pikepdf.Pdf, link: pikepdf.Object) -> pikepdf.Object | None:
    """The page and place of a link inside the document."""
    named = link.get("/Dest", link.get("/A", {}).get("/D") if "/A" in link else None)
    if named is None:
        return None
    if isinstance(named, pikepdf.String):
        tree = pikepdf.NameTree(pdf.Root.Names.Dests)
        named = tree[str(named)]
    return named.get("/D", named) if isinstance(named, pikepdf.Dictionary) else named
