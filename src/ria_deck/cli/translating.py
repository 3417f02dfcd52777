"""`i18n update`, `status`, `export` and `import`: catalogs brought up to date, told about, and handed to
translators."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ria_deck.cli.options import (
    Format,
    FormatOption,
    LangOption,
    ProjectOption,
    QuietOption,
    StrictOption,
    say,
    split,
    tell,
    with_project,
)
from ria_deck.diagnostics import Report

if TYPE_CHECKING:
    from ria_deck.i18n.status import Status
    from ria_deck.translations import Messages

XLIFF = (".xlf", ".xliff")


class StatusFormat(StrEnum):
    """Forms of what `status` says."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    GITHUB = "github"

    @property
    def diagnostics(self) -> Format:
        """The form of the diagnostics that go with it."""
        return Format.TEXT if self is StatusFormat.HTML else Format(self.value)


app = typer.Typer(
    help="Translations: update catalogs, list what is stale or missing, exchange files with translators.",
    no_args_is_help=True,
)


@app.command(short_help="Write all texts of the talk into the catalogs.")
def update(project: ProjectOption = None, lang: LangOption = None, form: FormatOption = Format.TEXT) -> None:
    """Write all texts of the talk into content/locale/<lang>.po, keeping translations.

    A changed sentence keeps its old translation, marked fuzzy, with the text that it translates.

    Examples:

      ria-deck i18n update

      ria-deck i18n update --lang ja
    """

    def work(root: Path) -> int:
        from ria_deck.i18n.status import update as run
        from ria_deck.proofreading.remarks import with_remarks
        from ria_deck.translations import gather

        report = Report()
        found = gather(root, report)
        if found is not None:
            found = with_remarks(root, found)
            for language in _languages(found.languages, lang, report):
                status = run(root, language, found.to(language), found.project, report)
                if status is not None:
                    say(_line(status.language, len(status.translated), len(status.stale), len(status.missing)))
        return tell(report.diagnostics, root, form)

    with_project(project, form, work)


@app.command(short_help="Show what is translated, stale or missing.")
def status(
    project: ProjectOption = None,
    lang: LangOption = None,
    strict: StrictOption = False,
    form: Annotated[
        StatusFormat,
        typer.Option("--format", help="json: every text with its state, on stdout; html: a page for each language."),
    ] = StatusFormat.TEXT,
    quiet: QuietOption = False,
) -> None:
    """Show what is translated, stale or missing in each language, with the places, and what differs from its source
    or the glossary; with --strict, fail unless everything is translated and nothing differs.

    With --format html, build/i18n/<lang>.html shows each slide beside its source, with the texts marked that are
    missing, stale or not yet reviewed.

    Examples:

      ria-deck i18n status

      ria-deck i18n status --lang ru --strict

      ria-deck i18n status --format html
    """
    told = form.diagnostics

    def work(root: Path) -> int:
        from ria_deck.proofreading.records import status_record
        from ria_deck.translations import gather

        report = Report()
        found = gather(root, report)
        if found is None:
            return tell(report.diagnostics, root, told)
        read = _read(root, found, lang, report, pages=form is StatusFormat.HTML)
        code = tell([] if quiet and not report.failed else report.diagnostics, root, told, strict=strict)
        if form is StatusFormat.JSON:
            records = list(map(status_record, read))
            sys.stdout.write(json.dumps({"languages": records}, ensure_ascii=False, indent=2) + "\n")
        for one in read:  # last, where a long list of places doesn't carry them out of sight
            say(_line(one.language, len(one.translated), len(one.stale), len(one.missing)))
        return code or int(strict and not all(one.complete for one in read))

    with_project(project, told, work)


def _read(root: Path, found: Messages, lang: list[str] | None, report: Report, *, pages: bool) -> list[Status]:
    """The state of each language, with what is wrong in its catalog reported, and its page written where asked for."""
    from ria_deck.i18n.catalog import check_entries
    from ria_deck.i18n.status import status_of
    from ria_deck.translations import shortcomings

    read = []
    for language in _languages(found.languages, lang, report):
        status = status_of(root, language, found.to(language), report)
        if status is None:
            continue
        read.append(status)
        if pages:
            _write_page(root, status, report)
        shortcomings(status, report)
        check_entries(root, language, status.translated, found.to(language), report)
    return read


