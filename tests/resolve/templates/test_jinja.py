"""What templates of slides print: every statement of Jinja, and values that stay expressions."""

# ruff: noqa: E501 - a case on a line

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ria_deck.data import load_tables
from ria_deck.diagnostics import Diagnostic, Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.templates.expand import Shelf
from ria_deck.resolve.templates.limits import TemplateEndError
from ria_deck.resolve.templates.printing import Printer
from ria_deck.resolve.templates.runner import Runner
from tests.resolve.templates.regions_project import project

USED = Span(path="content/01.md", line=2, column=11, end_line=2, end_column=23)


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("regions"), count=3)


def printed(root: Path, template: str, files: Mapping[str, str] | None = None) -> tuple[str, list[Diagnostic]]:
    """What a template prints over three regions, and what is said about it."""
    for name, text in {"t.md.j2": template, **(files or {})}.items():
        (root / "templates" / name).write_text(text, "utf-8")
    report = Report()
    shelf = Shelf(root, report)
    tree = shelf.load("t.md.j2", USED)
    if tree is None:
        return "", report.diagnostics
    evaluator = Evaluator(load_tables(root, report), Formatter("en"), {"edition": "e", "language": "en"}, report)
    printer = Printer(report)
    names = {"values": {"a": "word", "n": 3}, "topic": {"id": "x"}}
    try:
        printer.write(Runner(evaluator, shelf.load, report, USED).run(tree, names))
    except TemplateEndError:
        return "", report.diagnostics
    return printer.out.text, report.diagnostics


