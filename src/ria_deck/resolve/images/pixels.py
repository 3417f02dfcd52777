"""What the pixels of an image file allow: how many frames it has, how large it can be shown."""

from __future__ import annotations

import io
import re

_MOVING = re.compile(rb"<(?:\w+:)?(?:animate\w*|set)[\s/>]")
_LEAST_PER_INCH = 40.0  # a picture of fewer pixels an inch shows them as squares from across a room
_EMU_PER_INCH = 914_400


def unshown(data: bytes) -> str:
    """What a picture has that a slide doesn't show: that it is an animation or has several pages; empty for nothing."""
    from PIL import Image as Pillow

    if _MOVING.search(data) and data.lstrip()[:5].lower().startswith((b"<?xml", b"<svg", b"<!--")):
        return "is an animation: it is shown as it begins"
    pages = data[:4] in (b"II*\0", b"MM\0*")
    animated = data[:3] == b"GIF" or data[8:12] == b"WEBP" or b"acTL" in data[:256] or data[4:12] == b"ftypavis"
    if not pages and not animated:
        return ""
    try:
        with Pillow.open(io.BytesIO(data), formats=("GIF", "WEBP", "PNG", "TIFF", "AVIF")) as opened:
            count = int(getattr(opened, "n_frames", 1))
    except (OSError, SyntaxError, ValueError):
        return ""
    if count == 1:
        return ""
    return f"has {count} pages: only the first is shown" if pages else "is an animation: only its first frame is shown"


def is_blown_up(pixels: tuple[int, int], room: tuple[int, int], share: float | None) -> bool:
    """Whether a picture of so many pixels shows them as squares in a room of so many EMU."""
    across, down = pixels
    width = min(room[0] * (share or 1.0), room[1] * across / down)
    return across / (width / _EMU_PER_INCH) < _LEAST_PER_INCH
