"""Compare an edited deck with its sources: what to change, and what contradicts the data."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ria_deck.content.load import load_content
from ria_deck.diagnostics import Report
from ria_deck.model.deck_name import DeckName
from ria_deck.ooxml.package import OfficePackageError
from ria_deck.ooxml.presentation import Presentation
from ria_deck.project import check_output
from ria_deck.pull.base import BuildRecord, read_built
from ria_deck.pull.comparing.comments import comment_differences
from ria_deck.pull.comparing.slide_comparing import SlideComparing
from ria_deck.pull.comparing.text_comparing import TextComparing
from ria_deck.pull.comparing.theme_comparing import ThemeComparing
from ria_deck.pull.differences import Difference, Findings, LineEdit, PullOutcome, SourceEdit, TextEdit
from ria_deck.pull.matching import match_slides
from ria_deck.pull.pages import pages_of
from ria_deck.pull.paragraphs import ParagraphChanges
from ria_deck.pull.programs import Program, program_of
from ria_deck.pull.slide_order import SlideOrder
from ria_deck.pull.sources import Sources, read_sources
from ria_deck.pull.trials import Trials
from ria_deck.shared import SharedInputs
from ria_deck.source.files import CACHE
from ria_deck.source.nearest import did_you_mean

_MOST_UNFOUND = 0.4  # of the slides: beyond it, this is another deck


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What `pull` has found: `files` are the changed files of the project, whole; `diff` shows them."""

    name: DeckName
    program: Program
    differences: tuple[Difference, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    diff: str = ""

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """What the sources can't say, or say otherwise."""
        return tuple(one for one in self.differences if one.outcome is PullOutcome.CONFLICT)


def pull(
    deck: Path,
    root: Path,
    report: Report,
    *,
    batch_id: str = "",
    edition: str = "",
    language: str = "",
    base: Path | None = None,
) -> Pulled | None:
    """Compare an edited deck with the sources of a project. `batch_id`, `edition` and `language` are the deck's own unless
    given; `base` is the deck as it was built, for one that has lost its fingerprints. None, told, where it can't be
    compared."""
    presentation = _opened(deck, report)
    original = _opened(base, report) if base is not None else presentation
    if presentation is None or original is None:
        return None
    built = read_built(original.package)
    said = DeckName(
        batch_id=batch_id or built.name.batch_id,
        edition=edition or built.name.edition,
        language=language or built.name.language,
    )
    name = _name(root, said, presentation, report)
    if name is None:
        return None
    if not built.known:
        report.warning(
            "RD856",
            f"{deck.name} doesn't say what it was built from: texts that the sources have changed since look edited",
            hint="name the deck as it was built with --base FILE.pptx, and look at the patch before you apply it",
        )
    with tempfile.TemporaryDirectory(prefix="ria-deck-") as folder:
        sources = read_sources(root, name, _cache(root) or Path(folder), report)
        return None if sources is None else _compared(deck, presentation, built, sources, Path(folder), report)


def _compared(
    deck: Path, presentation: Presentation, built: BuildRecord, sources: Sources, folder: Path, report: Report
) -> Pulled | None:
    program = program_of(presentation)
    findings = Findings()
    edited = pages_of(presentation, sources.deck.theme.listing.latin)
    pairs = match_slides(sources.pages, edited)
    known = [page for page in edited if built.slide(page.name) is not None]
    if len(pairs.both) < (1 - _MOST_UNFOUND) * min(len(sources.pages), len(edited)) and not known:
        report.error(
            "RD850",
            f"{deck.name} isn't this report: {len(pairs.both)} of its {len(edited)} slides were found in the sources",
            hint="--edition and --lang choose another deck of the report",
        )
        return None
    texts = TextComparing(sources, built, findings, forms=program.keeps_forms)
    lines = ParagraphChanges(sources, findings)
    comparing = SlideComparing(sources, built, findings, texts, lines, words_only=not program.keeps_forms)
    for now, other in pairs.both:
        comparing.compare(now, other)
    SlideOrder(sources, built, findings).compare(pairs)
    if program.keeps_forms and built.theme == sources.deck.theme.digest:
        ThemeComparing(sources, findings).compare(sources.presentation, presentation)
    findings.differences += comment_differences(presentation, pairs, sources)
    patches, failed = Trials(sources, findings, folder).patches([*_agreed(findings), *findings.lines])
    for edit, fault in failed:
        _note(edit, fault, findings)
    return Pulled(
        name=sources.variant.name,
        program=program,
        differences=tuple(sorted(findings.differences, key=lambda one: (one.spot.number, one.spot.where))),
        files=patches.files(),
        diff=patches.diff(),
    )


def _cache(root: Path) -> Path | None:
    """Where the project's builds keep the pictures that they have read once; None without such a place."""
    output = root / "build"
    check_output(root, output, (), told := Report())
    return output / CACHE if not told.failed and (output / CACHE).is_dir() else None


def _opened(path: Path, report: Report) -> Presentation | None:
    try:
        presentation = Presentation.read(path.read_bytes())
        for slide in presentation.slides:
            slide.shapes  # noqa: B018 - parts that can't be read are told before anything is compared
    except OfficePackageError as error:
        report.error("RD850", f"{path.name} can't be pulled: {error}", hint="it has to be a .pptx that opens")
        return None
    return presentation


def _name(root: Path, said: DeckName, presentation: Presentation, report: Report) -> DeckName | None:
    """Which deck of the report this is, what it doesn't say filled in; told where the report has none such."""
    shared = SharedInputs(root, content := load_content(root, report))
    if report.failed:
        return None
    editions = list(content.reports)
    edition = said.edition or editions[0]
    if edition not in content.reports:
        known = ", ".join(name for name in editions if name) or "no editions"
        report.error("RD850", f"the report has no edition `{edition}`", hint=f"it has {known}: --edition names one")
        return None
    spec = content.reports[edition]
    language = said.language or _spoken(presentation, spec.languages) or spec.language
    if language not in spec.languages:
        hint = f"it has {', '.join(spec.languages)}: --lang names one"
        report.error("RD850", f"the report has no language `{language}`", hint=hint)
        return None
    rows = shared.batch(edition, told := Report()).rows
    report.extend(told.diagnostics)
    if told.failed:
        return None
    if said.batch_id not in rows:
        words = (
            f"the batch has no row `{said.batch_id}`" if said.batch_id else "the deck doesn't say for which row it is"
        )
        label = did_you_mean(said.batch_id, rows)
        report.error("RD850", words, label=label, hint="--only names the row: `ria-deck list` shows the batch ids")
        return None
    return DeckName(batch_id=said.batch_id, edition=edition, language=language)


def _spoken(presentation: Presentation, languages: Sequence[str]) -> str:
    """The language that most runs of a deck are marked as; empty where it is none of those."""
    count = dict.fromkeys(languages, 0)
    for slide in presentation.slides:
        for run in slide.root.iter("rPr"):
            code = run.get("lang").partition("-")[0]
            if code in count:
                count[code] += 1
    best = max(count, key=lambda code: count[code], default="")
    return best if best and count[best] else ""


def _note(edit: SourceEdit, fault: str, findings: Findings) -> None:
    if fault:
        findings.conflict("RD857", edit.spot, fault, old=edit.old, new=edit.new, span=edit.span)
        return
    outcome = PullOutcome.PATCH
    if isinstance(edit, LineEdit):
        words = edit.message
        findings.add(
            Difference(
                outcome=outcome, code="", spot=edit.spot, message=words, old=edit.old, new=edit.new, span=edit.span
            )
        )
        return
    others = findings.kept.get((edit.message.context, edit.message.text), [])
    hint = ""
    if others:
        shown = ", ".join(dict.fromkeys(f"{one.number}" for one in others[:8]))
        hint = f"the same text is on slide{'s' * (len(others) > 1)} {shown}, where it changes too"
    findings.add(
        Difference(
            outcome=outcome,
            code="",
            spot=edit.spot,
            message="the text was edited",
            old=edit.old,
            new=edit.new,
            span=edit.span,
            hint=hint,
        )
    )


def _agreed(findings: Findings) -> list[TextEdit]:
    """One edit for each message; two different ones of a text that stands in several places are conflicts."""
    found: dict[tuple[str, str, object], list[TextEdit]] = {}
    for edit in findings.edits:
        found.setdefault((edit.message.context, edit.message.text, edit.message.span), []).append(edit)
    agreed: list[TextEdit] = []
    for edits in found.values():
        if len({edit.markdown for edit in edits}) == 1:
            agreed.append(edits[0])
            continue
        for edit in edits:
            words = "the text is in several places of the deck, and was edited differently"
            span = edit.message.span
            findings.conflict("RD852", edit.spot, words, old=edit.old, new=edit.words, span=span)
    return agreed
