"""Read an Office file, however broken: parts, content types, relationships and parsed XML.

An Open Packaging Conventions package (ECMA-376 part 2): a zip of parts, `[Content_Types].xml`, and for each part a
`_rels/….rels` with its relationships. Nothing is repaired and nothing raises but `PackageError`: what is missing
or ill-formed is left out and noted, for the rules to tell.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

CONTENT_TYPES = "[Content_Types].xml"
ROOT = ""  # the source of the package's own relationships

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_LARGEST = 1 << 30  # bytes of all parts together, unpacked


class PackageError(Exception):
    """The bytes are not a zip file, or one that is too large to be looked into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`kind` is the last word of the relationship's type (`slide`, `image` …); `target` a part's name, or an address
    where `external`."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """An Office file, read as far as it can be.

    `entries` are the zip's, `names` those of the parts, each once, in the file's order; `parts` their bytes; `trees`
    the root elements of the XML ones. `damaged` are parts that can't be unpacked and `ill_formed` those that can't be
    parsed, each with the reason; `doctypes` those with a DOCTYPE, which the conventions forbid (entities, files).
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise PackageError(f"it is not a zip file: {error}") from error
        if sum(entry.file_size for entry in self.entries) > _LARGEST:
            raise PackageError("unpacked, it is larger than a gigabyte")
        self.names = tuple(dict.fromkeys(entry.filename for entry in self.entries if not entry.is_dir()))
        self.parts: dict[str, bytes] = {}
        self.trees: dict[str, etree._Element] = {}
        self.damaged: dict[str, str] = {}
        self.ill_formed: dict[str, str] = {}
        self.doctypes: list[str] = []
        self._related: dict[tuple[str, str], list[str]] = {}
        self._inside: dict[str, zipfile.ZipFile | None] = {}
        for name in self.names:
            self._unpack(name)
            if name in self.parts and name.endswith((".xml", ".rels")):
                self._parse(name)
        self.relations = {_source_of(name): self._relations(name) for name in self.names if name.endswith(".rels")}

    @cached_property
    def overrides(self) -> dict[str, str]:
        """Part -> the content type that `[Content_Types].xml` names for it alone."""
        return {
            (element.get("PartName") or "").lstrip("/"): element.get("ContentType") or ""
            for element in self._types("Override")
        }

    @cached_property
    def defaults(self) -> dict[str, str]:
        """Extension in lower case -> content type."""
        return {
            (element.get("Extension") or "").lower(): element.get("ContentType") or ""
            for element in self._types("Default")
        }

    def content_type(self, name: str) -> str | None:
        """The content type of a part, or None when nothing says it."""
        return self.overrides.get(name) or self.defaults.get(name.rpartition(".")[2].lower())

    def related(self, source: str, kind: str) -> list[str]:
        """The parts that `source` relates to in that way and that are there."""
        if (source, kind) not in self._related:
            self._related[source, kind] = [
                relation.target
                for relation in self.relations.get(source, ())
                if relation.kind == kind and not relation.external and relation.target in self._known
            ]
        return self._related[source, kind]

    def inside(self, name: str) -> zipfile.ZipFile | None:
        """A part that is a zip file itself, as a workbook is; None for another, and for one that isn't there."""
        if name not in self._inside:
            data = io.BytesIO(self.parts.get(name, b""))
            self._inside[name] = zipfile.ZipFile(data) if zipfile.is_zipfile(data) else None
        return self._inside[name]

    @cached_property
    def presentation(self) -> str | None:
        """The main part, when the package has one that can be read."""
        return next((name for name in self.related(ROOT, "officeDocument") if name in self.trees), None)

    @cached_property
    def slides(self) -> tuple[str, ...]:
        """The slide parts in the order of the show; those that are not there are left out."""
        if self.presentation is None:
            return ()
        targets = {relation.id: relation.target for relation in self.relations.get(self.presentation, ())}
        listed = [
            targets.get(element.get(f"{R}id") or "") for element in self.trees[self.presentation].iter(f"{P}sldId")
        ]
        return tuple(dict.fromkeys(name for name in listed if name is not None and name in self._known))

    def every(self, kind: str) -> Iterator[str]:
        """The parts that any part relates to in that way, each once, in the file's order."""
        wanted = {target for source in self.relations for target in self.related(source, kind)}
        return (name for name in self.names if name in wanted)

    def place(self, name: str) -> str:
        """Where a part is, for people: `slide 3 (ppt/slides/slide3.xml)`."""
        return f"slide {self.slides.index(name) + 1} ({name})" if name in self.slides else name

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.names)

    def _types(self, tag: str) -> Iterator[etree._Element]:
        tree = self.trees.get(CONTENT_TYPES)
        return iter(()) if tree is None else tree.iter("{*}" + tag)

    def _unpack(self, name: str) -> None:
        try:
            self.parts[name] = self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            self.damaged[name] = str(error)

    def _parse(self, name: str) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            tree = etree.fromstring(self.parts[name], parser)
        except etree.XMLSyntaxError as error:
            self.ill_formed[name] = str(error)
            return
        self.trees[name] = tree
        if tree.getroottree().docinfo.internalDTD is not None:
            self.doctypes.append(name)

    def _relations(self, name: str) -> tuple[Relation, ...]:
        tree = self.trees.get(name)
        if tree is None:
            return ()
        folder = posixpath.dirname(_source_of(name))
        return tuple(
            Relation(
                id=element.get("Id") or "",
                kind=(element.get("Type") or "").rpartition("/")[2],
                target=target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
                external=external,
            )
            for element in tree.iter("{*}Relationship")
            for target, external in [(element.get("Target") or "", element.get("TargetMode") == "External")]
        )


def unsigned(text: str | None) -> int | None:
    """The number of an attribute (`xsd:unsignedLong`), or None when it is absent or none."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,20}", text) else None


def _source_of(rels: str) -> str:
    """`ppt/slides/_rels/slide1.xml.rels` -> `ppt/slides/slide1.xml`; `_rels/.rels` -> ROOT."""
    folder, _, file = rels.rpartition("/")
    return posixpath.join(folder.removesuffix("_rels").rstrip("/"), file.removesuffix(".rels"))
