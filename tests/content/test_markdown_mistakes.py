"""What an author gets wrong in a topic, and what is said about it: code, place (between « and ») and words."""

from __future__ import annotations

import pytest

from ria_deck.content.slides.topics import read_topic
from ria_deck.content.specs.figures import PictureSpec
from ria_deck.diagnostics import Diagnostic, Report, Severity
from ria_deck.source.text import SourceText

FIRST = "## A\n\n"
MISTAKES: list[tuple[str, str, str]] = [
    # what cuts a text off
    ("RD101", FIRST + "- a «{{ x | y and»\n\n- fine {{ z }}", "expected `}}`"),
    ("RD101", "## A «{{ x }»", "never closed"),
    ("RD101", FIRST + "| a | b |\n|---|---|\n| «{{ x | y |»", "same paragraph"),
    ("RD102", FIRST + "«::: notes»\nx\n\n## B\n\n::: notes\ny\n:::", "never closed"),
    ("RD102", FIRST + "«:::: {.columns}»\n::: column\nx\n:::", "`:::`"),
    ("RD103", FIRST + "::: notes\n«```python»\nx\n:::\n\n## B", "never closed"),
    ("RD103", FIRST + "> «~~~»\n> x\n\ny", "~~~"),
    ("RD133", FIRST + "a «<!--» b\n\n## B", "`-->`"),
    ("RD150", "«---»\ntitle: A\n\n## B", "never closed"),
    # what content doesn't take
    ("RD104", FIRST + "«{% if x %}»\ny\n{% endif %}", "{when="),
    ("RD104", FIRST + "«{% for x in y %}»", "one slide per row"),
    ("RD104", FIRST + "a «{# comment #}»", "<!-- … -->"),
    ("RD105", FIRST + "a «<b>»b", "`<b>`"),
    ("RD105", FIRST + "a«<br>»b", "backslash"),
    ("RD105", FIRST + '«<div class="x">»\n', "HTML"),
    ("RD105", "## A «<i>»", "`\\<`"),
    ("RD145", FIRST + "«<<<<<<< HEAD»\n\n- Mine\n\n- Theirs", "merge conflict"),
    ("RD145", FIRST + "- One\n\nan end\n«<<<<<<< HEAD»\nmine", "merge conflict"),
    ("RD106", FIRST + "a «^[»open", "never closed"),
    ("RD107", FIRST + "[a](«javascript:alert(1)»)", "https://"),
    ("RD107", FIRST + "- x\n- [a](«other.md»)", "other.md"),
    ("RD107", FIRST + "> <«ftp://x.org»>", "mailto"),
    ("RD107", FIRST + "[a](«https://x.org/{{y}}»)", "expression"),
    ("RD107", FIRST + "[a](https://x.org/«{{» y }}/z)", "expression"),
    ("RD107", FIRST + "[a](«https://user:pw@x.org/y»)", "`x.org`"),
    ("RD107", FIRST + "[a](«https://www.who.int@x.org»)", "before the `@`"),
    ("RD107", FIRST + "[a](«mailto:a@x.org?subject=b&Attach=/etc/passwd»)", "`attach=`"),
    ("RD107", FIRST + "«[a](https://p\u0430ypal.com)»", "one script"),
    ("RD107", FIRST + "[](«https://x.org»)", "no text"),
    ("RD107", FIRST + "«[a]()»", "between the brackets"),
    ("RD107", FIRST + "[https://bank.org/login](«https://x.org»)", "shown as one to `bank.org`"),
    ("RD107", FIRST + "[www.bank.org](«https://x.org»)", "in words"),
    ("RD107", FIRST + "«[a](https://x\u200by.org)»", "invisible character"),
    ("RD107", FIRST + "[a](«https://x.org/a b»)", "has a blank in it"),
    ("RD143", FIRST + "![a](«images/a b.png»)", "has a blank in it"),
    ("RD123", FIRST + "[the text][a]\n\n«[a]: https://x.org»", "beside the link's text"),
    ("RD123", FIRST + "[the text][Home]\n\n«[home]: https://x.org»", "beside the link's text"),
    ("RD123", FIRST + "x\n\n«[//]: # (a remark)»", "<!-- … -->"),
    ("RD123", FIRST + "x\n\n«[remark]: <> (a remark)»", "<!-- … -->"),
    ("RD123", FIRST + "[x][a]\n\n«[a]: javascript:alert(1)»\n", "[text](https://…)"),
    ("RD108", FIRST + "see ![a](«images/b.jpg»)", "paragraph of its own"),
    ("RD108", FIRST + "- ![a](«images/b.jpg»)", "paragraph of its own"),
    ("RD109", FIRST + "«$$x^2$$»", "mathematics"),
    ("RD109", FIRST + "a «$\\alpha$»", "`\\$`"),
    ("RD109", FIRST + "a «[@smith, p. 3]»", "footnote"),
    ("RD123", FIRST + "[a][b]\n\n«[b]: https://x.org»", "[text](https://…)"),
    ("RD124", FIRST + "Term\n«: definition»", "definition lists"),
    ("RD126", FIRST + "«-\u3000»全角", "full-width"),
    ("RD126", FIRST + "«##»B", "space after it"),
    ("RD129", FIRST + "[a]«{.small}»", "heading, div or image"),
    ("RD129", FIRST + "a paragraph «{#id}»", "heading, div or image"),
    # blocks in the wrong place
    ("RD110", FIRST + "> x\n>\n> «---»", "starts a slide"),
    ("RD111", FIRST + "a[^b]\n\n> «[^b]: x»\n\n[^b]: y", "outside all blocks"),
    ("RD112", FIRST + "«0. a»", "numbered from 1"),
    ("RD113", FIRST + "«### sub»", "**bold**"),
    ("RD113", FIRST + "::: notes\n«### sub»\n:::", "`::: handout`"),
    ("RD114", FIRST + "- a\n\n  «```\n  x\n  ```»", "only contain text and lists"),
    ("RD114", FIRST + "- a\n  - b\n\n  «more of a»", "above that list"),
    ("RD115", FIRST + "```{«chrat»}\n```", "did you mean `chart`?"),
    ("RD115", FIRST + "```{«python»}\n```", "a listing begins with ```python"),
    ("RD116", FIRST + "«::: column\nx\n:::»", ":::: columns"),
    ("RD117", FIRST + ":::: columns\n«text»\n::: column\nx\n:::\n::::", "only contain columns"),
    ("RD117", FIRST + "«::: columns\n:::»", "contains no column"),
    ("RD118", FIRST + ':::: columns\n::: {.column width="«40»"}\nx\n:::\n::::', 'width="40%"'),
    ("RD134", FIRST + "> " * 60 + "«" + "> " * 5 + "x»", "nested too deep"),
    ("RD135", FIRST + "text\n«---»", "blank line"),
    ("RD136", FIRST + "text\n\n«:::»", "closes nothing"),
    ("RD137", FIRST + "::: {when=x}\n\n«## B»\n\nx\n:::\n\n## C", "whole slide conditional"),
    ("RD138", FIRST + "- a\n«-»\n- b", "empty"),
    ("RD151", FIRST + "«# B»", "a file of its own"),
    ("RD152", "---\ntitle: A\n---\n\n# «B»\n\n## C", "two titles"),
    ("RD153", "«text»\n\n## A", "before the first slide"),
    ("RD153", "«---x»\n\n## A", "`## Title`"),
    # tables
    ("RD125", FIRST + "| a | b |\n«|---|»\n| 1 | 2 |", "2 cells"),
    ("RD125", FIRST + "| a |\n|---|\n| 1 | «2 | 3» |", "too many"),
    ("RD125", FIRST + "| a | b |\n|---|---|\n| 1 | 2 |\n«text»", "blank line"),
    # attributes
    ("RD119", "## A «{layout=chart right}»", "straight quotation marks"),
    ("RD119", "## A «{layout=“chart”}»", "straight quotation marks"),
    ("RD119", FIRST + "::: «notes {.x}»\nx\n:::", "{#id .class"),
    ("RD130", FIRST + "::: «notse»\nx\n:::", "did you mean `notes`?"),
    ("RD130", FIRST + "::: {«.nots»}\nx\n:::", "did you mean `notes`?"),
    ("RD130", FIRST + "::: «{.notes .handout}»\nx\n:::", "both"),
    ("RD131", FIRST + '::: {.handout «whem»="x"}\nx\n:::', "did you mean `when`?"),
    (
        "RD131",
        FIRST + '```{chart «when»="x y"}\ndata: a\nmark: bar\nalt: A\nencoding: {x: {field: b}, y: {field: c}}\n```',
        "::: {when=",
    ),
    ("RD139", FIRST + "```{table #t}\ndata: a\n```\n\n```{table «#t»}\ndata: a\n```", "`t`"),
    ("RD154", "## A {«.hiden»}", "did you mean `hidden`?"),
    ("RD155", "## A {«laoyut»=chart}", "did you mean `layout`?"),
    ("RD155", '## A {«when»=""}', "empty"),
    ("RD155", "## A {#a «#b»}", "given twice"),
    ("RD156", '## A {for="«row of rows»"}', "row in table.rows()"),
    ("RD157", "# A «{.hidden}»\n\n## B", "front matter"),
    # footnotes
    ("RD120", FIRST + "- text[^a] **and**«[^b]»\n\n[^a]: x", "unknown footnote `[^b]`"),
    ("RD120", FIRST + "| a |\n|---|\n| x | \n\n: cap«[^lable]»\n\ny[^label]\n\n[^label]: x", "did you mean `label`?"),
    ("RD121", FIRST + "a[^b]\n\n[^b]: x\n\n«[^b]: y»", "duplicate footnote"),
    ("RD122", FIRST + "«[^b]: x»", "never used"),
    ("RD147", "# A«[^b]»\n\n## B\n\n[^b]: x", "into a text"),
    # pictures
    ("RD119", FIRST + "![a](b.jpg)«{width}»", "{#id .class"),
    ("RD140", FIRST + "«![](b.jpg)»", "between the brackets"),
    ("RD141", FIRST + '![a](b.jpg){focus="«2,3»"}', 'focus="0.3,0.5"'),
    ("RD142", FIRST + "![a](b.jpg){«heigth»=3}", "`width` and `focus`"),
    ("RD143", FIRST + "![a](«images/{{x}}.jpg»)", "expression"),
    ("RD144", FIRST + "![a](b.jpg){width=«4cm»}", 'width="60%"'),
    ("RD144", FIRST + "![a](b.jpg){width=«150%»}", 'width="60%"'),
    ("RD144", FIRST + "![a](b.jpg){width=«0%»}", 'width="60%"'),
    # slides
    ("RD168", FIRST + "x\n\n«---»\n\n---\n\ny", "take its `---` out"),
    ("RD168", "## A\n\n«---»\n\n---\n\n## B", "layout=blank"),
    # claims
    (
        "RD230",
        FIRST + "The ban shrank the flow.\n\n```{claims}\n- {that: x, says: «the ban shrank a flow»}\n```",
        "“The ban shrank the flow.”",
    ),
    ("RD230", "---\nclaims: [{that: x, says: «nowhere at all»}]\n---\n## A\n", "the text"),
]


