"""What a page says because of its place: running heads and page numbers, and the numbers in the contents.

They are set apart from the pages, so that these stay as they are when only numbers move.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

from ria_deck.render.pdf.set_pages import SetPages

AT_ONCE = 16  # heads that are kept together
_ENTRY = re.compile(r'<a href="#([^"]*)"')
_COVER = re.compile(r'<section class="cover"[^<>]*>')
_SAID = re.compile(r'\sdata-(title|kind|left|right)="([^"]*)"')
_CHAPTER = "{chapter}"


@dataclass(frozen=True, slots=True)
class RunningHeads:
    """What left and right pages say, with `{title}`, `{kind}` and `{chapter}`. With the chapter, they say nothing on a page
    where one begins."""

    left: str = "{title} · {kind}"
    right: str = _CHAPTER


BUILT_IN_HEADS = RunningHeads()


def heads_in(page: str) -> RunningHeads:
    """The heads that a page asks for at its cover (`data-left`, `data-right`), title and kind filled in; the built-in ones
    where it asks for no others."""
    cover = _COVER.search(page)
    said = {name: html.unescape(text) for name, text in _SAID.findall(cover[0])} if cover else {}
    heads = RunningHeads(said.get("left", BUILT_IN_HEADS.left), said.get("right", BUILT_IN_HEADS.right))
    if heads == BUILT_IN_HEADS:
        return heads
    names = {"title": said.get("title", ""), "kind": said.get("kind", "")}
    return RunningHeads(_filled(heads.left, names), _filled(heads.right, names))


def _filled(pattern: str, names: Mapping[str, str]) -> str:
    return re.sub(r"\{(title|kind|chapter)\}", lambda one: names.get(one[1], one[0]), " ".join(pattern.split()))


def heads_css(*, rtl: bool) -> str:
    """The rules for pages that have nothing but a head."""
    start, end = ("right", "left") if rtl else ("left", "right")
    return (
        f"@page {{ @top-{start} {{ content: string(head) }} @top-{end} {{ content: string(number) }} }}\n"
        ".head { string-set: head attr(data-head), number attr(data-number) }\n"
        ".head + .head { break-before: page }\n"
    )


def contents_css() -> str:
    """The rule for page numbers in the contents that are known."""
    return ".contents li a::after { content: attr(data-page) }\n"


def heads_of(runs: Sequence[SetPages], headless: int, said: RunningHeads = BUILT_IN_HEADS) -> list[str]:
    """The head of every page behind the first `headless` ones."""
    named: dict[str, str] = {}
    heads: list[str] = []
    pages = ((run, index) for run in runs for index in range(len(run.pages)))
    for number, (run, index) in enumerate(pages, start=1):
        here = {name: text for page, name, text in run.named if page == index}
        chapter = "" if "chapter" in here else named.get("chapter", "")
        named |= here
        pattern = said.right if number % 2 else said.left
        silent = _CHAPTER in pattern and not chapter
        heads.append("" if silent else _filled(pattern, named | {"chapter": chapter}))
    return heads[headless:]


def head_pages(heads: Sequence[str], first: int) -> Iterator[str]:
    """The bodies of the documents that print heads, some pages each; the first page has the number `first`."""
    for begin in range(0, len(heads), AT_ONCE):
        yield "".join(
            f'<div class="head" data-head="{escape(head)}" data-number="{number}"></div>'
            for number, head in enumerate(heads[begin : begin + AT_ONCE], start=first + begin)
        )


def numbered(contents: str, pages: Mapping[str, int]) -> str:
    """The contents with the numbers of the pages that their links lead to."""
    return _ENTRY.sub(lambda link: f'{link[0]} data-page="{pages.get(link[1], "")}"', contents)


def pages_of(runs: Sequence[SetPages], first: int) -> dict[str, int]:
    """The page number of every anchor; that of the first page is `first`."""
    pages: dict[str, int] = {}
    for run in runs:
        for anchor in run.anchors:
            pages.setdefault(anchor.name, first + anchor.page)
        first += len(run.pages)
    return pages
