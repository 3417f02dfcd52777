"""Load WeasyPrint with the given fonts only, and hear everything that it logs."""

from __future__ import annotations

import logging
import os
import re
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ria_deck.design.late_imports import weasyprint_imports
from ria_deck.diagnostics import BuildError, Diagnostic, Severity

_FONTCONFIG = threading.Lock()

_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>
"""


@contextmanager
def libraries(folders: Iterable[Path]) -> Iterator[Any]:
    """WeasyPrint with a font configuration that knows these folders and nothing of the system's.

    Raises `BuildError` with RD920 where Pango is missing.
    """
    with _FONTCONFIG, tempfile.TemporaryDirectory(prefix="ria-deck-") as folder:
        place = Path(folder)
        known = "".join(f"<dir>{escape(str(one))}</dir>" for one in folders)
        config = place / "fonts.conf"
        config.write_text(_FONTS_CONF.format(folders=known, cache=place / "cache"), encoding="utf-8")
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield _weasyprint()
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _weasyprint() -> Any:
    try:
        with weasyprint_imports(), redirect_stdout(StringIO()):  # it prints a banner before it raises
            import weasyprint
            from weasyprint.text.ffi import harfbuzz_subset
    except OSError as error:
        raise BuildError([_missing(_library_of(str(error)))]) from error
    if harfbuzz_subset is None:
        # Its stand-in (fontTools) is ten times slower and writes other bytes.
        raise BuildError([_missing("libharfbuzz-subset")])
    return weasyprint


@contextmanager
def listening() -> Iterator[list[str]]:
    """Everything that WeasyPrint logs as a warning or an error meanwhile."""
    told: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    ear = Ear(level=logging.WARNING)
    logger.addHandler(ear)
    try:
        yield told
    finally:
        logger.removeHandler(ear)


def _library_of(message: str) -> str:
    """The library that a loader's message names, or the message."""
    named = re.search(r"cannot load library '([^']+)'", message)
    return named[1] if named else message.partition("\n")[0]


def _missing(what: str) -> Diagnostic:
    return Diagnostic(
        code="RD920",
        severity=Severity.ERROR,
        message=f"printing needs a library that this machine lacks: {what}",
        hint="Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 · "
        "macOS: brew install pango",
    )
