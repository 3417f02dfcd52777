"""The files that other programs run: valid by their schemas, without a host that nobody else can reach."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
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


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, str], list[str]]:
    """What ./deck, started in a folder, asks of uv: a script on the path in uv's place says it back."""
    uv = tmp_path / "bin" / "uv"
    uv.parent.mkdir()
    uv.write_text('#!/bin/sh\n[ "$1" = --version ] || printf "%s\\n" "$@"\n')
    uv.chmod(0o755)
    (uv.parent / "apt-get").symlink_to(shutil.which("false") or "")  # a test installs nothing
    monkeypatch.setenv("PATH", f"{uv.parent}:{os.environ['PATH']}")

    def ask(folder: Path, arguments: str) -> list[str]:
        run = subprocess.run(
            [ROOT / "deck", *arguments.split()], cwd=folder, check=True, capture_output=True, text=True
        )
        return run.stdout.split()

    return ask


def test_build_takes_the_report_of_the_folder_it_is_started_in(
    tmp_path: Path, asked: Callable[[Path, str], list[str]]
) -> None:
    inside = tmp_path / "talk" / "content" / "images"
    inside.mkdir(parents=True)
    (inside.parent / "report.yaml").touch()
    started = ["run", "--project", str(ROOT), "--frozen", "--no-dev", "ria-deck"]
    assert asked(inside, "build --lang ja") == [*started, "build", "--lang", "ja"]


def test_build_takes_its_own_report_in_a_folder_without_one(
    tmp_path: Path, asked: Callable[[Path, str], list[str]]
) -> None:
    assert asked(tmp_path, "build --lang ja")[-5:] == ["build", "--project", str(ROOT), "--lang", "ja"]
    assert asked(tmp_path, "init talk")[-2:] == ["init", "talk"]


def test_tests_with_arguments_are_pytest_alone(
    tmp_path: Path, asked: Callable[[Path, str], list[str]], require_tool: Callable[[str], None]
) -> None:
    for name in ("libreoffice", "poppler", "ooxml"):
        require_tool(name)
    assert asked(tmp_path, "test -k fonts")[-3:] == ["pytest", "-k", "fonts"]
