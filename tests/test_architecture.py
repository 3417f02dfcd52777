"""The program's shape: who may import whom, how long a module may get, and the picture of it in the docstring."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from complexipy import file_complexity

import ria_deck
from ria_deck.codes import CODES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "ria_deck"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300
MOST_IN_A_FOLDER = 25
LONGER_BY_EXEMPTION = frozenset({"codes.py"})  # a list, a line for each code

MOST_COMPLEX = 15  # cognitive complexity: more is not read at a glance
READ_TWICE = {  # "module.py function": why it may be more complex than that; at most MOST_READ_TWICE
    "i18n/exchange/xliff.py read_xliff": "each fault that a file from outside may have, with its message",
    "i18n/forms/excel_codes.py _render": "digits poured in from the right: places, groups and literals depend on each other",
    "i18n/smart.py _Quotes::_read": "the rules for a quotation mark, one after the other; the first that fits decides",
    "importing/charts/block.py ChartBlockWriter::_layer": "one series and several, whose channels differ, side by side",
    "importing/charts/block.py import_chart": "what is told of a chart is gathered while its block is written",
    "importing/drawings/drawing.py _form": "a shape's forms in a row, each with its element",
    "lsp/server.py make_server": "the protocol's handlers, which the library wants as functions in one",
    "pipeline.py build": "the stages of a build, and what is left of it where each may end",
    "pull/paragraphs.py ParagraphChanges::added": "where a new paragraph goes, and the three ways in which it can't",
    "refresh/texts.py replaced": "values spread over runs: spans and pieces run side by side",
    "render/handout/view.py _section": "a view with many keys, a line for each",
    "resolve/charts/categories.py _slots": "the kinds of axes of time, each with its own holes",
    "resolve/transforms/windows.py windowed": "summaries over groups over rows",
}
MOST_READ_TWICE = 20

HEAVY = ("pandas", "matplotlib", "weasyprint", "pptx", "pyarrow", "openpyxl", "fontTools", "PIL")
EMPTY_WORDS = re.compile(r"(^|_)(utils?|helpers?|manager|misc|common|tools|stuff)($|_)|(Utils?|Helper|Manager)$")


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported_modules(script: str) -> set[str]:
    """What a fresh interpreter has loaded after the script, as top-level names."""
    code = f"{script}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_imports_go_one_way() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-logo"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_says_what_it_is_for_and_stays_short_with_names_that_say_something(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    opening = (ast.get_docstring(_tree(path)) or "").split("\n\n")[0]
    assert len(opening.split()) > 3, "its docstring must open with a sentence: what comes in, what goes out"
    if _name(path) not in LONGER_BY_EXEMPTION:
        assert len(text.splitlines()) <= LONGEST, "split it by what its parts do"
    classes = [node.name for node in ast.walk(_tree(path)) if isinstance(node, ast.ClassDef)]
    assert not [name for name in (path.stem, path.parent.name, *classes) if EMPTY_WORDS.search(name)]


def test_a_folder_holds_what_one_can_survey() -> None:
    counts = Counter(path.parent.relative_to(PACKAGE).as_posix() for path in MODULES)
    assert {folder: count for folder, count in counts.items() if count > MOST_IN_A_FOLDER} == {}


def test_a_class_name_has_one_meaning() -> None:
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(_name(path))
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


def test_the_picture_in_the_docstring_names_every_package() -> None:
    picture = ria_deck.__doc__ or ""
    assert len(picture.splitlines()) <= 45, "a picture that is longer than a screen is not read"
    packages = {path.parent.relative_to(PACKAGE).name for path in PACKAGE.rglob("__init__.py")} - {""}
    drawn = set(re.findall(r"([a-z_0-9]+)/", picture))
    assert sorted(packages - drawn) == [], "there, but not drawn in src/ria_deck/__init__.py"
    folders = {path.name for path in PACKAGE.rglob("*") if path.is_dir()}
    assert sorted(drawn - folders) == [], "drawn, but not there"


def test_a_function_is_read_at_a_glance() -> None:
    complexity = {
        f"{_name(path)} {function.name}": function.complexity
        for path in MODULES
        for function in file_complexity(str(path)).functions
    }
    over = {name for name, found in complexity.items() if found > MOST_COMPLEX}
    assert sorted(over - READ_TWICE.keys()) == [], "split it by what its parts decide, each with a name that says so"
    assert sorted(READ_TWICE.keys() - over) == [], "simple enough now: no reason is needed"
    assert len(READ_TWICE) <= MOST_READ_TWICE


def test_every_code_is_listed_and_every_listed_code_is_used() -> None:
    used = {
        code
        for path in MODULES
        if path.name != "codes.py"
        for code in re.findall(r"\bRD\d{3}\b", path.read_text(encoding="utf-8"))
    }
    assert sorted(used - CODES.keys()) == [], "used, but not in codes.py"
    assert sorted(CODES.keys() - used) == [], "in codes.py, but not used"
    assert list(CODES) == sorted(CODES)


def test_the_command_line_starts_without_heavy_libraries() -> None:
    assert _imported_modules("import ria_deck.cli.app").isdisjoint(HEAVY)


def test_checks_read_a_file_back_with_nothing_of_the_renderers() -> None:
    code = "import ria_deck.check.package, sys; print([n for n in sys.modules if n.startswith('ria_deck.render')])"
    run = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "[]"
