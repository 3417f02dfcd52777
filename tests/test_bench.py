"""The measurement itself works: its talks build, its table has its rows. What it measures is not asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_a_small_measurement_gives_its_table(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--only", "again", "--slides", "10", "--rounds", "1", "--json", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(out.read_text("utf-8"))
    assert [(row["what"], row["against"]) for row in found["ratios"]] == [
        ("nothing changed", "empty Python"),
        ("one table changed", "from nothing"),
    ]
    assert "nothing changed" in done.stdout
