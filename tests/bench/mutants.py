"""Seeded mutants of the code against the tests that concern it: `./deck bench mutants [MODULE …]`.

Each mutant is one small change of one module, in a copy of the code. A mutant that the tests accept is a fault that
nobody would notice. A test concerns it when it, or another test of its file, calls the function that is changed.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import dataclasses
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.mutations import Mutant, mutants

ROOT = Path(__file__).parents[2]
CODE = ROOT / "src/ria_deck"
SETTINGS = Path(__file__).with_name("mutants.toml")
ENOUGH = 20
"""A package's floor holds once so many of its mutants were run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a mutant: killed, survived, time-out, not called (by no test), or accepted as no fault."""

    package: str
    module: str
    line: int
    kind: str
    before: str
    after: str
    key: str
    outcome: str
    tests: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """From mutants.toml: floors in percent, the tests of each package, mutants that change nothing, with why."""

    floors: dict[str, int]
    tests: dict[str, list[str]]
    accepted: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    package: str
    module: str
    mutant: Mutant


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Which tests call which function; which fail without any change."""

    calls: dict[str, set[tuple[str, int]]]
    failing: frozenset[str]

    def concerned(self, module: str, lines: Iterable[int]) -> tuple[list[str], list[str]]:
        """The tests that call the function that begins on one of the lines, and the files of those tests."""
        wanted = {(module, line) for line in lines}
        found = [test for test, calls in self.calls.items() if calls & wanted]
        return found, sorted({test.split("::")[0] for test in found})


def read_settings() -> Settings:
    """The settings beside this file."""
    found = tomllib.loads(SETTINGS.read_text("utf-8"))
    accepted = {f"{one['module']} {one['key']}": one["why"] for one in found.get("accepted", ())}
    return Settings(floors=found["floors"], tests=found["tests"], accepted=accepted)


def main(arguments: Sequence[str]) -> int:
    """Make, run and count mutants. Gives 1 when a package is under its floor."""
    parser = argparse.ArgumentParser(prog="./deck bench mutants", description=__doc__)
    parser.add_argument(
        "modules", nargs="*", metavar="MODULE", help="i18n or i18n/forms/formats.py (default: all packages)"
    )
    parser.add_argument("--count", type=int, default=36, help="mutants of each package named (default: 36)")
    parser.add_argument("--seed", type=int, default=20261130)
    parser.add_argument("--minutes", type=float, default=30, help="stop after so long; what was run counts")
    parser.add_argument("--limit", type=float, default=120, help="seconds for one mutant")
    parser.add_argument("--tests", nargs="*", metavar="PATH", help="these tests instead of those of mutants.toml")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path, default=ROOT / "build/mutants.json", metavar="FILE")
    options = parser.parse_args(arguments)
    settings = read_settings()
    jobs = list(_sample(options.modules or list(settings.floors), options.count, options.seed))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = sorted({job.package for job in jobs})
        known = _calls(
            folder, options.tests or sorted({path for package in packages for path in settings.tests[package]})
        )
        found = list(_run(jobs, known, settings, options, folder))
    options.json.parent.mkdir(parents=True, exist_ok=True)
    rows = [dataclasses.asdict(one) for one in sorted(found, key=lambda one: (one.module, one.line, one.kind))]
    options.json.write_text(json.dumps({"seed": options.seed, "mutants": rows}, indent=1, ensure_ascii=False) + "\n")
    return _tell(found, len(jobs), settings)


def _sample(names: Sequence[str], count: int, seed: int) -> Iterator[_Job]:
    """`count` mutants for each name, spread over its modules by length, in turn over all names."""
    lists: list[list[_Job]] = []
    for name in names:
        top = CODE / name
        paths = sorted(top.rglob("*.py")) if top.is_dir() else [top]
        found: list[_Job] = []
        for path in paths:
            module = path.relative_to(CODE).as_posix()
            for mutant in mutants(path.read_text("utf-8"), seed=seed, count=count if len(paths) == 1 else 400):
                found.append(_Job(package=module.split("/")[0], module=module, mutant=mutant))
        random.Random(f"{seed} {name}").shuffle(found)
        lists.append(found[:count])
    for index in range(count):
        yield from (one[index] for one in lists if index < len(one))


def _calls(folder: Path, tests: Sequence[str]) -> _Known:
    """Run the tests once, unchanged, and write down what they call."""
    path = folder / "calls.json"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.bench.which_tests", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"RIA_CALLS": str(path)}, capture_output=True, text=True, check=False
    )
    if not path.exists():
        raise SystemExit(f"the tests don't run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    found = json.loads(path.read_text("utf-8"))
    calls = {test: {(str(a), int(b)) for a, b in places} for test, places in found["calls"].items()}
    return _Known(calls=calls, failing=frozenset(found["failing"]))


def _functions(path: Path) -> list[tuple[int, int, int]]:
    """(first line with decorators, from, to) of every function of a module, inner ones last."""
    return [
        (min([node.lineno, *(one.lineno for one in node.decorator_list)]), node.lineno, node.end_lineno or node.lineno)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]


def _begin(module: str, line: int) -> list[int]:
    """Where the function around a line begins; for a line outside functions, all functions of the module."""
    around = [first for first, start, end in _functions(CODE / module) if start <= line <= end]
    return around[-1:] or [first for first, _, _ in _functions(CODE / module)] + [1]


def _run(
    jobs: Sequence[_Job], known: _Known, settings: Settings, options: argparse.Namespace, folder: Path
) -> Iterator[Outcome]:
    """Each mutant's outcome, until the time is over."""
    _preload()
    end = time.monotonic() + options.minutes * 60
    context = multiprocessing.get_context("fork")
    with context.Pool(options.jobs, _begin_worker, (folder, known, settings, options.limit, end)) as pool:
        for number, found in enumerate(pool.imap_unordered(_outcome, jobs), start=1):
            if found is not None:
                sys.stderr.write(f"{number}/{len(jobs)} {found.outcome} {found.module}:{found.line} {found.kind}\n")
                yield found


