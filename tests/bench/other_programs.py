"""A number of slides goes in, the same talk comes out for the programs of others that may be installed: PptxGenJS and
officer make decks, Marp HTML slides, Typst pages. Those that aren't installed are named, with what would install them.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.talks import YEARS, draw_field, figures, write_pandoc
from tests.bench.timing import Work

PEERS = Path(__file__).with_name("peers")
_MODULES = PEERS / "node_modules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program of others: `against` is which of our works it is measured beside, `install` what brings it. `write`
    puts the talk into a folder, `commands` make of it what is measured."""

    name: str
    against: str
    install: str
    there: Callable[[], bool]
    write: Callable[[Path, int], None]
    commands: Sequence[Sequence[str]]


def works_of(folder: Path, slides: int) -> tuple[dict[str, Work], dict[tuple[str, str], str], dict[str, str]]:
    """What is measured of the peers that are there, the pairs that are compared, and what installs the others."""
    works: dict[str, Work] = {}
    pairs: dict[tuple[str, str], str] = {}
    absent: dict[str, str] = {}
    for peer in PROGRAMS:
        if not peer.there():
            absent[peer.name] = peer.install
            continue
        own = folder / f"{peer.name}{slides}".replace(" ", "-").replace("'", "")
        peer.write(own, slides)
        works[peer.name] = Work(commands=peer.commands, folder=own)
        pairs[peer.against, peer.name] = ""
    return works, pairs, absent


def _write_pptxgenjs(root: Path, slides: int) -> None:
    values = {number: figures(number) for number in range(slides)}
    draw_field(root / "field.png")
    (root / "talk.js").write_text(
        textwrap.dedent(f"""\
        const pptxgen = require({json.dumps(str(_MODULES / "pptxgenjs"))});
        const deck = new pptxgen();
        const years = {json.dumps([str(year) for year in YEARS])};
        const box = {{x: 1, y: 1.5, w: 8, h: 3.8}};
        const values = {json.dumps(values)};
        for (const [key, cars] of Object.entries(values)) {{
          const number = Number(key), kind = number % 10, slide = deck.addSlide();
          slide.addText(`Slide ${{number + 1}} says one thing`, {{x: 0.5, y: 0.3, w: 9, h: 0.8, fontSize: 28}});
          slide.addNotes(`What is said beside slide ${{number + 1}}, in two lines of notes.`);
          if (kind === 1 || kind === 6) {{
            slide.addTable([["Year", "Cars"], ...years.map((year, i) => [year, String(cars[i])])], {{...box, fontSize: 12}});
          }} else if (kind === 3 || kind === 8) {{
            slide.addChart(deck.ChartType.bar, [{{name: "Cars", labels: years, values: cars}}], {{...box, altText: "Bars"}});
          }} else if (kind === 5) {{
            slide.addImage({{path: "field.png", ...box, altText: "A colour field"}});
          }} else {{
            const items = [..."ABCDE"].map(one => `Point ${{one}} of this slide, in some words of text`);
            slide.addText(items.map(text => ({{text, options: {{bullet: true, breakLine: true}}}})), box);
          }}
        }}
        deck.writeFile({{fileName: "talk.pptx"}});
        """),
        "utf-8",
    )


def _write_officer(root: Path, slides: int) -> None:
    values = "\n".join(f"figures[[{n + 1}]] <- c({', '.join(map(str, figures(n)))})" for n in range(slides))
    draw_field(root / "field.png")
    (root / "talk.R").write_text(
        f"library(officer)\nyears <- {YEARS.start}:{YEARS.stop - 1}\nfigures <- list()\n{values}\n"
        + textwrap.dedent("""\
        deck <- read_pptx()
        for (number in seq_along(figures) - 1) {
          cars <- figures[[number + 1]]
          kind <- number %% 10
          deck <- add_slide(deck, layout = "Title and Content", master = "Office Theme")
          title <- sprintf("Slide %d says one thing", number + 1)
          deck <- ph_with(deck, title, ph_location_type("title"))
          if (kind %in% c(1, 6)) {
            deck <- ph_with(deck, data.frame(Year = years, Cars = cars), ph_location_type("body"))
          } else if (kind %in% c(3, 8)) {
            png("chart.png", width = 1200, height = 675, res = 150, type = "cairo")
            barplot(cars, names.arg = years, ylab = "Cars")
            invisible(dev.off())
            deck <- ph_with(deck, external_img("chart.png", width = 8, height = 4.5), ph_location_type("body"))
          } else if (kind == 5) {
            deck <- ph_with(deck, external_img("field.png", width = 6, height = 3.75), ph_location_type("body"))
          } else {
            deck <- ph_with(deck, sprintf("Point %s of this slide, in some words of text", c("A", "B", "C", "D", "E")),
                            ph_location_type("body"))
          }
          notes <- sprintf("What is said beside slide %d, in two lines of notes.", number + 1)
          deck <- set_notes(deck, value = notes, location = notes_location_type("body"))
        }
        print(deck, target = "talk.pptx")
        """),
        "utf-8",
    )


