"""content/report.yaml, edition by edition."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.content.report.names import file_name_problem, language_problem
from ria_deck.content.report.report import load_report
from ria_deck.content.specs.slides import ReportSpec
from ria_deck.diagnostics import Report, Span

NIIGATA = """\
id: niigata-report                     # names the files that come out
title: "Practice of Japan-Russia Interregional Cooperation: A Report from Niigata"
authors:
  - {name: Hirofumi Arai, affiliation: Economic Research Institute for Northeast Asia, place: "Niigata, Japan"}
  - 新潟 太郎
date: 2020-12-01
language: en
languages: [en, ja, ru]
outputs: [pptx, pdf]
editions:
  original: {}
  empty:
  update: {date: 2026-11-01, title: Six years on, policy: {stale: error}, event: "Forum"}
policy: {untranslated: error, stale: source}
"""


def _load(root: Path, text: str) -> tuple[dict[str, ReportSpec], Report]:
    (root / "content").mkdir(exist_ok=True)
    (root / "content" / "report.yaml").write_text(text, encoding="utf-8")
    report = Report()
    return load_report(root, report), report


def test_the_niigata_report_is_read_for_each_edition(tmp_path: Path) -> None:
    specs, report = _load(tmp_path, NIIGATA)
    assert not report.diagnostics
    assert list(specs) == ["original", "empty", "update"]
    original, update = specs["original"], specs["update"]
    assert (original.edition, original.id, original.date) == ("original", "niigata-report", dt.date(2020, 12, 1))
    assert original.languages == ("en", "ja", "ru")
    assert original.outputs == ("pptx", "pdf")
    assert [author.name.text for author in original.authors] == ["Hirofumi Arai", "新潟 太郎"]
    assert original.authors[0].place is not None
    assert original.authors[0].place.text == "Niigata, Japan"
    assert (original.policy.untranslated, original.policy.stale) == ("error", "source")
    assert (update.date, update.policy.untranslated, update.policy.stale) == (dt.date(2026, 11, 1), "error", "error")


def test_a_text_that_an_edition_has_otherwise_is_a_message_of_its_own(tmp_path: Path) -> None:
    specs, _ = _load(tmp_path, NIIGATA)
    assert specs["original"].title.context == specs["empty"].title.context == "report/title"
    assert specs["update"].title.context == "report.update/title"
    assert specs["update"].event is not None
    assert specs["update"].event.context == "report.update/event"
    assert specs["original"].authors == specs["update"].authors
    assert specs["original"].authors[0].name.context == "report/author.1.name"
    assert specs["update"].title.span == Span(
        path="content/report.yaml", line=13, column=37, end_line=13, end_column=49
    )


def test_expressions_see_the_report_with_empty_texts_for_what_it_lacks(tmp_path: Path) -> None:
    specs, _ = _load(tmp_path, NIIGATA)
    values = specs["update"].values
    assert (values["title"], values["event"], values["venue"]) == ("Six years on", "Forum", "")
    assert values["authors"][1] == {"name": "新潟 太郎", "affiliation": "", "place": ""}
    assert values["date"] == dt.date(2026, 11, 1)


def test_the_least_report_builds_its_own_language_as_deck_and_handout(tmp_path: Path) -> None:
    specs, report = _load(tmp_path, "id: r\ntitle: T\ndate: 2026-11-01\nlanguage: ja\n")
    assert not report.diagnostics
    assert list(specs) == [""]
    assert (specs[""].languages, specs[""].outputs, specs[""].topics) == (("ja",), ("pptx", "pdf"), ())


def test_no_editions_and_empty_editions_are_the_same(tmp_path: Path) -> None:
    least = "id: r\ntitle: T\ndate: 2026-11-01\nlanguage: ja\n"
    for text in (least, least + "editions: {}\n"):
        specs, report = _load(tmp_path, text)
        assert list(specs) == [""]
        assert not report.diagnostics


def test_one_bad_edition_leaves_the_others_readable(tmp_path: Path) -> None:
    specs, report = _load(tmp_path, NIIGATA.replace("date: 2026-11-01", "date: soon"))
    assert list(specs) == ["original", "empty"]
    assert [(found.code, str(found.span)) for found in report.diagnostics] == [("RD022", "content/report.yaml:13:18")]


def test_a_mistake_that_all_editions_share_is_told_once(tmp_path: Path) -> None:
    specs, report = _load(tmp_path, NIIGATA.replace("id: niigata-report ", "id: niigata/report"))
    assert specs == {}
    assert [found.code for found in report.diagnostics] == ["RD031"]


def test_topics_are_files_of_content(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").touch()
    least = "id: r\ntitle: T\ndate: 2026-11-01\nlanguage: ja\n"
    specs, report = _load(tmp_path, least + "topics: [a.md]\n")
    assert specs[""].topics == ("a.md",)
    assert not report.diagnostics


def test_a_project_without_a_report_says_so(tmp_path: Path) -> None:
    report = Report()
    assert load_report(tmp_path, report) == {}
    assert [found.code for found in report.diagnostics] == ["RD001"]


@pytest.mark.parametrize("name", ["r", "niigata-report", "報告2026", "a.b_c", "común", "con-ference", "com", "x" * 100])
def test_a_good_file_name_is_one_everywhere(name: str) -> None:
    assert file_name_problem(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a/b",
        "a\\b",
        "a b",
        "a:b",
        "..",
        ".a",
        "-a",
        "a.",
        "CON",
        "nul.x",
        "Lpt1",
        "a?",
        "a\tb",
        "报" * 40,
        'a"b',
        "COM¹",
    ],
)
def test_a_bad_file_name_has_a_reason(name: str) -> None:
    assert file_name_problem(name)


@given(st.text(max_size=30))
def test_a_name_without_a_problem_is_one_plain_part_of_a_path(name: str) -> None:
    if not file_name_problem(name):
        assert Path(name).name == name
        assert not any(character.isspace() for character in name)


@pytest.mark.parametrize("code", ["en", "ja", "ru", "pt-BR", "zh-Hant", "zh_Hant", "sr-Latn", "ar", "he", "qps", "fil"])
def test_languages_of_cldr_are_known(code: str) -> None:
    assert language_problem(code) == ("", "")


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("jp", "ja"),
        ("EN", "en"),
        ("pt-br", "pt-BR"),
        ("kr", ""),
        ("xx", ""),
        ("english", ""),
        ("", ""),
        ("../x", ""),
        ("cz", "cs"),
    ],
)
def test_other_codes_have_a_reason_and_perhaps_what_was_meant(code: str, meant: str) -> None:
    problem, suggestion = language_problem(code)
    if code != "kr":  # Kanuri: a language, if seldom the one that is meant
        assert problem
        assert suggestion == meant


@pytest.mark.parametrize(
    ("shown", "dates"),
    [
        ("", ["December 1, 2020", "2020年12月1日"]),
        ("month", ["December 2020", "2020年12月"]),
        ("year", ["2020", "2020年"]),
    ],
)
def test_as_much_of_the_date_is_shown_as_is_known(shown: str, dates: list[str], tmp_path: Path) -> None:
    from ria_deck.content.load import load_content
    from ria_deck.shared import SharedInputs
    from ria_deck.variant import Variant, assembled

    (tmp_path / "content").mkdir()
    text = "id: t\ntitle: T\nauthors: [A]\ndate: 2020-12-01\nlanguage: en\nlanguages: [en, ja]\n"
    (tmp_path / "content/report.yaml").write_text(text + (f"date_shown: {shown}\n" if shown else ""), "utf-8")
    (tmp_path / "content/01.md").write_text("## One\n\n- Two\n", "utf-8")
    report = Report()
    found = []
    for code in ("en", "ja"):
        variant = Variant(root=tmp_path, cache=tmp_path / "cache", edition="", language=code, outputs=())
        made = assembled(SharedInputs(tmp_path, load_content(tmp_path, report)), variant, report)
        assert made is not None, report.diagnostics
        found.append(made[0].date_text)
        assert made[0].slides[0].subtitle[-1].text == made[0].date_text
    assert found == dates
