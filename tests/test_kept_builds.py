"""After any edit, what a build takes over from earlier ones is what a clean one makes in one process or two, byte for byte,
and it says the same.
`pytest tests/test_kept_builds.py --runs 20` makes a hundred edits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kept_builds import differences

EDITS = 5


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("--runs") or 1))


@pytest.mark.timeout(1800)
def test_what_is_taken_over_is_what_a_clean_build_makes(seed: int, tmp_path: Path) -> None:
    assert differences(seed, tmp_path, EDITS) == []
