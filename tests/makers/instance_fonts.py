"""Make the static, subset font files of src/ria_deck/fonts: Arimo of the Python package `fontpkg-arimo`, Cousine, Tinos,
Carlito and Caladea of Debian's packages, Gelasio of the npm package `@fontsource/gelasio`.

Run once, when a package changes:

    apt-get download fonts-croscore fonts-crosextra-carlito fonts-crosextra-caladea
    for package in fonts-*.deb; do dpkg-deb -x $package croscore; done
    npm pack @fontsource/gelasio@5.3.0 && tar xzf fontsource-gelasio-5.3.0.tgz -C croscore
    uv run --frozen python tests/makers/instance_fonts.py croscore           # writes the files
    uv run --frozen python tests/makers/instance_fonts.py croscore --check   # makes them again and compares, writes nothing

Arimo has the widths of Arial, Cousine those of Courier New, Tinos those of Times New Roman, Carlito those of Calibri,
Caladea those of Cambria, Gelasio those of Georgia; all but Arimo's files are static already. Carlito is a reserved name
(OFL 1.1, 3.): a subset of it has another, `Ria Humanist`.

Why static: matplotlib shows the regular weight for bold with a variable font, and a PDF made with one takes longer
and carries the time it was made. Why here and not at build time: one face takes about ten seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import fontpkg_arimo
from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).resolve().parents[2] / "src" / "ria_deck" / "fonts"

# name of the static file -> (variable file, weight)
FACES = {
    "Arimo-Regular.ttf": ("Arimo[wght].ttf", 400),
    "Arimo-Bold.ttf": ("Arimo[wght].ttf", 700),
    "Arimo-Italic.ttf": ("Arimo-Italic[wght].ttf", 400),
    "Arimo-BoldItalic.ttf": ("Arimo-Italic[wght].ttf", 700),
}

# name of the static file -> file below the unpacked package
LISTING_FACES = {
    name: f"usr/share/fonts/truetype/croscore/{name}" for name in ("Cousine-Regular.ttf", "Cousine-Bold.ttf")
}

_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
OFFICE_FACES = {
    **{f"Tinos-{style}.ttf": f"usr/share/fonts/truetype/croscore/Tinos-{style}.ttf" for style in _STYLES},
    **{f"Caladea-{style}.ttf": f"usr/share/fonts/truetype/crosextra/Caladea-{style}.ttf" for style in _STYLES},
    **{f"RiaHumanist-{style}.ttf": f"usr/share/fonts/truetype/crosextra/Carlito-{style}.ttf" for style in _STYLES},
}
# name of the static file -> the two files below the unpacked npm package: Latin, and the rest of it
GEORGIA_FACES = {
    f"Gelasio-{style}.ttf": tuple(
        f"package/files/gelasio-{block}-{weight}.woff" for block in ("latin", "latin-ext", "vietnamese")
    )
    for style, weight in zip(_STYLES, ("400-normal", "700-normal", "400-italic", "700-italic"), strict=True)
}
RESERVED = {"Carlito": "Ria Humanist"}
LICENCES = {
    "OFL-Tinos.txt": "Tinos-Regular.ttf",
    "OFL-Caladea.txt": "Caladea-Regular.ttf",
    "OFL-RiaHumanist.txt": "RiaHumanist-Regular.ttf",
}

# Unicode blocks, first and last character; what the font lacks of them is left out.
BLOCKS = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1 Supplement, Latin Extended-A and -B
    (0x0250, 0x02FF),  # IPA Extensions, Spacing Modifier Letters
    (0x0300, 0x036F),  # Combining Diacritical Marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic and its supplement
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x1F00, 0x1FFF),  # Greek Extended
    (0x2000, 0x206F),  # General Punctuation
    (0x2070, 0x209F),  # Superscripts and Subscripts
    (0x20A0, 0x20CF),  # Currency Symbols
    (0x2100, 0x218F),  # Letterlike Symbols, Number Forms
    (0x2190, 0x21FF),  # Arrows
    (0x2200, 0x22FF),  # Mathematical Operators
    (0x2300, 0x23FF),  # Miscellaneous Technical
    (0x25A0, 0x25FF),  # Geometric Shapes (bullets)
    (0xFB00, 0xFB06),  # Latin ligatures
    (0xFFFD, 0xFFFD),  # replacement character
)
LISTING_BLOCKS = (*BLOCKS, (0x2500, 0x259F))  # Box Drawing, Block Elements: trees and tables in listings


def static_face(source: Path, weight: int, postscript_name: str) -> bytes:
    """The bytes of one weight of a variable font, subset to BLOCKS; the same for the same input and fontTools."""
    variable = TTFont(source, recalcTimestamp=False)
    font = instancer.instantiateVariableFont(variable, {"wght": weight}, inplace=True, updateFontNames=True)
    font["name"].setName(postscript_name, 6, 3, 1, 0x409)  # the instancer makes "ArimoItalic-Italic" of it
    return subset_face(font, BLOCKS)


def subset_face(font: TTFont, blocks: Iterable[tuple[int, int]]) -> bytes:
    """The bytes of a static font with the characters of some blocks."""
    options = subset.Options(
        layout_features=["*"],
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
        hinting=False,
        recalc_timestamp=False,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in blocks for code in range(first, last + 1)])
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def write_fonts(target: Path, croscore: Path | None) -> None:
    """Write the files and their licences into the folder `target`; `croscore` is the unpacked Debian package, without
    which Cousine is left as it is."""
    files = Path(fontpkg_arimo.ROOT)
    made = {
        name: static_face(files / "files" / source, weight, name.removesuffix(".ttf"))
        for name, (source, weight) in FACES.items()
    }
    licence = (files / "LICENSE").read_text("utf-8")
    (target / "OFL.txt").write_text(licence, "utf-8")
    if croscore is not None:
        made |= {name: listing_face(croscore / source, name) for name, source in LISTING_FACES.items()}
        owner = TTFont(croscore / LISTING_FACES["Cousine-Regular.ttf"])["name"].getDebugName(0)
        (target / "OFL-Cousine.txt").write_text(f"{owner}\n{licence.partition(chr(10))[2]}", "utf-8")
        made |= {name: office_face(croscore / source, name) for name, source in OFFICE_FACES.items()}
        made |= {name: joined_face([croscore / one for one in parts], name) for name, parts in GEORGIA_FACES.items()}
        owner = (croscore / "package/LICENSE").read_text("utf-8").partition(chr(10))[0]
        (target / "OFL-Gelasio.txt").write_text(f"{owner}\n{licence.partition(chr(10))[2]}", "utf-8")
        for text, name in LICENCES.items():
            owner = TTFont(croscore / OFFICE_FACES[name])["name"].getDebugName(0)
            (target / text).write_text(f"{owner}\n{licence.partition(chr(10))[2]}", "utf-8")
    for name, data in made.items():
        (target / name).write_bytes(data)
        print(f"{name}  {len(data)} bytes  sha256 {hashlib.sha256(data).hexdigest()}")


def office_face(source: Path, name: str) -> bytes:
    """The bytes of one file of a face with an Office face's widths, subset to BLOCKS; a reserved name is changed."""
    font = TTFont(source, recalcTimestamp=False)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            text = record.toUnicode()
            for reserved, own in RESERVED.items():
                text = text.replace(reserved, own)
            font["name"].setName(text, record.nameID, record.platformID, record.platEncID, record.langID)
    font["name"].setName(name.removesuffix(".ttf"), 6, 3, 1, 0x409)
    return subset_face(font, BLOCKS)


