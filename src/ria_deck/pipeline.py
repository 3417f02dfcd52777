"""The build: from a project and options to checked deliverables and their manifest; the one place that knows every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ria_deck import __version__
from ria_deck.aging import tell_aged
from ria_deck.check.judges import judge, missing_judges
from ria_deck.codes import NOTED
from ria_deck.content.accepting import Accepted, accept
from ria_deck.content.load import load_content
from ria_deck.content.specs.slides import Content
from ria_deck.diagnostics import BuildError, Diagnostic, Report
from ria_deck.further_faults import check_package, tell_further
from ria_deck.project import check_environment, check_output
from ria_deck.record.inputs import input_hashes, program_stamp, stamp_of
from ria_deck.record.kept_variants import KeptVariants
from ria_deck.record.manifest import (
    NAME,
    OutputRecord,
    build_manifest,
    deck_record,
    read_manifest,
    sha256,
)
from ria_deck.record.publish import publish_set, unnoted
from ria_deck.record.steps import FOLDER, prune
from ria_deck.render.outputs import OUTPUTS
from ria_deck.resolve.images.pictures import FOLDER as PICTURES
from ria_deck.shared import SharedInputs
from ria_deck.source.files import publishing
from ria_deck.translations import source_languages, tell_open_texts
from ria_deck.variant import Made, Variant, assembled, forget_files, stopped_languages, taken_over
from ria_deck.workers import make_all

_SPARED = 3600.0  # seconds for which a picture stays after its last use: a build by its side reads it from the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to build. Empty `languages`, `editions` or `outputs` mean all that report.yaml lists."""

    output: Path
    before: Path | None = None  # an earlier build, where it isn't the one in `output`
    languages: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    jobs: int = 0  # 0: one for each core
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: its diagnostics, the deliverables it covers and those that changed (paths below `folder`), and
    the manifests before and after. `stopped` are the languages whose files stayed as they were because of errors of their
    own."""

    diagnostics: tuple[Diagnostic, ...]
    folder: Path = Path()
    deliverables: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    stopped: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something that was asked for was not written because of errors, or, under `strict`, of warnings."""
        return self.after is None or bool(self.stopped)


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
        accept(content, report, options.editions, options.languages, options.outputs)
        report.raise_notes(NOTED if options.strict else frozenset())
        return tuple(report.diagnostics)
    made = [assembled(shared, variant, report) for variant in variants_of(content, root, options)]
    if not report.failed:
        decks = [found for found in made if found is not None]
        check_package(shared, [deck_record(deck) for deck, _ in decks], [tables for _, tables in decks], report)
        tell_aged(shared, options.output, options.before, input_hashes(root), report)
    accept(content, report, ("check",))
    report.raise_notes(NOTED if options.strict else frozenset())
    return tuple(report.diagnostics)


def _look_deep(root: Path, shared: SharedInputs, options: Options, report: Report) -> None:
    for package in missing_judges():
        report.warning("RD791", f"{package} is not installed", hint="pip install 'ria-deck[judges]'")
    stamp = stamp_of(root, input_hashes(root))
    made = list(make_all(shared, list(variants_of(shared.content, root, options, stamp)), options.jobs))
    for one in sorted(made, key=lambda one: (one.variant.edition, one.variant.language)):
        report.extend(one.diagnostics)
        for path, (_, data) in one.files.items():
            report.extend(judge(path, data))
    if not report.failed:
        check_package(shared, [one.record for one in made], [one.tables for one in made], report)


def build(root: Path, options: Options, progress: Callable[[str, int, int], None] = lambda *_: None) -> Built:
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
    made: list[Made] = []
    variants: list[Variant] = []
    for variant in variants_of(content, root, options, stamp):
        found = kept.find((variant.edition, variant.language), variant.outputs) if kept else None
        if found is None:
            variants.append(variant)
        else:
            report.extend(found.diagnostics)
            made.append(taken_over(variant, found))
    total = len(made) + len(variants)
    progress("", len(made), total)
    for result in make_all(shared, variants, options.jobs):
        made.append(result)
        progress(f"{result.variant.edition or 'report'} {result.variant.language}", len(made), total)
        report.extend(result.diagnostics)
    prune(options.output / ".cache" / FOLDER)
    prune(options.output / ".cache" / PICTURES, spared=_SPARED)
    stopped = () if options.strict else stopped_languages(made, source_languages(content))
    common = Report([found for one in made if one.variant.language not in stopped for found in one.diagnostics])
    made = [one for one in made if one.variant.language not in stopped]
    aged: Mapping[str, Mapping[str, str]] = {}
    if not common.failed:
        check_package(shared, [one.record for one in made], [one.tables for one in made], common)
        aged = tell_aged(shared, options.output, options.before, inputs, common)
        report.extend(common.diagnostics)
    accepted = accept(content, report, options.editions, options.languages, options.outputs)
    report.raise_notes(NOTED if options.strict else frozenset())
    if common.failed or (report.failed and not stopped) or (options.strict and report.warned):
        return Built(diagnostics=tuple(report.diagnostics), accepted=accepted)
    made.sort(key=lambda result: (result.variant.edition, result.variant.language))
    with publishing(options.output):
        published = replace(_publish(content, made, inputs, aged, options, report), accepted=accepted)
    if kept is not None:
        for one in made:
            name = (one.variant.edition, one.variant.language)
            kept.note(name, one.variant.outputs, one.to_keep())
        try:
            kept.save((edition, language) for edition, spec in content.reports.items() for language in spec.languages)
        except OSError as error:
            published = replace(published, diagnostics=(*report.diagnostics, unnoted(error)))
    return replace(published, stopped=stopped)


