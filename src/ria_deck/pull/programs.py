"""Which program saved a deck, and what of a built deck such a program keeps."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.ooxml.presentation import Presentation

_GOOGLE = "Google Shape;"


@dataclass(frozen=True, slots=True)
class Program:
    """A program by its name. `keeps_forms`: whether positions, fills, alternative texts and each run's marks are as they
    were where nobody has touched them; `loses` says what it drops, in words."""

    name: str
    keeps_forms: bool = True
    loses: str = ""


def program_of(presentation: Presentation) -> Program:
    """The program that saved a deck last. One that leaves no trace, as python-pptx does, keeps everything."""
    application = presentation.application
    if application.startswith("LibreOffice"):
        lost = "slide ids, names of placeholders, alternative texts, chart workbooks and positions: only words are compared"
        return Program("LibreOffice", keeps_forms=False, loses=lost)
    names = [shape.name for slide in presentation.slides for shape in slide.shapes]
    if any(name.startswith(_GOOGLE) for name in names):
        lost = "slide ids, all names and the record of the build: slides and shapes are found by their words"
        return Program("Google Slides", keeps_forms=False, loses=lost)
    return Program(application or "an unknown program")
