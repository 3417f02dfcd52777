"""The handout is read back as a PDF: its structure, its fonts, its bookmarks, and what it refuses to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pikepdf
import pytest

from ria_deck.diagnostics import BuildError
from ria_deck.model.deck import Deck
from ria_deck.model.page import A4, GUTTER
from ria_deck.model.text import Paragraph, Run, plain
from ria_deck.render.handout.handout import render_handout, render_html
from tests.render.handout_decks import DRAWING, TAGS, finished, footnote, picture, prose, slide, table
from tests.render.talk_decks import talk
from tests.validators import pdfua
from tests.validators.tools import require_tool

LANGUAGES = ("en", "ja", "ru")


@cache
def deck_of(language: str) -> Deck:
    return talk(language, Path(mkdtemp()))


@cache
def handout_of(language: str) -> bytes:
    return render_handout(deck_of(language), draw=DRAWING)


def one_slide(*blocks: Any, **more: Any) -> Deck:
    placements = {"body": blocks[0]} if blocks else {}
    made = slide("s", "bullets", "One", "en-US", placements, topic_index=0, handout=tuple(blocks[1:]), **more)
    return finished("en", ["Topic"], [made], "A title", ())


def elements(element: Any, kind: str) -> Iterator[Any]:
    """The structure elements of a kind, in order."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if f"/{kind}" == kid.S:
                yield kid
            yield from elements(kid, kind)