def joined_face(parts: Sequence[Path], name: str) -> bytes:
    """The bytes of one style of a face that comes in files of some blocks each; metrics and names are the first one's."""
    fonts = [TTFont(part, recalcTimestamp=False) for part in parts]
    names, head, hhea, os2 = (fonts[0][tag] for tag in ("name", "head", "hhea", "OS/2"))
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for number, font in enumerate(fonts):
            font.flavor = None
            plain.append(str(Path(folder, f"{number}.ttf")))
            font.save(plain[-1])
        font = merge.Merger().merge(plain)
    font.recalcTimestamp = False
    font["name"] = names
    font["head"].created, font["head"].modified = head.created, head.modified
    for tag, source in (("hhea", hhea), ("OS/2", os2)):
        for metric in (
            "ascent",
            "descent",
            "lineGap",
            "sTypoAscender",
            "sTypoDescender",
            "usWinAscent",
            "usWinDescent",
        ):
            if hasattr(source, metric):
                setattr(font[tag], metric, getattr(source, metric))
    font["name"].setName(name.removesuffix(".ttf"), 6, 3, 1, 0x409)
    return subset_face(font, BLOCKS)


def listing_face(source: Path, name: str) -> bytes:
    """The bytes of one file of Cousine, subset to LISTING_BLOCKS and named by its style."""
    font = TTFont(source, recalcTimestamp=False)
    font["name"].setName(name.removesuffix(".ttf"), 6, 3, 1, 0x409)
    return subset_face(font, LISTING_BLOCKS)


def main() -> int:
    """Make the fonts, or compare the ones there are with fresh ones (exit 1 when they differ)."""
    parser = argparse.ArgumentParser(description="Make the static font files of src/ria_deck/fonts.")
    parser.add_argument(
        "croscore", type=Path, nargs="?", help="Debian's package fonts-croscore, unpacked (for Cousine)"
    )
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    given = parser.parse_args()
    if not given.check:
        write_fonts(TARGET, given.croscore)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        write_fonts(Path(folder), given.croscore)
        differing = [p.name for p in sorted(Path(folder).iterdir()) if p.read_bytes() != (TARGET / p.name).read_bytes()]
    print(f"differing: {', '.join(differing)}" if differing else "all files are the same")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
