"""A small report whose texts have typed some of their numbers: what is noted, and what makes it silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.diagnostics import Diagnostic, Severity
from ria_deck.pipeline import Options, build, check

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
    fields: [{name: year, type: year}, {name: loans, type: integer, unit: loans, title: Loans}]
"""


def project(root: Path, text: str, *, head: str = "", ja: str = "") -> Path:
    files = {
        "content/report.yaml": REPORT,
        "content/01.md": f"---\ntitle: Lending\n{head}---\n\n## Lending grew {{#one}}\n\n{text}\n\n::: notes\nWell.\n:::\n",
        "data/datapackage.yaml": PACKAGE,
        "data/loans.csv": "year,loans\n2024,1712\n2025,1900\n",
        "content/locale/ja.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + ja,
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return root


def told(root: Path, *, strict: bool = False) -> list[Diagnostic]:
    options = Options(output=root / "build", strict=strict, languages=("en", "ja"))
    return [found for found in check(root, options) if found.code.startswith("RD25")]


SHOWN = "- {{ loans.value('loans', year=2025) | number }} loans."


def test_a_typed_number_is_noted_with_the_expression_that_gives_it(tmp_path: Path) -> None:
    [found] = told(project(tmp_path, f"{SHOWN}\n- Some 1,900 loans in 2025."))
    assert (found.code, found.severity) == ("RD250", Severity.NOTE)
    assert found.message == "`1,900` is typed, and won't change with the data"
    assert '{{ loans.value("loans", year=2025) | number }}' in found.hint
    assert found.span is not None
    assert (found.span.path, found.span.line, found.span.column, found.span.end_column) == ("content/01.md", 8, 8, 13)


def test_a_rounded_number_is_found_in_the_table(tmp_path: Path) -> None:
    [found] = told(project(tmp_path, f"{SHOWN}\n- About 1,700 the year before."))
    assert '{{ loans.value("loans", year=2024) | round(-2) | number }}' in found.hint


def test_a_wrong_number_has_no_expression(tmp_path: Path) -> None:
    [found] = told(project(tmp_path, f"{SHOWN}\n- Some 2,345 loans."))
    assert "loans.value" not in found.hint


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (f"{SHOWN}\n- Some [1,900]{{.typed}} loans.", ""),
        (f"{SHOWN}\n- Some 1,900 loans.", "typed: [{text: 'Some 1,900 loans', because: the slogan of the year}]\n"),
        (
            f"{SHOWN}\n- Some 1,900 loans.",
            "claims: [{that: 'loans.value(\"loans\", year=2025) == 1900', says: 'Some 1,900 loans'}]\n",
        ),
        (f"{SHOWN}\n- In 2025, on 3 May, for the 2nd time.", ""),
        (f"{SHOWN}\n\n> We lent 1,900 books.", ""),
    ],
)
def test_what_is_accepted_checked_or_no_amount_is_silent(tmp_path: Path, text: str, head: str) -> None:
    assert told(project(tmp_path, text, head=head), strict=True) == []


def test_brackets_of_an_accepted_number_are_not_shown(tmp_path: Path) -> None:
    from ria_deck.content.load import load_content
    from ria_deck.diagnostics import Report
    from ria_deck.shared import SharedInputs
    from ria_deck.variant import Variant, assembled

    root = project(tmp_path, f"{SHOWN}\n- Some [**1,900**]{{.typed}} loans.")
    variant = Variant(root=root, cache=root / "cache", edition="", language="en", outputs=())
    made = assembled(SharedInputs(root, load_content(root, Report())), variant, Report())
    assert made is not None
    shown = [p.text for slide in made[0].slides for place in slide.placements for p in place.block.paragraphs]
    assert "Some 1,900 loans." in shown


def test_an_accepted_number_that_no_text_has_is_a_warning(tmp_path: Path) -> None:
    [found] = told(project(tmp_path, SHOWN, head="typed: [{text: '1,800 loans', because: no reason}]\n"))
    assert (found.code, found.severity) == ("RD251", Severity.WARNING)


def test_translations_are_searched_at_their_entry(tmp_path: Path) -> None:
    ja = 'msgctxt "one/text"\nmsgid "Many loans."\nmsgstr "1,900冊を貸した。"\n'
    [found] = told(project(tmp_path, f"{SHOWN}\n- Many loans.", ja=ja))
    assert found.span is not None
    assert (found.span.path, found.message) == (
        "content/locale/ja.po",
        "`1,900` is typed, and won't change with the data",
    )


def test_words_of_the_source_may_be_figures_in_a_translation(tmp_path: Path) -> None:
    ja = 'msgctxt "one/text"\nmsgid "Two loans."\nmsgstr "2冊を貸した。"\n'
    assert told(project(tmp_path, f"{SHOWN}\n- Two loans.", ja=ja)) == []


def test_strict_builds_write_nothing_where_a_number_is_typed(tmp_path: Path) -> None:
    root = project(tmp_path, f"{SHOWN}\n- Some 1,900 loans.")
    assert build(root, Options(output=root / "build", languages=("en",))).deliverables
    strict = build(root, Options(output=root / "strict", languages=("en",), strict=True))
    assert not strict.deliverables
    assert [found.severity for found in strict.diagnostics if found.code == "RD250"] == [Severity.WARNING]


def test_explain_says_where_a_number_is_typed_and_offers_no_cell_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from ria_deck.cli.app import app

    root = project(tmp_path, f"{SHOWN}\n- Some [1,712]{{.typed}} seats.")
    monkeypatch.chdir(root)
    assert build(root, Options(output=root / "build", languages=("en",))).deliverables
    typed = CliRunner().invoke(app, ["explain", "1,712"]).output
    assert "typed in en, slide one (content/01.md:5), body: Some 1,712 seats." in typed
    assert "data/loans.csv" not in typed
    computed = CliRunner().invoke(app, ["explain", "1,900"]).output
    assert "from data/loans.csv, year=2025, loans: 1900" in computed
    assert "typed" not in computed
    assert CliRunner().invoke(app, ["explain", "1,713"]).exit_code == 1
