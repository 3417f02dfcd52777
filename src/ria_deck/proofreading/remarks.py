"""What a translator has to know of each text besides its words: its slide and number, the room it has, what its expressions
print now, and where it can be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from babel import Locale

from ria_deck.choosing import Options, variants_of
from ria_deck.content.load import load_content
from ria_deck.content.markdown.inline import Expr, parse_inline, walk
from ria_deck.content.specs.slides import Message
from ria_deck.design.measure import Measurer
from ria_deck.design.scripts import in_script
from ria_deck.diagnostics import Report
from ria_deck.i18n.language import language as language_of
from ria_deck.model.deck import Deck, Prose, Slide
from ria_deck.model.fingerprints import paragraphs_in
from ria_deck.model.text import Origin, Paragraph
from ria_deck.model.text_style import Fit
from ria_deck.model.theme import EMU_PER_PT, Slot, SlotRole, Theme
from ria_deck.proofreading.lenient import lenient
from ria_deck.shared import SharedInputs
from ria_deck.translations import Messages
from ria_deck.variant import assembled

Key = tuple[str, str]
_RAGGED = 0.93  # of lines that end between words
_MOST = 5  # expressions whose values are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Lines of some width in points at a size, of which a text may take so many."""

    lines: int
    width: float
    size: float
    bold: bool = False
    free: int = 0  # of them, those that no text has yet
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is known of one text, where it stands first. `values` are its expressions with what they print."""

    slide: str = ""
    number: int = 0
    room: Room | None = None
    values: tuple[tuple[str, str], ...] = ()


def with_remarks(root: Path, found: Messages) -> Messages:
    """The messages with remarks for translators; without those of slides that can't be laid out, which `check` tells."""
    content = lenient(load_content(root, Report()))
    if not content.reports:
        return found
    shared = SharedInputs(root, content)
    remarks: dict[Key, Remark] = {}
    letters: _Letters | None = None
    for edition, spec in content.reports.items():
        deck = _deck(shared, edition, spec.language)
        if deck is not None:
            letters = letters or _Letters(deck.theme)
            for key, remark in _remarks(deck):
                remarks.setdefault(key, remark)

    slides = {remark.slide: remark.number for remark in remarks.values()}

    def lines(message: Message, language: str) -> str:
        slide = message.context.rpartition("/")[0]
        known = Remark(slide=slide, number=slides[slide]) if slide in slides else None
        remark = remarks.get((message.context, message.text), known)
        return "\n".join(_lines(remark, language, letters)) if remark is not None and letters is not None else ""

    return replace(found, remark=lines)


def _deck(shared: SharedInputs, edition: str, language: str) -> Deck | None:
    """The deck that is translated, in its own language, whether or not it is built in that."""
    spec = shared.content.reports[edition]
    if language not in spec.languages:
        spec = replace(spec, languages=(language, *spec.languages))
        shared = SharedInputs(shared.root, replace(shared.content, reports={edition: spec}))
    options = Options(output=shared.root / "build", languages=(language,), editions=(edition,) if edition else ())
    variant = next(iter(variants_of(shared, options)), None)
    made = assembled(shared, replace(variant, outputs=()), Report(), claims=False) if variant is not None else None
    return made[0] if made is not None else None


def _remarks(deck: Deck) -> Iterator[tuple[Key, Remark]]:
    """The texts of a deck, in its order; those with room of their own first."""
    for number, slide in enumerate(deck.slides, start=1):
        rooms = dict(_rooms(slide, deck))
        for paragraph in paragraphs_in(slide):
            origin = paragraph.origin
            if origin is not None:
                key = origin.context, origin.text
                yield key, Remark(slide=slide.id, number=number, room=rooms.get(key), values=_values(origin))


