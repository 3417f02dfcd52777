"""Faces for what neither of a theme's two has, such as emoji or a word in another script: further families of theme.yaml,
else those of installed packages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ria_deck.design.faces import characters, files_of
from ria_deck.design.packaged_faces import COLLECTION, packaged
from ria_deck.design.scripts import scripts_of
from ria_deck.model.theme import Faces

_COLLECTED = ("Noto Emoji", "Noto Sans Symbols", "Noto Sans")

_EMOJI = "\U0001f000"  # from here on

Files = tuple[Path, Path]
"""A family's regular and bold file."""


def further_face(faces: Faces, char: str) -> Files | None:
    """The files of a face that has a character, where the theme's own two lack it."""
    for name in faces.files:
        files = files_of(faces, name)
        if ord(char) in characters(files[0]):
            return files
    return _packaged_face(char)


@cache
def _packaged_face(char: str) -> Files | None:
    sources = [source for script in scripts_of(char) for source in script.sources]
    for family, package in (*sources, *((family, COLLECTION) for family in _COLLECTED)):
        files = packaged(package, family)
        if files is not None and ord(char) in characters(Path(files[0])):
            return Path(files[0]), Path(files[1])
    return None


def how_to_get_sign(char: str) -> str:
    """What to do where no face has a character that is of no script: an emoji, a symbol."""
    own = "put a font that has it into templates/ and write in theme.yaml: "
    if char >= _EMOJI:
        own += "`typography: {fonts: [{family: Noto Emoji, files: [NotoEmoji-Regular.ttf]}]}`"
        return f"write a word instead, run `pip install {COLLECTION}`, or {own}"
    return f"write something else, or {own}`typography: {{fonts: [{{family: NAME, files: [FILE.ttf]}}]}}`"
