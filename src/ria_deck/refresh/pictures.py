"""A picture of a deck replaced by a file of the project: a part of its own, since others may share the old one."""

from __future__ import annotations

import io
import posixpath
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from ria_deck.diagnostics import Report
from ria_deck.ooxml.package import OfficePackage
from ria_deck.ooxml.presentation import SlideShape
from ria_deck.ooxml.spans import Edit, attribute, spliced
from ria_deck.refresh.binding import Binding
from ria_deck.refresh.change import Change, RefusedError
from ria_deck.source.text import resolve_inside

_FORMATS = {"PNG": ("png", "image/png"), "JPEG": ("jpeg", "image/jpeg"), "GIF": ("gif", "image/gif")}
_ALIKE = 0.01


def picture_parts(
    package: OfficePackage, shape: SlideShape, binding: Binding, root: Path, report: Report
) -> tuple[dict[str, bytes], Change | None]:
    """The parts to write, and what changes; nothing where the picture is the file already. Raises RefusedError."""
    blip = next(shape.element.iter("blip"), None)
    relation = package.target(shape.part, blip.get("r:embed")) if blip is not None else None
    if shape.kind != "picture" or relation is None or relation.external:
        raise RefusedError("RD848", "the shape is not an embedded picture")
    if next(shape.element.iter("svgBlip"), None) is not None:
        raise RefusedError("RD848", "the picture is an SVG with a fallback, which can't be replaced")
    path = resolve_inside(root, binding.image, report, binding.span)
    if path is None or not path.is_file():
        raise RefusedError("RD848", f"the file `{binding.image}` doesn't exist")
    data = path.read_bytes()
    old = package.parts[relation.target]
    if data == old:
        return {}, None
    extension, kind, ratio = _image(data)
    if _image(old)[2] and abs(ratio / _image(old)[2] - 1) > _ALIKE:
        raise RefusedError(
            "RD848", f"`{binding.image}` has different proportions than the picture", "crop it to the same proportions"
        )
    number = next(n for n in range(1, 100_000) if f"ppt/media/refreshed{n}.{extension}" not in package.parts)
    part = f"ppt/media/refreshed{number}.{extension}"
    folder, _, file = shape.part.rpartition("/")
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    element = next(one for one in package.tree(rels).all("Relationship") if one.get("Id") == relation.id)
    target = posixpath.relpath(f"/{part}", f"/{folder}")
    changed = {
        part: data,
        rels: spliced(package.parts[rels], [attribute(package.parts[rels], element, "Target", target)]),
    }
    types = package.tree("[Content_Types].xml")
    if extension not in {one.get("Extension").lower() for one in types.all("Default")}:
        xml = f'<Default Extension="{extension}" ContentType="{kind}"/>'.encode()
        content = package.parts["[Content_Types].xml"]
        changed["[Content_Types].xml"] = spliced(content, [Edit(types.inside, types.inside, xml)])
    place = binding.place
    return changed, Change(
        slide=place.slide, shape=place.shape, at="picture", old=posixpath.basename(relation.target), new=binding.image
    )


def _image(data: bytes) -> tuple[str, str, float]:
    """File extension, content type and width by height of a picture."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height, form = *image.size, image.format or ""
    except UnidentifiedImageError as error:
        raise RefusedError("RD848", "a picture is of no known format", "save it as PNG or JPEG") from error
    except OSError as error:
        raise RefusedError("RD848", f"a picture can't be read: {error}") from error
    if form not in _FORMATS:
        raise RefusedError("RD848", f"pictures of the format {form} can't be replaced", "save it as PNG or JPEG")
    return (*_FORMATS[form], width / height)