def _read(text: str) -> tuple[SourceText, list[Diagnostic]]:
    source, report = SourceText("content/a.md", text), Report()
    read_topic(source, "a", report)
    return source, report.diagnostics


def _words(found: Diagnostic) -> str:
    return " ".join((found.message, found.label, found.hint))


@pytest.mark.parametrize(("code", "marked", "words"), MISTAKES, ids=[f"{m[0]} {m[2][:20]}" for m in MISTAKES])
def test_a_mistake_is_told_at_its_place_and_alone(code: str, marked: str, words: str) -> None:
    text = marked.replace("«", "").replace("»", "")
    begin = marked.index("«")
    end = marked.index("»") - 1
    source, diagnostics = _read(text)
    assert [found.code for found in diagnostics] == [code]
    (found,) = diagnostics
    assert found.span is not None
    assert text[source.offset(found.span.line, found.span.column) :].startswith(text[begin:end])
    assert (found.span.end_line, found.span.end_column) == source.position(end)
    assert words in _words(found)


@pytest.mark.parametrize("width", ["3cm", "150%", "0%", "100.5%"])
def test_a_width_that_no_picture_can_have_leaves_the_picture_as_it_is(width: str) -> None:
    topic = read_topic(SourceText("content/a.md", FIRST + f"![a](b.jpg){{width={width}}}"), "a", Report())
    assert topic is not None
    (picture,) = topic.slides[0].blocks
    assert isinstance(picture, PictureSpec)
    assert picture.width == ""  # what comes after reads it as a share


