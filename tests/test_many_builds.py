"""Built in CI, a thousand times: the same bytes, nothing taken from elsewhere, nothing stale, never half, and quick to
see that there is nothing to do. `./deck test --runs 100 tests/test_many_builds.py` repeats what a run of CI samples."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from tests.regions import LANGUAGES, ships, write_project

RIA_DECK = (sys.executable, "-c", "from ria_deck.cli import main; main()")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    runs = metafunc.config.getoption("--runs")
    if "run" in metafunc.fixturenames:
        metafunc.parametrize("run", range(runs or 3))


@pytest.fixture(scope="module", name="origin")
def _origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("harbours") / "origin"
    write_project(root, regions=2)
    return root


@pytest.fixture(name="project")
def _project(origin: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(origin, tmp_path / "harbours"))


def build(
    root: Path, *options: str, env: dict[str, str] | None = None, prefix: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    command = (*prefix, *RIA_DECK, "build", *options)
    return subprocess.run(
        command, cwd=root, env={**os.environ, **(env or {})}, capture_output=True, text=True, timeout=200, check=False
    )


def built(root: Path, *options: str) -> str:
    done = build(root, *options)
    assert done.returncode == 0, done.stderr
    return done.stderr


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a build folder but its cache."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != ".cache"
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# The same bytes

ALL_OUTPUTS = ("--to", "pptx,pdf,slides-pdf,png", "--lang", "ja")


def test_the_bytes_are_the_same_wherever_and_whenever(
    origin: Path, tmp_path: Path, run: int, expected_bytes: dict[str, str]
) -> None:
    chance = random.Random(run)
    root = tmp_path / chance.choice(["a", "ein Ordner", "папка", "資料"]) / str(run)
    files = [path for path in origin.rglob("*") if path.is_file() and "build" not in path.parts]
    chance.shuffle(files)  # the order in which a folder lists them
    for path in files:
        (root / path.relative_to(origin)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, root / path.relative_to(origin))
    env = {
        "PYTHONHASHSEED": str(chance.randrange(1, 10_000)),
        "TZ": chance.choice(["UTC", "Asia/Tokyo", "America/St_Johns"]),
        "LC_ALL": chance.choice(["C", "C.UTF-8", "POSIX"]),
        "LANGUAGE": chance.choice(["ja", "ru", "en"]),
        "HOME": str(tmp_path),
        "SOURCE_DATE_EPOCH": chance.choice(["0", "1700000000"]),  # dates come from the report
    }
    cores = [("taskset", "-c", "0"), ()][run % 2] if shutil.which("taskset") else ()
    options = ["--jobs", str(chance.choice([1, 2, 4])), *ALL_OUTPUTS]
    if chance.random() < 0.5:  # from a folder elsewhere
        options += ["--project", str(root)]
    done = build(root if "--project" not in options else tmp_path, *options, env=env, prefix=cores)
    assert done.returncode == 0, done.stderr
    assert hashes(root / "build") == expected_bytes


@pytest.fixture(scope="module", name="expected_bytes")
def _expected_bytes(origin: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = Path(shutil.copytree(origin, tmp_path_factory.mktemp("expected") / "harbours"))
    built(root, *ALL_OUTPUTS)
    found = hashes(root / "build")
    kinds = Counter(Path(path).suffix for path in found)
    assert (kinds[".pptx"], kinds[".pdf"], kinds[".json"]) == (2, 4, 1)
    assert kinds[".png"] > 2 * 4
    return found


# Only what changed

EDITS = {
    "a number of one region": ("data/regions.csv", "region01,Harbour 01,10137", "region01,Harbour 01,10{n}"),
    "a number of all": ("data/coast.csv", "9876", "98{n}"),
    "a word": ("content/01-harbours.md", "in the year", "in the year {n}"),
    "a translation": ("content/locale/ru.po", "Суда по месяцам", "Суда по месяцам {n}"),
    "the date": ("content/report.yaml", "2026-01-15", "2026-01-{n}"),
    "a language goes": ("content/report.yaml", "languages: [en, ja, ru]", "languages: [en, ru]"),
    "a language comes": ("content/report.yaml", "languages: [en, ru]", "languages: [en, ja, ru]"),
    "an edition goes": ("content/report.yaml", "  region02: {}\n", ""),
    "an edition comes": ("content/report.yaml", "  region01: {}\n", "  region01: {}\n  region02: {}\n"),
    "a theme": ("templates/theme.yaml", "", "color: {primary: '#1b4f{n}'}\n"),
    "an output goes": ("content/report.yaml", "outputs: [pptx]", "outputs: [pdf]"),
    "an output comes": ("content/report.yaml", "outputs: [pdf]", "outputs: [pptx]"),
}


def _slides(path: Path) -> list[str]:
    """The head of a topic, and its slides."""
    return re.split(r"^(?=## )", path.read_text("utf-8"), flags=re.M)


def a_picture(root: Path, chance: random.Random) -> None:
    """Comes, on a slide of its own, or another one under its name."""
    (root / "content/images").mkdir(exist_ok=True)
    Image.new("RGB", (640, 400), (chance.randrange(256), 90, 120)).save(root / "content/images/a.png")
    (root / "content/images/credits.yaml").write_text("a.png: {credit: B, licence: CC0, source: drawn here}\n", "utf-8")
    (root / "content/03-picture.md").write_text(
        "## A picture {#p layout=picture}\n\n![A field](images/a.png)\n", "utf-8"
    )


def the_order(root: Path, chance: random.Random) -> None:
    """Of the slides."""
    head, *slides = _slides(root / "content/01-harbours.md")
    parts = [part.rstrip() + "\n\n" for part in chance.sample(slides, len(slides))]
    (root / "content/01-harbours.md").write_text(head + "".join(parts), "utf-8")


def a_slide_comes(root: Path, chance: random.Random) -> None:
    """At the end of a topic of its own, whose slides may be many."""
    with (root / "content/02-more.md").open("a", encoding="utf-8") as file:
        file.write(f"## More {{#more{chance.randrange(10**6)}}}\n\n- Words {chance.randrange(99)}\n\n")


def a_slide_goes(root: Path, chance: random.Random) -> None:
    """One by chance, at the end the whole topic."""
    path = root / "content/02-more.md"
    slides = [part for part in _slides(path) if part.strip()] if path.is_file() else []
    if len(slides) > 1:
        slides.remove(chance.choice(slides))
        path.write_text("".join(slides), "utf-8")
    else:
        path.unlink(missing_ok=True)


def a_row_goes(root: Path, chance: random.Random) -> None:
    """One month of a region."""
    path = root / "data/calls.csv"
    head, *rows = path.read_text("utf-8").splitlines(keepends=True)
    if len(rows) > 8:
        rows.remove(chance.choice(rows))
    path.write_text(head + "".join(rows), "utf-8")


def a_build_that_fails(root: Path, chance: random.Random) -> None:
    """In between, with nothing changed after it."""
    path = root / "content/04-wrong.md"
    path.write_text(f"## Wrong {{#wrong}}\n\n- {{{{ nothing{chance.randrange(9)} }}}}\n", "utf-8")
    assert build(root, "--jobs", "1").returncode == 1
    path.unlink()


OTHER_EDITS = (a_picture, the_order, a_slide_comes, a_slide_goes, a_row_goes, a_build_that_fails)


def change(root: Path, chance: random.Random) -> str:
    """One edit that fits, by chance; a part of the time the project is set back to what it was one edit ago."""
    if chance.random() < 0.4:
        edit_ = chance.choice(OTHER_EDITS)
        edit_(root, chance)
        return edit_.__name__
    while True:
        name = chance.choice(list(EDITS))
        path, old, new = EDITS[name]
        file = root / path
        text = file.read_text("utf-8") if file.is_file() else ""
        if old not in text or (name == "an edition comes" and "region02" in text):
            continue
        file.parent.mkdir(exist_ok=True)
        changed = new.replace("{n}", str(chance.randrange(10, 29)))
        file.write_text(text.replace(old, changed, 1) if old else changed, "utf-8")
        return name


def test_a_build_that_takes_over_gives_what_a_clean_one_gives(origin: Path, tmp_path: Path, run: int) -> None:
    chance = random.Random(run)
    root = Path(shutil.copytree(origin, tmp_path / "harbours"))
    steps: list[str] = []
    earlier = tmp_path / "earlier"
    for _ in range(4):
        if earlier.is_dir() and chance.random() < 0.3:
            steps.append("back")
            for name in ("content", "data", "templates"):
                shutil.rmtree(root / name, ignore_errors=True)
                if (earlier / name).is_dir():
                    shutil.copytree(earlier / name, root / name)
        else:
            shutil.rmtree(earlier, ignore_errors=True)
            shutil.copytree(root, earlier, ignore=shutil.ignore_patterns("build"))
            steps.append(change(root, chance))
        options = ["--lang", "en"] if chance.random() < 0.3 else []
        built(root, "--jobs", "1", *options)
        if not options:
            clean = tmp_path / f"clean{len(steps)}"
            built(root, "--jobs", "1", "--output", str(clean))
            assert hashes(root / "build") == hashes(clean), steps


def test_what_is_not_concerned_is_not_made_again(project: Path) -> None:
    built(project, "--jobs", "1")
    edit(project / "content/locale/ru.po", "Суда по месяцам", "Суда, по месяцам")
    said = built(project, "--jobs", "1", "--verbose")
    assert "wrote 2 files to build, 4 unchanged" in said
    (project / "build/region01/harbours.en.pptx").write_bytes(b"edited")
    said = built(project, "--jobs", "1")
    assert "harbours.en.edited-1.pptx" in said  # somebody's edits are kept, the deck is made anew
    assert Presentation(str(project / "build/region01/harbours.en.pptx")).slides


def test_a_build_with_nothing_to_do_imports_nothing(project: Path) -> None:
    first = built(project, "--jobs", "1")
    assert "wrote 6 files to build" in first
    code = (
        "import sys\nfrom ria_deck.cli import main\nmain()\n"
        "assert not {'typer', 'pydantic', 'dataclasses', 'ria_deck.pipeline'} & set(sys.modules), sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--jobs", "1"], cwd=project, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "nothing changed: 6 files are up to date in build\n")


def with_a_note(root: Path) -> Path:
    """A number that a table has, typed in a topic."""
    topic = next((root / "content").glob("*.md"))
    topic.write_text(topic.read_text("utf-8") + "\n## Typed {#typed}\n\n- There were 3 of them.\n", "utf-8")
    return root


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_what_was_told_is_told_again_where_nothing_changed(project: Path, form: str) -> None:
    root, options = with_a_note(project), ("--jobs", "1", "--format", form)
    first, second = (re.split(r"(?m)^(?=  build/|nothing changed)", built(root, *options)) for _ in range(2))
    assert "RD250" in first[0]
    assert second == [first[0], *([] if form == "json" else ["nothing changed: 6 files are up to date in build\n"])]


def test_notes_of_a_variant_that_is_taken_over_are_told(project: Path) -> None:
    built(with_a_note(project), "--jobs", "1")
    for damage in (lambda text: text, lambda text: text.replace("is typed", "was typed")):
        kept = project / "build/.cache/variants.json"
        kept.write_text(damage(kept.read_text("utf-8")), "utf-8")
        said = built(project, "--jobs", "1", "--verbose")  # another command line: nothing is known of it
        assert "`3` is typed" in said
        assert "nothing changed" in said


@pytest.mark.parametrize(
    "spoil",
    [
        lambda root: (root / "build/region01/harbours.en.pptx").unlink(),
        lambda root: (root / "build/manifest.json").write_text("{}"),
        lambda root: (root / "build/.cache/builds.json").write_text("[]"),
        lambda root: (root / "build/.ria-deck-999999-left.pptx").write_text("half"),
    ],
)
def test_a_build_folder_that_is_not_as_it_was_left_is_mended(project: Path, spoil) -> None:
    built(project, "--jobs", "1")
    expected = hashes(project / "build")
    spoil(project)
    built(project, "--jobs", "1")
    assert hashes(project / "build") == expected


HEAVY = (
    "pandas",
    "numpy",
    "matplotlib",
    "weasyprint",
    "pptx",
    "openpyxl",
    "pyarrow",
    "pypdfium2",
    "pikepdf",
    "urllib3",
)


@pytest.mark.parametrize("arguments", [["--help"], ["check"], ["i18n", "status"], ["schema", "report"]])
def test_what_needs_no_renderer_imports_none(project: Path, arguments: list[str]) -> None:
    code = (
        "import sys\nfrom ria_deck.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1] == "[]"


# Many at once


def test_none_of_150_decks_has_anothers_numbers(tmp_path: Path) -> None:
    write_project(tmp_path, regions=50)
    built(tmp_path, "--strict")
    mine = {f"{ships(n)}": n for n in range(1, 51)}
    count = 0
    for number in range(1, 51):
        for language in LANGUAGES:
            deck = Presentation(BytesIO((tmp_path / f"build/region{number:02}/harbours.{language}.pptx").read_bytes()))
            text = " ".join(
                shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
            )
            figures = set(re.findall(r"\d+", re.sub("[,\u00a0\u202f]", "", text)))
            assert {mine[found] for found in figures & set(mine)} == {number}
            charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
            assert [list(chart.plots[0].series[0].values) for chart in charts] == [
                [10 * number + month for month in range(1, 13)]
            ]
            count += 1
    assert count == 150


def test_one_that_fails_is_told_and_the_others_are_looked_at(project: Path) -> None:
    for number in (1, 2):
        edit(project / "data/regions.csv", f"{ships(number)}", "many")
    done = build(project)
    assert done.returncode == 1
    assert done.stderr.count("error[RD320]") == 1
    assert "(and 1 more cell of this column)" in done.stderr
    assert [line.strip() for line in done.stderr.splitlines() if "regions.csv:" in line] == [
        "--> data/regions.csv:2:21",
        "::: data/regions.csv:3:21",
    ]


# Never half


def states(root: Path) -> list[dict[str, str]]:
    """The two states that a folder may be in, before and after an edit."""
    found = []
    for number in ("9876", "9877"):
        edit(root / "data/coast.csv", "9876", number)
        built(root, "--jobs", "1", "--output", str(root / f"state{number}"))
        found.append(hashes(root / f"state{number}"))
    return found


@pytest.fixture(scope="module", name="killing")
def _killing(origin: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(origin, tmp_path_factory.mktemp("killing") / "harbours"))
    before, after = states(root)
    (root / "states.json").write_text(json.dumps([before, after]))
    return root


def test_a_killed_build_leaves_whole_files_and_the_next_one_no_litter(killing: Path, tmp_path: Path, run: int) -> None:
    root = Path(shutil.copytree(killing, tmp_path / "harbours"))
    before, after = json.loads((root / "states.json").read_text())
    shutil.copytree(root / "state9876", root / "build")
    begun = time.monotonic()
    process = subprocess.Popen(
        [*RIA_DECK, "build", "--jobs", "2"], cwd=root, stderr=subprocess.DEVNULL, start_new_session=True
    )
    # by chance in the whole of a build, a half of the time near its end, where files are written
    chance = random.Random(run)
    if run % 2:
        while process.poll() is None and not list((root / "build").rglob(".ria-deck-*")):
            time.sleep(0.0005)
        time.sleep(chance.random() * 0.02)
    else:
        time.sleep(chance.random() * 3)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert time.monotonic() - begun < 100
    for path, found in hashes(root / "build").items():
        assert found in (before.get(path), after.get(path)) or Path(path).name.startswith(".ria-deck-"), path
    built(root, "--jobs", "1")
    assert hashes(root / "build") == after


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_nothing_is_left_in_the_machines_folder_for_temporary_files(killing: Path, tmp_path: Path, jobs: str) -> None:
    root = Path(shutil.copytree(killing, tmp_path / "harbours"))
    with tempfile.TemporaryDirectory() as temporary:  # a short path: workers have a socket in it
        options = ("--to", "pdf", "--edition", "region01", "--jobs", jobs)
        done = build(root, *options, env={"TMPDIR": temporary})
        assert done.returncode == 0, done.stderr
        assert list(Path(temporary).iterdir()) == []


def children_of(pid: int) -> list[int]:
    found = [task.read_text().split() for task in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for children in found for child in children]


def test_a_worker_that_the_system_stops_is_told(killing: Path, tmp_path: Path) -> None:
    root, before, _ = half_built(killing, tmp_path / "harbours")
    process = subprocess.Popen(
        [*RIA_DECK, "build", "--jobs", "2"], cwd=root, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 60
    workers: list[int] = []
    try:
        while len(workers) < 2 and time.monotonic() < deadline:  # workers are forked off by a server of the build's
            time.sleep(0.1)
            workers = [worker for server in children_of(process.pid) for worker in children_of(server)]
        os.kill(workers[0], signal.SIGKILL)
        _, told = process.communicate(timeout=100)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    assert process.returncode == 3
    assert "RD921" in told
    assert "--jobs 1" in told
    assert "Traceback" not in told
    assert {path: found for path, found in hashes(root / "build").items() if path in before} == before


def test_a_system_without_shared_memory_is_told(killing: Path, tmp_path: Path) -> None:
    root, before, _ = half_built(killing, tmp_path / "harbours")
    (root / "run.py").write_text(
        "import multiprocessing.synchronize\n"
        "def refuse(*_, **__): raise PermissionError(13, 'Permission denied')\n"
        "multiprocessing.synchronize.SemLock.__init__ = refuse\n"
        "from ria_deck.cli import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "run.py", "build", "--jobs", "2"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert "error[RD921]: worker processes can't be started" in done.stderr
    assert hashes(root / "build") == before


def in_own_mounts(*, size: str = "", then: str) -> tuple[str, ...]:
    """What runs a build in mounts of its own, with build/ a small disk (`size`) that holds what is there; `then` changes
    it. When the build is done, what is left of it stands in after/, and so does its exit code."""
    try:
        subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounts need root")
    disk = (
        f"mv build there; mkdir build; mount -t tmpfs -o size={size} tmpfs build; cp -a there/. build;" if size else ""
    )
    script = f'set -e; {disk} {then}; set +e; "$@"; code=$?; cp -a build after; exit $code'
    return ("unshare", "-m", "sh", "-c", script, "sh")


def half_built(killing: Path, folder: Path) -> tuple[Path, dict[str, str], dict[str, str]]:
    """A project whose last build was of the table before its edit, and what is in build/ before and after the next."""
    root = Path(shutil.copytree(killing, folder))
    before, after = json.loads((root / "states.json").read_text())
    shutil.copytree(root / "state9876", root / "build")
    return root, before, after


def test_a_full_disk_changes_nothing(killing: Path, tmp_path: Path, run: int) -> None:
    """A real one, with room for none, some, or nearly all of what is to be written."""
    root, before, after = half_built(killing, tmp_path / "harbours")
    room = [0, 40_000, random.Random(run).randrange(400_000)][min(run, 2)]
    fill = f"dd if=/dev/zero of=build/fill bs=1k 2>/dev/null || true; truncate -s -{room} build/fill"
    done = build(root, "--jobs", "1", prefix=in_own_mounts(size="2m", then=fill))
    (root / "after/fill").unlink()
    assert "Traceback" not in done.stderr
    if done.returncode == 0:  # there was room for it
        assert hashes(root / "after") == after
    else:
        assert (done.returncode, "error[RD910]" in done.stderr) == (1, True), done.stderr
        assert hashes(root / "after") == before
        assert not list((root / "after").rglob(".ria-deck-*"))


@pytest.mark.parametrize("how", ["modes", "mount"])
def test_a_read_only_folder_is_told(killing: Path, tmp_path: Path, how: str) -> None:
    root, before, _ = half_built(killing, tmp_path / "harbours")
    folders = [root / "build", *(path for path in (root / "build").rglob("*") if path.is_dir())]
    if how == "mount":
        prefix = in_own_mounts(then="mount --bind build build; mount -o remount,ro,bind build")
    else:
        for folder in folders:
            folder.chmod(0o555)
        # root may write everywhere but for this
        prefix = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
    done = build(root, "--jobs", "1", prefix=prefix)
    for folder in folders:
        folder.chmod(0o755)
    assert done.returncode == 1
    assert "error[RD910]" in done.stderr
    assert "Traceback" not in done.stderr
    assert hashes(root / "build") == before


@pytest.mark.parametrize("name", ["region02/harbours.ru.pptx", "manifest.json", ".cache/lock", ".cache/variants.json"])
def test_a_folder_in_the_place_of_a_file_is_told(killing: Path, tmp_path: Path, name: str) -> None:
    root, before, after = half_built(killing, tmp_path / "harbours")
    (root / "build" / name).unlink(missing_ok=True)
    (root / "build" / name / "within").mkdir(parents=True)
    done = build(root, "--jobs", "1")
    assert "Traceback" not in done.stderr
    if name == ".cache/variants.json":  # what is only remembered
        assert (done.returncode, "warning[RD911]" in done.stderr) == (0, True), done.stderr
        assert hashes(root / "build") == after
    else:
        assert (done.returncode, "error[RD910]" in done.stderr) == (1, True), done.stderr
        assert hashes(root / "build") == {path: found for path, found in before.items() if path != name}
        assert not list((root / "build").rglob(".ria-deck-*"))


def test_two_builds_at_once_leave_what_one_leaves(killing: Path, tmp_path: Path) -> None:
    """The set of one or the other as a whole, though the two are of different tables."""
    root, before, after = half_built(killing, tmp_path / "harbours")
    other = Path(shutil.copytree(root, tmp_path / "other"))
    edit(other / "data/coast.csv", "9877", "9876")
    command = [*RIA_DECK, "build", "--jobs", "1", "--output", str(root / "build")]
    both = [
        subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
        for folder in (root, root, other, other)
    ]
    said = [process.communicate(timeout=200)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0, 0, 0], said
    assert hashes(root / "build") in (before, after)
    assert not list((root / "build").rglob(".ria-deck-*"))
