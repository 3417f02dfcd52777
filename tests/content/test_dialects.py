"""Marks of other Markdown dialects are reported once each, and text that only looks like them is text."""

from __future__ import annotations

import pytest

from ria_deck.content.slides.topics import read_topic
from ria_deck.diagnostics import Report
from ria_deck.source.text import SourceText

FIRST = "## A\n\n"


def told(text: str) -> list[str]:
    report = Report()
    read_topic(SourceText("content/a.md", text), "a", report)
    return [f"{found.code} {found.message}" for found in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- x\n\n. . .\n\ny", "pauses"),
        ("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+", "grid tables"),
        ("| The limerick packs\n|    in space", "line blocks"),
        ("  Right     Left\n-------     ------\n     12     12\n    123     123", "drawn with dashes"),
        ("a. alpha\nb. beta", "with letters"),
        ("i. one\nii. two", "with letters"),
        ("(1) one\n(2) two", "this form of numbered lists"),
        ("\\newpage", "LaTeX"),
        ("[[_TOC_]]", "list of contents"),
        ("> [!NOTE]\n> text", "alerts"),
        ("!!! note", "admonitions"),
        ("- a ==marked== word", "highlighting"),
        ("| a |\n|---|\n| ++new++ |", "inserted text"),
        ("- well :smile:", "emoji codes"),
        ("- see [[Other page]]", "wiki links"),
        ("- so $x$ is", "mathematics"),
        ("- so $E = mc^2$ is", "mathematics"),
        ("- see @fig-ports.", "cross-references aren't supported: `@fig-ports`"),
        ("- as @smith2020 says", "`@smith2020` is printed as typed"),
        ("{{< pagebreak >}}", "shortcodes"),
        ("```mermaid\ngraph TD\n```", "`mermaid` drawings"),
        ("```{dot}\ndigraph {}\n```", "`dot` drawings"),
        ("::: notes\nsay ==it==\n:::", "highlighting"),
        ("- so {>>why?<<}", "CriticMarkup) aren't supported: `{>>why?<<}`"),
        ("- so {++new++}", "CriticMarkup"),
        ("- so {==this==}", "CriticMarkup"),
        ("- so {~~old~>new~~}", "CriticMarkup"),
        ("- as \\parencite[p. 3]{smith}", "LaTeX isn't supported: `\\parencite[p. 3]{smith}`"),
        ("*[HTML]: HyperText\n*[CSS]: Sheets", "abbreviations"),
        ("*[HTML]: HyperText", "abbreviations"),
        ("– one\n– two", "a list isn't typed with `–`"),
        ("・一\n・二", "a list isn't typed with `・`"),
        ("| a | b |\n| 1 | 2 |", "a table needs a line under its head"),
        ("- \\newpage", "LaTeX isn't supported: `\\newpage`"),
        ("- as [the office][office] says", "links by reference aren't supported: `[the office][office]`"),
        ("- as [the office][] says", "links by reference aren't supported: `[the office][]`"),
        ("- ![a][b]", "links by reference aren't supported: `![a][b]`"),
        ("- x\n\n???\nsaid", "notes aren't written below `???`"),
        ("- x\n\n--\n\n- y", "pauses (`--`)"),
        ("{.lead}\ntext", "attributes on text aren't supported: `{.lead}`"),
        ("- a word {.red} and more", "attributes on text aren't supported: `{.red}`"),
        ("-one\n-two", "marks of this list"),
        ("1.one\n2.two", "marks of this list"),
        ("• one\n• two", "a list isn't typed with `•`"),
        ("- a <kbd>key</kbd> word", "HTML isn't supported: `<kbd>`"),
        ("x[^1]\n\n[^1]: a ==note==", "highlighting"),
    ],
)
def test_a_mark_of_another_dialect_is_reported_once(text: str, words: str) -> None:
    (found,) = told(FIRST + text)
    assert words in found


@pytest.mark.parametrize(
    "text",
    [
        "- US$5, US$6 and $7 to $8; $5-$6; a$b$c",
        "- if a == b and c == d; C++ and C++; ++",
        "- at 10:30:45, ratio 1:2:3, https://example.org:8080/a:b:c",
        "-5 to\n-3",
        "-5 and\n-and so on",
        "*one*\n*two*",
        "1.5 m\n2.5 m",
        "- C:\\\\temp and \\\\ref{x} and `\\cite{x}`",
        "- `==x==` and `:smile:` and `$x$` and `@fig-a`",
        "- \\==x\\== \\:smile\\: \\@key",
        "- [a link](https://example.org/@user/:tag:/==x==)",
        "- mail arai@erina.example or <arai@erina.example>",
        "Dr. Arai said so\nand left.",
        "1. one\n2. two",
        "– one\\\n– two",
        "— Said one.  \n— Said another.",
        "- of -- and – 3; [1][2], a[1][2], [x[1]][2], C:\\newpage",
        "- `[the office][office]` {{ ['a'][0] }} and [a][^1]\n\n[^1]: b",
        "a. one line alone",
        "before\n\n-----\n\nafter",
        "before\n\n- - -\n\nafter",
        "<!-- . . . and ==x== -->\n\n- x",
        "- 8 o'clock: nothing; a:b",
        '```python\nx = "==y=="\n```',
    ],
)
def test_text_that_looks_like_such_a_mark_is_text(text: str) -> None:
    assert told(FIRST + text) == []


def test_each_tag_is_reported_where_it_opens_and_a_lone_one_where_it_is() -> None:
    assert [found[-4:] for found in told(FIRST + "- <b>x</b> and <b>y</b> and </b>")] == ["<b>`", "<b>`", "/b>`"]


@pytest.mark.parametrize("end", ["---\n", "---\n\n[^1]: A note.\n", "***\n\n<!-- the end -->\n"])
def test_a_break_that_closes_the_last_slide_starts_no_other(end: str) -> None:
    report = Report()
    topic = read_topic(SourceText("content/a.md", f"## A\n\n- x[^1]\n\n{end}"), "a", report)
    assert topic is not None
    assert len(topic.slides) == 1
