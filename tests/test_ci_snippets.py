"""The snippets of docs/howto/ci.md: valid by the schemas of their systems, their commands run as they are written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from tests.regions import write_project

PAGE = Path(__file__).resolve().parent.parent / "docs/howto/ci.md"
SNIPPETS = [token.content for token in MarkdownIt().parse(PAGE.read_text("utf-8")) if token.info == "yaml"]
GITHUB, ACTION, GITLAB, FORGEJO, *SHARES = SNIPPETS


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("vendor.github-workflows", GITHUB),
        ("vendor.github-workflows", ACTION),
        ("vendor.gitlab-ci", GITLAB),
        ("vendor.github-workflows", FORGEJO),  # the same language
        *(("vendor.github-workflows", "on: [push]\n" + text) for text in SHARES),
    ],
)
def test_a_snippet_follows_the_schema_of_its_system(tmp_path: Path, schema: str, text: str) -> None:
    (tmp_path / "ci.yml").write_text(text, "utf-8")
    program = Path(sys.executable).with_name("check-jsonschema")
    run = subprocess.run(
        [program, "--builtin-schema", schema, tmp_path / "ci.yml"], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def commands(text: str) -> Iterator[str]:
    """The shell commands of a snippet's one job, each as its system gives it to the shell."""
    job: dict[str, Any] = YAML(typ="safe").load(text)
    if "jobs" in job:
        yield from (step["run"] for step in job["jobs"]["deck"]["steps"] if "run" in step)
    else:
        yield from (*job["deck"]["before_script"], *job["deck"]["script"])


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    root = tmp_path / "talk"
    write_project(root, regions=1, languages=("en",), outputs="pptx")
    return root


def run(text: str, project: Path, place: Path) -> list[subprocess.CompletedProcess[str]]:
    """The snippet's commands with this environment's program; what installs it and Pango only notes that it was asked."""
    tools = place / "tools"
    tools.mkdir(exist_ok=True)
    program = f"#!/bin/sh\nexec {sys.executable} -c 'from ria_deck.cli import main; main()' \"$@\"\n"
    asked = f'#!/bin/sh\necho "${{0##*/}} $*" >>{place}/installed\n'
    for name, text_ in {"ria-deck": program, "pip": asked, "apt-get": asked, "sudo": '#!/bin/sh\nexec "$@"\n'}.items():
        (tools / name).write_text(text_)
        (tools / name).chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(place / "summary"),
        "GITHUB_WORKSPACE": str(project),
        "GITHUB_PATH": str(place / "path"),
    }
    done = []
    for command in commands(text):
        here = command.replace("/opt/deck/bin/pip", "pip").replace("python3 -m venv /opt/deck\n", "")
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", here]
        done.append(subprocess.run(shell, cwd=project, env=env, capture_output=True, text=True, check=False))
        if done[-1].returncode:
            break
    return done


@pytest.mark.parametrize("text", [GITHUB, GITLAB, FORGEJO], ids=["github", "gitlab", "forgejo"])
def test_the_commands_build_a_talk_and_say_what_changed(text: str, project: Path, tmp_path: Path) -> None:
    for _ in range(2):  # the second time with the cached build/
        done = run(text, project, tmp_path)
        assert [one.returncode for one in done] == [0] * len(done), done[-1].stderr
        table = project / "data/coast.csv"
        table.write_text(table.read_text("utf-8").replace("987654", "987655"), "utf-8")
    assert list((project / "build").rglob("*.pptx"))
    summary = tmp_path / "summary"
    said = summary.read_text("utf-8") if summary.exists() else done[-1].stdout
    assert "987654 → 987655" in said
    installed = (tmp_path / "installed").read_text("utf-8")
    assert "pip install --quiet ria-deck\n" in installed
    assert set(re.findall(r"lib[\w.-]+", installed)) == {"libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"}


@pytest.mark.parametrize("text", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_a_mistake_fails_the_job_and_is_a_failed_test_in_its_report(text: str, project: Path, tmp_path: Path) -> None:
    topic = next((project / "content").glob("*.md"))
    topic.write_text(topic.read_text("utf-8") + "\n## Wrong {#wrong}\n\n- {{ nothing.count() }}\n", "utf-8")
    done = run(text, project, tmp_path)
    assert done[-1].returncode == 1
    suite = ElementTree.parse(project / "build/junit.xml").getroot()
    assert suite.attrib["failures"] == "1"
    (failure,) = suite.iter("failure")
    assert failure.attrib["type"] == "RD202"
    case = next(case for case in suite.iter("testcase") if case.find("failure") is not None)
    assert (case.attrib["file"], case.attrib["line"]) == (
        f"content/{topic.name}",
        str(len(topic.read_text("utf-8").splitlines())),
    )
