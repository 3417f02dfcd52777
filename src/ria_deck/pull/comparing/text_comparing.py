"""Compare a text as built, as edited and as the sources give it now: a patch, a conflict or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ria_deck.i18n.language import language
from ria_deck.model.fingerprints import fingerprint
from ria_deck.model.text import TextMark
from ria_deck.pull.aligning import align, overwritten
from ria_deck.pull.base import BuildRecord, BuiltSlide, older_value
from ria_deck.pull.comparing.compounds import taken_apart
from ria_deck.pull.differences import Findings, Spot, TextEdit
from ria_deck.pull.letters import Letter, alike, text_of
from ria_deck.pull.rewriting import PlaceForm, rewritten, wanted_letters
from ria_deck.pull.sources import LinkedText, Sources

_UNWRITTEN = "write it where it belongs, or undo it in the deck"


@dataclass(slots=True)
class TextComparing:
    """Compares the texts of a deck, one at a time."""

    sources: Sources
    built: BuildRecord
    findings: Findings
    forms: bool = True  # whether marks of the edited deck are an author's; False: the program writes its own

    def compare(
        self, linked: LinkedText, shown: Sequence[Letter], edited: Sequence[Letter], spot: Spot, name: str
    ) -> None:
        """One text: `shown` is how the sources' deck has it, `edited` how the edited one has it, `name` the slide's id."""
        then = self.built.slide(name)
        if linked.parts:
            self._compound(linked, shown, edited, spot, then)
            return
        before, letters, behind = _around(linked, edited)
        form = self._form(linked, shown, letters)
        formed = _formed(linked, letters, form)
        if alike(linked.text, text_of(formed)) and _same_form(linked, formed, form):
            if linked.origin is not None:
                key = (linked.origin.context, linked.origin.text)
                self.findings.kept.setdefault(key, []).append(spot)
            if before is None or behind is None:
                self._unwritten(linked, edited, spot, then)
            else:
                self._marked_around(linked, shown, edited, spot)
            return
        if then is not None and self._unedited(linked, edited, formed, then):
            return
        if before is None or behind is None:
            self._unwritten(linked, edited, spot, then)
            return
        self._edited(linked, formed, form, spot, then)

    def _compound(
        self, linked: LinkedText, shown: Sequence[Letter], edited: Sequence[Letter], spot: Spot, then: BuiltSlide | None
    ) -> None:
        """A text of several messages: each is compared with what the edited text has of it."""
        if then is not None and then.has(text_of(edited)) and not alike(linked.text, text_of(edited)):
            return  # as it was built: only the sources have changed since
        old, new = (taken_apart(linked.parts, letters) for letters in (shown, _stripped(edited, linked)))
        if old is None or new is None:
            self._unwritten(linked, edited, spot, then)
            return
        for part, before, after in zip(linked.parts, old, new, strict=True):
            self.compare(replace(part, before="", behind=""), before, after, spot, spot.slide)
        self._marked_around(linked, shown, edited, spot)

    def _marked_around(self, linked: LinkedText, shown: Sequence[Letter], edited: Sequence[Letter], spot: Spot) -> None:
        """Marks that were made on what the program puts around a message, where the words are the same."""
        if not self.forms or text_of(shown) != text_of(edited):
            return
        parts = linked.parts or (linked,)
        own = iter([char for part in parts for char in _owned(part)])
        pairs = [pair for pair in zip(shown, edited, strict=True) if not next(own, True)]
        if any(one.form != two.form and not one.text.isspace() for one, two in pairs):
            words = "words that the program puts around a text have other marks"
            self.findings.listed("RD858", spot, words, new=text_of(edited), hint="templates/theme.yaml has their form")

    def _unedited(
        self, linked: LinkedText, edited: Sequence[Letter], formed: Sequence[Letter], then: BuiltSlide
    ) -> bool:
        """Whether the text is as it was built, and only the sources have changed since."""
        if alike(linked.text, text_of(formed)):  # marks alone
            origin = linked.origin
            return origin is not None and then.values(origin.context, origin.shown) is None
        return then.has(text_of(edited)) or then.has(text_of(formed))

    def _edited(
        self, linked: LinkedText, edited: Sequence[Letter], form: PlaceForm, spot: Spot, then: BuiltSlide | None
    ) -> None:
        origin = linked.origin
        old, new = linked.text, text_of(edited)
        if origin is None and alike(old, new):
            words = "the text has other marks, but no single text of the sources says it"
            self.findings.listed("RD858", spot, words, new=new)
            return
        if origin is None:
            self._unwritten(linked, edited, spot, then)
            return
        values = _values_then(linked, then)
        if values is None:
            hint = "write one text from both in the sources, then build again"
            words = "the text was edited in the deck, and in the sources since it was built"
            self.findings.conflict("RD852", spot, words, old=old, new=new, span=origin.span, hint=hint)
            return
        older = self._older(linked, new, values)
        steps = align(linked.letters, edited, older)
        touched = overwritten(linked.letters, edited, steps)
        if touched:
            self._written_over(linked, touched, new, spot)
            return
        wanted = wanted_letters(linked.letters, edited, steps, form)
        markdown = text_of(wanted)
        if not origin.literal:
            locale = language(self.sources.variant.language).locale  # what wasn't translated will be
            markdown = rewritten(origin.shown, linked.letters, wanted, steps, locale) or ""
        message = self.sources.message(origin)
        if not markdown or message is None:
            words = "the edit can't be written in Markdown around the marks and expressions of the text"
            self.findings.conflict("RD853", spot, words, old=old, new=new, span=origin.span, hint=_UNWRITTEN)
            return
        if markdown == origin.shown:
            if not alike(old, new) or not _same_form(linked, edited, form):
                words = "the text has other marks, which the place where it is written can't say"
                self.findings.listed("RD858", spot, words, new=new, span=origin.span)
            return
        self.findings.edits.append(
            TextEdit(
                message=message,
                language=self.sources.variant.language,
                shown=origin.shown,
                markdown=markdown,
                words=text_of(wanted),
                spot=spot,
                old=old,
            )
        )

    def _written_over(self, linked: LinkedText, touched: Sequence[Letter], new: str, spot: Spot) -> None:
        origin = linked.origin
        cells = tuple(dict.fromkeys(cell for hole in touched for cell in linked.cells(hole)))
        shown = ", ".join(f"“{hole.text}”" for hole in touched)
        notes = all(hole.source.startswith("[^") for hole in touched)
        what = "the mark of a footnote" if notes else f"the value {shown}, which comes from data,"
        hint = "the data and their expression stay; " + (
            f"change {_named(cells)}, or undo the edit in the deck" if cells else _UNWRITTEN
        )
        self.findings.conflict(
            "RD851",
            spot,
            f"{what} was written over",
            old=linked.text,
            new=new,
            span=origin.span if origin is not None else None,
            cells=cells,
            hint=hint,
        )

    def _unwritten(self, linked: LinkedText, edited: Sequence[Letter], spot: Spot, then: BuiltSlide | None) -> None:
        """A text that no message says: a value from data, or words that the program puts together."""
        new = text_of(edited)
        if alike(linked.whole, new) or (then is not None and then.has(new)):
            return
        if linked.all_cells:
            holes = [letter for letter in linked.letters if letter.source]
            self._written_over(linked, holes, new, spot)
            return
        words = "the text was edited in the deck, but no single text of the sources says it"
        self.findings.conflict("RD853", spot, words, old=linked.whole, new=new, hint=_UNWRITTEN)

    def _older(self, linked: LinkedText, new: str, values: Sequence[str]) -> dict[int, str]:
        """What expressions gave when the deck was built, by their number, where it differs from today's."""
        found: dict[int, str] = {}
        holes = [letter for letter in linked.letters if letter.value >= 0]
        for hole in holes:
            wanted = values[hole.value] if hole.value < len(values) else ""
            if wanted and wanted != fingerprint(hole.text):
                text = older_value(new, wanted)
                if text is not None:
                    found[hole.value] = text
        return found

    def _form(self, linked: LinkedText, shown: Sequence[Letter], edited: Sequence[Letter]) -> PlaceForm:
        """What the place makes of marks, such as the weight that it gives a table's head."""
        model = frozenset[TextMark]().union(*(letter.marks for letter in linked.letters))
        place = frozenset[TextMark]().union(*(letter.marks for letter in shown))
        gives = place - model
        if not self.forms:
            common = [letter.marks for letter in edited if not letter.text.isspace()]
            gives |= frozenset[TextMark].intersection(*common) - model if common else frozenset()
        linking = any(letter.href for letter in linked.letters) and not any(letter.href for letter in shown)
        return PlaceForm(gives=gives, hides=model - place, hides_links=linking)


