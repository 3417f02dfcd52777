"""A table in a small project that fills its slot: with notes at the slide's foot, its rows leave air above them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.model.deck import Table
from ria_deck.model.theme import EMU_PER_PT
from ria_deck.resolve.tables.layout import AIR
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

FILES = {
    "content/report.yaml": "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n",
    "data/datapackage.yaml": (
        "sources: [{name: s, title: S}]\nresources:\n  - name: years\n    path: years.csv\n    sources: [{name: s}]\n"
        "    schema: {fields: [{name: year, type: integer}, {name: n, type: integer}], primaryKey: year}\n"
    ),
    "data/years.csv": "year,n\n" + "".join(f"{year},{year % 7}\n" for year in range(2010, 2018)),
}
TOPIC = "## Eight years{mark} {{#years layout=table}}\n\n```{{table}}\ndata: years\n```\n{note}"


@pytest.mark.parametrize(
    ("mark", "note", "air"), [("", "", 0.0), ("[^1]", "\n[^1]: A note.\n", AIR)], ids=["alone", "over a note"]
)
def test_rows_with_room_leave_air_above_notes(mark: str, note: str, air: float, tmp_path: Path) -> None:
    for name, text in (FILES | {"content/01.md": TOPIC.format(mark=mark, note=note)}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    report = Report()
    variant = Variant(root=tmp_path, cache=tmp_path / "cache", edition="", language="en", outputs=())
    made = assembled(SharedInputs(tmp_path, load_content(tmp_path, report)), variant, report)
    assert report.diagnostics == []
    assert made is not None
    deck = made[0]
    (slide,) = [slide for slide in deck.slides if slide.id == "years"]
    (placed,) = slide.placements
    assert isinstance(placed.block, Table)
    (slot,) = [slot for slot in slide.arranged(deck.theme.layouts[slide.layout]).bodies if slot.name == placed.slot]
    rows = sum(row.height for row in placed.block.rows)
    assert rows == pytest.approx(slot.box.height / EMU_PER_PT - air, abs=0.1)
