from __future__ import annotations

import time

import pytest

from ria_deck.diagnostics import Report, Span
from ria_deck.resolve.expressions.evaluator import part_of
from tests.resolve.conftest import evaluator_of, span_of

CHANGE = 'change(used_cars.value("units", year=2008), used_cars.value("units", year=2009))'
NB = "\u00a0"


def test_a_change_is_shown_in_each_languages_form_and_knows_its_two_cells(ask):
    found = {language: ask(f"{CHANGE} | abs | percent", language) for language in ("en", "ja", "ru")}
    assert {language: asked.text for language, asked in found.items()} == {
        "en": "90.6%",
        "ja": "90.6%",
        "ru": f"90,6{NB}%",
    }
    assert found["ja"].cells == ["year=2008 units", "year=2009 units"]
    assert found["ja"].value.raw == pytest.approx(0.9056036)
    assert found["ja"].value.text == "90.6%"


@pytest.mark.parametrize(
    ("text", "shown", "cells"),
    [
        ('used_cars.value("units", year=2008)', "563,369", 1),
        ('used_cars.sum("units", missing="skip")', "616,659", 3),
        ('used_cars.sum("units", year=[2008, 2009])', "616,549", 2),
        ('used_cars.sum("units", year=2008, port="Otaru")', "0", 0),
        ('used_cars.mean("share", missing="skip") | round(2)', "0.35", 3),
        ('used_cars.min("units", missing="skip")', "110", 3),
        ('used_cars.max("day")', "May 6, 2011", 4),
        ('used_cars.first("port")', "Toyama", 1),
        ('used_cars.last("units", by="year")', "110", 1),
        ('used_cars.last("port", by="day", kind="all")', "Otaru", 1),
        ('used_cars.count(port="Otaru")', "2", 2),
        ("used_cars.has(year=1900)", "false", 0),
        ('used_cars.value("units", day="2008-01-02")', "563,369", 1),
        ('used_cars.value("units", month="2008-01")', "563,369", 1),
        ('used_cars.value("units", share=0.42)', "563,369", 1),
        ('used_cars.value("year", year=2009)', "2009", 1),
        ('used_cars.value("year", year=2009) - 1', "2008", 1),
        ('used_cars.value("units", year=used_cars.max("year"))', "110", 5),
        ('used_cars.rows(port="Otaru") | map(attribute="year") | listed', "2009 and 2011", 2),
        ('(used_cars.rows() | selectattr("units", "gt", 200) | first).port', "Toyama", 1),
        (
            'used_cars.rows() | rejectattr("units", "none") | sort(attribute="units") | map("port") | join("; ")',
            None,
            3,
        ),
        ('used_cars.rows() | map("port") | unique | length', "3", 3),
        ("used_cars.rows() | length", "4", 4),
        ('used_cars.rows()[1]["port"] ~ "!"', "Otaru!", 1),
        ('"up" if used_cars.value("units", year=2009) < used_cars.value("units", year=2011) else "down"', "down", 2),
        ('used_cars.value("units", year=2008) > 1000 and used_cars.value("units", year=2009) > 1000', "true", 2),
        ('used_cars.value("port", year=2008) | upper | replace("T", "t")', "tOYAMA", 1),
        ('used_cars.value("units", year=2010, missing="skip") | default("no figure")', "no figure", 1),
        ('used_cars.value("units", year=2010, missing="skip")', "–", 1),
        ('change(used_cars.value("units", year=2010, missing="skip"), 5, missing="skip")', "–", 1),
        ('used_cars.value("units", year=2011) | plural(one="# car", other="# cars")', "110 cars", 1),
        ('used_cars.value("units", year=2011) | plural("one: car", "other: cars")', "cars", 1),
        ('used_cars.value("share", year=2009) | percent(0)', "13%", 1),
        ('used_cars.value("share", year=2009) | round(2)', "0.13", 1),
        ('(used_cars.value("share", year=2009) * 100) | signed("0.0")', "+12.5", 1),
        ('used_cars.value("share", year=2009) | signed | percent', "+12.5%", 1),
        ('used_cars.value("share", year=2009) | percent | signed', "+12.5%", 1),
        ('used_cars.value("units", year=2008) | compact', "563K", 1),
        ('used_cars.value("units", year=2008) | currency("JPY")', "¥563,369", 1),
        ('used_cars.value("day", year=2008) | date("month")', "January 2008", 1),
        ('used_cars.value("day", year=2008).year', "2008", 1),
        ("report.title", "The Talk", 0),
        ("report.date", "December 1, 2020", 0),
        ('report.authors | map("name") | listed', "A and B", 0),
        ("edition == 'update' and language != 'ja'", "true", 0),
        ("nothing | default('x')", "x", 0),
        ("report.nothing is defined", "false", 0),
        ("(1 + 2) * 3 / 2 ** 2 // 1 % 5", "2", 0),
        ("-1 | abs", "1", 0),
        ("2.5 | round", "3", 0),
        ("-2.5 | round", "-3", 0),
        ("[3, 1, 2] | sort | join(', ')", "1, 2, 3", 0),
        ("['a', 'b'][-1] ~ 'abc'[1:]", "bbc", 0),
        ("'ab' in 'cabs' and 3 not in [1, 2]", "true", 0),
    ],
)
def test_expressions_give_texts_with_all_of_their_cells(ask, text, shown, cells):
    asked = ask(text)
    assert asked.report.diagnostics == [], asked.words
    if shown is not None:
        assert asked.text == shown
    assert len(asked.cells) == cells, asked.cells


