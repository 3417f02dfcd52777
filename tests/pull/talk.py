"""A small talk to build, edit by hand and pull: prose, lists, marks, values, a table, a chart, notes, two languages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pptx import Presentation

from ria_deck import Project, render
from ria_deck.diagnostics import Report
from ria_deck.pull.differences import Difference
from ria_deck.pull.pull import Pulled, pull
from tests import told_codes

told_codes.note(Difference)

FILES = {
    "content/report.yaml": """\
id: cars
title: Used cars
language: en
languages: [en, ja]
date: 2026-11-30
""",
    "content/cars.md": """\
---
title: "Cars"
---

## Exports rose {#rose}

- Japan exported {{ cars.latest("units") | number }} used cars in {{ cars.latest("year") }}.
- Most of them went **by sea** to [Vladivostok](https://example.org/port).
- The number of 2023 was {{ cars.value("units", year=2023) | number }}, and
  nobody expected more[^why].

[^why]: Customs said so.

::: notes
Say it slowly. The year was {{ cars.latest("year") }}.
:::

## By year {#years layout=chart}

```{chart #by-year}
data: cars
mark: bar
encoding:
  x: {field: year, type: ordinal}
  y: {field: units, type: quantitative, title: Cars}
alt: Bars of used cars from 2022 to 2024.
```

## In a table {#table layout=table}

```{table #all}
data: cars
columns:
  - {field: year, title: 'The year'}
  - {field: units, title: Cars}
alt: Used cars of three years.
```

## By hand {#hand layout=table}

| Port | Remark |
|---|---|
| Niigata | the **first** one |
| Fushiki | {{ cars.value("units", year=2022) | number }} lorries |
""",
    "content/closing.yaml": """\
title: Closing
slides:
  - id: closing
    title: What is left
    text: |
      - One word of thanks.
      - Another "quoted" word.
      - They didn't "wait" -- 2019--2024...
""",
    "content/locale/ja.po": """\
msgid ""
msgstr ""
"Language: ja\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#: content/cars.md:5
msgctxt "rose/title"
msgid "Exports rose"
msgstr "輸出は増えた"

#: content/cars.md:7
msgctxt "rose/item"
msgid "Japan exported {{ cars.latest(\\"units\\") | number }} used cars in {{ cars.latest(\\"year\\") }}."
msgstr "{{ cars.latest(\\"year\\") }}年、日本は{{ cars.latest(\\"units\\") | number }}台の中古車を輸出した。"

#: content/closing.yaml:6
msgctxt "closing/item"
msgid "One word of thanks."
msgstr ""
""",
    "data/datapackage.yaml": """\
resources:
  - name: cars
    path: cars.csv
    title: Used cars
    sources: [{title: Customs}]
    schema:
      primaryKey: [year]
      fields:
        - {name: year, type: year}
        - {name: units, type: integer, title: Cars}
""",
    "data/cars.csv": "year,units\n2022,1500\n2023,1800\n2024,2100\n",
}


def write(root: Path, files: dict[str, str]) -> None:
    """Files of a project."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def built(root: Path, language: str = "en") -> bytes:
    """The deck that the sources give now."""
    return render(Project.open(root).deck(language=language), "pptx")


class Talk:
    """A project and one of its decks, which a person edits."""

    def __init__(self, root: Path, language: str = "en", files: dict[str, str] | None = None) -> None:
        self.root = root
        self.language = language
        write(root, FILES | (files or {}))
        self.deck: Any = Presentation(io.BytesIO(built(root, language)))

    def slide(self, name: str) -> Any:
        """A slide by its id."""
        return next(slide for slide in self.deck.slides if slide._element.cSld.get("name") == name)

    def paragraphs(self, name: str) -> list[Any]:
        """All paragraphs of a slide, also of its tables and notes."""
        slide = self.slide(name)
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        for shape in slide.shapes:
            if shape.has_table:
                frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            frames.append(slide.notes_slide.notes_text_frame)
        return [paragraph for frame in frames for paragraph in frame.paragraphs]

    def retype(self, name: str, old: str, new: str) -> None:
        """Type other words on a slide, within one run."""
        for paragraph in self.paragraphs(name):
            for run in paragraph.runs:
                if old in run.text:
                    run.text = run.text.replace(old, new, 1)
                    return
        raise AssertionError(f"no run of {name} has {old!r}")

    def pull(self, **options: Any) -> Pulled:
        """What pulling the deck finds; the project itself stays as it is."""
        found, report = self.pull_told(**options)
        assert [one.message for one in report.diagnostics if one.severity.value == "error"] == []
        assert found is not None
        return found

    def pull_told(self, **options: Any) -> tuple[Pulled | None, Report]:
        """What pulling the deck finds and tells."""
        path = self.root / "edited.pptx"
        self.deck.save(path)
        report = Report()
        return pull(path, self.root, report, **options), report

    def apply(self, found: Pulled) -> None:
        """Write what a pull has found."""
        for path, data in found.files.items():
            (self.root / path).write_bytes(data)


def changed(found: Pulled) -> list[str]:
    """The lines that a pull takes out and puts in."""
    return [line for line in found.diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def said(found: Pulled) -> list[str]:
    """Each difference in one line."""
    return [f"{one.outcome.value} {one.code} {one.spot}: {one.message}".replace("  ", " ") for one in found.differences]
