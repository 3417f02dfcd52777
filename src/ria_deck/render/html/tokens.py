"""A theme as CSS custom properties: colours, fonts and sizes, and the font files behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ria_deck.design.faces import characters, family, files_of, italic_files
from ria_deck.design.further_faces import further_face
from ria_deck.model.theme import Faces, Theme

# What a Latin face sets inside Japanese text. Dashes, dots and quotation marks stay with the Japanese face, which has
# them in full width.
_LATIN_IN_CJK = "U+0020-007E, U+00A0-00B6, U+00B8-024F, U+0370-03FF, U+0400-052F"
_CJK = ("ja", "zh", "ko")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """`css` to put before the style sheet, and the font `files` that it names."""

    css: str
    files: tuple[Path, ...]


def tokens_of(theme: Theme, lang: str, text: Iterable[str]) -> Tokens:
    """Custom properties (`--ink`, `--face-body` …) and `@font-face` rules. `lang` is the document's language, `text`
    what will be set: the East Asian files are large and are named only where a character needs them."""
    needed = {ord(character) for character in text if not character.isspace()}
    rules: list[str] = []
    files: list[Path] = []
    stacks: dict[str, str] = {}
    cjk = lang.partition("-")[0] in _CJK
    for use, faces in _uses(theme, cjk):
        latin, italic = files_of(faces, faces.latin), italic_files().get(faces.latin)
        name = family(latin[0])
        rules += _face(name, latin, italic)
        files += [*latin, *(italic or ())]
        stacks[f"face-{use}"] = stacks[f"face-{use}-cjk"] = name
        if use == "listing":
            stacks["face-listing"] += f", {stacks['face-body']}"
        measure = (
            theme.body if use == "listing" else faces
        )  # a sign that only listings lack may come from the text's face
        if cjk or needed - characters(files_of(measure, measure.latin)[0]):
            others = [files_of(faces, faces.other)]
            others += _further(faces, needed - characters(latin[0]) - characters(others[0][0]))
            named = [family(face[0]) for face in others]
            rules += _face(f"{name}-narrow", latin, italic, only=_LATIN_IN_CJK)
            rules += chain.from_iterable(map(_face, named, others))
            files += chain.from_iterable(others)
            stacks[f"face-{use}"] = ", ".join((name, *named))
            stacks[f"face-{use}-cjk"] = ", ".join((f"{name}-narrow", named[0], name, *named[1:]))
    properties = {role: f"#{value}" for role, value in theme.colors.items()} | stacks | dict(theme.css)
    root = "".join(f"  --{name}: {value};\n" for name, value in properties.items())
    return Tokens(css="\n".join(dict.fromkeys(rules)) + f"\n:root {{\n{root}}}\n", files=tuple(dict.fromkeys(files)))


def _further(faces: Faces, lacking: Iterable[int]) -> list[tuple[Path, Path]]:
    """The files of further faces for what a theme's two lack, each once."""
    found = (further_face(faces, chr(code)) for code in sorted(lacking))
    return list(dict.fromkeys(files for files in found if files))


def _uses(theme: Theme, cjk: bool) -> tuple[tuple[str, Faces], ...]:
    """The faces by their use; prose in a script with a face of its own is set in the body's, digits and all."""
    prose = theme.body if cjk or theme.prose is None or theme.prose.second else theme.prose
    return ("heading", theme.heading), ("body", theme.body), ("prose", prose), ("listing", theme.listing)


def _face(
    name: str, upright: tuple[Path, Path], italic: tuple[Path, Path] | None = None, *, only: str = ""
) -> list[str]:
    forms = [(upright[0], 400, "normal"), (upright[1], 700, "normal")]
    if italic:
        forms += [(italic[0], 400, "italic"), (italic[1], 700, "italic")]
    limit = f" unicode-range: {only};" if only else ""
    return [
        f'@font-face {{ font-family: {name}; src: url("{path.as_uri()}"); font-weight: {weight};'
        f" font-style: {style};{limit} }}"
        for path, weight, style in forms
    ]
