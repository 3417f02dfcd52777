"""Hostile templates: they end, they read nothing outside of templates/, and nothing but a diagnostic comes of them."""

# ruff: noqa: E501 - a program on a line

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.diagnostics import Diagnostic
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


@pytest.mark.parametrize("frames", range(0, 600, 50))
def test_a_mistake_is_reported_however_deep_the_caller_is(frames: int, root: Path) -> None:
    def deeper(left: int) -> list[Diagnostic]:
        return deeper(left - 1) if left else printed(root, PROGRAMS["a block in itself"], FILES)[1]

    assert deeper(frames)
