"""A project is found from any folder in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.diagnostics import BuildError
from ria_deck.project import find_root


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
