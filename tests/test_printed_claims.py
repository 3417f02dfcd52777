"""`{claims print}`: the handout lists what the talk said beside what the data say now."""

from __future__ import annotations

import json
from pathlib import Path

from ria_deck.comparing import manifest_of
from ria_deck.diagnostics import Report, Severity
from ria_deck.pipeline import Options, build
from ria_deck.record.changes import compare_manifests
from tests.test_aged_periods import write

OPTIONS = Options(output=Path("build"))
CLAIMS = """Visits more than doubled since 2024.

The coast is quiet.

```{claims print}
- that: visits.value("n", period="2026-04") > 2 * visits.value("n", period="2024-01")
  says: Visits more than doubled
- that: visits.value("n", period="2026-04") < 30
  says: Fewer than 30 visits in a month
  now: '{{ visits.value("n", period="2026-04") | number }} in April 2026'
```
"""


def project(root: Path, text: str = CLAIMS) -> Path:
    write(root, text, "2026-04")
    report = root / "content/report.yaml"
    words = report.read_text("utf-8").replace("languages: [en]", "languages: [en, ja]")
    report.write_text(words, "utf-8")
    return root


def rows_of(folder: Path, language: str) -> list[str]:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    deck = next(deck for deck in manifest["decks"] if deck["language"] == language)
    texts = [text for slide in deck["slides"] for text in slide["texts"] if text["place"].startswith("table claims")]
    assert all(
        cell[0] == "data/visits.csv" for text in texts for value in text.get("values", ()) for cell in value["cells"]
    )
    return [text["text"] for text in texts if text["text"]]


def test_each_claim_stands_beside_its_values_and_its_verdict(tmp_path: Path) -> None:
    result = build(project(tmp_path), Options(output=tmp_path / "build"))
    assert not result.failed, result.diagnostics
    [note] = [found for found in result.diagnostics if found.code == "RD242"]
    assert note.severity is Severity.NOTE
    assert note.message == "“Fewer than 30 visits in a month” no longer holds, and the handout says so"
    assert rows_of(tmp_path / "build", "en") == [
        "What the talk said",
        "What the data say now",
        "Visits more than doubled",
        "37; 10",
        "holds",
        "Fewer than 30 visits in a month",
        "37 in April 2026",
        "no longer holds",
    ]
    assert rows_of(tmp_path / "build", "ja")[:2] == ["講演で述べたこと", "現在のデータ"]


def test_a_printed_claim_about_the_slide_itself_still_fails_the_build(tmp_path: Path) -> None:
    result = build(project(tmp_path, CLAIMS.replace("> 2 *", "> 20 *")), Options(output=tmp_path / "build"))
    [told] = [found for found in result.diagnostics if found.code == "RD240"]
    assert told.span is not None
    assert str(told.span) == "content/01.md:7:1"
    assert told.hint.split("\n") == [
        '`visits.value("n", period="2026-04") > 20 * visits.value("n", period="2024-01")` is false:',
        'visits.value("n", period="2026-04") = 37 (data/visits.csv [period=2026-04] n); '
        'visits.value("n", period="2024-01") = 10 (data/visits.csv [period=2024-01] n)',
        "rewrite the sentence; if it still holds, correct `that`",
    ]


def test_a_list_of_claims_can_neither_be_spoken_nor_come_before_the_slides(tmp_path: Path) -> None:
    block = CLAIMS.split("\n\n", 2)[2]
    result = build(project(tmp_path, f"Text.\n\n::: notes\n{block}\n:::"), Options(output=tmp_path / "build"))
    assert [found.code for found in result.diagnostics if found.severity is Severity.ERROR] == ["RD146"]
    write(tmp_path, "Text.", "2026-04", head="")
    path = tmp_path / "content/01.md"
    path.write_text(path.read_text("utf-8").replace("## Visits", f"{block}\n## Visits"), "utf-8")
    result = build(tmp_path, Options(output=tmp_path / "build"))
    assert "RD153" in [found.code for found in result.diagnostics]


def test_a_sentence_that_a_claim_covers_is_not_listed_for_a_look(tmp_path: Path) -> None:
    text = 'Now {{ visits.value("n", period="2026-04") }}.\n\n' + CLAIMS
    before = manifest_of(project(tmp_path, text), OPTIONS, Report())
    path = tmp_path / "data/visits.csv"
    path.write_text(path.read_text("utf-8").replace("2026-04,2026,37", "2026-04,2026,38"), "utf-8")
    after = manifest_of(tmp_path, OPTIONS, Report())
    assert before is not None
    assert after is not None
    beside = {words for slide in compare_manifests(before, after).slides for words in slide.beside}
    assert "The coast is quiet." in beside
    assert "Visits more than doubled since 2024." not in beside