def _write_page(root: Path, status: Status, report: Report) -> None:
    from ria_deck.proofreading.page import status_page
    from ria_deck.source.files import write_atomically

    page = status_page(root, status, report)
    if page is not None:
        path = root / "build/i18n" / f"{status.language}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, page)
        say(f"wrote {path.relative_to(root)}")


@app.command("export", short_help="Write a file for a translator: XLIFF or Excel.")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx|FILE.xlf", help="The file to write: Excel or XLIFF 2.0.")],
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="The language to translate into.")],
    project: ProjectOption = None,
    everything: Annotated[
        bool, typer.Option("--all/--open", help="All texts, or only those that are stale or missing.")
    ] = True,
    form: FormatOption = Format.TEXT,
) -> None:
    """Write source and translation as XLIFF 2.0 for a translator's program, or as an Excel sheet.

    Examples:

      ria-deck i18n export talk.ja.xlsx --lang ja

      ria-deck i18n export talk.ja.xlf --lang ja --open
    """
    if file.suffix.lower() not in (".xlsx", *XLIFF):
        raise typer.BadParameter(
            f"unknown format of `{file}`: write {file.with_suffix('.xlsx').name} (Excel) or "
            f"{file.with_suffix('.xlf').name} (XLIFF 2.0)"
        )

    def work(root: Path) -> int:
        from ria_deck.i18n.exchange.sheet import write_sheet
        from ria_deck.i18n.exchange.xliff import write_xliff
        from ria_deck.i18n.status import status_of
        from ria_deck.proofreading.remarks import with_remarks
        from ria_deck.source.files import write_atomically
        from ria_deck.translations import gather

        report = Report()
        found = gather(root, report)
        if found is not None and _languages(found.languages, [lang], report):
            found = with_remarks(root, found)
            status = status_of(root, lang, found.to(lang), report)
            if status is not None:
                if file.suffix.lower() in XLIFF:
                    data = write_xliff(status, found.sources[0], everything=everything)
                else:
                    data = write_sheet(status, everything=everything)
                write_atomically(file, data)
                say(f"wrote {file}")
        return tell(report.diagnostics, root, form)

    with_project(project, form, work)


@app.command("import", short_help="Import a translator's file into the catalog.")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx|FILE.xlf", help="The translated file.", exists=True)],
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="The language of the translations.")],
    project: ProjectOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Import translations into content/locale/<lang>.po, with the checks of a build: all of them or none.

    Examples:

      ria-deck i18n import talk.ja.xlsx --lang ja
    """

    def work(root: Path) -> int:
        from ria_deck.i18n.exchange.sheet import read_sheet
        from ria_deck.i18n.exchange.xliff import read_xliff
        from ria_deck.proofreading.remarks import with_remarks
        from ria_deck.proofreading.returned import import_rows
        from ria_deck.translations import gather

        report = Report()
        found = gather(root, report)
        if found is None or not _languages(found.languages, [lang], report):
            return tell(report.diagnostics, root, form)
        found = with_remarks(root, found)
        others = [code for code in (*found.sources, *found.languages) if code != lang]
        read = read_xliff if file.suffix.lower() in XLIFF else read_sheet
        rows = read(file, lang, others, report)
        count = None if rows is None else import_rows(root, lang, rows, found, report)
        if count is not None:
            say(f"imported {count} translation{'' if count == 1 else 's'} into content/locale/{lang}.po")
        return tell(report.diagnostics, root, form)

    with_project(project, form, work)


def _languages(known: tuple[str, ...], asked: list[str] | None, report: Report) -> tuple[str, ...]:
    """The languages asked for; each must be one that the report is translated into."""
    wanted = split(asked)
    if not known and not wanted:
        say("the report has only one language: add others under `languages` in content/report.yaml")
    for language in wanted:
        if language not in known:
            report.error("RD901", f"--lang {language}: the report is translated into {', '.join(known) or 'none'}")
    return tuple(language for language in known if not wanted or language in wanted)


def _line(language: str, translated: int, stale: int, missing: int) -> str:
    total = translated + stale + missing
    return f"{language}: {translated} of {total} translated, {stale} stale, {missing} missing"
