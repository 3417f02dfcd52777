"""The picture of brand.yml's `logo` for a ground, and where it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ria_deck.source.yaml import Loc

_SIZES = ("large", "medium", "small")


def logo_file(given: Any, *, dark: bool) -> tuple[str, Loc] | None:
    """A path by itself, or the largest of `large`, `medium` and `small`: each a path, a name of `images`, or one of them
    for `light` and one for `dark` grounds. None where no picture is named. <https://posit-dev.github.io/brand-yml/>"""
    if isinstance(given, str):
        return given, ("logo",)
    if not isinstance(given, Mapping):
        return None
    images = given.get("images")
    images = images if isinstance(images, Mapping) else {}
    for size in _SIZES:
        chosen, loc = given.get(size), ("logo", size)
        if isinstance(chosen, Mapping):
            ground = "dark" if dark else "light"
            ground = ground if ground in chosen else str(next(iter(chosen), ground))
            chosen, loc = chosen.get(ground), (*loc, ground)  # type: ignore[assignment]
        if isinstance(chosen, str):
            return _path(images.get(chosen, chosen), loc)
    for name, image in images.items():
        return _path(image, ("logo", "images", str(name)))
    return None


def _path(image: Any, loc: Loc) -> tuple[str, Loc] | None:
    path = image.get("path") if isinstance(image, Mapping) else image
    return (path, loc) if isinstance(path, str) else None
