"""The commands `build`, `check` and `clean`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ria_deck.api import Project
from ria_deck.cli.built import BuildTelling
from ria_deck.cli.options import (
    BeforeOption,
    EditionOption,
    Format,
    FormatOption,
    JobsOption,
    LangOption,
    OnlyOption,
    OnOption,
    OutputOption,
    ParamOption,
    ProjectOption,
    QuietOption,
    ReportOption,
    ShardOption,
    StrictOption,
    ToOption,
    VerboseOption,
    cluster_of,
    output_folder,
    params_of,
    root_with_tables,
    say,
    shard_of,
    split,
    tell,
    with_project,
    write_reports,
)
from ria_deck.cli.progress import progress


def build(
    context: typer.Context,
    project: ProjectOption = None,
    lang: LangOption = None,
    edition: EditionOption = None,
    to: ToOption = None,
    only: OnlyOption = None,
    shard: ShardOption = "",
    param: ParamOption = None,
    output: OutputOption = None,
    before: BeforeOption = None,
    jobs: JobsOption = 0,
    on: OnOption = "",
    strict: StrictOption = False,
    watch: Annotated[bool, typer.Option("--watch", help="Rebuild whenever a file of the project changes.")] = False,
    form: FormatOption = Format.TEXT,
    report: ReportOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Build every deck and handout that report.yaml lists into build/.

    If there is an error, nothing is written and the last good files stay in place. An error in one translation stops only
    the files of its language, one in a row of the batch only the files of that row.

    Examples:

      ria-deck build

      ria-deck build --lang ja --to pptx

      ria-deck build --edition update --strict --format github

      ria-deck build --watch

      ria-deck build --only 15201 -P year=2025

      ria-deck build --shard 2/5

      ria-deck build --on dask://scheduler:8786
    """

    def work(root: Path) -> int:
        from ria_deck.record.unchanged import key_before

        folder = output_folder(root, output)
        telling = BuildTelling(
            root=root, folder=folder, form=form, report=report, strict=strict, quiet=silent, verbose=verbose
        )

        def once() -> int:
            arguments: list[str] | None = context.obj  # None where the command was not started by one
            key = key_before(root, arguments) if arguments and before is None else ""
            with progress(form, quiet=silent, verbose=verbose) as done:
                result = Project(root).build(
                    output=folder,
                    before=before,
                    languages=split(lang),
                    editions=split(edition),
                    outputs=split(to),
                    only=split(only),
                    shard=shard_of(shard),
                    params=params_of(param),
                    jobs=jobs,
                    on=cluster_of(on),
                    strict=strict,
                    progress=done,
                )
            code = telling.tell(result)
            if result.after is None:
                telling.nothing_written()
                return code
            if result.stopped:
                telling.tell_stopped(result.stopped)
            elif key and arguments and not code:
                telling.remember(result, key, arguments)
            telling.tell_files(result)
            return code

        code = once()
        if watch:
            _watch(root, once, quiet=silent)
        return code

    silent = quiet or form is Format.JSON  # a program reads what is written
    with_project(project, form, work)


def _watch(root: Path, once: Callable[[], int], *, quiet: bool) -> None:
    from watchfiles import Change, DefaultFilter, watch

    from ria_deck.record.inputs import INPUT_FOLDERS

    usual = DefaultFilter()

    def of_the_project(change: Change, path: str) -> bool:
        """Whether builds read the file. The root is watched, since folders may be added or removed."""
        return Path(path).relative_to(root).parts[:1] in {(folder,) for folder in INPUT_FOLDERS} and usual(change, path)

    say("watching content/, data/ and templates/ (Ctrl-C to stop)", quiet=quiet)
    for _ in watch(root, debounce=200, watch_filter=of_the_project):
        once()


def check(
    project: ProjectOption = None,
    lang: LangOption = None,
    edition: EditionOption = None,
    only: OnlyOption = None,
    shard: ShardOption = "",
    param: ParamOption = None,
    before: BeforeOption = None,
    strict: StrictOption = False,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also build every output, read it back and run external validators.")
    ] = False,
    form: FormatOption = Format.TEXT,
    report: ReportOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Report all errors and warnings that a build would report, without building. What is known only when a page has been
    set, of style sheets and page templates of your own, and what reading the files back finds, is told with --deep.

    Examples:

      ria-deck check

      ria-deck check --deep

      ria-deck check --strict --format github
    """

    def work(root: Path) -> int:
        found = Project(root).check(
            before=before,
            languages=split(lang),
            editions=split(edition),
            only=split(only),
            shard=shard_of(shard),
            params=params_of(param),
            strict=strict,
            deep=deep,
        )
        diagnostics = found.diagnostics
        from ria_deck.record.rows_table import rows_table

        write_reports(report, diagnostics, root)
        code = tell(diagnostics, root, form, strict=strict, brief=not verbose)
        if table := rows_table(diagnostics):
            say(table, quiet=quiet or form is Format.JSON)
        if not diagnostics:
            say("no errors, no warnings", quiet=quiet or form is Format.JSON)
        return code

    with_project(project, form, work)


def clean(
    project: ProjectOption = None,
    output: OutputOption = None,
    cache: Annotated[bool, typer.Option("--cache", help="Remove only the cache.")] = False,
    form: FormatOption = Format.TEXT,
    quiet: QuietOption = False,
) -> None:
    """Remove what builds have written: the deliverables listed in the manifest, the manifest and the cache.

    Other files, and deliverables that were edited since the build, are kept: so are refreshed decks, whose record goes.

    Examples:

      ria-deck clean

      ria-deck clean --cache
    """

    def work(root: Path) -> int:
        from ria_deck.diagnostics import Report
        from ria_deck.project import check_output
        from ria_deck.source.files import sweep

        folder = output_folder(root, output)
        told = Report()
        check_output(root, folder, (), told)
        if told.failed:
            return tell(told.diagnostics, root, form)
        done = "removed the cache" if cache else f"removed {_remove_deliverables(folder)} deliverables and the cache"
        sweep(folder)
        if (folder / ".cache").is_dir():
            shutil.rmtree(folder / ".cache")
        say(done, quiet=quiet)
        return 0

    with_project(project, form, work, root_with_tables)


def _remove_deliverables(folder: Path) -> int:
    """Remove the deliverables that are as the manifest has them, and the records; returns how many there were."""
    from ria_deck.record.manifest import NAME, read_manifest, sha256
    from ria_deck.record.rows_beside import FOLDER
    from ria_deck.record.rows_html import remove_page
    from ria_deck.refresh.record import NAME as REFRESHED
    from ria_deck.source.files import remove_empty

    removed = 0
    manifest = read_manifest(folder / NAME) or {"outputs": []}
    for record in manifest["outputs"]:
        path = folder / record["path"]
        if path.is_file() and sha256(path.read_bytes()) == record["sha256"]:
            path.unlink()
            removed += 1
            remove_empty(path.parent, folder)
    (folder / NAME).unlink(missing_ok=True)
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    (folder / REFRESHED).unlink(missing_ok=True)
    remove_page(folder)
    return removed
