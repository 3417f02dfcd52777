"""What leads out of the project, and a build folder that comes with one: links, planted manifests and caches, names."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping

import openpyxl

from tests.threats.base import REPORT, TOPIC
from tests.threats.cases import FOLDER, HEAD, OUTSIDE, Link, Threat, package, said

RUSSIAN = REPORT.replace("languages: [en]", "languages: [en, ru]")


def links() -> Iterator[Threat]:
    row = "Links that lead out"
    cases: dict[str, Mapping[str, str | bytes | Link]] = {
        "content/": {"content": Link(FOLDER)},
        "data/": {"data": Link(FOLDER)},
        "templates/": {"templates": Link(FOLDER)},
        "content/images/": {"content/images": Link(FOLDER)},
        "content/locale/": {"content/report.yaml": RUSSIAN, "content/locale": Link(FOLDER)},
        "report.yaml": {"content/report.yaml": Link(OUTSIDE)},
        "credits.yaml": {"content/images/credits.yaml": Link(OUTSIDE)},
        "glossary.yaml": {"content/report.yaml": RUSSIAN, "content/locale/glossary.yaml": Link(OUTSIDE)},
        "datapackage.yaml": {"data/datapackage.yaml": Link(OUTSIDE)},
        "theme.yaml": {"templates/theme.yaml": Link(OUTSIDE)},
        "handout.css": {"templates/handout.css": Link(OUTSIDE)},
        "handout.html.j2": {"templates/handout.html.j2": Link(OUTSIDE)},
        "a template that is included": {
            "templates/handout.html.j2": '{% include "part.html.j2" %}',
            "templates/part.html.j2": Link(OUTSIDE),
        },
        "build/": {"build": Link(FOLDER)},
        "build/.cache/": {"build/.cache": Link(FOLDER)},
        "build/.cache/pictures/": {"build/.cache/pictures": Link(FOLDER)},
        "the deck's place": {"build/talk.en.pptx": Link(OUTSIDE)},
        "the manifest's place": {"build/manifest.json": Link(OUTSIDE)},
        "an edition's folder": {"content/report.yaml": REPORT + "editions: {one: {}}\n", "build/one": Link(FOLDER)},
        "a link to itself": {"data/cars.csv": Link("cars.csv")},
        "a table of the package": package("path: cars.csv", "path: cars.csv\n    ria: {file: ../../outside/secret.md}"),
        "a font of the theme": {
            "templates/theme.yaml": "typography:\n  base: {family: X}\n"
            "  fonts: [{family: X, source: file, files: [{path: ../../outside/secret.md}]}]\n"
        },
        "the theme's template": {"templates/theme.yaml": "ria: {template: ../../outside/secret.md}\n"},
        "the theme's template, absolute": {"templates/theme.yaml": f"ria: {{template: {OUTSIDE}}}\n"},
    }
    for name, files in cases.items():
        yield Threat(row=row, name=name, files=files, outputs=("pptx", "pdf"))


def _manifest(**changes: object) -> str:
    whole = {"format": 1, "program": "x", "inputs": {}, "tables": {}, "decks": [], "outputs": []}
    return json.dumps(whole | changes)


def planted() -> Iterator[Threat]:
    row = "A build folder that comes with the project"
    output = {"edition": "", "language": "xx", "output": "pptx", "sha256": "0", "bytes": 1}
    value = {"raw": 1, "text": "1", "cells": [["a", "b"]]}
    slide = {
        "id": "x",
        "title": "",
        "layout": "",
        "source": "",
        "texts": [{"place": "", "text": "", "values": [value]}],
    }
    deck = {"edition": "", "language": "en", "sources": [], "slides": [slide]}
    cases: dict[str, str | bytes] = {
        "a deliverable outside": _manifest(outputs=[{"path": "../../outside/secret.md", **output}]),
        "an absolute deliverable": _manifest(outputs=[{"path": OUTSIDE, **output}]),
        "a deliverable without a path": _manifest(outputs=[output]),
        "a deliverable that is a word": _manifest(outputs=["x"]),
        "a table without rows": _manifest(tables={"cars": {"path": "x", "columns": [], "key": []}}),
        "a row too short": _manifest(tables={"cars": {"path": "x", "columns": ["a"], "key": [], "rows": [[]]}}),
        "a cell of two parts": _manifest(decks=[deck]),
        "a manifest of lists": "[" * 100_000,
        "a manifest of bytes": b"\xff\xfe",
    }
    for name, data in cases.items():
        yield Threat(row=row, name=name, files={"build/manifest.json": data}, outputs=("pptx",))
    caches = {
        "build/.cache/variants.json": '{"/en": {"key": 1}, "x": [1]}',
        "build/.cache/builds.json": '{"build": [1]}',
        "build/.cache/manifest.previous.json": "{",
        "build/.cache/lock": "x",
    }
    yield Threat(row=row, name="caches of another form", files=caches, outputs=("pptx",))


def names() -> Iterator[Threat]:
    row = "Names"
    reports = {
        "an id that turns the direction": REPORT.replace("id: talk", 'id: "ta\\u202elk"'),
        "an id with what can't be seen": REPORT.replace("id: talk", 'id: "ta\\u200blk"'),
        "an id that is a device": REPORT.replace("id: talk", "id: nul.x"),
        "an edition that is a device": REPORT + "editions: {CON: {}}\n",
        "an edition without a name": REPORT + 'editions: {"": {}}\n',
        "an edition named as the manifest": REPORT + "editions: {Manifest.JSON: {}}\n",
        "editions that differ in capitals": REPORT + "editions: {Update: {}, update: {}}\n",
        "an edition with a slash": REPORT + "editions: {a/b: {}}\n",
        "an edition in the cache": REPORT + "editions: {.cache: {}}\n",
        "a language that is a path": REPORT.replace("languages: [en]", "languages: [en, ../ru]"),
        "a language in capitals": REPORT.replace("languages: [en]", "languages: [en, RU]"),
    }
    for name, text in reports.items():
        yield Threat(row=row, name=name, files={"content/report.yaml": text})
    cases: dict[str, Mapping[str, str | bytes | Link]] = {
        "a table that looks like another in an expression": said("{{ сars.value('units', year=2009) }}"),
        "a topic with a line end in its name": {"content/02-a\nb.md": "## X {#x}\n\n- {{ nothing }}\n"},
        "a topic whose name is no UTF-8": {"content/02-\udcff.md": "## X {#x}\n\n- {{ nothing }}\n"},
        "folders five hundred deep": {"content/images/" + "d/" * 500 + "x.png": b"x", "content/01-topic.md": "{{ x"},
        "a sheet whose part is outside": {
            **package("path: cars.csv", "path: cars.xlsx"),
            "data/cars.xlsx": workbook(target="../../../../outside/secret.md"),
        },
    }
    for name, files in cases.items():
        yield Threat(row=row, name=name, files=files)
    yield Threat(
        row=row,
        name="a slide's id in another script",
        files={"content/01-topic.md": TOPIC.replace("#table ", "#порты ")},
    )
    yield Threat(
        row=row,
        name="a catalog that turns the direction",
        files={"content/report.yaml": RUSSIAN, "content/locale/ru.po": HEAD + 'msgid "Talk"\nmsgstr "До\u202eклад"\n'},
    )


def workbook(*, target: str = "") -> bytes:
    """The table of cars as a workbook; `target` stands in for the place of its sheet."""
    from tests.threats.cases import entries_of, packed

    book = openpyxl.Workbook()
    for row in (["year", "units", "remark"], [2007, 200, "first"], [2008, 500, "second"], [2009, 50, "third"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    entries = entries_of(out.getvalue())
    if target:
        rels = "xl/_rels/workbook.xml.rels"
        entries[rels] = entries[rels].replace(b"/xl/worksheets/sheet1.xml", target.encode())
    return packed(entries)
