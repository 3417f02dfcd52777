"""The name of a tool goes in; the test is skipped, or fails in CI, when the machine doesn't have it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.validators import browser, ooxml

# name -> (whether it is there, the line that brings it)
TOOLS: dict[str, tuple[Callable[[], bool], str]] = {
    "ooxml": (lambda: ooxml.binary() is not None, "./deck setup test"),
    "audit": (lambda: find_spec("openxml_audit") is not None, "uv sync"),
    "pdfua": (lambda: find_spec("page") is not None, "uv sync"),
    "libreoffice": (lambda: shutil.which("soffice") is not None, "apt-get install libreoffice-impress-nogui"),
    "poppler": (lambda: shutil.which("pdftoppm") is not None, "apt-get install poppler-utils"),
    "browser": (lambda: browser.program() is not None, "apt-get install chromium"),
    "gettext": (lambda: shutil.which("msgmerge") is not None, "apt-get install gettext"),
    "git": (lambda: shutil.which("git") is not None, "apt-get install git"),
}


def require_tool(name: str) -> None:
    """Go on when the tool is there; otherwise skip with the reason, or fail when CI=true."""
    present, line = TOOLS[name]
    if present():
        return
    reason = f"this test needs {name}: {line}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def uv() -> str:
    """uv: the program that started the tests, one on the path, or ./deck's own."""
    own = Path(__file__).resolve().parents[2] / ".venv-tools/bin/uv"
    return os.environ.get("UV") or shutil.which("uv") or str(own)
