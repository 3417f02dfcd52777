"""A handout's page in pieces: cover, contents, and the items of its sections, between which a page may begin."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_MARK = re.compile(r"<!--(cover|contents|text|section|item|end)-->")
_OPEN = re.compile(r'\s*<section(?:\s+[\w-]+="[^"<>]*")*\s+id="[^"<>]+">\s*')
_CLOSE = re.compile(r"\s*</section>\s*")
_LAST = re.compile(r"\s*</section>\s*</body>\s*</html>\s*")
_NAME = re.compile(r'\s(?:id|href)="([^"]*)"')
_HEAD = re.compile(
    r"""\s*<!doctype\ html>\s*(?P<html><html[^<>]*>)\s*<head>\s*<meta\ charset="utf-8">\s*
    <title>[^<>]*</title>\s*(?:<meta\ name="[\w.]+"\ content="[^"<>]*">\s*)*(?P<sheets>(?:<style>[^<]*</style>\s*)+)
    </head>\s*""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """What begins and ends on its own: a slide, the opening of a chapter with its first slide, a table at the end.
    `section` is the tag of the section that it is in, `name` what it is called in the page, `digest` its hash."""

    section: str
    html: str
    name: str
    digest: bytes

    @classmethod
    def of(cls, section: str, html: str) -> Item:
        """An item with its name, the first that is in it, and its hash."""
        name = _NAME.search(html)
        digest = hashlib.sha256(f"{section}\n{html}".encode()).digest()
        return cls(section, html, name[1] if name else "", digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """`head` is all that stands before the body, `opening` the tag of the page with its style sheets alone; `contents` may
    be empty. All text is in `items`."""

    head: str
    opening: str
    cover: str
    contents: str
    items: tuple[Item, ...]

    def document(self, body: str) -> str:
        """A document in the page's sheets."""
        return f"<!doctype html>{self.opening}<body>{body}</body></html>"


def pieces_of(html: str) -> Pieces | None:
    """The pieces; None for a page that has other parts, or marks in other places, than the built-in template."""
    head, _, body = html.partition("<body>")
    known = _HEAD.fullmatch(head)
    first, *parts = _MARK.split(body)
    if known is None or first.strip() or parts[:6:2] != ["cover", "contents", "text"]:
        return None
    cover, contents, between = parts[1:7:2]
    items = _items(between, list(zip(parts[6::2], parts[7::2], strict=True)))
    if not cover.strip() or not items:
        return None
    opening = f'{known["html"]}<head><meta charset="utf-8"><title>-</title>{known["sheets"]}</head>'
    return Pieces(head=head, opening=opening, cover=cover, contents=contents.strip(), items=items)


def _items(between: str, marks: Sequence[tuple[str, str]]) -> tuple[Item, ...]:
    """The items of all sections; none where a mark or a text stands in another place."""
    found: list[Item] = []
    section = ""
    if between.strip() or not marks or not _LAST.fullmatch(marks[-1][1]):
        return ()
    for place, (kind, text) in enumerate(marks, start=1):
        match kind:
            case "section" if not section and _OPEN.fullmatch(text):
                section = text.strip()
            case "item" if section and text.strip():
                found.append(Item.of(section, text))
            case "end" if section and (place == len(marks) or _CLOSE.fullmatch(text)):
                section = ""
            case _:
                return ()
    return () if section else tuple(found)


def in_sections(items: Sequence[Item], first: int) -> Iterator[str]:
    """Items from the one with the number `first` on, as they stand in their sections."""
    numbered = enumerate(items, start=first)
    for section, group in groupby(numbered, key=lambda one: one[1].section):
        yield section
        yield from (f"<!--item {number}-->{item.html}" for number, item in group)
        yield "</section>"