GOOD: list[tuple[str, str]] = [
    ("a {{ values.a }} b\n", "a {{ values.a }} b\n"),
    ("{{- values.a | upper -}} x", "{{ values.a | upper }}x"),
    ("{% for r in regions.rows() %}\n- {{ r.name }}\n{% endfor %}", "- {{ r.name }}\n- {{ r_2.name }}\n- {{ r_3.name }}\n"),
    ("{% for r in regions.rows() %}\n{{ r.name }}\n\n{% endfor %}", "{{ r.name }}\n\n" * 3),
    ("{% for i in range(4) if i % 2 %}{{ i }}\n\n{% else %}no{% endfor %}", "{{ i }}\n\n" * 2),
    ("{% for i in [] %}x{% else %}none{% endfor %}", "none"),
    ("{% for i in range(9) %}{% if i == 1 %}{% continue %}{% endif %}x{% if i > 2 %}y{% break %}{% endif %}{% endfor %}", "xxxy"),
    ("{% for k, v in [['a', 1]] %}{{ k }}={{ v }}{% endfor %}", "{{ k }}={{ v }}"),
    ("{% for i in range(2) %}{{ loop.index }}{{ loop.last }}\n\n{% endfor %}", "{{ loop.index }}{{ loop.last }}\n\n" * 2),
    ("{% if values.n > 2 %}big{% elif values.n %}small{% else %}none{% endif %}", "big"),
    ("{% set x = 2 %}{{ x + 1 }}", "{{ x + 1 }}"),
    ("{% set x %}**{{ values.a }}**{% endset %}<{{ x }}>", "<**{{ values.a }}**>"),
    ("{% set ns = namespace(n=0) %}{% for i in range(3) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", "{{ ns.n }}"),
    ("{% macro m(a, b='two') %}*{{ a }}* {{ b }}{% endmacro %}{{ m(1) }}", "*{{ a }}* {{ b }}"),
    ("{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}x {{ values.a }}{% endcall %}", "<x {{ values.a }}>"),
    ("{% macro m() %}{{ varargs | length }}{{ kwargs.k }}{% endmacro %}{{ m(1, 2, k=3) }}", "{{ varargs | length }}{{ kwargs.k }}"),
    ("{% filter upper %}abc {{ values.a }}{% endfilter %}", "ABC {{ values.a }}"),
    ("{% filter trim | upper %} a {% endfilter %}", "A"),
    ("{% with y = values.n %}{{ y }}{% endwith %}", "{{ y }}"),
    ("{% raw %}{{ not }} {% this %}{% endraw %}", "{{ not }} {% this %}"),
    ("a{# comment #}b\n## T {#id layout=chart}\n{##}", "ab\n## T {#id layout=chart}\n"),
    ("{% include 'part.md.j2' %}", "part {{ values.a }}"),
    ("{% include 'none.md.j2' ignore missing %}x", "x"),
    ("{% include ['none.md.j2', 'part.md.j2'] %}", "part {{ values.a }}"),
    ("{% import 'lib.md.j2' as lib %}{{ lib.twice(values.a) }}", "{{ t }}{{ t }}"),
    ("{% from 'lib.md.j2' import twice as two %}{{ two(1) }}", "{{ t }}{{ t }}"),
    ("{% extends 'base.md.j2' %}{% set w = 1 %}{% block one %}child {{ super() }}{% endblock %}", "<child base 1>\n<two>\n"),
    ("{% extends 'base.md.j2' %}{% block two %}{{ self.one() }}{% endblock %}", "<base 1>\n<base 1>\n"),
    ("{% from 'ria/macros.md.j2' import kpi, profile, two_years %}{{ kpi(values.n, values.a) }}", "{{ value }}\n\n{{ label }}\n"),
    ("{% from 'ria/macros.md.j2' import kpi %}{{ kpi(values.n, values.a, note='n') }}", "{{ value }}\n\n{{ label }}\n\n{{ note }}\n"),
    ("{% from 'ria/macros.md.j2' import profile %}{{ profile([('A', 1), (values.a, 2)]) }}",
     "- {{ label }}: {{ value }}\n- {{ label_2 }}: {{ value_2 }}\n"),
    ("{% from 'ria/macros.md.j2' import two_years %}{{ two_years('A', 1, 2, ('2024', '2025')) }}",
     "- {{ label }}: {{ before | number }} ({{ years[0] }}) → {{ after | number }} ({{ years[1] }}), {{ change(before, after) | percent | signed }}\n"),
    ("{% do regions.rows() %}x", "x"),
    ("{{ values.a | markdown }}", "word"),
    ("{{ (values.a ~ '!') | markdown }}", "word!"),
    # where only plain text can be, it is the value
    ("## T {#x-{{ values.n }} layout={{ 'chart' }} when=\"a == '{{ values.a }}'\"}", "## T {#x-3 layout=chart when=\"a == 'word'\"}"),
    ("![A {{ values.a }}](images/{{ values.a }} {{ values.n }}.png)", "![A {{ values.a }}](images/word 3.png)"),
    ("```{chart}\ndata: {{ values.a }}\nalt: \"{{ values.a }}\"\nx: {field: {{ values.n }}, equal: {{ '03' }}}\n```\n{{ values.a }}",
     "```{chart}\ndata: word\nalt: \"{{ values.a }}\"\nx: {field: 3, equal: 03}\n```\n{{ values.a }}"),
    ("```{table}\ndata: a\nalt: >-\n  one {{ values.a }}\n  two {{ values.n }}\nlimit: {{ values.n }}\n```",
     "```{table}\ndata: a\nalt: >-\n  one {{ values.a }}\n  two {{ values.n }}\nlimit: 3\n```"),
    ("---\ntitle: \"{{ values.a }}\"\nsources: [{{ values.a }}]\n---\n{{ values.a }}", "---\ntitle: \"{{ values.a }}\"\nsources: [word]\n---\n{{ values.a }}"),
    ("```{table}\nwhere: \"a == '{{ \"it's\" }}'\"\nx: {{ 'a: b' }}\n```", "```{table}\nwhere: \"a == 'it's'\"\nx: \"a: b\"\n```"),
]  # fmt: skip
FILES = {
    "part.md.j2": "part {{ values.a }}",
    "lib.md.j2": "{% macro twice(t) %}{{ t }}{{ t }}{% endmacro %}text that no import prints",
    "base.md.j2": "<{% block one %}base {{ '1' | markdown }}{% endblock %}>\n<{% block two %}two{% endblock %}>\n",
}


@pytest.mark.parametrize(("template", "expected"), GOOD)
def test_what_a_template_prints(template: str, expected: str, root: Path) -> None:
    text, told = printed(root, template, FILES)
    assert not told, told
    assert text == expected


