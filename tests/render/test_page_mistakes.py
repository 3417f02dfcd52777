"""What authors get wrong in a page of their own: code, place (between « and ») and words that help."""

# ruff: noqa: E501 - a page on a line

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ria_deck.api import Project
from ria_deck.cli.app import app
from ria_deck.diagnostics import Diagnostic, Report, Severity
from ria_deck.model.deck import Deck
from ria_deck.pipeline import Options, build, check
from ria_deck.render.html.page import forget_templates
from ria_deck.render.outputs import OUTPUTS, own_page_faults
from ria_deck.starter import start_project

H = '{% extends "ria/handout.html.j2" %}\n'
PARTS = H + '{% import "handout_parts.html.j2" as parts %}'
W, S = '{% extends "ria/web.html.j2" %}\n', '{% extends "ria/slides.html.j2" %}\n'
MISTAKES: list[tuple[str, str, str, str]] = [
    # the page that is extended, what is included and imported
    ("pdf", "RD270", '{% extends "«ria/handuot.html.j2»" %}', "`ria/handout.html.j2`"),
    ("pdf", "RD270", H + '{% block cover %}{{ title }}{% include "«sied.html.j2»" %}{% endblock %}', "`side.html.j2`"),
    ("pdf", "RD270", H + '{% block cover %}{% include "«../content/report.yaml»" %}{% endblock %}', "`side.html.j2`"),
    ("pdf", "RD274", H + '{% from "handout_parts.html.j2" import «figur» %}{% block figure %}{{ figur(item) }}{% endblock %}', "`figure`"),
    # names
    ("pdf", "RD587", H + "{% block cover %}{{ title }} {{ «titel» }}{% endblock %}", "`title`"),
    ("pdf", "RD587", H + "{% block cover %}\n{{ title }}\n<p>{{ lang }} {% for a in authors %}{{ a.name }} {{ a.«nmae» }}{% endfor %}{% endblock %}", "`name`"),
    ("pdf", "RD587", H + "{% block slide %}{% for i in section.«itmes» %}{% endfor %}{% endblock %}", "`items`"),
    ("pdf", "RD587", H + "{% block figure %}{{ item['«captoin»'] }}{% endblock %}", "`caption`"),
    ("pdf", "RD587", H + "{% block figure %}{{ item.«foo».bar }}{% endblock %}", "ria-deck help view"),
    ("pdf", "RD587", H + "{% block cover %}{{ title }}{{ words.«handuot» }}{% endblock %}", "`handout`"),
    ("pdf", "RD587", PARTS + "{% block figure %}{{ parts.«figur»(item) }}{% endblock %}", "`figure`"),
    ("html", "RD587", W + "{% block slide %}{{ slide.«nummer» }}{% endblock %}", "`number`"),
    ("slides-pdf", "RD587", S + "{% block slide %}{{ slide.«boxs» }}{% endblock %}", "`boxes`"),
    # what can't be read or computed
    ("pdf", "RD580", H + "{% block cover %}{% «if» title %}{% endblock %}", "`{% endif %}`"),
    ("pdf", "RD580", H + "{% «block» cover %}{{ title }}", "`{% endblock %}`"),
    ("pdf", "RD580", H + "{% block cover %}{{ title | «upperr» }}{% endblock %}", "`upper`"),
    ("pdf", "RD580", H + "{% block cover %}{% if title is «definde» %}{% endif %}{% endblock %}", "`defined`"),
    ("pdf", "RD580", H + "{% block cover %}{% «fro» a in authors %}{% endblock %}", "`from`"),
    ("pdf", "RD580", H + "{% block cover %}{{ «title + 1» }}{% endblock %}", "`~`"),
    ("pdf", "RD580", H + "{% block cover %}{{ «title()» }}{% endblock %}", "computed"),
    ("pdf", "RD580", PARTS + "{% block figure %}{{ parts.«figure»(item, 2) }}{% endblock %}", "too many"),
    ("pdf", "RD580", PARTS + "{% block figure %}{{ parts.«figure»(itm=item) }}{% endblock %}", "`itm`"),
    ("pdf", "RD580", H + "{% block cover %}{% for a in range(999999) %}{% for b in range(999) %}{% endfor %}{% endfor %}{% endblock %}", "loop"),
    ("pdf", "RD580", H + "{% macro m() %}{{ m() }}{% endmacro %}{% block cover %}{{ title }}{{ m() }}{% endblock %}", "itself"),
    # what is left out
    ("pdf", "RD588", H + "{% block «cover» %}Our office{% endblock %}", "{{ title }}"),
    ("pdf", "RD588", H + "{% block «slide» %}{{ section.title }}{% endblock %}", "slide-{{ section.id }}"),
    ("pdf", "RD588", H + "{% block cover %}{{ title }}{% endblock %}{% block «sources» %}{% endblock %}", 'id="sources"'),
    ("pdf", "RD588", H + "{% block «figure» %}{{ item.caption }}{% endblock %}", "figure-{{ item.number }}"),
    ("pdf", "RD588", H + "{% block «chapter» %}{% endblock %}", "slide-{{ section.id }}"),
]  # fmt: skip


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pages")
    start_project(root, Report())
    (root / "templates/side.html.j2").write_text("a side", "utf-8")
    return root


