"""Which codes the program itself told while tests ran, over all processes of pytest-xdist: a run of the whole suite lists
those that none made it tell (by a command in a process of its own, it may have told them there)."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pytest

from ria_deck.codes import CODES
from ria_deck.diagnostics import Diagnostic, Report, Severity, Span

TOLD: set[str] = set()


def by_program(depth: int) -> bool:
    """Whether the caller, so many frames up, is the program and no test."""
    frame = sys._getframe(depth + 1)
    while frame.f_globals.get("__name__") == "ria_deck.diagnostics" and frame.f_back is not None:
        frame = frame.f_back
    return str(frame.f_globals.get("__name__", "")).startswith("ria_deck.")


def record() -> None:
    """From now on, note what the program adds to any report, here or in one of its workers."""
    add, extend = Report.add, Report.extend

    def noted(
        self: Report,
        severity: Severity,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        label: str = "",
        hint: str = "",
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        if code not in TOLD and by_program(1):
            TOLD.add(code)
        add(self, severity, code, message, span, label=label, hint=hint, related=related)

    def noted_all(self: Report, diagnostics: Iterable[Diagnostic]) -> None:
        found = list(diagnostics)
        if by_program(1):
            TOLD.update(one.code for one in found)
        extend(self, found)

    Report.add, Report.extend = noted, noted_all  # type: ignore[method-assign]


def untold() -> list[str]:
    """The codes that nothing has told."""
    return sorted(set(CODES) - TOLD)


def is_whole(config: pytest.Config) -> bool:
    """Whether the run is of all tests."""
    chosen = ("keyword", "markexpr", "lf", "failedfirst", "deselect", "collectonly", "maxfail")
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not any(
        config.getoption(name, default=None) for name in chosen
    )
