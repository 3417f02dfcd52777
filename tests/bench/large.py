"""A number of rows, or of variants, goes in; what a build of so many takes comes out: time, memory, the record's size."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.render.handout.handout import printed_page
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled
from tests.bench.timing import largest
from tests.regions import write_project

RIA_DECK = str(Path(sys.executable).with_name("ria-deck"))
_MEBI = 2**20


def batch(folder: Path, variants: int) -> Mapping[str, float]:
    """Many variants at once, deck and handout, all checks on, two workers; and the same number of decks and pages by a
    python-pptx script and WeasyPrint alone in one process."""
    root = folder / "regions"
    write_project(root, regions=variants // 3, outputs="pptx, pdf")
    took, most = largest([RIA_DECK, "build", "--jobs", "2"], root)
    floor, _ = largest(_floor_of(root, folder / "regions-floor", variants), folder)
    return {
        "variants": float(variants),
        "variants a minute and core": variants / took.cpu * 60,
        "variants: CPU ms each": took.cpu / variants * 1000,
        "variants: wall seconds": took.wall,
        "variants: MiB of the largest process (PSS)": most,
        "variants a minute and core, of a script with python-pptx and WeasyPrint": variants / floor.cpu * 60,
        "variants a minute and core, ours / the script's (target: ≥ 0.8)": floor.cpu / took.cpu,
    }


def _floor_of(root: Path, folder: Path, variants: int) -> list[str]:
    """The command of a script that makes so many decks and pages; the pages are those of three variants in turn."""
    folder.mkdir()
    report = Report()
    shared = SharedInputs(root, load_content(root, report))
    for language in ("en", "ja", "ru"):
        variant = Variant(
            root=root, cache=folder, edition=next(iter(shared.content.reports)), language=language, outputs=()
        )
        made = assembled(shared, variant, report)
        assert made is not None, report.diagnostics
        (folder / f"{language}.html").write_text(printed_page(made[0], root=root).html, "utf-8")
    script = folder / "floor.py"
    script.write_text(
        textwrap.dedent(f"""\
        from pathlib import Path

        from pptx import Presentation
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE
        from pptx.util import Inches
        from weasyprint import HTML

        here = Path({str(folder)!r})
        pages = [(here / f"{{language}}.html").read_text("utf-8") for language in ("en", "ja", "ru")]
        for number in range({variants}):
            deck = Presentation()
            for layout in (0, 2, 1, 5):
                slide = deck.slides.add_slide(deck.slide_layouts[layout])
                slide.shapes.title.text = f"Harbour {{number}} in figures"
            deck.slides[2].placeholders[1].text = "10137 ships called in the year.\\nThe whole coast had 987654."
            data = CategoryChartData()
            data.categories = [str(month) for month in range(1, 13)]
            data.add_series("Ships", [10 * number + month for month in range(1, 13)])
            slide.shapes.add_chart(
                XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1.5), Inches(8), Inches(5), data
            )
            deck.save(here / f"{{number}}.pptx")
            HTML(string=pages[number % 3]).write_pdf(here / f"{{number}}.pdf", pdf_variant="pdf/ua-1")
        """),
        "utf-8",
    )
    return [sys.executable, str(script)]


def summed(folder: Path, rows: int) -> Mapping[str, float]:
    """A table of so many rows, summed in a title, a claim and a chart; 0 seconds where the build refuses it."""
    root = folder / f"rows{rows}"
    _write_rows(root, rows)
    tried = subprocess.run([RIA_DECK, "check", "--quiet"], cwd=root, capture_output=True, text=True, check=False)
    if tried.returncode:
        said = " ".join(line for line in tried.stderr.splitlines() if line.startswith("error"))
        return {f"{rows:,} rows summed: refused ({said}); seconds of CPU": 0.0}
    took, most = largest([RIA_DECK, "build"], root)
    return {
        f"{rows:,} rows summed: CPU s": took.cpu,
        f"{rows:,} rows summed: MiB (target of a million: 600)": most,
        f"{rows:,} rows summed: MiB of the manifest (target of a million: 1)": (
            (root / "build/manifest.json").stat().st_size / _MEBI
        ),
    }


def _write_rows(root: Path, rows: int) -> None:
    texts = {
        "content/report.yaml": (
            "id: trips\ntitle: Trips\nauthors: [{name: A. Author}]\ndate: 2026-01-15\nlanguage: en\noutputs: [pptx]\n"
        ),
        "content/01-trips.md": (
            "---\ntitle: Trips\n"
            "claims: [{says: \"{{ trips.sum('riders') }} riders\", that: \"trips.sum('riders') > 1\"}]\n---\n\n"
            "## {{ trips.sum('riders') }} riders {#riders layout=chart}\n\n```{chart}\ndata: trips\nmark: bar\ntransform:\n"
            "  - {aggregate: [{op: sum, field: riders, as: total}], groupby: [region]}\n"
            "encoding: {x: {field: region, type: nominal}, y: {field: total, type: quantitative, title: Riders}}\n"
            "alt: Riders by region.\n```\n"
        ),
        "data/datapackage.yaml": (
            "name: trips\nsources: [{name: made-up, title: Made up}]\nresources:\n  - name: trips\n    path: trips.csv\n"
            "    sources: [{name: made-up}]\n    schema:\n      primaryKey: trip\n      fields:\n"
            "        - {name: trip, type: integer}\n        - {name: region, type: string}\n"
            "        - {name: riders, type: integer}\n"
        ),
        "data/trips.csv": "trip,region,riders\n"
        + "".join(f"{n},{('North', 'South', 'East', 'West')[n % 4]},{n * 37 % 400}\n" for n in range(1, rows + 1)),
    }
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def as_json(value: object) -> str:
    """JSON as it is kept."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
