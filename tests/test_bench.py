"""The measurement itself works: its talks build, its table has its rows. What it measures is not asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from pptx import Presentation

from tests.bench.mutants import ROOT, read_settings, score_of
from tests.bench.mutations import mutants
from tests.bench.other_programs import PROGRAMS, works_of
from tests.bench.telling import Row, markdown
from tests.bench.timing import Ratio, run


def test_a_small_measurement_gives_its_table(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--only", "again", "--slides", "10", "--rounds", "1", "--json", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(out.read_text("utf-8"))
    assert [(row["what"], row["against"]) for row in found["ratios"]] == [
        ("nothing changed", "empty Python"),
        ("one table changed", "from nothing"),
    ]
    assert "nothing changed" in done.stdout


def test_a_small_measurement_of_a_warm_process_gives_its_table(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    command = [sys.executable, "-m", "tests.bench", "--only", "warm", "--slides", "10", "--rounds", "1"]
    done = subprocess.run([*command, "--json", str(out)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = json.loads(out.read_text("utf-8"))["ratios"]
    assert [row["what"] for row in rows] == ["seen in the preview", "all files built"]
    assert all(0 < row["cpu"]["median"] < 10 for row in rows)


def test_programs_of_others_make_the_same_talk_or_are_named_as_absent(tmp_path: Path) -> None:
    works, pairs, absent = works_of(tmp_path, 10)
    assert {*works, *absent} == {peer.name for peer in PROGRAMS}
    assert {against for _, against in pairs} == set(works)
    assert all(absent.values())
    for name, work in works.items():
        run(work)
        made = [path for path in work.folder.glob("talk.*") if path.suffix in (".pptx", ".html", ".pdf")]
        assert len(made) == 1, name
        if made[0].suffix == ".pptx":
            titles = [slide.shapes[0].text_frame.text for slide in Presentation(str(made[0])).slides]
            assert titles == [f"Slide {number} says one thing" for number in range(1, 11)], name


def test_a_table_for_a_page_names_what_was_not_measured() -> None:
    ratio = Ratio(low=1.0, median=1.5, high=2.25)
    row = Row(name="10 slides", what="deck", against="a script", cpu=ratio, wall=None, seconds=2.0, target="≤ 2")
    text = markdown([row], {"MiB": 131.4}, {"officer's deck": "apt-get install r-cran-officer"}, "today")
    assert "| 10 slides | deck | a script | 1.50 (1.00 to 2.25) | ≤ 2 |" in text.splitlines()
    assert "* MiB: 131" in text
    assert "Not installed, so not measured: officer's deck." in text


def test_rows_that_are_summed_tell_time_and_memory(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    command = [sys.executable, "-m", "tests.bench", "--only", "rows", "--rows", "2000", "--json", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(out.read_text("utf-8"))["batch"]
    assert [name.split(":")[0] for name in found] == ["2,000 rows summed"] * 3
    assert all(value > 0 for value in found.values())


SOURCE = """
def first(values: list[int], least: int = 3) -> int | None:
    \"\"\"The first large one.\"\"\"
    found = [value for value in values if value > least]
    report.error(f"{len(values)} values", hint="write 3")
    return found[0] if found else None
"""


def test_mutants_are_whole_modules_each_with_one_change() -> None:
    made = mutants(SOURCE, seed=1, count=50)
    changes = {(one.kind, one.before, one.after) for one in made}
    assert ("comparison", "value > least", "value >= least") in changes
    assert ("filter dropped", "[value for value in values if value > least]", "[value for value in values]") in changes
    assert ("return None", "return found[0] if found else None", "return None") in changes
    for one in made:
        compile(one.source, "mutant", "exec")
        assert one.source != SOURCE
    assert not any("hint" in one.before for one in made if one.kind == "argument dropped")
    assert mutants(SOURCE, seed=1, count=3) == mutants(SOURCE, seed=1, count=3)


def test_accepted_mutants_dont_count() -> None:
    assert score_of(Counter(killed=7, survived=2, accepted=5, **{"time-out": 1})) == (80.0, 10)


def test_floors_and_tests_are_given_for_the_same_packages() -> None:
    settings = read_settings()
    assert settings.floors.keys() == settings.tests.keys()
    assert all((ROOT / path).exists() for paths in settings.tests.values() for path in paths)


def test_the_tests_run_on_the_changed_copy(tmp_path: Path) -> None:
    """Through the command itself: what it imports must not hide the change."""
    out = tmp_path / "mutants.json"
    command = [sys.executable, "-m", "tests.bench", "mutants", "source/text.py", "--count", "4", "--jobs", "1"]
    command += ["--tests", "tests/source/test_text.py", "--json", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)
    assert out.exists(), done.stderr
    outcomes = Counter(one["outcome"] for one in json.loads(out.read_text("utf-8"))["mutants"])
    assert outcomes["killed"]
