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
from ria_deck.source.files import write_atomically

PROJECT_ERRORS = 1
WRONG_USAGE = 2
MACHINE_LACKS = 3


class Format(StrEnum):
    """Formats of diagnostics."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="DIR",
        help="The project folder (default: this one or its nearest parent that is a project).",
    ),
]
LangOption = Annotated[list[str] | None, typer.Option("--lang", metavar="LANG", help="Only this language; repeatable.")]
EditionOption = Annotated[
    list[str] | None, typer.Option("--edition", metavar="NAME", help="Only this edition; repeatable.")
]
ToOption = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="OUTPUT", help="Only this output (pptx, pdf, html, slides-pdf, png); repeatable."),
]
OnlyOption = Annotated[
    list[str] | None, typer.Option("--only", metavar="BATCH_ID", help="Only this row of the batch; repeatable.")
]
ShardOption = Annotated[
    str, typer.Option("--shard", metavar="I/N", help="Only one of N shares of the decks: 2/5 is the second of five.")
]
ParamOption = Annotated[
    list[str] | None,
    typer.Option("-P", "--param", metavar="NAME=VALUE", help="Set a parameter of report.yaml; repeatable."),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Write to this folder instead of build/.")
]
BeforeOption = Annotated[
    Path | None,
    typer.Option(
        "--before", metavar="PATH", help="An earlier build (folder or manifest) to find aged periods by, if not build/."
    ),
]
JobsOption = Annotated[
    int, typer.Option("--jobs", min=0, metavar="N", help="Number of processes (default: one per core).")
]
OnOption = Annotated[
    str, typer.Option("--on", metavar="dask[://HOST:PORT]", help="Make the decks on a Dask cluster, or a local one.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")]
FormatOption = Annotated[Format, typer.Option("--format", help="Format of diagnostics.")]
ReportOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--report",
        metavar="FILE",
        help="Write the diagnostics to a file, too: .xml (JUnit), .sarif or .json; repeatable.",
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print diagnostics only.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Print progress and long lists in full.")]


def split(values: Sequence[str] | None) -> tuple[str, ...]:
    """The values of an option that is repeatable or a comma-separated list, each once."""
    return tuple(dict.fromkeys(part.strip() for value in values or () for part in value.split(",") if part.strip()))


def shard_of(text: str) -> tuple[int, int] | None:
    """`2/5` as (2, 5); None for an empty text."""
    if not text:
        return None
    which, slash, count = text.partition("/")
    if not (slash and which.isdecimal() and count.isdecimal()) or not 1 <= int(which) <= int(count):
        raise typer.BadParameter(f"`{text}` is not a share: --shard 2/5 is the second of five")
    return int(which), int(count)


def cluster_of(text: str) -> str:
    """A cluster's address as it is; empty for none."""
    from ria_deck.cluster.running import is_cluster

    if text and not is_cluster(text):
        raise typer.BadParameter(f"`{text}` is not a cluster: write --on dask or --on dask://HOST:PORT")
    return text


def params_of(values: Sequence[str] | None) -> dict[str, str]:
    """`name=value` texts as a mapping."""
    found: dict[str, str] = {}
    for value in values or ():
        name, equals, text = value.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"`{value}` sets nothing: write -P name=value")
        found[name.strip()] = text
    return found


def output_folder(root: Path, output: Path | None) -> Path:
    """The folder for deliverables: the one asked for, else build/, which must not be a symbolic link."""
    return output.resolve() if output else root / "build"


def say(text: str, *, quiet: bool = False) -> None:
    """Print a line of progress on stderr."""
    if not quiet:
        print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is the program's voice


_REPORTS = {".xml": Format.JUNIT, ".sarif": Format.SARIF, ".json": Format.JSON}


def write_reports(files: Sequence[Path] | None, diagnostics: Sequence[Diagnostic], root: Path) -> None:
    """Write diagnostics to the files that `--report` names, in the form of their endings."""
    for file in files or ():
        if file.suffix.lower() not in _REPORTS:
            raise typer.BadParameter(f"--report {file}: the file's ending is .xml (JUnit), .sarif or .json")
    for file in files or ():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, present(diagnostics, _REPORTS[file.suffix.lower()].value, root=root).encode("utf-8"))


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
    if brief:
        diagnostics = in_brief(diagnostics, form)
    text = present(diagnostics, form.value, root=root, color=sys.stderr.isatty())
    if text:
        sys.stderr.write(text if text.endswith("\n") else text + "\n")
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    bad = any(found.severity in failing for found in diagnostics)
    if any(found.code.startswith("RD9") and found.severity is Severity.ERROR for found in diagnostics):
        return WRONG_USAGE if any(found.code in {"RD901", "RD902", "RD903"} for found in diagnostics) else MACHINE_LACKS
    return PROJECT_ERRORS if bad else 0


def in_brief(diagnostics: Sequence[Diagnostic], form: Format) -> Sequence[Diagnostic]:
    """The diagnostics without the long lists of places of untranslated texts, where people read them."""
    if form is not Format.TEXT:
        return diagnostics
    return [replace(found, related=()) if found.code in LISTS else found for found in diagnostics]


@contextmanager
def faults(form: Format, root: Path | None = None) -> Iterator[None]:
    """Turn exceptions into diagnostics and an exit code: errors of the project or the disk, Ctrl-C."""
    try:
        yield
    except BuildError as error:
        raise typer.Exit(tell(error.diagnostics, root, form) or PROJECT_ERRORS) from None
    except OSError as error:
        sys.stdout.flush()  # raises where it is the answer that can't be written: `main` tells so
        where = f"{error.filename}: " if error.filename else ""
        found = Diagnostic(
            code="RD910",
            severity=Severity.ERROR,
            message=f"{where}{error.strerror or error}",
            hint="close other programs that use it, and check permissions and free disk space; "
            "earlier deliverables are unchanged",
        )
        tell([found], root, form)
        raise typer.Exit(PROJECT_ERRORS) from None
    except KeyboardInterrupt:
        say("stopped; nothing was changed")
        raise typer.Exit(130) from None


def project_root(start: Path) -> Path:
    """The nearest project. Raises BuildError (RD030)."""
    return Project.open(start).root


def root_with_tables(start: Path) -> Path:
    """The nearest project, or folder whose tables decks were refreshed from. Raises BuildError (RD030)."""
    from ria_deck.refresh.refresh_file import find_refresh_project

    try:
        return project_root(start)
    except BuildError as error:
        try:
            return find_refresh_project(start)
        except BuildError:
            raise error from None


def with_project(
    start: Path | None, form: Format, work: Callable[[Path], int], find: Callable[[Path], Path] = project_root
) -> None:
    """Find the project, run the work in it and exit with its code."""
    with faults(form):
        root = find(start or Path.cwd())
    with faults(form, root):
        code = work(root)
    raise typer.Exit(code)
