"""Hostile projects: each is answered as `threats/answers.txt` says, in one process that nothing leaves.

Nothing crashes, hangs or takes more memory than the limits of `threats/run.py`; nothing outside of the project is opened,
no connection and no process is made; a project with an error leaves no deliverable.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.threats.cases import rows, threats

HERE = Path(__file__).resolve().parent
ANSWERS = HERE / "threats/answers.txt"
ROWS = list(rows())


def answered(row: str, folder: Path) -> list[dict[str, Any]]:
    """What the builds of a row did."""
    file = folder / "answers.jsonl"
    command = [sys.executable, "-m", "tests.threats.run", row, str(file)]
    run = subprocess.run(command, check=False, cwd=HERE.parent, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def line_of(answer: dict[str, Any]) -> str:
    """`name: CODE path:line …`, an error told often only once."""
    told = dict.fromkeys(
        f"{one['code']} {one['path']}:{one['line']}" if one["path"] else one["code"]
        for one in answer["told"]
        if one["severity"] == "error"
    )
    shown = list(told)[:4] + (["…"] if len(told) > 4 else [])
    line = f"  {answer['name']}: {', '.join(shown) or 'built'}"
    return line.replace("\n", "\\n").encode("utf-8", "backslashreplace").decode()  # names of files may be anything


@pytest.mark.parametrize("row", ROWS)
def test_every_threat_of_a_row_is_answered(row: str, tmp_path: Path) -> None:
    answers = answered(row, tmp_path)
    names = [threat.name for threat in threats(row)]
    assert len(names) == len(set(names))
    assert [answer["name"] for answer in answers] == names
    for answer in answers:
        assert not answer["crash"], f"{answer['name']}: {answer['crash']}"
        assert not answer["seen"], f"{answer['name']}: {answer['seen']}"
        assert not answer["leaked"], answer["name"]
        assert answer["untouched"], answer["name"]
        assert answer["peak"] < 1000, f"{answer['name']}: {answer['peak']} MiB"
        errors = [one["path"] for one in answer["told"] if one["severity"] == "error"]
        # a broken catalog stops the files of its own language alone
        catalog = any("/locale/" in path for path in errors)
        failed = any("/locale/" not in path and (path or not catalog) for path in errors)
        assert not (failed and answer["written"]), answer["name"]
    found = "\n".join([row, *map(line_of, answers)])
    parts = ANSWERS.read_text("utf-8").strip().split("\n\n") if ANSWERS.exists() else []
    if os.environ.get("RIA_UPDATE"):
        by_row = {part.split("\n", 1)[0]: part for part in parts} | {row: found}
        ANSWERS.write_text("\n\n".join(by_row[one] for one in ROWS if one in by_row) + "\n", "utf-8")
        return
    expected = next(part for part in parts if part.split("\n", 1)[0] == row)
    assert found == expected


def test_there_are_hundreds_of_them() -> None:
    answers = [line for line in ANSWERS.read_text("utf-8").splitlines() if line.startswith("  ")]
    assert len(answers) > 480
