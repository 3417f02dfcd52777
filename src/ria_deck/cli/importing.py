"""`import`: a deck that exists becomes a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ria_deck.cli.options import Format, FormatOption, QuietOption, faults, say, tell
from ria_deck.diagnostics import Report


def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .pptx, or a talk in Markdown (.md, .qmd).")],
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="DIR", help="A new or empty folder (default: named like the file, here)."),
    ] = None,
    form: FormatOption = Format.TEXT,
    quiet: QuietOption = False,
) -> None:
    """Make a project of a deck: topics in Markdown, charts and tables as data, pictures, notes, the deck's own template.
    Talks in Markdown of pandoc, Marp, Quarto and Slidev are taken too.

    The project passes `check`, and `build` makes the deck anew. What can't be taken is listed with its slide, and in
    imported.txt. The deck itself is only read.

    Examples:

      ria-deck import monthly.pptx

      ria-deck import monthly.pptx --into monthly-report

      ria-deck import talk.md --into my-talk
    """
    from ria_deck.importing.import_talk import import_talk, listed

    with faults(form):
        if not file.is_file():
            raise typer.BadParameter(f"file `{file}` doesn't exist")
        target = into or Path.cwd() / file.stem
        report = Report()
        found = import_talk(file, target, report)
        code = tell(report.diagnostics, None, form)
        if found is not None:
            for line in listed(found.talk.left):
                say(f"  {line}", quiet=quiet)
            talk = found.talk
            counts = [(len(talk.slides), "slide"), (len(talk.tables), "table of data"), (len(talk.pictures), "picture")]
            said = ", ".join(
                f"{count} {word.replace(' ', 's ', 1) if ' ' in word and count != 1 else word + 's' * (count != 1)}"
                for count, word in counts
                if count
            )
            say(f"wrote {target}: {said}; next: cd {target} && ria-deck build", quiet=quiet)
    raise typer.Exit(code)
