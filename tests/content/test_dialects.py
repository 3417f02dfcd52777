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
        "- `==x==` and `:smile:` and `$x$` and `@fig-a`",
        "- \\==x\\== \\:smile\\: \\@key",
        "- [a link](https://example.org/@user/:tag:/==x==)",
        "- mail arai@erina.example or <arai@erina.example>",
        "Dr. Arai said so\nand left.",
        "1. one\n2. two",
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
