"""Digits and calendars of languages: usual by CLDR, or as report.yaml asks for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pptx import Presentation

from ria_deck.i18n.forms.excel_codes import excel_text, number_format
from ria_deck.i18n.forms.excel_dates import date_code
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.i18n.forms.patterns import FormatError
from ria_deck.i18n.forms.prose_forms import interval
from ria_deck.model.words import LanguageForms
from ria_deck.pipeline import Options, build, check

DAY = dt.date(2026, 1, 15)


def formatter(code: str, **forms: str) -> Formatter:
    return Formatter(code, {code: LanguageForms(**forms)})


@pytest.mark.parametrize(
    ("code", "forms", "number", "share", "day"),
    [
        ("fa", {}, "۸۱٬۳۸۵", "۵٫۱%", "۱۵ ژانویهٔ ۲۰۲۶"),
        ("fa", {"digits": "latin"}, "81,385", "5.1%", "15 ژانویهٔ 2026"),
        ("bn", {}, "৮১,৩৮৫", "৫.১%", "১৫ জানুয়ারী, ২০২৬"),
        ("ar", {}, "81,385", "5.1%", "15 يناير 2026"),
        ("ar-EG", {}, "٨١٬٣٨٥", "٥٫١%", "١٥ يناير ٢٠٢٦"),
        ("hi", {"digits": "native"}, "८१,३८५", "५.१%", "१५ जनवरी २०२६"),
        ("th", {}, "81,385", "5.1%", "15 มกราคม ค.ศ. 2026"),
        ("th", {"calendar": "buddhist"}, "81,385", "5.1%", "15 มกราคม พ.ศ. 2569"),
        ("ja", {"calendar": "japanese"}, "81,385", "5.1%", "令和8年1月15日"),
        ("zh-Hant", {"calendar": "minguo"}, "81,385", "5.1%", "民國115年1月15日"),
        ("en", {"digits": "native"}, "81,385", "5.1%", "January 15, 2026"),
    ],
)
def test_numbers_and_dates_are_in_a_languages_digits_and_years(
    code: str, forms: dict[str, str], number: str, share: str, day: str
) -> None:
    made = formatter(code, **forms)
    assert (made.number(81385), made.percent(0.051), made.date(DAY)) == (number, share, day)


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (dt.date(2019, 4, 30), "平成31年4月30日"),
        (dt.date(2019, 5, 1), "令和元年5月1日"),
        (dt.date(1926, 12, 25), "昭和元年12月25日"),
        (dt.date(1868, 1, 25), "明治元年1月25日"),
        (dt.date(1912, 7, 29), "明治45年7月29日"),
        (dt.date(1912, 7, 30), "大正元年7月30日"),
        (dt.date(1926, 12, 24), "大正15年12月24日"),
        (dt.date(1989, 1, 7), "昭和64年1月7日"),
        (dt.date(1989, 1, 8), "平成元年1月8日"),
        ("1989-01", "平成元年1月"),
        ("1926-12", "昭和元年12月"),
        ("2018-12", "平成30年12月"),
        ("1989", "平成元年"),
        ("2019", "令和元年"),
        ("2019-04", "平成31年4月"),
        (dt.date(1989, 12, 31), "平成元年12月31日"),
    ],
)
def test_an_era_begins_on_its_day(date: object, shown: str) -> None:
    assert formatter("ja", calendar="japanese").date(date) == shown


def test_what_has_no_era_is_told() -> None:
    with pytest.raises(FormatError, match="before the first era"):
        formatter("ja", calendar="japanese").date("1850")
    with pytest.raises(FormatError, match="before the first era"):
        formatter("ja", calendar="japanese").date(dt.date(1868, 1, 24))


def test_ranges_keep_the_calendar() -> None:
    assert interval(formatter("ja", calendar="japanese"), "2018", "2020") == "平成30年～令和2年"
    assert interval(formatter("fa"), "2018", "2020") == "۲۰۱۸ تا ۲۰۲۰"


def test_charts_show_the_same_digits() -> None:
    persian = formatter("fa")
    found = number_format(persian, "#,##0", [81385, 1200])
    assert found.native
    assert (found.code, excel_text(found.code, 81385)) == ("[$-3000429]#,##0", "۸۱٬۳۸۵")
    assert date_code(persian, "2025-06") == '[$-3000429]yyyy"/"mm'  # Excel's names of months are another calendar's
    assert date_code(formatter("th", calendar="buddhist"), "2025-06") == "[$-107041E]mmm yyyy"
    assert date_code(formatter("ja", calendar="japanese"), "2025-06") == '[$-411]ggge"年"m"月"'


FILES = {
    "content/report.yaml": "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: ja\noutputs: [pptx]\n",
    "content/01.md": "## 一 {#one}\n\n- {{ t.value('n', year=2025) | number }}\n",
    "data/datapackage.yaml": (
        "sources: [{name: s, title: S}]\nresources:\n  - name: t\n    path: t.csv\n    sources: [{name: s}]\n"
        "    schema: {fields: [{name: year, type: year}, {name: n, type: integer}], primaryKey: year}\n"
    ),
    "data/t.csv": "year,n\n2024,3\n2025,4567\n",
}


def project(root: Path, forms: str) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    with (root / "content/report.yaml").open("a", encoding="utf-8") as file:
        file.write(forms)
    return root


def test_a_report_asks_for_eras(tmp_path: Path) -> None:
    root = project(tmp_path, "forms: {ja: {calendar: japanese}}\n")
    result = build(root, Options(output=root / "build", jobs=1))
    assert [one.message for one in result.diagnostics] == []
    deck = Presentation(str(root / "build/t.ja.pptx"))
    words = "\n".join(shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame)
    assert "令和8年1月15日" in words.splitlines()


@pytest.mark.parametrize(
    ("forms", "told"),
    [
        ("forms: {ja: {calendar: buddhist}}\n", "the calendar `buddhist` has no words in `ja`"),
        ("forms: {xx: {digits: latin}}\n", "`xx`"),
        ("forms: {ja: {digits: roman}}\n", "roman"),
    ],
)
def test_a_form_that_a_language_lacks_is_told(tmp_path: Path, forms: str, told: str) -> None:
    root = project(tmp_path, forms)
    found = check(root, Options(output=root / "build", jobs=1))
    assert [told in one.message and one.span is not None and one.span.line == 7 for one in found] == [True]


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("km", "453"),
        ("my", "10000455"),
        ("lo", "454"),
        ("sr", "281A"),
        ("sr-Latn", "241A"),
        ("bn", "5000845"),
        ("th", "41E"),
    ],
)
def test_months_of_charts_are_in_the_language_of_the_talk(code: str, region: str) -> None:
    """Without a region, PowerPoint names months in the language of whoever opens the deck."""
    assert date_code(formatter(code), "2025-06").startswith(f"[$-{region}]")
