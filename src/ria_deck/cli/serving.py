"""`lsp`: the language server for editors."""

from __future__ import annotations

import gc
from importlib.util import find_spec

import typer

from ria_deck.cli.options import Format, tell
from ria_deck.diagnostics import Diagnostic, Severity


def lsp() -> None:
    """Serve editors on stdin and stdout (Language Server Protocol).

    Diagnostics as `check` gives them, completion, hover and go-to-definition in topics, their blocks, and the YAML
    files of a project. Editors start it: docs/howto/editor.md says how.

    Examples:

      ria-deck lsp
    """
    if find_spec("pygls") is None:
        message = "the language server needs the package pygls"
        found = Diagnostic(code="RD931", severity=Severity.ERROR, message=message, hint="pip install 'ria-deck[lsp]'")
        raise typer.Exit(tell([found], None, Format.TEXT))
    gc.enable()  # it runs for days
    from ria_deck.lsp.server import make_server

    make_server().start_io()