def test_texts_with_a_translated_column_are_shown_in_the_language_and_compared_by_their_own(ask):
    assert ask('used_cars.value("port", year=2008)', "ja").text == "富山"
    assert ask('used_cars.value("port", year=2008)', "ru").text == "Toyama"
    assert ask('used_cars.value("port", year=2010)', "ja").text == "Niigata"
    assert ask('used_cars.value("port", year=2008) == "Toyama"', "ja").text == "true"
    assert ask('used_cars.value("units", port="Toyama")', "ja").text == "563,369"
    assert ask('used_cars.value("port", year=2008)', "ja").cells == ["year=2008 port_ja", "year=2008 port"]


@pytest.mark.parametrize(
    ("text", "code", "marked", "words"),
    [
        ('used_cars.value("unit", year=2008)', "RD203", "unit", "did you mean `units`?"),
        ('used_cars.value("units", yaer=2008)', "RD203", "yaer", "did you mean `year`?"),
        ('used_car.value("units")', "RD202", "used_car", "did you mean `used_cars`?"),
        ('used_cars.va\u00adlue("units")', "RD201", "\u00ad", "nobody sees it"),
        ("1 | percent('x')", "RD214", None, "whole number, not `x`"),
        ('used_cars.valu("units")', "RD204", "valu", "did you mean `value`?"),
        ("used_cars.units", "RD204", "units", 'write used_cars.value("units", …)'),
        ("1 | percnt", "RD205", "percnt", "did you mean `percent`?"),
        ("1 | safe", "RD205", "safe", "never markup"),
        ("1 | random", "RD205", "random", "same deck"),
        ("1 is nosuch", "RD205", "nosuch", "unknown test"),
        ('used_cars.value("units", year=1900)', "RD206", "year", "2008, 2009, 2010, 2011"),
        ('used_cars.sum("units", year=1900)', "RD206", "year", "2008, 2009, 2010, 2011"),
        ('used_cars.sum("units", year=2008, port="Otar")', "RD206", "port", "did you mean `Otaru`?"),
        ('used_cars.value("units", port="Otar")', "RD206", "port", "did you mean `Otaru`?"),
        ('used_cars.value("units", port="Otaru")', "RD207", None, "lines 3, 5 | say which one: add `year=…`"),
        ('ports.value("n", port="Otaru")', "RD207", None, "2 rows of `ports` have port=Otaru"),
        ('used_cars.value("units")', "RD207", None, "4 rows"),
        ('ports.last("n", by="year", year=2008)', "RD207", None, "2 rows of `ports` are equally last by `year`"),
        ('used_cars.value("units", year=2010)', "RD208", '"units"', 'missing="skip"'),
        ('used_cars.sum("units")', "RD208", '"units"', "data/cars.csv:4"),
        ("used_cars.rows()[2].units", "RD208", "used_cars.rows()[2].units", "default"),
        ('used_cars.value("units", year="2008")', "RD211", "year", "without quotes"),
        ('used_cars.value("units", year={"a": 1})', "RD211", "year", "can't be used as a key"),
        ('used_cars.sum("port")', "RD211", '"port"', "can't be added up"),
        ('used_cars.value("units", year=2008) / (1 - 1)', "RD209", "1 - 1", "this is 0"),
        ("change(0, 5)", "RD209", "0", "this is 0"),
        ('change("a", 5)', "RD211", '"a"', "the old value"),
        ('used_cars.value("units", year=2008) + "x"', "RD211", '"x"', "join texts with `~`"),
        ('1 < "a"', "RD211", '1 < "a"', "compared by order"),
        ("1 | percent | abs", "RD211", "abs", " last: "),
        ("1 | percent > 0.5", "RD211", None, " last: "),
        ('1 | currency("YEN")', "RD214", 'currency("YEN")', "unknown currency"),
        ('1 | number("x")', "RD214", 'number("x")', "no `0` or `#`"),
        ('1 | plural(one="car")', "RD214", 'plural(one="car")', "one, other"),
        ("1 | percent(digts=1)", "RD213", "percent(digts=1)", "has no argument `digts`"),
        ("used_cars.value()", "RD213", "used_cars.value()", "needs `column`"),
        ("change(1, 2, 3, 4)", "RD213", "change(1, 2, 3, 4)", "too many arguments"),
        ("used_cars", "RD215", "used_cars", "is a table"),
        ("used_cars.value", "RD215", "used_cars.value", "is a function"),
        ("used_cars ~ 'x'", "RD215", "used_cars", "can't be shown"),
        ("used_cars + 1", "RD215", "used_cars", "can't be shown"),
        ("report.titel", "RD204", "titel", "did you mean `title`?"),
        ("report.authors[5]", "RD204", "5", "there are 2"),
        ("none", "RD208", "none", "default"),
        ("", "RD201", None, "empty"),
        ("1 +", "RD201", "+", "something is missing"),
        ("(1 + 2", "RD201", "(", "never closed"),
        ("1 + 2)", "RD201", None, ""),
        ("1 2", "RD201", "2", "unexpected `"),
        ("a = 1", "RD201", "=", "write `==`"),
        ("x for x in y", "RD201", "for", "loops"),
        ("'a", "RD201", "'", "never closed"),
        ("used_cars.value(“units”)", "RD201", "“", "isn't a quotation mark"),
        ("1 && 2", "RD201", "&", "write `and`"),
        ('used_cars.value("units" year=2008)', "RD201", "year", "expected `,`"),
        ("f(*[1])", "RD202", "f", ""),
        ("change(*[1, 2])", "RD201", None, "aren't supported before"),
    ],
)
def test_faults_are_told_in_words_under_their_place(ask, text, code, marked, words):
    asked = ask(text)
    [told] = asked.report.diagnostics
    assert told.code == code, asked.words
    assert words in asked.words
    assert told.span is not None
    line = f"    {{{{ {text} }}}}"
    if marked is not None:
        assert line[told.span.column - 1 : told.span.end_column - 1] == marked.strip('"') or (
            line[told.span.column - 1 : told.span.end_column - 1] == marked
        ), asked.words


