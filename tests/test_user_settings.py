"""What a user has set for other programs changes no byte of a build, and a build leaves nothing in the user's home."""

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


@pytest.mark.parametrize("settings", [SETTINGS, b"\xff\xfe no text"], ids=["settings", "bytes"])
def test_settings_of_matplotlib_change_nothing(project: Path, tmp_path: Path, settings: bytes) -> None:
    home = tmp_path / "home"
    (home / ".config/matplotlib").mkdir(parents=True)
    expected = made(project, tmp_path / "expected", {"HOME": str(tmp_path / "elsewhere")})
    for place in (home / ".config/matplotlib/matplotlibrc", tmp_path / "named", project / "matplotlibrc"):
        place.write_bytes(settings)
    found = made(project, tmp_path / "found", {"HOME": str(home), "MATPLOTLIBRC": str(tmp_path / "named")})
    (project / "matplotlibrc").unlink()
    assert found == expected


def test_nothing_is_left_in_the_home_of_the_user(project: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": "", "MPLCONFIGDIR": str(tmp_path / "own")}
    assert made(project, tmp_path / "found", env)
    assert list(home.rglob("*")) == []
    assert not (tmp_path / "own").exists()
