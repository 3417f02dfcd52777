"""A project is found from any folder in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ria_deck.diagnostics import BuildError
from ria_deck.project import find_root
from ria_deck.record.inputs import is_closed
from tests.small_project import built


def _project(root: Path) -> Path:
    (root / "content").mkdir(parents=True)
    (root / "content" / "report.yaml").touch()
    return root.resolve()


def test_the_nearest_folder_with_a_report_is_the_project(tmp_path: Path) -> None:
    outer = _project(tmp_path / "outer")
    inner = _project(outer / "talks" / "inner")
    (inner / "data" / "raw").mkdir(parents=True)
    assert find_root(inner / "data" / "raw") == inner
    assert find_root(inner / "content") == inner
    assert find_root(outer / "talks") == outer


@pytest.mark.parametrize("name", [".", "missing", "file"])
def test_no_project_is_an_error_that_says_how_to_start_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BuildError) as caught:
        find_root(tmp_path / name)
    [found] = caught.value.diagnostics
    assert found.code == "RD030"
    assert "init" in found.hint or "--project" in found.hint


@pytest.mark.parametrize(
    "name",
    [
        "content/02.md",
        "content/02.yaml",
        "content/images/credits.yaml",
        "content/locale/glossary.yaml",
        "data/datapackage.yaml",
        "templates/theme.yaml",
        "templates/handout.css",
        "templates/handout.html.j2",
    ],
)
@pytest.mark.parametrize("kind", ["a folder", "a link that leads nowhere", "not a file"])
def test_what_has_the_name_of_a_file_and_is_none_is_told(name: str, kind: str, tmp_path: Path) -> None:
    project = built(tmp_path, {"content/01.md": "## A slide\n\n- Words\n"}, outputs=("pptx",))
    assert (project.codes, is_closed(tmp_path)) == ([], True)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "a folder":
        path.mkdir()
    elif kind == "not a file":
        os.mkfifo(path)
    else:
        path.symlink_to("nowhere")
    again = built(tmp_path, {}, outputs=("pptx",))
    assert [(found.code, found.message) for found in again.told] == [("RD003", f"`{name}` is {kind}")]
    assert not is_closed(tmp_path), "a build that nothing changes for would not look"


def test_locks_of_editors_are_no_topics(tmp_path: Path) -> None:
    built(tmp_path, {"content/01.md": "## A slide\n\n- Words\n"})
    (tmp_path / "content/.#01.md").symlink_to("me@here.1234")
    assert built(tmp_path, {}, outputs=("pptx",)).codes == []
