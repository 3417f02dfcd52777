"""Objects of a PDF that are written as they are, and pages' objects under the numbers of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pydyf  # type: ignore[import-untyped]

from ria_deck.render.pdf.set_pages import PdfObject, SetPages


class Ready(pydyf.Object):  # type: ignore[misc]
    """An object as it is written."""

    def __init__(self, text: bytes = b"") -> None:
        super().__init__()
        self.text = text

    @property
    def data(self) -> bytes:
        """What is written."""
        return self.text


class ReadyStream(pydyf.Stream):  # type: ignore[misc]
    """A stream as it is written: its entries and its data."""

    def __init__(self, text: bytes, packed: bytes) -> None:
        super().__init__()
        self.text = text
        self._packed = packed

    @property
    def data(self) -> bytes:
        """What is written."""
        return b"\n".join((self.text, b"stream", self._packed, b"endstream"))


@dataclass(frozen=True, slots=True)
class Placed:
    """Pages with the numbers that their objects have in the document."""

    pages: SetPages
    numbers: Sequence[int]

    def filled(self, one: PdfObject) -> bytes:
        """The text of an object with these numbers."""
        return filled(one, self.numbers)


def filled(one: PdfObject, numbers: Sequence[int]) -> bytes:
    """The text of an object; `numbers` are those that its references have in the document."""
    return (one.text % tuple(numbers[ref] for ref in one.refs)).encode()


def reference(number: int) -> bytes:
    """How an object is named in others."""
    return b"%d 0 R" % number


def references(numbers: Iterable[int]) -> bytes:
    """Several of them."""
    return b" ".join(map(reference, numbers))


def dictionary(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Entries as a dictionary is written."""
    return b"<<%b>>" % b"".join(b"/%b %b" % (name.encode(), value) for name, value in entries)
