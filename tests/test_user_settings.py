"""What a user has set for matplotlib changes no byte of a build, and a build keeps no list of fonts in the home."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.regions import write_project
from tests.test_many_builds import build, hashes

SETTINGS = b"""path.sketch: 5, 100, 2
lines.dash_capstyle: round
lines.scale_dashes: False
patch.linewidth: 9
path.simplify: True
svg.fonttype: path
font.family: serif
text.usetex: True
figure.facecolor: red
no.such.key: 1
"""


@pytest.fixture(scope="module", name="project")
def _project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("settings") / "harbours"
    write_project(root, regions=1)
    return root


def made(root: Path, output: Path, env: dict[str, str]) -> dict[str, str]:
    done = build(root, "--jobs", "1", "--to", "pdf", "--lang", "ja", "--output", str(output), env=env)
    assert (done.returncode, "matplotlibrc" in done.stderr) == (0, False), done.stderr
    return hashes(output)


def settings_of(home: Path, project: Path, named: Path, settings: bytes) -> dict[str, str]:
    (home / ".config/matplotlib").mkdir(parents=True)
    for place in (home / ".config/matplotlib/matplotlibrc", named, project / "matplotlibrc"):
        place.write_bytes(settings)
    return {"HOME": str(home), "MATPLOTLIBRC": str(named)}


def test_settings_of_matplotlib_change_nothing(project: Path, tmp_path: Path) -> None:
    expected = made(project, tmp_path / "expected", {"HOME": str(tmp_path / "elsewhere")})
    env = settings_of(tmp_path / "home", project, tmp_path / "named", SETTINGS)
    found = made(project, tmp_path / "found", env)
    (project / "matplotlibrc").unlink()
    assert found == expected


def test_settings_that_are_no_text_are_reported(project: Path, tmp_path: Path) -> None:
    env = settings_of(tmp_path / "home", project, tmp_path / "named", b"\xff\xfe no text")
    done = build(project, "--jobs", "1", "--to", "pdf", "--lang", "ja", "--output", str(tmp_path / "found"), env=env)
    (project / "matplotlibrc").unlink()
    assert done.returncode == 3, done.stderr
    assert "RD920" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_list_of_fonts_is_kept_in_the_home_of_the_user(project: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": "", "MPLCONFIGDIR": ""}
    assert made(project, tmp_path / "found", env)
    assert [path for path in home.rglob("*") if path.is_file()] == []
