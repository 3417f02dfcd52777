"""Codes of what a machine lacks or refuses, told in the process of the test: files, ports, libraries, workers, settings."""

from __future__ import annotations

import multiprocessing.synchronize
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.diagnostics import BuildError
from ria_deck.pipeline import Options, build
from ria_deck.preview.run import PreviewOptions, run
from tests.small_project import REPORT, built

SLIDE = {"content/01.md": "## A slide {#a}\n\n- Words\n"}


def test_a_date_of_the_environment_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    assert built(tmp_path, SLIDE).codes == ["RD903"]


@pytest.mark.parametrize(
    ("name", "code", "exit_code"), [("t.en.pptx", "error[RD910]", 1), (".cache/variants.json", "warning[RD911]", 0)]
)
def test_a_folder_in_the_place_of_a_file(name: str, code: str, exit_code: int, tmp_path: Path) -> None:
    built(tmp_path, SLIDE)
    (tmp_path / "build" / name / "within").mkdir(parents=True)
    done = CliRunner().invoke(app, ["build", "--project", str(tmp_path), "--to", "pptx", "--jobs", "1"])
    assert (done.exit_code, code in done.output) == (exit_code, True), done.output


def test_a_port_in_use(tmp_path: Path) -> None:
    built(tmp_path, SLIDE)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BuildError, match=f"RD930: the preview can't listen on 127.0.0.1:{port}"):
            run(tmp_path, PreviewOptions(port=port))


def test_a_library_that_printing_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.text.ffi.harfbuzz_subset", None)
    project = built(tmp_path, SLIDE)
    assert project.codes == ["RD920"]
    assert "libharfbuzz-subset" in project.told[0].message


def test_a_system_without_shared_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    built(tmp_path, {**SLIDE, "content/report.yaml": REPORT.replace("[en]", "[en, ja]")})
    monkeypatch.setattr(multiprocessing.synchronize.SemLock, "__init__", refuse)
    with pytest.raises(BuildError, match="RD921: worker processes can't be started"):
        build(tmp_path, Options(output=tmp_path / "new", jobs=2))
