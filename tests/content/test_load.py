"""The folder content/ as a whole: which topics there are, ids, editions, pictures and their credits."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.content.load import load_content
from ria_deck.content.specs.slides import Content
from ria_deck.diagnostics import Diagnostic, Report

REPORT = """
id: r
title: A report
authors: [{name: A. Author}]
date: 2020-12-01
language: en
languages: [en]
outputs: [pptx]
"""
CREDIT = '{credit: A. Photographer, licence: CC BY 4.0, source: "https://example.org"}'


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    _write(tmp_path, "content/report.yaml", REPORT)
    return tmp_path


def _write(root: Path, name: str, text: str = "") -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _load(root: Path) -> tuple[Content, list[Diagnostic]]:
    report = Report()
    return load_content(root, report), report.diagnostics


def _told(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{found.code} {found.span} {found.message}" for found in diagnostics]


def test_topics_come_in_name_order(project: Path) -> None:
    for name in ("b", "a", "10-c", "2-d"):
        _write(project, f"content/{name}.md", f"# T {name}\n\n## Slide {name}\n")
    _write(project, "content/.#a.md", "an editor's")
    _write(project, "content/images/readme.md", "no topic")
    content, told = _load(project)
    assert told == []
    assert [topic.id for topic in content.topics] == ["10-c", "2-d", "a", "b"]


def test_topics_come_as_the_report_lists_them(project: Path) -> None:
    _write(project, "content/report.yaml", REPORT + "topics: [b.md, a.md]\n")
    for name in ("a", "b", "left-out"):
        _write(project, f"content/{name}.md", f"## Slide {name}\n")
    content, told = _load(project)
    assert told == []
    assert [topic.id for topic in content.topics] == ["b", "a"]


def test_a_report_without_topics_is_an_error(project: Path) -> None:
    _, told = _load(project)
    assert [found.code for found in told] == ["RD160"]
    assert "content/01-first.md" in told[0].hint


def test_a_listed_topic_that_is_missing_is_told_once(project: Path) -> None:
    _write(project, "content/report.yaml", REPORT + "topics: [a.md, b.md]\n")
    _write(project, "content/a.md", "## A\n")
    _, told = _load(project)
    assert len(told) == 1
    assert "b.md" in told[0].message


def test_two_slides_of_one_id_are_told_with_both_places(project: Path) -> None:
    _write(project, "content/a.md", "## Cars {#cars}\n")
    _write(project, "content/b.md", "\n## Cars\n")
    _, told = _load(project)
    assert _told(told) == ["RD161 content/b.md:2:4 duplicate slide id `cars`"]
    assert str(told[0].related[0][0]) == "content/a.md:1:4"


def test_an_edition_that_is_not_there_is_told(project: Path) -> None:
    _write(project, "content/report.yaml", REPORT + "editions: {original: {}, update: {}}\n")
    _write(project, "content/a.md", "---\neditions: orignal\n---\n## A\n\n## B {editions=update}\n")
    _, told = _load(project)
    assert _told(told) == ["RD162 content/a.md:2:11 unknown edition `orignal`"]
    assert told[0].label == "did you mean `original`?"


def test_a_picture_with_a_credit_is_fine(project: Path) -> None:
    _write(project, "content/images/ferry.jpg", "x")
    _write(project, "content/images/credits.yaml", f"ferry.jpg: {CREDIT}\n")
    _write(
        project, "content/a.md", "## A\n\n![A ferry](images/ferry.jpg)\n\n::: handout\n![F](./images/ferry.jpg)\n:::\n"
    )
    content, told = _load(project)
    assert told == []
    assert "images/ferry.jpg" in content.credits


def test_a_picture_without_a_credit_names_the_entry_to_add(project: Path) -> None:
    _write(project, "content/images/ferry.jpg", "x")
    _write(project, "content/a.md", "## A\n\n![A ferry](images/ferry.jpg)\n")
    _, told = _load(project)
    assert _told(told) == ["RD164 content/a.md:3:12 the image `images/ferry.jpg` has no credit"]
    assert "content/images/credits.yaml: ferry.jpg: {credit: " in told[0].hint


@pytest.mark.parametrize(
    ("path", "message", "label"),
    [
        ("images/fery.jpg", "the image content/images/fery.jpg doesn't exist", "did you mean `images/ferry.jpg`?"),
        ("images", "the image content/images is a folder", "did you mean `images/ferry.jpg`?"),
        ("../data/map.png", "the image `../data/map.png` is outside content/", ""),
        ("../../etc/passwd", "`content/../../etc/passwd` is outside the project", ""),
        ("https://example.org/x.png", "the image `https://example.org/x.png` is not a file of the project", ""),
        ("/etc/passwd", "`/etc/passwd` is not an image path inside content/", ""),
        ("images\\\\ferry.jpg", "`images\\ferry.jpg` is not an image path inside content/", ""),
    ],
)
def test_a_picture_that_is_no_file_of_content_is_told(project: Path, path: str, message: str, label: str) -> None:
    _write(project, "content/images/ferry.jpg", "x")
    _write(project, "data/map.png", "x")
    _write(project, "content/a.md", f"## A\n\n- x\n\n::: handout\n![A]({path})\n:::\n")
    _, told = _load(project)
    assert [found.message for found in told] == [message]
    assert str(told[0].span) == "content/a.md:6:6"
    assert told[0].label == label


def test_a_picture_behind_a_link_out_of_the_project_is_told(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.jpg"
    outside.write_text("x")
    (project / "content/images").mkdir()
    (project / "content/images/x.jpg").symlink_to(outside)
    _write(project, "content/a.md", "## A\n\n![A](images/x.jpg)\n")
    _, told = _load(project)
    assert [found.code for found in told] == ["RD002"]


def test_mistakes_of_all_files_are_told_at_once(project: Path) -> None:
    _write(project, "content/a.md", "## A {.x}\n")
    _write(project, "content/b.md", "## B\n\n![x](images/y.jpg)\n")
    (project / "content/c.md").write_bytes(b"## \xff\n")
    _, told = _load(project)
    assert sorted(found.code for found in told) == ["RD004", "RD154", "RD163"]
