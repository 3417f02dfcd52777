"""The command `docs`: the reference as Markdown pages or as one text."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup

from ria_deck.cli.options import Format, faults, say


class DocsFormat(StrEnum):
    """Formats of the reference."""

    MARKDOWN = "md"
    LLMS = "llms"


def docs(
    context: typer.Context,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Write the pages here (md only).")
    ] = Path("docs/reference"),
    form: Annotated[
        DocsFormat, typer.Option("--format", help="Pages in Markdown, or one text on stdout for language models.")
    ] = DocsFormat.MARKDOWN,
    with_pictures: Annotated[
        bool, typer.Option("--pictures/--no-pictures", help="Draw the examples too (md only).")
    ] = True,
) -> None:
    """Write the reference of this version: commands, keys, expressions, layouts, codes.

    Examples:

      ria-deck docs --output docs/reference

      ria-deck docs --format llms > ria-deck.md
    """
    from ria_deck.reference import as_one_text, pictures, reference_pages
    from ria_deck.source.files import write_atomically

    with faults(Format.TEXT):
        pages = reference_pages(commands_page(context))
        if form is DocsFormat.LLMS:
            typer.echo(as_one_text(pages), nl=False)
            return
        files = {path: text.encode() for path, text in pages.items()}
        if with_pictures:
            files |= pictures()
        for path, data in files.items():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            write_atomically(output / path, data)
        drawn = f" with {len(files) - len(pages)} pictures" if with_pictures else ""
        say(f"wrote {len(pages)} pages{drawn} to {output}")


def commands_page(context: typer.Context) -> str:
    """Every command as `--help` prints it, 88 characters wide."""
    parts = ["# Commands"]
    for name, command in _commands(context.find_root().command, "ria-deck"):
        with typer.Context(command, info_name=name, terminal_width=88, max_content_width=88) as asked:
            parts += [f"## {name}", f"```text\n{command.get_help(asked).rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def _commands(command: object, name: str) -> list[tuple[str, TyperCommand]]:
    if isinstance(command, TyperGroup):
        return [one for part, inner in command.commands.items() for one in _commands(inner, f"{name} {part}")]
    return [(name, command)] if isinstance(command, TyperCommand) else []
