"""The examples of the reference: a project with a slide of each mark, block and layout, and files that use every key."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ria_deck.design.shipped import BUILTIN
from ria_deck.diagnostics import BuildError, Report
from ria_deck.reference.uses import Uses, note_uses
from ria_deck.refresh.binding import RefreshFile
from ria_deck.schema import SCHEMAS, json_schema
from ria_deck.source.decode import json_schema_of
from ria_deck.source.text import SourceText
from ria_deck.source.yaml import load_yaml

PROJECT = Path(__file__).parent / "gallery_project"
SAMPLES = Path(__file__).parent / "samples"
PICTURE_WIDTH = 800  # px

_SLIDE = re.compile(r"^## (?P<title>.*?) ?\{#(?P<id>[\w-]+)[^}]*\}\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```\{(?P<form>\w+)[^}\n]*\}\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryExample:
    """A slide of the gallery: its block's form and text, where it has one; what is written of it, in Markdown."""

    id: str
    title: str
    body: str
    form: str = ""
    text: str = ""

    @property
    def shown(self) -> bool:
        """Whether it is on its block's page; slides that show a layout are on that of the layouts."""
        return bool(self.form) and not self.id.startswith("layout-")

    @property
    def picture(self) -> str:
        """Where its picture is, from the reference's folder."""
        return f"pictures/{self.id}.png"


@cache
def examples() -> tuple[GalleryExample, ...]:
    """The slides of the gallery, in its order."""
    found = []
    for path in sorted((PROJECT / "content").glob("*.md")):
        for slide in _SLIDE.finditer(path.read_text(encoding="utf-8")):
            block = _BLOCK.search(slide["body"])
            found.append(
                GalleryExample(
                    id=slide["id"],
                    title=slide["title"],
                    body=slide[0].strip(),
                    form=block["form"] if block else "",
                    text=block["text"] if block else "",
                )
            )
    return tuple(found)


def sample(form: str) -> str:
    """A file of a form that uses its keys; empty for a form without one."""
    path = SAMPLES / f"{form}.yaml"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@cache
def uses() -> Uses:
    """How each key is used in the gallery's blocks, its files, the built-in theme and the samples."""
    found: Uses = {}
    schemas = {name: json_schema(name) for name in SCHEMAS} | {"refresh": json_schema_of(RefreshFile)}
    for example in examples():
        if example.form in schemas and example.shown:
            note_uses(found, example.form, schemas[example.form], _data(example.text), example.id)
    files = {path: path.stem.partition("-")[0] for path in sorted(SAMPLES.glob("*.yaml"))} | _FILES
    for path, form in files.items():
        note_uses(found, form, schemas[form], _data(path.read_text(encoding="utf-8")))
    return found


def pictures() -> Mapping[str, bytes]:
    """The gallery's slides as PNG, by their paths in the reference."""
    from ria_deck.choosing import Options, variants_of
    from ria_deck.pipeline import shared_inputs
    from ria_deck.render.png import page_pictures
    from ria_deck.render.slides_pdf.slides_pdf import render_slides_pdf
    from ria_deck.variant import assembled

    report = Report()
    with tempfile.TemporaryDirectory(prefix="ria-deck-") as folder:
        options = Options(output=Path(folder))
        shared = shared_inputs(PROJECT, options, report)
        made = None
        if shared is not None:
            (variant,) = variants_of(shared, options)
            made = assembled(shared, variant, report)
        if made is None:
            raise BuildError(report.diagnostics)
        deck = made[0]
        pages = page_pictures(render_slides_pdf(deck, root=PROJECT), PICTURE_WIDTH)
    by_slide = dict(zip((slide.id for slide in deck.slides), pages, strict=True))
    known = {example.id: example for example in examples()}
    return {known[name].picture: data for name, data in by_slide.items() if name in known}


_FILES = {
    BUILTIN: "theme",
    PROJECT / "content/report.yaml": "report",
    PROJECT / "content/images/credits.yaml": "credits",
    PROJECT / "data/datapackage.yaml": "datapackage",
}


def _data(text: str) -> object:
    report = Report()
    document = load_yaml(SourceText("example", text), report)
    if document is None:
        raise BuildError(report.diagnostics)
    return document.data
