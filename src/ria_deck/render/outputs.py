"""The outputs by name: for each, a function from a deck to its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ria_deck.diagnostics import BuildError, Diagnostic
from ria_deck.model.deck import Deck
from ria_deck.render.html.figure_view import UNDRAWN, Keep, anew
from ria_deck.render.html.own_files import OwnFile, left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """`render(deck, root, keep)` gives bytes by file name suffix; `root` is the project, for its own templates and
    pictures; `keep` may have the results of steps from an earlier build. `suffix` is what the files' names end with, a
    glob pattern where their number is known only once they are made. `try_page` prints the page through its template
    `page`, without making more of it, and tells what it leaves out."""

    title: str
    suffix: str
    render: Callable[[Deck, Path, Keep], Mapping[str, bytes]]
    page: str = ""
    try_page: Callable[[Deck, Path], list[Diagnostic]] = lambda _deck, _root: []


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


def _try_handout(deck: Deck, root: Path) -> list[Diagnostic]:
    from ria_deck.render.handout.handout import handout_page

    page = handout_page(deck, root=root, draw=UNDRAWN)
    sheets = [file for file in page.own if not file.path.endswith(".css")]
    return [fault for file in sheets for fault in left_out(page.html, deck.title.text, file)]


def _try_slides(deck: Deck, root: Path) -> list[Diagnostic]:
    from ria_deck.render.slides_pdf.slides_pdf import slides_page

    slides_page(deck, root=root, draw=UNDRAWN)
    return []


def _try_web(deck: Deck, root: Path) -> list[Diagnostic]:
    from ria_deck.render.web.origins import Origins
    from ria_deck.render.web.slides import web_page

    web_page(deck, Origins(deck), root=root, draw=UNDRAWN)
    return []


OUTPUTS: Mapping[str, Output] = {
    "pptx": Output(title="the deck, editable in PowerPoint", suffix=".pptx", render=_pptx),
    "pdf": Output(title="the handout", suffix=".pdf", render=_pdf, page="handout.html.j2", try_page=_try_handout),
    "slides-pdf": Output(
        title="the slides alone, printed",
        suffix=".slides.pdf",
        render=_slides_pdf,
        page="slides.html.j2",
        try_page=_try_slides,
    ),
    "html": Output(
        title="the slides for a browser, in one file",
        suffix=".html",
        render=_html,
        page="web.html.j2",
        try_page=_try_web,
    ),
    "png": Output(title="pictures of slides and pages", suffix="-*.png", render=_png),
}


def own_page(output: str, root: Path) -> OwnFile | None:
    """The project's own template that an output is printed through; None where it has none."""
    name = OUTPUTS[output].page
    path = root / "templates" / name
    return OwnFile(path=f"templates/{name}", text=path.read_text("utf-8-sig")) if name and path.is_file() else None


def own_page_faults(deck: Deck, root: Path, outputs: Sequence[str]) -> list[Diagnostic]:
    """What is wrong with the project's own page templates that these outputs are printed through, as a build tells it."""
    found: list[Diagnostic] = []
    pictures = ("pdf", "slides-pdf") if "png" in outputs else ()
    for output in (OUTPUTS[name] for name in dict.fromkeys((*outputs, *pictures))):
        if output.page and (root / "templates" / output.page).is_file():
            try:
                found.extend(output.try_page(deck, root))
            except BuildError as error:
                found.extend(error.diagnostics)
    return found


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
