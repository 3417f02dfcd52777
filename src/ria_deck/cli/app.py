"""The commands, in the order that people meet them."""

from __future__ import annotations

from typing import Annotated

import typer

from ria_deck.cli import (
    adding,
    building,
    converting,
    documenting,
    fetching,
    helping,
    importing,
    inspecting,
    previewing,
    pulling,
    refreshing,
    serving,
    starting,
    translating,
)
from ria_deck.cli.options import ProjectOption

app = typer.Typer(
    name="ria-deck",
    help="Build an editable PowerPoint deck and a designed PDF handout from text, data and templates.",
    epilog="Example: ria-deck init my-report && cd my-report && ria-deck build",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from ria_deck import __version__

        typer.echo(f"ria-deck {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    project: ProjectOption = None,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before a command."""
    if project is not None:
        helping.give_project(context, project)


app.command("init", short_help="Start a project with a small report to adapt.")(starting.init)
app.command("build")(building.build)
app.command("check")(building.check)
app.command("preview", short_help="Show the slides in a browser while you write.")(previewing.preview)
app.command("refresh", short_help="Update the numbers in a deck made by hand.")(refreshing.refresh)
app.command("pull", short_help="Bring edits made in a built deck back into content/.")(pulling.pull)
app.command("import", short_help="Make a project from a deck made by hand.")(importing.import_command)
app.command("fetch", short_help="Download the tables whose path is a URL, and pin them.")(fetching.fetch)
app.command("list", short_help="List what a build makes: editions, languages, files.")(helping.list_variants)
app.command("diff", short_help="Show what changed between two builds.")(inspecting.diff)
app.command("explain", short_help="Show where a number comes from, or what an error code means.")(inspecting.explain)
app.add_typer(translating.app, name="i18n", short_help="Translations: catalogs, status, files for translators.")
app.add_typer(adding.app, name="data", short_help="Tables: add files and draft their entries.")
app.add_typer(inspecting.template, name="template")
app.command("convert", short_help="Convert a topic from Markdown to YAML, or back.")(converting.convert)
app.command("schema", short_help="Print a JSON Schema, for editors that check YAML.")(inspecting.schema)
app.command("help", short_help="Print a reference page: a block, filters, layouts, RDnnn.")(helping.show_help)
app.command("docs", short_help="Write the reference as Markdown pages or one text.")(documenting.docs)
app.command("lsp", short_help="Serve editors: the language server.")(serving.lsp)
app.command("doctor", short_help="Check what this machine has installed.")(starting.doctor)
app.command("clean", short_help="Remove the files written by builds.")(building.clean)
