"""What matplotlib does to outlines: lines cut at a figure's edges and thinned, parts of a circle.

It is imported for a figure that has such lines, with none of the user's settings.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.render.svg.paths import DrawnPath, Point, Step

logging.getLogger("matplotlib").addHandler(logging.NullHandler())  # its remarks on the user's settings are not for us
try:
    import matplotlib as mpl
    import numpy as np
    from matplotlib.path import Path
except UnicodeDecodeError as error:
    raise BuildError(
        [
            Diagnostic(
                code="RD920",
                severity=Severity.ERROR,
                message=f"matplotlib can't read its settings: {error}",
                hint="rewrite or remove `matplotlibrc` in this folder, in your home or where MATPLOTLIBRC points",
            )
        ]
    ) from error

_CODES = {
    "M": [int(Path.MOVETO)],
    "L": [int(Path.LINETO)],
    "Q": [int(Path.CURVE3)] * 2,
    "C": [int(Path.CURVE4)] * 3,
    "z": [int(Path.CLOSEPOLY)],
}
_LETTERS = {codes[0]: letter for letter, codes in _CODES.items()}

_plain_settings = mpl.rc_context({"path.simplify": True, "path.simplify_threshold": 1 / 9})


@_plain_settings
def cleaned(outline: DrawnPath, size: tuple[float, float]) -> Iterator[Step]:
    """An outline that isn't filled, as it shows in a figure of a size: lines end at the figure's edges, and points of
    long ones that don't show are left out."""
    vertices = [point for _, points in outline.steps for point in points or ((0.0, 0.0),)]
    path = Path(vertices, [code for letter, _ in outline.steps for code in _CODES[letter]])
    simplify = bool(path.should_simplify)
    path = path.cleaned(remove_nans=True, clip=(0.0, 0.0, *size), simplify=simplify, curves=True, sketch=None)
    return _steps(np.asarray(path.vertices).tolist(), np.asarray(path.codes).tolist())


def _steps(vertices: list[Point], codes: list[int]) -> Iterator[Step]:
    at = 0
    while at < len(codes) and codes[at] != Path.STOP:
        letter = _LETTERS[codes[at]]
        count = len(_CODES[letter])
        yield letter, () if letter == "z" else tuple((x, y) for x, y in vertices[at : at + count])
        at += count


def arc(start: float, end: float) -> list[Point]:
    """A part of the unit circle between two angles in degrees: a point, then three for each cubic Bézier curve."""
    return [(float(x), float(y)) for x, y in np.asarray(Path.arc(start, end).vertices)]
