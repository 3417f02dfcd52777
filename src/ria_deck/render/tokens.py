"""A theme goes in, CSS comes out: its colours, faces and sizes as custom properties, and the font files behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ria_deck.design.faces import characters, font_files, italic_files
from ria_deck.diagnostics import BuildError, Diagnostic, Severity
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
    for use, faces in (("heading", theme.heading), ("body", theme.body)):
        latin = _files(faces, faces.latin)
        wide = bool(needed - characters(latin[0])) or cjk
        names = [f"{use}-latin"]
        rules += _face(f"{use}-latin", latin, italic_files().get(faces.latin))
        files += [*latin, *(italic_files().get(faces.latin) or ())]
        if wide:
            east = _files(faces, faces.ea)
            rules += _face(f"{use}-ea", east)
            rules += _face(f"{use}-narrow", latin, italic_files().get(faces.latin), only=_LATIN_IN_CJK)
            files += east
            names.append(f"{use}-ea")
            stacks[f"face-{use}-cjk"] = f"{use}-narrow, {use}-ea, {use}-latin"
        stacks[f"face-{use}"] = ", ".join(names)
        stacks.setdefault(f"face-{use}-cjk", stacks[f"face-{use}"])
    properties = {role: f"#{value}" for role, value in theme.colors.items()} | stacks | dict(theme.css)
    root = "".join(f"  --{name}: {value};\n" for name, value in properties.items())
    return Tokens(css="\n".join(dict.fromkeys(rules)) + f"\n:root {{\n{root}}}\n", files=tuple(dict.fromkeys(files)))


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


def _files(faces: Faces, name: str) -> tuple[Path, Path]:
    """The (regular, bold) files of a face: the theme's own, else the program's."""
    own = faces.files.get(name)
    if own is not None and all(Path(file).is_absolute() for file in own):
        return Path(own[0]), Path(own[1])
    try:
        return font_files()[name]
    except KeyError:
        raise BuildError(
            [
                Diagnostic(
                    code="RD585",
                    severity=Severity.ERROR,
                    message=f"no font file for the face “{name}”",
                    hint="name its files in templates/theme.yaml, or choose a face that the program has files for",
                )
            ]
        ) from None
