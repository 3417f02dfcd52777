"""Make one edition in one language, for one row: its checked files and its part of the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ria_deck.check.outline import compare, outline_of_deck, read_back
from ria_deck.check.package import check_package
from ria_deck.data.readers.region_shapes import region_layers
from ria_deck.design.faces import characters
from ria_deck.diagnostics import BuildError, Diagnostic, Report
from ria_deck.i18n.data_messages import data_messages
from ria_deck.i18n.messages import messages_of
from ria_deck.i18n.table_texts import in_language, table_messages
from ria_deck.i18n.words import has_words, word_messages
from ria_deck.model.deck import Deck
from ria_deck.model.deck_name import DeckName
from ria_deck.record.kept_variants import Kept
from ria_deck.record.manifest import deck_record
from ria_deck.record.steps import FOLDER, Steps
from ria_deck.render.html.figure_view import anew
from ria_deck.render.html.own_files import GAP, PAGE_FAULTS, blamed, follows_from_gap
from ria_deck.render.html.page import forget_templates
from ria_deck.render.outputs import OUTPUTS, own_page, own_page_faults
from ria_deck.resolve.assemble import assemble
from ria_deck.resolve.expressions.superlatives import check_superlatives
from ria_deck.resolve.expressions.typed_numbers import check_typed
from ria_deck.resolve.maps.base_map import base_map, coasts
from ria_deck.resolve.maps.region_rings import region_outlines, region_rings
from ria_deck.resolve.templates.expand import expanded
from ria_deck.shared import SharedInputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One deck to make: a plain value that any process can be handed."""

    root: Path
    cache: Path
    edition: str
    language: str
    outputs: tuple[str, ...]
    stamp: str = ""  # what all steps share; empty where that isn't known, so that nothing is kept
    batch_id: str = ""
    rendered: bool = True  # else it is assembled only, to find what is wrong

    @property
    def name(self) -> DeckName:
        """Which deck of the report it is."""
        return DeckName(batch_id=self.batch_id, edition=self.edition, language=self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of a variant: its files by path below the output folder, its part of the manifest."""

    variant: Variant
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)  # path → (output, bytes)
    record: Mapping[str, Any] = field(default_factory=dict)
    tables: tuple[str, ...] = ()  # the names of those that were read for it
    kept: bool = False  # whether an earlier build has made it

    def to_keep(self) -> Kept:
        """What a later build may take over."""
        return Kept(files=self.files, record=self.record, tables=self.tables, diagnostics=self.diagnostics)


def taken_over(variant: Variant, kept: Kept) -> Made:
    """A variant as an earlier build made it."""
    return Made(
        variant=variant,
        diagnostics=kept.diagnostics,
        files=kept.files,
        record=kept.record,
        tables=kept.tables,
        kept=True,
    )


def make(variant: Variant, shared: SharedInputs) -> Made:
    """Assemble, render and read back one variant. Never raises for a fault of the project."""
    report = Report()
    gaps: list[Diagnostic] = []
    try:
        made = assembled(shared, variant, report)
        if made is None:
            return Made(variant=variant, diagnostics=tuple(report.diagnostics))
        deck, tables = made
        faults = own_page_faults(deck, variant.root, variant.outputs)
        report.extend(faults)
        gaps = [fault for fault in faults if fault.code == GAP]
        files = _rendered(variant, deck, report, read_back=not gaps) if faults == gaps else {}
    except BuildError as error:
        report.extend(one for one in error.diagnostics if not gaps or not follows_from_gap(one))
        return Made(variant=variant, diagnostics=tuple(report.diagnostics))
    return Made(
        variant=variant, diagnostics=tuple(report.diagnostics), files=files, record=deck_record(deck), tables=tables
    )


def _rendered(variant: Variant, deck: Deck, report: Report, *, read_back: bool) -> dict[str, tuple[str, bytes]]:
    """The files of a deck, each with its output's name, read back where nothing is known to be missing."""
    files: dict[str, tuple[str, bytes]] = {}
    keep = Steps(variant.cache / FOLDER, variant.stamp) if variant.stamp else anew
    for name in variant.outputs if variant.rendered else ():
        for suffix, data in OUTPUTS[name].render(deck, variant.root, keep).items():
            report.extend(_read_back(deck, name, suffix, data, variant.root) if read_back else ())
            files[variant.name.file(deck.id, suffix)] = (name, data)
    return files


def assembled(
    shared: SharedInputs, variant: Variant, report: Report, *, claims: bool = True
) -> tuple[Deck, tuple[str, ...]] | None:
    """The deck of a variant and the names of the tables that were read for it; None when it has an error, which is
    in the report. `claims` says whether they are checked."""
    own = Report()
    try:
        return _assembled(shared, variant, own, claims=claims)
    finally:
        report.extend(own.diagnostics)


def _assembled(
    shared: SharedInputs, variant: Variant, report: Report, *, claims: bool
) -> tuple[Deck, tuple[str, ...]] | None:
    theme = shared.theme(variant.edition, report)
    tables = shared.tables(report)
    if report.failed:
        return None
    told = Report()
    row = shared.batch(variant.edition, told).row(variant.batch_id, tables)
    content = expanded(shared.content, variant.edition, variant.language, variant.root, tables, told, row)
    report.extend(told.diagnostics)
    if told.failed:
        return None
    source = content.reports[variant.edition].language
    words = () if has_words(variant.language) else word_messages()
    cells = () if variant.language == source else table_messages(tables, variant.language)
    messages = messages_of(content, (*words, *data_messages(tables.package), *cells), variant.language)
    catalog = shared.catalog(variant.language, source, messages, report)
    if catalog is None:
        return None
    if variant.language != source:
        tables = in_language(tables, catalog, variant.language)
    if claims:
        check_typed(content, variant.edition, tables, catalog, report)
        check_superlatives(content, variant.edition, report)
    deck = assemble(
        content,
        variant.edition,
        variant.language,
        root=variant.root,
        cache=variant.cache,
        tables=tables,
        catalog=catalog,
        theme=theme,
        report=report,
        claims=claims,
        outputs=variant.outputs,
        row=row,
    )
    return None if deck is None else (deck, tables.names)


def forget_files() -> None:
    """Forget what this process knows of files by their paths: a build that goes on watching reads them again."""
    for known in (characters, base_map, coasts, region_layers, region_outlines, region_rings):
        known.cache_clear()
    forget_templates()


def _read_back(deck: Deck, output: str, suffix: str, data: bytes, root: Path) -> list[Diagnostic]:
    """The finished file compared with the deck it was made from; where a page of the project's own can be the reason of a
    difference, its place is told."""
    found: list[Diagnostic] = []
    if suffix.endswith(".pptx"):
        found.extend(check_package(data))
    own = own_page(output, root)
    try:
        outline = read_back(suffix, data)
        if outline is not None:
            found.extend(compare(outline_of_deck(deck, outline.output, own_page=own is not None), outline))
    except BuildError as error:
        found.extend(error.diagnostics)
    return [blamed(fault, own) if own and fault.code in PAGE_FAULTS else fault for fault in found]