MISTAKES: list[tuple[str, str, str]] = [
    ("RD271", "{% «if» x %}y", "endif"),
    ("RD271", "{% for a in b %}{% «if» a %}x{% endfor %}", ""),
    ("RD271", "{% «fro» a in b %}{% endfor %}", "`from`"),
    ("RD271", "a\n{% «endfor» %}", "closes nothing"),
    ("RD271", "«{# never closed»\n", "`#}`"),
    ("RD271", "x {{ «values» ", ""),
    ("RD271", "{% for in «x» %}{% endfor %}", ""),
    ("RD202", "{{ «vlaues».a }}", "`values`"),
    ("RD202", "{% if «nothing» %}{% endif %}", ""),
    ("RD204", "{{ values.«b» }}", "a, n"),
    ("RD205", "{{ values.a | «uper» }}", "`upper`"),
    ("RD203", "{{ regions.value('«nmae»', code='01') }}", "`name`"),
    ("RD206", "{{ regions.value('name', «code»='99') }}", ""),
    ("RD210", "{% for a in «values.n» %}{% endfor %}", "rows"),
    ("RD211", "{{ «values.a» + 1 }}", ""),
    ("RD211", "{% for a, b in [[1]] %}{% endfor %}", "2 names"),
    ("RD211", "{% set «q».x = 1 %}", "namespace"),
    ("RD213", "{% macro m(a) %}{% endmacro %}{{ «m()» }}", "`a`"),
    ("RD213", "{% macro m(a) %}{% endmacro %}{{ «m(1, 2)» }}", "`a`"),
    ("RD213", "{% macro m(a) %}{% endmacro %}{{ m(1, «b»=2) }}", "`b`"),
    ("RD208", "{{ «none» }}", "default"),
    ("RD215", "{{ «regions» }}", ""),
    ("RD270", "{% include «'prat.md.j2'» %}", "`part.md.j2`"),
    ("RD270", "{% include «'../content/report.yaml'» %}", "templates/"),
    ("RD270", "{% include «'/etc/passwd'» %}", "templates/"),
    ("RD270", "{% include «'theme.yaml'» %}", ".md.j2"),
    ("RD270", "{% extends «'C:\\\\x.md.j2'» %}", "templates/"),
    ("RD270", "{% from «'ria/nothing.md.j2'» import a %}", "macros.md.j2"),
    ("RD274", "{% from 'ria/macros.md.j2' import «kip» %}", "`kpi`"),
    ("RD272", "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "too long"),
    ("RD272", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "call itself? Give it an end"),
    ("RD272", "{% include 't.md.j2' %}", "call itself? Give it an end"),
    ("RD272", "{% extends 't.md.j2' %}", "call itself? Give it an end"),
    ("RD204", "{{ values.«word» }}", "`values` has no `word`"),
    ("RD204", "{{ topic.«wrod» }}", "`topic` has no `wrod`"),
    ("RD212", "{{ range(«99999») }}", "10,000"),
    ("RD275", "## T {#a-{{ «'b c'» }}}", "letters"),
    ("RD213", "{{ range('«x»') }}", "whole"),
    ("RD211", "{{ values.n | «markdown» }}", "text"),
]


@pytest.mark.parametrize(("code", "marked", "words"), MISTAKES)
def test_a_mistake_is_reported_at_its_place_in_the_template(code: str, marked: str, words: str, root: Path) -> None:
    _, told = printed(root, marked.replace("«", "").replace("»", ""), FILES)
    assert [one.code for one in told] == [code], told
    (mistake,) = told
    assert words in " ".join((mistake.message, mistake.label, mistake.hint))
    assert mistake.hint or mistake.label, "no hint"
    assert mistake.span is not None
    assert mistake.span.path == "templates/t.md.j2"
    if "«" in marked:
        before = marked[: marked.index("«")]
        assert (mistake.span.line, mistake.span.column) == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def test_mistakes_are_reported_all_and_each_once(root: Path) -> None:
    template = "{% set x = gone %}{{ x }}{% for r in regions.rows() %}{{ r.nmae }}{{ also }}{% endfor %}"
    _, told = printed(root, template)
    assert [(one.code, one.span.column if one.span else 0) for one in told] == [
        ("RD202", 12),
        ("RD203", 60),
        ("RD202", 70),
    ]
    assert all(one.related[0][0] == USED for one in told)