def tree(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.StructTreeRoot.K[0]


def codes(error: pytest.ExceptionInfo[BuildError]) -> list[str]:
    return [found.code for found in error.value.diagnostics]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_handout_is_valid_pdf_ua_1(language: str) -> None:
    require_tool("pdfua")
    assert pdfua.validate(handout_of(language)) == []


def test_the_same_deck_gives_the_same_bytes() -> None:
    assert render_handout(deck_of("en"), draw=DRAWING) == handout_of("en")


def test_title_authors_and_language_are_the_documents() -> None:
    with pikepdf.open(BytesIO(handout_of("ru"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == deck_of("ru").title.text
        assert str(pdf.docinfo["/Author"]) == "Хирофуми Араи"
        assert str(pdf.Root.Lang) == "ru-RU"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_only_our_faces_are_in_the_file_and_whole_subsets_of_them() -> None:
    with pikepdf.open(BytesIO(handout_of("ja"))) as pdf:
        names = {
            str(item.BaseFont) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        }
    faces = {name.lstrip("/").partition("+")[2] for name in names}
    latin = {"Arimo", "Arimo-Bold", "Arimo-narrow", "Arimo-narrow-Bold", "Cousine-narrow"}
    assert faces == latin | {"NotoSansCJKjp", "NotoSansCJKjp-Bold"}


def test_bookmarks_are_the_chapters_with_their_slides() -> None:
    with pikepdf.open(BytesIO(handout_of("en"))) as pdf, pdf.open_outline() as outline:
        chapters = {item.title: [child.title for child in item.children] for item in outline.root}
    assert list(chapters) == [
        "Contents",
        "Regional Cooperation between Niigata and Russian Far East",
        "Topic 1: Business and Regional Cooperation",
        "Topic 2: Central Government and Regional Cooperation",
        "After “COVID-19” Regional Cooperation",
        "Sources",
        "Picture credits",
        "Data tables",
        "Colophon",
    ]
    assert "Who works with whom" in chapters["Regional Cooperation between Niigata and Russian Far East"]


def test_a_table_over_pages_is_one_table_with_one_head() -> None:
    rows = [("Year", "Number"), *((str(1900 + n), str(n)) for n in range(120))]
    deck = one_slide(prose("en-US", "Before."), table("en-US", "long", rows, 1, caption=plain("A long table", "en-US")))
    with pikepdf.open(BytesIO(render_handout(deck, draw=DRAWING))) as pdf:
        assert len(pdf.pages) > 4
        (found,) = elements(tree(pdf), "Table")
        assert [str(kid.S) for kid in found.K] == ["/Caption", "/THead", "/TBody"]
        assert len(list(elements(found, "TR"))) == 121
        heads = list(elements(found, "TH"))
        assert [str(head.A.Scope) for head in heads] == ["/Column", "/Column"]
        last = list(elements(found, "TD"))[-1]
        assert [str(name) for name in last.A.Headers] == [str(heads[1].ID)]


def test_cells_name_the_head_of_their_group_and_of_no_other() -> None:
    with pikepdf.open(BytesIO(handout_of("en"))) as pdf:
        relations = next(elements(tree(pdf), "Table"))
        rows = list(elements(relations, "TR"))
        groups = [str(row.K[0].ID) for row in rows if row.K[0].S == "/TH"][1:]
        headers = [[str(name) for name in row.K[0].A.Headers] for row in rows if row.K[0].S == "/TD"]
    assert all(groups[0] in cell and groups[1] not in cell for cell in headers[:3])
    assert all(groups[1] in cell and groups[0] not in cell for cell in headers[3:])


def test_a_stretch_in_another_language_says_so_and_breaks_over_lines() -> None:
    words = "日本海に面した都市の市長会議は一九七〇年に始まり、いまも続いている。" * 4
    mixed = Paragraph(
        runs=(
            Run(text="Before ", lang="en-US"),
            Run(text=words, lang="ja-JP"),
            Run(text=" between ", lang="en-US"),
            Run(text="Встреча мэров", lang="ru-RU"),
            Run(text=" after.", lang="en-US"),
        )
    )
    deck = one_slide(type(prose("en-US"))(paragraphs=(mixed,)))
    with pikepdf.open(BytesIO(render_handout(deck, draw=DRAWING))) as pdf:
        spans = [span for span in elements(tree(pdf), "Span") if "/Lang" in span]
        assert [str(span.Lang) for span in spans] == ["ja-JP", "ru-RU"]
        assert len(spans[0].K) > 2


def test_a_paragraph_over_columns_and_pages_is_one_paragraph() -> None:
    long = " ".join(f"Sentence number {n} of a paragraph that goes on over columns and pages." for n in range(200))
    deck = one_slide(prose("en-US", "Short."), prose("en-US", long, "The next one."))
    with pikepdf.open(BytesIO(render_handout(deck, draw=DRAWING))) as pdf:
        assert len(pdf.pages) > 4
        section = next(s for s in elements(tree(pdf), "Sect") if s.get("/T") == "slide-s")
        assert len(list(elements(section, "P"))) == 3


def test_what_pages_repeat_is_an_artifact() -> None:
    with pikepdf.open(BytesIO(handout_of("en"))) as pdf:
        for page in pdf.pages[2:]:
            page.contents_coalesce()
            stream = page.Contents.read_bytes()
            assert b"/Artifact\nBMC" in stream or b"/Artifact \nBMC" in stream or b"/Artifact\n\nBMC" in stream
            owners = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * page.index + 1]
            assert sum(owner is not None for owner in owners) == stream.count(b"/MCID")


def test_figures_have_their_words_and_their_place_on_the_page() -> None:
    with pikepdf.open(BytesIO(handout_of("en"))) as pdf:
        figures = list(elements(tree(pdf), "Figure"))
        assert [str(figure.Alt)[:16] for figure in figures[:2]] == ["Map of the Sea o", "Bars of used car"]
        left, bottom, right, top = (float(edge) for edge in figures[0].A.BBox)
        assert right - left == pytest.approx(A4.text_width, abs=1)
        assert top - bottom == pytest.approx(240, abs=0.1)
        assert 0 < bottom < top < 842


@pytest.mark.parametrize("layout", ["two-pictures", "comparison", "two-columns"])
def test_two_pictures_of_a_slide_stand_side_by_side_and_equally_high(tmp_path: Path, layout: str) -> None:
    whole = picture(tmp_path, "en-US", 1, alt="Wide", caption="One", credit="A")
    wide = replace(whole, crop=(0.0, 0.0, 0.0, 0.0))
    tall = replace(wide, alt="Tall", number=2, width=300)
    room = A4.text_width - GUTTER
    widths = (room * 480 / 780, room * 300 / 780)
    made = slide("s", layout, "Two", "en-US", {"left": wide, "right": tall}, topic_index=0, printed_columns=widths)
    deck = finished("en", ["Topic"], [made], "A title", ())
    with pikepdf.open(BytesIO(render_handout(deck, draw=DRAWING))) as pdf:
        boxes = [[float(edge) for edge in figure.A.BBox] for figure in elements(tree(pdf), "Figure")]
    assert len(boxes) == 2
    (left, bottom, right, top), (left2, bottom2, right2, top2) = boxes
    assert right < left2
    assert (right - left) / (right2 - left2) == pytest.approx(480 / 300, abs=0.01)
    assert [top, bottom] == pytest.approx([top2, bottom2], abs=0.1)
    assert right2 - left == pytest.approx(A4.text_width, abs=0.5)


def test_slides_of_a_title_like_the_topics_print_it_once() -> None:
    html = render_html(deck_of("en"), draw=DRAWING)
    assert html.count(">Topic 2: Central Government and Regional Cooperation</h") == 1


def test_a_deck_without_sources_credits_and_charts_has_no_empty_parts() -> None:
    html = render_html(one_slide(prose("en-US", "Text.")), draw=DRAWING)
    for word in ("Sources", "Picture credits", "Data tables", "Colophon"):
        assert word not in html


def test_footnotes_stand_in_their_section_and_are_notes() -> None:
    text = Paragraph(
        runs=(Run(text="See", lang="en-US"), Run(text="7", lang="en-US", footnote=7), Run(text=".", lang="en-US"))
    )
    deck = one_slide(type(prose("en-US"))(paragraphs=(text,)), footnotes=(footnote(7, "en-US", "First.", "Second."),))
    with pikepdf.open(BytesIO(render_handout(deck, draw=DRAWING))) as pdf:
        (note,) = elements(tree(pdf), "Note")
        assert str(note.ID) == "fn-7"


def test_a_character_that_no_font_has_is_an_error_with_its_place() -> None:
    with pytest.raises(BuildError) as error:
        render_handout(one_slide(prose("en-US", "A rune: ᚠ in a sentence.")), draw=DRAWING)
    assert codes(error) == ["RD583"]
    assert "U+16A0" in error.value.diagnostics[0].message
    assert "A rune" in error.value.diagnostics[0].message


# a project's own templates


def project(folder: Path, **files: str) -> Path:
    (folder / "templates").mkdir()
    for name, text in files.items():
        (folder / "templates" / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


PAGE = '<!doctype html><html lang="{{ lang }}"><head><title>{{ title_text }}</title></head><body>%s</body></html>'


def test_a_projects_template_stands_in_for_the_built_in_one(tmp_path: Path) -> None:
    root = project(tmp_path, handout__html__j2=PAGE % "<h1>{{ title }}</h1><p>Mine</p>")
    assert "<p>Mine</p>" in render_html(one_slide(), root=root, draw=DRAWING)
    assert render_handout(one_slide(), root=root, draw=DRAWING).startswith(b"%PDF")


def test_a_projects_rules_are_laid_over_the_built_in_sheet(tmp_path: Path) -> None:
    root = project(tmp_path, handout__css="h1 { color: var(--sea) }")
    html = render_html(one_slide(), root=root, draw=DRAWING)
    built_in, _, own = html.partition("</style>\n<style>")
    assert "h1 { color: var(--sea) }" in own
    assert "--sea: #0B6A93" in built_in
    assert "@page" in built_in


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        ("\n\n{{ nothing_here }}", 3, "RD587"),
        ("\n{% for %}", 2, "RD580"),
        ("\n\n\n{{ ''.__class__.__mro__ }}", 4, "RD580"),
        ("{% include 'other.html' %}", 1, "RD270"),
        ("{% include '../../secret.html' %}", 1, "RD270"),
    ],
)
def test_a_template_that_fails_is_told_with_its_line(tmp_path: Path, body: str, line: int, code: str) -> None:
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    root = project(tmp_path, handout__html__j2=PAGE % body)
    with pytest.raises(BuildError) as error:
        render_html(one_slide(), root=root, draw=DRAWING)
    (found,) = error.value.diagnostics
    assert found.code == code
    assert found.span is not None
    assert (found.span.path, found.span.line) == ("templates/handout.html.j2", line)


@pytest.mark.parametrize(
    "how", ['<img src="{}" alt="x">', '<p style="background-image: url({})">x</p>', '<link rel="stylesheet" href="{}">']
)
def test_a_template_names_files_beside_it_by_their_names(tmp_path: Path, how: str) -> None:
    """What is printed is what the same files give by their whole addresses, and has none of these in it."""
    name = "more.css" if "stylesheet" in how else "dot.svg"
    body = PAGE % ("<h1>A</h1>" + how)
    root = project(tmp_path, handout__html__j2=body.format(f"parts/{name}"))
    (root / "templates/parts").mkdir()
    (root / "templates/parts/dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>', "utf-8"
    )
    (root / "templates/parts/more.css").write_text("h1 { background: url(dot.svg) }", "utf-8")
    found = render_handout(one_slide(), root=root, draw=DRAWING)
    whole = body.format((root / f"templates/parts/{name}").as_uri())
    (root / "templates/handout.html.j2").write_text(whole, "utf-8")
    assert found == render_handout(one_slide(), root=root, draw=DRAWING)
    assert str(tmp_path).encode() not in found


def test_a_link_to_a_file_of_the_machine_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path, handout__html__j2=PAGE % '<h1>A</h1><p><a href="tables.html">x</a></p>')
    with pytest.raises(BuildError) as error:
        render_handout(one_slide(), root=root, draw=DRAWING)
    (found,) = error.value.diagnostics
    assert (found.code, "tables.html" in found.message, str(tmp_path) in found.message) == ("RD581", True, False)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "file:///etc/passwd",
        "../content/report.yaml",
        "file://example.org/etc/passwd",
        "link.png",
        "ftp://example.org/x",
    ],
)
@pytest.mark.parametrize(
    "how", ['<img src="{}" alt="x">', '<p style="background-image: url({})">x</p>', '<link rel="stylesheet" href="{}">']
)
def test_a_page_reads_nothing_outside_of_templates(tmp_path: Path, address: str, how: str) -> None:
    root = project(tmp_path, handout__html__j2=PAGE % ("<h1>A</h1>" + how.format(address)))
    (tmp_path / "content").mkdir()
    (tmp_path / "content/report.yaml").write_text("secret", encoding="utf-8")
    (tmp_path / "templates/link.png").symlink_to("/etc/passwd")
    if not address.startswith(("http", "file", "ftp")):
        address = (tmp_path / "templates").as_uri() + "/" + address
        root.joinpath("templates/handout.html.j2").write_text(PAGE % ("<h1>A</h1>" + how.format(address)))
    with pytest.raises(BuildError) as error:
        render_handout(one_slide(), root=root, draw=DRAWING)
    assert set(codes(error)) == {"RD581"}


