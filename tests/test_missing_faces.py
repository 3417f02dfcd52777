"""A language whose script no installed face has: told once with lines that mend it, by builds and by `doctor`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.design import measurers, packaged_faces
from ria_deck.design.packaged_faces import COLLECTION, packaged
from tests.small_project import built

TEXT = """\
---
title: ຫໍສະໝຸດ
sources: [s]
---

## ການຢືມເພີ່ມຂຶ້ນ {#growth layout=chart-right}

- ປຶ້ມສຳລັບເດັກມາກ່ອນ

```{chart}
data: t
mark: bar
encoding: {x: {field: k}, y: {field: v, title: ຄັ້ງ}}
alt: ແຜນພູມ
```

## ຕາຕະລາງ {#rows layout=table}

```{table}
data: t
columns: [{field: k, title: ສາຂາ}, {field: v, title: ຈຳນວນ, align: right}]
caption: ການຢືມ
```
"""
FILES = {
    "content/report.yaml": (
        "id: t\ntitle: ຫໍສະໝຸດ\nauthors: [{name: ສົມ}]\ndate: 2026-01-15\nlanguage: lo\nlanguages: [lo]\n"
        "outputs: [pptx, pdf, html]\n"
    ),
    "content/01.md": TEXT,
    "data/t.csv": "k,v\nທ່າເຮືອ,12\nພູ,30\n",
}


@pytest.fixture(name="lao")
def _lao(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Files of a Lao face, and a machine without the package that brings them."""
    files = packaged(COLLECTION, "Noto Sans Lao")
    assert files is not None
    found = packaged_faces.find_spec
    monkeypatch.setattr(packaged_faces, "find_spec", lambda name: None if name == "manimgx_fonts" else found(name))
    monkeypatch.setattr(measurers, "_kept", [])  # by decks before, which knew the package's faces
    packaged.cache_clear()
    yield files
    packaged.cache_clear()


def hint_of(root: Path) -> str:
    (error,) = [one for one in built(root, FILES).told if one.severity.name == "ERROR"]
    assert (error.code, error.message) == ("RD531", "no font has Lao characters")
    assert error.span is not None
    assert (error.span.path, error.label) == ("content/report.yaml", "slide `title`, in the language lo")
    return error.hint


def test_the_lines_of_the_hint_mend_it(lao: tuple[str, str], tmp_path: Path) -> None:
    asked, *lines = re.findall(r"`([^`]*)`", hint_of(tmp_path))
    assert asked == f"pip install {COLLECTION}"
    done = CliRunner().invoke(app, ["doctor", "--project", str(tmp_path)])
    assert done.exit_code == 3
    assert "MISS Lao (lo): no font has Lao characters\n       run `pip install" in done.output

    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/theme.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    for name, source in zip(re.findall(r"NotoSansLao-\w+\.ttf", lines[0]), lao, strict=True):
        shutil.copy(source, tmp_path / "templates" / name)
    made = built(tmp_path, FILES)
    told = [one.code for one in made.told if one.severity.name != "NOTE"]
    assert told == ["RD411"]  # the program's own words in Lao
    with pikepdf.open(tmp_path / "out/t.lo.pdf") as printed:
        fonts = {str(one.get("/BaseFont")) for one in printed.objects if isinstance(one, pikepdf.Dictionary)}
    assert any("NotoSansLao" in font for font in fonts)
    faces = made.part("ppt/theme/theme1.xml", "lo").iter("{*}cs")
    assert {face.get("typeface") for face in faces} == {"Noto Sans Lao"}
    done = CliRunner().invoke(app, ["doctor", "--project", str(tmp_path)])
    assert "ok   Lao (lo): Noto Sans Lao, printed with NotoSansLao\n" in done.output
