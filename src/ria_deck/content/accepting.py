"""Warnings that report.yaml accepts (`allow:`), taken out of what is reported."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from ria_deck.content.specs.slides import AllowSpec, Content
from ria_deck.diagnostics import Diagnostic, Report, Severity, Span

_CORRECT = "remove the entry, or correct its `code` or `at`"
Accepted = tuple[Diagnostic, str]  # a warning and why it is accepted


def accept(content: Content, report: Report, *limits: tuple[str, ...]) -> tuple[Accepted, ...]:
    """The accepted warnings and notes, which the report then lacks. An entry that accepts nothing is a warning itself where
    no `limits` were set to what was made. Errors are never accepted."""
    allowed = list(dict.fromkeys(entry for spec in content.reports.values() for entry in spec.allow))
    if not allowed:
        return ()
    slides = _Slides(content)
    judged = [(found, _entry_for(found, allowed, slides)) for found in report.diagnostics]
    report.diagnostics = [found for found, entry in judged if entry is None]
    if not any(limits) and not report.failed:
        _tell_unused(allowed, {entry for _, entry in judged}, slides, report)
    return tuple((found, entry.because) for found, entry in judged if entry is not None)


def _entry_for(found: Diagnostic, allowed: Sequence[AllowSpec], slides: _Slides) -> AllowSpec | None:
    return next((entry for entry in allowed if _accepts(entry, found, slides)), None)


def _tell_unused(
    allowed: Sequence[AllowSpec], used: Collection[AllowSpec | None], slides: _Slides, report: Report
) -> None:
    for entry in allowed:
        if entry in used:
            continue
        elsewhere = next((one for one in report.diagnostics if _accepts(replace(entry, at=""), one, slides)), None)
        hint = _where(elsewhere, slides) if elsewhere and entry.at else _CORRECT
        where = f" at `{entry.at}`" if entry.at else ""
        words = f"no warning {entry.code}{where} to accept"
        report.warning("RD036", words, entry.span, hint=hint)


def _where(found: Diagnostic, slides: _Slides) -> str:
    """A hint that says where a warning is that an entry looked for elsewhere."""
    span = found.span
    return (
        f"the warning is at `{slides.at(span) or span.path}`" if span else "this warning has no place: leave out `at`"
    )


def _accepts(entry: AllowSpec, found: Diagnostic, slides: _Slides) -> bool:
    if entry.code != found.code or found.severity is Severity.ERROR:
        return False
    places = [found.span, *(span for span, _ in found.related)]
    return (
        not entry.at
        or f"slide `{entry.at}`" in found.message
        or any(entry.at in (span.path, f"{span.path}:{span.line}", slides.at(span)) for span in places if span)
    )


class _Slides:
    """The slides' ids by their places."""

    def __init__(self, content: Content) -> None:
        self._lines: dict[str, list[tuple[int, str]]] = {}
        for topic in content.topics:
            for slide in topic.slides:
                self._lines.setdefault(slide.span.path, []).append((slide.span.line, slide.id))
        for lines in self._lines.values():
            lines.sort()

    def at(self, span: Span) -> str:
        """The id of the slide that a place is on, empty where it is on none."""
        lines = self._lines.get(span.path, [])
        index = bisect_right(lines, span.line, key=lambda line: line[0]) - 1
        return lines[index][1] if index >= 0 else ""
