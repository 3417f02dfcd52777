"""What is installed by `pip install ria-deck`: wheel and source package, in fresh environments outside of any clone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from functools import cache
from importlib.metadata import metadata
from pathlib import Path

import pytest

import ria_deck
from tests.regions import write_project
from tests.validators.tools import uv

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/ria_deck"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def test_the_tests_have_what_the_extras_bring() -> None:
    """`uv sync` without a word of extras is what `./deck test` runs in: no test may wait for more."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    here = {*project["project"]["dependencies"], *project["dependency-groups"]["dev"]}
    extras = {one for wanted in project["project"]["optional-dependencies"].values() for one in wanted}
    assert extras <= here, sorted(extras - here)


@cache
def python(wanted: str) -> str:
    """An interpreter of this version; empty where the machine has none."""
    homes = sorted((Path.home() / ".pyenv/versions").glob(f"{wanted}.*/bin/python"))
    if f"{sys.version_info.major}.{sys.version_info.minor}" == wanted:
        return str(Path(sys.base_prefix) / "bin/python3")
    named = shutil.which(f"python{wanted}")
    for candidate in (*map(str, homes), *([named] if named else [])):
        said = run(candidate, "-c", "import sys; print(*sys.version_info[:2], sep='.')", cwd=ROOT)
        if (said.returncode, said.stdout.strip()) == (0, wanted):
            return candidate
    return ""


@pytest.fixture(scope="module", name="built")
def _built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The source package of the clone, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    done = run(uv(), "build", "-q", "--out-dir", folder, ROOT, cwd=folder)
    assert done.returncode == 0, done.stderr
    (source,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    locked = run(
        *(uv(), "export", "-q", "--frozen", "--no-emit-project", "--no-hashes", "--all-extras", "--no-dev"), cwd=ROOT
    )
    assert locked.returncode == 0, locked.stderr
    (folder / "locked.txt").write_text(locked.stdout, "utf-8")
    return {"source": source, "wheel": wheel, "locked": folder / "locked.txt"}


def test_the_version_is_said_in_one_place(built: dict[str, Path]) -> None:
    assert metadata("ria-deck")["Version"] == ria_deck.__version__
    assert built["wheel"].name == f"ria_deck-{ria_deck.__version__}-py3-none-any.whl"
    written = re.compile(rf"(?m)^version\s*=\s*[\"']{re.escape(ria_deck.__version__)}")
    assert not written.search((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_wheel_has_every_file_of_the_program_and_nothing_else(built: dict[str, Path]) -> None:
    """`uv build` makes the wheel from the source package: what that lacks, the wheel lacks."""
    with zipfile.ZipFile(built["wheel"]) as archive:
        found = {name.removeprefix("ria_deck/") for name in archive.namelist() if name.startswith("ria_deck/")}
    there = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert found == there
    with tarfile.open(built["source"]) as archive:
        folders = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert folders == {
        *("src", "docs", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "pyproject.toml", "PKG-INFO"),
        ".gitignore",
    }


@pytest.mark.timeout(900)  # a hundred packages are installed
@pytest.mark.parametrize("version", PYTHONS)
def test_an_installed_program_starts_builds_and_checks_a_talk(
    built: dict[str, Path], tmp_path: Path, version: str
) -> None:
    """Outside of any clone, with nothing of this environment; every Python makes the same deck."""
    interpreter = python(version)
    if not interpreter:
        pytest.skip(f"this machine has no Python {version}")
    place = tmp_path / "environment"
    env = {"PATH": f"{place}/bin:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    assert run(uv(), "venv", "-q", "--python", interpreter, place, cwd=tmp_path).returncode == 0
    install = ("pip", "install", "-q", "--python", str(place / "bin/python"), "--constraint", str(built["locked"]))
    done = run(uv(), *install, f"ria-deck[lsp] @ {built['wheel'].as_uri()}", cwd=tmp_path)
    assert done.returncode == 0, done.stderr

    def deck(*arguments: str, cwd: Path) -> str:
        said = run(place / "bin/ria-deck", *arguments, cwd=cwd, env=env)
        assert said.returncode == 0, said.stdout + said.stderr
        return said.stdout

    assert deck("--version", cwd=tmp_path) == f"ria-deck {ria_deck.__version__}\n"
    deck("init", "first", cwd=tmp_path)
    talk = tmp_path / "first"
    deck("build", "--strict", "--jobs", "1", cwd=talk)
    deck("check", cwd=talk)
    assert "boxplot" in deck("help", "chart", cwd=talk)
    assert json.loads(deck("schema", "report", cwd=talk))["properties"]
    deck("docs", "--output", str(tmp_path / "reference"), cwd=talk)
    shutil.copytree(ROOT / "tests/projects/marks", tmp_path / "marks", ignore=shutil.ignore_patterns("build"))
    deck("build", "--to", "pptx", "--jobs", "1", cwd=tmp_path / "marks")
    own = Path(sys.executable).with_name("ria-deck")
    assert run(own, "build", "--jobs", "1", "--output", tmp_path / "own", cwd=talk, env=env).returncode == 0
    for path in sorted((tmp_path / "own").glob("first.*")):
        assert path.read_bytes() == (talk / "build" / path.name).read_bytes(), path.name


def test_a_machine_without_pango_is_told_in_one_line(tmp_path: Path) -> None:
    """Libraries that can't be loaded stand before the real ones; WeasyPrint's own banner isn't printed."""
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libgobject-2.0.so.0"):
        (broken / name).write_text("no library")
    env = {**os.environ, "LD_LIBRARY_PATH": str(broken)}
    own = Path(sys.executable).with_name("ria-deck")
    assert run(own, "init", "talk", cwd=tmp_path, env=env).returncode == 0
    assert run(own, "check", cwd=tmp_path / "talk", env=env).returncode in (0, 3)
    done = run(own, "build", "--jobs", "1", cwd=tmp_path / "talk", env=env)
    assert done.returncode == 3
    assert done.stdout == ""
    first, hint, *rest = done.stderr.splitlines()
    assert re.fullmatch(r"error\[RD920\]: printing needs a library that this machine lacks: \S+", first)
    assert "apt-get install libpango-1.0-0" in hint
    assert rest == ["", "1 error", "nothing was written"]
    write_project(tmp_path / "deck", regions=1, languages=("en",), outputs="pptx")
    assert run(own, "build", "--jobs", "1", cwd=tmp_path / "deck", env=env).returncode == 0
