"""`data add`: table files with drafted entries of datapackage.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ria_deck.cli.inspecting import answer
from ria_deck.cli.options import Format, ProjectOption, say, tell, with_project
from ria_deck.diagnostics import Report

app = typer.Typer(help="Tables in data/.", no_args_is_help=True)


@app.callback()
def data() -> None:
    """Tables in data/."""


@app.command("add", short_help="Draft entries of datapackage.yaml for table files.")
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="CSV, Excel, JSON or Parquet files.")],
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook (default: the first with a table).")
    ] = "",
    project: ProjectOption = None,
) -> None:
    """Copy table files into data/ and draft their entries in datapackage.yaml; files in data/ are only listed.

    The table's place in the file (below a title, under heads of several rows, above notes), encoding, types,
    missing values and the key are guessed from the cells, and marked as guessed in comments. Existing entries are left
    unchanged.

    Examples:

      ria-deck data add ~/Downloads/population.xlsx

      ria-deck data add data/loans.csv data/branches.csv

      ria-deck data add labour.xls --sheet "Table 2"
    """

    def work(root: Path) -> int:
        from ria_deck.adding import add_tables

        report = Report()
        added = add_tables(root, files, report, sheet)
        code = tell(report.diagnostics, root, Format.TEXT)
        if added is None:
            say("nothing was written")
            return code
        for path in added.listed:
            say(f"  {path} is already listed")
        for lines in added.entries.values():
            answer("\n".join(lines))
        if added.entries:
            names = ", ".join(f"`{name}`" for name in added.entries)
            say(f"added {names} to data/datapackage.yaml; review the lines marked `guessed`, then run `ria-deck check`")
        return code

    with_project(project, Format.TEXT, work)
