"""Talks in Markdown of pandoc, Marp, Quarto and Slidev as projects: what maps, maps; the rest is listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from ria_deck.design.theme import load_theme
from ria_deck.diagnostics import Report
from ria_deck.importing.import_talk import import_talk, listed
from ria_deck.importing.markdown.talk import import_markdown
from ria_deck.importing.project_text import project_files, topic_text
from ria_deck.importing.settling import settled
from ria_deck.importing.talk import ImportedTalk

PANDOC = """\
% Ferries of the bay
% Jane Doe
% 2026-04-01

# Morning

## Getting up {#up}

- Alarm
    - at *once*
- **Bed** [@doe99]

. . .

Then $x^2$.

::: notes
Slowly.
:::

## Breakfast

:::::: {.columns}
::: {.column width="40%"}
- Eggs
:::
::: {.column width="60%"}
![A cup](cup.png){width=50%}
:::
::::::

# Evening

## Dinner

| Course | Price |
|:-------|------:|
| Soup   |   3.5 |
"""
MARP = """\
---
marp: true
theme: gaia
title: Two harbours
---
<!-- _class: lead -->
# Hello

A first *slide*

---

## Second

![bg right](cup.png)

- two<br>lines {{ braces }}

<!-- say hello -->

---

## Third

![far](https://example.org/x.png)
"""
SLIDEV = """\
---
theme: seriph
transition: slide-left
---

# Welcome

<div class="abs">Words</div>

---
layout: two-cols
---

# Two columns

- left

::right::

- right

<!--
A note
-->
"""
QUARTO = """\
---
title: Quarto
author:
  - name: Ann
format: revealjs
lang: de
---

## Folie {.smaller}

::: {.incremental}
1. eins
2. zwei
:::

```{python}
1 + 1
```

## Versteckt {visibility="hidden"}

Nur für Fragen.
"""


def imported(folder: Path, text: str, name: str = "talk.md") -> ImportedTalk:
    Image.new("RGB", (64, 48), (10, 90, 140)).save(folder / "cup.png")
    (folder / name).write_text(text, encoding="utf-8")
    return import_markdown(folder / name, "talk", load_theme(Path(), Report()).layouts)


def test_pandoc_headings_divs_and_tables(tmp_path: Path) -> None:
    talk = imported(tmp_path, PANDOC)
    assert (talk.title, talk.authors, talk.date.isoformat()) == ("Ferries of the bay", ("Jane Doe",), "2026-04-01")
    assert [topic.title for topic in talk.topics] == ["Morning", "Evening"]
    assert (
        topic_text(talk.topics[0])
        == """\
---
title: Morning
---

## Morning {#morning layout=section}

## Getting up {#up}

- Alarm
  - at *once*
- **Bed** \\[\\@doe99\\]

Then \\$x\\^2\\$.

::: notes
Slowly.
:::

## Breakfast {#breakfast layout=two-columns}

:::: columns
::: column
- Eggs
:::

::: column
![A cup](images/cup.png)
:::
::::
"""
    )
    assert listed(talk.left) == [
        "slide 2: pauses",
        "slide 2: mathematics: written as it is typed",
        "slide 2: citations: written as they are typed",
    ]


def test_marp_rules_comments_and_backgrounds(tmp_path: Path) -> None:
    talk = imported(tmp_path, MARP)
    first, second, third = talk.slides
    assert first.title == "Hello"
    assert second.layout == "picture-right"
    assert [part.markdown for part in second.parts] == [
        "- two\\\n  lines \\{{ braces }}",
        "![TODO: describe cup.png](images/cup.png)",
    ]
    assert second.notes == "say hello"
    assert third.parts == ()
    assert "slide 3: a picture elsewhere, which is not fetched: https://example.org/x.png" in listed(talk.left)


def test_slidev_heads_and_slots(tmp_path: Path) -> None:
    talk = imported(tmp_path, SLIDEV)
    assert [slide.title for slide in talk.slides] == ["Welcome", "Two columns"]
    assert [[part.markdown for part in column] for column in talk.slides[1].columns] == [["- left"], ["- right"]]
    assert talk.slides[1].notes == "A note"


def test_quarto_languages_and_hidden_slides(tmp_path: Path) -> None:
    talk = imported(tmp_path, QUARTO, "talk.qmd")
    assert (talk.language, talk.authors) == ("de", ("Ann",))
    assert [slide.hidden for slide in talk.slides] == [False, True]
    assert "slide 1: a program that runs (python): its text is a listing" in listed(talk.left)


@pytest.mark.parametrize("text", [PANDOC, MARP, SLIDEV, QUARTO])
def test_the_projects_pass_check(text: str, tmp_path: Path) -> None:
    found = settled(imported(tmp_path, text))
    assert [one for one in found.diagnostics if one.severity.value == "error"] == []
    assert found.talk == imported(tmp_path, text)  # nothing had to be given up
    assert project_files(found.talk) == found.files


def test_a_long_listing_goes_on_on_the_next_slide_and_links_without_a_scheme_stay(tmp_path: Path) -> None:
    lines = "\n".join(f"value_{number} = {number}" for number in range(70))
    text = f"---\nmarp: true\n---\n\n# Values\n\n```python\n{lines}\n```\n\n---\n\n# More\n\nSee [here](www.example.org/a).\n"
    (tmp_path / "talk.md").write_text(text, encoding="utf-8")
    report = Report()
    found = import_talk(tmp_path / "talk.md", tmp_path / "project", report)
    assert report.diagnostics == []
    assert found is not None
    (topic,) = (tmp_path / "project/content").glob("*.md")
    written = topic.read_text("utf-8")
    assert re.findall(r"value_(\d+) = ", written) == [str(number) for number in range(70)]
    assert written.count("```python") > 1
    assert "[here](https://www.example.org/a)" in written
    assert any("a listing that is too long" in line for line in listed(found.talk.left))
