"""`preview`: the talk in a browser while one writes it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ria_deck.cli.options import (
    Format,
    LangOption,
    ParamOption,
    ProjectOption,
    QuietOption,
    params_of,
    say,
    split,
    tell,
    with_project,
)


def preview(
    project: ProjectOption = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port to listen on; 0 takes any free one.")
    ] = 4848,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="The address to listen on (default: this machine only).")
    ] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Don't open a browser.")] = False,
    lang: LangOption = None,
    edition: Annotated[str, typer.Option("--edition", metavar="NAME", help="The edition (default: the first).")] = "",
    only: Annotated[
        str, typer.Option("--only", metavar="BATCH_ID", help="The row of the batch (default: the first).")
    ] = "",
    param: ParamOption = None,
    deck: Annotated[bool, typer.Option("--deck", help="Also build the outputs after each change.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Show the slides in a browser and update them whenever the project changes.

    A saved file shows the slides that changed, in all languages beside each other; mistakes are listed with their
    lines while the last good slides stay. Click a number to see the cells that it comes from.

    Examples:

      ria-deck preview

      ria-deck preview --lang en,ja --edition update --port 4849
    """

    params = params_of(param)

    def work(root: Path) -> int:
        from ria_deck.preview.run import PreviewOptions, run

        def ready(address: str) -> None:
            say(f"preview: {address} (Ctrl-C to stop)")
            if not no_browser:
                import webbrowser

                webbrowser.open(address)

        def after() -> None:
            if deck:
                from ria_deck.api import Project

                result = Project(root).build(
                    editions=filter(None, (edition,)), languages=split(lang), only=filter(None, (only,)), params=params
                )
                tell(result.diagnostics, root, Format.TEXT)
                say(f"wrote {len(result.changed)} files", quiet=quiet)

        options = PreviewOptions(
            host=host,
            port=port,
            edition=edition,
            languages=split(lang),
            batch_id=only,
            params=params,
            ready=ready,
            after=after,
        )
        run(root, options)
        return 0

    with_project(project, Format.TEXT, work)
