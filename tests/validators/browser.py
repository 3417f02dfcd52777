"""Debian's Chromium, driven by Playwright: pages as people use them, and axe's findings of their accessibility."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.validators import Finding

_AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program() -> str | None:
    """Chromium's path; None where the machine doesn't have it."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Any]:
    """A running Chromium: a `playwright.sync_api.Browser`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program(), args=_ARGUMENTS)
        try:
            yield running
        finally:
            running.close()


def axe(page: Any) -> list[Finding]:
    """What axe finds wrong on a page as it is now."""
    page.evaluate(_AXE.read_text("utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        Finding(
            judge="axe",
            rule=found["id"],
            place=" ".join(map(str, node["target"])),
            message=node["failureSummary"].replace("\n", " "),
        )
        for found in result["violations"]
        for node in found["nodes"]
    ]