def _preload() -> None:
    """Import the libraries that the code needs, not the code: every mutant's process begins with them."""
    code = "import sys, ria_deck.pipeline; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in done.stdout.split():
        if name.split(".")[0] not in ("ria_deck", "tests", "__main__", "__mp_main__"):
            try:
                __import__(name)
            except ImportError:
                continue  # a name that a library gives itself


_worker: tuple[Path, _Known, Settings, float, float]


def _begin_worker(folder: Path, known: _Known, settings: Settings, limit: float, end: float) -> None:
    global _worker  # noqa: PLW0603 - a process of the pool keeps its own copy of the code
    own = folder / f"code-{os.getpid()}"
    shutil.copytree(CODE, own / "ria_deck", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(str(own), quiet=2)
    _worker = (own, known, settings, limit, end)


def _outcome(job: _Job) -> Outcome | None:
    own, known, settings, limit, end = _worker
    if time.monotonic() > end:
        return None
    began = time.monotonic()
    first, files = known.concerned(job.module, _begin(job.module, job.mutant.line))
    if f"{job.module} {job.mutant.key}" in settings.accepted:
        outcome = "accepted"
    elif not files:
        outcome = "not called"
    else:
        outcome = _tried(own, job, first, files, known.failing, limit)
    return Outcome(
        package=job.package,
        module=job.module,
        line=job.mutant.line,
        kind=job.mutant.kind,
        before=job.mutant.before,
        after=job.mutant.after,
        key=job.mutant.key,
        outcome=outcome,
        tests=len(first),
        seconds=round(time.monotonic() - began, 1),
    )


def _tried(own: Path, job: _Job, first: list[str], files: list[str], failing: frozenset[str], limit: float) -> str:
    """Run the tests on the changed copy, then put the copy right again."""
    path = own / "ria_deck" / job.module
    kept, compiled = path.read_bytes(), list((path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"))
    for one in compiled:
        one.unlink()
    path.write_text(job.mutant.source, "utf-8")
    try:
        (own / "order.json").write_text(json.dumps({"first": first, "failing": sorted(failing)}), "utf-8")
        return _in_a_child(own, files, limit)
    finally:
        path.write_bytes(kept)
        compileall.compile_file(str(path), quiet=2)


def _in_a_child(own: Path, files: list[str], limit: float) -> str:
    child = os.fork()
    if child == 0:
        os.setsid()
        out = os.open(own / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        for name in [name for name in sys.modules if name.split(".")[0] in ("ria_deck", "tests")]:
            del sys.modules[name]  # whoever imported the code before: this process reads the changed copy
        sys.path.insert(0, str(own))
        os.environ.update(
            {"PYTHONPATH": str(own), "PYTHONDONTWRITEBYTECODE": "1", "RIA_FIRST": str(own / "order.json")}
        )
        sys.dont_write_bytecode = True
        os.chdir(ROOT)
        code = 70
        try:
            import pytest

            options = [
                "-x",
                "-q",
                "-p",
                "no:cacheprovider",
                "-p",
                "tests.bench.which_tests",
                "--timeout",
                str(int(limit)),
            ]
            code = int(pytest.main([*options, *files]))
        except BaseException:  # noqa: BLE001 - whatever it is, the log has it
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    end = time.monotonic() + limit
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            log = (own / "log").read_text("utf-8")
            unimported = code == 2 or (code == 4 and "while loading conftest" in log)  # by a test, or by their conftest
            if code not in (0, 1) and not unimported:
                raise RuntimeError(f"pytest ended with {code}:\n{log[-2000:]}")
            return "survived" if code == 0 else "killed"
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "time-out"


def _tell(found: Sequence[Outcome], wanted: int, settings: Settings) -> int:
    """The table, and 1 where a package is under its floor."""
    table = Table(title=f"{len(found)} of {wanted} mutants run")
    for head in ("package", "mutants", "killed", "survived", "time-out", "not called", "accepted", "score", "floor"):
        table.add_column(head, justify="left" if head == "package" else "right")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        counts[one.package][one.outcome] += 1
    under: list[str] = []
    for package, count in sorted(counts.items()):
        score, run = score_of(count)
        floor = settings.floors.get(package)
        if floor is not None and run >= ENOUGH and score < floor:
            under.append(package)
        cells = [str(count[name]) for name in ("killed", "survived", "time-out", "not called", "accepted")]
        table.add_row(package, str(count.total()), *cells, f"{score:.0f} %", "" if floor is None else f"{floor} %")
    console = Console(width=120)
    console.print(table)
    for one in sorted(found, key=lambda one: (one.module, one.line)):
        if one.outcome in ("survived", "not called"):
            before, after = (" ".join(text.split())[:60] for text in (one.before, one.after))
            console.print(
                f"{one.outcome}: {one.module}:{one.line} {one.kind} {one.key}: {before} → {after}", markup=False
            )
    for package in under:
        console.print(f"{package}: under its floor of {settings.floors[package]} %", markup=False)
    return 1 if under else 0


def score_of(count: Counter[str]) -> tuple[float, int]:
    """Percent of the mutants that the tests noticed, accepted ones aside, and of how many."""
    run = count.total() - count["accepted"]
    return (100 * (count["killed"] + count["time-out"]) / run if run else 100.0), run
