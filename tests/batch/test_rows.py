"""One deck a row: files, texts, manifest, what changed, where numbers come from."""

from __future__ import annotations

import json
from pathlib import Path

import lxml.html
import pptx
import pytest
from typer.testing import CliRunner

from ria_deck import BuildError, Project
from ria_deck.choosing import Options
from ria_deck.cli.app import app
from ria_deck.delivering import Built
from ria_deck.diagnostics import Diagnostic
from ria_deck.pipeline import build, check
from ria_deck.record.changes import compare_manifests
from ria_deck.record.changes_text import as_text
from ria_deck.record.explain import decks_named, find_values
from tests.municipal_talk import PEOPLE, REGIONS, REPORT, TOPIC, write_talk

FILES = [f"{row}/report.{language}.pptx" for row in ("a1", "b2", "c3") for language in ("en", "ja")]


def made(root: Path, **options: object) -> Built:
    return build(root, Options(output=root / "build", jobs=1, **options))  # type: ignore[arg-type]


def words(path: Path) -> str:
    shapes = (shape for slide in pptx.Presentation(str(path)).slides for shape in slide.shapes)
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def errors(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in found if one.severity.value == "error"]


def test_each_row_has_its_own_files_texts_and_records(tmp_path: Path) -> None:
    built = made(write_talk(tmp_path))
    assert not errors(built.diagnostics)
    assert list(built.deliverables) == FILES
    shown = words(tmp_path / "build/b2/report.en.pptx")
    assert "People in Biwa" in shown
    assert "2,210 people live there" in shown
    assert "6,630 people live in 3 places" in shown
    assert "Asahi" not in shown
    manifest = json.loads((tmp_path / "build/manifest.json").read_text("utf-8"))
    assert [(deck["batch_id"], deck["language"]) for deck in manifest["decks"]] == [
        tuple(path.replace("/report", "").split(".")[:2]) for path in FILES
    ]
    assert {(one["batch_id"], one["path"]) for one in manifest["outputs"]} == {(path[:2], path) for path in FILES}


def test_a_row_comes_into_templates_too(tmp_path: Path) -> None:
    topic = "---\ntitle: People\ntemplate: one.md.j2\n---\n"
    template = '## {{ r.name }} of all {#one}\n\n{% if r.code == "b2" %}The lake.{% else %}No lake.{% endif %}\n'
    root = write_talk(tmp_path, topic=topic)
    (root / "templates").mkdir()
    (root / "templates/one.md.j2").write_text(template, "utf-8")
    assert not errors(made(root).diagnostics)
    assert "The lake" in words(root / "build/b2/report.en.pptx")
    assert "No lake" in words(root / "build/c3/report.en.pptx")


def test_an_edition_has_a_batch_of_its_own(tmp_path: Path) -> None:
    report = REPORT.replace("batch: {", "editions:\n  all: {title: All places}\n  each:\n    batch: {")
    root = write_talk(tmp_path, report=report, topic=TOPIC.replace("title: People", "title: People\neditions: [each]"))
    (root / "content/02-all.md").write_text("---\ntitle: All\n---\n\n## All of them\n\nText.\n", "utf-8")
    built = made(root, languages=("en",))
    assert not errors(built.diagnostics)
    each = [f"{row}/each/report.en.pptx" for row in ("a1", "b2", "c3")]
    assert sorted(built.deliverables) == sorted([*each, "all/report.en.pptx"])


def test_the_messages_are_one_set_for_all_rows(tmp_path: Path) -> None:
    from ria_deck.diagnostics import Report
    from ria_deck.translations import gather

    texts = []
    for name, regions in (("one", "code,name\na1,Asahi\n"), ("three", REGIONS)):
        found = gather(write_talk(tmp_path / name, regions=regions), Report())
        assert found is not None
        texts.append([(message.context, message.text) for message in found.to("ja")])
    assert texts[0] == texts[1]
    assert ("people/title", "{{ r.name }} has more people than before") in texts[1]


