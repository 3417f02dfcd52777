"""Every code of what `pull` finds, in one deck that a person edited in all these ways."""

from __future__ import annotations

from pathlib import Path

from tests.pull.talk import FILES, Talk, write


def test_one_deck_with_every_kind_of_edit(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.retype("rose", "2,100", "2,200")
    talk.retype("rose", "Most of them", "Some of them")
    write(tmp_path, {"content/cars.md": FILES["content/cars.md"].replace("Most of them", "Nearly all")})
    talk.retype("years", "Source: ", "From the ")
    title = talk.slide("rose").shapes.title
    title.left, title.top, title.width, title.height = 1_000_000, 1_000_000, 5_000_000, 500_000
    ids = talk.deck.slides._sldIdLst
    ids.remove(ids[talk.deck.slides.index(talk.slide("table"))])
    found = sorted((one.code, one.outcome.value, one.spot.slide) for one in talk.pull().differences)
    assert found == [
        ("RD851", "conflict", "rose"),
        ("RD852", "conflict", "rose"),
        ("RD853", "conflict", "years"),
        ("RD854", "listed", "table"),
        ("RD858", "listed", "rose"),
    ]