def _kept_variants(shared: SharedInputs, options: Options, inputs: Mapping[str, str]) -> KeptVariants:
    """What earlier builds have made of whole editions and languages."""
    package = shared.tables(Report()).package  # every variant reports its errors
    files = {resource.name: resource.file for resource in package.resources.values()}
    return KeptVariants(options.output, program_stamp(), inputs, files)


def variants_of(content: Content, root: Path, options: Options, stamp: str = "") -> Iterator[Variant]:
    """What of the report `options` ask for, one edition and language each. `stamp` is what all steps share."""
    for edition, spec in content.reports.items():
        if options.editions and edition not in options.editions:
            continue
        for language in spec.languages:
            if options.languages and language not in options.languages:
                continue
            outputs = tuple(name for name in options.outputs or spec.outputs if name in OUTPUTS)
            yield Variant(
                root=root,
                cache=options.output / ".cache",
                edition=edition,
                language=language,
                outputs=outputs,
                stamp=stamp,
            )


def shared_inputs(root: Path, options: Options, report: Report) -> SharedInputs | None:
    """The content and what else the decks share, where a build can do what is asked for; None when anything is wrong
    with either, which is in the report."""
    content = load_content(root, report)
    told = Report()
    check_output(root, options.output, content.reports, told)
    check_environment(told)
    if (root / "templates").is_dir():
        from ria_deck.ejecting import check_blocks

        check_blocks(root, told)
    languages = sorted({language for spec in content.reports.values() for language in spec.languages})
    editions = sorted(filter(None, content.reports))
    asked = (("edition", options.editions, editions), ("lang", options.languages, languages))
    given = asked if content.reports else ()  # nobody knows what a broken report.yaml has
    for name, values, known in (*given, ("to", options.outputs, sorted(OUTPUTS))):
        for value in values:
            if value not in known:
                told.error("RD901", f"--{name} {value}: the report has {', '.join(known) or 'none'}")
    report.extend(told.diagnostics)
    shared = SharedInputs(root, content)
    if report.failed:
        tell_further(shared, () if told.failed else variants_of(content, root, options), report)
        return None
    tell_open_texts(shared, {variant.language for variant in variants_of(content, root, options)}, report)
    return shared


def _publish(
    content: Content,
    made: Sequence[Made],
    inputs: Mapping[str, str],
    aged: Mapping[str, Mapping[str, str]],
    options: Options,
    report: Report,
) -> Built:
    try:
        before = read_manifest(options.output / NAME)
    except BuildError:
        before = None  # a damaged manifest is written anew; of what it listed, nothing is known to be ours
    files = {path: data for result in made for path, (_, data) in result.files.items()}
    outputs = [
        OutputRecord(
            path=path,
            edition=result.variant.edition,
            language=result.variant.language,
            output=name,
            sha256=sha256(data),
            bytes=len(data),
        )
        for result in made
        for path, (name, data) in result.files.items()
    ]
    decks = [result.record for result in made]
    obsolete: list[str] = []
    tables: dict[str, Any] = {}
    if before is not None:
        kept, obsolete = _others(before, content, {record.path for record in outputs}, options)
        outputs.extend(kept)
        tables = before["tables"] if kept else {}
        rebuilt = {(deck["edition"], deck["language"]) for deck in decks}
        still = {(record.edition, record.language) for record in kept}
        decks.extend(deck for deck in before["decks"] if (deck["edition"], deck["language"]) in still - rebuilt)
    manifest = build_manifest(
        program=f"ria-deck {__version__}",
        inputs=inputs,
        tables=tables | {name: record for result in made for name, record in result.tables.items()},
        decks=decks,
        outputs=outputs,
        aged=aged,
    )
    changed = publish_set(options.output, files, manifest, obsolete, report)
    return Built(
        diagnostics=tuple(report.diagnostics),
        folder=options.output,
        deliverables=tuple(sorted(files)),
        changed=tuple(changed),
        before=before,
        after=manifest,
    )


def _others(
    before: Mapping[str, Any], content: Content, written: set[str], options: Options
) -> tuple[list[OutputRecord], list[str]]:
    """The last build's other deliverables: those report.yaml still lists stay, the rest is obsolete. A build of some
    outputs (`--to`) leaves the other kinds alone."""
    kept: list[OutputRecord] = []
    obsolete: list[str] = []
    for entry in before["outputs"]:
        record = OutputRecord(**entry)
        spec = content.reports.get(record.edition)
        if record.path in written:
            continue
        outputs = OUTPUTS if options.outputs or spec is None else spec.outputs
        listed = spec is not None and record.language in spec.languages and f"{spec.id}." in record.path
        if listed and record.output in outputs:
            kept.append(record)
        else:
            obsolete.append(record.path)
    return kept, obsolete