def test_a_row_with_a_false_claim_stops_alone(tmp_path: Path) -> None:
    root = write_talk(tmp_path)
    assert made(root).stopped == ()
    before = (root / "build/b2/report.en.pptx").read_bytes()
    write_talk(root, people=PEOPLE.replace("2210", "2000").replace("3210", "3330"))
    built = made(root)
    assert built.stopped == ("b2",)
    assert built.failed
    (claim,) = [one for one in built.diagnostics if one.code == "RD240"]
    assert str(claim.rows) == "in 1 of 3 rows: b2"
    assert (root / "build/b2/report.en.pptx").read_bytes() == before
    assert "3,330 people" in words(root / "build/c3/report.en.pptx")
    assert {one["path"] for one in built.after["outputs"]} == set(FILES) if built.after else False


def test_a_fault_of_all_rows_is_told_once_and_writes_nothing(tmp_path: Path) -> None:
    built = made(write_talk(tmp_path, topic=TOPIC.replace("r.name }} has", "r.nmae }} has")))
    (fault,) = [one for one in built.diagnostics if one.code == "RD203"]
    assert str(fault.rows) == "in all 3 rows: a1, b2, c3"
    assert built.after is None
    assert not list(tmp_path.glob("build/*/*"))


def test_under_strict_no_row_is_written_when_one_fails(tmp_path: Path) -> None:
    root = write_talk(tmp_path, people=PEOPLE.replace("2210", "2000"))
    assert made(root, strict=True, languages=("en",)).after is None


def test_what_changed_names_the_rows(tmp_path: Path) -> None:
    root = write_talk(tmp_path)
    before = made(root).after
    write_talk(root, people=PEOPLE.replace("1210", "1220"))
    after = made(root).after
    assert before is not None
    assert after is not None
    text = as_text(compare_manifests(before, after), 0.1)
    assert "people (content/01-people.md:8), row a1\n" in text
    assert "together (content/01-people.md:13), 3 rows: a1, b2, c3\n" in text
    assert text.count("6,630 → 6,640") == 2  # en, ja


def test_a_number_is_explained_in_its_row(tmp_path: Path) -> None:
    manifest = made(write_talk(tmp_path)).after
    assert manifest is not None
    assert {str(place.deck) for place in find_values(manifest, "2,210")} == {"b2/en", "b2/ja"}
    assert {str(name) for name in decks_named(manifest, "b2")} == {"b2/en", "b2/ja"}
    assert {str(name) for name in decks_named(manifest, "b2/report.ja")} == {"b2/ja"}


def test_only_shard_and_params_leave_the_other_rows_alone(tmp_path: Path) -> None:
    root = write_talk(tmp_path)
    whole = made(root).after
    assert whole is not None
    only = made(root, only=("c3",))
    assert "1 row: 1 written; 2 others were not asked for" in (root / "build/batch.html").read_text("utf-8")
    assert only.deliverables == ("c3/report.en.pptx", "c3/report.ja.pptx")
    shares = [made(root, shard=(number, 2)) for number in (1, 2)]
    assert [path for one in shares for path in one.deliverables] == [*FILES[:2], *FILES[4:], *FILES[2:4]]
    assert not any(one.changed for one in (only, *shares))
    later = made(root, params={"since": "2020"}, only=("a1",), languages=("en",))
    assert later.changed == ("a1/report.en.pptx",)
    assert "in 2020 there were 1,210" in words(root / "build/a1/report.en.pptx")
    assert later.after is not None
    assert [one["path"] for one in later.after["outputs"]] == FILES
    assert made(root).changed == ("a1/report.en.pptx",)  # a parameter isn't taken for what it was


def test_shares_in_folders_of_their_own_are_the_whole(tmp_path: Path) -> None:
    root = write_talk(tmp_path)
    made(root)
    for number in (1, 2):
        share = build(root, Options(output=tmp_path / f"share{number}", jobs=1, shard=(number, 2)))
        assert not share.failed
        for path in share.deliverables:
            assert (tmp_path / f"share{number}" / path).read_bytes() == (root / "build" / path).read_bytes()
    project = Project.open(root)
    shares = [[one.files for one in project.variants(shard=(number, 2))] for number in (1, 2)]
    assert [len(one) for one in shares] == [4, 2]
    assert sorted(shares[0] + shares[1]) == sorted(one.files for one in project.variants())


