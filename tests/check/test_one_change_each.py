"""The guard of finished files: one thing otherwise in an outline, one fault, of the right kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ria_deck.check.outline_compare import compare
from ria_deck.check.outline_model import Outline, OutlinePart, SeriesOutline

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
