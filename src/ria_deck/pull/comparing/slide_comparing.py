"""Every difference between a slide as built now and as a person left it, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ria_deck.model.deck import Slide
from ria_deck.pull.base import BuildRecord, BuiltSlide
from ria_deck.pull.comparing.chart_comparing import compare_chart
from ria_deck.pull.comparing.table_comparing import TableComparing
from ria_deck.pull.comparing.text_comparing import TextComparing
from ria_deck.pull.differences import Findings, Spot
from ria_deck.pull.hiding import hiding
from ria_deck.pull.letters import alike, plain_letters, text_of
from ria_deck.pull.levels import Levelled, relevel
from ria_deck.pull.matching import match_shapes, match_texts
from ria_deck.pull.new_notes import new_notes
from ria_deck.pull.pages import EditedShape, EditedSlide
from ria_deck.pull.paragraph_order import reorder
from ria_deck.pull.paragraphs import ParagraphChanges, ParagraphSide
from ria_deck.pull.sources import LinkedText, SlideTexts, Sources


@dataclass(slots=True)
class SlideComparing:
    """Compares the slides of a deck, one at a time. `words_only`: the program that saved it keeps nothing but words."""

    sources: Sources
    built: BuildRecord
    findings: Findings
    texts: TextComparing
    lines: ParagraphChanges
    words_only: bool = False

    def compare(self, now: EditedSlide, edited: EditedSlide) -> None:
        """One slide."""
        slide = self.sources.slide(now.name)
        if slide is None:
            return
        links = SlideTexts(slide, self.sources.loose)
        then = self.built.slide(now.name)
        pairs = match_shapes(now.shapes, edited.shapes)
        for one, other in pairs.both:
            self._shape(one, other, links, then, (now, edited))
        for shape in pairs.gone:
            self._gone(shape, Spot(slide=now.name, number=edited.number, where=shape.name))
        for shape in pairs.new:
            if shape.words.strip() or shape.kind in ("picture", "chart", "table", "object"):
                self._new(shape, Spot(slide=now.name, number=edited.number, where=shape.name))
        spot = Spot(slide=now.name, number=edited.number, where="notes")
        self._notes(now, edited, links, spot, then)
        if now.hidden != edited.hidden:
            self._hiding(slide, spot_of(now, edited), hidden=edited.hidden)
        if not self.words_only:
            hint = "a slide's layout is named at its heading; animations and backgrounds are the theme's"
            self._changed(now.look, edited.look, spot_of(now, edited), "the slide looks otherwise", hint)

    def _hiding(self, slide: Slide, spot: Spot, *, hidden: bool) -> None:
        edit = hiding(spot, self.sources, hidden=hidden)
        if edit is not None:
            self.findings.lines.append(edit)
            return
        words = f"the slide is {'hidden' if hidden else 'shown'} now"
        hint = f"{'add' if hidden else 'remove'} `hidden` at the slide's heading"
        self.findings.listed("RD854", spot, words, span=slide.span, hint=hint)

    def _notes(
        self, now: EditedSlide, edited: EditedSlide, links: SlideTexts, spot: Spot, then: BuiltSlide | None
    ) -> None:
        written = [text_of(one) for one in edited.notes]
        first = not any(text_of(one).strip() for one in now.notes) and any(text.strip() for text in written)
        known = then is not None and all(then.has(text) for text in written if text.strip())
        edit = new_notes(edited.notes, spot, self.sources) if first and not known else None
        if edit is not None:
            self.findings.lines.append(edit)
        else:
            self._paragraphs(ParagraphSide(now.notes), ParagraphSide(edited.notes), links, spot, then)

    def _shape(
        self,
        now: EditedShape,
        edited: EditedShape,
        links: SlideTexts,
        then: BuiltSlide | None,
        pages: tuple[EditedSlide, EditedSlide],
    ) -> None:
        name = pages[0].name
        spot = Spot(slide=name, number=pages[1].number, where=now.name)
        match now.kind:
            case "table":
                TableComparing(self.sources, self.findings, self.texts, links, spot, then).compare(now, edited)
            case "chart":
                self._paragraphs(_side(now), _side(edited), links, spot, then)
                compare_chart(now, edited, self.sources.slide(name), then, self.findings, spot)
            case _:
                self._paragraphs(_side(now), _side(edited), links, spot, then)
        if now.picture != edited.picture and edited.kind == "picture" and not self.words_only:
            hint = "put the file into content/images/ and name it on the slide"
            self.findings.listed("RD854", spot, "the picture was exchanged", hint=hint)
        if not self.words_only:
            self._alternative(now, edited, links, spot)
            self._look(now, edited, spot)

    def _alternative(self, now: EditedShape, edited: EditedShape, links: SlideTexts, spot: Spot) -> None:
        if alike(now.alternative, edited.alternative):
            return
        place = Spot(slide=spot.slide, number=spot.number, where=f"{spot.where}, alternative text")
        linked = links.text(now.alternative)
        shown = plain_letters(now.alternative)
        self.texts.compare(linked, shown, plain_letters(edited.alternative), place, spot.slide)

    def _look(self, now: EditedShape, edited: EditedShape, spot: Spot) -> None:
        sides = 3 if now.kind == "table" else 4  # programs make tables as high as their rows
        before = now.box or now.laid
        if edited.box is not None and _moved(before and before[:sides], edited.box[:sides]):
            words = f"the shape was {_how(before, edited.box)}"
            hint = "where slots are is a layout's: move it on the layout for all slides, or in templates/theme.yaml"
            self.findings.listed("RD858", spot, words, hint=hint)
        if len(now.rows) != len(edited.rows) or len(now.series) != len(edited.series):
            return  # the data have changed, and with them how many rows share the room
        if edited.words:
            hint = "text styles are the theme's: templates/theme.yaml"
            self._changed(now.text_look, edited.text_look, spot, "its text has other colours or sizes", hint)
        words = "the chart looks otherwise" if now.kind == "chart" else "the shape has other fills or lines"
        self._changed(now.look, edited.look, spot, words, "colours are the theme's: templates/theme.yaml")

    def _changed(self, now: Sequence[str], edited: Sequence[str], spot: Spot, words: str, hint: str) -> None:
        """List what of a look is on one side only."""
        if now != edited:
            old, new = (
                "; ".join(one for one in side if one not in other) for side, other in ((now, edited), (edited, now))
            )
            self.findings.listed("RD858", spot, words, old=old, new=new, hint=hint)

    def _paragraphs(
        self, now: ParagraphSide, edited: ParagraphSide, links: SlideTexts, spot: Spot, then: BuiltSlide | None
    ) -> None:
        linked = [links.text(text_of(one)) for one in now.texts]
        pairs = match_texts([one.whole for one in linked], list(map(text_of, edited.texts)))
        both = [(index, at) for index, at in pairs if index is not None and at is not None]
        matched = {at: linked[index] for index, at in both}
        for index, at in pairs:
            if index is not None and at is not None:
                self.texts.compare(linked[index], now.texts[index], edited.texts[at], spot, spot.slide)
            elif index is not None:
                self.lines.deleted(linked[index], spot, then)
            elif at is not None:
                self.lines.added(edited, at, matched, spot, then)
        told = [(linked[index], at, text_of(edited.texts[at])) for index, at in both]
        reorder(told, spot, then, self.sources, self.findings)
        self._levels(now, edited, both, linked, spot, then)

    def _levels(
        self,
        now: ParagraphSide,
        edited: ParagraphSide,
        both: Sequence[tuple[int, int]],
        linked: Sequence[LinkedText],
        spot: Spot,
        then: BuiltSlide | None,
    ) -> None:
        """Items that stand on another level of their list, where levels are known."""
        if now.levels and edited.levels:
            levelled = [
                Levelled(linked[index], text_of(edited.texts[at]), now.level(index), edited.level(at))
                for index, at in sorted(both, key=lambda pair: pair[1])
            ]
            relevel(levelled, spot, then, self.sources, self.findings)

    def _gone(self, shape: EditedShape, spot: Spot) -> None:
        if shape.words.strip() or shape.kind in ("picture", "chart", "table"):
            self.findings.listed("RD854", spot, f"the {shape.kind} was deleted in the deck", old=_short(shape.words))

    def _new(self, shape: EditedShape, spot: Spot) -> None:
        self.findings.listed("RD854", spot, f"the {shape.kind} is new in the deck", new=_short(shape.words))


def _side(shape: EditedShape) -> ParagraphSide:
    return ParagraphSide(shape.paragraphs, shape.levels)


def spot_of(now: EditedSlide, edited: EditedSlide) -> Spot:
    """A slide as a whole."""
    return Spot(slide=now.name, number=edited.number, where="")


_EMU_PER_MM = 36_000
_ACROSS, _DOWN = ("to the left", "to the right"), ("up", "down")
_WIDE, _HIGH = ("narrower", "wider"), ("lower", "higher")
_NEAR = 6350  # EMU: half a point, which programs round by


def _how(now: tuple[int, ...] | None, edited: tuple[int, ...]) -> str:
    """“moved by 5 mm to the right and 2 mm down, made 10 mm wider”."""
    if now is None:
        return "moved or made another size"
    across, down, wide, high = (round((two - one) / _EMU_PER_MM, 1) for one, two in zip(now, edited, strict=True))
    moves = [f"{abs(by):g} mm {where[by > 0]}" for by, where in ((across, _ACROSS), (down, _DOWN)) if by]
    sizes = [f"{abs(by):g} mm {what[by > 0]}" for by, what in ((wide, _WIDE), (high, _HIGH)) if by]
    parts = [f"moved by {' and '.join(moves)}"] * bool(moves) + [f"made {' and '.join(sizes)}"] * bool(sizes)
    return ", ".join(parts) or "moved"


def _moved(now: tuple[int, ...] | None, edited: tuple[int, ...]) -> bool:
    return now is None or any(abs(one - other) > _NEAR for one, other in zip(now, edited, strict=True))


def _short(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
