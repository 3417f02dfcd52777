"""What the pixels of an image file allow: how many frames it has, how large it can be shown."""

from __future__ import annotations

import io

_LEAST_PER_INCH = 40.0  # a picture of fewer pixels an inch shows them as squares from across a room
_EMU_PER_INCH = 914_400


def frames_of(data: bytes) -> int:
    """The number of frames of an animation or pages of a scan; 1 for what isn't one or can't be opened."""
    from PIL import Image as Pillow

    animated = data[:3] == b"GIF" or data[8:12] == b"WEBP" or b"acTL" in data[:256]
    if not animated:
        return 1
    try:
        with Pillow.open(io.BytesIO(data), formats=("GIF", "WEBP", "PNG")) as opened:
            return int(getattr(opened, "n_frames", 1))
    except (OSError, SyntaxError, ValueError):
        return 1


def is_blown_up(pixels: tuple[int, int], room: tuple[int, int], share: float | None) -> bool:
    """Whether a picture of so many pixels shows them as squares in a room of so many EMU."""
    across, down = pixels
    width = min(room[0] * (share or 1.0), room[1] * across / down)
    return across / (width / _EMU_PER_INCH) < _LEAST_PER_INCH
