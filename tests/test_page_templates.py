"""Pages of a project's own: one block over the built-in page, ejected ones, and what is said about them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.pipeline import Options, build, check

GALLERY = Path(__file__).resolve().parent / "projects/gallery"
OWN_COVER = """\
{% extends "ria/handout.html.j2" %}
{% block cover %}<header><p class="eyebrow">Our office</p>
<h1 class="document-title" data-label="{{ title_text }}">{{ title }}</h1></header>{% endblock %}
"""


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GALLERY, tmp_path / "gallery", ignore=shutil.ignore_patterns("build")))


def handout(project: Path, out: Path) -> Path:
    result = build(project, Options(output=out, languages=("en",), outputs=("pdf",), jobs=1))
    assert not result.failed, result.diagnostics
    return out / "gallery.en.pdf"


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def drawn(path: Path) -> list[bytes]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.render(scale=0.5).to_pil().tobytes() for page in pdf]


def test_three_lines_change_only_the_cover(project: Path, tmp_path: Path, pdfua: ModuleType) -> None:
    plain = handout(project, tmp_path / "before")
    before = texts(plain)
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/handout.html.j2").write_text(OWN_COVER, "utf-8")
    made = handout(project, tmp_path / "after")
    after = texts(made)
    assert "OUR OFFICE" in after[0].upper()
    assert "OUR OFFICE" not in before[0].upper()
    assert after[1:] == before[1:]
    assert drawn(made)[1:] == drawn(plain)[1:]
    assert pdfua.validate(made) == []


def test_running_heads_are_a_block(project: Path, tmp_path: Path) -> None:
    before = texts(handout(project, tmp_path / "before"))
    (project / "templates").mkdir(exist_ok=True)
    own = '{% extends "ria/handout.html.j2" %}'
    own += '{% block running_heads %}data-title="Our & yours" data-kind="2026"{% endblock %}'
    (project / "templates/handout.html.j2").write_text(own, "utf-8")
    after = texts(handout(project, tmp_path / "after"))
    assert after[0] == before[0]
    assert all("Our & yours · 2026" in page for page in after[1::2])  # left pages; right ones name the chapter
    assert not any("Our & yours" in page for page in before)


def test_running_heads_say_what_the_page_asks_for(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On left and on right pages, in a handout that is set in runs as in one that is set in one piece."""
    (project / "templates").mkdir(exist_ok=True)
    said = 'data-title="{{ running_title }}" data-kind="x" '
    said += 'data-left="{title} \\ &lt;{kind}&gt;" data-right="Ours &amp; {chapter}"'
    own = f'{{% extends "ria/handout.html.j2" %}}{{% block running_heads %}}{said}{{% endblock %}}'
    (project / "templates/handout.html.j2").write_text(own, "utf-8")
    in_runs = texts(handout(project, tmp_path / "runs"))
    assert all("Gallery \\ <x>" in text for text in in_runs[1::2])
    right = {found[0].strip() if (found := re.search("Ours & [A-Za-z]+", text)) else "" for text in in_runs[2::2]}
    assert right > {"Ours & Charts", ""}  # nothing where a chapter begins
    monkeypatch.setattr("ria_deck.render.handout.handout.pieces_of", lambda _html: None)
    assert texts(handout(project, tmp_path / "whole")) == in_runs


@pytest.mark.parametrize("block", ["figure", "table", "slide", "footnotes", "chapter", "contents", "colophon"])
def test_a_block_that_only_repeats_the_built_in_one_changes_nothing(block: str, project: Path, tmp_path: Path) -> None:
    from ria_deck.render.html.page import BUILT_IN, _environment

    templates = project / "templates"
    templates.mkdir(exist_ok=True)
    own = f'{{% extends "ria/handout.html.j2" %}}{{% block {block} scoped %}}[{{{{ super() }}}}]{{% endblock %}}'
    (templates / "handout.html.j2").write_text(own, "utf-8")
    _, environment = _environment(templates)
    assert block in environment.get_template("handout.html.j2").blocks
    assert block in environment.get_template("ria/handout.html.j2").blocks
    assert f"block {block}" in (BUILT_IN / "handout.html.j2").read_text("utf-8")


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.output


def test_an_ejected_block_is_the_built_in_one(project: Path, tmp_path: Path) -> None:
    before = texts(handout(project, tmp_path / "before"))
    assert run("template", "eject", "handout", "--block", "cover", "--project", str(project))[0] == 0
    text = (project / "templates/handout.html.j2").read_text("utf-8")
    assert text.startswith('{% extends "ria/handout.html.j2" %}\n{# made for view 1 #}\n{% block cover %}\n')
    assert texts(handout(project, tmp_path / "after")) == before
    assert run("template", "check", "--project", str(project)) == (0, "1 templates checked\n")
    code, said = run("template", "eject", "handout", "--project", str(project))
    assert code == 1
    assert "RD035" in said


def test_an_ejected_page_says_what_it_is_behind(project: Path) -> None:
    for name in ("handout", "slides", "macros"):
        assert run("template", "eject", name, "--project", str(project))[0] == 0
    assert run("template", "check", "--project", str(project)) == (0, "3 templates checked\n")
    page = project / "templates/handout.html.j2"
    text = page.read_text("utf-8")
    stamp = text.split("handout.html.j2 ")[1][:12]
    page.write_text(text.replace(stamp, "0" * 12).replace("block colophon", "block end_matter"), "utf-8")
    code, said = run("template", "check", "--project", str(project))
    assert code == 0
    assert said.count("RD277") == 2
    assert "`colophon`" in said


def test_a_block_that_is_not_there_is_an_error(project: Path) -> None:
    code, said = run("template", "eject", "handout", "--block", "covr", "--project", str(project))
    assert (code, "did you mean `cover`?" in said) == (1, True)
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/handout.html.j2").write_text(OWN_COVER.replace("block cover", "block covr"), "utf-8")
    (project / "templates/a.md.j2").write_text("{% for %}", "utf-8")
    code, said = run("template", "check", "--project", str(project))
    assert code == 1
    assert "error[RD276]" in said
    assert "templates/handout.html.j2:2:10" in said
    assert "error[RD271]" in said


def test_templates_of_slides_that_name_others_are_checked(project: Path) -> None:
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/a.md.j2").write_text("{% extends 'b.md.j2' %}\n{% block one %}{% endblock %}", "utf-8")
    (project / "templates/b.md.j2").write_text(
        "{% include 'none.md.j2' ignore missing %}{% include 'aa.md.j2' %}", "utf-8"
    )
    (project / "templates/c.md.j2").write_text("{% from 'ria/macro.md.j2' import kpi %}", "utf-8")
    code, said = run("template", "check", "--project", str(project))
    assert (code, said.count("error[RD270]")) == (1, 2)
    assert "templates/b.md.j2:1:53" in said
    assert "templates/c.md.j2:1:9" in said


def test_a_block_that_nothing_prints_is_an_error_of_check_and_build(project: Path, tmp_path: Path) -> None:
    (project / "templates").mkdir(exist_ok=True)
    own = '{% extends "ria/handout.html.j2" %}\n{% block covr %}Ours{% endblock %}'
    (project / "templates/handout.html.j2").write_text(own, "utf-8")
    options = Options(output=tmp_path / "out", outputs=("pdf",))
    for found in (check(project, options), build(project, options).diagnostics):
        [told] = [one for one in found if one.code == "RD276"]
        assert (str(told.span), told.label) == ("templates/handout.html.j2:2:10", "did you mean `cover`?")
    assert not (tmp_path / "out").exists()
