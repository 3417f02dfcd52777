"""What page templates get is what is promised: the types, their schema, the built-in pages, and no name goes."""

# ruff: noqa: E501 - a page on a line

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from jinja2 import Environment
from markupsafe import Markup
from typer.testing import CliRunner

from ria_deck.api import Project
from ria_deck.cli.app import app
from ria_deck.diagnostics import Report
from ria_deck.model.deck import Deck
from ria_deck.render.handout.view import handout_view
from ria_deck.render.html.figure_view import UNDRAWN
from ria_deck.render.html.page import BUILT_IN
from ria_deck.render.slides_pdf.view import slides_view
from ria_deck.render.views import VERSION
from ria_deck.render.views.names import unknown_names
from ria_deck.render.views.pages import PAGES, PARTS, PageTemplate
from ria_deck.render.views.schema import keys_of_view, views_in
from ria_deck.render.web.origins import Origins
from ria_deck.render.web.view import web_view
from ria_deck.schema import json_schema
from ria_deck.starter import start_project

ROOT = Path(__file__).resolve().parents[2]
PROMISED = Path(__file__).with_name(f"view-{VERSION}.json")


@pytest.fixture(name="decks", scope="module")
def _decks() -> list[Deck]:
    """Decks with a slide of every layout, chart and block."""
    roots = [ROOT, *(ROOT / "tests/projects" / name for name in ("gallery", "marks"))]
    return [Project.open(root).deck(language="en") for root in roots]


def _closed(schema: Any) -> Any:
    """The schema with no keys but those it names."""
    if isinstance(schema, dict):
        own = {"additionalProperties": False} if "properties" in schema else {}
        return {key: _closed(part) for key, part in schema.items()} | own
    return [_closed(part) for part in schema] if isinstance(schema, list) else schema


def _views(deck: Deck) -> Mapping[str, Any]:
    """The views as pages get them."""
    found = {
        "handout": handout_view(deck, UNDRAWN),
        "slides": slides_view(deck, UNDRAWN),
        "html": web_view(deck, UNDRAWN, Origins(deck)),
    }
    return {name: {**view, "css": Markup("")} for name, view in found.items()}


def test_every_view_is_what_its_schema_says(decks: list[Deck]) -> None:
    validator = jsonschema.Draft202012Validator(_closed(json_schema("view")))
    for deck in decks:
        wrong = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(_views(deck))]
        assert wrong == []


def test_texts_are_html_where_they_are_said_to_be(decks: list[Deck]) -> None:
    def walk(value: Any, schema: Any, whole: Any) -> None:
        if "$ref" in schema:
            schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
        for branch in schema.get("anyOf", ()):
            if jsonschema.Draft202012Validator({**branch, "$defs": whole["$defs"]}).is_valid(value):
                walk(value, branch, whole)
                return
        if isinstance(value, dict):
            for key, part in value.items():
                walk(part, schema.get("properties", {}).get(key) or schema["additionalProperties"], whole)
        elif isinstance(value, list):
            for part in value:
                walk(part, schema["items"], whole)
        elif isinstance(value, str):
            assert isinstance(value, Markup) == (schema.get("format") == "html"), (value, schema)

    whole = _closed(json_schema("view"))
    walk(_views(decks[1]), whole, whole)


def _keeps(now: Any, promised: Any, *, keys: bool = True) -> bool:
    """Whether a form is as it was promised; keys may have been added, and kinds to what may be one of several."""
    if isinstance(promised, dict) and isinstance(now, dict):
        if set(promised) == {"anyOf"} == set(now):
            return all(one in now["anyOf"] for one in promised["anyOf"])
        added = now.keys() - promised.keys()
        return not (added and not keys) and all(
            name in now and _keeps(now[name], part, keys=False) for name, part in promised.items()
        )
    return bool(now == promised)


def test_no_name_of_this_version_goes() -> None:
    """New keys may come (RIA_UPDATE=1 notes them); one that is there has to stay as it is while the version does."""
    schema = json_schema("view")["$defs"]
    now = {
        name: {key: {k: v for k, v in part.items() if k != "description"} for key, part in one["properties"].items()}
        for name, one in schema.items()
    }
    promised = json.loads(PROMISED.read_text("utf-8")) if PROMISED.exists() else {}
    for name, keys in promised.items():
        assert _keeps(now[name], keys), f"{name} has changed: give views/__init__.py a new VERSION"
    if os.environ.get("RIA_UPDATE"):
        PROMISED.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", "utf-8")
        return
    assert now == promised


@pytest.mark.parametrize("name", PAGES)
def test_blocks_and_their_names_are_those_of_the_page(name: str) -> None:
    page = PAGES[name]
    text = (BUILT_IN / page.file).read_text("utf-8")
    assert set(re.findall(r"\{% block (\w+)", text)) == set(page.blocks)
    tree = Environment(autoescape=True).parse(text)
    assert unknown_names(tree, page, page.macros) == []


