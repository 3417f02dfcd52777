"""Pictures of a deck as files for content/images/: cropped as they are shown, drawings in SVG where the deck has them."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass

from ria_deck.ooxml.package import OfficePackage
from ria_deck.ooxml.spans import Element

_SUFFIXES = {
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF8": ".gif",
    b"BM": ".bmp",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
}
_MOST_PIXELS = 100_000_000
_POOR = re.compile(
    r"(?:picture|image|grafik|bild|图片|図|рисунок|photo|content placeholder|placeholder)\s*[\d.]*"
    r"|.*\.(?:png|jpe?g|gif|emf|wmf|svg|tiff?|bmp)|.*automatically generated.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture's bytes and the ending of its file's name."""

    data: bytes
    suffix: str

    @property
    def digest(self) -> str:
        """What is the same for the same bytes."""
        return hashlib.sha256(self.data).hexdigest()


def picture_of(element: Element, part: str, package: OfficePackage) -> FoundPicture | str:
    """The picture that an element's `a:blip` shows; a sentence where it can't be taken."""
    blip = next(element.iter("blip"), None)
    if blip is None:
        return "it has no picture"
    drawing = next(blip.iter("svgBlip"), None)
    for one in (drawing, blip):
        identifier = one.get("r:embed") if one is not None else ""
        relation = package.target(part, identifier) if identifier else None
        if relation is None or relation.external or relation.target not in package.parts:
            continue
        data = package.parts[relation.target]
        if one is drawing:
            return FoundPicture(data, ".svg")
        return _cropped(data, element, relation.target)
    return "the picture is linked, not in the deck" if blip.get("r:link") else "the picture is missing"


def useful_alternative(text: str) -> bool:
    """Whether an alternative text says something: not a name that a program gave."""
    return bool(text.strip()) and _POOR.fullmatch(text.strip()) is None


def _cropped(data: bytes, element: Element, name: str) -> FoundPicture | str:
    suffix = next((suffix for mark, suffix in _SUFFIXES.items() if data.startswith(mark)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        suffix = ".webp"
    if not suffix:
        kind = name.rpartition(".")[2].upper() if "." in name else "unknown"
        return f"the picture is in a format that can't be shown ({kind})"
    crop = next(element.iter("srcRect"), None)
    sides = [_share(crop.get(side)) for side in ("l", "t", "r", "b")] if crop is not None else [0.0] * 4
    if not any(sides) or sides[0] + sides[2] >= 1 or sides[1] + sides[3] >= 1:
        return FoundPicture(data, suffix)
    from PIL import Image as Pillow

    try:
        with Pillow.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return FoundPicture(data, suffix)
            left, top, right, bottom = sides
            box = (
                round(max(left, 0) * opened.width),
                round(max(top, 0) * opened.height),
                round((1 - max(right, 0)) * opened.width),
                round((1 - max(bottom, 0)) * opened.height),
            )
            cut = opened.crop(box)
            out = io.BytesIO()
            if suffix == ".jpg":
                cut.convert("RGB").save(out, "JPEG", quality=92)
                return FoundPicture(out.getvalue(), ".jpg")
            cut.save(out, "PNG")
            return FoundPicture(out.getvalue(), ".png")
    except (OSError, ValueError, Pillow.DecompressionBombError) as error:
        return f"the picture can't be read: {error}"


def _share(text: str) -> float:
    """A share in thousandths of a per cent (or with a per cent sign)."""
    if text.endswith("%"):
        return float(text[:-1]) / 100
    return int(text) / 100_000 if re.fullmatch(r"-?\d+", text) else 0.0