@pytest.mark.parametrize(
    "text",
    [
        "''.__class__.__mro__[1].__subclasses__()",
        "used_cars.__init__.__globals__",
        "used_cars.value.__globals__",
        "used_cars['_table']",
        "report.__class__",
        "report.items()",
        "report['__class__']",
        "change.__globals__",
        "[].append(1)",
        "lipsum()",
        "cycler",
        "range(10 ** 9)",
        "self",
        "config",
        "('%1000000d' % 1)",
        "'{0.__class__}'.format(1)",
        "'a' * 10 ** 9",
        "[0] * 10 ** 9",
        "9 ** 9 ** 64 ** 64",
        "10 ** 10000",
        "(2 ** 60) ** 60 ** 60",
        "1.5 ** 64 ** 64",
        "'x' | replace('', 'y' * 10)",
        "('x' ~ 'y' * 3)",
        "(" * 200 + "1" + ")" * 200,
        "1" + " + 1" * 3000,
        "not " * 900 + "true",
        "'a' | attr('__class__')",
        "1 | map('__class__')",
        "used_cars.rows() | map(attribute='__class__') | list",
        "report.authors | map(attribute='__class__') | list",
        "{% for x in y %}",
        "1 }} {{ 2",
    ],
)
def test_nothing_reaches_out_of_an_expression_or_runs_away(ask, text):
    started = time.process_time()
    asked = ask(text)
    assert asked.result is None
    assert asked.report.diagnostics
    assert time.process_time() - started < 1.0


