"""The pages of docs/: the reference is complete, links lead somewhere, examples are projects without a warning."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner as ClickRunner
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from ria_deck.api import Project
from ria_deck.cli.app import app
from ria_deck.codes import CODES
from ria_deck.data import load_tables
from ria_deck.design import load_theme
from ria_deck.diagnostics import Report
from ria_deck.help_pages import topics
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.reference import as_one_text, reference_pages
from ria_deck.reference.expressions import read_examples
from ria_deck.reference.gallery import PROJECT, SAMPLES
from ria_deck.reference.tables import slug
from ria_deck.refresh.binding import RefreshFile
from ria_deck.resolve.expressions.filters import Library
from ria_deck.resolve.expressions.table_view import TableView
from ria_deck.schema import SCHEMAS, json_schema
from ria_deck.source.decode import json_schema_of
from ria_deck.starter import FILES, start_project

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if "reference" not in path.relative_to(ROOT).parts)
TITLED = re.compile(r'title="([^"]+)"')
OF_ENGLISH = re.compile(r"<!-- (\S+) ([0-9a-f]{16}) -->\n\n")
MARKDOWN = MarkdownIt("commonmark").enable("table")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "reference"
    answer = CliRunner().invoke(app, ["docs", "--no-pictures", "--output", str(folder)])
    assert answer.exit_code == 0, answer.output
    return folder


def _keys(schema: Any) -> set[str]:
    """Every key that a schema has, at any depth."""
    if isinstance(schema, list):
        return {key for part in schema for key in _keys(part)}
    if not isinstance(schema, dict):
        return set()
    named = {name for name in ("properties", "$defs") if isinstance(schema.get(name), dict)}
    inner = {key for name in named for part in schema[name].values() for key in _keys(part)}
    own = set(schema["properties"]) if "properties" in named else set()
    return own | inner | {key for name, part in schema.items() if name not in named for key in _keys(part)}


def test_every_code_has_its_place(reference: Path) -> None:
    index = (reference / "codes.md").read_text(encoding="utf-8")
    for code in CODES:
        assert f"codes-{code[2]}xx.md#{code.lower()}" in index
        assert f"\n## {code}\n" in (reference / f"codes-{code[2]}xx.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_key_has_its_place(reference: Path, name: str) -> None:
    """On the form's own page, or on the page that describes a part it shares."""
    rows = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
    own = (reference / f"{name}.md").read_text(encoding="utf-8")
    linked = {target for target in re.findall(r"\]\((\w+\.md)", own) if (reference / target).is_file()}
    texts = [own, *((reference / target).read_text(encoding="utf-8") for target in sorted(linked))]
    assert _keys(json_schema(name)) - {key for text in texts for key in rows.findall(text)} == set()


def test_every_key_says_what_it_does(reference: Path) -> None:
    blank = {
        page.name: found
        for page in sorted(reference.glob("*.md"))
        if page.stem in SCHEMAS and (found := [row[0] for row in _rows(page) if not row[3]])
    }
    assert blank == {}


def test_every_key_has_an_example(reference: Path) -> None:
    """But for rows in datapackage.yaml, which are refused."""
    without = {
        page.name: found
        for page in sorted(reference.glob("*.md"))
        if page.stem in (*SCHEMAS, "refresh")
        and (found := [row[0] for row in _rows(page) if not row[4] and row[0] != "`data`"])
    }
    assert without == {}, "use it in src/ria_deck/reference/gallery_project or samples"


def _rows(page: Path) -> list[list[str]]:
    """The rows of a page's tables of keys: key, type, default, what it does, example."""
    cells = [re.split(r" (?<!\\)\|(?: |$)", line.removeprefix("| ")) for line in page.read_text("utf-8").splitlines()]
    return [row[:5] for row in cells if len(row) == 6 and row[0].startswith("`")]


def test_the_examples_of_the_reference_are_right(tmp_path: Path) -> None:
    """The project that they are in has no error and no warning."""
    shutil.copytree(PROJECT, tmp_path / "gallery")
    found = Project.open(tmp_path / "gallery").check().diagnostics
    assert [f"{one.code} {one.message} {one.span}" for one in found if one.severity.value != "note"] == []


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_files_of_the_reference_follow_their_schema(path: Path, tmp_path: Path) -> None:
    form = path.stem.partition("-")[0]
    schema = json_schema_of(RefreshFile) if form == "refresh" else json_schema(form)
    (tmp_path / "schema.json").write_text(json.dumps(schema), "utf-8")
    answer = ClickRunner().invoke(check_jsonschema, ["--schemafile", str(tmp_path / "schema.json"), str(path)])
    assert answer.exit_code == 0, answer.output


def test_every_layout_has_a_picture() -> None:
    text = reference_pages()["layouts.md"]
    assert text.count("](pictures/") == len(load_theme(PROJECT, Report()).layouts)


def test_every_word_of_expressions_has_an_example() -> None:
    formatter, words = Formatter("en"), read_examples()
    library = Library(formatter)
    loans = load_tables(FILES, Report())["loans"]
    assert loans is not None
    assert set(words["filters"]) == set(library.filters)
    assert set(words["functions"]) == set(library.functions)
    assert set(words["table"]) == set(TableView(loans, formatter).functions)