def test_a_style_sheet_with_a_mistake_is_an_error(tmp_path: Path) -> None:
    root = project(tmp_path, handout__css="h1 { colour: red }")
    with pytest.raises(BuildError) as error:
        render_handout(one_slide(), root=root, draw=DRAWING)
    assert codes(error) == ["RD582"]
    assert "colour" in error.value.diagnostics[0].message


def test_a_style_sheet_that_hides_a_block_is_an_error(tmp_path: Path) -> None:
    root = project(tmp_path, handout__css=".prose { display: none }")
    with pytest.raises(BuildError) as error:
        render_handout(one_slide(prose("en-US", "Hidden.")), root=root, draw=DRAWING)
    assert "RD584" in codes(error)


def test_markup_in_a_text_is_text() -> None:
    deck = one_slide(prose("en-US", "<b>bold</b> & <script>alert(1)</script>"))
    assert "&lt;script&gt;" in render_html(deck, draw=DRAWING)


def test_a_title_with_markup_and_quotes_is_text() -> None:
    title = 'He said "<i>no</i>" & left'
    deck = replace(one_slide(prose("en-US", "x")), title=plain(title, "en-US"))
    with pikepdf.open(BytesIO(render_handout(deck, draw=DRAWING))) as pdf:
        assert str(pdf.docinfo["/Title"]) == title


def test_a_missing_face_is_an_error() -> None:
    deck = one_slide(prose("en-US", "x"))
    theme = replace(deck.theme, body=replace(deck.theme.body, latin="Papyrus"))
    with pytest.raises(BuildError) as error:
        render_handout(replace(deck, theme=theme), draw=DRAWING)
    assert codes(error) == ["RD585"]


def test_every_tag_of_a_language_has_its_words() -> None:
    assert {len(deck_of(language).words) for language in TAGS} == {len(deck_of("en").words)}


def test_a_projects_own_rules_stay_with_its_pages(tmp_path: Path) -> None:
    """The built-in sheet is read once for all pages of a process: what is laid over it for one is gone for the next."""
    deck = one_slide(prose("en-US", "Words."))
    plain = render_handout(deck, draw=DRAWING)
    root = project(tmp_path, handout__css=":root { --ink: #b00000; --face-body: Cousine } @page { size: A5 }")
    laid_over = render_handout(deck, root=root, draw=DRAWING)
    with pikepdf.open(BytesIO(laid_over)) as pdf:
        assert float(pdf.pages[0].MediaBox[3]) < 600
    assert render_handout(deck, draw=DRAWING) == plain
