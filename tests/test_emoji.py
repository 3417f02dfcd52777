"""Emoji in every place of a talk: printed with a face of a package or of the project, or refused once with what helps."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ria_deck.design import measurers, packaged_faces
from ria_deck.design.further_faces import _packaged_face
from ria_deck.design.packaged_faces import COLLECTION, packaged
from tests.small_project import REPORT, built

FAMILY, FLAG = "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1ef\U0001f1f5"
TEXT = f"""\
---
title: Boats 🌊
sources: [s]
---

## A boat 🚀 sails {{#boat layout=chart-right}}

- Three {FAMILY} came 😀 from {FLAG}.[^n]

[^n]: 📌 Noted.

```{{chart}}
data: t
mark: bar
encoding: {{x: {{field: k}}, y: {{field: v, title: Trips 📖}}}}
alt: Bars of trips.
caption: Trips 🎁
```

::: notes
Wait 🎤 here.
:::

::: handout
Prose 📚 for readers.
:::

## Rows {{#rows layout=table}}

```{{table}}
data: t
columns: [{{field: k, title: Harbour 🏠}}, {{field: v, title: Trips, align: right}}]
```

## Places {{#places layout=map}}

```{{map}}
points: {{data: p, lat: lat, lon: lon, label: name}}
extent: [132, 31, 144, 44]
alt: A map.
```

## Days {{#days layout=timeline}}

```{{timeline}}
data: e
date: day
label: what
alt: A line of time.
```

## Sums {{#sums layout=kpi}}

```{{kpi}}
- {{value: "{{{{ t.sum('v') | number }}}}", label: Trips 🚤}}
```
"""
SHOWN = ("🌊", "🚀", "😀", FLAG, "📌", "📖", "🎁", "📚", "🏠", "⚓", "🎏", "🚤", "🏮")
PACKAGE = """\
sources: [{name: s, title: Office 🏮}]
resources:
- {name: t, path: t.csv, sources: [{name: s}], schema: {fields: [{name: k}, {name: v, type: number}]}}
- {name: p, path: p.csv, sources: [{name: s}],
   schema: {fields: [{name: name}, {name: lat, type: number}, {name: lon, type: number}]}}
- {name: e, path: e.csv, sources: [{name: s}], schema: {fields: [{name: day, type: date}, {name: what}]}}
"""
FILES = {
    "content/report.yaml": REPORT.replace("[pptx, pdf]", "[pptx, pdf, html]"),
    "content/01.md": TEXT,
    "data/datapackage.yaml": PACKAGE,
    "data/t.csv": "k,v\nNorth ⚓,12\nSouth,30\n",
    "data/p.csv": "name,lat,lon\nNorth ⚓,37.9,139.0\nSouth,35.5,134.2\n",
    "data/e.csv": "day,what\n2024-05-05,Streamers 🎏\n2025-06-01,Nothing\n",
}


@pytest.fixture(name="without")
def _without(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without the package that brings emoji."""
    found = packaged_faces.find_spec
    monkeypatch.setattr(packaged_faces, "find_spec", lambda name: None if name == "manimgx_fonts" else found(name))
    monkeypatch.setattr(measurers, "_kept", [])  # by decks before, which knew the package's faces
    for kept in (packaged, _packaged_face):
        kept.cache_clear()
    yield
    for kept in (packaged, _packaged_face):
        kept.cache_clear()


def faults(told: Any) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in told if one.severity.name != "NOTE"]


def test_emoji_are_printed_and_read_everywhere(tmp_path: Path, poppler: Any, ooxml: Any, pdfua: Any) -> None:
    made = built(tmp_path, FILES)
    assert faults(made.told) == []
    printed = poppler.text(made.out / "t.en.pdf")
    assert [sign for sign in SHOWN if sign not in printed] == []
    page = (made.out / "t.en.html").read_text("utf-8")
    assert [sign for sign in (*SHOWN, FAMILY) if sign not in page and sign not in "🎁📚"] == []
    assert re.search(r"font-family: NotoEmoji; src: url\(\"data:font/woff", page)
    said = " ".join(node.text or "" for slide in made.deck().slides for node in slide._element.iter("{*}t"))
    assert [sign for sign in (FAMILY, FLAG, "🌊", "🚀", "🏠", "🎏", "🚤") if sign not in said] == []
    assert made.deck().slides[2].notes_slide.notes_text_frame.text == "Wait 🎤 here."
    assert ooxml.validate(made.out / "t.en.pptx") == []
    assert pdfua.validate(made.out / "t.en.pdf") == []


@pytest.mark.usefixtures("without")
def test_without_a_face_each_is_named_once(tmp_path: Path) -> None:
    made = built(tmp_path, FILES)
    codes = [code for code, _ in faults(made.told)]
    assert codes.count("RD531") == 1
    assert set(codes) <= {"RD531", "RD583"}
    assert all("`pip install manimgx-fonts`" in one.hint for one in made.told if one.severity.name == "ERROR")


def test_a_font_of_the_project_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, _ = packaged(COLLECTION, "Noto Emoji") or ("", "")
    monkeypatch.setattr("ria_deck.design.further_faces.packaged", lambda package, family: None)
    monkeypatch.setattr(measurers, "_kept", [])
    _packaged_face.cache_clear()
    (tmp_path / "templates").mkdir()
    shutil.copy(file, tmp_path / "templates/NotoEmoji-Regular.ttf")
    own = "typography: {fonts: [{family: Noto Emoji, files: [NotoEmoji-Regular.ttf]}]}\n"
    assert faults(built(tmp_path, {**FILES, "templates/theme.yaml": own}).told) == []
    _packaged_face.cache_clear()


def test_a_word_in_another_script_has_its_face(tmp_path: Path, poppler: Any) -> None:
    words = "- In Thai it is ห้องสมุด, in Greek βιβλιοθήκη, in Georgian ბიბლიოთეკა.\n"
    made = built(tmp_path, {"content/01.md": f"---\ntitle: W\n---\n\n## Words {{#w}}\n\n{words}"})
    assert faults(made.told) == []
    printed = poppler.text(made.out / "t.en.pdf")
    assert "ბიბლიოთეკა" in printed
    assert "ห้องสมุด" in printed
