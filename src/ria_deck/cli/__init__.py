"""The command line: diagnostics on stderr and an exit code; the work of every command is done elsewhere."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main() -> None:
    """The `ria-deck` command. Exit codes: 0 done, 1 the project has errors, 2 wrong usage, 3 the machine lacks
    something."""
    # A build makes hundreds of thousands of objects that stay: looking for cycles among them is in vain. Between decks
    # the pipeline collects.
    gc.disable()
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # it would look through every installed package for some
    open_streams()
    arguments = sys.argv[1:]
    if _command(arguments) == "build" and _nothing_to_do(arguments):
        return
    from ria_deck.cli.app import app

    code: int | str | None = 0
    lost: OSError | None = None
    try:
        app(obj=arguments)
    except SystemExit as end:
        code = end.code
    except OSError as error:  # of what a command's own work meets, the command speaks
        lost = error
    try:
        sys.stdout.flush()
    except OSError as error:
        lost = lost or error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python tries once more and exits with 120
    if lost is not None:
        print(f"error[RD910]: the answer can't be written: {lost.strerror}", file=sys.stderr)  # noqa: T201
        code = code or 1
    sys.exit(code)


def open_streams() -> None:
    """Give a closed standard stream (`2>&-`) somewhere to go, so that no file of the build gets its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number: this one
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))


def _nothing_to_do(arguments: Sequence[str]) -> bool:
    """Whether the same command line has already built everything; prints so if it has.

    Only what places the project and its outputs is read of the options. All else, mistakes too, is left to the command:
    it alone writes what is looked at here.
    """
    if any(argument == "--watch" or argument.startswith("--report") for argument in arguments):
        return False
    from ria_deck.record.unchanged import up_to_date

    start = Path(_option(arguments, "--project") or ".").resolve()
    root = next((folder for folder in (start, *start.parents) if (folder / "content/report.yaml").is_file()), None)
    if root is None:
        return False
    folder = Path(_option(arguments, "--output") or root / "build").resolve()
    try:
        found = up_to_date(root, folder, arguments)
    except OSError:
        return False  # the command will meet it again, and tell it
    if found is None or not found.files:
        return False
    if found.told or found.form == "json":  # a program reads JSON, whatever is in it
        from ria_deck.present import present
        from ria_deck.record.told import read_records

        told = present(read_records(found.told), found.form, root=root, color=sys.stderr.isatty())
        sys.stderr.write(told)
    if found.form != "json" and not {"-q", "--quiet"} & set(arguments):
        print(unchanged(found.files, folder), file=sys.stderr)  # noqa: T201 - this is the program's voice
    return True


def unchanged(count: int, folder: Path) -> str:
    """The message of a build that has nothing to do."""
    shown = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    files = "1 file is" if count == 1 else f"{count} files are"
    return f"nothing changed: {files} up to date in {shown}"


def _command(arguments: Sequence[str]) -> str:
    """The command's name, which `--project DIR` may precede."""
    first = arguments[0] if arguments else ""
    before = 2 if first == "--project" else int(first.startswith("--project="))
    return arguments[before] if len(arguments) > before else ""


def _option(arguments: Sequence[str], name: str) -> str:
    found = ""
    for index, argument in enumerate(arguments):
        if argument == name and index + 1 < len(arguments):
            found = arguments[index + 1]
        elif argument.startswith(f"{name}="):
            found = argument.partition("=")[2]
    return found
