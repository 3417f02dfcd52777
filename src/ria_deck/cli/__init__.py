"""Arguments go in, diagnostics on stderr and an exit code come out; every command's work is done elsewhere."""

from __future__ import annotations

import sys


def main() -> None:
    """The `ria-deck` command. Exit codes: 0 done, 1 the project has errors, 2 wrong usage, 3 the machine lacks
    something."""
    from ria_deck.cli.app import app

    sys.exit(app())
