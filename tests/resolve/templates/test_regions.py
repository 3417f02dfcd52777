"""47 regions through one template in three languages: cells, one set of messages, what makes a translation stale."""

# ruff: noqa: E501 - texts on a line

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import polib
import pytest
from babel.numbers import format_decimal, format_percent
from pptx import Presentation
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.pipeline import Options, build, check
from tests.resolve.templates.regions_project import TEMPLATE, TOPIC, project

JAPANESE = {
    "In a year, **{{ r.name }}** had {{ r.now | number }} {{ values.unit }}.": "**{{ r.name }}**の{{ values.unit }}は{{ r.now | number }}人。",
    "visitors": "訪問者",
    "{{ r.name }} grew.": "{{ r.name }}は増えた。",
}  # fmt: skip

SHARES = {"en": "+0.0%;-0.0%", "ja": "+0.0%;-0.0%", "ru": "+0.0 %;-0.0 %"}


def run(root: Path, *arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments, "--project", str(root)])
    assert done.exit_code == 0, done.output
    return done.output


def translate(root: Path) -> None:
    run(root, "i18n", "update")
    for language in ("ja", "ru"):
        path = root / f"content/locale/{language}.po"
        catalog = polib.pofile(str(path))
        for entry in catalog:
            entry.msgstr = JAPANESE.get(entry.msgid, entry.msgid) if language == "ja" else entry.msgid
        catalog.save()


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("regions"))
    translate(root)
    result = build(root, Options(output=root / "build"))
    assert not result.diagnostics, result.diagnostics
    return root


def _manifest(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "build/manifest.json").read_text("utf-8"))
    return found


def test_every_region_has_its_slide_in_every_language(root: Path) -> None:
    for language, words in (("en", "Region 47 had 2,269 visitors."), ("ja", "第47県の訪問者は2,269人。")):
        deck = Presentation(str(root / f"build/regions.{language}.pptx"))
        texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
        assert any(words in text for text in texts), language
        assert len([slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes)]) == 47


def test_one_set_of_messages(root: Path) -> None:
    """47 slides have the messages of one; a language whose names no column has is asked for those of the regions, once."""
    ours = [
        "01-regions/topic.title",
        "01-regions/values.unit",
        "region-{{ r.code }}/chart.alt",
        "region-{{ r.code }}/item",
        "region-{{ r.code }}/item",
        "region-{{ r.code }}/notes",
        "region-{{ r.code }}/notes",
        "region-{{ r.code }}/title",
        "region.md.j2/words",
        "report/title",
        "source/made-up",
    ]
    asked = {language: polib.pofile(str(root / f"content/locale/{language}.po")) for language in ("ja", "ru")}
    assert sorted(entry.msgctxt for entry in asked["ja"]) == ours
    names = [(entry.msgctxt, entry.msgid) for entry in asked["ru"] if entry.msgctxt not in ours]
    assert sorted(names) == [("cells/name", one["name"]) for one in _rows(root)]
    assert len(asked["ru"]) == len(ours) + 47
    assert "0 stale, 0 missing" in run(root, "i18n", "status")


def _rows(root: Path) -> list[dict[str, str]]:
    with (root / "data/regions.csv").open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: row["name"])


def _words(text: str) -> str:
    return re.sub(r"\s", " ", text)


def test_each_value_is_explained_to_its_cell(root: Path) -> None:
    """Every name and number of 47 slides in three languages: as the table has it, in the language's form, from its cell
    and no other; and no slide shows a number that isn't one of them."""
    decks = {deck["language"]: {slide["id"]: slide for slide in deck["slides"]} for deck in _manifest(root)["decks"]}
    assert sorted(decks) == ["en", "ja", "ru"]
    for language, slides in decks.items():
        for row in _rows(root):
            before, now = int(row["before"]), int(row["now"])
            place = ("data/regions.csv", f"code={row['code']}")
            name = ("name_ja", "name") if language == "ja" else ("name",)
            share = format_percent((now - before) / before, format=SHARES[language], locale=language)
            numbers = [(before, ("before",)), (now, ("now",))]
            known = {
                (format_decimal(value, locale=language), tuple((*place, c) for c in cells)) for value, cells in numbers
            }
            known |= {(row[name[0]], tuple((*place, column) for column in name))}
            known |= {
                (share, ((*place, "before"), (*place, "now"))),
                (share.lstrip("+"), ((*place, "before"), (*place, "now"))),
            }
            known = {(_words(text), cells) for text, cells in known}
            slide = slides[f"region-{row['code']}"]
            texts = [text for text in slide["texts"] if text.get("values") or text.get("points")]
            assert [text["place"] for text in texts] == ["title", "body", "body", "chart chart", "chart chart", "notes"]
            for text in texts:
                values = [*text.get("values", ()), *text.get("points", ())]
                found = [(_words(one["text"]), tuple(map(tuple, one["cells"]))) for one in values]
                assert set(found) <= known, (language, row["code"], text["place"])
                rest = _words(text["text"])
                for value, _ in found:
                    rest = rest.replace(value, "")
                assert not re.search(r"[0-9]", rest), (language, row["code"], rest)
    assert len(_manifest(root)["tables"]["regions"]["rows"]) == 47


