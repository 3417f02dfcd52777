"""The build: from a project and options to checked deliverables and their manifest; the one place that knows every stage."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from ria_deck.aging import tell_aged
from ria_deck.check.judges import judge, missing_judges
from ria_deck.choosing import Options, check_asked, deck_names_of, variants_of, with_params
from ria_deck.codes import NOTED
from ria_deck.content.accepting import accept
from ria_deck.content.load import load_content
from ria_deck.delivering import Built, deliver, stopped_decks, stopped_in_words, write_rows
from ria_deck.diagnostics import Diagnostic, Report
from ria_deck.further_faults import check_package, tell_further
from ria_deck.project import check_environment, check_inputs, check_output
from ria_deck.record.by_row import told_by_row
from ria_deck.record.inputs import input_hashes, key_of, program_stamp, stamp_of
from ria_deck.record.kept_variants import KeptVariants
from ria_deck.record.publish import unnoted
from ria_deck.record.steps import FOLDER, prune
from ria_deck.resolve.images.pictures import FOLDER as PICTURES
from ria_deck.shared import SharedInputs
from ria_deck.source.files import publishing
from ria_deck.translations import source_languages, tell_open_texts
from ria_deck.variant import Made, Variant, forget_files, taken_over
from ria_deck.workers import make_all

__all__ = ["Built", "Options", "build", "check", "shared_inputs"]

Progress = Callable[[str, int, int], None]
"""Told what was made, how many decks are done, and how many there are."""

_WORTH_A_PROCESS = 16  # decks that are checked while a process of their own begins
_SPARED = 3600.0  # seconds for which a picture stays after its last use: a build by its side reads it from the file


def check(root: Path, options: Options, *, deep: bool = False) -> tuple[Diagnostic, ...]:
    """Everything that a build would find wrong, without writing a deliverable; `deep` makes every deliverable, reads it
    back and has it judged by the programs of others that are installed."""
    report = Report()
    shared = shared_inputs(root, options, report)
    if shared is None:
        return tuple(report.diagnostics)
    content = shared.content
    if deep:
        _look_deep(root, shared, options, report)
        accept(content, report, *_limits(options))
        report.raise_notes(NOTED if options.strict else frozenset())
        return tuple(report.diagnostics)
    variants = [replace(one, rendered=False) for one in variants_of(shared, options)]
    processes = min(options.jobs or os.cpu_count() or 1, len(variants) // _WORTH_A_PROCESS)
    made = sorted(make_all(shared, variants, max(1, processes)), key=lambda one: one.variant.name)
    report.extend(told_by_row((one.variant.name, one.diagnostics) for one in made))
    if not report.failed:
        check_package(shared, [one.record for one in made], [one.tables for one in made], report)
        tell_aged(shared, options.output, options.before, input_hashes(root), report)
    accept(content, report, ("check",))
    report.raise_notes(NOTED if options.strict else frozenset())
    return tuple(report.diagnostics)


def _look_deep(root: Path, shared: SharedInputs, options: Options, report: Report) -> None:
    for package in missing_judges():
        report.warning("RD791", f"{package} is not installed", hint="pip install 'ria-deck[judges]'")
    stamp = stamp_of(root, input_hashes(root))
    made = list(make_all(shared, list(variants_of(shared, options, stamp)), options.jobs))
    made.sort(key=lambda one: one.variant.name)
    report.extend(told_by_row((one.variant.name, one.diagnostics) for one in made))
    for path, (_, data) in (item for one in made for item in one.files.items()):
        report.extend(judge(path, data))
    if not report.failed:
        check_package(shared, [one.record for one in made], [one.tables for one in made], report)


def build(root: Path, options: Options, progress: Progress = lambda *_: None) -> Built:
    """Build and check all variants, then publish them together; on any error the deliverables stay as they were.
    `progress` is told what was made, how many are done, and how many there are."""
    forget_files()
    inputs = input_hashes(root)  # before anything is read: what changes meanwhile is for the next build
    report = Report()
    shared = shared_inputs(root, options, report)
    if shared is None:
        return Built(diagnostics=tuple(report.diagnostics))
    content = shared.content
    stamp = stamp_of(root, inputs)
    kept = _kept_variants(shared, options, inputs) if stamp else None
    everything = tuple(_all_made(shared, options, stamp, kept, progress))
    report.extend(told_by_row((one.variant.name, one.diagnostics) for one in everything))
    prune(options.output / ".cache" / FOLDER)
    prune(options.output / ".cache" / PICTURES, spared=_SPARED)
    stopped = frozenset() if options.strict else stopped_decks(everything, source_languages(content))
    made = [one for one in everything if one.variant.name not in stopped]
    common = Report(list(chain.from_iterable(one.diagnostics for one in made)))
    aged: Mapping[str, Mapping[str, str]] = {}
    if not common.failed:
        further = Report()
        check_package(shared, [one.record for one in made], [one.tables for one in made], further)
        aged = tell_aged(shared, options.output, options.before, inputs, further)
        report.extend(further.diagnostics)
        common.extend(further.diagnostics)
    accepted = accept(content, report, *_limits(options))
    report.raise_notes(NOTED if options.strict else frozenset())
    if common.failed or (report.failed and not stopped) or (options.strict and report.warned):
        rows = write_rows(shared, everything, (), options)
        return Built(diagnostics=tuple(report.diagnostics), folder=options.output, accepted=accepted, rows=rows)
    with publishing(options.output):
        published = replace(deliver(shared, made, inputs, aged, options, report), accepted=accepted)
    try:
        _keep(kept, shared, made, published, options)
    except OSError as error:
        published = replace(published, diagnostics=(*report.diagnostics, unnoted(error)))
    try:
        rows = write_rows(shared, everything, (one.variant.name for one in made), options)
    except OSError as error:
        rows, published = "", replace(published, diagnostics=(*published.diagnostics, unnoted(error)))
    names = [one.variant.name for one in everything]
    return replace(published, stopped=stopped_in_words(stopped, names), rows=rows)


def _keep(
    kept: KeptVariants | None, shared: SharedInputs, made: Sequence[Made], published: Built, options: Options
) -> None:
    """Note what was made of what, so that the next build makes only what has changed; raises OSError."""
    if kept is None or published.after is None:
        return
    kept.published(published.after)
    for one in made:
        kept.note(one.variant.name, one.variant.outputs, one.to_keep())
    kept.save(deck_names_of(shared), others=bool(options.params))


def _all_made(
    shared: SharedInputs, options: Options, stamp: str, kept: KeptVariants | None, progress: Progress
) -> list[Made]:
    """Every deck that is asked for, taken over from an earlier build where it can be."""
    made: list[Made] = []
    variants: list[Variant] = []
    for variant in variants_of(shared, options, stamp):
        found = kept.find(variant.name, variant.outputs) if kept else None
        if found is None:
            variants.append(variant)
        else:
            made.append(taken_over(variant, found))
    total = len(made) + len(variants)
    progress("", len(made), total)

    def tell(waiting: str) -> None:
        progress(waiting, len(made), total)

    for result in _made_by(shared, variants, options, tell):
        made.append(result)
        progress(f"{result.variant.name.folder or 'report'} {result.variant.language}", len(made), total)
    made.sort(key=lambda result: result.variant.name)
    return made


def _made_by(
    shared: SharedInputs, variants: Sequence[Variant], options: Options, tell: Callable[[str], None]
) -> Iterator[Made]:
    if not options.on:
        return make_all(shared, variants, options.jobs)
    from ria_deck.cluster.running import make_on

    return make_on(options.on, variants, options.params, options.jobs, tell)


def _limits(options: Options) -> tuple[tuple[str, ...], ...]:
    """What keeps a build from making all of the report."""
    shard = (str(options.shard),) if options.shard else ()
    return (options.editions, options.languages, options.outputs, options.only, shard, tuple(options.params))


def _kept_variants(shared: SharedInputs, options: Options, inputs: Mapping[str, str]) -> KeptVariants:
    """What earlier builds have made of whole editions and languages."""
    package = shared.tables(Report()).package  # every variant reports its errors
    files = {resource.name: resource.file for resource in package.resources.values()}
    stamp = key_of(program_stamp(), sorted(options.params.items())) if options.params else program_stamp()
    return KeptVariants(options.output, stamp, inputs, files)


def shared_inputs(root: Path, options: Options, report: Report) -> SharedInputs | None:
    """The content and what else the decks share, where a build can do what is asked for; None when anything is wrong
    with either, which is in the report."""
    told = Report()
    content = with_params(load_content(root, report), options.params, told)
    shared = SharedInputs(root, content)
    batches = Report()
    for edition in content.reports:
        shared.batch(edition, batches)
    report.extend(batches.diagnostics)
    check_output(root, options.output, {name.folder for name in deck_names_of(shared)}, told)
    check_environment(told)
    check_inputs(root, told)
    if (root / "templates").is_dir():
        from ria_deck.ejecting import check_blocks

        check_blocks(root, told)
    check_asked(shared, options, told)
    report.extend(told.diagnostics)
    if report.failed:
        tell_further(shared, () if told.failed else variants_of(shared, options), report)
        return None
    tell_open_texts(shared, {variant.language for variant in variants_of(shared, options)}, report)
    return shared
