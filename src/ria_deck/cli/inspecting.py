"""The commands `diff`, `explain`, `schema` and `template`."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ria_deck.cli.options import (
    Format,
    OutputOption,
    ProjectOption,
    faults,
    root_with_tables,
    say,
    tell,
    with_project,
)
from ria_deck.diagnostics import Report

template = typer.Typer(help="Templates: inspect PowerPoint files, copy and check page templates.", no_args_is_help=True)


class DiffFormat(StrEnum):
    """Formats of differences."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def answer(text: str) -> None:
    """Print the result on stdout."""
    typer.echo(text.rstrip("\n"))
    sys.stdout.flush()


def diff(
    before: Annotated[Path | None, typer.Argument(metavar="BEFORE", help="A manifest, build folder or deck.")] = None,
    after: Annotated[
        Path | None,
        typer.Argument(metavar="AFTER", help="The one to compare with (default: the project's last build)."),
    ] = None,
    project: ProjectOption = None,
    against: Annotated[
        str, typer.Option("--against", metavar="GIT-REV", help="Compare with the project as of a commit.")
    ] = "",
    threshold: Annotated[
        float,
        typer.Option(
            "--threshold", min=0, metavar="SHARE", help="Mark values that changed by more than this (0.1 is 10%)."
        ),
    ] = 0.1,
    form: Annotated[DiffFormat, typer.Option("--format", help="Format of the differences.")] = DiffFormat.TEXT,
    output: OutputOption = None,
) -> None:
    """Show what changed between two builds: cells, values, sentences, chart points, and what to review.

    Two .pptx files, whoever made them, are compared by what they show: texts, tables, chart values, notes.

    Without BEFORE, the last build but one is compared with the last one.

    Examples:

      ria-deck diff

      ria-deck diff build-before build --format html > changes.html

      ria-deck diff --against main --format markdown

      ria-deck diff before.pptx after.pptx
    """
    if before is not None and after is not None and before.suffix.lower() == after.suffix.lower() == ".pptx":
        from ria_deck.record.deck_changes import compare_decks, deck_changes_as

        told = Report()
        with faults(Format.TEXT):
            changes = compare_decks(before, after, told)
        if changes is not None:
            answer(deck_changes_as(form.value, changes))
        raise typer.Exit(tell(told.diagnostics, None, Format.TEXT))

    def work(root: Path) -> int:
        from ria_deck.comparing import compare_builds, written

        report = Report()
        folder = (output or root / "build").resolve()
        found = compare_builds(root, folder, before, after, against, report)
        if found is not None:
            answer(written(found, form.value, threshold, report))
        return tell(report.diagnostics, root, Format.TEXT)

    with_project(project, Format.TEXT, work)


def _not_found(manifest: Mapping[str, Any], question: str, slide: str) -> tuple[str, str]:
    """Why the last build has no answer, and what to write instead."""
    from ria_deck.record.explain import decks_named, slide_ids
    from ria_deck.source.nearest import did_you_mean, listing

    if not slide:
        return f"the last build contains no value `{question}`", did_you_mean(question, slide_ids(manifest))
    if not decks_named(manifest, question):
        decks = [record["path"] for record in manifest["outputs"]]
        return f"the last build contains no deck `{question}`", f"write {listing(decks, 'or')}"
    if slide not in slide_ids(manifest):
        return f"the last build contains no slide `{slide}`", did_you_mean(slide, slide_ids(manifest))
    return f"no number on slide `{slide}` of `{question}` comes from data", ""


