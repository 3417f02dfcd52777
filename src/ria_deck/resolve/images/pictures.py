"""Prepare pictures as upright RGB pixels no larger than a slide needs, with caption and credit."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ria_deck.content.specs.slides import CreditSpec, PictureSpec
from ria_deck.diagnostics import Span
from ria_deck.model.deck import Picture
from ria_deck.model.text import Paragraph, Run, origins_of
from ria_deck.resolve.context import Context
from ria_deck.resolve.images.originals import originals_of
from ria_deck.resolve.images.pixels import unshown
from ria_deck.resolve.text import optional_text, required_text
from ria_deck.source.files import write_atomically

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = "pictures"  # of the cache
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")  # of the others, one starts a program (PostScript)
MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 100_000_000  # what a picture may hold before it is opened at all
VERSION = 3  # of this module's work: raised when the same bytes would come out otherwise
MAX_SIDE = 2400  # pixels kept on the longer side: 180 per inch across a whole slide


def figure_of_picture(spec: PictureSpec, context: Context) -> Picture | None:
    """The picture, normalised and kept in the cache under its content's hash; errors are told in the report."""
    file = _file(spec, context)
    source = (context.root / "content" / file).resolve()
    if not source.is_relative_to(context.root.resolve()):
        context.report.error("RD002", f"the image `{file}` is outside the project", spec.span)
        return None
    try:
        if not source.is_file():  # a pipe would be waited for without end
            what = "is not a file" if source.exists() else "does not exist"
            context.report.error("RD561", f"can't read picture `{file}`: it {what}", spec.span)
            return None
        if source.stat().st_size > MAX_BYTES:
            context.report.error("RD561", f"the image `{file}` is larger than {MAX_BYTES // 2**20} MiB", spec.span)
            return None
        data = source.read_bytes()
    except OSError as error:
        context.report.error("RD561", f"can't read the image `{file}`: {error.strerror}", spec.span)
        return None
    found = normalised_picture(data, file, spec.span, context)
    if found is None:
        return None
    path, width, height = found
    words = unshown(data)
    originals = originals_of(data, _size_of_drawing(data, file), context.cache, moves=bool(words))
    if words and not originals.gif:
        hint = "bring the frame or page that says most as a PNG; GIFs of at most 8 MiB move in decks and HTML slides"
        context.report.warning("RD565", f"`{file}` {words}", spec.span, hint=hint)
    ledger = context.content.credits
    found_credit = [ledger.get(name) for name in (file, spec.path, file.removeprefix("images/"))]
    credit = next((one for one in found_credit if one is not None), None)
    alt = required_text(spec.alt, context, "the alternative text")
    return Picture(
        name=Path(file).stem,
        path=str(path),
        alt=alt.text,
        strings=(alt,),
        width=width,
        height=height,
        svg=originals.svg,
        svg_for_browsers=originals.for_browsers,
        svg_for_paper=originals.for_paper,
        gif=originals.gif,
        focus=spec.focus,
        share=float(spec.width.rstrip("%")) / 100 if spec.width else None,
        caption=optional_text(spec.caption, context),
        credit=_credit(credit, context) if credit else None,
    )


def _file(spec: PictureSpec, context: Context) -> str:
    """The file in the deck's language, or, with a warning, in that of the content."""
    own, source = spec.path_in(context.target.code), spec.path_in(context.source.code)
    if own == source or (context.root / "content" / own).exists():
        return own
    context.report.warning(
        "RD412",
        f"{context.target.code}: there is no image content/{own}; `{source}` is shown",
        spec.path_span or spec.span,
        hint=f"save the picture with {context.target.code} words as content/{own}",
    )
    return source


def _credit(credit: CreditSpec, context: Context) -> Paragraph:
    """“Jane Doe (CC BY 4.0)”: what a licence asks for wherever the picture stands."""
    who = required_text(credit.credit, context, "the picture's credit")
    licence = required_text(credit.licence, context, "the picture's licence")
    before, _, after = context.words["in_place"].partition("{name}")
    tag = context.target.tag
    runs = (Run(text=before, lang=tag), *who.runs, Run(text=after.replace("{place}", licence.text), lang=tag))
    return Paragraph(runs=tuple(run for run in runs if run.text), parts=origins_of([who, licence]))


def credit_line(named: Sequence[Paragraph], context: Context) -> tuple[Paragraph, ...]:
    """“Picture: A (CC BY 4.0)”; of several, “Pictures: A (CC BY 4.0); B (CC0)”."""
    if not named:
        return ()
    before, _, after = context.words["credit_line" if len(named) == 1 else "credits_line"].partition("{credit}")
    tag = context.target.tag
    between = context.words["and_also"].removeprefix("{one}").removesuffix("{other}")
    runs = [run for credit in named for run in (Run(text=between, lang=tag), *credit.runs)][1:]
    runs = [Run(text=before, lang=tag), *runs, Run(text=after, lang=tag)]
    return (Paragraph(runs=tuple(run for run in runs if run.text), parts=origins_of(named)),)


