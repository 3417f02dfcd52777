"""Standard streams, signals and the environment: what the program meets outside of a project."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent / "projects/charts"
RUN = [sys.executable, "-m", "ria_deck"]


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([*RUN, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("ria-deck ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["schema", "report"], ["doctor"], ["diff", "--help"]])
def test_an_answer_that_cannot_be_written_is_one_line(arguments: list[str], unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*RUN, *arguments], env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.count("RD910") == 1
    assert "Traceback" not in done.stderr
    assert "ignored" not in done.stderr


def test_a_closed_stream_does_not_stop_a_command(tmp_path: Path) -> None:
    run = f'"{sys.executable}" -m ria_deck'
    script = f'{run} init "{tmp_path}/a" 2>&- && {run} check --project "{tmp_path}/a" 2>&-'
    assert subprocess.run(["sh", "-c", script], check=False, capture_output=True).returncode == 0


def test_a_date_of_the_environment_that_is_none_is_wrong_usage() -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "abc"}
    done = subprocess.run(
        [*RUN, "check", "--project", str(PROJECT)], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "RD903" in done.stderr) == (2, True)


def test_charts_are_built_without_assertions(tmp_path: Path) -> None:
    """Python's -O leaves assert statements out: none of them may do work."""
    script = f"""
import sys; sys.path.insert(0, {str(Path(__file__).resolve().parent.parent)!r})
from ria_deck.pipeline import Options, build
from pathlib import Path
made = build(Path({str(PROJECT)!r}), Options(output=Path({str(tmp_path)!r}), outputs=("pptx",), jobs=1))
sys.exit(made.failed)
"""
    done = subprocess.run([sys.executable, "-O", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are counted in /proc")
def test_workers_end_with_a_build_that_is_stopped(tmp_path: Path) -> None:
    script = """
import sys, time
from multiprocessing import get_context
from concurrent.futures import ProcessPoolExecutor
from ria_deck.workers import _begin
if __name__ == "__main__":
    with ProcessPoolExecutor(2, mp_context=get_context("forkserver"), initializer=_begin) as pool:
        futures = [pool.submit(time.sleep, 600) for _ in range(2)]
        while len(pool._processes) < 2: time.sleep(0.05)
        time.sleep(1)
        print(*pool._processes, flush=True)
        time.sleep(600)
"""
    place = tmp_path / "pool.py"
    place.write_text(script, "utf-8")
    with subprocess.Popen([sys.executable, str(place)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        workers = [int(number) for number in process.stdout.readline().split()]
        process.send_signal(signal.SIGTERM)
    assert len(workers) == 2
    for _ in range(200):
        left = [number for number in workers if _runs(number)]
        if not left:
            break
        time.sleep(0.05)
    assert not left


def _runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
