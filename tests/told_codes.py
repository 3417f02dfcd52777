"""Which codes the program itself told while tests ran, over all processes of pytest-xdist. A run of all tests fails where
there is a code that none of them made it tell (what a command told in a process of its own doesn't count)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import FrameType
from typing import Any

import pytest

from ria_deck.codes import CODES
from ria_deck.diagnostics import Diagnostic, Report

TOLD: set[str] = set()


def by_program(frame: FrameType | None) -> bool:
    """Whether it is the program, and no test, that makes a diagnostic there; not one that it reads from an earlier build."""
    while frame is not None and frame.f_globals.get("__name__") == "ria_deck.diagnostics":
        frame = frame.f_back
    name = str(frame.f_globals.get("__name__", "")) if frame is not None else ""
    return name.startswith("ria_deck.") and name != "ria_deck.record.told"


def note(kind: Any) -> None:
    """From now on, note the `code` of each value of a class that the program makes: diagnostics, and what `pull` finds."""
    made = kind.__init__

    def noted(self: Any, **values: object) -> None:
        made(self, **values)
        if self.code not in TOLD and by_program(sys._getframe(1)):
            TOLD.add(self.code)

    kind.__init__ = noted


def record() -> None:
    """Note the codes of diagnostics, made here or in a worker process."""
    extend = Report.extend

    def noted_all(self: Report, diagnostics: Iterable[Diagnostic]) -> None:
        found = list(diagnostics)
        if by_program(sys._getframe(1)):
            TOLD.update(one.code for one in found)
        extend(self, found)

    note(Diagnostic)
    Report.extend = noted_all  # type: ignore[method-assign]


def untold() -> list[str]:
    """The codes that nothing has told."""
    return sorted(set(CODES) - TOLD)


def is_whole(config: pytest.Config) -> bool:
    """Whether the run is of all tests."""
    chosen = (
        "keyword",
        "markexpr",
        "lf",
        "failedfirst",
        "deselect",
        "collectonly",
        "maxfail",
        "ignore",
        "ignore_glob",
        "stepwise",
    )
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not any(
        config.getoption(name, default=None) for name in chosen
    )


def fails(session: pytest.Session) -> bool:
    """Whether a run that has otherwise passed leaves a code untold."""
    return session.exitstatus == pytest.ExitCode.OK and is_whole(session.config) and bool(untold())
