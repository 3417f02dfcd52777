"""Typed numbers, false claims and bare superlatives planted in one project, each in its slide; and taken out again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from ria_deck.diagnostics import Diagnostic, Severity
from ria_deck.pipeline import Options, check

REPORT = (
    "id: t\ntitle: Loans\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en, ja]\noutputs: [pptx]\n"
)
PACKAGE = """
sources: [{name: us, title: Our own counts}]
resources:
- name: loans
  path: loans.csv
  sources: [us]
  schema:
    primaryKey: [year]
    fields:
    - {name: year, type: year}
    - {name: loans, type: integer, unit: loans, title: Loans}
    - {name: seats, type: integer, unit: seats, title: Seats}
"""
ROWS = "year,loans,seats\n2022,1100,40\n2023,1400,\n2024,1712,40\n2025,1900,60\n"
NOW = "{{ loans.value('loans', year=2025) | number }}"
CHART = """```{{chart}}
data: loans
mark: bar
encoding: {{x: {{field: year, type: ordinal}}, y: {{field: loans, type: quantitative}}}}
alt: {alt}
caption: {caption}
annotations: [{{x: 2025, text: "{note}"}}]
```"""


@dataclass(frozen=True)
class Planted:
    """A slide with a fault, the code that reports it, and the same slide without it."""

    code: str
    wrong: str
    right: str


def text(code: str, wrong: str, right: str) -> Planted:
    return Planted(code, f"## Lending\n\n- {NOW} loans.\n- {wrong}", f"## Lending\n\n- {NOW} loans.\n- {right}")


def figure(**words: str) -> str:
    given = {"alt": "Bars of loans", "caption": "Loans by year", "note": "new rules"} | words
    return "## Lending\n\n" + CHART.format(**given)


def typed() -> list[Planted]:
    """Numbers right, rounded and wrong in every place where words stand."""
    found = [
        text("RD250", f"Some {number} loans.", f"Some [{number}]{{.typed}} loans.")
        for number in ("1,900", "1\u00a0900", "1,712", "1,700", "2,345", "1.9 thousand", "73 %")
    ]
    for at, number in enumerate(("1,900", "1,700", "2,345")):
        found += [
            Planted("RD250", f"## Some {number} loans\n\n- {NOW}.", f"## {NOW} loans\n\n- {NOW}."),
            Planted("RD250", figure(alt=f"Bars up to {number}"), figure()),
            Planted("RD250", figure(caption=f"Up to {number} loans"), figure()),
            Planted("RD250", figure(note=f"{number} loans"), figure()),
            *(
                Planted(
                    "RD250",
                    f"## Lending\n\n- {NOW}.\n\n::: {part}\nSome {number} loans.\n:::",
                    f"## Lending\n\n- {NOW}.\n\n::: {part}\nSome {NOW} loans.\n:::",
                )
                for part in ("notes", "handout")
            ),
            Planted(
                "RD250",
                f"## Lending\n\n- {NOW}.[^{at}]\n\n[^{at}]: Of {number} asked for.",
                f"## Lending\n\n- {NOW}.[^{at}]\n\n[^{at}]: Of {NOW} asked for.",
            ),
        ]
    return found


def claim(that: str, instead: str, code: str, says: str = "Lending changed") -> Planted:
    slide = "## Lending\n\n{says}.\n\n```{{claims}}\n- that: '{that}'\n  says: {says}\n```"
    return Planted(code, slide.format(says=says, that=that), slide.format(says=says, that=instead))


def claims() -> list[Planted]:
    """False ones, and those that compare a cell that is empty."""
    last, before = 'loans.value("loans", year=2025)', 'loans.value("loans", year=2024)'
    gap, seats = 'loans.value("seats", year=2023)', 'loans.value("seats", year=2024)'
    return [
        claim(f"{last} < {before}", f"{last} > {before}", "RD240"),
        claim('loans.falls("loans", by="year")', 'loans.rises("loans", by="year")', "RD240"),
        claim('loans.is_max("loans", year=2024)', 'loans.is_max("loans", year=2025)', "RD240"),
        claim('loans.is_min("loans", year=2024)', 'loans.is_min("loans", year=2022)', "RD240"),
        claim(f"{last}", f"{last} > 1", "RD241"),
        claim(f"{gap} > 5", f"{seats} > 5", "RD208"),
        claim(f"not ({gap} > 500)", f"not ({seats} > 500)", "RD208"),
        claim(f"{gap} != 5", f"{seats} != 5", "RD208"),
        claim(f"({seats} + {gap}) > 5", f"({seats} + {seats}) > 5", "RD208"),
        claim('loans.sum("seats") > 5', 'loans.sum("seats", missing="skip") > 5', "RD208"),
        claim('loans.is_max("seats", year=2025)', 'loans.is_max("loans", year=2025)', "RD208"),
        claim('loans.rises("seats", by="year")', 'loans.rises("loans", by="year")', "RD208"),
    ]


def superlatives() -> list[Planted]:
    """Titles that no claim checks."""
    made = []
    for title in (
        "The highest lending ever",
        "A record year",
        "Lending peaked",
        "The steepest rise",
        "Most loans: a record",
    ):
        wrong = f"## {title}\n\n" + figure().split("\n\n", 1)[1]
        block = f"\n\n```{{claims}}\n- that: 'loans.is_max(\"loans\", year=2025)'\n  says: '{title}'\n```"
        made.append(Planted("RD253", wrong, wrong + block))
    return made


FAULTS = [*typed(), *claims(), *superlatives()]


def write(root: Path, slides: list[str], ja: str = "") -> None:
    for name, content in {
        "content/report.yaml": REPORT,
        "content/01.md": "---\ntitle: Lending\n---\n\n"
        + "\n\n".join(slide.replace("\n", f" {attributes(at, slide)}\n", 1) for at, slide in enumerate(slides, 1))
        + "\n",
        "data/datapackage.yaml": PACKAGE,
        "data/loans.csv": ROWS,
        "content/locale/ja.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + ja,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")


def attributes(at: int, slide: str) -> str:
    return f"{{#s{at}{' layout=chart' if '{chart}' in slide else ''}}}"


def found_in(root: Path) -> list[Diagnostic]:
    found = check(root, Options(output=root / "build", languages=("en", "ja")))
    return [one for one in found if one.code in {"RD208", "RD240", "RD241", "RD250", "RD251", "RD252", "RD253"}]


def slide_of(root: Path, line: int) -> int:
    lines = (root / "content/01.md").read_text("utf-8").split("\n")[:line]
    return sum(text.startswith("## ") for text in lines)


def test_every_planted_fault_is_found_at_its_place(tmp_path: Path) -> None:
    write(tmp_path, [fault.wrong for fault in FAULTS])
    found = {(slide_of(tmp_path, one.span.line), one.code) for one in found_in(tmp_path) if one.span is not None}
    planted = {(at, fault.code) for at, fault in enumerate(FAULTS, 1)}
    assert planted - found == set()
    assert found - planted == set()


def test_the_same_project_without_them_has_no_finding(tmp_path: Path) -> None:
    write(tmp_path, [fault.right for fault in FAULTS])
    assert [(one.code, one.message, str(one.span)) for one in found_in(tmp_path)] == []


@pytest.mark.parametrize("number", ["1,900", "約1,700", "２，３４５"])
def test_a_number_typed_into_a_translation_is_found_in_the_catalog(tmp_path: Path, number: str) -> None:
    ja = f'msgctxt "s1/item"\nmsgid "Many loans."\nmsgstr "{number}冊を貸した。"\n'
    write(tmp_path, [f"## Lending\n\n- {NOW} loans.\n- Many loans."], ja)
    [one] = found_in(tmp_path)
    assert (one.code, one.severity, one.span and one.span.path) == ("RD250", Severity.NOTE, "content/locale/ja.po")
