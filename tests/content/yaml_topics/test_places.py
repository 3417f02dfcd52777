"""What an author gets wrong in a YAML topic: code, place in the YAML (between « and ») and words."""

from __future__ import annotations

import pytest

from ria_deck.content.yaml_topics.read import read_yaml_topic
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.source.text import SourceText

SLIDE = "title: T\nslides:\n  - title: A\n"
CHART = SLIDE + "    chart:\n      data: cars\n      mark: bar\n"
AXES = "      encoding: {x: {field: year}, y: {field: units}}\n"
MISTAKES: list[tuple[str, str, str]] = [
    # the form of the topic and of its slides
    ("RD020", "«titel»: T\nslides: []\n", "`title`"),
    ("RD020", "title: T\n«notes»: x\nslides: []\n", "`slides`"),
    ("RD021", "«title: T»\n", "`slides`"),
    ("RD022", "title: T\nslides: «{a: b}»\n", "a list"),
    ("RD022", "title: «2020»\nslides: []\n", "text"),
    ("RD020", SLIDE + "    «layuot»: chart\n", "`layout`"),
    ("RD020", SLIDE + "    «bullets»: [a, b]\n", "`text`"),
    ("RD020", SLIDE + "    «type»: chart\n", "`layout`"),
    ("RD022", SLIDE + "    text: «[a, b]»\n", "text"),
    ("RD022", SLIDE + "    hidden: «maybe»\n", "`true` or `false`"),
    ("RD022", "title: T\nslides:\n  - «just words»\n", "keys with values"),
    ("RD020", SLIDE + "    image: {«src»: images/a.png, alt: A}\n", "`path`"),
    ("RD021", SLIDE + "    «image»: {path: images/a.png}\n", "`alt`"),
    ("RD011", SLIDE + "    text: a\n    «text»: b\n", "first"),
    ("RD010", SLIDE + "    text: «[»a\n", "`]`"),
    # Markdown in it
    ("RD105", SLIDE + "    text: |\n      - a «<b>»b\n", "HTML"),
    ("RD105", SLIDE + '    text: "- a «<b>»b"\n', "HTML"),
    ("RD105", SLIDE + "    text: >\n      some words\n      and «<i>» more\n", "HTML"),
    ("RD105", SLIDE + "    notes: a «<b>»b\n", "HTML"),
    ("RD105", "title: T\nslides:\n  - title: A «<b>»\n", "HTML"),
    ("RD105", SLIDE + "    columns:\n      - ok\n      - a «<b>»\n", "HTML"),
    ("RD101", SLIDE + "    text: |\n      - a «{{ x | y and»\n\n      - b\n", "expected `}}`"),
    ("RD104", SLIDE + "    handout: |\n      «{% if x %}»\n", "{when="),
    ("RD120", SLIDE + "    text: |\n      a«[^1]»\n", "[^1]:"),
    ("RD107", SLIDE + "    text: |\n      [a](«other.md»)\n", "https://"),
    ("RD133", SLIDE + "    text: |\n      a «<!--» b\n    notes: c\n", "`-->`"),
    ("RD153", "title: T\nbody: |\n  «some words»\nslides: []\n", "`text`"),
    ("RD165", SLIDE + "    text: |\n      a\n\n      «## B»\n\n      c\n", "`slides`"),
    ("RD165", SLIDE + "    text: |\n      a\n\n      «---»\n\n      c\n", "`slides`"),
    ("RD151", SLIDE + "    text: |\n      a\n\n      «# B»\n", "`##`"),
    ("RD103", SLIDE + "    text: |\n      «```python»\n      x\n    notes: b\n", "never closed"),
    # blocks
    ("RD020", CHART + AXES + "      «wdith»: 3\n      alt: A\n", ""),
    ("RD021", CHART.replace("data: cars", "«data: cars") + AXES.rstrip() + "»\n", "`alt`"),
    (
        "RD041",
        CHART.replace("bar", "arc")
        + "      encoding: {theta: {field: n}, color: {field: c}, x: {field: «y»}}\n      alt: A\n",
        "",
    ),
    ("RD042", CHART + '      encoding: {x: {field: y}, y: {field: n, format: «"%d"»}}\n      alt: A\n', "strftime"),
    ("RD022", SLIDE + "    table: «cars»\n", "keys with values"),
    ("RD045", SLIDE + "    table: {data: «data/cars.csv»}\n", "datapackage"),
    ("RD230", SLIDE + "    claims:\n      - {that: a > b, says: «grew»}\n", "`says`"),
    ("RD020", SLIDE + "    claims:\n      - {that: a > b, «text»: grew}\n", "`says`"),
    (
        "RD139",
        SLIDE + "    table: {id: a, data: d}\n    chart: {id: a, data: d}\n".replace("chart: {id: a", "map: {id: a"),
        "",
    ),
    ("RD156", SLIDE + "    for: «rows»\n", "in table.rows()"),
]


def _read(marked: str) -> list[Diagnostic]:
    report = Report()
    read_yaml_topic(SourceText("content/a.yaml", marked.replace("«", "").replace("»", "")), "a", report)
    return report.diagnostics


@pytest.mark.parametrize(("code", "marked", "words"), MISTAKES)
def test_a_mistake_is_reported_at_its_place_in_the_yaml(code: str, marked: str, words: str) -> None:
    found = [one for one in _read(marked) if one.code == code]
    assert len(found) == 1, _read(marked)
    (mistake,) = found
    said = " ".join((mistake.message, mistake.label, mistake.hint, *(text for _, text in mistake.related)))
    assert words in said
    assert mistake.hint or mistake.label, "no hint"
    assert mistake.span is not None
    assert mistake.span.path == "content/a.yaml"
    if "«" in marked:
        before = marked[: marked.index("«")]
        assert (mistake.span.line, mistake.span.column) == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        inside = marked[marked.index("«") + 1 : marked.index("»")]
        last = before.rpartition("\n")[2] + inside if "\n" not in inside else inside.rpartition("\n")[2]
        if mistake.span.end_line == before.count("\n") + 1 + inside.count("\n"):
            assert mistake.span.end_column == len(last) + 1


def test_a_mistake_in_one_slide_hides_no_other() -> None:
    found = _read("slides:\n  - {titel: A}\n  - {title: B, text: a <b>}\n  - {title: C, chart: 3}\n")
    assert [one.code for one in found] == ["RD020", "RD105", "RD022"]


def test_escaped_pairs_of_json_are_one_character_and_columns_stay_right() -> None:
    r"""`\ud83d\ude80` is how JSON without other characters than ASCII writes a rocket; half of one is refused."""
    report = Report()
    text = r'{"title": "A \ud83d\ude80", "slides": [{"title": "Hi \ud83d\ude80 {{ x", "text": "\ud83c\udf8c ok"}]}'
    topic = read_yaml_topic(SourceText("content/a.json", text), "a", report)
    assert topic.title is not None
    assert topic.title.text == "A 🚀"
    assert [(one.code, str(one.span)) for one in report.diagnostics] == [
        ("RD101", f"content/a.json:1:{text.index('{{') + 1}")
    ]
    half = Report()
    read_yaml_topic(SourceText("content/a.json", text.replace(r"\udf8c", "")), "a", half)
    (found,) = half.diagnostics
    assert (found.code, found.span and found.span.column) == ("RD005", text.index(r'"\ud83c') + 1)
