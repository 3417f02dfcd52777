"""The outputs by name: for each, a function from a deck to its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ria_deck.model.deck import Deck
from ria_deck.render.html.figure_view import Keep, anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """`render(deck, root, keep)` gives bytes by file name suffix; `root` is the project, for its own templates and
    pictures; `keep` may have the results of steps from an earlier build. `suffix` is what the files' names end with, a
    glob pattern where their number is known only once they are made."""

    title: str
    suffix: str
    render: Callable[[Deck, Path, Keep], Mapping[str, bytes]]


def _pptx(deck: Deck, root: Path, _keep: Keep) -> Mapping[str, bytes]:
    from ria_deck.render.pptx import render_pptx

    return {".pptx": render_pptx(deck, root)}


def _pdf(deck: Deck, root: Path, keep: Keep) -> Mapping[str, bytes]:
    from ria_deck.render.handout.handout import render_handout

    return {".pdf": render_handout(deck, root=root, keep=keep)}


def _slides_pdf(deck: Deck, root: Path, keep: Keep) -> Mapping[str, bytes]:
    from ria_deck.render.slides_pdf.slides_pdf import render_slides_pdf

    return {".slides.pdf": render_slides_pdf(deck, root=root, keep=keep)}


def _png(deck: Deck, root: Path, keep: Keep) -> Mapping[str, bytes]:
    from ria_deck.render.png import render_png

    return render_png(deck, root, keep)


def _html(deck: Deck, root: Path, keep: Keep) -> Mapping[str, bytes]:
    from ria_deck.render.web.slides import render_web

    return {".html": render_web(deck, root=root, keep=keep)}


OUTPUTS: Mapping[str, Output] = {
    "pptx": Output(title="the deck, editable in PowerPoint", suffix=".pptx", render=_pptx),
    "pdf": Output(title="the handout", suffix=".pdf", render=_pdf),
    "slides-pdf": Output(title="the slides alone, printed", suffix=".slides.pdf", render=_slides_pdf),
    "html": Output(title="the slides for a browser, in one file", suffix=".html", render=_html),
    "png": Output(title="pictures of slides and pages", suffix="-*.png", render=_png),
}


def all_files(deck: Deck, output: str) -> Mapping[str, bytes]:
    """The files of a deck as one output, bytes by the ending of their name. Raises ValueError for another name."""
    if output not in OUTPUTS:
        raise ValueError(f"no output `{output}`: there are {', '.join(OUTPUTS)}")
    return OUTPUTS[output].render(deck, deck.root, anew)


def one_file(deck: Deck, output: str) -> bytes:
    """The one file of an output. Raises ValueError for another name, and for `png`, which is several files."""
    files = all_files(deck, output) if output != "png" else {}
    if len(files) != 1:
        raise ValueError(f"`{output}` makes several files: render_files(deck, {output!r})")
    return next(iter(files.values()))
