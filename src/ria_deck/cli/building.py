"""The commands `build`, `check` and `clean`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ria_deck.api import Project
from ria_deck.cli import unchanged
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
    in_brief,
    output_folder,
    params_of,
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
        from ria_deck.record.changes import compare_manifests
        from ria_deck.record.changes_text import summary
        from ria_deck.record.publish import UNNOTED, unnoted
        from ria_deck.record.rows_table import rows_table
        from ria_deck.record.told import records_of
        from ria_deck.record.unchanged import key_before, remember

        folder = output_folder(root, output)

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
            write_reports(report, result.diagnostics, root)
            code = tell(result.diagnostics, root, form, strict=strict, brief=not verbose)
            for found, because in result.accepted if verbose else ():
                at = f" {found.span}" if found.span else ""
                say(f"accepted {found.code}{at}: {found.message} (reason: {because})", quiet=silent)
            page = str(_shown(folder) / result.rows) if result.rows else ""
            if table := rows_table(result.diagnostics, page):
                say(table, quiet=silent)
            if page:
                say(f"what became of each row: {page}", quiet=silent)
            if result.after is None:
                say("nothing was written", quiet=silent)
                return code
            if result.stopped:
                say(f"not written because of errors: {_few(result.stopped)}", quiet=silent)
            noted = all(found.code != UNNOTED for found in result.diagnostics)
            if key and arguments and noted and not code and not result.stopped:
                told = result.diagnostics if verbose else in_brief(result.diagnostics, form)
                try:
                    remember(folder, key, arguments, result.deliverables, records_of(told), form.value)
                except OSError as error:
                    tell([unnoted(error)], root, form)
            _summary(result.deliverables, result.changed, folder, quiet=silent)
            if result.changed and result.before and result.after:
                say(summary(compare_manifests(result.before, result.after)), quiet=silent)
            return code

        code = once()
        if watch:
            _watch(root, once, quiet=silent)
        return code

    silent = quiet or form is Format.JSON  # a program reads what is written
    with_project(project, form, work)


def _few(names: tuple[str, ...], most: int = 12) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _shown(folder: Path) -> Path:
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder


def _summary(deliverables: tuple[str, ...], changed: tuple[str, ...], folder: Path, *, quiet: bool) -> None:
    if not changed:
        say(unchanged(len(deliverables), folder), quiet=quiet)
        return
    shown = _shown(folder)
    if len(changed) <= 12:
        for path in changed:
            say(f"  {shown / path}", quiet=quiet)
    same = len(deliverables) - len(changed)
    rest = f", {same} unchanged" if same else ""
    say(f"wrote {len(changed)} file{'s' if len(changed) != 1 else ''} to {shown}{rest}", quiet=quiet)


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
    """Report all errors and warnings that a build would report, without building.

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

    Other files, and deliverables that were edited since the build, are kept.

    Examples:

      ria-deck clean

      ria-deck clean --cache
    """

    def work(root: Path) -> int:
        from ria_deck.diagnostics import Report
        from ria_deck.project import check_output
        from ria_deck.record.manifest import NAME, read_manifest, sha256
        from ria_deck.record.rows_html import remove_page
        from ria_deck.source.files import remove_empty, sweep

        folder = output_folder(root, output)
        told = Report()
        check_output(root, folder, (), told)
        if told.failed:
            return tell(told.diagnostics, root, form)
        removed = 0
        if not cache:
            manifest = read_manifest(folder / NAME) or {"outputs": []}
            for record in manifest["outputs"]:
                path = folder / record["path"]
                if path.is_file() and sha256(path.read_bytes()) == record["sha256"]:
                    path.unlink()
                    removed += 1
                    remove_empty(path.parent, folder)
            (folder / NAME).unlink(missing_ok=True)
            remove_page(folder)
        sweep(folder)
        if (folder / ".cache").is_dir():
            shutil.rmtree(folder / ".cache")
        say(f"removed {removed} deliverables and the cache" if not cache else "removed the cache", quiet=quiet)
        return 0

    with_project(project, form, work)
