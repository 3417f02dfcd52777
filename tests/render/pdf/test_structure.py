"""Pages of a project's own making: whatever elements they use, every word is in the PDF's structure, once and in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from types import ModuleType
from typing import Any

import pikepdf
import pytest

from ria_deck.check.pdf_text import Content, joined, text_of_pages
from ria_deck.design.faces import font_files
from ria_deck.diagnostics import BuildError
from ria_deck.render.html.page import Page
from ria_deck.render.pdf.typesetter import typeset

LONG = "".join(f"<p>Paragraph {n} of a text that runs over pages.</p>" for n in range(90))
ROWS = "".join(f"<tr><th scope='row'>Row {n}</th><td>{n * 7}</td></tr>" for n in range(120))
DOT = "data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27 width=%279%27 height=%279%27/%3E"

PAGES = {
    "a paragraph over two pages": LONG + "<p>" + "Many words in one paragraph. " * 90 + "</p>",
    "a table over pages": f"<table><thead><tr><th>Name</th><th>Number</th></tr></thead><tbody>{ROWS}</tbody></table>",
    "a table with a caption and a foot": "<table><caption>Words above</caption><thead><tr><th>A</th></tr></thead>"
    "<tbody><tr><td>1</td></tr></tbody><tfoot><tr><td>Sum</td></tr></tfoot></table>",
    "a table without parts": "<table><tr><td>1</td><td></td></tr><tr><td colspan=2>both</td></tr></table>",
    "a table in a cell": "<table><tr><td>outer<table><tr><td>inner</td></tr></table></td></tr></table>",
    "lists in lists": "<ul><li>one<ul><li>one a</li><li>one b</li></ul></li><li>two</li></ul><ol><li><p>par</p></li></ol>",
    "a list without marks": "<ul style='list-style: none'><li>one</li><li>two</li></ul>",
    "words after a list in its item": "<ul><li>before<ul><li>inside</li></ul>after</li></ul>",
    "terms": "<dl><dt>Term</dt><dd>What it means</dd><dd><p>More</p></dd></dl>",
    "links": "<h2 id='here'>Head with <a href='#here'>a link</a></h2>"
    "<p><a href='https://example.org'>all <b>of</b> it</a> and <a>none</a></p>",
    "a link over lines": "<p style='width: 60pt'><a href='https://example.org'>a link that is long enough for lines</a></p>",
    "a link as a block": "<div><a href='https://example.org' style='display: block'>a block</a></div>",
    "a link around blocks": "<a href='https://example.org'><p>one</p><p>two <b>bold</b></p></a>",
    "languages": "<p>in <span lang='ja'>日本語</span> and <b lang='de'>auf <i>Deutsch</i></b>, <span>plain</span></p>",
    "a language in a link": "<p><a href='https://example.org'>see <span lang='fr'>ici</span></a></p>",
    "breaks": "<p>one<br>two<wbr>three</p><pre>four\n  five</pre>",
    "quotations": "<blockquote>Bare words</blockquote><blockquote><p>In a paragraph</p></blockquote>",
    "words beside blocks": "<div>before<p>inside</p>after <b>all</b><p>more</p>end</div>",
    "places": "<p>first</p><p style='position: absolute; top: 300pt'>far down</p><p style='float: right'>aside</p>",
    "boxes": "<div style='display: flex'><p>left</p><p>right</p></div><div style='columns: 2'><p>one</p><p>two</p></div>",
    "a grid": "<div style='display: grid; grid-template-columns: 1fr 1fr'><p>left</p><p>right</p></div>",
    "inline blocks": "<p>text <span style='display: inline-block'>in a box</span> text</p>",
    "a picture in a line": f"<p>before <img src=\"{DOT}\" alt='a dot'> after</p>",
    "a picture in a link": f"<p><a href='https://example.org'><img src=\"{DOT}\" alt='a dot'></a>words</p>",
    "an empty paragraph": "<p></p><p>words</p><p> </p>",
}
SHEET = "@page { @bottom-left { content: 'running foot' counter(page) } } body { font-family: Arimo, NotoSansCJKjp }"


def printed(body: str, sheet: str = "") -> bytes:
    latin, east = font_files()["Arimo"], font_files()["Noto Sans CJK JP"]
    face = "@font-face {{ font-family: {}; src: url({}) }}"
    faces = face.format("Arimo", latin[0].as_uri()) + face.format("NotoSansCJKjp", east[0].as_uri())
    html = (
        f"<html lang=en><title>T</title><style>{faces}{SHEET}{sheet}</style><body><h1>A title</h1>{body}</body></html>"
    )
    return typeset(Page(html=f"<!doctype html>{html}", files=(*latin, *east)))


def words_of(data: bytes) -> list[str]:
    """The words under the structure tree's leaves, in its order, without the marks of lists."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        content = text_of_pages(pdf)
        return " ".join(_texts(pdf.Root.StructTreeRoot.K, pages, content, -1)).split()


def _texts(kids: Any, pages: dict[Any, int], content: Content, page: int) -> Iterator[str]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield joined(content.pop((page, kid), []))  # once
        elif isinstance(kid, pikepdf.Dictionary):
            own = pages[kid.Pg.objgen] if "/Pg" in kid else page
            if "/S" in kid and kid.S != "/Lbl":
                yield from _texts(kid.get("/K", []), pages, content, own)
            elif "/MCID" in kid:
                yield joined(content.pop((own, int(kid.MCID)), []))


def words_in(html: str) -> list[str]:
    blocks = re.sub(r"<(?!/?(a|b|i|span|wbr)\b)[^>]*>", " ", html)
    return re.sub(r"<[^>]*>", "", blocks).split()


@pytest.mark.parametrize("name", PAGES)
def test_every_word_is_in_the_structure(name: str, pdfua: ModuleType) -> None:
    data = printed(PAGES[name])
    found, wanted = words_of(data), ["A", "title", *words_in(PAGES[name])]
    assert "".join(found) == "".join(wanted)
    assert pdfua.validate(data) == []


@pytest.mark.parametrize("name", ["links", "terms", "lists in lists", "a table without parts", "a picture in a line"])
@pytest.mark.parametrize("rule", ["display: none", "position: running(x)"])
def test_what_is_on_no_page_is_told(name: str, rule: str) -> None:
    hidden = re.sub(r"^<(\w+)", rf"<\1 style='{rule}'", PAGES[name])
    with pytest.raises(BuildError) as error:
        printed(hidden)
    assert {found.code for found in error.value.diagnostics} == {"RD584"}


def test_hidden_words_in_a_line_are_told() -> None:
    for page in ("<p>seen <b style='display: none'>hidden</b></p>", "<ul><li><i style='display: none'>x</i></li></ul>"):
        with pytest.raises(BuildError) as error:
            printed(page)
        assert {found.code for found in error.value.diagnostics} == {"RD584"}


def test_notes_without_a_name_have_the_same_one_every_time() -> None:
    page = "<p data-tag='Note'>one</p><p data-tag='Note'>two</p>"
    assert printed(page) == printed(page)
