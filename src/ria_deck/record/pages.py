"""Pictures of the slides and pages that differ between two builds.

Handouts are drawn by PDFium. Decks are printed by LibreOffice first; without it their slides are not shown.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ria_deck.diagnostics import Report

WIDTH = 900  # pixels of a page's picture
MOST_ROWS = 3  # of a batch whose pages are shown: all would be hundreds of decks to print
PRINTING = 300  # seconds that LibreOffice may take


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingPage:
    """A slide or page that looks otherwise: `before` and `after` are PNG, None where there was or is none."""

    path: str
    number: int
    before: bytes | None
    after: bytes | None


def differing_pages(
    manifests: tuple[Mapping[str, Any], Mapping[str, Any]], folders: tuple[Path | None, Path | None], report: Report
) -> list[DifferingPage]:
    """The slides and pages of the deliverables that are in both builds and differ, in the order of their paths;
    of a batch, those of the first few rows that differ."""
    old = {record["path"]: record["sha256"] for record in manifests[0]["outputs"]}
    changed = [one for one in manifests[1]["outputs"] if one["path"] in old and old[one["path"]] != one["sha256"]]
    rows = dict.fromkeys(filter(None, (record.get("batch_id", "") for record in changed)))
    shown = {"", *list(rows)[:MOST_ROWS]}
    pairs: dict[str, tuple[Path, Path]] = {}
    for record in (record for record in changed if record.get("batch_id", "") in shown):
        path = record["path"]
        before, after = _file(folders[0], path, old[path]), _file(folders[1], path, record["sha256"])
        if before is not None and after is not None:
            pairs[path] = (before, after)
    with tempfile.TemporaryDirectory() as folder:
        printed = _printed([pair for path, pair in pairs.items() if path.endswith(".pptx")], Path(folder), report)
        return [
            page
            for path, (before, after) in pairs.items()
            for page in _pages(path, printed.get(before, before), printed.get(after, after))
        ]


def _file(folder: Path | None, path: str, digest: str) -> Path | None:
    """The deliverable in a build folder, or among those that are kept by their hash."""
    if folder is None:
        return None
    return next((file for file in (folder / path, folder / digest) if file.is_file()), None)


def _printed(pairs: list[tuple[Path, Path]], folder: Path, report: Report) -> dict[Path, Path]:
    """Each deck's PDF, all by one run of LibreOffice with a profile of its own; nothing where it is not there."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    decks = [deck for pair in pairs for deck in pair]
    if office is None or not decks:
        return {}
    copies = {deck: folder / f"{number}.pptx" for number, deck in enumerate(decks)}
    for deck, copy in copies.items():
        shutil.copyfile(deck, copy)
    command = [office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, copies.values())]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=PRINTING)
        fault = done.stderr.decode("utf-8", "replace").strip() if done.returncode else ""
    except (OSError, subprocess.TimeoutExpired) as error:
        fault = str(error)
    if fault or not all(copy.with_suffix(".pdf").is_file() for copy in copies.values()):
        report.warning("RD814", f"LibreOffice could not print the decks; their slides are not shown: {fault}")
        return {}
    return {deck: copy.with_suffix(".pdf") for deck, copy in copies.items()}


def _pages(path: str, before: Path, after: Path) -> Iterator[DifferingPage]:
    import pypdfium2

    if path.endswith(".pptx") and before.suffix != ".pdf":
        return  # nothing here can draw a deck
    if not path.endswith((".pptx", ".pdf")):
        return
    first, second = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
    try:
        for number in range(max(len(first), len(second))):
            left, right = _picture(first, number), _picture(second, number)
            if left != right:
                yield DifferingPage(path=path, number=number + 1, before=left, after=right)
    finally:
        first.close()
        second.close()


def _picture(document: Any, number: int) -> bytes | None:
    if number >= len(document):
        return None
    page = document[number]
    out = io.BytesIO()
    page.render(scale=WIDTH / page.get_width()).to_pil().save(out, "PNG", optimize=True)
    return out.getvalue()