def test_long_texts_are_refused(ask):
    ask_text = "'" + "x" * 3000 + "'"
    grown = f"{ask_text} | replace('x', '0123456789')"
    assert "RD212" in ask(grown).words


def test_a_result_is_text_never_markup(ask):
    assert ask("'**bold** <b>&amp;</b>'").text == "**bold** <b>&amp;</b>"


def test_a_broken_table_is_told_once_and_not_by_its_expressions(root):
    report = Report()
    evaluator, _ = evaluator_of(root, "en", report)
    for text in ('broken.sum("n")', 'broken.sum("n") + 1', "broken.rows() | length"):
        assert evaluator.evaluate(text, span_of(text)) is None
    assert [d.code for d in report.diagnostics] == ["RD320"] * 2
    assert {d.span.path for d in report.diagnostics if d.span} == {"data/ports.csv"}


def test_rows_are_chosen_by_expressions_over_their_columns(root):
    report = Report()
    evaluator, tables = evaluator_of(root, "en", report)
    cars = tables["used_cars"]
    assert cars is not None

    def years(condition: object) -> list[int]:
        found = evaluator.where(condition, span_of("x"), cars)  # type: ignore[arg-type]
        assert found is not None, report.diagnostics
        return [row.raw("year") for row in found]

    assert years("port == 'Otaru'") == [2009, 2011]
    assert years("units > 200") == [2008, 2009]
    assert years("not units > 200") == [2011]  # of 2010 nobody knows
    assert years("units is none") == [2010]
    assert years("year >= 2010 and edition == 'update'") == [2010, 2011]
    assert years("day < '2009-01-01'") == [2008]
    assert years("share == 0.42") == [2008]
    assert years({"field": "port", "equal": "Otaru"}) == [2009, 2011]
    assert years({"field": "port", "oneOf": ["Toyama", "Niigata"]}) == [2008, 2010]
    assert years({"field": "units", "range": [100, None]}) == [2008, 2009, 2011]
    assert years({"field": "units", "valid": False}) == [2010]
    assert years({"and": [{"field": "year", "gt": 2008}, {"not": {"field": "kind", "equal": "some"}}]}) == [2009]
    assert years({"or": [{"field": "year", "lte": 2008}, "port == 'Niigata'"]}) == [2008, 2010]
    assert report.diagnostics == []
    assert evaluator.where("prt == 'x'", Span(path="a", line=1, column=1, end_line=1, end_column=11), cars) is None
    [told] = report.diagnostics
    assert (told.code, told.label) == ("RD203", "did you mean `port`?")
    assert told.span is not None
    assert (told.span.column, told.span.end_column) == (1, 4)


def test_loops_bind_their_rows(root):
    report = Report()
    evaluator, _ = evaluator_of(root, "ja", report)
    rows = evaluator.evaluate("used_cars.rows(kind='all')", span_of("x"))
    assert rows is not None
    inner = [evaluator.with_names({"row": row}) for row in rows]
    assert [one.value_text(one.evaluate("row.port", span_of("row.port")))[0] for one in inner] == ["富山", "小樽"]
    assert inner[0].evaluate("row.prt", span_of("row.prt")) is None
    assert [d.code for d in report.diagnostics] == ["RD203"]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(path="a", line=1, column=5, end_line=1, end_column=8), (5, 6)),
        (Span(path="a", line=1, column=3, end_line=1, end_column=10), (5, 6)),
        (Span(path="a", line=1, column=2, end_line=1, end_column=11), (5, 6)),
        (Span(path="a", line=1, column=2, end_line=1, end_column=4), (2, 4)),
        (Span(path="a", line=1, column=2, end_line=3, end_column=11), (2, 11)),
        (Span(path="a", line=1, column=2, end_line=1, end_column=90), (2, 90)),
    ],
)
def test_a_part_of_an_expression_is_marked_where_its_place_is_known(span, expected):
    found = part_of(span, "a+b", 0, 1)
    assert (found.column, found.end_column) == expected
