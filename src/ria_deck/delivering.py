"""What a build has made, written into the output folder with its manifest; what else is there stays or goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ria_deck import __version__
from ria_deck.choosing import Options, deck_names_of
from ria_deck.content.accepting import Accepted
from ria_deck.data.table import Row
from ria_deck.diagnostics import BuildError, Diagnostic, Report, Severity
from ria_deck.model.deck_name import DeckName
from ria_deck.record.manifest import NAME, OutputRecord, build_manifest, read_manifest, sha256
from ria_deck.record.publish import publish_set
from ria_deck.record.rows_beside import with_rows_beside
from ria_deck.record.rows_html import NAME as ROWS
from ria_deck.record.rows_html import RowResult, remove_page, rows_page
from ria_deck.render.outputs import OUTPUTS
from ria_deck.resolve.expressions.aged_periods import lasts_of
from ria_deck.shared import SharedInputs
from ria_deck.source.files import write_atomically
from ria_deck.variant import Made


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: its diagnostics, the deliverables it covers and those that changed (paths below `folder`), and
    the manifests before and after. `stopped` are the languages and rows whose files stayed as they were because of errors
    of their own."""

    diagnostics: tuple[Diagnostic, ...]
    folder: Path = Path()
    deliverables: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    stopped: tuple[str, ...] = ()
    rows: str = ""  # the page that says what became of each row of a batch, below `folder`

    @property
    def failed(self) -> bool:
        """Whether something that was asked for was not written because of errors, or, under `strict`, of warnings."""
        return self.after is None or bool(self.stopped)


def stopped_decks(made: Sequence[Made], sources: Sequence[str]) -> frozenset[DeckName]:
    """The decks that are not written, where others can be without them: all of a row with an error of its own; of one
    whose translations alone have any, those languages. None where every row has one."""
    rows: dict[str, list[Made]] = {}
    for one in made:
        rows.setdefault(one.variant.batch_id, []).append(one)
    stopped: set[DeckName] = set()
    for decks in rows.values():
        languages = {one.variant.language for one in decks}
        faulty = {one.variant.language for one in decks if _has_error(one)}
        alone = faulty.isdisjoint(sources) and faulty < languages
        still = faulty if alone or not faulty else languages
        stopped |= {one.variant.name for one in decks if one.variant.language in still}
    return frozenset(stopped) if len(stopped) < len(made) else frozenset()


def _has_error(made: Made) -> bool:
    return any(found.severity is Severity.ERROR for found in made.diagnostics)


def stopped_in_words(stopped: Iterable[DeckName], made: Iterable[DeckName]) -> tuple[str, ...]:
    """Languages that stop in every row, rows that stop in every language, else both."""
    names, everything = frozenset(stopped), frozenset(made)
    words: dict[str, None] = {}
    rows = {name.batch_id for name in everything}
    for name in sorted(names):
        same_language = {one for one in everything if one.language == name.language}
        same_row = {one for one in everything if one.batch_id == name.batch_id}
        if same_language <= names and len(rows) == 1:
            words[name.language] = None
        elif name.batch_id and same_row <= names:
            words[name.batch_id] = None
        else:
            words[str(name)] = None
    return tuple(words)


def write_rows(shared: SharedInputs, made: Sequence[Made], written: Iterable[DeckName], options: Options) -> str:
    """Write the page that says what became of each row; its path, empty for a report without a batch, whose folder then
    has none."""
    place = options.output / ROWS
    rows: dict[str, list[Made]] = {}
    for one in made:
        rows.setdefault(one.variant.batch_id, []).append(one)
    rows.pop("", None)
    if not rows:
        remove_page(options.output)
        return ""
    there = frozenset(written)
    results = [
        RowResult(
            batch_id=batch_id,
            label=_label(shared, decks[0].variant.edition, batch_id),
            files=tuple(path for one in decks if one.variant.name in there for path in one.files),
            missing=tuple(str(one.variant.name)[len(batch_id) + 1 :] for one in decks if one.variant.name not in there),
            diagnostics=tuple(_of_row(decks)),
        )
        for batch_id, decks in rows.items()
    ]
    place.parent.mkdir(parents=True, exist_ok=True)
    title = next(iter(shared.content.reports.values())).id
    there_are = {name.batch_id for name in deck_names_of(shared) if name.batch_id}
    write_atomically(place, rows_page(title, results, others=len(there_are - rows.keys())))
    return ROWS


