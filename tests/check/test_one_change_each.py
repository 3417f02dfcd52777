"""The guard of finished files: one thing otherwise in an outline, one fault, of the right kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ria_deck.check.outline_compare import compare
from ria_deck.check.outline_html import read_html
from ria_deck.check.outline_model import FigureOutline, Outline, OutlinePart, SeriesOutline

SERIES = SeriesOutline(name="Cars", categories=("2008", "2009"), values=(1.0, 2.0))
SLIDE = OutlinePart(
    id="ban",
    title="The ban",
    texts=("Exports fell.", "Few were left."),
    tables=((("port", "cars"), ("Kure", "2")),),
    series=(SERIES,),
    alts=("Cars by year",),
    notes=("Say it slowly.",),
)


def outline(*parts: OutlinePart, title: str = "Cars") -> Outline:
    return Outline(output="pptx", lang="en", title=title, parts=parts)


def codes(found: Outline) -> list[str]:
    return [fault.code for fault in compare(outline(SLIDE), found)]


def test_the_same_is_no_fault() -> None:
    assert codes(outline(SLIDE)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": "The bans"}, "RD703"),
        ({"texts": ("Exports fell.",)}, "RD703"),
        ({"texts": ("Exports fell.", "Few were left.", "A third")}, "RD703"),
        ({"tables": ()}, "RD705"),
        ({"tables": (*SLIDE.tables, *SLIDE.tables)}, "RD705"),
        ({"tables": ((("port", "cars"), ("Kure", "3")),)}, "RD705"),
        ({"tables": ((("port", "cars"),),)}, "RD705"),
        ({"series": ()}, "RD704"),
        ({"series": (SERIES, SERIES)}, "RD704"),
        ({"series": (replace(SERIES, name="Vans"),)}, "RD704"),
        ({"series": (replace(SERIES, categories=("2008", "2010")),)}, "RD704"),
        ({"series": (replace(SERIES, values=(1.0, 2.5)),)}, "RD704"),
        ({"series": (replace(SERIES, values=(1.0, None)),)}, "RD704"),
        ({"series": (replace(SERIES, values=(1.0,)),)}, "RD704"),
        ({"series": (replace(SERIES, values=(1.0, 2.0, 3.0)),)}, "RD704"),
        ({"alts": ()}, "RD703"),
        ({"alts": ("Cars by port",)}, "RD703"),
        ({"notes": ()}, "RD706"),
        ({"notes": ("Say it fast.",)}, "RD706"),
        ({"hidden": True}, "RD702"),
    ],
)
def test_one_thing_otherwise_is_one_fault(change: dict[str, Any], code: str) -> None:
    assert codes(outline(replace(SLIDE, **change))) == [code]


def test_the_decks_own_words_and_its_slides_are_compared() -> None:
    assert codes(outline(SLIDE, title="Vans")) == ["RD703"]
    assert codes(outline(SLIDE, SLIDE)) == ["RD702"]
    assert codes(outline()) == ["RD702"]


def test_a_fault_names_the_number_of_its_slide() -> None:
    second = replace(SLIDE, id="after")
    (fault,) = compare(outline(SLIDE, second), outline(SLIDE, replace(second, title="Other")))
    assert "slide 2 " in fault.message


PAGE = """<!doctype html><html lang="en"><head><title>Cars</title></head><body>
<div class="frame"><section class="slide" id="ban"><h2>The <em>ban</em></h2><p>Exports fell.</p>
<ul><li>Few were left:<ul><li>two in Kure</li></ul></li></ul><pre>first line
second line</pre>
<table><tr><th>port</th><th>cars</th></tr><tr><td><p>Kure</p></td><td>2</td></tr></table>
<figure class="figure"><svg class="drawing" aria-label="Cars by year"><text>2008</text><text>2009</text></svg></figure>
<figure class="figure"><img alt="A ferry" src="a.jpg"></figure></section>
<aside class="notes"><p>Say it slowly.</p></aside></div>
<div class="frame" data-out><section class="slide" id="more"><h1>More<br>of it</h1></section></div></body></html>"""


def test_a_page_of_slides_is_read_as_its_readers_do() -> None:
    found = read_html(PAGE.encode())
    assert (found.output, found.lang, found.title) == ("html", "en", "Cars")
    slide, more = found.parts
    assert (slide.id, slide.title, slide.hidden) == ("ban", "The ban", False)
    assert slide.texts == ("Exports fell.", "Few were left:", "two in Kure", "first line", "second line")
    assert slide.tables == ((("port", "cars"), ("Kure", "2")),)
    assert slide.figures == (
        FigureOutline(alt="Cars by year", labels=("2008", "2009")),
        FigureOutline(alt="A ferry", labels=()),
    )
    assert slide.notes == ("Say it slowly.",)
    assert (more.id, more.title, more.hidden, more.notes) == ("more", "More of it", True, ())
    with pytest.raises(ValueError, match="no slides"):
        read_html(b"<html><body><p>words</p></body></html>")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("The <em>ban</em>", "The bans", "RD703"),
        ("Exports fell.", "Exports rose.", "RD703"),
        ("second line", "", "RD703"),
        ("<td>2</td>", "<td>3</td>", "RD705"),
        ('aria-label="Cars by year"', 'aria-label="Cars"', "RD703"),
        ('alt="A ferry"', "", "RD703"),
        ("<text>2009</text>", "", "RD704"),
        ("Say it slowly.", "Say it fast.", "RD706"),
        (' data-out><section class="slide" id="more"', '><section class="slide" id="more"', "RD702"),
        ('id="more"', 'id="other"', "RD702"),
    ],
)
def test_one_thing_otherwise_on_a_page_is_one_fault(old: str, new: str, code: str) -> None:
    assert old in PAGE
    wanted = read_html(PAGE.encode())
    assert list(compare(wanted, wanted)) == []
    assert [fault.code for fault in compare(wanted, read_html(PAGE.replace(old, new).encode()))] == [code]


def test_texts_of_one_block_in_another_order_are_told() -> None:
    """A text that stands twice may come again after others."""
    order = ("First.", "Second.", "First.", "Third.")
    wanted = replace(SLIDE, texts=order, orders=(order,))
    for output in ("pptx", "html"):
        expected = replace(outline(wanted), output=output)
        assert list(compare(expected, expected)) == []
        texts = ("First.", "Third.", "Second.", "First.")
        found = list(compare(expected, replace(outline(replace(wanted, texts=texts)), output=output)))
        assert [fault.code for fault in found] == ["RD703"]
        assert "“Third.” comes before “First.”" in found[0].message
