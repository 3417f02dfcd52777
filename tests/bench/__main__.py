"""Options go in; a table of ratios with their targets comes out on stdout, and as JSON in build/bench.json.
`mutants` as the first word measures the tests instead (mutants.py)."""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.mutants import main as mutants
from tests.bench.talks import write_floor, write_ours, write_page, write_pandoc
from tests.bench.timing import Ratio, Work, largest, measure
from tests.regions import write_project

RIA_DECK = str(Path(sys.executable).with_name("ria-deck"))

_MOST = {10: 135, 100: 235, 400: 500}  # MiB that a talk of so many slides is meant to take


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


def compared(name: str, works: dict[str, Work], pairs: dict[tuple[str, str], str], rounds: int) -> Iterator[Row]:
    """The ratio of every pair, round by round."""
    taken = measure(works, rounds)
    for (what, against), target in pairs.items():
        ours, theirs = taken[what], taken[against]
        cpus = sorted(one.cpu for one in ours)
        yield Row(
            name=name,
            what=what,
            against=against,
            cpu=Ratio.of([a.cpu / b.cpu for a, b in zip(ours, theirs, strict=True)]),
            wall=Ratio.of([a.wall / b.wall for a, b in zip(ours, theirs, strict=True)]),
            seconds=cpus[len(cpus) // 2],
            target=target,
        )


def cold(folder: Path, slides: int, rounds: int, pandoc: str) -> Iterator[Row]:
    """Deck, and deck with handout, from nothing."""
    ours, theirs, floor = (folder / f"{name}{slides}" for name in ("ours", "pandoc", "floor"))
    write_ours(ours, slides)
    write_pandoc(theirs, slides)
    write_floor(floor, slides)
    write_page(ours, floor / "page.html")

    def clear() -> None:
        shutil.rmtree(ours / "build", ignore_errors=True)

    charts = [sys.executable, "charts.py"]
    deck = [pandoc, "talk.md", "-o", "talk.pptx"]
    page = [pandoc, "talk.md", "-s", "-o", "talk.html"]
    weasyprint = [sys.executable, "-m", "weasyprint"]
    subprocess.run(charts, cwd=theirs, check=True)  # the pictures that pandoc's deck alone finds ready
    works = {
        "deck": Work(commands=[[RIA_DECK, "build", "--to", "pptx"]], folder=ours, before=clear),
        "deck and handout": Work(commands=[[RIA_DECK, "build"]], folder=ours, before=clear),
        "pandoc's deck": Work(commands=[deck], folder=theirs),
        "pandoc's chain": Work(commands=[charts, deck, page, [*weasyprint, "talk.html", "talk.pdf"]], folder=theirs),
        "python-pptx script": Work(commands=[[sys.executable, "floor.py"]], folder=floor),
        "WeasyPrint alone": Work(
            commands=[[*weasyprint, "--pdf-variant", "pdf/ua-1", "page.html", "page.pdf"]], folder=floor
        ),
    }
    pairs = {
        ("deck", "pandoc's deck"): "≤ 4.5" if slides <= 10 else "≤ 1.6",
        ("deck", "python-pptx script"): "",
        ("python-pptx script", "pandoc's deck"): "",
        ("deck and handout", "pandoc's chain"): "≤ 0.9" if slides <= 10 else "≤ 1",
        ("deck and handout", "WeasyPrint alone"): "" if slides <= 10 else "≤ 1.15",
        ("WeasyPrint alone", "pandoc's chain"): "",
    }
    yield from compared(f"{slides} slides, from nothing", works, pairs, rounds)


def again(folder: Path, slides: int, rounds: int) -> Iterator[Row]:
    """A second build with nothing changed, and one with one table changed."""
    root = folder / f"again{slides}"
    write_ours(root, slides)
    table = root / "data/t3.csv"
    count = 0

    def revise() -> None:
        nonlocal count
        count += 1
        lines = table.read_text("utf-8").splitlines()
        table.write_text("\n".join([*lines[:-1], f"2012,{100 + count % 90}", ""]), "utf-8")

    def clear() -> None:
        shutil.rmtree(root / "build", ignore_errors=True)

    command = [RIA_DECK, "build"]
    works = {
        "from nothing": Work(commands=[command], folder=root, before=clear),
        "nothing changed": Work(commands=[command], folder=root),
        "one table changed": Work(commands=[command], folder=root, before=revise),
        "empty Python": Work(commands=[[sys.executable, "-c", "pass"]], folder=root),
    }
    pairs = {
        ("nothing changed", "empty Python"): "≤ 6",
        ("one table changed", "from nothing"): "≤ 0.4" if slides > 10 else "",
    }
    yield from compared(f"{slides} slides, again", works, pairs, rounds)


def warm(folder: Path, slides: int, rounds: int) -> Iterator[Row]:
    """One text changed while a process stays: seen in the preview, and all files built, against a build from nothing."""
    root = folder / f"warm{slides}"
    write_ours(root, slides)

    def clear() -> None:
        shutil.rmtree(root / "build", ignore_errors=True)

    cold = Work(commands=[[RIA_DECK, "build"]], folder=root, before=clear)
    whole = measure({"cold": cold}, rounds)["cold"]
    command = [sys.executable, "-m", "tests.bench.warm", str(root), str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    if done.returncode:
        raise SystemExit(done.stderr)
    for name, what, target in (("seen", "seen in the preview", "≤ 0.05"), ("built", "all files built", "≤ 0.25")):
        times = json.loads(done.stdout)[name]
        ratio = Ratio.of([a / b.cpu for a, b in zip(times, whole, strict=True)])
        yield Row(
            name=f"{slides} slides, one text changed, warm",
            what=what,
            against="from nothing",
            cpu=ratio,
            wall=None,
            seconds=sorted(times)[len(times) // 2],
            target=target,
        )


def first(folder: Path, slides: int, rounds: int) -> Iterator[Row]:
    """A build that has to compile all modules, Python's own among them, against one that finds them compiled."""
    root = folder / f"first{slides}"
    write_ours(root, slides)

    def clear() -> None:
        shutil.rmtree(root / "build", ignore_errors=True)

    alone = "import sys; sys.dont_write_bytecode = True; sys.pycache_prefix = '/nowhere'"
    code = f"{alone}; from ria_deck.cli import main; main()"
    works = {
        "without byte code": Work(commands=[[sys.executable, "-c", code, "build"]], folder=root, before=clear),
        "with byte code": Work(commands=[[RIA_DECK, "build"]], folder=root, before=clear),
    }
    pairs = {("without byte code", "with byte code"): "≤ 1.6"}
    yield from compared(f"{slides} slides, from nothing", works, pairs, rounds)


def memory(folder: Path, slides: int) -> float:
    """The MiB that a build from nothing takes at its most."""
    root = folder / f"memory{slides}"
    write_ours(root, slides)
    return largest([RIA_DECK, "build"], root)[1]


def batch(folder: Path, variants: int) -> dict[str, float]:
    """Many variants at once, deck and handout, all checks on, two workers."""
    root = folder / "regions"
    write_project(root, regions=variants // 3, outputs="pptx, pdf")
    took, most = largest([RIA_DECK, "build", "--jobs", "2"], root)
    return {
        "variants": float(variants),
        "per minute and core": variants / took.cpu * 60,
        "CPU ms each": took.cpu / variants * 1000,
        "wall seconds": took.wall,
        "MiB of the largest process (PSS)": most,
    }


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="./deck bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds, after one to warm up (default: 5)")
    parser.add_argument("--slides", type=int, nargs="*", default=[10, 100], help="sizes of the talk")
    parser.add_argument("--variants", type=int, default=150, help="decks of the batch; 0: none")
    parser.add_argument("--only", choices=["cold", "again", "warm", "first", "memory", "batch"], help="one part")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), metavar="FILE")
    options = parser.parse_args()
    rows: list[Row] = []
    many: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for slides in options.slides:
            if options.only in (None, "cold"):
                rows += cold(folder, slides, options.rounds, _pandoc())
            if options.only in (None, "again"):
                rows += again(folder, slides, options.rounds)
            if options.only in (None, "warm"):
                rows += warm(folder, slides, options.rounds)
            if options.only in (None, "first") and slides <= 10:
                rows += first(folder, slides, options.rounds)
            if options.only in (None, "memory"):
                many[f"MiB of {slides} slides from nothing (target: {_MOST.get(slides, 'none')})"] = memory(
                    folder, slides
                )
        if options.only in (None, "batch") and options.variants:
            many |= batch(folder, options.variants)
    _tell(rows, many)
    found = {
        "date": dt.date.today().isoformat(),
        "load": os.getloadavg()[0],
        "python": sys.version.split()[0],
        "cores": os.cpu_count(),
        "rounds": options.rounds,
        "ratios": [dataclasses.asdict(row) for row in rows],
        "batch": many,
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _pandoc() -> str:
    """The pandoc of this machine, or the one that the packages of this group bring."""
    found = shutil.which("pandoc")
    if found:
        return found
    import pypandoc  # type: ignore[import-untyped]

    return str(pypandoc.get_pandoc_path())


def _tell(rows: list[Row], many: dict[str, float]) -> None:
    table = Table(title="how many times what the other takes: median (least to most)")
    for head in ("", "ours", "against", "CPU", "wall", "CPU s", "target"):
        table.add_column(head, justify="left" if head in ("", "ours", "against", "target") else "right")
    shown: Callable[[Ratio], str] = lambda ratio: f"{ratio.median:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"  # noqa: E731
    for row in rows:
        table.add_row(
            row.name,
            row.what,
            row.against,
            shown(row.cpu),
            shown(row.wall) if row.wall else "",
            f"{row.seconds:.2f}",
            row.target,
        )
    console = Console(width=140)
    if rows:
        console.print(table)
    for name, value in many.items():
        console.print(f"{name}: {value:,.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["mutants"]:
        sys.exit(mutants(sys.argv[2:]))
    main()
