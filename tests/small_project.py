"""A small project written for one test, what its build says, and its outputs read back."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.presentation import Presentation as Deck

from ria_deck.diagnostics import BuildError, Diagnostic
from ria_deck.pipeline import Options, build

REPORT = (
    "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\noutputs: [pptx, pdf]\n"
)
PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
- {name: t, path: t.csv, sources: [{name: s}], schema: {fields: [{name: k}, {name: v, type: number}]}}
"""


@dataclass(frozen=True)
class BuiltProject:
    """What a build of a small project has written and told."""

    out: Path
    told: list[Diagnostic]

    @property
    def codes(self) -> list[str]:
        return [found.code for found in self.told]

    def deck(self, language: str = "en") -> Deck:
        return Presentation(str(self.out / f"t.{language}.pptx"))

    def part(self, name: str, language: str = "en") -> etree._Element:
        with zipfile.ZipFile(self.out / f"t.{language}.pptx") as package:
            return etree.fromstring(package.read(name))

    def texts(self, number: int, language: str = "en") -> list[str]:
        """The texts of a slide's shapes, by the number that readers see."""
        slide = self.deck(language).slides[number - 1]
        return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def built(root: Path, files: dict[str, str], **options: object) -> BuiltProject:
    """Write a project (with a report, and tables where it has some, unless it brings its own) and build it."""
    every = {"content/report.yaml": REPORT, **files}
    if "data/t.csv" in every:
        every.setdefault("data/datapackage.yaml", PACKAGE)
    for name, text in every.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    try:
        told = list(build(root, Options(output=root / "out", jobs=1, **options)).diagnostics)  # type: ignore[arg-type]
    except BuildError as error:
        told = list(error.diagnostics)
    return BuiltProject(root / "out", told)
