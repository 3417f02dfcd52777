"""The ledger of pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.content.report.credits import load_credits
from ria_deck.diagnostics import Report

NAMED = """\
map.png: {credit: "{{ report.id }}", licence: own work, source: drawn from data, title: A map}
lost.jpg:
  credit: The mayors' office
  licence: unknown
  source: https://example.org/photo
  included: false
"""
LISTED = """\
- {file: map.png, credit: "{{ report.id }}", licence: own work, source: drawn from data, title: A map}
- {file: images/lost.jpg, credit: The mayors' office, licence: unknown, source: "https://example.org/photo",
   included: false}
"""


@pytest.mark.parametrize("text", [NAMED, LISTED])
def test_credits_may_be_named_or_listed(tmp_path: Path, text: str) -> None:
    images = tmp_path / "content" / "images"
    images.mkdir(parents=True)
    (images / "map.png").touch()
    (images / "credits.yaml").write_text(text)
    report = Report()
    ledger = load_credits(tmp_path, report)
    assert not report.diagnostics
    assert list(ledger) == ["images/map.png", "images/lost.jpg"]
    shown, lost = ledger.values()
    assert (shown.credit.text, shown.credit.context) == ("{{ report.id }}", "credits/images/map.png")
    assert shown.title is not None
    assert (shown.licence.text, shown.title.text, shown.included) == ("own work", "A map", True)
    assert (lost.source.text, lost.included) == ("https://example.org/photo", False)


def test_a_project_without_pictures_needs_no_ledger(tmp_path: Path) -> None:
    report = Report()
    assert load_credits(tmp_path, report) == {}
    assert not report.diagnostics