def test_explain_prints_the_cells_of_a_region(root: Path) -> None:
    said = run(root, "explain", "region-46")
    for cell in ("code=46, name: Region 46", "code=46, name_ja: 第46県", "code=46, now: 2564", "code=46, before: 2702"):
        assert f"from data/regions.csv, {cell}" in said
    assert set(re.findall(r"code=[0-9]+", said)) == {"code=46"}
    assert "in ru, slide region-46 (templates/region.md.j2:5), notes:" in said


def written(root: Path) -> list[list[str]]:
    """The catalogs' lines without the comments that say what expressions print now."""
    texts = [(root / f"content/locale/{language}.po").read_text("utf-8") for language in ("ja", "ru")]
    return [[line for line in text.splitlines() if not line.startswith("#. keep ")] for text in texts]


def test_data_make_nothing_stale_and_a_word_of_the_template_makes_one(tmp_path: Path) -> None:
    root = project(tmp_path)
    translate(root)
    table = root / "data/regions.csv"
    lines = table.read_text("utf-8").splitlines()
    more = [",".join([*line.split(",")[:3], *(str(int(one) + 7) for one in line.split(",")[3:])]) for line in lines[1:]]
    table.write_text("\n".join([lines[0], *more]) + "\n", "utf-8")
    catalogs = written(root)
    assert not [one for one in check(root, Options(output=root / "build")) if one.code.startswith("RD4")]
    run(root, "i18n", "update")
    assert run(root, "i18n", "status").count(" 0 stale, 0 missing") == 2
    assert written(root) == catalogs
    template = root / "templates/region.md.j2"
    template.write_text(TEMPLATE.replace("In a year,", "Within a year,"), "utf-8")
    run(root, "i18n", "update")
    assert run(root, "i18n", "status").count(" 1 stale, 0 missing") == 2


def test_a_branch_that_no_row_takes_for_a_while_keeps_its_translation(tmp_path: Path) -> None:
    root = project(tmp_path, count=5)
    translate(root)
    table = root / "data/regions.csv"
    old = table.read_text("utf-8")
    table.write_text(old.replace("1185,1205", "1185,1100"), "utf-8")
    run(root, "i18n", "update")
    assert "grew" not in "".join(
        entry.msgid for entry in polib.pofile(str(root / "content/locale/ja.po")) if not entry.obsolete
    )
    table.write_text(old, "utf-8")
    for _ in range(2):  # before catalogs are updated, and after
        assert run(root, "i18n", "status").count(" 0 stale, 0 missing") == 2
        run(root, "i18n", "update")
    [grew] = [entry for entry in polib.pofile(str(root / "content/locale/ja.po")) if "grew" in entry.msgid]
    assert (grew.msgstr, grew.obsolete) == ("{{ r.name }}は増えた。", False)


def test_topics_of_one_template_share_its_messages(tmp_path: Path) -> None:
    root = project(tmp_path, count=3)
    template = """\
{% set r = regions.rows(code=values.code) | first %}
## {{ r.name }} {#region-{{ values.code }}}

- {{ values.lead | markdown }}
- {{ r.now | number }} {{ values.unit }}
{{ body }}
"""
    (root / "templates/region.md.j2").write_text(template, "utf-8")
    (root / "content/01-regions.md").unlink()
    for code in ("01", "02"):
        head = f"template: region.md.j2\nvalues: {{code: '{code}', unit: visitors, lead: 'The **{code}**th'}}\n"
        (root / f"content/{code}.md").write_text(f"---\n{head}---\n- More words\n", "utf-8")
    (root / "content/03.yaml").write_text(
        "template: region.md.j2\nvalues: {code: '03', unit: persons, lead: x}\nslides:\n"
        "  - {title: Another slide, id: more, text: '- y'}\n",
        "utf-8",
    )
    run(root, "i18n", "update")
    catalog = polib.pofile(str(root / "content/locale/ja.po"))
    found = [(entry.msgctxt, entry.msgid) for entry in catalog if not entry.msgctxt.startswith(("report", "source"))]
    assert sorted(found) == [
        ("01/values.unit", "visitors"),
        ("02/values.unit", "visitors"),
        ("03/values.unit", "persons"),
        ("more/item", "y"),
        ("more/title", "Another slide"),
        ("region-{{ values.code }}/item", "More words"),
        ("region-{{ values.code }}/item", "The **01**th"),
        ("region-{{ values.code }}/item", "The **02**th"),
        ("region-{{ values.code }}/item", "x"),
        ("region-{{ values.code }}/item", "{{ r.now | number }} {{ values.unit }}"),
        ("region-{{ values.code }}/title", "{{ r.name }}"),
    ]
    places = [place for entry in catalog if entry.msgid == "More words" for place in entry.occurrences]
    assert places[0][0] == "content/01.md"


