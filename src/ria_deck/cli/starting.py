"""The commands `init` and `doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ria_deck.cli.options import MACHINE_LACKS, PROJECT_ERRORS, Format, ProjectOption, faults, say, tell
from ria_deck.diagnostics import BuildError, Report


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The project folder (default: this one).")] = Path(),
) -> None:
    """Start a project, named after its folder: a small report with a slide of each kind, to adapt.

    A .gitignore and VS Code settings (schemas for all YAML files) are added if the folder has none.

    Examples:

      ria-deck init my-report

      cd my-report && ria-deck build
    """
    with faults(Format.TEXT):
        from ria_deck.starter import name_of, start_project

        report = Report()
        written = start_project(folder, report, name_of(folder))
        if report.failed:
            raise typer.Exit(tell(report.diagnostics, None, Format.TEXT) or PROJECT_ERRORS)
        for path in written:
            say(f"  {path}")
        where = "" if folder == Path() else f"cd {folder} && "
        say(f"wrote {len(written)} files; next: {where}ria-deck build")


def doctor(project: ProjectOption = None) -> None:
    """Show what this machine has and lacks, with the command that installs what is missing; in a project, first the faces
    that its languages are set in. Exit code 3 when something is lacking that a build needs.

    Examples:

      ria-deck doctor
    """
    with faults(Format.TEXT):
        from ria_deck.doctor import examine

        findings = examine(_project(project))
        for finding in findings:
            mark = "ok  " if finding.found else ("MISS" if finding.needed else "none")
            typer.echo(f"{mark} {finding.name}: {finding.detail}")
            if not finding.found and finding.remedy:
                typer.echo(f"       {finding.remedy}")
        if any(finding.needed and not finding.found for finding in findings):
            raise typer.Exit(MACHINE_LACKS)


def _project(named: Path | None) -> Path | None:
    """The project that is named, or that this folder is in, if it is in one."""
    from ria_deck.project import find_root

    if named is not None:
        return find_root(named)
    try:
        return find_root(Path.cwd())
    except BuildError:
        return None
