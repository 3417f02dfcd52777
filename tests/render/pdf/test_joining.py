"""Pages that were set as a value: the same after they were kept, and joined as if they had been set in one piece."""

from __future__ import annotations

from io import BytesIO
from types import ModuleType

import pikepdf
import pytest

from ria_deck.design.faces import font_files
from ria_deck.render.html.page import Page
from ria_deck.render.pdf.joining import MissingAnchorError, cutter, join
from ria_deck.render.pdf.press import press
from ria_deck.render.pdf.set_pages import SetPages, as_bytes, from_bytes
from tests.render.pdf.test_structure import PAGES, words_of

FONTS = (*font_files()["Arimo"], *font_files()["Noto Sans CJK JP"])


def page(body: str, lang: str = "en") -> str:
    faces = "".join(
        f"@font-face {{ font-family: {name}; src: url({file.as_uri()}) }}"
        for name, file in (("Arimo", FONTS[0]), ("NotoSansCJKjp", FONTS[2]))
    )
    sheet = f"<style>{faces} body {{ font-family: Arimo, NotoSansCJKjp }}</style>"
    return f"<!doctype html><html lang={lang}><title>T</title>{sheet}<body>{body}</body></html>"


def made(*bodies: str) -> tuple[list[SetPages], dict[str, bytes]]:
    with press(Page(html="".join(bodies), files=FONTS)) as machine:
        runs = [machine.laid_out(page(body)).whole() for body in bodies]
    return runs, machine.programs


def joined(*bodies: str) -> bytes:
    runs, programs = made(*bodies)
    return join(runs, cutter(programs.__getitem__, lambda _, make: make()))


def font_files_in(pdf: pikepdf.Pdf) -> int:
    return sum(isinstance(one, pikepdf.Dictionary) and "/FontDescriptor" in one for one in pdf.objects)


def test_pages_are_the_same_after_they_were_kept() -> None:
    runs, _ = made(
        *(f"<h1 id='h'>日本 100 % (a\\b)</h1>{PAGES[name]}" for name in ("links", "a table over pages", "languages"))
    )
    for run in runs:
        assert from_bytes(as_bytes(run)) == run


def test_documents_are_joined_to_one(pdfua: ModuleType) -> None:
    bodies = [
        f"<section id='s{n}'><h1>Part {n}</h1>{body}</section>"
        for n, body in enumerate(PAGES.values())
        if "id=" not in body
    ]
    data = joined(*bodies)
    assert pdfua.validate(data) == []
    one = joined("".join(bodies))
    assert words_of(data) == words_of(one)
    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.open(BytesIO(one)) as whole:
        for made_of in (pdf, whole):
            with made_of.open_outline() as outline:
                assert [item.title for item in outline.root] == [
                    f"Part {n}" for n in range(len(PAGES)) if f"s{n}'" in "".join(bodies)
                ]
        assert len(pikepdf.NameTree(pdf.Root.Names.Dests)) == len(bodies)
        fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
        assert fonts == {str(font.BaseFont) for font in whole.pages[0].Resources.Font.values()}
        assert font_files_in(pdf) == font_files_in(whole)
    assert len(data) < 1.5 * len(one)


def test_links_lead_to_other_parts(pdfua: ModuleType) -> None:
    data = joined("<h1>One</h1><p><a href='#there'>to the other</a>, 5 0 R (50 %)</p>", "<h1 id='there'>Two</h1>")
    assert pdfua.validate(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        [link] = pdf.pages[0].Annots
        assert (str(link.Dest), str(link.Contents)) == ("there", "to the other")
        assert pikepdf.NameTree(pdf.Root.Names.Dests)["there"][0].objgen == pdf.pages[1].obj.objgen
    assert "5 0 R (50 %)" in " ".join(words_of(data))


def test_a_link_to_nowhere_is_told() -> None:
    with pytest.raises(MissingAnchorError):
        joined("<h1>One</h1><p><a href='#nowhere'>to nowhere</a></p>")


def test_a_section_goes_on_in_the_next_part_as_one(pdfua: ModuleType) -> None:
    def halves(tagger):  # type: ignore[no-untyped-def]
        return [("topic", tagger.whole())]

    with press(Page(html="", files=FONTS)) as machine:
        runs = []
        for body in ("<h1>One</h1><p>a</p>", "<p>b</p>"):
            laid = machine.laid_out(page(body))
            runs.append(laid.taken(laid.pages, halves, laid.source.shown))
    data = join(runs, cutter(machine.programs.__getitem__, lambda _, make: make()))
    assert pdfua.validate(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        [section] = pdf.Root.StructTreeRoot.K[0].K
        assert (str(section.S), str(section.T), [str(kid.S) for kid in section.K]) == (
            "/Sect",
            "topic",
            ["/H1", "/P", "/P"],
        )
    assert words_of(data) == ["One", "a", "b"]
