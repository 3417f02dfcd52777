"""XML elements with the byte offsets of their tags, and edits spliced into the bytes between them.

A part is never parsed and written again: that changes its bytes even where nothing was meant to change. Offsets are
expat's (`CurrentByteIndex`), so that an edit replaces exactly the bytes of one element's content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

_SEPARATOR = "\x1f"


class XmlError(ValueError):
    """A part that is no XML this module edits: malformed, with a DOCTYPE, or not in UTF-8."""


@dataclass(slots=True, eq=False)
class Element:
    """One element: local name, attributes by local name (`{namespace}name` where prefixed), and four offsets.

    `start` and `end` enclose the element, `inside` and `inside_end` its content; a self-closed element has its content
    at `end`. `raw` is the tag's name as written, with its prefix.
    """

    name: str
    namespace: str
    raw: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    parent: Element | None = None
    closed: bool = False
    inside_end: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters directly inside of the element."""
        return "".join(self.characters)

    def get(self, name: str, default: str = "") -> str:
        """An attribute without a prefix, or with the one of relationships (`r:id` is asked for as `r:id`)."""
        if name.startswith("r:"):
            plain = name[2:]
            return next((v for k, v in self.attributes.items() if k.endswith(f"/relationships}}{plain}")), default)
        return self.attributes.get(name, default)

    def child(self, *path: str) -> Element | None:
        """The first element below along a path of local names."""
        here: Element | None = self
        for name in path:
            here = next((one for one in here.children if one.name == name), None) if here else None
        return here

    def all(self, name: str) -> list[Element]:
        """The children of a local name."""
        return [one for one in self.children if one.name == name]

    def iter(self, *names: str) -> Iterator[Element]:
        """The element and everything below it, in document order; only those of the local names where some are given."""
        if not names or self.name in names:
            yield self
        for one in self.children:
            yield from one.iter(*names)

    def prefixed(self, name: str) -> str:
        """A local name with the prefix that this element was written with."""
        prefix, colon, _ = self.raw.rpartition(":")
        return f"{prefix}{colon}{name}"


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes that replace `data[start:end]`."""

    start: int
    end: int
    data: bytes


def parse(data: bytes) -> Element:
    """The root element of a part. Raises XmlError."""
    return _Builder(data).build()


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with all edits made; edits must not overlap (ValueError). Insertions at one place keep their order."""
    parts: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < at:
            raise ValueError(f"two edits overlap at byte {edit.start}")
        parts += [data[at : edit.start], edit.data]
        at = edit.end
    return b"".join([*parts, data[at:]])


def with_text(element: Element, text: str) -> Edit:
    """Give an element this text as its whole content."""
    shown = escape(text).encode()
    if not element.closed:
        return Edit(element.inside, element.inside_end, shown)
    # `<a:t/>`: the slash goes, content and an end tag come
    return Edit(element.inside - 2, element.end, b">" + shown + f"</{element.raw}>".encode())


def removed(element: Element) -> Edit:
    """Take an element out."""
    return Edit(element.start, element.end, b"")


def after(element: Element, data: bytes) -> Edit:
    """Insert bytes behind an element."""
    return Edit(element.end, element.end, data)


def attribute(data: bytes, element: Element, name: str, value: str) -> Edit:
    """Replace the value of an attribute that the element's start tag has (ValueError when it hasn't)."""
    tag = data[element.start : element.inside]
    for quote in (b'"', b"'"):
        for space in (b" ", b"\n", b"\t", b"\r"):
            at = tag.find(space + name.encode() + b"=" + quote)
            if at >= 0:
                begin = at + len(space) + len(name) + 2
                close = tag.index(quote, begin)
                shown = escape(value, {'"': "&quot;", "'": "&apos;"}).encode()
                return Edit(element.start + begin, element.start + close, shown)
    raise ValueError(f"<{element.raw}> has no attribute {name}")


class _Builder:
    """Expat's events as a tree."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.root: Element | None = None
        self.here: Element | None = None
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.XmlDeclHandler = self._declaration

    def build(self) -> Element:
        if self.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise XmlError("it is not in UTF-8")
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as error:
            raise XmlError(f"it is not well-formed XML: {error}") from error
        if self.root is None:
            raise XmlError("it has no element")
        return self.root

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, local = name.rpartition(_SEPARATOR)
        start = self.parser.CurrentByteIndex
        inside, raw = self._tag(start)
        named = {_attribute_name(key): value for key, value in attributes.items()}
        closed = self.data[inside - 2 : inside - 1] == b"/"
        element = Element(local, namespace, raw, named, start, inside, self.here, closed)
        if self.here is None:
            self.root = element
        else:
            self.here.children.append(element)
        self.here = element

    def _tag(self, start: int) -> tuple[int, str]:
        """Where the start tag at `start` ends, and its name as written."""
        at, quote = start + 1, 0
        data = self.data
        while True:
            byte = data[at]
            if quote:
                quote = 0 if byte == quote else quote
            elif byte in b"\"'":
                quote = byte
            elif byte == 0x3E:
                break
            at += 1
        inner = data[start + 1 : at].rstrip(b"/")
        return at + 1, inner.split(None, 1)[0].decode()

    def _end(self, _: str) -> None:
        element = self.here
        assert element is not None
        if element.closed:
            element.inside_end = element.end = element.inside
        else:
            element.inside_end = self.parser.CurrentByteIndex
            element.end = self.data.index(b">", element.inside_end) + 1
        self.here = element.parent

    def _characters(self, text: str) -> None:
        if self.here is not None:
            self.here.characters.append(text)

    def _doctype(self, *_: object) -> None:
        raise XmlError("it has a DOCTYPE")

    def _declaration(self, _: str, encoding: str | None, __: int) -> None:
        if encoding and encoding.upper() not in ("UTF-8", "US-ASCII", "ASCII"):
            raise XmlError(f"it is in {encoding}, not in UTF-8")


def _attribute_name(name: str) -> str:
    namespace, separator, local = name.rpartition(_SEPARATOR)
    return f"{{{namespace}}}{local}" if separator else local