def explain(
    question: Annotated[
        str, typer.Argument(metavar="NUMBER|DECK|CODE", help="A number as shown, a deck or an error code.")
    ],
    slide: Annotated[str, typer.Argument(metavar="[SLIDE]", help="The slide's id, with a deck.")] = "",
    project: ProjectOption = None,
    output: OutputOption = None,
) -> None:
    """Show where a number comes from and is used, or what a code means and how to fix it.

    Examples:

      ria-deck explain 90.6%

      ria-deck explain niigata-report.en ban

      ria-deck explain RD203
    """
    from ria_deck.codes import CODES

    if question.upper() in CODES:
        from ria_deck.code_pages import as_text as page_text
        from ria_deck.code_pages import pages

        answer(page_text(pages()[question.upper()]))
        return
    if re.fullmatch(r"RD[0-9]+", question.upper()):
        raise typer.BadParameter(f"unknown code `{question.upper()}`")

    def work(root: Path) -> int:
        from ria_deck.record.explain import as_text, find_values, slide_ids, typed_places, values_of_slide
        from ria_deck.record.manifest import NAME, read_manifest
        from ria_deck.refresh.record import with_refreshed

        folder = (output or root / "build").resolve()
        manifest = with_refreshed(read_manifest(folder / NAME), folder)
        report = Report()
        if manifest is None:
            report.error("RD810", "nothing has been built yet", hint="run `ria-deck build` first")
            return tell(report.diagnostics, root, Format.TEXT)
        places = values_of_slide(manifest, question, slide) if slide else find_values(manifest, question)
        if not places and question in slide_ids(manifest):
            places = values_of_slide(manifest, "", question)
        typed = [] if slide else typed_places(manifest, question)
        if not places and not typed:
            words, hint = _not_found(manifest, question, slide)
            report.error("RD811", words, hint=hint)
            return tell(report.diagnostics, root, Format.TEXT)
        answer("\n".join([as_text(places, manifest["tables"]), *typed]).strip("\n"))
        return 0

    with_project(project, Format.TEXT, work, root_with_tables)


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[NAME]",
            help="report, topic, theme, credits, datapackage, glossary; chart, table, map, timeline, kpi, process, claims; "
            "view.",
        ),
    ] = "report",
) -> None:
    """Print the JSON Schema of a file or block, for editors that complete and check YAML.

    Examples:

      ria-deck schema report > report.schema.json

      ria-deck schema topic > content/topic.schema.json
    """
    from ria_deck.schema import SCHEMAS, json_schema

    if name not in SCHEMAS:
        raise typer.BadParameter(f"unknown schema `{name}`: write one of {', '.join(sorted(SCHEMAS))}")
    answer(json.dumps(json_schema(name), ensure_ascii=False, indent=2))


@template.command("inspect")
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE.pptx|FILE.potx", exists=True, dir_okay=False)],
    write: Annotated[bool, typer.Option("--write", help="Print only the theme.yaml that uses it.")] = False,
) -> None:
    """Show a template's layouts, placeholders, fonts and colours, and the mapping that would be chosen.

    Examples:

      ria-deck template inspect corporate.potx

      ria-deck template inspect corporate.potx --write > templates/theme.yaml
    """
    with faults(Format.TEXT):
        from ria_deck.design.templates.inspect import inspect_template

        found = inspect_template(file)
        answer(found.theme_yaml if write else found.text)


@template.command("eject")
def eject(
    name: Annotated[str, typer.Argument(metavar="NAME", help="handout, slides, html or macros.")],
    block: Annotated[
        str, typer.Option("--block", metavar="B", help="Only this block; the rest stays the built-in page's.")
    ] = "",
    project: ProjectOption = None,
) -> None:
    """Copy a built-in template into templates/ to edit: a page, one block of it, or the macros for slides.

    Examples:

      ria-deck template eject handout --block cover

      ria-deck template eject macros
    """

    def work(root: Path) -> int:
        from ria_deck import ejecting

        if name not in ejecting.NAMES:
            raise typer.BadParameter(f"unknown template `{name}`: write one of {', '.join(ejecting.NAMES)}")
        report = Report()
        written = ejecting.eject(root, name, block, report)
        if written is not None:
            say(f"wrote {written.relative_to(root)}")
        return tell(report.diagnostics, root, Format.TEXT)

    with_project(project, Format.TEXT, work)


@template.command("check")
def check(project: ProjectOption = None) -> None:
    """Check the page and slide templates: syntax, blocks, and changes in the built-in ones since they were ejected.

    Examples:

      ria-deck template check
    """

    def work(root: Path) -> int:
        from ria_deck.ejecting import check_templates

        report = Report()
        count = check_templates(root, report)
        say(f"{count} templates checked")
        return tell(report.diagnostics, root, Format.TEXT)

    with_project(project, Format.TEXT, work)