def test_all_mistakes_of_a_topic_are_told_at_once() -> None:
    _, diagnostics = _read(
        "## A {layuot=x}\n\n- <b>a</b>[^1]\n- {% x %}\n\n::: notse\n![](a.jpg)\n:::\n\n## B {.split .splt}\n\n$$x$$"
    )
    assert {found.code for found in diagnostics} == {
        "RD155",
        "RD105",
        "RD120",
        "RD104",
        "RD130",
        "RD140",
        "RD154",
        "RD109",
    }


def test_a_div_left_open_takes_only_its_own_slide_with_it() -> None:
    source, report = SourceText("content/a.md", "## A\n\n::: notes\nx\n\n## B\n\ny\n\n## C\n\n:::: columns\n"), Report()
    topic = read_topic(source, "a", report)
    assert [slide.id for slide in topic.slides] == ["a", "b", "c"]
    assert [found.code for found in report.diagnostics if found.severity is Severity.ERROR][:2] == ["RD102", "RD102"]


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6, US$10-$20, a $ alone",
        "a < b, c > d, x <- y, <3",
        "1. a\n2. b",
        "[x] and [y][z], user@example.org",
        "`<b>` `$$x$$` `{% if %}` `![a](b)` `[@x]` `^[y]` `{#z}`",
        r"\<b> \$\$x\$\$ \{% if %} \!\[a](b) \[@x] \^[y] \{{ z }} text \{#id}",
        "#2024 and #1",
        "[https://www.x.org](https://x.org/a) and [x.org](https://x.org) and [a](<https://x.org/a b>)",
        '[a](https://x.org "A title") and [a](https://x.org/b\\(c\\))',
        "{{ '<b>' }} {{ '$$x$$' }} {{ '[@x]' }} {{ '{% x %}' }}",
        "50 % {of} that {too}",
        "~10 km, 2^10, a_b_c",
        "```\n::: notes\n{{ open\n<b>\n```",
        "Table: 1 shows",
    ],
)
def test_text_that_only_looks_like_a_mistake_is_text(text: str) -> None:
    _, diagnostics = _read(FIRST + text)
    assert diagnostics == []