def test_rows_that_a_parameter_chooses_stay_until_a_build_without_it(tmp_path: Path) -> None:
    report = REPORT.replace("regions.rows()", "regions.rows(code=params.code)")
    root = write_talk(tmp_path, report=report.replace("params: {", "params: {code: a1, "))
    for code in ("b2", "c3"):
        made(root, params={"code": code}, languages=("en",))
    assert sorted(path.name for path in (root / "build").iterdir() if path.name[1:2].isdigit()) == ["b2", "c3"]
    made(root, languages=("en",))
    assert sorted(path.name for path in (root / "build").iterdir() if path.name[1:2].isdigit()) == ["a1"]


def test_a_row_that_is_gone_takes_its_files_along(tmp_path: Path) -> None:
    root = write_talk(tmp_path)
    made(root)
    write_talk(root, regions=REGIONS.replace("b2,Biwa\n", ""))
    built = made(root)
    assert not (root / "build/b2").exists()
    assert built.after is not None
    assert {one["path"] for one in built.after["outputs"]} == {*FILES[:2], *FILES[4:]}


def test_an_unchanged_row_is_taken_from_the_last_build(tmp_path: Path) -> None:
    root = write_talk(tmp_path)
    told: list[int] = []
    build(root, Options(output=root / "build", jobs=1, languages=("en",)))
    build(root, Options(output=root / "build", jobs=1, languages=("en",)), lambda _, done, __: told.append(done))
    assert told == [3]


@pytest.mark.parametrize(
    ("batch", "regions", "code", "message"),
    [
        ('{for: "r in regions.rows()", id: x}', REGIONS, "RD037", "the batch id `x` is given twice"),
        (
            '{for: "r in regions.rows()", id: "{{ r.name }}"}',
            "code,name\na1,A b\n",
            "RD031",
            "can't contain white space",
        ),
        (
            '{for: "r in regions.rows()", id: "{{ r.name }}"}',
            "code,name\na1,Manifest.json\n",
            "RD031",
            "file of the build",
        ),
        (
            '{for: "r in regions.rows()", id: "{{ r.name }}"}',
            "code,name\na1,Ab\na2,AB\n",
            "RD037",
            "`AB` is given twice",
        ),
        ('{for: "r in regions.rows()", id: "{{ r.code }},x"}', "code,name\na1,A\n", "RD031", "can't contain `,`"),
        ('{for: "r in regions.rows()", id: "{{ r.cod }}"}', REGIONS, "RD203", "has no column `cod`"),
        ('{for: "r in regions.rows(code=\'zz\')", id: "{{ r.code }}"}', REGIONS, "RD038", "makes no deck"),
        ('{for: "r in regions", id: "{{ r.code }}"}', REGIONS, "RD215", "is a table"),
        ('{for: "regions.rows()", id: "{{ r.code }}"}', REGIONS, "RD156", "can't read `for"),
        ('{for: "edition in regions.rows()", id: "{{ r.code }}"}', REGIONS, "RD156", "can't be called `edition`"),
        ('{for: "r in regions.rows()", name: "{{ r.code }}"}', REGIONS, "RD020", "`name` isn't supported here"),
    ],
)
def test_a_mistake_in_the_batch_is_told_where_it_is(
    tmp_path: Path, batch: str, regions: str, code: str, message: str
) -> None:
    report = REPORT[: REPORT.index("batch:")] + f"batch: {batch}\n"
    found = check(write_talk(tmp_path, report=report, regions=regions), Options(output=tmp_path / "build"))
    (fault,) = [one for one in found if one.code == code]
    assert message in fault.message
    assert fault.span is not None
    assert (fault.span.path, fault.span.line) == ("content/report.yaml", 8)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"only": ("b3",)}, "--only b3: the batch has no row `b3`"),
        ({"shard": (3, 2)}, "--shard 3/2: there are no such shares"),
        ({"params": {"sinse": "2020"}}, "-P sinse=2020: the report has no parameter `sinse`"),
    ],
)
def test_what_is_asked_for_and_not_there_is_told(tmp_path: Path, options: dict[str, object], message: str) -> None:
    built = made(write_talk(tmp_path), **options)
    assert errors(built.diagnostics) == [("RD901", message)]