def normalised_picture(data: bytes, name: str, span: Span, context: Context) -> tuple[Path, int, int] | None:
    """(file, width, height) of a picture's bytes as PNG or JPEG, from the cache where the same ones were normalised
    before; errors are told of its `name` at `span`."""
    from PIL import Image as Pillow

    folder = context.cache / FOLDER
    kept_as = hashlib.sha256(f"{VERSION} {MAX_SIDE} ".encode() + data).hexdigest()[:24]
    for path in sorted(folder.glob(f"{kept_as}.*.*")):
        try:
            if path.name.split(".")[1] != _digest(path.read_bytes()):
                continue  # damaged, cut short or another's: made anew
            os.utime(path)  # it is in use: when there are too many, others go first
            with Pillow.open(path, formats=("PNG", "JPEG")) as kept:
                return path, kept.width, kept.height
        except OSError:
            continue
    drawn = _pixels(data, name, span, context)
    if drawn is None:
        return None
    picture, suffix = drawn
    out = io.BytesIO()
    if suffix == ".jpg":
        picture.save(out, "JPEG", quality=88, optimize=True)
    else:
        picture.save(out, "PNG", optimize=True)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{kept_as}.{_digest(out.getvalue())}{suffix}"
    write_atomically(path, out.getvalue())
    return path, picture.width, picture.height


def _digest(data: bytes) -> str:
    """The hash by which a kept picture is known to be whole."""
    return hashlib.sha256(data).hexdigest()[:24]


def _pixels(data: bytes, name: str, span: Span, context: Context) -> tuple[Image, str] | None:
    """The picture in RGB and the kind of file to keep it in. EXIF turns are applied, of an animation the first frame is
    kept, SVG is drawn at the size a slide needs."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    if _is_drawing(data, name):
        from ria_deck.resolve.images.svg import rasterised

        drawn = rasterised(data, MAX_SIDE)
        if isinstance(drawn, str):
            context.report.error("RD562", f"the image `{name}`: {drawn}", span)
            return None
        return _as_small(drawn), ".png"
    try:
        with warnings.catch_warnings(), _whole_pictures():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise Pillow.DecompressionBombError
                lossy = opened.format == "JPEG"
                opened.load()
                picture = ImageOps.exif_transpose(opened)
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        words, hint = _reason(error)
        context.report.error("RD563", f"can't open the image `{name}`: {words}", span, hint=hint)
        return None
    picture = _as_small(_standard(picture))
    return picture, ".jpg" if lossy and picture.mode != "RGBA" else ".png"


def _is_drawing(data: bytes, name: str) -> bool:
    """Whether the bytes are, or should be, those of an SVG."""
    return data.lstrip()[:5].lower().startswith((b"<?xml", b"<svg")) or name.lower().endswith(".svg")


def _size_of_drawing(data: bytes, name: str) -> tuple[float, float] | None:
    if not _is_drawing(data, name):
        return None
    from ria_deck.resolve.images.svg import size_of_drawing

    return size_of_drawing(data)


def _reason(error: Exception) -> tuple[str, str]:
    """What is wrong with a picture, and a hint. Of one that the library doesn't know it names a place in memory."""
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    if isinstance(error, (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning)):
        return (
            f"it has more than {MAX_PIXELS // 1_000_000} million pixels",
            "save it smaller: a slide shows 2400 across",
        )
    if isinstance(error, UnidentifiedImageError):
        return "it is of no known format", "save it as PNG, JPEG, GIF, WebP, TIFF or SVG"
    if "truncated" in str(error):
        return "its end is missing", "bring the file again: it was cut off when it was saved or sent"
    return str(error), "save it again, as PNG or JPEG"


def _as_small(picture: Image) -> Image:
    """The picture no larger than a slide needs."""
    from PIL import Image as Pillow

    if max(picture.size) > MAX_SIDE:
        picture.thumbnail((MAX_SIDE, MAX_SIDE), Pillow.Resampling.LANCZOS)
    return picture


@contextmanager
def _whole_pictures() -> Iterator[None]:
    """Pillow refuses files that end too soon, whatever other libraries have set for the whole process (WeasyPrint does)."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _standard(picture: Image) -> Image:
    """The picture in sRGB, with transparency where it has some: by its colour profile where it brings one, and the
    16 bits of scans and maps brought to 8."""
    from PIL import ImageCms

    if picture.mode.startswith(("I", "F")):
        levels = picture.convert("F")
        extremes = levels.getextrema()
        top = 65_535.0 if picture.mode.startswith("I;16") else max(float(max(extremes[0:2])), 1.0)  # type: ignore[arg-type]
        picture = levels.point(lambda value: value * (255 / top)).convert("L")
    mode = "RGBA" if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
            picture = found or picture
        except (ImageCms.PyCMSError, OSError):
            pass  # a damaged profile says nothing: the numbers are taken as they are, as browsers do
    picture.info.pop("icc_profile", None)
    return picture.convert(mode)
