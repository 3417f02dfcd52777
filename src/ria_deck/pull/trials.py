"""Try edits in a copy of the project, and keep those that it builds with."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ria_deck.content.slides.claims import still_says
from ria_deck.content.specs.slides import Claim
from ria_deck.diagnostics import BuildError, Diagnostic, Report, Severity
from ria_deck.model.deck import Deck, Slide
from ria_deck.model.fingerprints import paragraphs_in
from ria_deck.pull.differences import Findings, LineEdit, SourceEdit
from ria_deck.pull.letters import alike, holds
from ria_deck.pull.patches import Patches
from ria_deck.pull.sources import Sources, read_deck
from ria_deck.record.inputs import INPUT_FOLDERS


@dataclass(slots=True)
class Trials:
    """Tries edits out. What is wrong with one is a conflict, and the others go on without it."""

    sources: Sources
    findings: Findings
    folder: Path

    def patches(self, edits: Sequence[SourceEdit]) -> tuple[Patches, list[tuple[SourceEdit, str]]]:
        """The patches of all edits that can be made, and for each edit that was tried what is wrong with it, if anything."""
        failed: dict[int, str] = {}
        sayable: list[SourceEdit] = []
        patches = self._empty()
        for edit in edits:
            if claim := self._claim(edit):
                failed[id(edit)] = f"a claim at {claim.says_span} rests on these words: “{claim.says}”"
            elif self._add(patches, edit):
                sayable.append(edit)
            else:
                failed[id(edit)] = "the place where the text is written can't say this"
        good = self._passing(sayable, failed)
        if len(good) < len(sayable):
            patches = self._empty()
            for edit in good:
                self._add(patches, edit)
        return patches, [(edit, failed.get(id(edit), "")) for edit in edits]

    def _passing(self, edits: Sequence[SourceEdit], failed: dict[int, str]) -> list[SourceEdit]:
        """The edits that the project builds with, found by halves; the faults of the others are noted in `failed`."""
        if not edits:
            return []
        faults = self._tried(edits)
        if not faults:
            return list(edits)
        if len(edits) == 1 or len(faults) < len(edits):
            failed |= faults
            return [edit for edit in edits if id(edit) not in faults]
        half = len(edits) // 2
        return self._passing(edits[:half], failed) + self._passing(edits[half:], failed)

    def _tried(self, edits: Sequence[SourceEdit]) -> dict[int, str]:
        """What goes wrong with some edits, by their ids."""
        patches = self._empty()
        for edit in edits:
            self._add(patches, edit)
        trial = Path(tempfile.mkdtemp(dir=self.folder))
        _copy(self.sources.root, trial)
        for path, data in patches.files().items():
            (trial / path).unlink()
            (trial / path).write_bytes(data)
        report = Report()
        variant = self.sources.variant
        try:
            made = read_deck(trial, variant.name, variant.cache, report)
        except BuildError as error:
            report.extend(error.diagnostics)
            made = None
        shutil.rmtree(trial)
        if made is None:
            fault = _fault(report.diagnostics)
            return {id(edit): f"with this edit the project doesn't build: {fault}" for edit in edits}
        words = "the edited text doesn't come back as it was typed"
        return {id(edit): words for edit in edits if not _says(made[0], edit)}

    def _claim(self, edit: SourceEdit) -> Claim | None:
        """A claim whose words the edit takes away."""
        if self.sources.translated or isinstance(edit, LineEdit):
            return None
        message = edit.message
        for claim in _claims(self.sources):
            at = claim.message
            same = at is not None and (at.context, at.text, at.span) == (message.context, message.text, message.span)
            if same and not still_says(claim.says, edit.markdown):
                return claim
        return None

    def _empty(self) -> Patches:
        return Patches(self.sources.root)

    def _add(self, patches: Patches, edit: SourceEdit) -> bool:
        if isinstance(edit, LineEdit):
            return patches.add_lines(edit)
        policy = self.sources.content.reports[self.sources.variant.edition].policy
        return patches.add(edit, translated=self.sources.translated, fuzzy=policy.stale == "keep")


def _claims(sources: Sources) -> Iterator[Claim]:
    for topic in sources.content.topics:
        yield from topic.claims
        for slide in topic.slides:
            yield from slide.claims


def _copy(root: Path, trial: Path) -> None:
    """What a build reads of a project, at no cost where the file system has links."""
    for name in INPUT_FOLDERS:
        if (root / name).is_dir():
            shutil.copytree(root / name, trial / name, copy_function=_linked)


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        shutil.copyfile(source, target)


def _says(deck: Deck, edit: SourceEdit) -> bool:
    if isinstance(edit, LineEdit) and edit.check is not None:
        return edit.check(deck)
    slide = next((one for one in deck.slides if one.id == edit.spot.slide), None)
    if slide is None:
        return False
    texts = _texts_with(slide, deck)
    match edit:
        case LineEdit(gone=True):
            return not any(alike(edit.words, text) for text in texts)
        case LineEdit() if edit.order:
            return _in_order(edit.order, texts if edit.spot.where else [one.id for one in deck.slides])
        case _:
            return _said(edit.words, texts) or all(_said(words, texts) for words in edit.words.split("\n"))


def _said(words: str, texts: Sequence[str]) -> bool:
    return any(holds(text, words) for text in texts)


def _texts_with(slide: Slide, deck: Deck) -> list[str]:
    """The texts of a slide, and those of the deck that may be on it."""
    texts = ["".join(run.text for run in paragraph.runs) for paragraph in paragraphs_in(slide)]
    texts += [deck.running_title, deck.footer, deck.event, deck.venue, deck.title.text]
    return texts + [part for author in deck.authors for part in (author.name, author.home(deck.words))]


def _in_order(order: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether those of some texts that are there stand in an order."""
    places = [next((at for at, text in enumerate(texts) if alike(text, one)), None) for one in order]
    known = [place for place in places if place is not None]
    return known == sorted(known)


def _fault(diagnostics: Sequence[Diagnostic]) -> str:
    first = next((one for one in diagnostics if one.severity is Severity.ERROR), None)
    return f"{first.code} {first.message}" if first is not None else "it has errors"
