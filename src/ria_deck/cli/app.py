"""The commands, in the order that people meet them."""

from __future__ import annotations

import typer

from ria_deck.cli import building, fetching, inspecting, starting, translating

app = typer.Typer(
    name="ria-deck",
    help="Build an editable PowerPoint deck and a designed PDF handout from text, data and templates.",
    epilog="Example: ria-deck init my-report && cd my-report && ria-deck build",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("init")(starting.init)
app.command("build")(building.build)
app.command("check")(building.check)
app.command("fetch")(fetching.fetch)
app.command("diff")(inspecting.diff)
app.command("explain")(inspecting.explain)
app.add_typer(translating.app, name="i18n")
app.add_typer(inspecting.template, name="template")
app.command("schema")(inspecting.schema)
app.command("doctor")(starting.doctor)
app.command("clean")(building.clean)
