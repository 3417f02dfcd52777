"""Open a PowerPoint template from outside: no zip bombs, macros, XML entities or external parts."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from lxml import etree
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from ria_deck.design.templates.allowed_parts import LeftOut, keep_allowed, outside
from ria_deck.design.templates.masters import put_first
from ria_deck.design.templates.repair import repair

MAX_BYTES = 200 * 1024 * 1024  # of a template, unpacked
MAX_RATIO = 200  # unpacked to packed, of one part
MAX_PARTS = 5_000
MAX_XML = 8 * 1024 * 1024  # of one part that is read as XML; a master has some hundred thousand bytes
MAX_XML_TOGETHER = 48 * 1024 * 1024
_DOCTYPE = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T|E\0?N\0?T)")  # in UTF-16 too
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
    etree.XMLSyntaxError,
)
_ADDRESSES = ("http://", "https://", "mailto:")
_TEMPLATE_TYPES = (
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
)
_PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


class TemplateError(Exception):
    """The file can't serve as a template; the message says why, in a sentence's middle."""


def _has_title(layout: SlideLayout) -> bool:
    from pptx.enum.shapes import PP_PLACEHOLDER

    titles = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    return any(shape.placeholder_format.type in titles for shape in layout.shapes if shape.is_placeholder)


def open_template(path: Path) -> Presentation:
    """The presentation of a .pptx or .potx file. Raises TemplateError, or OSError where it can't be read."""
    return open_and_tell(path)[0]


def open_and_tell(path: Path) -> tuple[Presentation, LeftOut]:
    """The presentation, and what was left out of it."""
    import pptx
    from pptx.exc import PythonPptxError

    if path.stat().st_size > MAX_BYTES:
        raise TemplateError(f"it is larger than {MAX_BYTES // 2**20} MiB")
    data = _checked(path.read_bytes())
    try:
        presentation: Presentation = pptx.Presentation(io.BytesIO(data))
        put_first(presentation)
        if not list(presentation.slide_layouts):
            raise TemplateError("it has no layouts")
        if not any(_has_title(layout) for layout in presentation.slide_layouts):
            raise TemplateError("none of its layouts has a title placeholder")
    except (PythonPptxError, KeyError, ValueError, SyntaxError) as error:
        raise TemplateError(f"it can't be opened as a presentation ({error})") from error
    _drop_slides(presentation)
    for name, address in outside(presentation):
        if not address.startswith(_ADDRESSES):
            raise TemplateError(f"part {name} refers to a file outside the package: {address}")
    left_out = keep_allowed(presentation)
    repair(presentation)
    return presentation, left_out


def _checked(data: bytes) -> bytes:
    """The package, its content type that of a presentation; refused are the things the module's sentence names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_entries(package.infolist())
            for entry in filter(_is_xml, package.infolist()):
                if entry.file_size > MAX_XML:
                    raise TemplateError(f"part {entry.filename} unpacks to {entry.file_size:,} bytes")
                _check_part(entry.filename, package.read(entry))
            types = package.read("[Content_Types].xml").decode("utf-8")
            found = next((kind for kind in _TEMPLATE_TYPES if kind in types), None)
            if found is not None:
                return _retyped(package, types.replace(found, _PRESENTATION))
    except _DAMAGED as error:
        raise TemplateError(f"it is not an Office file ({error})") from error
    if "macroEnabled" in types:
        raise TemplateError("it is macro-enabled")
    return data


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))


def _check_entries(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse a package by the names and sizes of its parts, before any is unpacked."""
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise TemplateError("it has two parts with the same name")
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise TemplateError("it is too large unpacked")
    _check_sizes(entries)
    if any(".." in name.split("/") or name.startswith("/") for name in names):
        raise TemplateError("the path of one of its parts leaves the package")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise TemplateError("it contains macros")
    if "[Content_Types].xml" not in names:
        raise TemplateError("it is not an Office file")
    if sum(entry.file_size for entry in filter(_is_xml, entries)) > MAX_XML_TOGETHER:
        raise TemplateError("it is too large unpacked")


def _check_sizes(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse a part that is far larger than its packed form lets expect."""
    for entry in entries:
        if entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise TemplateError(f"part {entry.filename} unpacks to {entry.file_size:,} bytes")


def _check_part(name: str, content: bytes) -> None:
    if _DOCTYPE.search(content):
        raise TemplateError(f"part {name} has a DOCTYPE")


def _retyped(package: zipfile.ZipFile, types: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in package.namelist():
            target.writestr(name, types if name == "[Content_Types].xml" else package.read(name))
    return out.getvalue()


def _drop_slides(presentation: Presentation) -> None:
    """Leave out the template's own slides with their parts."""
    ids = presentation.slides._sldIdLst
    for slide_id in list(ids):
        presentation.part.drop_rel(slide_id.rId)
        ids.remove(slide_id)
    root = presentation.part._element
    for extensions in root.findall("{http://schemas.openxmlformats.org/presentationml/2006/main}extLst"):
        root.remove(extensions)
