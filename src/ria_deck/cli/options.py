"""The options that commands share, and what they all do with diagnostics: told on stderr, counted, an exit code
made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ria_deck.api import Project
from ria_deck.codes import LISTS
from ria_deck.diagnostics import BuildError, Diagnostic, Severity
from ria_deck.present import present

PROJECT_ERRORS = 1
WRONG_USAGE = 2
MACHINE_LACKS = 3


class Format(StrEnum):
    """How diagnostics are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", metavar="DIR", help="The project (default: here, or the nearest parent that is one)."),
]
LangOption = Annotated[
    list[str] | None, typer.Option("--lang", metavar="LANG", help="Only this language; may be given again.")
]
EditionOption = Annotated[
    list[str] | None, typer.Option("--edition", metavar="NAME", help="Only this edition; may be given again.")
]
ToOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to", metavar="OUTPUT", help="Only this output (pptx, pdf, html, slides-pdf, png); may be given again."
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Write here instead of the project's build/.")
]
JobsOption = Annotated[int, typer.Option("--jobs", min=0, metavar="N", help="Processes (default: one for each core).")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Warnings fail.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How diagnostics are written.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Diagnostics only.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say what is being done.")]


def split(values: Sequence[str] | None) -> tuple[str, ...]:
    """The values of an option that may be given again or hold a comma-separated list, each once."""
    return tuple(dict.fromkeys(part.strip() for value in values or () for part in value.split(",") if part.strip()))


def output_folder(root: Path, output: Path | None) -> Path:
    """Where deliverables go: the folder that was asked for, else build/, which is not looked through if it is a link."""
    return output.resolve() if output else root / "build"


def say(text: str, *, quiet: bool = False) -> None:
    """A line of progress on stderr."""
    if not quiet:
        print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is the program's voice


def tell(
    diagnostics: Sequence[Diagnostic],
    root: Path | None,
    form: Format,
    *,
    strict: bool = False,
    brief: bool = False,
) -> int:
    """Write diagnostics to stderr and return the exit code they call for; `brief` leaves out the long lists of places of
    untranslated texts in what people read."""
    if brief and form is Format.TEXT:
        diagnostics = [replace(found, related=()) if found.code in LISTS else found for found in diagnostics]
    text = present(diagnostics, form.value, root=root, color=sys.stderr.isatty())
    if text:
        sys.stderr.write(text if text.endswith("\n") else text + "\n")
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    bad = any(found.severity in failing for found in diagnostics)
    if any(found.code.startswith("RD9") and found.severity is Severity.ERROR for found in diagnostics):
        return WRONG_USAGE if any(found.code in {"RD901", "RD902", "RD903"} for found in diagnostics) else MACHINE_LACKS
    return PROJECT_ERRORS if bad else 0


@contextmanager
def faults(form: Format, root: Path | None = None) -> Iterator[None]:
    """Turn what stops a command into diagnostics and an exit code: faults of the project, of the disk, Ctrl-C."""
    try:
        yield
    except BuildError as error:
        raise typer.Exit(tell(error.diagnostics, root, form) or PROJECT_ERRORS) from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        found = Diagnostic(
            code="RD910",
            severity=Severity.ERROR,
            message=f"{where}{error.strerror or error}",
            hint="is it open in another program, read-only, or is the disk full? Earlier deliverables are as they were",
        )
        tell([found], root, form)
        raise typer.Exit(PROJECT_ERRORS) from None
    except KeyboardInterrupt:
        say("stopped; nothing was changed")
        raise typer.Exit(130) from None


def with_project(start: Path | None, form: Format, work: Callable[[Path], int]) -> None:
    """Find the project, do the work in it, exit with its code."""
    with faults(form):
        root = Project.open(start or Path.cwd()).root
    with faults(form, root):
        code = work(root)
    raise typer.Exit(code)
