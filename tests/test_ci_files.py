"""The files that other programs run: valid by their schemas, without a host that nobody else can reach."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = {"registry.npmjs.org", "pypi.org", "files.pythonhosted.org"}


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", ".github/workflows/build.yml"),
        ("vendor.github-actions", "action.yml"),
    ],
)
def test_the_files_of_github_follow_their_schema(schema: str, file: str) -> None:
    program = Path(sys.executable).with_name("check-jsonschema")
    run = subprocess.run(
        [program, "--builtin-schema", schema, ROOT / file], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("lock", ["uv.lock", "tests/validators/package-lock.json"])
def test_a_lock_file_names_no_host_but_the_public_registries(lock: str) -> None:
    assert set(re.findall(r"https?://([^/\"]+)", (ROOT / lock).read_text(encoding="utf-8"))) <= PUBLIC


@pytest.mark.parametrize(("shell", "script"), [("sh", "deck"), ("bash", ".ci/run")])
def test_the_scripts_can_be_run_and_read(shell: str, script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111
    subprocess.run([shell, "-n", ROOT / script], check=True)


def test_the_script_says_what_a_machine_lacks_and_stops_with_3(tmp_path: Path) -> None:
    """A machine without Python, uv, Pango and rights: only the shell and a few of its tools are on the path."""
    for name in ("sh", "dirname", "readlink", "uname", "grep", "tr"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    script = shutil.copy(ROOT / "deck", tmp_path)  # away from a uv that the project may have of its own
    run = subprocess.run(
        ["sh", script, "setup"], check=False, capture_output=True, text=True, env={"PATH": str(tmp_path)}
    )
    assert run.returncode == 3
    assert "apt-get install --no-install-recommends python3 python3-venv" in run.stderr
    assert len(run.stderr.splitlines()) == 1
