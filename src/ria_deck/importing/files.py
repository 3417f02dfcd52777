"""The files that a talk brings along, gathered while its slides are read: tables, pictures and their names."""

from __future__ import annotations

import re
from dataclasses import replace

from ria_deck.content.slides.slug import slugify
from ria_deck.data.vocabulary import RESERVED
from ria_deck.importing.colors import ColorRoles
from ria_deck.importing.drawings.pictures import FoundPicture
from ria_deck.importing.talk import PictureFile, TableFile

_GENERIC = re.compile(
    r"(picture|image|grafik|bild|图片|図|рисунок|content placeholder|inhaltsplatzhalter)\W*\d*", re.IGNORECASE
)
_LONGEST_NAME = 40


class ProjectFiles:
    """Tables and pictures by names that are free; one file for pictures of the same bytes."""

    def __init__(self, origin: str, roles: ColorRoles) -> None:
        self.origin = origin
        self.roles = roles
        self.tables: list[TableFile] = []
        self._pictures: dict[str, PictureFile] = {}
        self._taken: set[str] = set()

    @property
    def pictures(self) -> tuple[PictureFile, ...]:
        """The pictures in the order of their first slides."""
        return tuple(self._pictures.values())

    def table_name(self, wish: str) -> str:
        """A free name for a table, an identifier in expressions."""
        name = re.sub(r"\W+", "_", wish).strip("_").lower()[:_LONGEST_NAME].rstrip("_")
        if not name.isidentifier() or name in RESERVED:
            name = f"table_{name}".rstrip("_")
        taken = {table.name for table in self.tables}
        count, found = 1, name
        while found in taken:
            count += 1
            found = f"{name}_{count}"
        return found

    def picture(self, picture: FoundPicture, name: str, slide: int) -> str:
        """The name of a picture's file in content/images/."""
        known = self._pictures.get(picture.digest)
        if known is not None:
            return known.name
        stem = re.sub(r"\.(png|jpe?g|gif|svg|tiff?|bmp|emf|wmf)$", "", name.strip(), flags=re.IGNORECASE)
        base = "" if _GENERIC.fullmatch(stem) else slugify(stem.removeprefix("Picture "))[:_LONGEST_NAME].strip("-")
        base = base or f"slide-{slide}"
        count, free = 1, base
        while f"{free}{picture.suffix}".casefold() in self._taken:
            count += 1
            free = f"{base}-{count}"
        file = f"{free}{picture.suffix}"
        self._taken.add(file.casefold())
        self._pictures[picture.digest] = PictureFile(
            name=file, data=picture.data, credit="TODO", licence="TODO", source=f"{self.origin}, slide {slide}"
        )
        return file

    def set_credit(self, name: str, credit: str, licence: str) -> None:
        """Whose picture a file is, where the deck says so."""
        for digest, picture in self._pictures.items():
            if picture.name == name:
                self._pictures[digest] = replace(picture, credit=credit, licence=licence)
