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
from collections.abc import Iterator
from pathlib import Path

from tests.bench.large import as_json, batch, summed
from tests.bench.mutants import main as mutants
from tests.bench.other_programs import works_of
from tests.bench.talks import write_floor, write_ours, write_page, write_pandoc
from tests.bench.telling import Row, markdown, tell
from tests.bench.timing import Ratio, Work, largest, measure

RIA_DECK = str(Path(sys.executable).with_name("ria-deck"))

_MOST = {10: 135, 100: 235, 400: 500}  # MiB that a talk of so many slides is meant to take


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


def cold(folder: Path, slides: int, rounds: int, pandoc: str, absent: dict[str, str]) -> Iterator[Row]:
    """Deck, and deck with handout, and HTML slides, from nothing, against programs of others; those that aren't there
    go to `absent`."""
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
        "HTML slides": Work(commands=[[RIA_DECK, "build", "--to", "html"]], folder=ours, before=clear),
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
    peers, beside, lacking = works_of(folder, slides)
    absent.update(lacking)
    yield from compared(f"{slides} slides, from nothing", works | peers, pairs | beside, rounds)


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


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="./deck bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds, after one to warm up (default: 5)")
    parser.add_argument("--slides", type=int, nargs="*", default=[10, 100], help="sizes of the talk")
    parser.add_argument("--variants", type=int, default=150, help="decks of the batch; 0: none")
    parser.add_argument(
        "--rows", type=int, nargs="*", default=[450_000, 1_000_000], help="rows of a table that is summed"
    )
    parser.add_argument(
        "--only", choices=["cold", "again", "warm", "first", "memory", "batch", "rows"], help="one part"
    )
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), metavar="FILE")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write the table for a page")
    options = parser.parse_args()
    rows: list[Row] = []
    many: dict[str, float] = {}
    absent: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for slides in options.slides:
            if options.only in (None, "cold"):
                rows += cold(folder, slides, options.rounds, _pandoc(), absent)
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
        for count in options.rows if options.only in (None, "rows") else ():
            many |= summed(folder, count)
    tell(rows, many, absent)
    found = {
        "date": dt.date.today().isoformat(),
        "load": os.getloadavg()[0],
        "python": sys.version.split()[0],
        "cores": os.cpu_count(),
        "rounds": options.rounds,
        "ratios": [dataclasses.asdict(row) for row in rows],
        "batch": many,
        "absent": absent,
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(as_json(found), "utf-8")
    if options.markdown:
        rounds = f"{options.rounds} round{'s' if options.rounds != 1 else ''}"
        run = f"{found['date']}, {found['cores']} cores shared with others, {rounds}"
        options.markdown.write_text(markdown(rows, many, absent, run), "utf-8")


def _pandoc() -> str:
    """The pandoc of this machine, or the one that the packages of this group bring."""
    found = shutil.which("pandoc")
    if found:
        return found
    import pypandoc  # type: ignore[import-untyped]

    return str(pypandoc.get_pandoc_path())


if __name__ == "__main__":
    if sys.argv[1:2] == ["mutants"]:
        sys.exit(mutants(sys.argv[2:]))
    main()