def _write_marp(root: Path, slides: int) -> None:
    write_pandoc(root, slides)  # for the script that draws its charts
    parts = []
    for number in range(slides):
        body = _items(number, "![Cars](chart{}.png)", "| {} | {} |", "| Year | Cars |\n|---|--:|", "- ")
        notes = f"<!-- What is said beside slide {number + 1}, in two lines of notes. -->"
        parts.append(f"## Slide {number + 1} says one thing\n\n{body}\n\n{notes}\n")
    (root / "talk.md").write_text("---\nmarp: true\ntitle: Talk\n---\n\n" + "\n---\n\n".join(parts), "utf-8")


def _write_typst(root: Path, slides: int) -> None:
    write_pandoc(root, slides)
    parts = ['#set document(title: "Talk", author: "A. Author")\n#set text(lang: "en")\n#title()\n']
    for number in range(slides):
        body = _items(number, '#figure(image("chart{}.png", alt: "Cars"))', "[{}], [{}],", "", "- ")
        if number % 10 in (1, 6):
            body = f"#table(columns: 2, table.header[Year][Cars],\n{body.strip()}\n)"
        body = body.replace("![A colour field](field.png)", '#figure(image("field.png", alt: "A colour field"))')
        notes = f"What is said beside slide {number + 1}, in two lines of notes."
        parts.append(f"= Slide {number + 1} says one thing\n\n{body}\n\n{notes}\n")
    (root / "talk.typ").write_text("\n".join(parts), "utf-8")
    (root / "pages.py").write_text(
        "import typst\n\ntypst.compile('talk.typ', output='talk.pdf', pdf_standards=['ua-1'])\n", "utf-8"
    )


def _items(number: int, chart: str, row: str, head: str, bullet: str) -> str:
    """What a slide shows, in a language of marks."""
    kind = number % 10
    if kind in (1, 6):
        rows = [row.format(year, cars) for year, cars in zip(YEARS, figures(number), strict=True)]
        return "\n".join([head, *rows] if head else rows)
    if kind in (3, 8):
        return chart.format(number)
    if kind == 5:
        return "![A colour field](field.png)"
    return "\n".join(f"{bullet}Point {item} of this slide, in some words of text" for item in "ABCDE")


def _node_module(name: str) -> Callable[[], bool]:
    return lambda: shutil.which("node") is not None and (_MODULES / name).is_dir()


def _has_officer() -> bool:
    if shutil.which("Rscript") is None:
        return False
    asked = subprocess.run(["Rscript", "-e", "library(officer)"], capture_output=True, check=False)
    return asked.returncode == 0


_CHARTS = [sys.executable, "charts.py"]
_NODE = "npm ci in tests/bench/peers"

PROGRAMS = (
    Peer(
        name="PptxGenJS's deck",
        against="deck",
        install=_NODE,
        there=_node_module("pptxgenjs"),
        write=_write_pptxgenjs,
        commands=[["node", "talk.js"]],
    ),
    Peer(
        name="officer's deck",
        against="deck",
        install="apt-get install r-cran-officer",
        there=_has_officer,
        write=_write_officer,
        commands=[["Rscript", "talk.R"]],
    ),
    Peer(
        name="Marp's chain",
        against="HTML slides",
        install=_NODE,
        there=_node_module("@marp-team/marp-cli"),
        write=_write_marp,
        commands=[_CHARTS, [str(_MODULES / ".bin/marp"), "--no-stdin", "--allow-local-files", "talk.md"]],
    ),
    Peer(
        name="Typst's chain",
        against="deck and handout",
        install="pip install typst",
        there=lambda: importlib.util.find_spec("typst") is not None,
        write=_write_typst,
        commands=[_CHARTS, [sys.executable, "pages.py"]],
    ),
)
