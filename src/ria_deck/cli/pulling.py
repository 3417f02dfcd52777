"""`pull`: a deck that was built and then changed by hand, back into content/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ria_deck.cli.options import PROJECT_ERRORS, Format, FormatOption, ProjectOption, QuietOption, faults, say, tell
from ria_deck.diagnostics import Report, Span

if TYPE_CHECKING:
    from ria_deck.pull.differences import Difference
    from ria_deck.pull.pull import Pulled

_MARKS = {"patch": "+", "conflict": "!", "listed": "·"}


def pull(
    deck: Annotated[Path, typer.Argument(metavar="EDITED.pptx", help="The deck; it is never written.")],
    project: ProjectOption = None,
    edition: Annotated[
        str, typer.Option("--edition", metavar="NAME", help="The deck's edition, if it has lost it.")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="The deck's language, if it has lost it.")] = "",
    only: Annotated[
        str, typer.Option("--only", metavar="BATCH_ID", help="The row that the deck is made for, if it has lost it.")
    ] = "",
    base: Annotated[
        Path | None,
        typer.Option(
            "--base", metavar="FILE", help="The deck as it was built, for one that has lost the record of it."
        ),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write the changes into content/.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the changes, write nothing (the default).")] = False,
    form: FormatOption = Format.TEXT,
    quiet: QuietOption = False,
) -> None:
    """Bring edits that were made in a built deck back into the sources.

    Texts go into content/ (of a translated deck, into its catalog), `{{ … }}` and all that wasn't edited stay as they
    are. A value that comes from data is not taken over: that is a conflict, which names the cells. All that can't be
    written in the sources is listed with its slide. The exit code is 1 while there are conflicts.

    Examples:

      ria-deck pull build/report.en.pptx

      ria-deck pull from-colleague.pptx --apply
    """
    from ria_deck.api import Project
    from ria_deck.pull.pull import pull as run
    from ria_deck.source.files import publish

    with faults(form):
        if apply and dry_run:
            raise typer.BadParameter("--apply and --dry-run exclude each other")
        for path in (deck, base):
            if path is not None and not path.is_file():
                raise typer.BadParameter(f"file `{path}` doesn't exist")
        root = Project.open(project or Path.cwd()).root
    with faults(form, root):
        report = Report()
        found = run(deck, root, report, batch_id=only, edition=edition, language=lang, base=base)
        code = tell(report.diagnostics, root, form)
        if found is None:
            raise typer.Exit(code or PROJECT_ERRORS)
        if form is Format.JSON:
            typer.echo(json.dumps(_record(found, applied=apply), ensure_ascii=False, indent=1))
        elif not quiet:
            typer.echo(_report(found))
        if apply and found.files:
            publish({root / path: data for path, data in found.files.items()})
        say(_summary(found, applied=apply), quiet=quiet or form is Format.JSON)
    raise typer.Exit(code or (PROJECT_ERRORS if found.conflicts else 0))


def _report(found: Pulled) -> str:
    lines = [f"{_deck(found)}, saved by {found.program.name}"]
    if found.program.loses:
        lines.append(f"{found.program.name} drops {found.program.loses}")
    for one in found.differences:
        lines += ["", *_lines(one)]
    if found.diff:
        lines += ["", found.diff.rstrip("\n")]
    return "\n".join(lines)


def _deck(found: Pulled) -> str:
    name = found.name
    row = f"row {name.batch_id}, " if name.batch_id else ""
    if name.edition:
        return f"{row}edition {name.edition}, {name.language}"
    return f"{row}{name.language}" if row else f"the deck in {name.language}"


def _lines(one: Difference) -> list[str]:
    code = f"{one.code} " if one.code else ""
    lines = [f"{_MARKS[one.outcome.value]} {one.spot}: {code}{one.message}"]
    lines += [f"    {sign} {text!r}"[:1000] for sign, text in (("-", one.old), ("+", one.new)) if text]
    lines += [f"    {_place(one.span)}"] if one.span is not None else []
    lines += [f"    {cell}" for cell in one.cells[:8]]
    lines += [f"    hint: {one.hint}"] if one.hint else []
    return lines


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}:{span.column}"


def _summary(found: Pulled, *, applied: bool) -> str:
    counts = {outcome: sum(one.outcome.value == outcome for one in found.differences) for outcome in _MARKS}
    if not found.differences:
        return "nothing was edited"
    words = f"{counts['patch']} to patch, {counts['conflict']} in conflict, {counts['listed']} to look at"
    names = ", ".join(found.files)
    if applied and found.files:
        return f"{words}\nwrote {names}"
    return f"{words}; --apply writes {names}" if found.files else words


def _record(found: Pulled, *, applied: bool) -> dict[str, Any]:
    return {
        **found.name.record,
        "program": found.program.name,
        "applied": applied,
        "differences": [_difference(one) for one in found.differences],
        "files": sorted(found.files),
        "diff": found.diff,
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "outcome": one.outcome.value,
        "code": one.code,
        "slide": one.spot.slide,
        "number": one.spot.number,
        "where": one.spot.where,
        "message": one.message,
        "old": one.old,
        "new": one.new,
        "place": _place(one.span) if one.span is not None else "",
        "cells": [
            {"table": cell.table, "path": cell.path, "row": cell.row, "column": cell.column} for cell in one.cells
        ],
        "hint": one.hint,
    }
