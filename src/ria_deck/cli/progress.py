"""Editions and languages that are done come in, a line on the terminal shows how far a build is; elsewhere nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ria_deck.cli.options import Format, say

Done = Callable[[str, int, int], None]
"""What was made, how many are done, and how many there are."""


@contextmanager
def progress(form: Format, *, quiet: bool, verbose: bool) -> Iterator[Done]:
    """Show a build's progress: a bar on a terminal; with `verbose`, a line for each finished output."""

    def told(label: str, done: int, total: int) -> None:  # noqa: ARG001
        if label:
            say(f"  {label}", quiet=quiet or not verbose)

    if quiet or form is not Format.TEXT or not sys.stderr.isatty():
        yield told
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("building"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[label]}"),
    )
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=4, transient=True) as bar:
        task = bar.add_task("building", total=None, label="")

        def shown(label: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, label=label)
            if label and verbose:
                bar.console.print(f"  {label}", markup=False, highlight=False)

        yield shown
