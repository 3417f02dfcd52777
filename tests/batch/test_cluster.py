"""Decks made by a Dask cluster: the same bytes as here, whatever becomes of a worker."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ria_deck.choosing import Options
from ria_deck.cluster.parcel import Parcel, program_parts, unlike
from ria_deck.cluster.running import is_cluster, make_on
from ria_deck.diagnostics import BuildError
from ria_deck.pipeline import build
from tests.municipal_talk import REGIONS, write_talk

BIN = Path(sys.executable).parent
MANY = REGIONS + "".join(f"d{number},Place {number}\n" for number in range(9))
PEOPLE = "code,year,people\n" + "".join(
    f"{line.split(',')[0]},{year},{number * 100 + int(year)}\n"
    for number, line in enumerate(MANY.splitlines()[1:], start=1)
    for year in ("2010", "2020")
)


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def ria_deck(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "ria-deck", *arguments], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """The address of a scheduler without workers."""
    place = folder / "scheduler.address"
    script = (
        "import asyncio, pathlib\nfrom distributed import Scheduler\n"
        "async def run():\n"
        "    async with Scheduler(host='127.0.0.1', port=0, dashboard=False) as s:\n"
        f"        pathlib.Path({str(place)!r}).write_text(s.address); await s.finished()\n"
        "asyncio.run(run())\n"
    )
    running = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL)
    try:
        while not place.exists() or not place.read_text():
            assert running.poll() is None
            time.sleep(0.1)
        yield place.read_text()
    finally:
        running.kill()
        running.wait()


@contextmanager
def worker(address: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process without anybody who would start it again."""
    command = ["worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
    running = subprocess.Popen([BIN / "dask", *command], stderr=subprocess.DEVNULL)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    root = write_talk(tmp_path_factory.mktemp("cluster") / "talk", regions=MANY, people=PEOPLE)
    done = ria_deck("build", "--project", str(root), "--output", str(root / "here"), "--jobs", "1", "-q")
    assert done.returncode == 0, done.stderr
    return root, hashes(root / "here")


def test_a_cluster_on_this_machine_makes_the_same_bytes(here: tuple[Path, dict[str, str]]) -> None:
    root, expected = here
    done = ria_deck("build", "--project", str(root), "--output", str(root / "local"), "--on", "dask", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert hashes(root / "local") == expected
    assert len(expected) == 2 * 12 + 2  # two languages, the manifest, the page of rows


def test_a_killed_worker_s_decks_are_made_by_another(here: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    root, expected = here
    with scheduler(tmp_path) as address, worker(address, tmp_path / "a") as first, worker(address, tmp_path / "b"):
        killed: list[int] = []

        def progress(_: str, done: int, total: int) -> None:
            if done >= 2 and not killed and done < total // 2:
                first.send_signal(signal.SIGKILL)
                killed.append(done)

        made = build(
            root,
            Options(output=root / "killed", on=address.replace("tcp", "dask")),
            progress,
        )
    assert killed
    assert first.wait() == -signal.SIGKILL
    assert not made.failed
    assert hashes(root / "killed") == expected


def test_a_worker_with_another_program_makes_nothing(
    here: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, _ = here
    parts = {**program_parts(), "weasyprint": "1.0"}
    monkeypatch.setattr("ria_deck.cluster.parcel.program_parts", lambda: parts)
    with scheduler(tmp_path) as address, worker(address, tmp_path / "a"):
        with pytest.raises(BuildError, match=r"a worker would make other bytes: weasyprint 1\.0 here, ") as told:
            build(root, Options(output=tmp_path / "build", on=address.replace("tcp", "dask")))
        assert told.value.diagnostics[0].code == "RD922"
    assert not (tmp_path / "build/manifest.json").exists()


def test_a_cluster_that_is_not_there_is_told(here: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    done = ria_deck(
        *("build", "--project", str(here[0]), "--output", str(tmp_path / "build"), "--on", "dask://127.0.0.1:1"),
        DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s",
    )
    assert done.returncode == 3
    assert "error[RD922]: no scheduler answers at dask://127.0.0.1:1" in done.stderr


def test_without_dask_the_extra_is_named(
    here: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BuildError) as told:
        build(here[0], Options(output=tmp_path / "build", on="dask"))
    assert told.value.diagnostics[0].hint == "pip install 'ria-deck[dask]'"


def test_a_project_with_a_linked_folder_stays_here(here: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    root = write_talk(tmp_path / "talk")
    (root / "content/more").mkdir()
    (root / "content/linked").symlink_to(root / "content/more")
    with pytest.raises(BuildError, match="a cluster gets only what is there"):
        build(root, Options(output=tmp_path / "build", on="dask"))


def test_a_mistyped_cluster_is_wrong_usage(here: tuple[Path, dict[str, str]]) -> None:
    assert ria_deck("build", "--project", str(here[0]), "--on", "slurm").returncode == 2
    asked = [is_cluster(text) for text in ("dask", "dask://host:8786", "tls://host:1", "dask://", "slurm")]
    assert asked == [True, True, True, False, False]


def test_a_parcel_has_the_project_whole(here: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    parcel = Parcel.of(here[0], {})
    parcel.unpack(tmp_path / "there")
    for folder in ("content", "data"):
        assert hashes(tmp_path / "there" / folder) == hashes(here[0] / folder)


def test_what_differs_between_machines_is_named() -> None:
    assert unlike({"a": "1"}, {"a": "1"}) == ""
    assert unlike({"a": "1", "b": "1"}, {"a": "2"}) == "a 1 here, 2 there; b 1 here, none there"
    assert list(make_on("dask", [], {}, 1)) == []