def test_a_claim_of_a_template_fails_for_the_region_that_breaks_it(tmp_path: Path) -> None:
    claim = "```{claims}\n- {that: \"regions.value('now', code='{{ r.code }}') > 1000\", says: 'had {{ r.now | number }}'}\n```\n"
    root = project(tmp_path, count=3, template=TEMPLATE.replace("::: notes", claim + "\n::: notes"))
    table = root / "data/regions.csv"
    table.write_text(table.read_text("utf-8").replace("1054", "999"), "utf-8")
    assert "999" in table.read_text("utf-8")
    result = build(root, Options(output=root / "build", languages=("en",)))
    assert [found.code for found in result.diagnostics] == ["RD240"]
    (mistake,) = result.diagnostics
    assert mistake.span is not None
    assert (mistake.span.path, mistake.span.line) == ("templates/region.md.j2", 7)
    assert not list((root / "build").glob("regions.*"))


def test_mistakes_in_what_a_template_prints_are_in_the_template(tmp_path: Path) -> None:
    root = project(
        tmp_path, count=5, template=TEMPLATE.replace("mark: bar", "mark: baar").replace("grew.", "grew <b>.")
    )
    result = build(root, Options(output=root / "build", languages=("en",)))
    found = [(one.code, one.span.path, one.span.line) for one in result.diagnostics if one.span]
    assert sorted(found) == [("RD023", "templates/region.md.j2", 13), ("RD105", "templates/region.md.j2", 20)]
    assert all(one.related[0][0].path == "content/01-regions.md" for one in result.diagnostics)
    assert not list((root / "build").glob("regions.*"))


def test_two_slides_of_one_id_are_an_error(tmp_path: Path) -> None:
    root = project(tmp_path, count=2, template=TEMPLATE.replace("#region-{{ r.code }}", "#region"))
    result = build(root, Options(output=root / "build", languages=("en",)))
    assert [one.code for one in result.diagnostics] == ["RD161"]


def test_a_template_that_is_not_there_is_reported_in_the_topic(tmp_path: Path) -> None:
    root = project(tmp_path, count=2, topic=TOPIC.replace("region.md", "regions.md"))
    result = build(root, Options(output=root / "build", languages=("en",)))
    (mistake,) = result.diagnostics
    assert (mistake.code, mistake.label) == ("RD270", "did you mean `region.md.j2`?")
    assert mistake.span is not None
    assert (mistake.span.path, mistake.span.line, mistake.span.column) == ("content/01-regions.md", 3, 11)


def test_a_table_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    root = project(tmp_path, count=2)
    (root / "data/regions.csv").unlink()
    result = build(root, Options(output=root / "build", languages=("en",)))
    (mistake,) = result.diagnostics
    assert mistake.span is not None
    assert mistake.span.path == "data/datapackage.yaml"


def test_claims_at_the_head_of_a_topic_are_checked_on_what_its_template_prints(tmp_path: Path) -> None:
    claims = (
        "claims:\n  - {that: \"regions.value('now', code='01') > 5000\", says: 'had {{ r.now | number }} visitors'}\n"
    )
    root = project(tmp_path, count=2, topic=TOPIC.replace("values:", f"{claims}values:"))
    result = build(root, Options(output=root / "build", languages=("en",)))
    assert [one.code for one in result.diagnostics] == ["RD230"]
    said = TOPIC.replace("values:", claims.replace("had {{ r.now | number }} visitors", "In a year") + "values:")
    (root / "content/01-regions.md").write_text(said, "utf-8")
    result = build(root, Options(output=root / "build", languages=("en",)))
    assert {one.code for one in result.diagnostics} == {"RD240"}
