"""A pytest plugin for the mutants: without judges and shrinking, and (RIA_CALLS) which test calls which function."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import Phase, settings

JUDGES = {"ooxml", "audit", "pdfua", "libreoffice", "poppler", "require_tool", "browser"}
_PACKAGE = f"{os.sep}ria_deck{os.sep}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out tests that call programs of others; the tests named in RIA_FIRST come first."""
    settings.register_profile("mutants", derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate])
    settings.load_profile("mutants")
    items[:] = [item for item in items if JUDGES.isdisjoint(getattr(item, "fixturenames", ()))]
    named = os.environ.get("RIA_FIRST")
    if named:
        order = json.loads(Path(named).read_text("utf-8"))
        first, failing = set(order["first"]), set(order["failing"])
        items[:] = sorted(
            (item for item in items if item.nodeid not in failing), key=lambda item: item.nodeid not in first
        )


class _Calls:
    """Which functions of ria_deck each test calls, its fixtures included: (file, first line)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.calls: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self.failed: list[str] = []
        self._now: set[tuple[str, int]] = set()
        self._known: dict[object, tuple[str, int] | None] = {}

    def _trace(self, frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if code not in self._known:
            _, found, tail = code.co_filename.rpartition(_PACKAGE)
            self._known[code] = (tail, code.co_firstlineno) if found else None
        place = self._known[code]
        if place is not None:
            self._now.add(place)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._now = self.calls[item.nodeid]
        threading.settrace(self._trace)
        sys.settrace(self._trace)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            threading.settrace(None)  # type: ignore[arg-type]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        found = {"calls": {test: sorted(calls) for test, calls in self.calls.items()}, "failing": self.failed}
        self.path.write_text(json.dumps(found), "utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Record calls where RIA_CALLS names a file for them."""
    named = os.environ.get("RIA_CALLS")
    if named:
        config.pluginmanager.register(_Calls(Path(named)))
