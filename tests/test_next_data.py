"""The report on the data of the next eight months, with ten cells revised: nothing false is printed in any language."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from ria_deck.comparing import manifest_of
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.pipeline import Options, check
from ria_deck.record.manifest import encode
from tests.test_true_numbers import copy_of_report

NEW = [f"2026-{month:02d}" for month in range(5, 13)]
PRINTED = ("RD242", "“General meeting in every 2 years” no longer holds, and the handout says so")
"""The one note of the report: what the talk said, what the handout says of it."""
PER_MONTH = {"Niigata": 90, "Toyama": 150, "Tottori": 10, "Hokkaido": 900}
REVISED = {  # ten cells: what the publishers found out later
    ("visitors.csv", "2025-10,2025,10,Russia", "persons"): "30061",
    ("visitors.csv", "2025-12,2025,12,Russia", "persons"): "8297",
    ("visitors.csv", "2026-03,2026,3,Russia", "persons"): "23721",
    ("visitors.csv", "2026-03,2026,3,Russia", "status"): "as republished",
    ("visitors.csv", "2026-04,2026,4,Russia", "persons"): "25762",
    ("visitors.csv", "2026-04,2026,4,Russia", "status"): "as republished",
    ("visitors.csv", "2026-03,2026,3,World", "persons"): "3618912",
    ("nights.csv", "2025-07,2025,7,Niigata", "guest_nights"): "90",
    ("nights.csv", "2026-01,2026,1,Niigata", "status"): "final",
    ("nights.csv", "2026-01,2026,1,Toyama", "guest_nights"): "40",
}


def extend(root: Path) -> None:
    """Eight months more of the two monthly tables, and the ten revised cells."""
    for name in ("visitors.csv", "nights.csv"):
        path = root / "data" / name
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        columns = list(rows[0])
        for (table, start, column), value in REVISED.items():
            found = [row for row in rows if table == name and ",".join(list(row.values())[:4]) == start]
            assert table != name or len(found) == 1, start
            for row in found:
                assert row[column] != value
                row[column] = value
        last = dict(rows[-1])
        for at, period in enumerate(NEW):
            month = {**last, "period": period, "year": "2026", "month": str(at + 5)}
            if name == "visitors.csv":
                status = "estimate" if at >= 6 else "as republished"
                rows += [
                    {
                        **month,
                        "origin": origin,
                        "persons": str(base + 100 * at),
                        "status": status,
                        "edition": "2027-01-20",
                    }
                    for origin, base in (("Russia", 20_000), ("World", 3_500_000))
                ]
            else:
                names = {row["prefecture"]: row for row in rows}
                rows += [
                    {**names[place], **{key: month[key] for key in ("period", "year", "month")}, "guest_nights": str(n)}
                    for place, n in PER_MONTH.items()
                ]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


@pytest.fixture(scope="module", name="later")
def _later(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Diagnostic], dict[str, Any]]:
    """What a check of the next year tells, and the manifest of the decks it would make."""
    root = copy_of_report(tmp_path_factory.mktemp("next"))
    options = Options(output=root / "build", editions=("update",))
    before = manifest_of(root, options, Report())
    assert before is not None
    (root / "build").mkdir(exist_ok=True)
    (root / "build/manifest.json").write_bytes(encode(before))
    extend(root)
    after = manifest_of(root, options, Report())
    assert after is not None
    return list(check(root, options)), after


def texts(manifest: dict[str, Any], language: str, slide: str) -> str:
    (deck,) = [deck for deck in manifest["decks"] if deck["language"] == language]
    (found,) = [one for one in deck["slides"] if one["id"] == slide]
    return "\n".join(text["text"] for text in found["texts"]).replace("\u00a0", " ")


def total(manifest: dict[str, Any], year: int) -> int:
    rows = manifest["tables"]["visitors"]["rows"]
    return sum(row[4] for row in rows if row[1] == year and row[3] == "Russia")


def test_every_claim_holds_and_nothing_is_left_to_edit_by_hand(later: tuple[list[Diagnostic], Any]) -> None:
    assert [(found.code, found.message) for found in later[0]] == [PRINTED]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["2026 is the highest year on record", "to December 2026", "January–December 2026", "January 20, 2027"]),
        ("ja", ["2026年は統計上最多", "2026年12月まで", "2026年1月～12月", "2027年1月20日"]),
        ("ru", ["2026 год — рекордный", "по декабрь 2026 г.", "январь – декабрь 2026 г.", "20 января 2027 г."]),
    ],
)
def test_the_sentences_have_moved_on(language: str, told: list[str], later: tuple[Any, dict[str, Any]]) -> None:
    shown = texts(later[1], language, "visitors")
    form = Formatter(language)
    for words in (*told, form.number(total(later[1], 2026)).replace("\u00a0", " ")):
        assert words in shown
    for stale in (form.number(194_908), "2026-04", form.date("2026-04", "month"), form.date("2026-06-22")):
        assert stale.replace("\u00a0", " ") not in shown
    assert "2026" in texts(later[1], language, "three")
    nights = texts(later[1], language, "nights")
    assert form.number(470 + 8 * 90).replace("\u00a0", " ") in nights


def test_the_list_of_what_moved_names_no_slide_of_the_past(later: tuple[Any, dict[str, Any]]) -> None:
    assert json.dumps(later[1])  # what a pull request's comment is made from
    for slide in ("rfe", "mayors", "meetings", "ban", "airport", "cars-rules", "toyama", "tottori", "after"):
        assert texts(later[1], "en", slide)


def test_what_the_data_contradict_stops_the_build_at_its_place(tmp_path: Path) -> None:
    root = copy_of_report(tmp_path)
    extend(root)
    path = root / "data/visitors.csv"
    path.write_text(
        path.read_text("utf-8").replace("2025-12,2025,12,Russia,8297", "2025-12,2025,12,Russia,28297"), "utf-8"
    )
    found = check(root, Options(output=root / "build", editions=("update",), languages=("en",)))
    assert [(one.code, one.message) for one in found] == [
        ("RD240", "the data no longer support “Guest-nights on this coast grew less than visitors did”"),
        PRINTED,
    ]
    assert found[0].span is not None
    assert found[0].span.path == "content/02-business.md"
