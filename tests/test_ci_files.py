"""The files that other programs run: valid by their schemas, without a host that nobody else can reach."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import ria_deck
from tests.regions import write_project
from tests.validators.tools import uv

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = {"registry.npmjs.org", "pypi.org", "files.pythonhosted.org"}


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", ".github/workflows/build.yml"),
        ("vendor.github-actions", "action.yml"),
        ("vendor.dependabot", ".github/dependabot.yml"),
    ],
)
def test_the_files_of_github_follow_their_schema(schema: str, file: str) -> None:
    program = Path(sys.executable).with_name("check-jsonschema")
    run = subprocess.run(
        [program, "--builtin-schema", schema, ROOT / file], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_actions_of_others_are_named_by_their_hash() -> None:
    """A tag can be moved by whoever gets hold of the action's repository."""
    text = (ROOT / ".github/workflows/build.yml").read_text("utf-8")
    others = [name for name in re.findall(r"uses: (\S+.*)", text) if name != "./"]
    assert others
    assert [name for name in others if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}  # v[\d.]+", name)] == []


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


# What GitHub runs, as it is written there


def steps_of(file: str) -> list[dict[str, Any]]:
    """The steps of an action, or of all jobs of a workflow."""
    whole = YAML(typ="safe").load(text(file))
    groups = [whole["runs"]] if "runs" in whole else whole["jobs"].values()
    return [step for group in groups for step in group["steps"]]


def script_of(file: str, name: str) -> str:
    """The shell command of a step, by the step's name."""
    return next(step["run"] for step in steps_of(file) if step.get("name") == name)


def text(file: str) -> str:
    return (ROOT / file).read_text("utf-8")


@pytest.fixture(name="runner")
def _runner(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a step as GitHub does, with its files, and with this environment's program in the place of ./deck."""
    (tmp_path / "action").mkdir()
    program = f"#!/bin/sh\nexec {sys.executable} -c 'from ria_deck.cli import main; main()' \"$@\"\n"
    for name, said in {"action/deck": program, "gh": '#!/bin/sh\nprintf "%s\\n" "$@" >asked\n'}.items():
        (tmp_path / name).write_text(said)
        (tmp_path / name).chmod(0o755)
    for name in ("output", "summary"):
        (tmp_path / name).touch()
    env = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "GITHUB_ACTION_PATH": str(tmp_path / "action"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_WORKSPACE": str(tmp_path),
        "RUNNER_TEMP": str(tmp_path),
    }

    def run(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **env, **variables}, capture_output=True, text=True, check=False
        )

    return run


def test_the_action_builds_tells_what_changed_and_a_tag_releases_it(
    tmp_path: Path, runner: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    project = tmp_path / "my talk"
    write_project(project, regions=1, languages=("en",), outputs="pptx")
    (project / "build").mkdir()
    (project / "build/planted.pptx").write_bytes(b"what a branch brings")

    def build() -> str:
        done = runner(script_of("action.yml", "Build"), PROJECT="my talk", OPTIONS="--strict --jobs 1")
        assert done.returncode == 0, done.stderr
        return dict(line.split("=", 1) for line in (tmp_path / "output").read_text().splitlines())["folder"]

    before = build()
    assert sorted(path.name for path in Path(before).iterdir()) == [".cache", "manifest.json", "region01"]
    table = project / "data/coast.csv"
    table.write_text(table.read_text("utf-8").replace("987654", "987655"), "utf-8")
    folder = build()
    assert folder != before

    done = runner(script_of("action.yml", "Say what changed"), PROJECT="my talk", BEFORE=before, FOLDER=folder)
    assert done.returncode == 0, done.stderr
    said = (tmp_path / "summary").read_text("utf-8")
    assert "987654 → 987655" in said
    assert said == (tmp_path / "changes.md").read_text("utf-8")
    assert f"changes={tmp_path}/changes.md\n" in (tmp_path / "output").read_text()

    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/ria_deck-1.0-py3-none-any.whl").write_bytes(b"wheel")
    (tmp_path / "build").symlink_to(folder)  # where the release's job unpacks what was uploaded
    release = script_of(".github/workflows/build.yml", "Release every file, named by its edition")
    done = runner(release, GITHUB_REF_NAME="v1.0")
    assert done.returncode == 0, done.stderr
    asked = (tmp_path / "release/asked").read_text().splitlines()
    assert asked[:4] == ["release", "create", "v1.0", "--verify-tag"]
    package = "ria_deck-1.0-py3-none-any.whl"
    assert asked[-4:] == ["SHA256SUMS", "manifest.json", "region01-harbours.en.pptx", package]
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path / "release", check=True)


def test_a_tag_builds_the_package_of_its_version_only(
    tmp_path: Path, runner: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    for name in ("pyproject.toml", "uv.lock", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "docs").mkdir()
    build = script_of(".github/workflows/build.yml", "Build the package and its list of parts")
    tools = {"PATH": f"{Path(uv()).parent}:{os.environ['PATH']}"}
    done = runner(build, GITHUB_REF_TYPE="tag", GITHUB_REF_NAME="v99.0", **tools)
    assert done.returncode == 1
    assert "::error::the tag is v99.0, the version " in done.stdout
    assert not (tmp_path / "dist").exists()
    version = ria_deck.__version__
    done = runner(build, GITHUB_REF_TYPE="tag", GITHUB_REF_NAME=f"v{version}", **tools)
    assert done.returncode == 0, done.stderr
    names = {f"ria_deck-{version}-py3-none-any.whl", f"ria_deck-{version}.tar.gz", "ria-deck.cdx.json"}
    assert {path.name for path in (tmp_path / "dist").iterdir()} == names
    parts = json.loads((tmp_path / "dist/ria-deck.cdx.json").read_text("utf-8"))["components"]
    assert {"python-pptx", "weasyprint", "pygls"} <= {part["name"] for part in parts}


def test_a_mistake_is_an_annotation_at_its_place(
    tmp_path: Path, runner: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    project = tmp_path / "talk"
    write_project(project, regions=1, languages=("en",), outputs="pptx")
    topic = project / "content/01-harbours.md"
    topic.write_text(topic.read_text("utf-8").replace("coast.value('ships'", "coast.value('ship'"), "utf-8")
    done = runner(script_of("action.yml", "Build"), PROJECT="talk", OPTIONS="")
    assert done.returncode == 1
    assert re.search(r"^::error file=talk/content/01-harbours\.md,line=9,col=\d+,.*title=RD203::", done.stderr, re.M)


def test_strangers_get_no_rights_and_no_words_of_theirs_are_commands() -> None:
    workflow = YAML(typ="safe").load(text(".github/workflows/build.yml"))
    assert "pull_request_target" not in text(".github/workflows/build.yml")
    assert "secrets." not in text(".github/workflows/build.yml")
    assert workflow["permissions"] == {"contents": "read"}
    # the jobs that may write check nothing out: they run none of the pull request's code
    writing = {name: job for name, job in workflow["jobs"].items() if "permissions" in job}
    assert sorted(writing) == ["comment", "image", "publish", "release"]
    image = writing.pop("image")  # it is built from the code of a tag
    used = {step["uses"].partition("@")[0] for job in writing.values() for step in job["steps"] if "uses" in step}
    assert used == {"actions/download-artifact"}
    for job in (image, writing["publish"], writing["release"]):
        assert job["if"] == "startsWith(github.ref, 'refs/tags/v')"
    for file in ("action.yml", ".github/workflows/build.yml"):
        scripts = [step["run"] for step in steps_of(file) if "run" in step]
        assert scripts
        assert not any("${{" in script for script in scripts)
