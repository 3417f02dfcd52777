"""What has one cause is told once: a figure in two sizes, a character in three languages."""

from __future__ import annotations

from pathlib import Path

from ria_deck.alike import as_one
from ria_deck.diagnostics import Diagnostic
from tests.small_project import REPORT, BuiltProject, built

CHART = "```{chart}\ndata: t\nmark: bar\nencoding: {x: k, y: v}\nalt: a\n```\n"


def told(made: BuiltProject, code: str) -> list[Diagnostic]:
    return [one for one in as_one(made.told) if one.code == code]


def in_three(files: dict[str, str]) -> dict[str, str]:
    return {**files, "content/report.yaml": REPORT.replace("languages: [en]", "languages: [en, ja, ru]")}


def test_names_that_do_not_fit_in_slide_and_handout_are_one_warning(tmp_path: Path) -> None:
    rows = "".join(f"A rather long name, number {n},{n}\n".replace(", n", " n") for n in range(40))
    files = {"content/01.md": f"## A {{#a layout=chart}}\n\n{CHART}", "data/t.csv": f"k,v\n{rows}"}
    (found,) = told(built(tmp_path, in_three(files)), "RD631")
    assert found.message == "some category names don't fit below the chart `chart` and are left out"
    assert found.label.count("in a figure of") >= 2  # the slide's and the handout's
    assert "horizontal bars" in found.hint  # a name with a number in it is no date


def test_a_course_of_time_is_not_to_lie(tmp_path: Path) -> None:
    rows = "".join(f"Week {n},{n}\n" for n in range(90))
    files = {"content/01.md": f"## A {{#a layout=chart-right}}\n\n- x\n\n{CHART}", "data/t.csv": f"k,v\n{rows}"}
    assert {one.hint[:19] for one in told(built(tmp_path, files), "RD631")} == {"take a wider layout"}


def test_a_character_that_no_font_has_is_one_error_for_all_languages(tmp_path: Path) -> None:
    files = {"content/01.md": "## A {#a}\n\n- x \U00013000\n\n## B {#b}\n\n- y \U00013000\n"}
    (found,) = told(built(tmp_path, in_three(files)), "RD531")
    assert found.message.startswith("slide `a`: no font has “\U00013000” U+13000")
    assert found.label == "in the language en; in the language ja; in the language ru"
    assert found.span is not None
    assert (found.span.path, found.span.line) == ("content/01.md", 1)
    assert [span.line for span, _ in found.related] == [5]