def _values(origin: Origin) -> tuple[tuple[str, str], ...]:
    """The expressions of the source text with what they print."""
    expressions = [inline.text for inline in walk(parse_inline(origin.shown)) if isinstance(inline, Expr)]
    shown = [text for text, _ in origin.values]
    return tuple(zip(expressions, shown, strict=True)) if len(expressions) == len(shown) else ()


def _rooms(slide: Slide, deck: Deck) -> Iterator[tuple[Key, Room]]:
    layout = slide.arranged(deck.theme.layouts[slide.layout])
    slots = {slot.name: slot for slot in layout.bodies}
    title, subtitle, source = map(layout.slot, (SlotRole.TITLE, SlotRole.SUBTITLE, SlotRole.SOURCE))
    parts = [([slide.title], title, slide.title_fit)] if title and not slide.title_hidden else []
    parts += [(list(slide.subtitle), subtitle, slide.subtitle_fit)] if subtitle else []
    parts += [(list(slide.sources), source, slide.source_fit)] if source else []
    for placed in slide.placements:
        if isinstance(placed.block, Prose):
            parts.append((list(placed.block.paragraphs), slots[placed.slot], placed.block.fit))
    for paragraphs, slot, fit in parts:
        yield from _shared_out(paragraphs, slot, fit)


def _shared_out(paragraphs: Sequence[Paragraph], slot: Slot, fit: Fit) -> Iterator[tuple[Key, Room]]:
    """The room of each paragraph of a slot, at the size that the text has now: its own lines and those that are free."""
    left, top, right, bottom = (inset / EMU_PER_PT for inset in slot.inset)
    width, height = slot.box.width / EMU_PER_PT - left - right, slot.box.height / EMU_PER_PT - top - bottom
    size, pitch = fit.size(slot.style.size), slot.style.pitch(fit.line_reduction)
    gaps = sum(slot.style.gap(paragraph.depth, fit.font_scale) for paragraph in paragraphs[:-1])
    free = max(int((height - gaps + 0.5) // (size * pitch)) - fit.lines, 0)
    for paragraph in paragraphs:
        origin = paragraph.origin
        if origin is not None:
            own = fit.lines if len(paragraphs) == 1 else 1
            depth = fit.size(slot.style.size_at(paragraph.depth))
            room = width - slot.style.indent(paragraph) * fit.larger
            yield (
                (origin.context, origin.text),
                Room(
                    lines=own + free,
                    width=room,
                    size=depth,
                    bold=slot.style.bold,
                    free=free,
                    shared=len(paragraphs) > 1,
                ),
            )


def _lines(remark: Remark, language: str, letters: _Letters) -> Iterator[str]:
    yield f"slide {remark.number}, seen in build/i18n/{language}.html#both-{remark.slide}"
    if remark.room is not None:
        room = remark.room
        each = room.width / (room.size * letters.width(language, bold=room.bold))
        lines = f"in {room.lines} lines" if room.lines > 1 else "in one line"
        lines = f"in its own line and {room.free} that are free on the slide" if room.shared and room.free else lines
        yield f"room: about {max(int(each * room.lines) // 5 * 5, 5)} characters {lines}"
    for expression, shown in dict(remark.values[:_MOST]).items():
        yield f"keep {{{{ {' '.join(expression.split())} }}}}: it prints {shown} now"


class _Letters:
    """The mean width of a letter in languages' running texts, in sizes of the text, with what ragged lines leave empty."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._known: dict[tuple[str, bool], float] = {}

    def width(self, code: str, *, bold: bool) -> float:
        """Measured in the names of months and days."""
        if (code, bold) not in self._known:
            language = language_of(code)
            locale = Locale.parse(language.locale)
            words = [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
            sample = " ".join(str(word) for word in words)
            measurer = Measurer(in_script(self._theme, language.script))
            even = language.script in ("Jpan", "Hans", "Hant")
            mean = measurer.width(sample, 1.0, bold) / len(sample)
            self._known[code, bold] = mean if even else mean / _RAGGED
        return self._known[code, bold]