def test_a_report_without_a_batch_has_no_rows_to_choose(tmp_path: Path) -> None:
    report = REPORT[: REPORT.index("batch:")].replace("{{ r.name }}", "Asahi")
    root = write_talk(tmp_path, report=report, topic="---\ntitle: A\n---\n\n## B\n\nText.\n")
    assert errors(made(root, only=("a1",)).diagnostics) == [("RD901", "--only a1: the report has no `batch`")]


def test_python_has_the_rows(tmp_path: Path) -> None:
    project = Project.open(write_talk(tmp_path))
    assert project.deck().title.text == "People in Asahi"
    assert project.deck(batch_id="c3", language="ja").batch_id == "c3"
    with pytest.raises(BuildError, match="no row `zz`"):
        project.deck(batch_id="zz")
    assert [(one.batch_id, one.files) for one in project.variants(languages=["en"], shard=(1, 3))] == [
        ("a1", ("a1/report.en.pptx",))
    ]


def test_a_link_in_the_place_of_a_row_s_folder_is_refused(tmp_path: Path) -> None:
    root = write_talk(tmp_path / "talk")
    (tmp_path / "elsewhere").mkdir()
    (root / "build").mkdir()
    (root / "build/b2").symlink_to(tmp_path / "elsewhere")
    assert errors(made(root).diagnostics) == [("RD002", "`build/b2` points outside the output folder")]
    assert not list((tmp_path / "elsewhere").iterdir())


def test_the_page_of_rows_says_which_claims_are_false_where(tmp_path: Path) -> None:
    people = PEOPLE.replace("2210", "2000").replace("c3,2020,3210\n", "")
    root = write_talk(tmp_path, people=people)
    asked = ["build", "--project", str(root), "--jobs", "1", "--lang", "en"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 1
    table = done.stderr[done.stderr.index("row  claims") :].splitlines()
    assert table[1].split() == ["b2", "more", "people", "than", "before", "(content/01-people.md:8)"]
    assert table[2].split() == ["c3", "RD206", "content/01-people.md:5"]
    page = (root / "build/batch.html").read_text("utf-8")
    tree = lxml.html.fromstring(page)
    assert tree.xpath("//p")[0].text_content() == "3 rows: 1 written, 2 not"
    faults = [[cell.text_content() for cell in row] for row in tree.xpath("//table[position()<3]/tbody/tr")]
    assert faults[0] == ["“more people than before”", "content/01-people.md:8", "1", "b2"]
    assert ["RD206: no row of `population` has code=c3, year=2020", "content/01-people.md:10", "1", "c3"] in faults
    rows = {row.get("id"): [cell.text_content() for cell in row] for row in tree.xpath("//tr[@id]")}
    assert rows["a1"][:3] == ["a1", "Asahi", "report.en.pptx"]
    assert rows["b2"][2] == "not written: en"
    assert "= 2000 (data/population.csv [code=b2, year=2020] people" in rows["b2"][3]
    assert {link.get("href") for link in tree.xpath("//td/a")} >= {"a1/report.en.pptx", "#b2"}
    write_talk(root, people=people)
    assert CliRunner().invoke(app, ["clean", "--project", str(root)]).exit_code == 0
    assert not (root / "build/batch.html").exists()


def test_a_report_that_has_lost_its_batch_loses_the_page(tmp_path: Path) -> None:
    root = write_talk(tmp_path)
    made(root, languages=("en",))
    assert (root / "build/batch.html").exists()
    report = REPORT[: REPORT.index("batch:")].replace("{{ r.name }}", "Asahi")
    write_talk(root, report=report, topic="---\ntitle: A\n---\n\n## B\n\nText.\n")
    assert made(root, languages=("en",)).changed == ("report.en.pptx",)
    assert not (root / "build/batch.html").exists()
    assert not (root / "build/a1").exists()
