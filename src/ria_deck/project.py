"""Where a project is, and what is wrong with a folder that deliverables are to go into."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ria_deck.diagnostics import BuildError, Diagnostic, Report, Severity, Span
from ria_deck.source.files import CACHE, files_below, named_like_inputs

INPUT_FOLDERS = ("content", "data", "templates")
"""All that a build reads of a project."""

REPORT_FILE = "content/report.yaml"
"""The file that makes a folder a project."""


def find_root(start: Path) -> Path:
    """The project that `start` is in, absolute, links resolved: the nearest folder from there upwards that has
    content/report.yaml.

    Raises BuildError (RD030) when `start` isn't a folder, or no parent of it is a project.
    """
    place = start.resolve()
    if not place.is_dir():
        what = "is not a folder" if place.exists() else "does not exist"
        raise BuildError([_missing(f"`{start}` {what}", "name a project's folder with --project DIR")])
    for folder in (place, *place.parents):
        if (folder / REPORT_FILE).is_file():
            return folder
    raise BuildError(
        [
            _missing(
                f"no project here: neither `{start}` nor a folder above it has {REPORT_FILE}",
                "`ria-deck init` starts a project; --project DIR names one elsewhere",
            )
        ]
    )


def check_output(root: Path, output: Path, folders: Iterable[str], report: Report) -> None:
    """Tell why deliverables can't go into a folder, or into the `folders` below it: it is one that builds read, or links
    lead out of it. A build folder may come with a project, and nothing outside is read or written whatever it holds."""
    base, real = root.resolve(), output.resolve()
    for name in INPUT_FOLDERS:
        if real.is_relative_to(base / name):
            report.error(
                "RD902", f"--output {output}: {name}/ is read by builds, nothing is written there", hint="build/ serves"
            )
            return
    if output == root / "build" and not real.is_relative_to(base):
        report.error("RD002", "`build` points outside the project", Span(path="build"), hint="remove the link")
        return
    for path in _written(output, folders):
        if path.is_symlink() and not path.resolve().is_relative_to(real):
            shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
            report.error(
                "RD002", f"`{shown}` points outside the output folder", Span(path=shown), hint="remove the link"
            )


def check_inputs(root: Path, report: Report) -> None:
    """Tell what has the name of a file that builds read, and is none: it would be left out without a word."""
    for path in named_like_inputs(root):
        shown = path.relative_to(root).as_posix()
        what = "a folder" if path.is_dir() else "a link that leads nowhere" if path.is_symlink() else "not a file"
        report.error("RD003", f"`{shown}` is {what}", Span(path=shown), hint="rename or remove it")


def check_environment(report: Report) -> None:
    """Report a SOURCE_DATE_EPOCH that libraries would read each in its own way, or leave."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "0")
    if not re.fullmatch("[0-9]{1,11}", value):
        message = f"SOURCE_DATE_EPOCH is `{value}`, not a number of seconds since 1970"
        report.error("RD903", message, hint="unset it: decks carry the date of report.yaml")


def _written(output: Path, folders: Iterable[str]) -> Iterator[Path]:
    """What builds write or read back in an output folder, as far as it is there."""
    cache = output / CACHE
    yield cache
    if not cache.is_symlink():
        yield from files_below(cache)
    below = {output / part for folder in folders for part in (folder, folder.partition("/")[0]) if part}
    for folder in (output, *sorted(below)):
        yield folder
        if folder.is_dir() and not (folder.is_symlink() and folder != output):
            yield from (path for path in folder.iterdir() if path.suffix in {".pptx", ".pdf", ".png", ".json"})


def _missing(message: str, hint: str) -> Diagnostic:
    return Diagnostic(code="RD030", severity=Severity.ERROR, message=message, hint=hint)
