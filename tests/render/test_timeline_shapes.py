"""The words of a timeline's bars in the deck, read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_project import BuiltProject, built

PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
- name: t
  path: t.csv
  sources: [{name: s}]
  schema: {fields: [{name: from, type: date}, {name: to, type: date}, {name: what}]}
"""
SLIDE = """\
## Seven years {#a layout=timeline}

```{timeline}
data: t
date: from
until: to
label: what
format: month
alt: What was built
```
"""


def bar_of(made: BuiltProject, words: str) -> object:
    shapes = made.deck().slides[-1].element.iter("{*}sp")
    return next(shape for shape in shapes if shape.find("{*}nvSpPr/{*}cNvPr").get("name") == f"Span {words}")


@pytest.mark.parametrize(("words", "wrap"), [("Terminal built in Takamatsu", "square"), ("Pier", "none")])
def test_words_that_are_broken_in_a_bar_break_in_powerpoint_too(words: str, wrap: str, tmp_path: Path) -> None:
    rows = f'from,to,what\n2018-04-01,,Start\n2023-04-01,2025-03-31,"{words}"\n2025-07-19,,End\n'
    files = {"content/01.md": SLIDE, "data/datapackage.yaml": PACKAGE, "data/t.csv": rows}
    bar = bar_of(built(tmp_path, files), words)
    assert "".join(bar.itertext()).startswith(words)
    assert bar.find("{*}txBody/{*}bodyPr").get("wrap") == wrap
