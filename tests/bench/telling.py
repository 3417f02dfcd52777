"""Rows of measurements go in; a table for the console, or one for a page in Markdown, comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from tests.bench.timing import Ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement: `what` against `against`, in CPU and wall time; `target` in words."""

    name: str
    what: str
    against: str
    cpu: Ratio
    wall: Ratio | None  # None where only CPU time is known
    seconds: float  # of CPU, the median of `what`
    target: str = ""


def tell(rows: Sequence[Row], many: Mapping[str, float], absent: Mapping[str, str]) -> None:
    """Print everything that was measured, and what wasn't for want of a program."""
    table = Table(title="how many times what the other takes: median (least to most)")
    for head in ("", "ours", "against", "CPU", "wall", "CPU s", "target"):
        table.add_column(head, justify="left" if head in ("", "ours", "against", "target") else "right")
    for row in rows:
        wall = _shown(row.wall) if row.wall else ""
        table.add_row(row.name, row.what, row.against, _shown(row.cpu), wall, f"{row.seconds:.2f}", row.target)
    console = Console(width=140)
    if rows:
        console.print(table)
    for name, value in many.items():
        console.print(f"{name}: {_number(value)}")
    for name, install in absent.items():
        console.print(f"not measured: {name}, which isn't installed ({install})", markup=False)


def markdown(rows: Sequence[Row], many: Mapping[str, float], absent: Mapping[str, str], run: str) -> str:
    """The same as a page's part; `run` says which run it is from."""
    return "\n".join(_lines(rows, many, absent, run)) + "\n"


def _lines(rows: Sequence[Row], many: Mapping[str, float], absent: Mapping[str, str], run: str) -> Iterator[str]:
    yield f"By `./deck bench`, {run}: CPU time, how many times what the other takes."
    yield ""
    yield "| what | ours | against | median (least to most) | target |"
    yield "|---|---|---|--:|---|"
    for row in rows:
        yield f"| {row.name} | {row.what} | {row.against} | {_shown(row.cpu)} | {row.target} |"
    if many:
        yield ""
        yield from (f"* {name}: {_number(value)}" for name, value in many.items())
    if absent:
        yield ""
        yield f"Not installed, so not measured: {', '.join(absent)}."


def _shown(ratio: Ratio) -> str:
    return f"{ratio.median:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2f}"
