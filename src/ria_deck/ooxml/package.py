"""Zip packages of the Open Packaging Conventions: parts by name, relations between them, written with few parts new."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ria_deck.ooxml.spans import Element, XmlError, parse

_MOST_PARTS = 20_000
_MOST_BYTES = 2_000_000_000
_MOST_OF_A_PART = 300_000_000
_HIGHEST_RATIO = 400  # unpacked bytes for each packed one; a zip bomb has thousands
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class OfficePackageError(ValueError):
    """A file that this module can't edit as a package; its message says why."""


@dataclass(frozen=True, slots=True)
class PartRelation:
    """A relationship of a part: its id, the last word of its type, and the part that it leads to (or an address)."""

    id: str
    kind: str
    target: str
    external: bool


class OfficePackage:
    """A package in memory. Parts are named without a leading slash: `ppt/slides/slide1.xml`."""

    def __init__(self, infos: list[zipfile.ZipInfo], parts: Mapping[str, bytes]) -> None:
        self._infos = infos
        self.parts = dict(parts)
        self._relations: dict[str, tuple[PartRelation, ...]] = {}
        self._trees: dict[str, Element] = {}

    @classmethod
    def read(cls, data: bytes) -> OfficePackage:
        """The package in `data`. Raises OfficePackageError."""
        if data.startswith(_OLE2):
            raise OfficePackageError("it is encrypted, or a file of PowerPoint 97–2003")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = archive.infolist()
                _check(infos)
                parts = {info.filename: archive.read(info) for info in infos}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise OfficePackageError(f"it can't be unpacked: {error}") from error
        return cls(infos, parts)

    def tree(self, name: str) -> Element:
        """A part as elements with their places. Raises OfficePackageError."""
        if name not in self._trees:
            if name not in self.parts:
                raise OfficePackageError(f"it has no part {name}")
            try:
                self._trees[name] = parse(self.parts[name])
            except XmlError as error:
                raise OfficePackageError(f"its part {name} can't be edited: {error}") from error
        return self._trees[name]

    def relations(self, name: str) -> tuple[PartRelation, ...]:
        """The relations of a part (of the package itself: `""`)."""
        if name not in self._relations:
            folder, _, file = name.rpartition("/")
            rels = posixpath.join(folder, "_rels", f"{file}.rels")
            found = self.tree(rels).all("Relationship") if rels in self.parts else []
            self._relations[name] = tuple(_relation(one, folder) for one in found)
        return self._relations[name]

    def related(self, name: str, kind: str) -> list[str]:
        """The parts that a part leads to by relations of a kind."""
        return [one.target for one in self.relations(name) if one.kind == kind and not one.external]

    def target(self, name: str, identifier: str) -> PartRelation | None:
        """The relation of a part by its id."""
        return next((one for one in self.relations(name) if one.id == identifier), None)

    @cached_property
    def main(self) -> str:
        """The main part: the presentation, or the workbook. Raises OfficePackageError."""
        found = self.related("", "officeDocument")
        if not found or found[0] not in self.parts:
            raise OfficePackageError("it has no main part")
        return found[0]

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """The package's bytes with these parts new; the order, dates and compression of all entries stay."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for info in self._infos:
                data = changed.get(info.filename, self.parts[info.filename])
                archive.writestr(_same(info), data, compress_type=info.compress_type)
            known = set(self.parts)
            for name in sorted(set(changed) - known):
                info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                archive.writestr(info, changed[name], compress_type=zipfile.ZIP_DEFLATED)
        return target.getvalue()


def _same(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(info.filename, info.date_time)
    copy.external_attr, copy.create_system = info.external_attr, info.create_system
    return copy


def _check(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(names) > _MOST_PARTS or sum(info.file_size for info in infos) > _MOST_BYTES:
        raise OfficePackageError("it is too large")
    if len(set(names)) != len(names):
        raise OfficePackageError("two of its entries have the same name")
    for info in infos:
        if "\\" in info.filename or info.filename.startswith("/") or ".." in info.filename.split("/"):
            raise OfficePackageError(f"an entry is named {info.filename!r}")
        if info.flag_bits & 1:
            raise OfficePackageError("it is encrypted")
        bomb = info.file_size > 10_000_000 and info.file_size > _HIGHEST_RATIO * max(info.compress_size, 1)
        if info.file_size > _MOST_OF_A_PART or bomb:
            raise OfficePackageError(f"its entry {info.filename} is too large")


def _relation(element: Element, folder: str) -> PartRelation:
    target, external = element.get("Target"), element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return PartRelation(element.get("Id"), element.get("Type").rpartition("/")[2], target, external)