@pytest.fixture(name="deck", scope="module")
def _deck(root: Path) -> Deck:
    return Project.open(root).deck(language="en")


def faults(root: Path, deck: Deck, output: str, page: str) -> list[Diagnostic]:
    for other in OUTPUTS.values():
        if other.page:
            (root / "templates" / other.page).unlink(missing_ok=True)
    (root / "templates" / OUTPUTS[output].page).write_text(page, "utf-8")
    forget_templates()
    return own_page_faults(deck, root, (output,))


@pytest.mark.parametrize(("output", "code", "marked", "words"), MISTAKES)
def test_a_mistake_is_told_at_its_place(
    output: str, code: str, marked: str, words: str, root: Path, deck: Deck
) -> None:
    (mistake,) = faults(root, deck, output, marked.replace("«", "").replace("»", ""))
    assert mistake.code == code, mistake
    assert words in " ".join((mistake.message, mistake.label, mistake.hint))
    assert mistake.hint or mistake.label
    assert mistake.span is not None
    assert mistake.span.path == f"templates/{OUTPUTS[output].page}"
    if "«" in marked:
        before = marked[: marked.index("«")]
        inside = marked[marked.index("«") + 1 : marked.index("»")]
        column = len(before.rpartition("\n")[2]) + 1
        assert (mistake.span.line, mistake.span.column) == (before.count("\n") + 1, column)
        assert mistake.span.end_column == column + len(inside)


def errors(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(one.code, str(one.span)) for one in found if one.severity is Severity.ERROR]


def test_check_and_build_tell_all_pages_alike_and_nothing_is_written(root: Path, deck: Deck) -> None:
    faults(root, deck, "pdf", H + "{% block cover %}{{ titel }}{% endblock %}")
    (root / "templates/web.html.j2").write_text(W + "{% block slide %}{{ slide.nummer }}{% endblock %}", "utf-8")
    options = Options(output=root / "out", outputs=("pdf", "html"), jobs=1)
    wanted = [("RD587", "templates/handout.html.j2:2:21"), ("RD587", "templates/web.html.j2:2:27")]
    assert errors(check(root, options)) == wanted
    assert errors(build(root, options).diagnostics) == wanted
    assert not list((root / "out").glob("*.pdf"))


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("{% block figure %}<p id='figure-{{ item.number }}'>x</p>{% endblock %}", "RD703"),
        ("{% block table %}<p id='table-{{ item.number }}'>x</p>{% endblock %}", "RD703"),
    ],
)
def test_what_a_block_leaves_out_is_told_at_the_block(block: str, code: str, root: Path, deck: Deck) -> None:
    faults(root, deck, "pdf", H + block)
    found = build(root, Options(output=root / "out", outputs=("pdf",), languages=("en",), jobs=1)).diagnostics
    assert {one.code for one in found} >= {code}
    assert {place for _, place in errors(found)} == {"templates/handout.html.j2:2:10"}


def test_slides_that_are_not_there_are_told_at_the_block(root: Path, deck: Deck) -> None:
    faults(root, deck, "html", W + "{% block slide %}<p>{{ slide.title_text }}</p>{% endblock %}")
    found = build(root, Options(output=root / "out", outputs=("html",), languages=("en",), jobs=1)).diagnostics
    assert errors(found) == [("RD701", "templates/web.html.j2:2:10")]


def test_template_check_finds_what_is_extended_included_and_imported(root: Path, deck: Deck) -> None:
    page = '{% extends "ria/handuot.html.j2" %}{% block cover %}{% include "sied.html.j2" %}{% endblock %}'
    faults(root, deck, "pdf", page)
    done = CliRunner().invoke(app, ["template", "check", "--project", str(root)])
    assert done.exit_code == 1
    assert done.output.count("error[RD270]") == 2
    assert "did you mean `ria/handout.html.j2`?" in done.output
    assert "did you mean `side.html.j2`?" in done.output
