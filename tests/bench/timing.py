"""Commands go in, what each took comes out: wall and CPU seconds of whole processes, their children included."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """One run: seconds."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A command line (several one after another) in a folder, and what is done before each run, unmeasured."""

    commands: Sequence[Sequence[str]]
    folder: Path
    before: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How often something takes what another takes, over the rounds of one run."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, ratios: Sequence[float]) -> Ratio:
        """The ratios of all rounds, summed up."""
        return cls(low=min(ratios), median=statistics.median(ratios), high=max(ratios))


def measure(works: Mapping[str, Work], rounds: int) -> dict[str, list[Took]]:
    """Every work once to warm up, then `rounds` times, one after another in turn, so that all meet the same weather."""
    taken: dict[str, list[Took]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            work.before()
            found = run(work)
            if number:
                taken[name].append(found)
    return taken


def run(work: Work) -> Took:
    """Run the commands; ends the measurement, with what was said, when one fails."""
    before = _children()
    begun = time.perf_counter()
    for command in work.commands:
        done = subprocess.run(command, cwd=work.folder, env=_env(), check=False, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    wall = time.perf_counter() - begun
    return Took(wall=wall, cpu=_children() - before)


def _children() -> float:
    """CPU seconds of all processes that were started and have ended; in microseconds, where os.times has hundredths."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def largest(command: Sequence[str], folder: Path) -> tuple[Took, float]:
    """Run a command once; also the most memory, in MiB, that one process of its tree had to itself or its share of
    (PSS). Its CPU time is summed over the tree, as workers are not children of those who wait for them."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=_env(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    most = 0.0
    cpu: dict[int, float] = {}
    while process.poll() is None:
        for pid in _tree(process.pid):
            most = max(most, _share(pid))
            cpu[pid] = max(cpu.get(pid, 0.0), _cpu(pid))
        time.sleep(0.1)
    assert process.stderr is not None
    said = process.stderr.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}\n{said}")
    return Took(wall=time.perf_counter() - begun, cpu=sum(cpu.values())), most


def _env() -> dict[str, str]:
    """Byte code is kept as it is on people's machines: compiled when something runs for the first time."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "ria-deck-bench-bytecode")}


def _cpu(pid: int) -> float:
    """Seconds of user and system time so far (proc(5): fields 14 and 15, after the name in parentheses)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0  # it has just ended
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _tree(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [below for child in task.read_text().split() for below in _tree(int(child))]
        except OSError:
            continue  # it has just ended
    return found


def _share(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        return 0.0  # it has just ended
    return 0.0
