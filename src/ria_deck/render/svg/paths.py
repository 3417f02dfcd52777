"""matplotlib's paths and transforms, imported when a figure is drawn, with none of the user's settings."""

from __future__ import annotations

import logging

from ria_deck.diagnostics import BuildError, Diagnostic, Severity

logging.getLogger("matplotlib").addHandler(logging.NullHandler())  # its remarks on the user's settings are not for us
try:
    import matplotlib as mpl
    from matplotlib.path import Path as Outline
    from matplotlib.transforms import Affine2D
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

__all__ = ["Affine2D", "Outline", "plain_settings"]

plain_settings = mpl.rc_context({"path.simplify": True, "path.simplify_threshold": 1 / 9})
"""A context, or decorator, in which paths are made and drawn with matplotlib's defaults: no other setting counts."""
