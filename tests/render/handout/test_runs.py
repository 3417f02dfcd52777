"""Handouts in runs of pages: as if they were set in one piece, and the same bytes whatever is kept."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from ria_deck import Project
from ria_deck.diagnostics import BuildError
from ria_deck.model.deck import Deck
from ria_deck.render.handout.cutting import NotInRunsError
from ria_deck.render.handout.handout import pictures_of, printed_page, typeset_page, without_heads
from ria_deck.render.handout.pieces import Item, Pieces, pieces_of
from ria_deck.render.handout.runs import Runs
from tests.random_talks import random_talk

RUNS = 2
EDITS = 4
SHOWN = 12  # slides of a talk


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("--runs") or RUNS))


class Store:
    """What is kept, and which of it was made anew."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.made: list[str] = []

    def __call__(self, made_of: str, make: Callable[[], bytes]) -> bytes:
        if made_of not in self.kept:
            self.kept[made_of] = make()
            self.made.append(made_of.partition(" ")[0])
        return self.kept[made_of]


def deck_of(root: Path, seed: int, slides: int = SHOWN) -> Deck:
    """A talk made by chance, the first of its seeds whose texts have room on their slides."""
    Image.new("RGB", (900, 600), (40, 90, 120)).save(root / "a.png")
    for number in count(1000 * seed):
        for name, text in random_talk(number, slides).files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        shutil.copyfile(root / "a.png", root / "content/images/a.png")
        try:
            return Project.open(root).deck()
        except BuildError:
            shutil.rmtree(root / "content")
    raise AssertionError


def runs_of(deck: Deck, root: Path, keep: Any, change: Callable[[Pieces], Pieces] = lambda pieces: pieces) -> bytes:
    """The handout in runs, never in one piece."""
    rtl = deck.direction == "rtl"
    page = without_heads(printed_page(deck, root=root), rtl=rtl)
    assert page is not None
    pieces = pieces_of(page.html)
    assert pieces is not None
    runs = Runs(page, change(pieces), keep, files=pictures_of(deck), folders=[root / "templates"], rtl=rtl)
    return runs.printed(deck.theme.page)


def facts(data: bytes) -> dict[str, Any]:
    """What readers find: texts, links with their areas, anchors with their places, the outline, the structure's tags."""
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        with pdf.open_outline() as outline:
            marks = [(item.title, [kid.title for kid in item.children]) for item in outline.root]
        links = [
            (
                number,
                [round(float(edge), 1) for edge in area.Rect],
                str(area.get("/Dest", area.get("/A"))),
                str(area.Contents),
            )
            for number, page in enumerate(pdf.pages)
            for area in page.get("/Annots", [])
        ]
        anchors = {
            name: (pages[place[0].objgen], round(float(place[2]), 1), round(float(place[3]), 1))
            for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()
        }
        tags = list(tags_of(pdf.Root.StructTreeRoot.K))
    return {"texts": texts, "links": links, "anchors": anchors, "outline": marks, "tags": tags}


def tags_of(kids: Any) -> Any:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), str(kid.get("/T", "")), str(kid.get("/Alt", "")), str(kid.get("/Lang", ""))
            yield from tags_of(kid.get("/K", []))


def test_runs_are_what_one_piece_is(seed: int, tmp_path: Path, pdfua: ModuleType) -> None:
    deck = deck_of(tmp_path, seed)
    data = runs_of(deck, tmp_path, Store())
    assert pdfua.validate(data) == []
    assert facts(data) == facts(typeset_page(printed_page(deck, root=tmp_path), deck, tmp_path))


def edited(chance: random.Random) -> Callable[[Pieces], Pieces]:
    """Items longer, shorter, away or in another order."""

    def change(pieces: Pieces) -> Pieces:
        items = list(pieces.items)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(items))
            item = items[place]
            neighbours = [n for n, one in enumerate(items) if one.section == item.section]
            match chance.choice(("longer", "shorter", "away", "moved", "other")):
                case "longer":
                    more = "".join(
                        f"<p>More words, {chance.random()}.</p>" for _ in range(chance.choice((1, 2, 9, 40)))
                    )
                    items[place] = Item.of(
                        item.section, re.sub(r"(</section>|</figure>)(?!.*\1)", f"{more}\\1", item.html, flags=re.S)
                    )
                case "shorter":
                    items[place] = Item.of(item.section, re.sub(r"<p>[^<]*</p>", "", item.html, count=1))
                case "away" if len(neighbours) > 1:
                    del items[place]
                case "moved":
                    items.insert(chance.choice(neighbours), items.pop(place))
                case _:
                    items[place] = Item.of(
                        item.section, item.html.replace("o", "a", 1) if "data:" not in item.html else item.html
                    )
        return replace(pieces, items=tuple(Item.of(one.section, unlinked(one.html)) for one in items))

    return change


def unlinked(html: str) -> str:
    """Without links inside of the document, whose ends may be away, and no name twice."""
    return re.sub(r'<a href="#[^"]*">', "<a>", html)


def test_what_is_kept_gives_the_same_bytes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    deck = deck_of(tmp_path, seed, 2 * SHOWN)
    kept = Store()

    def without_contents(change: Callable[[Pieces], Pieces]) -> Callable[[Pieces], Pieces]:
        return lambda pieces: replace(change(pieces), contents="")

    runs_of(deck, tmp_path, kept, without_contents(lambda pieces: pieces))
    for _ in range(EDITS):
        seed = chance.random()
        change = without_contents(edited(random.Random(seed)))
        again = without_contents(edited(random.Random(seed)))
        try:
            found = runs_of(deck, tmp_path, Store(), change)
        except NotInRunsError:  # a figure became longer than its page
            with pytest.raises(NotInRunsError):
                runs_of(deck, tmp_path, kept, again)
            continue
        assert runs_of(deck, tmp_path, kept, again) == found


def test_only_what_differs_is_set(tmp_path: Path) -> None:
    deck = deck_of(tmp_path, 3, 4 * SHOWN)
    kept = Store()
    first = runs_of(deck, tmp_path, kept)
    assert kept.made.count("run") > 4
    kept.made.clear()
    assert runs_of(deck, tmp_path, kept) == first
    assert kept.made == []

    def other(pieces: Pieces) -> Pieces:
        items = list(pieces.items)
        place = len(items) // 3
        items[place] = Item.of(items[place].section, items[place].html.replace("Qa", "Qe"))
        return replace(pieces, items=tuple(items))

    assert runs_of(deck, tmp_path, kept, other) != first
    assert 1 <= kept.made.count("run") <= 2