def _of_row(decks: Sequence[Made]) -> list[Diagnostic]:
    report = Report()
    for one in decks:
        report.extend(one.diagnostics)
    return report.diagnostics


def _label(shared: SharedInputs, edition: str, batch_id: str) -> str:
    """What people call a row: its first text beside the id."""
    row = shared.batch(edition, Report()).rows[batch_id]
    texts = (row.raw(column) for column in row) if isinstance(row, Row) else ()
    return next((text for text in texts if isinstance(text, str) and text != batch_id), "")


def deliver(
    shared: SharedInputs,
    made: Sequence[Made],
    inputs: Mapping[str, str],
    aged: Mapping[str, Mapping[str, str]],
    options: Options,
    report: Report,
) -> Built:
    """Write the files of these decks and the manifest of all that the folder then holds."""
    try:
        before = read_manifest(options.output / NAME)
    except BuildError:
        before = None  # a damaged manifest is written anew; of what it listed, nothing is known to be ours
    outputs = _output_records(made)
    decks = [result.record for result in made]
    obsolete: list[str] = []
    tables: dict[str, Any] = {}
    if before is not None:
        kept, obsolete = _others(before, shared, {record.path for record in outputs}, options)
        outputs.extend(kept)
        tables = before["tables"] if kept else {}
        still = {record.deck for record in kept} - {DeckName.of(deck) for deck in decks}
        decks.extend(deck for deck in before["decks"] if DeckName.of(deck) in still)
    manifest = build_manifest(
        program=f"ria-deck {__version__}",
        inputs=inputs,
        tables=with_rows_beside(tables | _records(shared, made, before), lasts_of),
        decks=decks,
        outputs=outputs,
        aged=aged,
    )
    files = {path: data for result in made for path, (_, data) in result.files.items()}
    changed = publish_set(options.output, files, manifest, obsolete, report)
    return Built(
        diagnostics=tuple(report.diagnostics),
        folder=options.output,
        deliverables=tuple(sorted(files)),
        changed=tuple(changed),
        before=before,
        after=manifest,
    )


def _output_records(made: Sequence[Made]) -> list[OutputRecord]:
    """What the manifest says of each file that was made."""
    return [
        OutputRecord(
            path=path,
            edition=result.variant.edition,
            language=result.variant.language,
            output=name,
            sha256=sha256(data),
            bytes=len(data),
            batch_id=result.variant.batch_id,
        )
        for result in made
        for path, (name, data) in result.files.items()
    ]


def _records(shared: SharedInputs, made: Sequence[Made], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """The records of the tables that these decks have read; of those that were taken over, the last build's."""
    read = {name for one in made if not one.kept for name in one.tables}
    taken = {name for one in made for name in one.tables} - read
    return {name: before["tables"][name] for name in taken if before} | shared.records(sorted(read))


def _others(
    before: Mapping[str, Any], shared: SharedInputs, written: set[str], options: Options
) -> tuple[list[OutputRecord], list[str]]:
    """The last build's other deliverables: those report.yaml still lists stay, the rest is obsolete. A build of some
    outputs (`--to`) leaves the other kinds alone, one with parameters of its own (`-P`) the rows that others choose."""
    kept: list[OutputRecord] = []
    obsolete: list[str] = []
    reports = shared.content.reports
    names = frozenset(deck_names_of(shared))
    for entry in before["outputs"]:
        record = OutputRecord(**entry)
        spec = reports.get(record.edition)
        if record.path in written:
            continue
        outputs = OUTPUTS if options.outputs or spec is None else spec.outputs
        chosen_elsewhere = bool(options.params and record.batch_id and spec and record.language in spec.languages)
        listed = (record.deck in names or chosen_elsewhere) and spec is not None
        named = spec is not None and record.path.startswith(record.deck.file(spec.id, "."))
        if listed and named and record.output in outputs:
            kept.append(record)
        else:
            obsolete.append(record.path)
    return kept, obsolete
