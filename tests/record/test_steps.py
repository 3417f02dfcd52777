"""Stores of the cache stay within their bounds: what was not used for longest goes first, what is in use stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

from PIL import Image

from ria_deck.diagnostics import Report
from ria_deck.pipeline import Options, build
from ria_deck.record.steps import MOST, prune
from ria_deck.starter import start_project


def entries(folder: Path, count: int, *, age: float = 10_000) -> list[Path]:
    """So many files of 100 bytes, each used a second after the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(count):
        path = folder / f"{number}.png"
        path.write_bytes(bytes(100))
        os.utime(path, (time.time(), time.time() - age + number))
        made.append(path)
    return made


def test_what_was_not_used_for_longest_goes(tmp_path: Path) -> None:
    made = entries(tmp_path / "store", 10)
    os.utime(made[0])
    prune(tmp_path / "store", 350)
    assert sorted(tmp_path.joinpath("store").iterdir()) == sorted([made[0], *made[-2:]])


def test_what_was_used_just_now_stays(tmp_path: Path) -> None:
    made = entries(tmp_path / "store", 10, age=10)
    prune(tmp_path / "store", 350, spared=60)
    assert sorted(tmp_path.joinpath("store").iterdir()) == sorted(made)


def test_a_store_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    prune(tmp_path / "store")


def test_a_build_prunes_pictures_that_no_build_has_used_lately(tmp_path: Path) -> None:
    start_project(tmp_path, Report())
    old = tmp_path / "build/.cache/pictures/old.png"
    old.parent.mkdir(parents=True)
    with old.open("wb") as file:
        file.truncate(MOST + 1)  # takes no room on the disk
    os.utime(old, (0, 0))
    damaged = {path: path.read_bytes() for path in _pictures(tmp_path)}
    assert old not in damaged
    assert damaged
    for path, data in damaged.items():
        path.write_bytes(data[:5])
        os.utime(path, (0, 0))
    assert set(_pictures(tmp_path)) == set(damaged)
    for path, data in damaged.items():
        assert path.read_bytes() == data  # made anew
        Image.open(path).load()


def _pictures(root: Path) -> list[Path]:
    """What the cache holds after a build."""
    result = build(root, Options(output=root / "build", outputs=("pptx",), jobs=1))
    assert not result.failed
    (root / "build/.cache/variants.json").unlink()  # the next one makes everything
    return sorted((root / "build/.cache/pictures").iterdir())
