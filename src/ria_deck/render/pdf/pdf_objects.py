"""Objects of a PDF that WeasyPrint has made, copied with all that they refer to under numbers of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pydyf  # type: ignore[import-untyped]

from ria_deck.render.pdf.set_pages import PdfObject

_TOKEN = re.compile(rb"\((?:[^\\()]|\\.)*\)|(\d+) 0 R\b|%", re.DOTALL)
"""A string, a reference outside of strings, or what the text of an object writes twice."""


class Copier:
    """The objects of set pages as they are collected. `known` are objects of the PDF that have a number already."""

    def __init__(self, pdf: Any, known: Mapping[int, int], first: int) -> None:
        self._pdf = pdf
        self._numbers = dict(known)
        self._first = first
        self._objects: dict[int, PdfObject] = {}
        self._next = first

    def reserve(self) -> int:
        """A number for an object that is put later."""
        self._next += 1
        return self._next - 1

    def put(self, number: int, made: PdfObject) -> None:
        """Give a reserved number its object."""
        self._objects[number] = made

    def taken(self, number: int) -> int:
        """The new number of an object of the PDF, which is copied when it is first asked for."""
        if number not in self._numbers:
            self._numbers[number] = self.reserve()
            self.put(self._numbers[number], self.copied(self._pdf.objects[number]))
        return self._numbers[number]

    def copied(self, item: Any) -> PdfObject:
        """An object, or the text of one, with the numbers that its references have from now on."""
        data = None
        raw = item.data if isinstance(item, pydyf.Object) else item
        if isinstance(item, pydyf.Stream):
            raw, _, rest = raw.partition(b"\nstream\n")
            data = rest.removesuffix(b"\nendstream")
        refs: list[int] = []

        def renamed(token: re.Match[bytes]) -> bytes:
            if token[1] is not None:
                refs.append(self.taken(int(token[1])))
                return b"%d 0 R"
            return token[0].replace(b"%", b"%%")

        text = _TOKEN.sub(renamed, raw).decode("ascii")
        return PdfObject(text=text, refs=tuple(refs), data=data)

    def objects(self) -> tuple[PdfObject, ...]:
        """All objects from the first number on."""
        return tuple(self._objects[number] for number in range(self._first, self._next))
