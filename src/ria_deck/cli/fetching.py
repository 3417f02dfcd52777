"""The command `fetch`: download tables and print what changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ria_deck.cli.options import Format, FormatOption, ProjectOption, QuietOption, say, tell, with_project
from ria_deck.diagnostics import Report

if TYPE_CHECKING:
    from ria_deck.fetching import Fetched


def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME…]", help="Tables (default: all whose path is a URL).")
    ] = None,
    project: ProjectOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Also replace files that were edited by hand.")] = False,
    timeout: Annotated[float, typer.Option("--timeout", min=1, metavar="SECONDS", help="Time limit per table.")] = 300,
    threshold: Annotated[
        float,
        typer.Option(
            "--threshold", min=0, metavar="SHARE", help="Mark values that changed by more than this (0.1 is 10%)."
        ),
    ] = 0.1,
    form: FormatOption = Format.TEXT,
    quiet: QuietOption = False,
) -> None:
    """Download the tables whose path is a URL, check them, show what changed, and pin their hashes.

    A table is replaced, with its hash, only when it is valid; a build never uses the network.

    Examples:

      ria-deck fetch --dry-run

      ria-deck fetch visitors

      ria-deck fetch && ria-deck build && ria-deck diff
    """

    def work(root: Path) -> int:
        from ria_deck.data.download import Limits
        from ria_deck.fetching import FetchOptions
        from ria_deck.fetching import fetch as run

        report = Report()
        options = FetchOptions(names=tuple(names or ()), dry_run=dry_run, force=force, limits=Limits(whole=timeout))
        found = run(root, options, report, lambda line: say(line, quiet=quiet))
        for one in found:
            typer.echo(_told(one, threshold, dry_run=dry_run))
        return tell(report.diagnostics, root, form)

    with_project(project, form, work)


def _told(one: Fetched, threshold: float, *, dry_run: bool) -> str:
    from ria_deck.record.changes_text import moves, table_as_text

    resource = one.resource
    verb = "would be" if dry_run else "was"
    if not one.bytes_changed:
        return f"{resource.name}: unchanged"
    if one.change is None:
        return f"{resource.name}: {resource.file} {verb} written, {one.rows} rows"
    if one.change.nothing:
        return f"{resource.name}: {resource.file} {verb} replaced; no value changed"
    lines = [f"{resource.name}: {resource.file} {verb} replaced; {moves([one.change])}"]
    lines += table_as_text(one.change, threshold).split("\n")[1:]
    if resource.as_of:
        lines.append(f"  its `ria: as_of` is {resource.as_of}: check that this is still right")
    return "\n".join(lines)