def _owned(part: LinkedText) -> list[bool]:
    """Of each letter of a text, whether it is the message's."""
    return [False] * len(part.before) + [True] * len(part.text) + [False] * len(part.behind)


def _values_then(linked: LinkedText, then: BuiltSlide | None) -> tuple[str, ...] | None:
    """The values of a text when the deck was built; None where the sources have changed it since."""
    if then is None or linked.origin is None:
        return ()
    if linked.loose:
        return () if then.has(linked.text) else None
    return then.values(linked.origin.context, linked.origin.shown)


def _formed(linked: LinkedText, edited: Sequence[Letter], form: PlaceForm) -> list[Letter]:
    """The edited letters with the marks that an author made."""
    links = {letter.href for letter in linked.letters}
    return [replace(letter, marks=letter.marks - form.gives, href=_address(letter.href, links)) for letter in edited]


def _same_form(linked: LinkedText, edited: Sequence[Letter], form: PlaceForm) -> bool:
    at = 0
    for letter in linked.letters:
        part = edited[at : at + len(letter.text)]
        at += len(letter.text)
        if not letter.text.isspace() and any(form.of(letter, one).form != letter.form for one in part):
            return False
    return True


def _around(linked: LinkedText, edited: Sequence[Letter]) -> tuple[str | None, Sequence[Letter], str | None]:
    """The letters of the message within an edited text, without what the program puts around it; None for a part of
    that which isn't there any more."""
    text = text_of(edited)
    before: str | None = ""
    behind: str | None = ""
    start, end = 0, len(edited)
    if linked.before:
        before = linked.before if text.startswith(linked.before) else None
        start = len(linked.before) if before else 0
    if linked.behind:
        behind = linked.behind if text.endswith(linked.behind) else None
        end = len(edited) - len(linked.behind) if behind else len(edited)
    return before, _stripped(edited[start:end], linked), behind


def _stripped(letters: Sequence[Letter], linked: LinkedText) -> Sequence[Letter]:
    """The letters without spaces at their ends, which Markdown doesn't have."""
    start, end = 0, len(letters)
    while start < end and letters[start].text.isspace() and not linked.text[:1].isspace():
        start += 1
    while end > start and letters[end - 1].text.isspace() and not linked.text[-1:].isspace():
        end -= 1
    return letters[start:end]


def _address(href: str, known: set[str]) -> str:
    """An address as the sources write it: programs put a slash behind a bare host."""
    if href in known:
        return href
    return next((one for one in known if one and one.rstrip("/") == href.rstrip("/")), href)


def _named(cells: Sequence[object]) -> str:
    shown = ", ".join(str(cell) for cell in cells[:3])
    return shown + (f" and {len(cells) - 3} more" if len(cells) > 3 else "")
