"""`refresh`: a deck that exists and the tables of data/ as a new deck."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ria_deck.cli.options import Format, FormatOption, QuietOption, faults, say, tell
from ria_deck.diagnostics import Report

if TYPE_CHECKING:
    from ria_deck.refresh.refresh import Refreshed

_MOST_CELLS = 4


def refresh(
    deck: Annotated[Path, typer.Argument(metavar="DECK.pptx", help="The deck; it is never changed.")],
    project: Annotated[
        Path | None,
        typer.Option(
            "--project", metavar="DIR", help="The folder that contains data/ (default: this one or its nearest parent)."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file (default: DECK.refreshed.pptx)."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List every value old → new; write nothing.")] = False,
    grow: Annotated[bool, typer.Option("--grow", help="Let charts and tables become longer or shorter.")] = False,
    form: FormatOption = Format.TEXT,
    quiet: QuietOption = False,
) -> None:
    """Put the numbers of data/ into a deck made by hand: charts, tables, `{{ … }}` in texts, pictures.

    A shape is bound by its name or the first line of its alternative text, or in refresh.yaml:

      ria: cars x=year y=units where="year >= 2020"

      ria: cars columns=year,units

    Only the bound values change: formats, colours, animations and every other part stay byte for byte. What can't be
    done safely is refused, and nothing is written.

    Examples:

      ria-deck refresh monthly.pptx --dry-run

      ria-deck refresh monthly.pptx -o monthly-2026-11.pptx
    """
    from ria_deck.project import check_output
    from ria_deck.record.inputs import input_hashes
    from ria_deck.record.manifest import encode, sha256
    from ria_deck.refresh.record import NAME, last_record, refresh_record
    from ria_deck.refresh.refresh import refresh as run
    from ria_deck.refresh.refresh_file import find_refresh_project
    from ria_deck.source.files import write_atomically

    with faults(form):
        if not deck.is_file():
            raise typer.BadParameter(f"file `{deck}` doesn't exist")
        target = output or deck.with_name(f"{deck.stem}.refreshed{deck.suffix}")
        if target.exists() and target.samefile(deck):
            raise typer.BadParameter("the deck itself is never changed: name another file with -o")
        root = find_refresh_project(project or Path.cwd())
        report = Report()
        found = run(deck, root, report, grow=grow)
    with faults(form, root):
        code = tell(report.diagnostics, root, form)
        if form is Format.JSON:
            typer.echo(json.dumps(_record(found), ensure_ascii=False, indent=1))
        elif found.data is not None and not quiet:
            typer.echo(_listed(found))
        if found.data is not None and not dry_run:
            check_output(root, folder := root / "build", (), told := Report())
            if told.failed:
                raise typer.Exit(tell(told.diagnostics, root, form))
            made = refresh_record(
                found.values,
                found.tables,
                {deck.name: sha256(deck.read_bytes()), **input_hashes(root)},
                source=deck.name,
                language=found.language,
                target=target.name,
                data=found.data,
                last=last_record(folder),
            )
            write_atomically(target, found.data)
            folder.mkdir(exist_ok=True)
            write_atomically(folder / NAME, encode(made))
            say(f"wrote {target}; `ria-deck explain NUMBER` tells where a value comes from", quiet=quiet)
    raise typer.Exit(code)


def _listed(found: Refreshed) -> str:
    lines: list[str] = []
    place = (0, "")
    for change in found.changes:
        if (change.slide, change.shape) != place:
            place = (change.slide, change.shape)
            lines.append(f"slide {change.slide}, {change.shape}")
        shown = ", ".join(str(cell) for cell in change.cells[:_MOST_CELLS])
        more = f" and {len(change.cells) - _MOST_CELLS} more" if len(change.cells) > _MOST_CELLS else ""
        lines.append(
            f"  {change.at}: {change.old or 'nothing'} → {change.new or 'nothing'}" + f"  {shown}{more}".rstrip()
        )
    count = len(found.changes)
    lines.append(f"{count} value{'s' * (count != 1)} changed; {found.shapes} shapes and texts are bound")
    if found.unbound:
        shown = ", ".join(f"{name} (slide {number})" for number, name in found.unbound)
        lines.append(f"not bound, left unchanged: {shown}")
    return "\n".join(lines)


def _record(found: Refreshed) -> dict[str, Any]:
    return {
        "changes": [
            {
                "slide": change.slide,
                "shape": change.shape,
                "at": change.at,
                "old": change.old,
                "new": change.new,
                "cells": [
                    {"table": cell.table, "path": cell.path, "row": cell.row, "column": cell.column}
                    for cell in change.cells
                ],
            }
            for change in found.changes
        ],
        "unbound": [{"slide": number, "shape": name} for number, name in found.unbound],
    }
