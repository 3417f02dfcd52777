from __future__ import annotations

from pathlib import Path

from ria_deck.content.specs.slides import Claim
from ria_deck.diagnostics import Report, Span
from ria_deck.resolve.expressions.claims import check_claims
from tests.resolve.conftest import evaluator_of

SENTENCE = Span(path="content/03.md", line=9, column=3, end_line=9, end_column=40)


def claim(that: str, says: str = "shrank tenfold") -> Claim:
    place = Span(path="content/03.md", line=4, column=11, end_line=4, end_column=11 + len(that) + 2)
    return Claim(that=that, says=says, span=place, says_span=place, sentence=SENTENCE)


def checked(root: Path, *claims: Claim) -> Report:
    report = Report()
    check_claims(claims, evaluator_of(root, "en", report)[0], report)
    return report


LESS = 'used_cars.value("units", year=2009) < used_cars.value("units", year=2008)'


def test_claims_that_the_data_bear_out_are_silent(root):
    assert checked(root, claim(LESS), claim("used_cars.has(year=2008)"), claim("true")).diagnostics == []


def test_a_false_claim_shows_the_sentence_the_claim_and_the_values_it_saw(root):
    cars = root / "data" / "cars.csv"
    cars.write_text(cars.read_text("utf-8").replace("53180", "633180"), encoding="utf-8")
    [told] = checked(root, claim(LESS)).diagnostics
    assert told.code == "RD240"
    assert told.span == SENTENCE
    assert told.message == "the data no longer support “shrank tenfold”"
    assert LESS in told.hint
    assert 'used_cars.value("units", year=2009) = 633180 (data/cars.csv [year=2009] units)' in told.hint
    assert 'used_cars.value("units", year=2008) = 563369 (data/cars.csv [year=2008] units)' in told.hint
    assert [(span.line, words) for span, words in told.related] == [(4, "the claim")]


def test_faults_inside_of_a_claim_stand_at_the_claim(root):
    report = checked(root, claim('used_cars.value("unit", year=2009) < 5'), claim("1 + 1"), claim("1 <"))
    assert [(d.code, d.span.line if d.span else 0) for d in report.diagnostics] == [
        ("RD203", 4),
        ("RD241", 4),
        ("RD201", 4),
    ]


def test_a_claim_over_many_cells_shows_some_of_them(root):
    that = 'used_cars.sum("units", missing="skip") > 10 ** 9 or used_cars.rows() | length > 9'
    [told] = checked(root, claim(that)).diagnostics
    assert "= 616659 (" in told.hint
    assert "used_cars.rows() = 4 rows" in told.hint