@pytest.mark.parametrize("file", PARTS)
def test_the_parts_of_pages_ask_for_what_there_is(file: str) -> None:
    text = (BUILT_IN / file).read_text("utf-8")
    assert set(re.findall(r"\{% macro (\w+)", text)) <= {*PARTS[file], "place"}
    assert unknown_names(Environment(autoescape=True).parse(text), PAGES["handout"], PARTS[file]) == []


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.file)
def test_every_name_is_documented(page: PageTemplate, tmp_path: Path) -> None:
    said = CliRunner().invoke(app, ["help", "view"]).output
    assert CliRunner().invoke(app, ["docs", "-o", str(tmp_path)]).exit_code == 0
    reference = (tmp_path / "view.md").read_text("utf-8")
    for view in views_in(page.view):
        assert f"\n{view.__name__}: " in said or view is page.view
        section = reference.split(f"\n## {view.__name__}\n")[1].split("\n## ")[0]
        rows = dict(re.findall(r"(?m)^\| `(\w+)` \| .*? \| (.*) \|$", section))
        assert list(rows) == list(keys_of_view(view))
        assert all(rows.values())
    for block in page.blocks:
        assert f"{{% block {block} %}}" in said
        assert f"| `{block}` |" in reference


UNKNOWN = [
    ("{% block cover %}{{ titel }}{% endblock %}", "2:21", "did you mean `title`?"),
    ("{% block cover %}{% if event %}{{ vennue }}{% endif %}{{ title }}{% endblock %}", "2:35", "`venue`"),
    ("{% block cover %}{% for one in authors %}{{ one.nmae }}{% endfor %}{{ title }}{% endblock %}", "2:49", "`name`"),
    ("{% block cover %}{{ (authors | first).nmae }}{{ title }}{% endblock %}", "2:39", "`name`"),
    ("{% block slide %}{% for i in section['items'] %}{{ i.nummber }}{% endfor %}{% endblock %}", "2:54", "`number`"),
    ("{% block chapter %}{% for s in chapter.sections if s.titel %}{% endfor %}{% endblock %}", "2:54", "`title`"),
    ("{% block cover %}{% set a = logo.widht %}{{ title }}{% endblock %}", "2:34", "`width`"),
    ("{% block figure %}{{ item.crop.lefft }}{% endblock %}", "2:32", "`left`"),
    ("{% block figure %}{{ itme.image }}{% endblock %}", "2:22", "ria-deck help view"),
    ("{% block table %}{% for r in item.body %}{% for c in r.cels %}{% endfor %}{% endfor %}{% endblock %}", "2:56", "`cells`"),
]  # fmt: skip
KNOWN = [
    "{% block cover %}{{ titel | default('') }}{% if titel is defined %}x{% endif %}{{ title }}{% endblock %}",
    "{% set ours = 'x' %}{% macro m(a) %}{{ a.whatever }}{% endmacro %}{% block cover %}{{ ours }}{{ m(1) }}{{ title }}{% endblock %}",
    "{% block cover %}{% for a in authors %}{{ loop.index }}{{ a.name }}{% endfor %}{{ words.whatever }}{{ title }}{% endblock %}",
    "{% block figure %}{{ super() }}{{ item.image }}{% endblock %}{% import 'handout_parts.html.j2' as parts %}",
]


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("views")
    start_project(root, Report())
    return root


def _checked(root: Path, page: str) -> tuple[int, str]:
    (root / "templates/handout.html.j2").write_text('{% extends "ria/handout.html.j2" %}\n' + page, "utf-8")
    done = CliRunner().invoke(app, ["template", "check", "--project", str(root)])
    return done.exit_code, done.output


@pytest.mark.parametrize(("page", "place", "words"), UNKNOWN)
def test_template_check_finds_names_that_are_not_there(page: str, place: str, words: str, root: Path) -> None:
    code, said = _checked(root, page)
    assert (code, said.count("[RD")) == (1, 1), said
    assert "error[RD587]" in said
    assert f"templates/handout.html.j2:{place}" in said
    assert words in said


@pytest.mark.parametrize("page", KNOWN)
def test_template_check_says_nothing_of_what_may_be_there(page: str, root: Path) -> None:
    assert _checked(root, page)[0] == 0


@pytest.mark.parametrize(
    ("made_for", "words"), [(VERSION - 1, f"then write `view {VERSION}`"), (99, "update ria-deck")]
)
def test_template_check_tells_a_page_of_another_version(made_for: int, words: str, root: Path) -> None:
    code, said = _checked(root, f"{{# made for view {made_for} #}}{{% block cover %}}{{{{ title }}}}{{% endblock %}}")
    assert code == 0
    assert "warning[RD277]" in said
    assert words in said
    assert _checked(root, f"{{# made for view {VERSION} #}}{{% block cover %}}{{{{ title }}}}{{% endblock %}}")[0] == 0