def test_every_layout_is_described(reference: Path) -> None:
    text = (reference / "layouts.md").read_text(encoding="utf-8")
    theme = Project.open(ROOT).deck(language="en").theme
    assert [name for name in theme.layouts if f"## {name}\n" not in text] == []


def test_links_lead_somewhere(reference: Path) -> None:
    places = {page.relative_to(ROOT / "docs").as_posix(): page for page in PAGES}
    places |= {f"reference/{page.name}": page for page in reference.glob("*.md")}
    anchors = {place: _anchors(path) for place, path in places.items()}
    dead = []
    for place, path in places.items():
        for target in _links(path.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            folder = Path("/docs") / place
            found = (folder.parent / file).as_posix() if file else folder.as_posix()
            resolved = _flat(found)
            if resolved.startswith("reference/pictures/"):
                continue  # tests/test_site.py has them drawn
            if resolved.endswith(".png") and (ROOT / "docs" / resolved).is_file():
                continue
            if resolved not in places or (anchor and anchor not in anchors[resolved]):
                dead.append(f"{place}: {target}")
    assert dead == []


def test_links_of_the_readme_lead_somewhere() -> None:
    dead = [
        target
        for target in _links((ROOT / "README.md").read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:|#", target) and not (ROOT / target.partition("#")[0]).exists()
    ]
    assert dead == []


def _flat(path: str) -> str:
    parts: list[str] = []
    for part in path.removeprefix("/docs/").split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _links(text: str) -> list[str]:
    tokens = [inner for token in MARKDOWN.parse(text) for inner in token.children or ()]
    found = [token.attrGet("href") or token.attrGet("src") for token in tokens]
    return [str(target) for target in found if target]


def _anchors(path: Path) -> set[str]:
    tokens = MARKDOWN.parse(path.read_text(encoding="utf-8"))
    headings = [tokens[index + 1].content for index, token in enumerate(tokens) if token.type == "heading_open"]
    made = [slug(heading) for heading in headings]
    assert len(made) == len(set(made)), f"{path.name}: two headings have one anchor"
    return set(made)


def _examples(path: Path) -> dict[str, str]:
    """The files that a page shows, by the title of their fences."""
    tokens = MARKDOWN.parse(path.read_text(encoding="utf-8"))
    fences = [(TITLED.search(token.info), token.content) for token in tokens if token.type == "fence"]
    return {title[1]: content for title, content in fences if title}


WITH_EXAMPLES = [path for path in (*PAGES, ROOT / "README.md") if _examples(path)]


def write_example(page: Path, root: Path) -> None:
    """The files that a page shows, over the starter unless they are a project of their own."""
    files = _examples(page)
    if not files.keys() >= {"content/report.yaml", "data/datapackage.yaml"}:
        start_project(root, Report())
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: page.stem)
def test_examples_are_right(page: Path, tmp_path: Path) -> None:
    """The example of a page has no error and no warning, but for texts to be translated."""
    write_example(page, tmp_path)
    found = [one for one in Project.open(tmp_path).check().diagnostics if one.code != "RD411"]
    assert [f"{one.code} {one.message} {one.span}" for one in found if one.severity.value != "note"] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs/ja").glob("*.md")), ids=lambda page: page.stem)
def test_a_japanese_page_is_as_new_as_the_english_one(page: Path) -> None:
    """Its first line names the page that it was written after, with that page's hash."""
    text = page.read_text(encoding="utf-8")
    said = OF_ENGLISH.match(text)
    assert said is not None
    now = hashlib.sha256((ROOT / said[1]).read_bytes()).hexdigest()[:16]
    if os.environ.get("RIA_UPDATE"):
        page.write_text(text.replace(said[2], now, 1), encoding="utf-8")
    else:
        assert said[2] == now, f"{said[1]} has changed: bring the page up to it, then RIA_UPDATE=1 pytest {__file__}"


def test_there_are_examples() -> None:
    assert {page.stem for page in WITH_EXAMPLES} >= {
        "tutorial",
        "new-data",
        "new-language",
        "own-template",
        "yaml-topics",
    }


def test_one_text_has_every_page() -> None:
    pages = {"index.md": "# Reference\n", "a.md": "# A\n\none\n", "b.md": "# B\n\ntwo\n"}
    assert as_one_text(pages) == "# A\n\none\n\n# B\n\ntwo\n"


def test_the_skill_names_what_there_is() -> None:
    text = (ROOT / "docs/skills/ria-deck/SKILL.md").read_text(encoding="utf-8")
    assert re.match(r"---\nname: ria-deck\ndescription: .{40,1024}\n---\n", text)
    assert len(text.splitlines()) < 100
    for command in set(re.findall(r"`ria-deck ([a-z0-9]+(?: [a-z]+)?)", text)):
        words = command.split()
        group = words if words[0] in ("data", "i18n", "template") else words[:1]
        answer = CliRunner().invoke(app, [*group, "--help"])
        assert answer.exit_code == 0, command
    known = topics()
    named = re.search(r"`ria-deck help chart` \(also ([^)]*)\)", text)
    assert named is not None
    assert set(re.findall(r"`(\w+)`", named[1])) <= set(known)
