"""Set pages as a value: all that a PDF takes of them, in objects that name each other by numbers of their own.

Pages that were set at different times become one document by giving these numbers new ones (joining.py).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

FONTS = 0  # the number that stands for the document's fonts


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfObject:
    """An object as it is written: `text` has `%d` for each number in `refs`, and `%%` for a per cent sign; a stream has
    its `data` besides. A negative number -n is that of the n-th of the containers."""

    text: str
    refs: tuple[int, ...] = ()
    data: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPage:
    """A page: its boxes as they are written, the number of its content, and for each mark in that (MCID) the number of
    the structure element that it belongs to, 0 for none."""

    boxes: str
    content: int
    owners: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """The area of a link on the `page` with that index. It leads to an anchor, here or elsewhere in the document, or to
    an address; `owner` is the structure element that it belongs to."""

    number: int
    page: int
    area: str
    anchor: str = ""
    address: str = ""
    owner: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A heading in the document's outline, with its place on the `page` with that index."""

    level: int
    label: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place that links may lead to."""

    name: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFont:
    """A font by its name among the pages' resources, with the glyphs that are used of it: number, width in thousandths
    and the text that it stands for. `program` is the hash of the whole font's bytes, `axes` where on its axes a variable
    one is set, `pictured` says that its glyphs are pictures, which stand on the pages themselves."""

    name: str
    program: str
    index: int
    base: str
    family: str
    flags: int
    ascent: int
    descent: int
    glyphs: tuple[tuple[int, int, str], ...]
    axes: tuple[tuple[str, float], ...] = ()
    pictured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An element below the document's root: the number of the structure element, and the id of the section that it is
    in, empty for none."""

    number: int
    container: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPages:
    """Pages in order. `objects` have the numbers from 1, None for those that are written when pages are joined: the
    pages themselves first, and the links. `resources` are what the pages' contents name, by kind and name; `info` and
    `catalog` are the document's own entries, `attached` the files that it holds; `labels` what links call the anchors
    that they lead to, `named` the strings (page, name, text) that running heads are made of; `hyphens` says that the
    text has hyphens (U+2010) itself."""

    pages: tuple[SetPage, ...]
    objects: tuple[PdfObject | None, ...]
    resources: dict[str, dict[str, PdfObject]]
    parts: tuple[Part, ...] = ()
    containers: tuple[str, ...] = ()
    links: tuple[PageLink, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    fonts: tuple[UsedFont, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    named: tuple[tuple[int, str, str], ...] = ()
    info: dict[str, PdfObject] = field(default_factory=dict)
    catalog: dict[str, PdfObject] = field(default_factory=dict)
    attached: PdfObject | None = None
    lang: str = ""
    hyphens: bool = False


def as_bytes(pages: SetPages) -> bytes:
    """The pages in a form to keep: a line of JSON, and the data of all streams behind it."""
    plain = {name: _plain(getattr(pages, name)) for name in SetPages.__slots__}
    plain["objects"] = [
        one and (one.text, one.refs) if one is None or one.data is None else (one.text, one.refs, len(one.data))
        for one in pages.objects
    ]
    streams = [one.data for one in pages.objects if one is not None and one.data is not None]
    return b"\n".join((json.dumps(plain, separators=(",", ":")).encode(), b"".join(streams)))


def from_bytes(data: bytes) -> SetPages:
    """The pages of `as_bytes`."""
    head, _, streams = data.partition(b"\n")
    plain = json.loads(head)
    place = 0
    objects: list[PdfObject | None] = []
    for one in plain["objects"]:
        if one is None or len(one) == 2:  # no stream
            objects.append(one and PdfObject(text=one[0], refs=tuple(one[1])))
            continue
        text, refs, size = one
        objects.append(PdfObject(text=text, refs=tuple(refs), data=streams[place : place + size]))
        place += size
    values: dict[str, Any] = {
        "objects": tuple(objects),
        "attached": plain["attached"] and _value(PdfObject, plain["attached"]),
        "labels": _tuples(plain["labels"]),
        "named": _tuples(plain["named"]),
        "containers": tuple(plain["containers"]),
    }
    for name in ("info", "catalog"):
        values[name] = _named(plain[name])
    values["resources"] = {kind: _named(entries) for kind, entries in plain["resources"].items()}
    for name, kind in _LISTS.items():
        values[name] = tuple(_value(kind, one) for one in plain[name])
    return SetPages(**plain | values)


_LISTS = {
    "pages": SetPage,
    "parts": Part,
    "links": PageLink,
    "bookmarks": Bookmark,
    "anchors": Anchor,
    "fonts": UsedFont,
}


def _named(plain: dict[str, list[Any]]) -> dict[str, PdfObject]:
    return {name: _value(PdfObject, one) for name, one in plain.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    slots = getattr(value, "__slots__", None)
    return [_plain(getattr(value, name)) for name in slots] if slots else value


def _value(kind: type[Any], plain: list[Any]) -> Any:
    values = (_tuples(one) for one in plain)
    return kind(**dict(zip(kind.__slots__, values, strict=True)))


def _tuples(plain: Any) -> Any:
    return tuple(_tuples(one) for one in plain) if isinstance(plain, list) else plain
