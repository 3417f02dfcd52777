"""Lines as we measure them and as LibreOffice breaks them: the report's own sentences, one on a slide, in three
languages. `-s` shows the figures."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import polib
import pytest

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.render.pptx import render_pptx
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

LOCALE = Path(__file__).resolve().parent.parent / "content/locale"
COUNT = 24
BODY = (50, 130, 900, 330)  # x, y, width, height in points: the slot of the text, with room around it


def sentences(language: str) -> list[str]:
    """The longest texts of the report that have neither numbers of tables nor marks, and fit a slide unshrunk."""
    entries = polib.pofile(str(LOCALE / f"{'ru' if language == 'en' else language}.po"))
    texts = [entry.msgid if language == "en" else entry.msgstr for entry in entries if not entry.obsolete]
    most = 260 if language == "ja" else 480
    plain = {text for text in texts if len(text) <= most and not set(text) & set("{[*<")}
    return sorted(plain, key=lambda text: (-len(text), text))[:COUNT]


@pytest.mark.parametrize(("language", "off"), [("en", 0), ("ja", 1), ("ru", 0)])
def test_lines_are_those_of_libreoffice(
    language: str, off: int, tmp_path: Path, libreoffice: ModuleType, poppler: ModuleType
) -> None:
    texts = sentences(language)
    assert len(texts) == COUNT
    (tmp_path / "content").mkdir()
    (tmp_path / "content/report.yaml").write_text(
        f"id: t\ntitle: T\nauthors: [{{name: A}}]\ndate: 2026-01-15\nlanguage: {language}\nlanguages: [{language}]\n",
        "utf-8",
    )
    slides = "\n".join(f"## {number}\n\n{text}\n" for number, text in enumerate(texts))
    (tmp_path / "content/01.md").write_text(slides, "utf-8")
    report = Report()
    variant = Variant(root=tmp_path, cache=tmp_path / "build/.cache", edition="", language=language, outputs=())
    made = assembled(SharedInputs(tmp_path, load_content(tmp_path, report)), variant, report)
    assert made is not None, report.diagnostics
    deck = made[0]
    ours = [slide.placements[0].block.fit.lines for slide in deck.slides if slide.layout == "bullets"]
    printed = libreoffice.convert(render_pptx(deck), tmp_path)
    first = len(deck.slides) - COUNT + 1
    theirs = [lines_on(printed, page) for page in range(first, first + COUNT)]
    different = [(a, b, text) for a, b, text in zip(ours, theirs, texts, strict=True) if a != b]
    print(f"{language}: {COUNT} texts, {sum(ours)} lines, {len(different)} different")  # noqa: T201
    assert all(abs(a - b) <= off for a, b, _ in different), different


MIXED = (
    "第27回は2019年8月、ペトロパブロフスク・カムチャツキーで開かれ、日本の11都市とロシアの20都市が参加した。",
    "2026年1月から4月までにロシアから66,998人が来日し、2025年の同じ期間と比べて27.4%増えた。",
)


@pytest.mark.parametrize(("items", "size", "leading"), [(2, 21, 1.474), (6, 16, 1.234)])
def test_lines_of_mixed_scripts_stand_at_one_distance(
    items: int, size: int, leading: float, tmp_path: Path, libreoffice: ModuleType, poppler: ModuleType
) -> None:
    """Text made larger, and text made smaller, its gaps too: exactly as measured, whatever faces stand in a line."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/report.yaml").write_text(
        "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: ja\nlanguages: [ja]\n", "utf-8"
    )
    text = "".join(f"- {MIXED[number % 2]}\n" for number in range(items))
    (tmp_path / "content/01.md").write_text(f"## 題 {{layout=two-columns}}\n\n{text}", "utf-8")
    report = Report()
    variant = Variant(root=tmp_path, cache=tmp_path / "build/.cache", edition="", language="ja", outputs=())
    made = assembled(SharedInputs(tmp_path, load_content(tmp_path, report)), variant, report)
    assert made is not None, report.diagnostics
    printed = libreoffice.convert(render_pptx(made[0]), tmp_path)
    tops = tops_of_lines(printed, len(made[0].slides))
    pitch, after = size * leading, 9 * size / 20
    for distance in [below - above for above, below in pairwise(tops)]:
        assert min(abs(distance - pitch), abs(distance - pitch - after)) < 0.3, tops
    assert len(tops) >= 2 * items


def tops_of_lines(printed: Path, page: int) -> list[float]:
    """How far down the lines of a page's body begin, by their East Asian words, in points."""
    command = ["pdftotext", "-f", str(page), "-l", str(page), "-bbox", str(printed), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.findall(r'yMin="([0-9.]+)".*?>([^<]+)</word>', text)
    return sorted({float(top) for top, word in found if float(top) > BODY[1] and not word.isascii() and word != "–"})


def lines_on(printed: Path, page: int) -> int:
    x, y, width, height = BODY
    crop = ["-x", str(x), "-y", str(y), "-W", str(width), "-H", str(height), "-r", "72"]
    command = ["pdftotext", "-f", str(page), "-l", str(page), *crop, "-layout", str(printed), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return sum(1 for line in text.splitlines() if line.strip())
