"""The second use: the talk in another language. A word is changed, a number is changed, a sheet goes out and comes
back; nothing stale or missing slips through."""

from __future__ import annotations

import csv
import json
import re
import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import polib
import pytest
from lxml import etree, html
from PIL import Image
from pptx import Presentation
from typer.testing import CliRunner, Result

from ria_deck.cli.app import app
from ria_deck.content.specs.slides import Message
from ria_deck.diagnostics import Report, Span
from ria_deck.i18n.status import status_of, update
from tests.regions import WORDS, translated, write_project

SENTENCE = "{{ regions.value('ships', region=edition) | number }} ships called in the year."


@pytest.fixture(scope="module", name="origin")
def _origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("translations") / "harbours"
    write_project(root, regions=1)
    return root


@pytest.fixture(name="project")
def _project(origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(shutil.copytree(origin, tmp_path / "harbours"))
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def texts(root: Path, language: str) -> dict[str, str]:
    """Text → the `lang` of its first run, of every paragraph of the deck."""
    deck = Presentation(BytesIO((root / f"build/region01/harbours.{language}.pptx").read_bytes()))
    return {
        paragraph.text: paragraph.runs[0]._r.rPr.get("lang", "")
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        if paragraph.runs
    }


def test_everything_is_translated(project: Path) -> None:
    result = run("i18n", "status", "--strict")
    assert result.exit_code == 0, result.output
    assert result.output == "ja: 10 of 10 translated, 0 stale, 0 missing\nru: 10 of 10 translated, 0 stale, 0 missing\n"


def test_a_word_changed_is_one_stale_message_in_each_language(project: Path) -> None:
    edit(project / "content/01-harbours.md", "ships called in the year", "ships called in a year")
    result = run("i18n", "status", "--strict")
    assert result.exit_code == 1
    assert "ja: 9 of 10 translated, 1 stale, 0 missing" in result.output
    assert "ru: 9 of 10 translated, 1 stale, 0 missing" in result.output
    assert "content/01-harbours.md:8" in result.output
    run("i18n", "update")
    stale = [entry for entry in polib.pofile(str(project / "content/locale/ja.po")) if entry.fuzzy]
    assert [entry.previous_msgid for entry in stale] == [SENTENCE]


@pytest.mark.parametrize(
    ("policy", "shown", "lang"),
    [("keep", "年間10,137隻が寄港した。", "ja-JP"), ("source", "10,137 ships called in a year.", "en-US")],
)
def test_the_deck_follows_the_policy_for_what_is_stale(project: Path, policy: str, shown: str, lang: str) -> None:
    edit(project / "content/01-harbours.md", "ships called in the year", "ships called in a year")
    edit(project / "content/report.yaml", "outputs:", f"policy: {{stale: {policy}}}\noutputs:")
    assert run("build", "--lang", "ja", "--jobs", "1").exit_code == 0
    assert texts(project, "ja")[shown] == lang


def test_a_policy_of_errors_stops_the_build(project: Path) -> None:
    edit(project / "content/01-harbours.md", "ships called in the year", "ships called in a year")
    edit(project / "content/report.yaml", "outputs:", "policy: {stale: error}\noutputs:")
    result = run("build", "--lang", "ja", "--jobs", "1")
    assert result.exit_code == 1
    assert "content/01-harbours.md:8" in result.output
    assert not (project / "build/manifest.json").exists()


def test_a_build_says_what_is_stale_and_strict_stops_it(project: Path) -> None:
    edit(project / "content/01-harbours.md", "ships called in the year", "ships called in a year")
    for command in (("build", "--to", "pptx", "--jobs", "1"), ("check",)):
        result = run(*command)
        assert result.exit_code == 0, result.output
        assert result.output.count("RD410") == 2
        assert "warning[RD410]: ja: 1 of 10 translations is stale" in result.output
        assert "--> content/locale/ja.po:" in result.output
        assert "content/01-harbours.md:8" not in result.output
    assert "::: content/01-harbours.md:8" in run("check", "-v").output
    (project / "build/manifest.json").unlink()
    strict = run("build", "--strict", "--to", "pptx", "--jobs", "1")
    assert strict.exit_code == 1
    assert "nothing was written" in strict.output
    for language in ("ja", "ru"):
        lines = Path(f"content/locale/{language}.po").read_text("utf-8").splitlines()
        (line,) = re.findall(rf"--> content/locale/{language}\.po:(\d+)", strict.output)
        marked = lines[int(line) - 1].removeprefix("msgstr ")
        assert WORDS[language][SENTENCE].startswith(marked.strip('"').replace('\\"', '"'))


def test_a_build_says_what_nobody_has_translated_or_read(project: Path) -> None:
    catalog = polib.pofile("content/locale/ru.po")
    catalog[0].flags.append("fuzzy")  # as a machine's translation is marked
    catalog[1].msgstr = catalog[2].msgstr = ""
    catalog.save()
    output = run("check").output
    assert "warning[RD413]: ru: 1 of 10 translations is marked fuzzy" in output
    assert "warning[RD411]: ru: 2 of 10 texts are not translated" in output
    assert "ja:" not in output


def test_a_broken_language_stops_its_own_files_only(project: Path) -> None:
    catalog = project / "content/locale/ru.po"
    edit(catalog, "| number }}", "| nmber }}")
    result = run("build", "--to", "pptx", "--jobs", "1")
    assert result.exit_code == 1
    assert "error[RD2" in result.output
    assert "--> content/locale/ru.po:" in result.output
    assert "not written because of errors: ru" in result.output
    written = sorted(path.name for path in (project / "build/region01").iterdir())
    assert written == ["harbours.en.pptx", "harbours.ja.pptx"]
    edit(catalog, "| nmber }}", "| number }}")
    assert run("build", "--to", "pptx", "--jobs", "1").exit_code == 0
    edit(catalog, "| number }}", "| nmber }}")
    assert run("build", "--to", "pptx", "--jobs", "1").exit_code == 1
    assert (project / "build/region01/harbours.ru.pptx").is_file()  # the last good one stays


def test_a_number_changed_makes_nothing_stale_and_shows_in_each_languages_form(project: Path) -> None:
    edit(project / "data/regions.csv", "10137", "1234567")
    assert run("i18n", "status", "--strict").exit_code == 0
    assert run("build", "--jobs", "1").exit_code == 0
    assert "1,234,567 ships called in the year." in texts(project, "en")
    assert "年間1,234,567隻が寄港した。" in texts(project, "ja")
    assert "За год судозаходов: 1\u00a0234\u00a0567." in texts(project, "ru")


def test_a_sheet_gives_the_same_catalog_as_a_po_editor(project: Path, tmp_path: Path) -> None:
    catalog = project / "content/locale/ru.po"
    by_editor = catalog.read_bytes()
    catalog.unlink()
    run("i18n", "update", "--lang", "ru")
    sheet = tmp_path / "ru.xlsx"
    assert run("i18n", "export", str(sheet), "--lang", "ru").exit_code == 0
    book = openpyxl.load_workbook(sheet)
    rows = book.active
    assert [cell.value for cell in rows[1]] == ["Source", "Translation", "State", "Place", "Previous source", "Notes"]
    for row in range(2, rows.max_row + 1):
        rows.cell(row, 2).value = WORDS["ru"][rows.cell(row, 1).value]
    book.save(sheet)
    result = run("i18n", "import", str(sheet), "--lang", "ru")
    assert "imported 10 translations into content/locale/ru.po" in result.output
    assert catalog.read_bytes() == by_editor


def test_a_language_that_has_not_been_begun_is_told_in_one_line(project: Path) -> None:
    (project / "content/locale/ru.po").unlink()
    result = run("i18n", "status")
    assert result.output.count("RD411") == 1
    assert "ru: none of the 10 texts is translated" in result.output
    assert result.output.endswith("ru: 0 of 10 translated, 0 stale, 10 missing\n")


def test_only_the_languages_that_the_program_has_no_words_in_have_them_in_their_catalog(project: Path) -> None:
    edit(project / "content/report.yaml", "ru]", "ru, fi]")
    run("i18n", "update")
    contexts = {code: [e.msgctxt for e in polib.pofile(f"content/locale/{code}.po")] for code in ("fi", "ru")}
    assert "words/contents" in contexts["fi"]
    assert "words/contents" not in contexts["ru"]


def test_a_sheet_holds_all_texts_or_those_that_are_open(project: Path, tmp_path: Path) -> None:
    edit(project / "content/01-harbours.md", "ships called in the year", "ships called in a year")
    rows = {}
    for choice in ("--all", "--open"):
        assert run("i18n", "export", str(tmp_path / "ja.xlsx"), "--lang", "ja", choice).exit_code == 0
        rows[choice] = openpyxl.load_workbook(tmp_path / "ja.xlsx").active.max_row - 1
    assert rows == {"--all": 10, "--open": 1}
    assert run("i18n", "export", str(tmp_path / "ja.csv"), "--lang", "ja").exit_code == 2


def test_a_report_in_one_language_is_told_how_to_have_more(project: Path) -> None:
    edit(project / "content/report.yaml", "languages: [en, ja, ru]", "languages: [en]")
    assert "add others under `languages`" in run("i18n", "status").output


def test_a_glossary_term_is_found_in_a_language_without_spaces(project: Path) -> None:
    edit(project / "content/report.yaml", "language: en\n", "language: ja\n")
    edit(project / "content/01-harbours.md", "- The whole coast had", "- 沿岸全体の港は")
    (project / "content/locale/glossary.yaml").write_text("港: {ru: порт}\n", "utf-8")
    run("i18n", "update", "--lang", "ru")
    catalog = polib.pofile(str(project / "content/locale/ru.po"))
    for entry in catalog:
        if "港は" in entry.msgid:
            entry.msgstr, entry.flags = entry.msgid.replace("沿岸全体の港は", "Побережье:"), []
    catalog.save()
    output = run("i18n", "status", "--lang", "ru").output
    assert "the glossary translates “港” as “порт”; the translation doesn't" in output
    line = next(n for n, text in enumerate(Path("content/locale/ru.po").read_text("utf-8").split("\n"), 1)
                if text.startswith("msgstr") and "Побережье" in text)  # fmt: skip
    assert f"content/locale/ru.po:{line}:" in output


def test_a_sheet_with_a_fault_is_told_by_its_cell_and_taken_in_no_part(project: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "ja.xlsx"
    run("i18n", "export", str(sheet), "--lang", "ja")
    book = openpyxl.load_workbook(sheet)
    rows = book.active
    for row in range(2, rows.max_row + 1):
        if rows.cell(row, 1).value == SENTENCE:
            rows.cell(row, 2).value = "年間{{ regions.value('boats', region=edition) }}隻。"
        if rows.cell(row, 1).value == "Ships":
            rows.cell(row, 2).value = "船"
    book.save(sheet)
    before = (project / "content/locale/ja.po").read_bytes()
    result = run("i18n", "import", str(sheet), "--lang", "ja")
    assert result.exit_code == 1
    assert result.output.count("error[RD430]") == 1  # one expression instead of another
    assert "ja.xlsx:ja!B" in result.output
    assert (project / "content/locale/ja.po").read_bytes() == before


def test_a_formula_in_a_sheet_stays_text(project: Path, tmp_path: Path) -> None:
    """What begins with = is a text like any other, on its way out and back."""
    edit(project / "content/01-harbours.md", "# Ships by month {", '# =HYPERLINK("x") {')
    run("i18n", "update")
    sheet = tmp_path / "ja.xlsx"
    run("i18n", "export", str(sheet), "--lang", "ja")
    cells = [cell for row in openpyxl.load_workbook(sheet).active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=HYPERLINK")] == ["s"]


def test_terms_of_the_glossary_are_kept(project: Path) -> None:
    glossary = project / "content/locale/glossary.yaml"
    glossary.write_text("Ships: {ja: 船舶, ru: [суда, судов]}\nships: {ja: [隻, 船舶]}\n", "utf-8")
    result = run("i18n", "status", "--strict")
    assert result.exit_code == 1
    assert result.output.count("warning[RD435]") == 1  # 月別の船舶数 has the word, 隻 has not; ru has it twice
    assert "the glossary translates “Ships” as “船舶”; the translation doesn't" in result.output
    glossary.write_text("Ships: {xx-nowhere: a, ja: ''}\n", "utf-8")
    result = run("check")
    assert result.exit_code == 1
    assert "content/locale/glossary.yaml:1:9" in result.output
    assert "the translation of “Ships” is empty" in result.output


def test_texts_of_tables_are_asked_of_the_catalog_where_no_column_has_them(project: Path) -> None:
    edit(
        project / "data/datapackage.yaml",
        "    path: regions.csv\n",
        "    path: regions.csv\n    ria: {translations: {harbour: {ja: harbour}}}\n",
    )
    harbours = set(csv_column(project / "data/regions.csv", "harbour"))
    result = run("i18n", "status", "--strict")
    assert result.exit_code == 1
    assert "ja: 10 of 10 translated" in result.output
    assert f"ru: 10 of {10 + len(harbours)} translated, 0 stale, {len(harbours)} missing" in result.output
    run("i18n", "update", "--lang", "ru")
    catalog = polib.pofile(str(project / "content/locale/ru.po"))
    cells = {entry.msgid: entry for entry in catalog if entry.msgctxt == "cells/harbour"}
    assert set(cells) == harbours
    assert cells[min(harbours)].occurrences[0][0] == "data/regions.csv"


def csv_column(path: Path, name: str) -> list[str]:
    with path.open(newline="", encoding="utf-8") as file:
        return [row[name] for row in csv.DictReader(file)]


def test_the_pseudo_language_builds_the_whole_talk(project: Path) -> None:
    edit(project / "content/report.yaml", "[en, ja, ru]", "[en, ja, ru, qps]")
    result = run("build", "--lang", "qps", "--jobs", "1", "--to", "pptx,pdf", "--strict")
    assert result.exit_code == 0, result.output
    found = texts(project, "qps")
    assert set(found.values()) == {"qps-ploc"}
    assert not any("ships" in text for text in found)


def test_five_thousand_messages_are_brought_up_to_date(tmp_path: Path) -> None:
    """Every tenth message is reworded. A search of all against all would not end within the time a test may take."""

    def messages(suffix: str) -> list[Message]:
        return [
            Message(
                context=f"slide{number}/item",
                text=f"Sentence {number} speaks of ships and harbours" + (suffix if number % 10 == 0 else ""),
                span=Span(path="content/01.md", line=number + 1),
            )
            for number in range(5000)
        ]

    report = Report()
    update(tmp_path, "ru", messages(""), "p", report)
    path = tmp_path / "content/locale/ru.po"
    words = {message.text: f"Фраза {message.text}" for message in messages("")}
    path.write_text(translated(path.read_text("utf-8"), words), "utf-8")
    status = update(tmp_path, "ru", messages(" again"), "p", report)
    assert status is not None
    assert (len(status.translated), len(status.stale), len(status.missing)) == (4500, 500, 0)
    assert status_of(tmp_path, "ru", messages(" again"), report) == status
    assert not report.diagnostics


def test_an_xliff_file_gives_the_same_catalog_as_a_po_editor(project: Path, tmp_path: Path) -> None:
    catalog = project / "content/locale/ru.po"
    run("i18n", "update", "--lang", "ru")
    by_editor = catalog.read_bytes()
    file = tmp_path / "ru.xlf"
    assert run("i18n", "export", str(file), "--lang", "ru").exit_code == 0
    root = etree.parse(file).getroot()
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "en-US", "ru-RU")
    protected = [ph.get("disp") for ph in root.iter("{*}ph")]
    assert "{{ regions.value('ships', region=edition) | number }}" in protected
    catalog.unlink()
    assert "imported 10 translations" in run("i18n", "import", str(file), "--lang", "ru").output
    assert catalog.read_bytes() == by_editor


def test_an_xliff_file_shows_what_a_stale_translation_was_made_from(project: Path, tmp_path: Path) -> None:
    edit(project / "content/01-harbours.md", "ships called in the year", "ships called in a year")
    file = tmp_path / "ja.xlf"
    run("i18n", "export", str(file), "--lang", "ja", "--open")
    (unit,) = etree.parse(file).getroot().iter("{*}unit")
    notes = {note.get("category"): note.text for note in unit.iter("{*}note")}
    assert notes["previous-source"] == SENTENCE
    assert notes["location"] == "content/01-harbours.md:8"


def test_an_xliff_file_with_a_fault_is_told_by_its_line_and_taken_in_no_part(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "ja.xlf"
    run("i18n", "export", str(file), "--lang", "ja")
    text = file.read_text("utf-8")
    target = text.index("年間<ph")
    end = text.index("/>", target) + 2
    file.write_text(text[:target] + "年間" + text[end:], "utf-8")
    before = Path("content/locale/ja.po").read_bytes()
    result = run("i18n", "import", str(file), "--lang", "ja")
    assert (result.exit_code, result.output.count("error[RD430]")) == (1, 1)
    assert "--> ja.xlf:" in result.output
    assert Path("content/locale/ja.po").read_bytes() == before
    file.write_text("<xliff/>", "utf-8")
    assert "RD442" in run("i18n", "import", str(file), "--lang", "ja").output


def test_a_slide_for_one_language_is_asked_of_no_other_translator(project: Path) -> None:
    topic = project / "content/01-harbours.md"
    text = topic.read_text("utf-8")
    topic.write_text(
        text + "\n## Only in Japanese {when=\"language == 'ja'\"}\n\n- A text for Niigata.\n\n"
        "## Not in Japanese\n\n::: {when=\"language not in ['ja']\"}\n- A text for Vladivostok.\n:::\n",
        "utf-8",
    )
    run("i18n", "update")
    found = {code: [e.msgid for e in polib.pofile(f"content/locale/{code}.po")] for code in ("ja", "ru")}
    assert "A text for Niigata." in found["ja"]
    assert "A text for Vladivostok." not in found["ja"]
    assert "A text for Niigata." not in found["ru"]
    assert "Only in Japanese" not in found["ru"]
    assert "A text for Vladivostok." in found["ru"]
    assert "ja: 3 of 13 texts are not translated" in run("check", "--lang", "ja").output


def test_status_for_programs_lists_every_text(project: Path) -> None:
    edit(project / "content/01-harbours.md", "ships called in the year", "ships called in a year")
    catalog = polib.pofile("content/locale/ja.po")
    catalog[0].msgstr = ""
    catalog[1].flags.append("fuzzy")
    catalog.save()
    result = run("i18n", "status", "--format", "json")
    assert result.exit_code == 0, result.output
    japanese, russian = json.loads(result.stdout)["languages"]
    counts = ("total", "missing", "stale", "unreviewed", "translated")
    assert [japanese[name] for name in counts] == [10, 1, 1, 1, 7]
    assert [russian[name] for name in counts] == [10, 0, 1, 0, 9]
    (stale,) = [text for text in japanese["texts"] if text["state"] == "stale"]
    assert stale["previous"] == SENTENCE
    assert stale["source"] != SENTENCE
    assert stale["content"] == {"path": "content/01-harbours.md", "line": 8}
    lines = Path(stale["catalog"]["path"]).read_text("utf-8").splitlines()
    assert lines[stale["catalog"]["line"] - 1].startswith("msgstr")


def test_a_page_shows_each_slide_beside_its_source(project: Path) -> None:
    edit(project / "content/01-harbours.md", "ships called in the year", "ships called in a year")
    edit(project / "content/report.yaml", "outputs:", "policy: {stale: error}\noutputs:")  # only marked here
    result = run("i18n", "status", "--format", "html", "--lang", "ja")
    assert result.exit_code == 0, result.output
    page = html.document_fromstring((project / "build/i18n/ja.html").read_bytes())
    (stale,) = page.xpath("//div[@class='shot']//mark")
    assert (stale.get("class"), stale.text_content()) == ("stale", "年間10,137隻が寄港した。")
    pair = next(one for one in page.find_class("both") if stale in one.iter("mark"))
    left, right = pair.find_class("shot")
    assert "10,137 ships called in a year." in left.text_content()
    assert stale in right.iter("mark")
    (row,) = pair.xpath("./table/tbody/tr")
    assert SENTENCE in row.text_content()
    assert "content/01-harbours.md:8" in row.text_content()
    assert len(page.find_class("both")) > len(page.find_class("done")) > 0
    assert not page.xpath("//@src[starts-with(., 'http')] | //link | //script")


def test_a_translation_that_does_not_fit_is_told_at_its_own_line_with_its_room(project: Path) -> None:
    catalog = polib.pofile("content/locale/ru.po", wrapwidth=78)
    title = next(
        entry for entry in catalog if entry.msgctxt.endswith("/title") and not entry.msgctxt.startswith("report")
    )
    title.msgstr += " и очень длинное продолжение заголовка" * 6
    catalog.save()
    output = run("check", "--lang", "ru").output
    assert "error[RD530]" in output
    found = re.search(r"--> content/locale/ru\.po:(\d+)", output)
    assert found is not None
    lines = Path("content/locale/ru.po").read_text("utf-8").splitlines()
    assert lines[int(found[1]) - 2 : int(found[1])] == ['msgstr ""', lines[int(found[1]) - 1]]
    assert "и очень длинное" in lines[int(found[1]) - 1]
    room = re.search(r"shorten it to about (\d+) characters", output)
    assert room is not None
    assert 40 <= int(room[1]) < len(title.msgstr)
    title.msgstr = title.msgstr[: int(room[1])]
    catalog.save()
    assert "RD530" not in run("check", "--lang", "ru").output


def test_an_edition_for_abroad_leaves_the_language_of_the_content_out(project: Path) -> None:
    report = project / "content/report.yaml"
    text = report.read_text("utf-8")
    report.write_text(
        re.sub(r"(?ms)^editions:\n(?:[ #].*?\n)+", "", text)
        + "editions:\n  region01: {}\n  abroad: {languages: [ja]}\n"
    )
    listed = run("list", "--format", "json")
    assert listed.exit_code == 0, listed.output
    languages = {(one["edition"], one["language"]) for one in json.loads(listed.stdout)}
    assert languages == {("region01", "en"), ("region01", "ja"), ("region01", "ru"), ("abroad", "ja")}


def test_a_picture_has_a_file_for_each_language_that_has_words_in_it(project: Path) -> None:
    images = project / "content/images"
    images.mkdir(exist_ok=True)
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="{}"/></svg>'
    )
    for language, color in (("en", "#ff0000"), ("ja", "#0000ff")):
        (images / f"plan.{language}.svg").write_text(drawing.format(color), "utf-8")
    (images / "credits.yaml").write_text(
        '"plan.{{ language }}.svg": {title: Plan, credit: Own, licence: CC0, source: drawn}\n'
    )
    topic = project / "content/01-harbours.md"
    with topic.open("a", encoding="utf-8") as file:
        file.write("\n## A plan {#plan layout=picture}\n\n![The plan](images/plan.{{ language }}.svg)\n")
    result = run("build", "--to", "pptx", "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert result.output.count("warning[RD412]") == 1
    assert "ru: there is no image content/images/plan.ru.svg; `images/plan.en.svg` is shown" in result.output

    def color(language: str) -> tuple[int, ...]:
        deck = Presentation(BytesIO((project / f"build/region01/harbours.{language}.pptx").read_bytes()))
        (picture,) = [one for one in deck.slides[-1].shapes if hasattr(one, "image")]
        return Image.open(BytesIO(picture.image.blob)).convert("RGB").getpixel((5, 5))  # type: ignore[return-value]

    assert color("en") == color("ru") != color("ja")
    (images / "plan.en.svg").unlink()
    assert "the image content/images/plan.en.svg doesn't exist" in run("check").output


def test_translators_are_told_the_slide_its_room_and_what_expressions_print(project: Path) -> None:
    def notes(kind: str) -> str:
        catalog = polib.pofile("content/locale/ru.po")
        return next(entry.comment for entry in catalog if entry.msgctxt == f"figures/{kind}").replace("\n", " ")

    run("i18n", "update", "--lang", "ru")
    assert "slide 3, seen in build/i18n/ru.html#both-figures" in notes("title")
    run("i18n", "status", "--format", "html", "--lang", "ru")
    assert 'id="both-figures"' in Path("build/i18n/ru.html").read_text("utf-8")
    assert "keep {{ regions.value('ships', region=edition) | number }}: it prints 10,137 now" in notes("item")
    edit(project / "data/regions.csv", "10137", "1234567")
    run("i18n", "update", "--lang", "ru")
    assert "it prints 1,234,567 now" in notes("item")
    assert run("i18n", "status", "--strict").exit_code == 0  # the comments alone have changed


def test_a_translation_has_the_room_that_its_translator_is_told(project: Path) -> None:
    run("i18n", "update", "--lang", "ru")
    catalog = polib.pofile("content/locale/ru.po", wrapwidth=78)
    title = next(entry for entry in catalog if entry.msgctxt == "months/title")
    room = re.search(r"room: about (\d+) characters in (\d) lines", title.comment)
    assert room is not None
    for share, fits in ((1.0, True), (2.5, False)):
        words = "Число судов, которые заходили в порты области каждый месяц года, " * 9
        title.msgstr = words[: int(int(room[1]) * share)].strip()
        catalog.save()
        assert ("RD530" in run("check", "--lang", "ru").output) is not fits
