"""Mistakes planted in a topic in YAML, in templates of slides and in a page of the project's own: each is told with its code,
at its place (between « and ») in the file that has it, with a hint; nothing is written."""

# ruff: noqa: E501 - a mistake on a line

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.diagnostics import Severity
from ria_deck.pipeline import Options, build
from ria_deck.render.html.page import forget_templates

FILES = {
    "content/report.yaml": "id: r\ntitle: Regions\ndate: 2026-11-01\nlanguage: en\nlanguages: [en]\noutputs: [pptx, pdf, html]\n",
    "content/01-facts.yaml": """\
title: Facts
sources: [made-up]
slides:
  - title: Ships came
    id: ships
    layout: chart-right
    hidden: false
    text: |
      - {{ regions.value("now", code="01") | number }} came
    chart:
      data: regions
      mark: bar
      encoding: {x: {field: name}, y: {field: now}}
      alt: Bars of regions.
    notes: More than before.
    claims:
      - {that: 'regions.value("now", code="01") > 1', says: came}
  - title: A profile
    id: profile
    template: profile.md.j2
    values: {lead: A lead, facts: [one, two]}
    text: Some words.
""",
    "content/02-regions.md": "---\ntitle: Every region\ntemplate: region.md.j2\nvalues: {unit: ships}\n---\n",
    "templates/profile.md.j2": "{{ slide.heading }}\n{{ values.lead | markdown }}\n\n{% for fact in values.facts %}\n- {{ fact }}\n{% endfor %}\n\n{{ slide.text }}\n",
    "templates/region.md.j2": """\
{% extends "base.md.j2" %}
{% from "ria/macros.md.j2" import kpi, two_years %}
{% from "own.md.j2" import line %}
{% block one %}
{% for r in regions.rows() %}

## {{ r.name }} {#region-{{ r.code }}}

- {{ line(r.name, r.now) }} {{ values.unit }}
{{ two_years("Ships", r.before, r.now) }}
{% endfor %}
{% endblock %}
""",
    "templates/base.md.j2": "{% block one %}{% endblock %}\n",
    "templates/own.md.j2": "{% macro line(name, count) %}{{ name }} had {{ count | number }}{% endmacro %}\n",
    "templates/handout.html.j2": """\
{% extends "ria/handout.html.j2" %}
{% block cover %}<header><h1 class="document-title" data-label="{{ title_text }}">{{ title }}</h1></header>{% endblock %}
""",
    "data/regions.csv": "code,name,before,now\n01,North,1,2\n02,South,3,5\n",
    "data/datapackage.yaml": """\
name: data
resources:
  - name: regions
    path: regions.csv
    schema:
      fields: [{name: code, type: string}, {name: name, type: string}, {name: before, type: integer}, {name: now, type: integer}]
      primaryKey: [code]
    sources: [made-up]
sources: [{name: made-up, title: Made up}]
""",
}
FACTS, REGIONS = "content/01-facts.yaml", "content/02-regions.md"
REGION, BASE, PROFILE, OWN, PAGE = (
    f"templates/{name}.j2" for name in ("region.md", "base.md", "profile.md", "own.md", "handout.html")
)

