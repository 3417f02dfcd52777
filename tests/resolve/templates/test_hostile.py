"""Hostile templates: they end, they read nothing outside of templates/, and nothing but a diagnostic comes of them."""

# ruff: noqa: E501 - a program on a line

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.data import load_tables
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.resolve.templates.expand import expanded
from tests.resolve.templates.regions_project import project
from tests.resolve.templates.test_jinja import FILES, printed
from tests.threats.cases import EXPRESSIONS

HARMLESS = {"Jinja's namespace", "a text without end"}
REACH = "().__class__.__mro__"
PROGRAMS = {
    "loops in loops": "{% for a in range(9999) %}" * 4 + "x" + "{% endfor %}" * 4,
    "a text that doubles": "{% set ns = namespace(s='x' ) %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
    "a block that doubles": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}xxxxxxxxxx{% endmacro %}{{ m(24) }}",
    "a set that doubles": "{% set a %}xxxxxxxxxx{% endset %}"
    + "{% set a %}{{ a }}{{ a }}{% endset %}" * 30
    + "{{ a }}",
    "a macro without end": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "two macros without end": "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a loop that recurses": "{% for a in [1] recursive %}{{ loop.recurse([1]) }}{% endfor %}",
    "an include of itself": "{% include 't.md.j2' %}",
    "an import of itself": "{% import 't.md.j2' as t %}",
    "a parent of itself": "{% extends 't.md.j2' %}",
    "a block in itself": "{% block a %}{{ self.a() }}{% endblock %}",
    "a filter over millions": "{{ range(9999) | join('x' * 9) }}",
    "more output than a topic": "{% for a in range(9999) %}" + "x" * 400 + "{% endfor %}",
    "a file by its path": "{% include '/etc/passwd' %}",
    "a file above": "{% include '../content/report.yaml' %}",
    "a file by a link": "{% include 'link.md.j2' %}",
    "a file of the program": "{% include 'ria/../../expand.py' %}",
    "an address": "{% include 'https://example.org/a.md.j2' %}",
    "a NUL in a name": "{% include 'a\\x00.md.j2' %}",
    "a class in a loop": "{% for a in " + REACH + " %}x{% endfor %}",
    "a class in a condition": "{% if " + REACH + " %}x{% endif %}",
    "a class in a name": "{% include " + REACH + " %}",
    "a class as an argument": "{% macro m(a) %}{{ a.__globals__ }}{% endmacro %}{{ m(m) }}",
    "the globals of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "the insides of a loop": "{% for a in [1] %}{{ loop.cycle.__globals__ }}{% endfor %}",
    "the insides of a block": "{% block a %}{{ self.a.__func__ }}{% endblock %}",
    "a table changed": "{% set regions.x = 1 %}",
    "thousands of tags": "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
}


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("hostile"), count=3)
    secret = root.parent / "secret.md.j2"
    secret.write_text("SECRET", "utf-8")
    (root / "templates/link.md.j2").symlink_to(secret)
    return root


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_reaches_no_more_than_in_content(name: str, root: Path) -> None:
    text, told = printed(root, "{{ " + EXPRESSIONS[name] + " }}", FILES)
    assert "root:" not in text
    assert told or name in HARMLESS, text[:200]
    assert all(one.code.startswith("RD") and one.span is not None for one in told)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_ends_and_reads_nothing_outside(name: str, root: Path) -> None:
    text, told = printed(root, PROGRAMS[name], FILES)
    assert told, text[:200]
    assert "SECRET" not in text
    assert len(text) < 1_000_000
    assert all(one.code.startswith("RD") and one.span is not None for one in told)


def of_slides(root: Path, template: str, slides: int = 1) -> tuple[int, list[Diagnostic]]:
    """How many slides a topic has each of whose slides names a template, and what is said about it."""
    text = "".join(f"  - {{title: A, id: a{n}, text: Words, template: t.md.j2}}\n" for n in range(slides))
    (root / "content/01-regions.md").unlink(missing_ok=True)
    (root / "content/01.yaml").write_text(f"title: T\nslides:\n{text}", "utf-8")
    (root / "templates/t.md.j2").write_text(template, "utf-8")
    told = Report()
    content = load_content(root, told)
    made = expanded(content, "", "en", root, load_tables(root, told), told)
    return len(made.topics[0].slides), told.diagnostics


SLIDE = "{{ slide.heading }}{{ slide.body }}"


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_of_a_slides_template_reaches_no_more(name: str, root: Path) -> None:
    _, told = of_slides(root, SLIDE + "\n{{ " + EXPRESSIONS[name] + " }}")
    text = " ".join(map(str, told))
    assert "root:" not in text
    assert told or name in HARMLESS
    assert all(one.code.startswith("RD") and one.span is not None for one in told)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_of_a_slides_template_ends_and_reads_nothing_outside(name: str, root: Path) -> None:
    found, told = of_slides(root, SLIDE + PROGRAMS[name], 3)
    assert told
    assert found == 0
    assert "SECRET" not in " ".join(map(str, told))
    places = {(one.code, str(one.span)) for one in told}
    assert len(places) == len(told), "each mistake once, however many slides use the template"


def test_all_slides_of_a_topic_share_their_steps_and_their_output(root: Path) -> None:
    steps = (
        "{% for a in range(600) %}{% set b = a %}{% endfor %}"  # a thousandth part of what a topic may take, and more
    )
    assert of_slides(root, SLIDE + steps, 2) == (2, [])
    found, told = of_slides(root, SLIDE + steps, 400)
    assert (found, [(one.code, one.message) for one in told]) == (0, [("RD272", "the template takes too long")])
    words = "x" * 20_000
    assert of_slides(root, f"{SLIDE}{{# {words} #}}", 300)[0] == 300
    found, told = of_slides(root, f"{SLIDE}\n\n{words}\n", 300)
    assert (found, [one.code for one in told]) == (0, ["RD272"])


def test_topics_share_the_steps_of_a_deck(root: Path) -> None:
    for index in range(30):
        text = "title: T\nslides: [{title: A, text: Words, template: long.md.j2}]\n"
        (root / f"content/more-{index}.yaml").write_text(text, "utf-8")
    loops = "{% for a in range(700) %}{% for b in range(99) %}{% endfor %}{% endfor %}"
    (root / "templates/long.md.j2").write_text(SLIDE + loops, "utf-8")
    try:
        _, told = of_slides(root, SLIDE)
    finally:
        for path in (root / "content").glob("more-*"):
            path.unlink()
    assert {one.code for one in told} == {"RD272"}


@pytest.mark.parametrize("frames", range(0, 600, 50))
def test_a_mistake_is_reported_however_deep_the_caller_is(frames: int, root: Path) -> None:
    def deeper(left: int) -> list[Diagnostic]:
        return deeper(left - 1) if left else printed(root, PROGRAMS["a block in itself"], FILES)[1]

    assert deeper(frames)
