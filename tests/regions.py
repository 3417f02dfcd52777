"""A project for many regions: one edition each, three languages, every number another one's but for a shared table."""

from __future__ import annotations

from pathlib import Path

import polib
from typer.testing import CliRunner

from ria_deck.cli.app import app

LANGUAGES = ("en", "ja", "ru")

TOPIC = """\
---
title: Harbours
sources: [made-up]
---

## {{ regions.value('harbour', region=edition) }} in figures {#figures}

- {{ regions.value('ships', region=edition) | number }} ships called in the year.
- The whole coast had {{ coast.value('ships', year=2025) | number }}.

## Ships by month {#months layout=chart}

```{chart}
data: calls
transform: [{filter: "region == edition"}]
mark: bar
encoding:
  x: {field: month, type: ordinal}
  y: {field: ships, type: quantitative, title: Ships}
alt: Bars of the ships that called in each month.
```
"""

PACKAGE = """\
name: harbours
sources: [{name: made-up, title: Made-up numbers}]
resources:
  - name: regions
    path: regions.csv
    sources: [{name: made-up}]
    schema:
      fields: [{name: region, type: string}, {name: harbour, type: string}, {name: ships, type: integer}]
      primaryKey: region
  - name: calls
    path: calls.csv
    sources: [{name: made-up}]
    schema:
      fields: [{name: region, type: string}, {name: month, type: integer}, {name: ships, type: integer}]
      primaryKey: [region, month]
  - name: coast
    path: coast.csv
    sources: [{name: made-up}]
    schema:
      fields: [{name: year, type: year}, {name: ships, type: integer}]
      primaryKey: year
"""

WORDS = {
    "ja": {
        "A. Author": "著者",
        "Harbours": "港",
        "{{ regions.value('harbour', region=edition) }} in figures": (
            "数字で見る{{ regions.value('harbour', region=edition) }}"
        ),
        "{{ regions.value('ships', region=edition) | number }} ships called in the year.": (
            "年間{{ regions.value('ships', region=edition) | number }}隻が寄港した。"
        ),
        "The whole coast had {{ coast.value('ships', year=2025) | number }}.": (
            "沿岸全体では{{ coast.value('ships', year=2025) | number }}隻。"
        ),
        "Ships by month": "月別の船舶数",
        "Ships": "隻",
        "Bars of the ships that called in each month.": "月ごとに寄港した船舶数の棒グラフ。",
        "Made-up numbers": "架空の数字",
    },
    "ru": {
        "A. Author": "А. Автор",
        "Harbours": "Порты",
        "{{ regions.value('harbour', region=edition) }} in figures": (
            "{{ regions.value('harbour', region=edition) }} в цифрах"
        ),
        "{{ regions.value('ships', region=edition) | number }} ships called in the year.": (
            "За год судозаходов: {{ regions.value('ships', region=edition) | number }}."
        ),
        "The whole coast had {{ coast.value('ships', year=2025) | number }}.": (
            "По всему побережью их {{ coast.value('ships', year=2025) | number }}."
        ),
        "Ships by month": "Суда по месяцам",
        "Ships": "Суда",
        "Bars of the ships that called in each month.": "Столбцы: число судов, заходивших в каждом месяце.",
        "Made-up numbers": "Вымышленные числа",
    },
}


def ships(number: int) -> int:
    """The ships of a region: no number of one is part of another's."""
    return 10_000 + 137 * number


def write_project(root: Path, *, regions: int, languages: tuple[str, ...] = LANGUAGES, outputs: str = "pptx") -> None:
    """The project at `root`, with its translations."""
    numbers = range(1, regions + 1)
    files = {
        "content/report.yaml": (
            "id: harbours\ntitle: Harbours\nauthors: [{name: A. Author}]\ndate: 2026-01-15\nlanguage: en\n"
            f"languages: [{', '.join(languages)}]\noutputs: [{outputs}]\neditions:\n"
            + "".join(f"  region{number:02}: {{}}\n" for number in numbers)
        ),
        "content/01-harbours.md": TOPIC,
        "data/datapackage.yaml": PACKAGE,
        "data/regions.csv": "region,harbour,ships\n"
        + "".join(f"region{n:02},Harbour {n:02},{ships(n)}\n" for n in numbers),
        "data/calls.csv": "region,month,ships\n"
        + "".join(f"region{n:02},{month},{10 * n + month}\n" for n in numbers for month in range(1, 13)),
        "data/coast.csv": "year,ships\n2025,987654\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    result = CliRunner().invoke(app, ["i18n", "update", "--project", str(root)])
    assert result.exit_code == 0, result.output
    for language in set(languages) & set(WORDS):
        path = root / f"content/locale/{language}.po"
        path.write_text(translated(path.read_text("utf-8"), WORDS[language]), "utf-8")


def translated(text: str, words: dict[str, str]) -> str:
    """A catalog with the translations of `words` filled in, as an editor would."""
    catalog = polib.pofile(text, wrapwidth=78)
    for entry in catalog:
        entry.msgstr = words.get(entry.msgid, entry.msgstr)
    return str(catalog)
