"""The font files that measure and print a family: shipped Arimo and Cousine, packaged Noto.

The deck names faces that the audience's PowerPoint has (Arial, Courier New, Yu Gothic); the machine that builds uses
files with the same widths. System fonts are never looked at, so every machine measures and prints alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.model.theme import Faces

SHIPPED = Path(__file__).resolve().parent.parent / "fonts"

_ARIMO = ("Arimo-Regular.ttf", "Arimo-Bold.ttf")
_ARIMO_ITALIC = ("Arimo-Italic.ttf", "Arimo-BoldItalic.ttf")
_TINOS, _TINOS_ITALIC, _CALADEA, _CALADEA_ITALIC, _HUMANIST, _HUMANIST_ITALIC, _GELASIO, _GELASIO_ITALIC = (
    (f"{face}-{regular}.ttf", f"{face}-{bold}.ttf")
    for face in ("Tinos", "Caladea", "RiaHumanist", "Gelasio")
    for regular, bold in (("Regular", "Bold"), ("Italic", "BoldItalic"))
)
_COUSINE = ("Cousine-Regular.ttf", "Cousine-Bold.ttf")
_NOTO_JP = ("noto_cjk_sans_jp_regular/NotoSansCJKjp-Regular.otf", "noto_cjk_sans_jp_bold/NotoSansCJKjp-Bold.otf")

# `package/file` -> SHA-256: fonts of single-maintainer packages, so the bytes are pinned and not only the version.
_PINNED = {
    _NOTO_JP[0]: "68a3fc98800b2a27b371f2fb79991daf3633bd89309d4ffaa6946fd587f375b5",
    _NOTO_JP[1]: "e53dcb0dcb2922e45d01aae1ebd2f382bb81d4229b18b6b883bd170678af1f76",
}


class FontFiles(Mapping[str, tuple[Path, Path]]):
    """Face name -> (regular, bold) files, each looked up and verified when it is first asked for.

    `files[name]` raises `KeyError` for a face that is not known, and `BuildError` with RD590 or RD591 for one whose
    files are absent or are not the pinned ones; a deck that needs no Japanese never opens the Japanese files.
    """

    def __init__(self, names: Mapping[str, tuple[str, str]]) -> None:
        self._names = names

    def __getitem__(self, face: str) -> tuple[Path, Path]:
        regular, bold = self._names[face]
        return _located(regular), _located(bold)

    def __contains__(self, face: object) -> bool:
        return face in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def font_files() -> Mapping[str, tuple[Path, Path]]:
    """The upright files of every face that the program knows, by the name a theme gives it."""
    latin = {"Arimo": _ARIMO, "Arial": _ARIMO, "Cousine": _COUSINE, "Courier New": _COUSINE}
    latin |= {"Tinos": _TINOS, "Times New Roman": _TINOS, "Caladea": _CALADEA, "Cambria": _CALADEA}
    latin |= {"Carlito": _HUMANIST, "Calibri": _HUMANIST, "Gelasio": _GELASIO, "Georgia": _GELASIO}
    east = ("Noto Sans CJK JP", "Yu Gothic", "Malgun Gothic", "Microsoft YaHei", "Microsoft JhengHei")
    return FontFiles(latin | dict.fromkeys(east, _NOTO_JP))


def files_of(faces: Faces, name: str) -> tuple[Path, Path]:
    """The (regular, bold) files of a theme's face: its own, else the program's. Raises `BuildError` with RD585."""
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
                    message=f"no font file for the family `{name}`",
                    hint="add its files, or name a family with the same widths, in templates/theme.yaml: "
                    f"`typography: {{fonts: [{{family: {name}, like: Arimo}}]}}`",
                )
            ]
        ) from None


def italic_files() -> Mapping[str, tuple[Path, Path]]:
    """The (italic, bold italic) files; faces of listings and Japanese ones have none and are set upright."""
    latin = {"Arimo": _ARIMO_ITALIC, "Arial": _ARIMO_ITALIC, "Tinos": _TINOS_ITALIC, "Times New Roman": _TINOS_ITALIC}
    latin |= {"Caladea": _CALADEA_ITALIC, "Cambria": _CALADEA_ITALIC}
    latin |= {"Carlito": _HUMANIST_ITALIC, "Calibri": _HUMANIST_ITALIC}
    return FontFiles(latin | {"Gelasio": _GELASIO_ITALIC, "Georgia": _GELASIO_ITALIC})


def folders_of_fonts() -> list[Path]:
    """The folders that hold the files of every face."""
    return sorted({file.parent for files in font_files().values() for file in files})


@cache
def characters(path: Path) -> frozenset[int]:
    """The code points that the font file has a glyph for (its `cmap`)."""
    import uharfbuzz

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).unicodes)


@cache
def _located(name: str) -> Path:
    """The file behind a shipped name (`x.ttf`) or a packaged one (`package/x.otf`), verified."""
    package, _, file = name.rpartition("/")
    folder = _package_folder(package) if package else SHIPPED
    if folder is None or not (folder / file).is_file():
        what = f"the Python package `{package.replace('_', '-')}`" if package else "this installation of ria-deck"
        raise BuildError(
            [
                Diagnostic(
                    code="RD590",
                    severity=Severity.ERROR,
                    message=f"the font file `{file}` is missing; it is part of {what}",
                    hint="reinstall the program's dependencies: `uv sync --frozen --reinstall`",
                )
            ]
        )
    path = folder / file
    if name in _PINNED and hashlib.sha256(path.read_bytes()).hexdigest() != _PINNED[name]:
        raise BuildError(
            [
                Diagnostic(
                    code="RD591",
                    severity=Severity.ERROR,
                    message=f"the font file `{file}` is not the one that this version of ria-deck was made with",
                    hint="another version would set text differently; reinstall the locked one: "
                    "`uv sync --frozen --reinstall`",
                )
            ]
        )
    return path


def _package_folder(package: str) -> Path | None:
    """The folder of an installed package, found without importing it."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) if places else None


def family(file: Path) -> str:
    """The name under which a font file is known on the page: that of the file, not of the face it stands in for."""
    return file.stem.partition("-")[0].partition("[")[0]