Mistake = tuple[str, str, str, str, str]  # file, what stands there, what is planted, code, words of the hint
MISTAKES: list[Mistake] = [
    # a topic in YAML: keys and their kinds
    (FACTS, "title: Facts", "«titel»: Facts", "RD020", "`title`"),
    (FACTS, "slides:", "«notes»: x\nslides:", "RD020", "`slides`"),
    (FACTS, "    layout:", "    «layuot»:", "RD020", "`layout`"),
    (FACTS, "    text: |\n", "    «body»: |\n", "RD020", "`text`"),
    (FACTS, "hidden: false", "hidden: «maybe»", "RD022", "whether"),
    (FACTS, "notes: More than before.", "notes: «[More, than]»", "RD022", "Markdown"),
    (FACTS, "  - title: A profile", "  - «just words»\n  - title: A profile", "RD022", "`title`"),
    (FACTS, "    notes:", "    «id»: ships\n    notes:", "RD011", "keep one"),
    (FACTS, "facts: [one, two]}", "facts: «[»one, two}", "RD010", "`]`"),
    (FACTS, "layout: chart-right", "layout: «chart-rigth»", "RD501", "`chart-right`"),
    (FACTS, "sources: [made-up]", "sources: «[made-app]»", "RD220", "`made-up`"),
    # a topic in YAML: blocks, expressions and Markdown in them
    (FACTS, "data: regions", "data: «regoins»", "RD600", "`regions`"),
    (FACTS, "mark: bar", "mark: «baar»", "RD023", "`bar`"),
    (FACTS, "y: {field: now}", "y: {field: «nwo»}", "RD601", "`now`"),
    (FACTS, "      alt: Bars of regions.\n", "      «wdith»: 3\n      alt: Bars of regions.\n", "RD020", "leave it out"),
    (FACTS, 'regions.value("now", code="01") | number', '«regoins».value("now", code="01") | number', "RD202", "`regions`"),
    (FACTS, 'value("now", code="01") | number', 'value("«nwo»", code="01") | number', "RD203", "`now`"),
    (FACTS, "| number }} came", "| «numbre» }} came", "RD205", "`number`"),
    (FACTS, "| number }} came", "| number came", "RD101", "}}"),
    (FACTS, "notes: More than", "notes: More «<b>» than", "RD105", "Markdown"),
    (FACTS, "says: came", "says: «went»", "RD230", "`says`"),
    # a topic's and a slide's template
    (REGIONS, "template: region.md.j2", "template: «regoin.md.j2»", "RD270", "`region.md.j2`"),
    (FACTS, "template: profile.md.j2", "template: «profil.md.j2»", "RD270", "`profile.md.j2`"),
    (FACTS, "    template: profile.md.j2\n    values:", "    «values»:", "RD279", "template"),
    (REGIONS, "template: region.md.j2\nvalues:", "«values»:", "RD279", "template"),
    # templates of slides
    # front matter that a template prints
    (BASE, "{% block one %}{% endblock %}", "---\n«values»: {unit: ships}\n---\n{% block one %}{% endblock %}", "RD279", "leave it out"),
    (BASE, "{% block one %}{% endblock %}", "---\ntemplate: «a.md.j2»\n---\n{% block one %}{% endblock %}", "RD279", "leave it out"),
    (REGION, "{% for r in", "{% «fro» r in", "RD271", "`from`"),
    (REGION, "{% for r in regions.rows() %}", "{% for r in regions.rows() %}{% «if» r.now %}", "RD271", "`{% endif %}`"),
    (REGION, "{% endblock %}", "{% «endblok» %}", "RD271", "`endblock`"),
    (REGION, "regions.rows()", "«regoins».rows()", "RD202", "`regions`"),
    (REGION, "## {{ r.name }}", "## {{ r.«nmae» }}", "RD203", "`name`"),
    (REGION, "values.unit", "values.«unti»", "RD204", "`unit`"),
    (REGION, "{% for r in regions.rows() %}", "{% for r in «values.unit» %}", "RD210", "rows"),
    (REGION, "{% for r in regions.rows() %}", "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}{% for r in regions.rows() %}", "RD272", "loop"),
    (REGION, "line(r.name, r.now)", "«line(r.name)»", "RD213", "`count`"),
    (REGION, "line(r.name, r.now)", "«line(r.name, r.now, 3)»", "RD213", "`name`"),
    (REGION, "line(r.name, r.now)", "line(r.name, «cuont»=3)", "RD213", "`count`"),
    (REGION, "import kpi, two_years", "import «kip», two_years", "RD274", "`kpi`"),
    (REGION, '"ria/macros.md.j2"', '«"ria/macro.md.j2"»', "RD270", "ria/macros.md.j2"),
    (REGION, '"own.md.j2"', '«"../content/report.yaml"»', "RD270", "templates/"),
    (REGION, '"base.md.j2"', '«"baes.md.j2"»', "RD270", "`base.md.j2`"),
    (REGION, "{% block one %}", "{% block «oen» %}", "RD276", "`one`"),
    (REGION, "{% block one %}", "«Every region»\n{% block one %}", "RD276", "into a block"),
    (REGION, "#region-{{ r.code }}", "#region-{{ «'a b'» }}", "RD275", "letters"),
    (REGION, "- {{ line", "- a «<b>» {{ line", "RD105", "Markdown"),
    (OWN, "{{ count | number }}", "{{ «cuont» | number }}", "RD202", "`count`"),
    (OWN, "{% endmacro %}", "{{ line(name, count) }}{% endmacro %}", "RD272", "itself"),
    (PROFILE, "slide.heading", "slide.«haeding»", "RD204", "`heading`"),
    (PROFILE, "values.lead | markdown", "values.facts | «markdown»", "RD211", "{{ value }}"),
    # a page of the project's own
    (PAGE, '"ria/handout.html.j2"', '"«ria/handuot.html.j2»"', "RD270", "`ria/handout.html.j2`"),
    (PAGE, "block cover", "block «covr»", "RD276", "`cover`"),
    (PAGE, "{% block cover %}", "«<p>Our office</p>»\n{% block cover %}", "RD276", "into a block"),
    (PAGE, "{% block cover %}", "«{{ title }}»{% block cover %}", "RD276", "into a block"),
    (PAGE, "{{ title }}", "{{ «titel» }}", "RD587", "`title`"),
    (PAGE, "{{ title }}", '{{ title }}{% include "«../content/report.yaml»" %}', "RD270", ".html.j2"),
    (PAGE, "{{ title }}", "{{ title }}{% «if» lang %}", "RD580", "`{% endif %}`"),
    (PAGE, "{{ title }}", "{{ title | «uper» }}", "RD580", "`upper`"),
    (PAGE, "{{ title }}", "{{ title }}{% for a in range(99999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "RD580", "loop"),
]  # fmt: skip


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("mistakes")
    write(root, FILES)
    return root


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    forget_templates()


def test_without_a_mistake_it_builds(root: Path) -> None:
    write(root, FILES)
    result = build(root, Options(output=root / "good", jobs=1))
    assert not result.diagnostics
    assert len(list((root / "good").glob("r.en.*"))) == 3


def test_enough_are_planted() -> None:
    assert len(MISTAKES) >= 40
    assert len({(file, text) for file, _, text, _, _ in MISTAKES}) == len(MISTAKES)


@pytest.mark.parametrize(("file", "old", "planted", "code", "words"), MISTAKES)
def test_a_planted_mistake_is_told_and_nothing_is_written(
    file: str, old: str, planted: str, code: str, words: str, root: Path, tmp_path: Path
) -> None:
    assert FILES[file].count(old) >= 1, "what stands there"
    marked = FILES[file].replace(old, planted, 1)
    write(root, FILES | {file: marked.replace("«", "").replace("»", "")})
    result = build(root, Options(output=tmp_path / "out", jobs=1))
    errors = [one for one in result.diagnostics if one.severity is Severity.ERROR]
    assert [one.code for one in errors] == [code], errors
    (mistake,) = errors
    assert mistake.span is not None
    assert mistake.span.path == file
    if "«" in marked:
        before = marked[: marked.index("«")]
        inside = marked[marked.index("«") + 1 : marked.index("»")]
        line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
        assert str(mistake.span) == f"{file}:{line}:{column}"
        assert (mistake.span.end_line, mistake.span.end_column) == (line, column + len(inside))
    assert words in " ".join((mistake.hint, mistake.label)), mistake
    assert result.failed
    assert not (tmp_path / "out").exists() or {path.name for path in (tmp_path / "out").iterdir()} <= {".cache"}
