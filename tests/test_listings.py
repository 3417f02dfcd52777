"""Listings in a small project: a face of fixed width and colours in both outputs, measured by the same face."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from ria_deck.diagnostics import Diagnostic
from ria_deck.pipeline import Options, build
from tests.check.deck_to_break import unzipped

REPORT = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n"
LISTING = 'def half(n):\n    """Half of it."""\n    return n / 2  # комментарий'
SLIDES = f"""## A listing {{#listing layout=code}}

```python
{LISTING}
```

## Words {{#words}}

- Call `half(4)` for two
"""
COURIER_NEW = 0.6  # em of a letter
WIDTH, HEIGHT = 11.8333 * 72, 4.4 * 72  # points of the slot for a listing
LEAST = 14.0


def built(root: Path, slides: str, theme: str = "") -> list[Diagnostic]:
    texts = {"content/report.yaml": REPORT, "content/01.md": slides, "templates/theme.yaml": theme}
    for name, text in texts.items():
        (root / name).parent.mkdir(exist_ok=True)
        if text:
            (root / name).write_text(text, "utf-8")
    return list(build(root, Options(output=root / "build", outputs=("pptx", "pdf"), jobs=1)).diagnostics)


def runs_of(root: Path, text: str) -> list[etree._Element]:
    """The runs of the slide that has a text in one of them."""
    parts = unzipped((root / "build/t.en.pptx").read_bytes()).values()
    slides = [etree.fromstring(data) for data in parts if b"<p:sld " in data]
    (slide,) = [tree for tree in slides if text in tree.itertext()]
    return [run for run in slide.iter("{*}r") if run.find("{*}rPr/{*}latin") is not None]


def test_a_listing_has_a_face_of_fixed_width_and_colours_in_both_outputs(tmp_path: Path, poppler: ModuleType) -> None:
    assert built(tmp_path, SLIDES) == []
    runs = runs_of(tmp_path, "half")
    assert {run.find("{*}rPr/{*}latin").get("typeface") for run in runs} == {"Courier New"}
    assert len({etree.tostring(run.find("{*}rPr/{*}solidFill")) for run in runs}) >= 4
    (inline,) = runs_of(tmp_path, "half(4)")
    assert inline.findtext("{*}t") == "half(4)"
    handout = tmp_path / "build/t.en.pdf"
    assert "Cousine" in {name.partition("-")[0] for name in poppler.fonts(handout)}
    assert "# комментарий" in poppler.text(handout)


def test_a_theme_names_another_face(tmp_path: Path) -> None:
    like = "typography: {monospace: Consolas, fonts: [{family: Consolas, like: Cousine}]}\n"
    assert built(tmp_path, SLIDES, like) == []
    assert {run.find("{*}rPr/{*}latin").get("typeface") for run in runs_of(tmp_path, "half")} == {"Consolas"}
    (told,) = built(tmp_path, SLIDES, "typography: {monospace: Comic Mono}\n")
    assert (told.code, told.span and told.span.path) == ("RD513", "templates/theme.yaml")


@pytest.mark.parametrize("extra", [0, 1])
def test_a_line_fits_to_the_letter(tmp_path: Path, extra: int) -> None:
    most = int(WIDTH / (COURIER_NEW * LEAST))
    slides = f"## A listing {{layout=code}}\n\n```\n{'x' * (most + extra)}\n```\n"
    assert [told.code for told in built(tmp_path, slides)] == ["RD530"] * extra
